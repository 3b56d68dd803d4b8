"""The rule `wrong-order`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts.arithmetic import too_late, violated_by
from averred.conflicts.minimal import inequality_conflicts
from averred.constraint import Holder, Q, ground, linear
from averred.declaring import place_of
from averred.describe import days, owner
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Level
from averred.kinds import entity_name, predicate_name
from averred.orders import first_circle
from averred.parameters import Parameters
from averred.rules.base import (
    Context,
    conflict_finding,
    level_in_round,
    rule,
    stated_level,
)
from averred.shapes import steps_of
from averred.values import Date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Inequality, Linear
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Compared
    from averred.vocabulary import Constraint

_NAME = "wrong-order"


def _check(constraints: Sequence[Constraint], fact_base: FactBase) -> None:
    """Refuse orders that lead from a thing back to itself: all of them would be one day.

    Raises:
        ConfigurationError: with the place of a declaration in the circle, and the way around.
    """
    orders = [(_ends(one), one) for one in constraints if not _is_excepted(one)]
    circle = first_circle([ends for ends, _ in orders])
    if circle:
        at = next(one for ends, one in orders if ends == (circle[0], circle[1]))
        way = " before ".join(f"“{fact_base.name_of(thing)}”" for thing, _ in circle)
        raise ConfigurationError(
            f"{place_of(at, fact_base)}rule “{_NAME}” is declared in a circle: {way}",
            suggestion="remove the order that is wrong",
        )


def _ends(constraint: Constraint) -> tuple[tuple[str, str], tuple[str, str]]:
    """What comes first and what comes after, each as a thing and the predicate of its date."""
    names = {key: str(value) for key, value in constraint.parameters.items()}
    return (
        (names["before"], names.get("before-predicate", "date")),
        (names["after"], names.get("after-predicate", "date")),
    )


def _is_excepted(constraint: Constraint) -> bool:
    return not {str(constraint.parameters[key]) for key in ("before", "after")}.isdisjoint(
        constraint.exceptions
    )


_PARAMETERS = Parameters(
    {
        "before": entity_name,
        "after": entity_name,
        "before-predicate": predicate_name,
        "after-predicate": predicate_name,
    },
    ("before", "after"),
    competing=True,
    check_all=_check,
)


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Compared]:
    from averred.screening import Compared

    for constraint in declared:
        (before, first_date), (after, second_date) = _ends(constraint)
        yield Compared(in_order(first_date, second_date), ((before, after),))


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened)
def wrong_order(context: Context) -> Iterable[Finding | Judgement]:
    """A declared order of two events cannot hold.

    What it reports:
        Dates of two things of which one is declared to end before the other begins, where no choice of
        days within the dates allows it. The same day is allowed. Orders that lead from a thing back to
        itself are refused before any fact is read.

    Why it matters:
        An arrest cannot come before the deed that it followed: one of the dates is wrong.

    Example:
        `[[constraint]] rule = "wrong-order" before = "march" after = "arrests"`; the march is dated
        14 March 2031 and the arrests 2 March 2031.

    What to do:
        Compare the passages and correct a date, or remove the declaration.

    Options:
        `before`, `after`: the two things. `before-predicate`, `after-predicate`: the predicates with
        their dates (`date` if left out). `within`: the scope keys that must agree for two facts to
        compete; all if left out. `except`: things that it does not hold for.

    Where the idea comes from:
        Allen's interval algebra (1983); the order checks of genealogical databases.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        if not _is_excepted(constraint):
            (before, first_date), (after, second_date) = _ends(constraint)
            data = in_order(first_date, second_date)
            yield from _judge(context, constraint, data, Holder(before), Holder(after))


def in_order(earlier: str, later: str) -> Linear:
    """The rule as data: one thing ends at the latest when the other begins."""
    condition = Q("before", earlier, "end").at_most(Q("after", later, "start"))
    return linear(condition, where=[("before", "before", "after")])


def _judge(
    context: Context, constraint: Constraint, data: Linear, before: Holder, after: Holder
) -> Iterator[Finding | Judgement]:
    for inequality in ground(data, {"before": [(before, after)]}):
        result = inequality_conflicts(inequality, context.bounds_of(inequality), constraint.within)
        if result is None:
            continue
        about = f"{before.subject} before {after.subject}"
        yield Judgement(_NAME, about, result.verdict, result.facts)
        level = stated_level(constraint, Level.ERROR)
        working = _working(context, inequality)
        for turn, conflicts in result.conflicts.items():
            if conflicts:
                facts = context.facts_of(conflicts)
                first, second = (owner(one.subject, None, context.fact_base) for one in (before, after))
                yield conflict_finding(
                    context,
                    _NAME,
                    level_in_round(level, turn),
                    _headline(context, inequality, first, second),
                    about,
                    conflicts,
                    derivation=steps_of(
                        (f"{first} ends at the latest when {second} begins", *map(_step, facts)),
                        conflicts,
                        working,
                    ),
                    advice=("correct the date that is wrong", "remove the declared order"),
                )


def _headline(context: Context, inequality: Inequality, first: str, second: str) -> str:
    """Which thing comes first, by which of its dates."""
    one, other = (context.fact_base.predicates[held.predicate].title for _, held in inequality.terms)
    if one == other:
        return f"{first} is declared to come before {second}, and its {one} is later"
    return f"{one} of {first} is declared to come before {other} of {second}, and is later"


def _working(context: Context, inequality: Inequality) -> Callable[[Conflict], list[str]]:
    """By how many days a conflict is in the wrong order."""
    return lambda conflict: [too_late(*one) for one in violated_by(conflict, [inequality], context.bounds_of)]


def _step(fact: Fact) -> str:
    when = days(fact.value.interval) if isinstance(fact.value, Date) else fact.written
    return f"“{fact.written}” ({fact.id}) is {when}"
