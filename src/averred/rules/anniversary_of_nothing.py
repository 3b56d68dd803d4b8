"""The rule `anniversary-of-nothing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "anniversary-of-nothing"
_JUDGED_BY = "impossible-anniversary"


@rule(_NAME, Level.NOTE)
def anniversary_of_nothing(context: Context) -> Iterable[Finding]:
    """The number of an anniversary does not say of what, so that it is not judged.

    What it reports:
        Facts without `of` whose predicate is the `ordinal` of a declared `impossible-anniversary`. Rows of
        data are left alone.

    Why it matters:
        Without the event there is no year to count from: the number is compared with nothing, and looks
        as if it had been.

    Example:
        `value = "25th"` of the predicate `anniversary`, and no `of = "flood"`.

    What to do:
        Say in `of` whose anniversary it is.

    Options:
        None.

    Where the idea comes from:
        Wikidata's "required qualifier" constraint.
    """
    declared = [one for one in context.fact_base.constraints if one.rule == _JUDGED_BY]
    ordinals = {str(one.parameters.get("ordinal")) for one in declared}
    for fact in context.fact_base.facts:
        is_row = fact.origin is not None and fact.origin.table[0] == "row"
        if fact.predicate in ordinals and fact.of is None and not is_row:
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.NOTE,
                f"“{fact.written}” does not say of what it is the anniversary, and is not judged",
                advice=("say in `of` whose anniversary it is",),
            )
