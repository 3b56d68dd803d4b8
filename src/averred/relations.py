"""What is declared and said about days, as the edges of `averred.conflicts.distances`."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.constraint import Holder, measured
from averred.describe import days, number, owner, property_of
from averred.errors import ReadingError
from averred.shapes import facts_under, holds_for, subjects_under
from averred.values import Date, EntityRef, Interval, OneOf, Ordinal, Quantity
from averred.values.calendar import SLOTS_OF_YEAR
from averred.values.day_scales import (
    Apart,
    DayScale,
    at_most,
    fewest_days_of_months,
    most_days_of_months,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from averred.context import Context
    from averred.facts import Fact
    from averred.values import Value
    from averred.vocabulary import Constraint


def edges_of(context: Context, status: str) -> list[Edge]:
    """All edges between points in time of one status: relations first, then what facts say of the points."""
    related = [
        edge._replace(within=constraint.within)
        for rule, edges in _RELATIONS.items()
        for constraint in context.declarations(rule)
        for edge in edges(context, constraint, status)
    ]
    related += _differences(context, related)
    things = dict.fromkeys(
        (point.holder, point.predicate)
        for edge in related
        for point in (edge.tail, edge.head)
        if point != ORIGIN
    )
    for holder, predicate in things:
        start, end = Point(holder, predicate, "start"), Point(holder, predicate, "end")
        title = _title(context, start)
        related.append(Edge(end, start, 0, f"{title} begins at the latest when it ends"))
        for fact in context.active_by_property.get((holder.subject, predicate), ()):
            same_part = (fact.part or "") == holder.part
            if same_part and not fact.denied and fact.scope.status == status:
                related += _bounds(fact, title, start, end)
    return related


def _bounds(fact: Fact, title: str, start: Point, end: Point) -> Iterator[Edge]:
    """What a date says: between which days its thing begins and ends; a day begins and ends as one."""
    begins, ends = measured(fact.value, "start"), measured(fact.value, "end")
    if begins is None or ends is None:
        return
    said = f"({fact.id})"
    if not _is_period(fact.value):
        yield Edge(start, end, 0, f"{title} is on one day {said}", fact=fact)
    for point, box, verb in ((start, begins, "begins"), (end, ends, "ends")):
        if box.hi is not None:
            words = f"{title} {verb} at the latest on {days(Interval.point(box.hi))} {said}"
            yield Edge(ORIGIN, point, int(box.hi), words, fact=fact)
        if box.lo is not None:
            words = f"{title} {verb} at the earliest on {days(Interval.point(box.lo))} {said}"
            yield Edge(point, ORIGIN, -int(box.lo), words, fact=fact)


def _is_period(value: Value) -> bool:
    options = value.alternatives if isinstance(value, OneOf) else (value,)
    return any(isinstance(option, Date) and option.is_period for option in options)


def _orders(context: Context, constraint: Constraint, _status: str) -> Iterator[Edge]:
    names = {key: str(value) for key, value in constraint.parameters.items()}
    if {names["before"], names["after"]} & set(constraint.exceptions):
        return
    first = Point(Holder(names["before"]), names.get("before-predicate", "date"), "end")
    second = Point(Holder(names["after"]), names.get("after-predicate", "date"), "start")
    words = f"{_title(context, first)} comes before {_title(context, second)} (declared)"
    yield Edge(second, first, 0, words, relation=words)


def _title(context: Context, point: Point) -> str:
    """What a point is an end of: an event itself, or what is dated of a thing ("the birth of “Mira”")."""
    whose = owner(point.holder.subject, point.holder.part or None, context.fact_base)
    if point.predicate == "date":
        return whose
    return property_of(context.fact_base.predicates[point.predicate].title, whose)


class _Difference(NamedTuple):
    """A declared difference between two dates of which something is known: the earlier one, the later one."""

    constraint: Constraint
    earlier: Point
    later: Point


def _differences(context: Context, related: Sequence[Edge]) -> Iterator[Edge]:
    """The differences that may be a part of a chain: both dates have facts, or some other relation.

    Args:
        context: the facts and the declarations.
        related: the edges of all other relations.
    """
    linked = {point[:2] for edge in related for point in (edge.tail, edge.head)}
    known = linked | {(Holder(subject), predicate) for subject, predicate in context.active_by_property}
    found: list[_Difference] = []
    kept = list(_declared_differences(context, {holder.subject for holder, _ in linked}))
    while len(kept) != len(found):
        found = kept
        touched = Counter(point[:2] for one in found for point in (one.earlier, one.later))
        kept = [
            one
            for one in found
            if all(at in known or touched[at] > 1 for at in (one.earlier[:2], one.later[:2]))
        ]
    for one in found:
        for edge in _apart(context, *one):
            yield edge._replace(within=one.constraint.within)


def _declared_differences(context: Context, linked: set[str]) -> Iterator[_Difference]:
    """Those of everything that is named or linked, or of which one of the two dates is said."""
    for constraint in context.declarations("difference-out-of-range"):
        given = constraint.parameters
        if context.fact_base.predicates[str(given["predicate"])].value != "date":
            continue
        since = context.active_by_predicate.get(str(given["from"]), ())
        others = linked.union(fact.subject for fact in since)
        about = {subject for subject in others if holds_for(constraint, context.fact_base, subject)}
        for subject in sorted(about.union(subjects_under(context, constraint))):
            other = str(given.get("from-subject", subject))
            later = Point(Holder(subject), str(given["predicate"]), "start")
            earlier = Point(Holder(other), str(given["from"]), "end")
            if later[:2] != earlier[:2]:  # nothing is before itself
                yield _Difference(constraint, earlier, later)


def _apart(context: Context, constraint: Constraint, earlier: Point, later: Point) -> Iterator[Edge]:
    low, high = (constraint.parameters.get(key) for key in ("min", "max"))
    unit = str(constraint.parameters.get("unit", "day"))
    between = f"{_title(context, later)} after {_title(context, earlier)} (declared)"
    relation = f"{constraint.parameters['predicate']} - {constraint.parameters['from']}: {between}"
    if isinstance(high, int | Fraction):
        words = f"at most {number(high)} {_units(unit, high)}: {between}"
        yield _edge(earlier, later, at_most(high, unit), words, relation)
    if isinstance(low, int | Fraction):
        words = f"at least {number(low)} {_units(unit, low)}: {between}"
        yield _edge(later, earlier, at_most(-low, unit), words, relation)


def _units(unit: str, count: int | Fraction) -> str:
    return unit if abs(count) == 1 else f"{unit}s"


def _edge(
    tail: Point, head: Point, apart: Apart, words: str, relation: str, fact: Fact | None = None
) -> Edge:
    in_days = apart.until is DayScale.DAY
    return Edge(tail, head, apart.most_days, words, relation, fact=fact, apart=None if in_days else apart)


def _overlaps(context: Context, constraint: Constraint, status: str) -> Iterator[Edge]:
    if "predicate" not in constraint.parameters:
        pair = (str(constraint.parameters["first"]), str(constraint.parameters["second"]))
        yield from _contemporary(context, constraint, *pair)
        return
    for fact in facts_under(context, constraint):
        if isinstance(fact.value, EntityRef) and fact.scope.status == status:
            yield from _contemporary(context, constraint, fact.subject, fact.value.entity, fact)


def _contemporary(
    context: Context, constraint: Constraint, first: str, second: str, link: Fact | None = None
) -> Iterator[Edge]:
    if {first, second} & set(constraint.exceptions):
        return
    period = constraint.parameters.get("period")
    start, end = (str(period or constraint.parameters.get(key)) for key in ("start", "end"))
    for one, other in ((first, second), (second, first)):
        begins, ends = Point(Holder(one), start, "start"), Point(Holder(other), end, "end")
        words = f"{_title(context, begins)} begins at the latest when {_title(context, ends)} ends"
        said = f"{words} ({link.id if link else 'declared'})"
        relation = f"{min(first, second)} and {max(first, second)} at one time"
        yield Edge(ends, begins, 0, said, relation=relation, fact=link)


def _anniversaries(context: Context, constraint: Constraint, status: str) -> Iterator[Edge]:
    date = str(constraint.parameters.get("date", "date"))
    for fact in context.active_by_predicate.get(str(constraint.parameters["ordinal"]), ()):
        value = fact.value
        if not fact.of or fact.denied or fact.scope.status != status or not isinstance(value, Ordinal):
            continue
        event, day = Holder(fact.of), Holder(fact.subject)
        titles = (owner(one.subject, None, context.fact_base) for one in (day, event))
        words = f" is {value.number} years after ".join(titles) + f" ({fact.id})"
        since, until = _kept(value.number, on_the_day=bool(constraint.parameters.get("same-day")))
        said = f"{words}, on the day" if constraint.parameters.get("same-day") else words
        yield _edge(Point(event, date, "end"), Point(day, date, "start"), until, said, words, fact)
        yield _edge(Point(day, date, "end"), Point(event, date, "start"), since, said, words, fact)


def _kept(years: int, *, on_the_day: bool) -> tuple[Apart, Apart]:
    """How long before an anniversary its event begins at most, and how long after the event it does.

    Some day, or year, of the anniversary is so many years after one of the event. 29 February may be
    kept on 28 February or 1 March.
    """
    if not on_the_day:
        return (
            Apart(-years, DayScale.YEAR, DayScale.YEAR),
            Apart(years, DayScale.YEAR, DayScale.YEAR),
        )
    slots = years * SLOTS_OF_YEAR
    return (
        Apart(-slots, DayScale.SLOT, DayScale.SLOT_OR_BEFORE),
        Apart(slots, DayScale.SLOT_OR_AFTER, DayScale.SLOT),
    )


def _durations(context: Context, constraint: Constraint, status: str) -> Iterator[Edge]:
    """How long something lasts: a period of n days covers n days, give or take one at its ends."""
    date = str(constraint.parameters["date"])
    for fact in context.active_by_predicate.get(str(constraint.parameters["duration"]), ()):
        lasts = _in_days(fact.value)
        is_meant = not fact.denied and fact.scope.status == status
        if lasts is None or not is_meant or fact.subject in constraint.exceptions:
            continue
        holder = Holder(fact.subject, fact.part or "")
        start, end = Point(holder, date, "start"), Point(holder, date, "end")
        title = f"{_title(context, start)} lasts “{fact.written}” ({fact.id})"
        yield from _lasting(fact, lasts, start, end, title)


#: The edges that one declaration of a rule gives, for facts of one status.
_RELATIONS: Final[Mapping[str, Callable[[Context, Constraint, str], Iterable[Edge]]]] = MappingProxyType(
    {
        "wrong-order": _orders,
        "no-overlap": _overlaps,
        "impossible-anniversary": _anniversaries,
        "joint-conflict": _durations,
    }
)


def _lasting(fact: Fact, lasts: Interval, start: Point, end: Point, words: str) -> Iterable[Edge]:
    if lasts.hi is not None:
        most = (lasts.hi + 1).__floor__()
        said = f"{words}, at most {most:,} {_units('day', most)} from the first day to the last"
        yield Edge(start, end, most, said, relation=words, fact=fact, is_shown=False, is_exact=False)
    if lasts.lo is not None:
        least = (lasts.lo - 1).__ceil__()
        said = f"{words}, at least {least:,} {_units('day', least)} from the first day to the last"
        yield Edge(end, start, -least, said, relation=words, fact=fact, is_shown=False, is_exact=False)


def _in_days(value: Value) -> Interval | None:
    """A duration in days; of months and years the fewest and the most that they can have."""
    if not isinstance(value, Quantity) or value.unit is None:
        return None
    from averred.values.units import convert

    for unit in ("day", "month"):
        try:
            lasts = convert(value.interval, value.unit, unit)
        except ReadingError:
            continue
        return lasts if unit == "day" else _of_months(lasts)
    return None


def _of_months(months: Interval) -> Interval:
    """The days that some months may have, wherever they begin."""
    low = None if months.lo is None else fewest_days_of_months(max(0, months.lo))
    high = None if months.hi is None else most_days_of_months(max(0, months.hi))
    return Interval(low, high)
