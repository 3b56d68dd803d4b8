"""The rule `date-incomplete`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, fact_finding, rule
from averred.values import Date

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "date-incomplete"


@rule(_NAME, Level.NOTE)
def date_incomplete(context: Context) -> Iterable[Finding]:
    """A date lacks its year.

    What it reports:
        Dates, of retracted facts too, whose words name no year, also where `year-from` gives one: it is
        inferred, and said so.

    Why it matters:
        "On February 27" means another day to everybody who reads it in another year or in an excerpt.

    Example:
        `value = "4 March"`.

    What to do:
        Add the year in the text; until then name the fact that it follows from: `year-from = "ID"`.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{when}}.
    """
    for fact in context.records:
        if isinstance(fact.value, Date) and (fact.value.missing_year or fact.year_from):
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.NOTE,
                f"“{fact.written}” names no year",
                derivation=(fact.inferred or "without a year it is compared with nothing",),
                advice=("add the year in the text", "say from which fact it follows: year-from"),
            )
