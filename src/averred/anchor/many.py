"""Many citations of one long source in one pass.

A table of the first words of every quote is looked up at every word of the text; that costs the length of the
text once, not once a citation. What is not found in exactly one place that way is asked again by `anchor`,
which knows every form and gives the reasons: the answers are those of `anchor`, always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.anchor.beginnings import Beginnings
from averred.anchor.matcher import anchor
from averred.anchor.places import Ends, ground_of, places_at, regions, terms_of
from averred.anchor.quote import parse_quote
from averred.anchor.verdict import Anchor
from averred.errors import QuoteError
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from averred.anchor.places import Ground, Terms
    from averred.source import SourceText

_LARGE: Final = 200_000_000  # citations × characters, from which one pass is faster than one search each


class Asked(NamedTuple):
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
    numbers: dict[Asked, int] = {}  # several facts may cite one sentence
    order = [numbers.setdefault(one, len(numbers)) for one in asked]
    distinct = list(numbers)
    found: dict[int, Anchor] = {}
    if len(distinct) * len(source.text) > _LARGE:
        with undisturbed():
            found = dict(_in_one_pass(distinct, source))
    for number, one in enumerate(distinct):
        if number not in found:
            context = {"prefix": one.prefix, "suffix": one.suffix, "section": one.section}
            found[number] = anchor(one.quote, source, **context)
    return [found[number] for number in order]


def _in_one_pass(asked: Sequence[Asked], source: SourceText) -> Iterator[tuple[int, Anchor]]:
    """The citations that are found in exactly one place, by their numbers."""
    ground = ground_of(source, "n1")
    table = Beginnings(ground.normalised.text)
    terms = [_terms(one) for one in asked]
    for number, term in enumerate(terms):
        if term:
            table.add(number, term)
    sections = _Sections(source)
    for number, starts in table.starts():
        term, title = terms[number], asked[number].section
        inside = starts if title is None else sections.inside(title, starts)
        place = term and _only_place(inside, term, ground)
        if place:
            yield number, Anchor("exact", ground.normalised.raw_span(*place))


def _terms(one: Asked) -> Terms | None:
    """The terms of a citation; None where it cannot be read."""
    try:
        return terms_of(parse_quote(one.quote), one.prefix, one.suffix, "n1")
    except QuoteError:
        return None


def _only_place(starts: Sequence[int], terms: Terms, ground: Ground) -> tuple[int, int] | None:
    """The one admissible place; None where there is none, or another."""
    if len(starts) == 1:  # as almost always
        end = Ends(terms, ground).of(starts[0])
        return None if end is None else (starts[0], end)
    found = list(islice(places_at(starts, terms, ground), 2))
    return found[0] if len(found) == 1 else None


class _Sections:
    """Which places stand in a section; each heading is looked for once."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._regions: dict[str, list[tuple[int, int]]] = {}

    def inside(self, title: str, starts: Sequence[int]) -> Sequence[int]:
        """Those of the offsets in n1 that stand in a section of this heading."""
        if title not in self._regions:
            sections = self._source.sections_titled(title)
            self._regions[title] = list(regions(self._source.normalised(), sections))
        return [at for at in starts if any(low <= at < high for low, high in self._regions[title])]
