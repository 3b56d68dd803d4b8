"""What a quote that is not found may have been meant to be: other signs, with which it would be found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil, floor
from typing import Final

from averred.anchor.places import Terms, ground_of, places, terms_of
from averred.anchor.quote import Quote, format_quote
from averred.normalise import normalise_words
from averred.source import Section, SourceText
from averred.spans import Span

#: What people type for an ellipsis; only one between spaces is read as that.
_DOTS: Final = re.compile(r"\s*(?:\.{3,}|…)\s*")
#: What parts the digits of a number in groups of three, and what else does.
_GROUPS: Final = re.compile(r"(?<=[0-9])[,. '](?=[0-9]{3}(?![0-9]))")
_MARKS: Final = (" ", ",", ".", "'", "")


def with_comma(
    quote: Quote,
    prefix: str | None,
    suffix: str | None,
    source: SourceText,
    sections: Iterable[Section] | None,
) -> str | None:
    """What to write where the quote would be found with a comma instead of its ellipsis.

    A browser's directive makes a range of a comma that is not written as %2C.
    """
    for comma in (",", ", ") if quote.end else ():
        whole = Quote(f"{quote.start}{comma}{quote.end}")
        if any(places(terms_of(whole, prefix, suffix, "n1"), source, "n1", sections)):
            return (
                f"write “{format_quote(whole)}”; in `cite` a raw comma makes a range,"
                " and one within the words is written %2C"
            )
    return None


def as_range(
    quote: Quote,
    prefix: str | None,
    suffix: str | None,
    source: SourceText,
    sections: Iterable[Section] | None,
) -> str | None:
    """The quote with its dots as “ … ” between first and last words, where so written it would be found."""
    ends = _DOTS.split(quote.start) if quote.end is None else []
    if len(ends) != 2 or not all(map(normalise_words, ends)):
        return None
    found = places(terms_of(Quote(*ends), prefix, suffix, "n1"), source, "n1", sections)
    return f"“{' … '.join(ends)}”" if any(found) else None


def across(terms: Terms, source: SourceText, sections: Iterable[Section] | None) -> tuple[str, Span] | None:
    """The words on both sides of what the quote runs across, where so written they would be found."""
    ground = ground_of(source, "n1")
    at = ground.normalised.text.find(terms.start)
    end = at + len(terms.start)
    inside = [barrier for barrier in ground.barriers if at < barrier < end]
    if terms.end is not None or at < 0 or not inside:
        return None
    first = ground.normalised.text[at : floor(inside[0])].strip(" ")
    last = ground.normalised.text[ceil(inside[-1]) : end].strip(" ")
    found = places(terms._replace(start=first, end=last), source, "n1", sections)
    place = next(found, None)
    if place is None:
        return None
    return f"“{format_quote(Quote(first, last))}”", ground.normalised.raw_span(*place)


def regrouped(terms: Terms, source: SourceText, sections: Iterable[Section] | None) -> str | None:
    """What to compare, where a quote would be found with its numbers grouped as the source groups them."""
    for mark in _MARKS if _GROUPS.search(terms.start) else ():
        start = _GROUPS.sub(mark, terms.start)
        if any(places(terms._replace(start=start), source, "n1", sections)):
            return f"the nearest passage is “{format_quote(Quote(start, terms.end))}”"
    return None
