"""Every admissible place of a quote's words, by the frozen rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from averred.anchor.boundaries import inside_number, is_boundary
from averred.anchor.quote import Quote
from averred.normalise import Form, NormalisedText, normalise_words
from averred.source import Section, SourceText

SPAN_CAP: Final = 2_000
"""The longest range, in code points of the normalised text, that first and last words may span."""


class Terms(NamedTuple):
    """A quote and its context in one form, ready to be looked for.

    Attributes:
        start: the first words, or all of them.
        end: the last words of a range.
        prefix: what stands right before, empty where nothing is asked.
        suffix: what stands right after.
    """

    start: str
    end: str | None
    prefix: str
    suffix: str


def terms_of(quote: Quote, prefix: str | None, suffix: str | None, form: Form) -> Terms:
    """The terms of a quote in one form."""
    return Terms(
        normalise_words(quote.start, form),
        None if quote.end is None else normalise_words(quote.end, form),
        normalise_words(prefix, form) if prefix else "",
        normalise_words(suffix, form) if suffix else "",
    )


def places(
    terms: Terms, source: SourceText, form: Form, sections: Iterable[Section] | None = None
) -> Iterator[tuple[int, int]]:
    """Every admissible place of the terms, as offsets of the normalised text, in order.

    Of a range each start takes its nearest end.
    """
    if not terms.start or terms.end == "":
        return  # nothing is left of it in this form
    ground = ground_of(source, form)
    yield from places_at(_occurrences(terms.start, ground.normalised, sections), terms, ground)


def stands_in(quote: Quote, source: SourceText) -> bool:
    """Whether a quote has a place in a text, in form n1, be it the only one or not."""
    return next(places(terms_of(quote, None, None, "n1"), source, "n1"), None) is not None


class Ground(NamedTuple):
    """A text in one form, and what no term may cross.

    Attributes:
        normalised: the text in that form.
        barriers: where a block starts or something was cut out, as offsets of that text, ascending.
    """

    normalised: NormalisedText
    barriers: list[float]

    def crosses(self, start: int, end: int) -> bool:
        """Whether a block starts, or something was cut out, in the middle of these words."""
        following = bisect_right(self.barriers, start)
        return following < len(self.barriers) and self.barriers[following] < end


def ground_of(source: SourceText, form: Form) -> Ground:
    """A source in one form, ready to be searched; worked out once."""

    def work_out() -> Ground:
        normalised = source.normalised(form)
        return Ground(normalised, [*map(normalised.barrier, sorted((*source.blocks, *source.cuts)))])

    return source.remembered(f"ground in {form}", work_out)


def places_at(starts: Iterable[int], terms: Terms, ground: Ground) -> Iterator[tuple[int, int]]:
    """The admissible places among some offsets, ascending, at which the first words stand."""
    ends = Ends(terms, ground)
    for start in starts:
        end = ends.of(start)
        if end is not None:
            yield start, end


def _occurrences(words: str, normalised: NormalisedText, sections: Iterable[Section] | None) -> Iterator[int]:
    for low, high in regions(normalised, sections):
        start = normalised.text.find(words, low)
        while 0 <= start < high:
            yield start
            start = normalised.text.find(words, start + 1)


def regions(normalised: NormalisedText, sections: Iterable[Section] | None) -> Iterator[tuple[int, int]]:
    """The stretches of the normalised text in which a passage may start, ascending."""
    if sections is None:
        yield 0, len(normalised.text)
        return
    done = 0
    for section in sections:  # ascending; one may lie within another
        low, high = (
            normalised.normalised_offset(offset) for offset in (section.span.start, section.span.end)
        )
        yield max(done, low), high
        done = max(done, high)


class Ends:
    """Where passages end whose starts come in ascending order: no stretch is searched twice."""

    __slots__ = ("_ground", "_last", "_searched", "_terms")

    def __init__(self, terms: Terms, ground: Ground) -> None:
        self._terms = terms
        self._ground = ground
        self._last = -1  # where the last end that was found starts
        self._searched = 0  # how far ends were looked for

    def of(self, start: int) -> int | None:
        """Where the passage ends whose first words stand here; None where no admissible one does."""
        terms, text = self._terms, self._ground.normalised.text
        if not _starts_well(text, start, terms.prefix):
            return None
        first = start + len(terms.start)
        if terms.end is None:
            is_whole = _ends_well(text, first, terms.suffix) and not self._ground.crosses(start, first)
            return first if is_whole else None
        if not is_boundary(text, first) or self._ground.crosses(start, first):
            return None
        return self._nearest(terms.end, first, start + SPAN_CAP)

    def _nearest(self, words: str, first: int, limit: int) -> int | None:
        """The first end of the last words in a range that is admissible."""
        if self._last >= first:
            end = self._last + len(words)
            return end if end <= limit else None
        text = self._ground.normalised.text
        at = text.find(words, max(first, self._searched), limit)
        while at >= 0:
            end = at + len(words)
            well = is_boundary(text, at) and _ends_well(text, end, self._terms.suffix)
            if well and not self._ground.crosses(at, end):
                self._last, self._searched = at, at + 1
                return end
            at = text.find(words, at + 1, limit)
        self._searched = max(self._searched, limit - len(words) + 1)
        return None


def _starts_well(text: str, start: int, prefix: str) -> bool:
    """Whether a passage may start here: bounded, its prefix before it.

    A prefix may end in the middle of a word (it then says how the word begins), never of a number.
    """
    if not prefix:
        return is_boundary(text, start)
    if inside_number(text, start):
        return False
    end = start - (text[start - 1 : start] == " ")
    begin = end - len(prefix)
    if begin < 0 or not text.startswith(prefix, begin):
        return False
    return is_boundary(text, begin)


def _ends_well(text: str, end: int, suffix: str) -> bool:
    """The same for its end and its suffix."""
    if not suffix:
        return is_boundary(text, end)
    if inside_number(text, end):
        return False
    begin = end + (text[end : end + 1] == " ")
    return text.startswith(suffix, begin) and is_boundary(text, begin + len(suffix))
