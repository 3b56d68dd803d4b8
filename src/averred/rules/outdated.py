"""The rule `outdated`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import days
from averred.errors import AverredError, ConfigurationError
from averred.findings import Finding, Level
from averred.kinds import amount
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import judge_records
from averred.values import Interval, read_date, read_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint


def _age(value: object) -> str:
    """The words of a span of time: "1 year", "90 days", or a number of days."""
    text = amount(value)
    _limits(text)
    return text


_NAME = "outdated"
_PARAMETERS = for_predicate({"after": _age}, required=("after",), short="after")


@rule(_NAME, Level.NOTE, parameters=_PARAMETERS)
def outdated(context: Context) -> Iterable[Finding]:
    """A fact that changes with time was true too long ago.

    What it reports:
        Facts whose `as-of` surely is older, on the day of the check, than the predicate's policy says. A
        retracted fact has no age: nobody says any more that it is so.

    Why it matters:
        "The tallest tower", "12,000 inhabitants": true then, perhaps not now.

    Example:
        `outdated = "1 year"` on the predicate `inhabitants`, and a fact with `as-of = 2019`.

    What to do:
        Look for a newer source.

    Options:
        `after`: a span of time in words, or a number of days. The day of the check is `--today`, else the
        UTC date. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikipedia's {{update after}} and {{as of}}.
    """
    return judge_records(
        context, _NAME, Level.NOTE, _PARAMETERS, _judge, key="as-of", advice=("look for a newer source",)
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> str | None:
    day = read_date(context.today).interval.lo
    latest = fact.scope.as_of.interval.hi if fact.scope.as_of else None
    if not fact.is_active or day is None or latest is None:
        return None
    after = str(constraint.parameters["after"])
    if latest + _limits(after) >= day:
        return None
    when = days(Interval.point(latest))
    return f"“{fact.written}” was so as of {when}, more than {after} before {context.today}"


def _limits(words: str) -> int:
    """The most days that a span of time can have: a year is at most 366, a month at most 31."""
    if words.isdecimal():
        return int(words)
    try:
        quantity = read_quantity(words)
    except AverredError as error:
        raise ConfigurationError(
            f"has to be a span of time: {error.message}", suggestion='such as "2 years"'
        ) from error
    most = {"day": 1, "week": 7, "month": 31, "year": 366}.get(quantity.unit or "")
    if most is None or quantity.centre is None:
        raise ConfigurationError(
            "has to be a span of days, weeks, months or years", suggestion='such as "2 years"'
        )
    return int(quantity.centre * most)
