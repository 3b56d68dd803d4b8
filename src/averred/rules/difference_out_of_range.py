"""The rule `difference-out-of-range`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.conflicts.arithmetic import gap, violated_by
from averred.constraint import Holder, Q, ground, linear, measured
from averred.describe import days, listing, number, numbers, owner
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Level
from averred.inequalities import judge_together
from averred.kinds import choice, entity_name, predicate_name
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import about_of, cards_in_rounds, subjects_under
from averred.values import Date, exact
from averred.values.day_scales import at_most

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Inequality, Linear
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Compared
    from averred.values import Number
    from averred.vocabulary import Constraint

_NAME = "difference-out-of-range"


def _number(value: object) -> Number:
    if isinstance(value, bool | str):
        raise ConfigurationError("has to be a number", suggestion="without quotation marks")
    return exact(value)


def _check(constraint: Constraint, fact_base: FactBase) -> None:
    given = constraint.parameters
    if not {"min", "max"} & given.keys():
        raise ConfigurationError(
            f"rule “{_NAME}” needs the parameter “min”, “max” or both", suggestion="such as max = 100"
        )
    limits = [limit for limit, _ in _limits(constraint)]
    if limits != sorted(limits):
        raise ConfigurationError(
            f"min of rule “{_NAME}” is greater than max", suggestion="exchange the two", key="min"
        )
    if given["predicate"] == given["from"] and "from-subject" not in given:
        raise ConfigurationError(
            f"rule “{_NAME}” needs two predicates, or from-subject",
            suggestion="name another predicate in “from”",
            key="from",
        )
    kinds = {fact_base.predicates[str(given[key])].value for key in ("predicate", "from")}
    if len(kinds) > 1 or not kinds <= {"date", "quantity"}:
        raise ConfigurationError(
            f"rule “{_NAME}” is about two dates or two quantities",
            suggestion="name predicates of one such kind",
            key="from",
        )
    units = {fact_base.predicates[str(given[key])].unit for key in ("predicate", "from")}
    if kinds == {"quantity"} and ("unit" in given or len(units) > 1):
        raise ConfigurationError(
            f"rule “{_NAME}” compares quantities in the one unit of both predicates",
            suggestion="leave “unit” out" if "unit" in given else "declare the same unit on both",
            key="unit" if "unit" in given else "from",
        )


_PARAMETERS = for_predicate(
    {
        "from": predicate_name,
        "from-subject": entity_name,
        "min": _number,
        "max": _number,
        "unit": choice("day", "year"),
    },
    required=("from",),
    short="from",
    competing=True,
    check=_check,
)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Compared]:
    """As `difference`, but that a screen knows no calendar: a year has 365 days or 366, two more or fewer."""
    from averred.screening import Compared

    for constraint in declared:
        given = constraint.parameters
        to, since, other = str(given["predicate"]), str(given["from"]), str(given.get("from-subject", ""))
        first, last = ("end", "start") if fact_base.predicates[to].value == "date" else ("value", "value")
        body = [(f"from {other}", "x", "y")] if other else [("itself", "x", "x")]
        y = "y" if other else "x"
        for key, sign in (("min", -1), ("max", 1)):
            limit = given.get(key)
            if isinstance(limit, int | Fraction):
                ends = (first, last) if sign > 0 else (last, first)
                apart = Q("x", to, ends[0]) * sign - Q(y, since, ends[1]) * sign
                bound = sign * limit
                if given.get("unit") == "year":
                    bound = min(bound.__floor__() * 365, bound.__floor__() * 366) - 2
                yield Compared(linear(apart - bound, where=body), by=to if other else "", to=other)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened)
def difference_out_of_range(context: Context) -> Iterable[Finding | Judgement]:
    """The difference of two values cannot lie in its bounds.

    What it reports:
        Two dates or quantities of one subject (or of two that are named) whose difference is below `min`
        or above `max` for every choice of precise values. In years, full years are counted: the day and
        the month decide whether the last one is full. There is no year 0 to step over: from April of
        1 BCE to October of 1 CE it is one full year.

    Why it matters:
        Nobody dies before he is born, or at the age of 190.

    Example:
        `difference-out-of-range = { from = "birth", min = 0, max = 120, unit = "year" }` on the predicate
        `death`; somebody is born in 1816 and dies in 2006.

    What to do:
        Compare the passages and correct one of the dates.

    Options:
        `from`: the predicate that is taken away. `min`, `max`: the bounds, one of which may be left out.
        `unit`: "day" (if left out) or "year", for dates. `from-subject`: whose `from` is meant, if not the
        subject's own. `within`, `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's difference-within-range constraint.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        for subject in subjects_under(context, constraint):
            yield from _judge(context, constraint, subject)


def difference(constraint: Constraint, *, of_dates: bool) -> Iterator[Linear]:
    """The rule as data: min ≤ to - from ≤ max, as one or two inequalities."""
    to, since = str(constraint.parameters["predicate"]), str(constraint.parameters["from"])
    other = "y" if "from-subject" in constraint.parameters else "x"
    unit = str(constraint.parameters.get("unit", "day")) if of_dates else None
    first, last = _MEASURES[unit]
    later, earlier = Q("x", to, first), Q(other, since, last)
    body = [("from", "x", other)]
    for limit, is_low in _limits(constraint):
        if is_low:
            yield linear(earlier - later - _most(-limit, unit), where=body)
        else:
            yield linear(later - earlier - _most(limit, unit), where=body)


