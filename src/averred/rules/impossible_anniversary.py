"""The rule `impossible-anniversary`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.conflicts.arithmetic import years_later
from averred.conflicts.minimal import Round, inequality_conflicts
from averred.constraint import Bound, Holder, Inequality, Q, Variable, ground, linear, measured
from averred.describe import days, numbers, owner
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name, truth
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
from averred.values.calendar import SLOTS_OF_YEAR, beside_leap_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Linear
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Compared
    from averred.values import Interval
    from averred.vocabulary import Constraint

_NAME = "impossible-anniversary"
_SAME_DAY = "same-day"
_KEPT_ON_THE_DAY = "the anniversary is kept on the day of the event (declared: same-day)"
_PARAMETERS = Parameters(
    {"ordinal": predicate_name, "date": predicate_name, _SAME_DAY: truth}, ("ordinal",), competing=True
)


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Compared]:
    from averred.screening import Compared

    for constraint in declared:
        yield from map(Compared, screened(constraint.parameters))


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened)
def impossible_anniversary(context: Context) -> Iterable[Finding | Judgement]:
    """The date of an event and the number of its anniversary do not give the date of the anniversary.

    What it reports:
        Facts with an ordinal and `of` ("the twentieth anniversary of the flood"), where year of the
        event + number = year of the anniversary for no choice of years. With `same-day = true` the day
        and the month have to be those of the event as well, where they are known: no day of the
        anniversary is so many calendar years after a day of the event. 29 February may be kept on
        28 February or 1 March.

    Why it matters:
        One of the three is wrong.

    Example:
        "the 25th anniversary of the flood of 2011", on a march that is dated 2031: 2011 + 25 = 2036.

    What to do:
        Compare the passages and correct the year or the number.

    Options:
        `ordinal`: the predicate with the number. `date`: the predicate with the dates (`date` if left
        out). `same-day`: the anniversary is kept on the day itself; if left out, on any day of its year.
        `within`, `except`: subjects that it does not hold for, `level`.

    Where the idea comes from:
        Wikidata's "difference within range" constraint, and arithmetic that fact-checkers do by hand.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        ordinal = str(constraint.parameters["ordinal"])
        date = str(constraint.parameters.get("date", "date"))
        pairs: dict[tuple[Holder, Holder], list[Fact]] = {}
        for fact in context.active_by_predicate.get(ordinal, ()):
            if fact.of and not fact.denied and fact.subject not in constraint.exceptions:
                pairs.setdefault((Holder(fact.subject), Holder(fact.of)), []).append(fact)
        for (subject, event), facts in sorted(pairs.items()):
            yield from _judge(context, constraint, (ordinal, date), (subject, event), facts)


def _days_add_up(ordinal: str, date: str) -> tuple[Linear, Linear]:
    """The rule as data: some day of the event, and so many years later some day of the anniversary.

    In slots of the calendar, of which a year has always as many.
    """
    number, body = Q("subject", ordinal) * SLOTS_OF_YEAR, [("of", "subject", "event")]
    begins, ends = Q("event", date, "calendar-start"), Q("event", date, "calendar-end")
    anniversary_begins, anniversary_ends = (
        Q("subject", date, "calendar-start"),
        Q("subject", date, "calendar-end"),
    )
    return (
        linear((begins + number).at_most(anniversary_ends), where=body),
        linear((anniversary_begins - number).at_most(ends), where=body),
    )


def years_add_up(ordinal: str, date: str) -> tuple[Linear, Linear]:
    """The rule as data: year of the event + number = year of the anniversary, as two inequalities."""
    event, number = Q("event", date, "year"), Q("subject", ordinal)
    anniversary = Q("subject", date, "year")
    body = [("of", "subject", "event")]
    return (
        linear((event + number).at_most(anniversary), where=body),
        linear((anniversary - number).at_most(event), where=body),
    )


def screened(parameters: Mapping[str, object]) -> tuple[Linear, ...]:
    """What an engine screens for: nothing that violates a declaration satisfies all of these.

    A screen knows no calendar: of days it asks only whether they are 365 days a year apart, or 366.
    """
    ordinal, date = str(parameters["ordinal"]), str(parameters.get("date", "date"))
    if not parameters.get(_SAME_DAY):
        return years_add_up(ordinal, date)
    number, body = Q("subject", ordinal), [("of", "subject", "event")]
    return (
        linear((Q("event", date, "start") + number * 366).at_most(Q("subject", date, "end")), where=body),
        linear((Q("subject", date, "start") - number * 365).at_most(Q("event", date, "end")), where=body),
    )


