"""The rule `range-in-another-unit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.ranges import Ends, ends_of, own_ends
from averred.rules.base import Context, fact_finding, rule
from averred.shapes import holds_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "range-in-another-unit"
_JUDGED_BY = "out-of-range"


@rule(_NAME, Level.NOTE)
def range_in_another_unit(context: Context) -> Iterable[Finding]:
    """A range is not in the unit of a value, so that the two are not compared.

    What it reports:
        Facts in a unit that neither is nor converts to the unit of an end of their range: the predicate's
        own `min` and `max`, or those of an `out-of-range`. Rows of data are left alone.

    Why it matters:
        Of `max = 100` beside "150 kg" nobody knows whether kilograms are meant. The value is compared with
        nothing, and looks as if it had been.

    Example:
        `max = 100` on the predicate `weight`, which declares no unit, and a fact that says "150 kg".

    What to do:
        Declare the unit of the predicate, or write the range with one.

    Options:
        None.

    Where the idea comes from:
        Wikidata's range constraint, whose ends have units of their own.
    """
    ranges = context.declarations(_JUDGED_BY)
    base = context.fact_base
    limited = {str(one.parameters["predicate"]) for one in ranges}
    limited |= {one.id for one in base.predicates.values() if (one.min, one.max) != (None, None)}
    for fact in (fact for name in sorted(limited) for fact in base.by_predicate.get(name, ())):
        is_row = fact.origin is not None and fact.origin.table[0] == "row"
        if is_row or fact.denied or all(ends.is_whole for ends in _ends(context, fact, ranges)):
            continue
        title = context.predicate_of(fact).title
        yield fact_finding(
            context,
            fact,
            _NAME,
            Level.NOTE,
            f"“{fact.written}” is not compared with the range of “{title}”, in another unit or none",
            advice=("declare the unit of the predicate", "or write the range with a unit that converts"),
        )


def _ends(context: Context, fact: Fact, ranges: Sequence[Constraint]) -> Iterator[Ends]:
    """Every range that a fact has to lie in."""
    predicate = context.predicate_of(fact)
    yield own_ends(predicate, [fact.value])
    for one in ranges:
        if one.parameters["predicate"] == predicate.id and holds_for(one, context.fact_base, fact.subject):
            yield ends_of(one, predicate, context.today, fact.value)