def _limits(constraint: Constraint) -> list[tuple[Number, bool]]:
    """The limits that are declared, the lower one first, and whether each is a lower one."""
    given = ((constraint.parameters.get(key), key == "min") for key in ("min", "max"))
    return [(limit, is_low) for limit, is_low in given if isinstance(limit, int | Fraction)]


#: What of the later value and of the earlier one is compared, by the unit of dates; none for quantities.
_MEASURES: Final = {
    None: ("value", "value"),
    "day": ("start", "end"),
    "year": ("calendar-start", "calendar-end"),
}


def _most(limit: Number, unit: str | None) -> Number:
    """By how much the one is at most above the other, as they are measured."""
    return limit if unit is None else at_most(limit, unit).steps


def _judge(context: Context, constraint: Constraint, subject: str) -> Iterator[Finding | Judgement]:
    other = str(constraint.parameters.get("from-subject", subject))
    if other == subject and constraint.parameters["from"] == constraint.parameters["predicate"]:
        return  # nothing is before itself
    pair = _pair(context, constraint, subject, other)
    judged = judge_together(context, pair.limits, constraint.within)
    if judged.verdict is None:
        return
    about = about_of(f"{subject} · {constraint.parameters['predicate']}", constraint)
    yield Judgement(_NAME, about, judged.verdict, judged.facts)
    found = [conflict for conflicts in judged.conflicts.values() for conflict in conflicts]
    yield from cards_in_rounds(
        context,
        constraint,
        Level.ERROR,
        about,
        judged.conflicts,
        lambda facts: pair.headline(facts, [one for one in found if set(one) <= set(facts)]),
        derivation=lambda facts: _steps(constraint, facts, pair.unit),
        working=pair.working,
        advice=("compare the passages and correct one of them",),
    )


class _Pair(NamedTuple):
    """Two values whose difference is limited.

    Attributes:
        context: holds the facts.
        names: how a headline calls the one value and the other.
        unit: day or year; None for quantities.
        limits: each inequality with its limit, and whether that is the lower one.
    """

    context: Context
    names: tuple[str, str]
    unit: str | None
    limits: Mapping[Inequality, tuple[Number, bool]]

    def working(self, conflict: Conflict) -> Iterator[str]:
        """The arithmetic of a conflict."""
        for one, boxes in violated_by(conflict, self.limits, self.context.bounds_of):
            limit, is_low = self.limits[one]
            words = gap(one, boxes, self.unit, is_low=is_low)
            yield f"{words}, {'less' if is_low else 'more'} than {number(limit)}"

    def headline(self, facts: Sequence[Fact], conflicts: Iterable[Conflict]) -> str:
        """Which way the difference is out of its bounds in some conflicts."""
        ways: dict[str, None] = {}
        for conflict in conflicts:
            for one, _ in violated_by(conflict, self.limits, self.context.bounds_of):
                limit, is_low = self.limits[one]
                ways[_beyond(limit, self.unit, is_low=is_low)] = None
        words = listing(f"“{fact.written}”" for fact in facts)
        return f"{self.names[0]} is {' and '.join(ways)} {self.names[1]}: {words}"


def _pair(context: Context, constraint: Constraint, subject: str, other: str) -> _Pair:
    base = context.fact_base
    to, since = (base.predicates[str(constraint.parameters[key])] for key in ("predicate", "from"))
    of_dates = to.value == "date"
    holders = {"from": [(Holder(subject), Holder(other))]}
    rules = zip(_limits(constraint), difference(constraint, of_dates=of_dates), strict=True)
    limits = {one: limit for limit, data in rules for one in ground(data, holders)}
    unit = str(constraint.parameters.get("unit", "day")) if of_dates else None
    whose = "" if other == subject else f" of {owner(other, None, base)}"
    return _Pair(
        context, (f"{to.title} of {owner(subject, None, base)}", f"{since.title}{whose}"), unit, limits
    )


def _beyond(limit: Number, unit: str | None, *, is_low: bool) -> str:
    """How two values lie to each other whose difference is out of its bounds: "more than 120 years after"."""
    less, more = ("below", "above") if unit is None else ("before", "after")
    if limit == 0 and (is_low or unit != "year"):  # less than a year after is no full year
        return less if is_low else more
    than = "less" if is_low == (limit >= 0) else "more"
    return f"{than} than {number(max(limit, -limit))}{_counted(unit, limit)} {less if limit < 0 else more}"


def _steps(constraint: Constraint, facts: Sequence[Fact], unit: str | None) -> Iterator[str]:
    for fact in facts:
        box = measured(fact.value, "value")
        words = days if isinstance(fact.value, Date) else numbers
        yield f"“{fact.written}” ({fact.id}) is {words(box) if box is not None else 'not known'}"
    parts = [
        f"at {'least' if is_low else 'most'} {number(limit)}{_counted(unit, limit)}"
        for limit, is_low in _limits(constraint)
    ]
    yield f"the difference has to be {listing(parts)}"


def _counted(unit: str | None, limit: Number) -> str:
    """The unit of a difference, as it stands behind a number."""
    full = "full " if unit == "year" else ""
    return f" {full}{unit}{'' if abs(limit) == 1 else 's'}" if unit else ""
