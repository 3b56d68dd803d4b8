"""What a lock knows of a passage, read from a text: once, whoever asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from averred.anchor.tokens import critical_among, skeleton_among, tokens
from averred.digests import short_digest
from averred.normalise import normalise_words

if TYPE_CHECKING:
    from averred.source import SourceText
    from averred.spans import Span


_LONGEST: Final = 4_000
"""No passage is longer, but a lock that somebody forged may hold many that are."""


class PassageRead(NamedTuple):
    """What stands in a lock for the words of a passage.

    Attributes:
        digest: that of the words in n1.
        skeleton: one hash byte for each of its tokens.
        critical: its numbers, negations and hedges, in order.
    """

    digest: str
    skeleton: bytes
    critical: tuple[str, ...]


def read_passage(source: SourceText, span: Span) -> PassageRead:
    """Read a passage of a text; what was read is remembered with the text, unless it is very long."""
    known: dict[tuple[int, int], PassageRead] = source.remembered("passages", dict)
    place = span.start, span.end
    if place in known:
        return known[place]
    words = normalise_words(source.text[span.start : span.end])
    found = tokens(words)
    read = PassageRead(short_digest(words), skeleton_among(found), critical_among(found))
    if len(words) <= _LONGEST:
        known[place] = read
    return read
