"""Many citations of one long source in one pass.

A table of the first words of every quote is looked up at every word of the text; that costs the length of the
text once, not once a citation. What is not found in exactly one place that way is asked again by `anchor`,
which knows every form and gives the reasons: the answers are those of `anchor`, always.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.anchor.beginnings import Beginnings
from averred.anchor.matcher import anchor
from averred.anchor.places import places_at, regions, span_of, terms_of
from averred.anchor.quote import parse_quote
from averred.anchor.verdict import Anchor
from averred.errors import QuoteError

if TYPE_CHECKING:
    from averred.anchor.places import Terms
    from averred.source import SourceText

_LARGE: Final = 200_000_000  # citations × characters, from which one pass is faster than one search each
_PLAIN: Final = (None, "", "")  # the end, the prefix and the suffix of words that stand alone


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
    distinct = dict.fromkeys(asked)  # several facts may cite one sentence
    found: dict[Asked, Anchor] = {}
    if len(distinct) * len(source.text) > _LARGE:
        with _collector_paused():
            found = dict(_in_one_pass(list(distinct), source))
    for one in distinct:
        if one not in found:
            found[one] = anchor(one.quote, source, prefix=one.prefix, suffix=one.suffix, section=one.section)
    return [found[one] for one in asked]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No look for circles of records: there are none here, and among 100,000 it takes a fifth of the time."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


def _in_one_pass(asked: Sequence[Asked], source: SourceText) -> Iterator[tuple[Asked, Anchor]]:
    """The citations that are found in exactly one place."""
    normalised = source.normalised()
    table = Beginnings(normalised.text)
    terms = {number: term for number, term in _terms(asked) if table.add(number, term)}
    sections = _Sections(source)
    for number, starts in table.starts():
        one, term = asked[number], terms[number]
        if len(starts) == 1 and one.section is None and term[1:] == _PLAIN:
            span = span_of(starts[0], starts[0] + len(term.start), source, normalised)
        else:
            inside = sections.inside(one.section, starts)
            here = list(islice(places_at(inside, term, source, "n1"), 2))
            span = normalised.raw_span(*here[0]) if len(here) == 1 else None
        if span is not None:
            yield one, Anchor("exact", span)


def _terms(asked: Sequence[Asked]) -> Iterator[tuple[int, Terms]]:
    """The terms of the citations that can be read."""
    for number, one in enumerate(asked):
        with suppress(QuoteError):
            yield number, terms_of(parse_quote(one.quote), one.prefix, one.suffix, "n1")


class _Sections:
    """Which places stand in a section; each heading is looked for once."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._regions: dict[str, list[tuple[int, int]]] = {}

    def inside(self, title: str | None, starts: Collection[int]) -> Collection[int]:
        """Those of the offsets in n1 that stand in a section of this heading."""
        if title is None:
            return starts
        if title not in self._regions:
            sections = self._source.sections_titled(title)
            self._regions[title] = list(regions(self._source.normalised(), sections))
        return [at for at in starts if any(low <= at < high for low, high in self._regions[title])]