def _judge(
    context: Context,
    constraint: Constraint,
    predicates: tuple[str, str],
    pair: tuple[Holder, Holder],
    ordinals: Sequence[Fact],
) -> Iterator[Finding | Judgement]:
    found: dict[Round, list[Conflict]] = {turn: [] for turn in Round}
    about = f"{pair[0].subject} · {predicates[0]} of {pair[1].subject}"
    verdicts: dict[Verdict, tuple[str, ...]] = {}
    is_same_day = bool(constraint.parameters.get(_SAME_DAY))
    for data in (_days_add_up if is_same_day else years_add_up)(*predicates):
        for inequality in ground(data, {"of": [pair]}):
            bounds = _bounds(context, inequality, ordinals)
            result = inequality_conflicts(inequality, bounds, constraint.within)
            if result is not None:
                verdicts[result.verdict] = result.facts
                for turn, conflicts in result.conflicts.items():
                    found[turn] += conflicts
    for turn, conflicts in found.items():
        if conflicts:
            yield _card(context, constraint, pair, about, turn, conflicts)
    # The years are equal iff each is at most the other: the worse verdict is that of the equality.
    for verdict in (Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.SATISFIED):
        if verdict in verdicts:
            yield Judgement(_NAME, about, verdict, verdicts[verdict])
            return


def _bounds(
    context: Context, inequality: Inequality, ordinals: Sequence[Fact]
) -> Mapping[Variable, Sequence[Bound]]:
    """As usual, but of the ordinals only those about this event, and of leap days their neighbours too."""
    bounds = dict(context.bounds_of(inequality))
    for _, variable in inequality.terms:
        if variable.predicate == ordinals[0].predicate:
            numbered = [(measured(fact.value, "value"), fact) for fact in ordinals]
            bounds[variable] = [Bound(interval, fact) for interval, fact in numbered if interval is not None]
        elif variable.measure.startswith("calendar-") and variable.holder.subject == ordinals[0].of:
            bounds[variable] = [
                Bound(beside_leap_day(bound.interval), bound.fact) for bound in bounds[variable]
            ]
    return bounds


def _card(
    context: Context,
    constraint: Constraint,
    pair: tuple[Holder, Holder],
    about: str,
    turn: Round,
    conflicts: Sequence[Conflict],
) -> Finding:
    subject, event = pair
    facts = context.facts_of(conflicts)
    ordinal = next(fact for fact in facts if fact.of == event.subject)
    is_same_day = bool(constraint.parameters.get(_SAME_DAY))
    steps = [f"“{fact.written}” ({fact.id}) is {_read(fact, in_days=is_same_day)}" for fact in facts]
    return conflict_finding(
        context,
        _NAME,
        level_in_round(stated_level(constraint, Level.ERROR), turn),
        f"{owner(subject.subject, None, context.fact_base)} cannot be the “{ordinal.written}” anniversary of "
        f"{owner(event.subject, None, context.fact_base)}: the "
        f"{'dates' if is_same_day else 'years'} do not add up",
        about,
        conflicts,
        derivation=steps_of(
            [*steps, _KEPT_ON_THE_DAY] if is_same_day else steps,
            conflicts,
            lambda conflict: _working(conflict, pair, is_same_day=is_same_day),
        ),
        advice=("correct the date of the event, the number, or the date of the anniversary",),
    )


def _working(conflict: Conflict, pair: tuple[Holder, Holder], *, is_same_day: bool) -> Iterator[str]:
    """When the anniversary would have to be, and when it is said to be."""
    subject, event = (holder.subject for holder in pair)
    when = {
        fact.subject: measured(fact.value, "day" if is_same_day else "year")
        for fact in conflict
        if not fact.of
    }
    number = next(measured(fact.value, "value") for fact in conflict if fact.of)
    base, said = when.get(event), when.get(subject)
    if base is None or said is None or number is None:
        return
    if is_same_day:
        yield f"{years_later(base, number)}, not {days(said)}"
    else:
        yield f"{_plain(base)} + {_plain(number)} = {_plain(base.plus(number))}, not {_plain(said)}"


def _read(fact: Fact, *, in_days: bool) -> str:
    years = measured(fact.value, "year")
    number = measured(fact.value, "value")
    if years is not None and isinstance(fact.value, Date) and in_days:
        return days(fact.value.interval)
    if years is not None:
        return f"in {_plain(years)}{_NO_YEAR_0 if (years.lo or 1) < 1 else ''}"
    return f"the number {_plain(number)}" if number is not None else "of no known number"


#: What is said of years before the first.
_NO_YEAR_0: Final = ", since 1 BCE is counted as the year 0"


def _plain(interval: Interval) -> str:
    return numbers(interval).removesuffix(" exactly").replace(",", "")
