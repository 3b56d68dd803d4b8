"""Many citations of one long source in one pass.

A table of the first characters of every quote is looked up at every place where a quote may begin; that costs
the length of the text once, not once a citation. What is not found in exactly one place that way is asked
again by `anchor`, which knows every form and gives the reasons: the answers are those of `anchor`, always.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress, islice
from typing import TYPE_CHECKING, Final

import attrs

from averred.anchor.matcher import anchor
from averred.anchor.places import Terms, places_at, terms_of
from averred.anchor.quote import parse_quote
from averred.anchor.verdict import Anchor
from averred.errors import QuoteError

if TYPE_CHECKING:
    from averred.source import SourceText

_LARGE: Final = 200_000_000  # citations × characters, from which one pass is faster than one search each
_KEYS: Final = (12, 6, 3)  # how many first characters are looked up: the most that a quote has
# Where a quote without a prefix may begin, but for letters of scripts without spaces: at the first letter or
# digit of a word, and at any other sign.
_BEGINNING: Final = r"[^\W_]+|[^\w ]|_"


@attrs.frozen
class Asked:
    """A citation to look for.

    Attributes:
        quote: as written.
        prefix: words right before the passage.
        suffix: words right after it.
        section: the heading of the section in which it starts.
    """

    quote: str
    prefix: str | None = None
    suffix: str | None = None
    section: str | None = None


def anchor_many(asked: Sequence[Asked], source: SourceText) -> list[Anchor]:
    """The anchor of every citation, in the order in which they are asked for."""
    found: dict[int, Anchor] = {}
    if len(asked) * len(source.text) > _LARGE:
        found = _in_one_pass(asked, source)
    return [found.get(number) or _alone(one, source) for number, one in enumerate(asked)]


def _alone(asked: Asked, source: SourceText) -> Anchor:
    return anchor(asked.quote, source, prefix=asked.prefix, suffix=asked.suffix, section=asked.section)


def _in_one_pass(asked: Sequence[Asked], source: SourceText) -> dict[int, Anchor]:
    """The citations that are found in exactly one place."""
    terms = dict(_plain_terms(asked))
    normalised = source.normalised()
    found = {}
    for number, starts in _starts(terms, normalised.text).items():
        here = list(islice(places_at(starts, terms[number], source, "n1"), 2))
        if len(here) == 1:
            found[number] = Anchor("exact", normalised.raw_span(*here[0]))
    return found


def _plain_terms(asked: Sequence[Asked]) -> Iterable[tuple[int, Terms]]:
    """The terms of the citations that one pass can find: long enough, without a prefix or section."""
    for number, one in enumerate(asked):
        if one.prefix is None and one.section is None:
            try:
                terms = terms_of(parse_quote(one.quote), None, one.suffix, "n1")
            except QuoteError:
                continue
            if len(terms.start) >= _KEYS[-1] and terms.start[0] < "\u0e00":
                yield number, terms


def _starts(terms: dict[int, Terms], text: str) -> dict[int, list[int]]:
    """Where the first words of each citation stand, at places where a quote may begin."""
    tables: dict[int, dict[str, list[int]]] = {length: defaultdict(list) for length in _KEYS}
    for number, term in terms.items():
        length = next(length for length in _KEYS if length <= len(term.start))
        tables[length][term.start[:length]].append(number)
    beginnings = [found.start() for found in re.finditer(_BEGINNING, text)]
    starts: dict[int, list[int]] = defaultdict(list)
    for length, table in tables.items():
        if table:
            hits = list(map(table.get, [text[at : at + length] for at in beginnings]))
            for at, numbers in compress(zip(beginnings, hits, strict=True), hits):
                for number in numbers or ():
                    if text.startswith(terms[number].start, at):
                        starts[number].append(at)
    return starts
