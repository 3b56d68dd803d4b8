"""The rule `bounds-not-allowed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import numbers
from averred.findings import Finding, Level
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import judge_records
from averred.values import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "bounds-not-allowed"
_PARAMETERS = for_predicate(about=("quantity",))
_EXACT = (None, "exactly")


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def bounds_not_allowed(context: Context) -> Iterable[Finding]:
    """A quantity that must be exact is given with bounds or a hedge.

    What it reports:
        Facts, retracted ones too, whose words are a range, a number with a margin, or a number with
        "about", "more than" and the like.

    Why it matters:
        The number of seats of a parliament is counted, not estimated.

    Example:
        `bounds-not-allowed = true` on the predicate, and a fact that says "around 120".

    What to do:
        Find the exact number.

    Options:
        `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's no-bounds constraint.
    """
    return judge_records(
        context, _NAME, Level.WARNING, _PARAMETERS, _judge, advice=("find the exact number",)
    )


def _judge(_context: Context, fact: Fact, _constraint: Constraint) -> str | None:
    value = fact.value
    if not isinstance(value, Quantity):
        return None
    has_bounds = value.hedge not in _EXACT or (fact.overridden and not value.interval.is_point)
    return f"“{fact.written}” is not one number: {numbers(value.interval)}" if has_bounds else None
