"""What a fact takes from other facts: a year, a day; and facts that would take it from themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.errors import ReadingError
from averred.structuring import Misfit
from averred.values import Date, calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.facts import Fact


def linked(fact: Fact, facts: Mapping[str, Fact]) -> Fact:
    """The fact with the year or the day of the fact that it names, whose own links are resolved already.

    Raises:
        Misfit: if there is no such year or day.
    """
    if fact.same_as is not None:
        return _same_day(fact, facts[fact.same_as])
    if fact.year_from is not None:
        return _same_year(fact, facts[fact.year_from])
    return fact


def _same_day(fact: Fact, other: Fact) -> Fact:
    if not isinstance(other.value, Date):
        raise Misfit(
            f"the value of fact '{other.id}' is no date", "name a fact that gives the day", key=("same-as",)
        )
    value = attrs.evolve(other.value, text=fact.written)
    return attrs.evolve(
        fact, value=value, inferred=f"“{fact.written}” is the day of {other.id} (“{other.written}”)"
    )


def _same_year(fact: Fact, other: Fact) -> Fact:
    if not isinstance(fact.value, Date):
        raise Misfit("the value is no date that lacks its year", "leave year-from out", key=("year-from",))
    year = _year_of(other)
    try:
        value = fact.value.with_year(year)
    except ReadingError as error:
        raise Misfit(error.message, "leave year-from out, or correct the date", key=("year-from",)) from None
    return attrs.evolve(
        fact,
        value=value,
        inferred=f"“{fact.written}” is in {year}, the year of {other.id} (“{other.written}”)",
    )


def _year_of(other: Fact) -> int:
    days = other.value.interval if isinstance(other.value, Date) else None
    if days is None or days.lo is None or days.hi is None:
        raise Misfit(
            f"the value of fact '{other.id}' has no one year",
            "name a fact that gives the year",
            key=("year-from",),
        )
    first, last = (calendar.year_month_day(int(day))[0] for day in (days.lo, days.hi))
    if first != last:
        raise Misfit(
            f"the value of fact '{other.id}' reaches from {first} to {last}",
            "name a fact of one year",
            key=("year-from",),
        )
    return first


def takes_from(fact: Fact) -> bool:
    """Whether its value has something of another fact."""
    return fact.same_as is not None or fact.year_from is not None


def links_of(fact: Fact) -> tuple[str, ...]:
    """The facts that must be read before it."""
    own = fact.same_as, fact.year_from
    return (*filter(None, own), *fact.derived_from) if any(own) else fact.derived_from


def needs_of(fact: Fact) -> tuple[str, ...]:
    """The facts that it cannot be without."""
    return (*links_of(fact), fact.because) if fact.because else links_of(fact)


def givers_first(links: Mapping[str, Iterable[str]]) -> Iterable[str]:
    """Names in the order in which they can be linked; as they come where nobody takes from one of them."""
    if links.keys().isdisjoint(giver for found in links.values() for giver in found):
        return links
    from graphlib import TopologicalSorter

    return [name for name in TopologicalSorter(links).static_order() if name in links]
