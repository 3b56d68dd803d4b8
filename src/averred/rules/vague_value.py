"""The rule `vague-value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import reading
from averred.findings import Finding, Level
from averred.rules.base import Context, fact_finding, rule
from averred.values import Date, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.values import Value

_NAME = "vague-value"
#: "Several" begins at 3; a lower end like that excludes nothing that anybody would write.
_SAYS_NOTHING = 3


@rule(_NAME, Level.NOTE)
def vague_value(context: Context) -> Iterable[Finding]:
    """The words of a value are so vague that they can be compared with nothing.

    What it reports:
        Counts without any end, such as "many" or "several", and dates that allow every day, of retracted
        facts too.

    Why it matters:
        The fact can never be wrong, and says next to nothing.

    Example:
        "several marchers", of the number of participants.

    What to do:
        Find out how many; or keep the fact and accept the finding.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{clarify}}, {{quantify}} and {{when}}.
    """
    for fact in context.records:
        if not fact.overridden and _is_vague(fact.value):
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.NOTE,
                f"“{fact.written}” gives no {context.predicate_of(fact).title} to speak of",
                derivation=(f"it is read as {reading(fact.value, context.fact_base)}",),
                advice=("find out more, or accept it with a reason",),
            )


def _is_vague(value: Value) -> bool:
    """Whether a reading excludes nothing; "several hours" says at least that it was not days."""
    if isinstance(value, Date):
        interval = value.interval
        return not value.missing_year and interval.lo is None and interval.hi is None
    if not isinstance(value, Quantity) or value.interval.hi is not None:
        return False
    from averred.values.units import is_count

    low = value.interval.lo
    is_counted = value.unit is None or is_count(value.unit)
    return low is None or (value.hedge == "vague" and low <= _SAYS_NOTHING and is_counted)
