"""What a lock holds, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCK_VERSION: Final = 1
NORMALISER: Final = "n1/1"
"""The form of `averred.normalise` whose digests stand in a lock; another form needs another name."""
TOKENISER: Final = "words/1"
"""The way of `averred.anchor.tokens` to part words; likewise."""


class Unit(NamedTuple):
    """A stretch of a source that can be covered by a fact.

    Attributes:
        kind: "heading", "item", "key" (a `Key: value` line) or "sentence".
        section: the number of the innermost section that it stands in; 0 before the first heading.
        span: in code points of the derived text.
    """

    kind: str
    section: int
    span: Span


class LockedSource(NamedTuple):
    """A source as it was when its citations were verified.

    Attributes:
        id: the source's id.
        digest: that of its bytes.
        text_digest: that of the derived text in UTF-8.
        length: of the derived text, in code points.
        loader: name and version of the loader, joined by "/".
        units: its units in order; a unit's number is its place here.
    """

    id: str
    digest: str
    text_digest: str
    length: int
    loader: str
    units: tuple[Unit, ...] = ()


class LockedCitation(NamedTuple):
    """What was verified about one citation.

    Attributes:
        key: whose it is: a fact's id, that with " said-in" added, or the name of a passage left out.
        source: the source's id.
        quote: digest of the citation as written: quote, prefix, suffix, section.
        span: the passage, in code points of the derived text.
        passage: digest of the passage in n1.
        tokens: the passage as a range of the source's tokens.
        skeleton: one hash byte a token of the passage, in base64.
        critical: its numbers, negations and hedges in order.
        units: the numbers of the units that it touches.
        claim: digest of what was verified about it: value as written, reading, voice, polarity,
            whether it is implied only, and whether the value was read in the passage.
        value_read: whether it was; None where that question does not apply.
        text: digest of the derived text that it was verified against, where that is not the text of the
            source's own line: the source has changed since, and the passage with it.
    """

    key: str
    source: str
    quote: str
    span: Span
    passage: str
    tokens: tuple[int, int]
    skeleton: str
    critical: tuple[str, ...]
    units: tuple[int, ...]
    claim: str
    value_read: bool | None = None
    text: str | None = None


@attrs.frozen(eq=False, repr=False)
class Lock:
    """Everything that a lock file says.

    Attributes:
        sources: by id.
        citations: by key.
        accepted: the fingerprint of each accepted finding, by rule and facts.
        segmenter: name and version of what parted sentences; empty where no source has units.
    """

    sources: Mapping[str, LockedSource]
    citations: Mapping[str, LockedCitation]
    accepted: Mapping[tuple[str, tuple[str, ...]], str] = attrs.field(factory=dict)
    segmenter: str = ""
