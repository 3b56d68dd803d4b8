"""The rule `reading-unlike-words`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from averred.describe import reading
from averred.errors import AverredError
from averred.findings import Finding, Level
from averred.rules.base import Context, fact_finding, rule
from averred.values import Date, Quantity, read_date, read_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.values import Conventions

_NAME = "reading-unlike-words"


@rule(_NAME, Level.NOTE)
def reading_unlike_words(context: Context) -> Iterable[Finding]:
    """A reading that an author gave shares nothing with what averred reads in the words.

    What it reports:
        A value in braces, `{ min, max, text }`, where the words of `text` have a reading of their own, and
        that has no number, or no day, in common with the bounds. Bounds in rows of data are left alone.

    Why it matters:
        Bounds are given where words are read wrongly. Where a number was mistyped they look the same,
        and every rule believes them.

    Example:
        `value = { min = 1, max = 2, text = "9,000" }`.

    What to do:
        Correct the bounds or the words; where the words do mean something else, accept it with the reason.

    Options:
        None.

    Where the idea comes from:
        Double entry, as desks that type in figures have done it since punched cards.
    """
    for fact in context.fact_base.facts:
        own = _own(fact, context) if fact.overridden and _is_typed(fact) else None
        if own is not None:
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.NOTE,
                f"“{fact.written}” is given as {reading(fact.value, context.fact_base)}: its words say else",
                derivation=(f"the words alone are read as {reading(own, context.fact_base)}",),
                advice=("correct the bounds or the words", "accept it with the reason why they differ"),
            )


def _is_typed(fact: Fact) -> bool:
    """Whether a person wrote it: the bounds in rows of data were read elsewhere."""
    return fact.origin is None or fact.origin.table[0] != "row"


def _own(fact: Fact, context: Context) -> Quantity | Date | None:
    """What the words of a fact mean by themselves, where that shares nothing with its reading."""
    predicate = context.predicate_of(fact)
    given = cast("Quantity | Date", fact.value)  # nothing else has bounds
    conventions = context.conventions.of(predicate.id, predicate.about)
    try:
        own = _quantity(fact, given, conventions) if isinstance(given, Quantity) else _date(fact, conventions)
    except AverredError:
        return None  # words that cannot be read are what bounds are for
    return own if own.interval.intersection(given.interval) is None else None


def _date(fact: Fact, conventions: Conventions) -> Date:
    return read_date(fact.written, conventions=conventions)


def _quantity(fact: Fact, given: Quantity, conventions: Conventions) -> Quantity:
    """The words in the unit of the bounds; bare numbers are in the unit that the author gave."""
    own = read_quantity(fact.written, unit=fact.unit or given.unit, conventions=conventions)
    if own.unit is None or given.unit is None or own.unit == given.unit:
        return own
    from averred.values import units

    return attrs.evolve(own, interval=units.convert(own.interval, own.unit, given.unit), unit=given.unit)
