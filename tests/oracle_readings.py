"""What readings allow and when facts meet, written a second time for the oracle: see tests/oracle.py."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Number, Value

ANYTHING = "anything"
NOTHING = "nothing"
#: Nearer than any two ends of generated intervals, also when some of them are added.
BIT = Fraction(1, 100)
FAR = 10**9


def together(facts: Sequence[Fact], within: Sequence[str] | None = None) -> bool:
    """Whether facts hold at one time and place, whatever the vague words of their scopes mean."""
    scopes = [fact.scope for fact in facts]
    names = {name for scope in scopes for name, _ in scope.keys} if within is None else set(within)
    same = [{scope.get(name) for scope in scopes} for name in names]
    if len({scope.status for scope in scopes}) > 1 or any(len(found) > 1 for found in same):
        return False
    return all(_at_once(a, b) for a, b in combinations(facts, 2))


def _at_once(a: Fact, b: Fact) -> bool:
    """Whether two facts hold on one day in every world."""
    first, second = list(worlds(a)), list(worlds(b))
    if not first or not second:
        return not first and not second
    return all(one & other for one in first for other in second)


def worlds(fact: Fact) -> Iterator[set[int]]:
    """The days on which a fact holds, for each meaning of its words; none where it names no time."""
    if fact.scope.as_of is not None:
        yield from ({day} for day in _days(fact.scope.as_of.interval))
    elif fact.scope.during is not None and fact.scope.during.is_period:
        starts, ends = _days(fact.scope.during.start), _days(fact.scope.during.end)
        yield from (set(range(start, end + 1)) for start in starts for end in ends)
    elif fact.scope.during is not None:
        yield set(_days(fact.scope.during.interval))


def _days(interval: Interval) -> list[int]:
    return list(range(int(interval.lo or 0), int(interval.hi or 0) + 1))


def _options(value: Value) -> tuple[Value, ...]:
    return value.alternatives if isinstance(value, OneOf) else (value,)


def one_value(facts: Sequence[Fact], base: FactBase) -> bool:
    """Whether some precise value is allowed by all."""
    predicate = base.predicates[facts[0].predicate]
    grid = _grid(facts)
    choices = [
        [point for option in _options(fact.value) for point in _points(option, grid, exact=predicate.exact)]
        for fact in facts
    ]
    if predicate.value == "entity":
        return any(
            all(not _excludes(a, b, base) for a, b in combinations(choice, 2)) for choice in product(*choices)
        )
    return any(
        all(_agrees(point, points) for points in choices) for point in {p for some in choices for p in some}
    )


def _agrees(point: object, points: Sequence[object]) -> bool:
    return point in points or (ANYTHING in points and point != NOTHING)


def _points(value: Value, grid: Sequence[Number], *, exact: bool) -> list[object]:
    """The precise values that one option allows."""
    if isinstance(value, Unknown):
        return [ANYTHING]
    if isinstance(value, NoValue):
        return [NOTHING]
    if isinstance(value, EntityRef):
        return [value.entity]
    if isinstance(value, Boolean):
        return [value.value]
    if isinstance(value, Text | Quotation):
        return [" ".join(value.text.split())] if exact else [ANYTHING]
    return [number for number in grid if _allows(value, number)]


def _allows(value: Value, number: Number) -> bool:
    if isinstance(value, Ordinal):
        return number == value.number
    if isinstance(value, Date):
        return any(number in part for part in value.parts or (value.interval,))
    return isinstance(value, Quantity) and number in value.interval


def _grid(facts: Sequence[Fact]) -> list[Number]:
    """Numbers of which one lies in every stretch between two ends that any of the facts names."""
    ends: set[Number] = set()
    for option in (option for fact in facts for option in _options(fact.value)):
        if isinstance(option, Ordinal):
            ends.add(option.number)
        for interval in _intervals(option):
            ends |= {end for end in (interval.lo, interval.hi) if end is not None}
    marks = [-FAR, *sorted(ends), FAR]
    return [*marks, *(Fraction(a + b, 2) for a, b in pairwise(marks))]


def _intervals(value: Value) -> tuple[Interval, ...]:
    if isinstance(value, Date):
        return value.parts or (value.interval,)
    return (value.interval,) if isinstance(value, Quantity) else ()


def denies(asserted: Fact, denial: Fact) -> bool:
    """Whether everything that the asserted words allow is denied."""
    if isinstance(asserted.value, Unknown) or isinstance(denial.value, Unknown):
        return False
    grid = _grid((asserted, denial))
    inner, outer = (
        [point for option in _options(fact.value) for point in _points(option, grid, exact=True)]
        for fact in (asserted, denial)
    )
    return set(inner) <= set(outer)


def _excludes(a: object, b: object, base: FactBase) -> bool:
    """Whether two entities are surely two things."""
    if NOTHING in (a, b):
        return a != b
    if a == b or ANYTHING in (a, b):
        return False
    first, second = base.entities[str(a)], base.entities[str(b)]
    if b in first.distinct_from or a in second.distinct_from:
        return True
    related = b in above(str(a), base) or a in above(str(b), base)
    return first.kind is not None and first.kind == second.kind and not related


def above(name: str, base: FactBase) -> set[str]:
    """Everything that an entity is a part of or lies in."""
    entity = base.entities[name]
    direct = {*entity.part_of, *entity.within}
    return direct.union(*(above(up, base) for up in direct))


def box(intervals: Sequence[Interval | None], floor: Interval) -> list[Number]:
    """Precise values in all intervals: the extreme ones, which decide a sum."""
    known = [floor, *(interval for interval in intervals if interval is not None)]
    ends = {end for interval in known for end in (interval.lo, interval.hi) if end is not None}
    tried = {-FAR, FAR, *ends, *(end + bit for end in ends for bit in (-BIT, BIT))}
    return sorted(number for number in tried if all(number in interval for interval in known))


def number(value: Value) -> Interval | None:
    """The numbers that a value allows, or their hull."""
    options = [_number_of(option) for option in _options(value)]
    return _hull(options)


def _number_of(value: Value) -> Interval | None:
    if isinstance(value, Ordinal):
        return Interval.point(value.number)
    return value.interval if isinstance(value, Quantity) else None


def _hull(intervals: Sequence[Interval | None]) -> Interval | None:
    hull = intervals[0]
    for other in intervals[1:]:
        hull = None if hull is None or other is None else hull.hull(other)
    return hull


def start_of(value: Value) -> Interval | None:
    """The days on which a date begins."""
    return _hull([option.start if isinstance(option, Date) else None for option in _options(value)])


def end_of(value: Value) -> Interval | None:
    """The days on which it ends."""
    return _hull([option.end if isinstance(option, Date) else None for option in _options(value)])


def year_of(value: Value) -> Interval | None:
    """The years in which it may lie."""
    days = _hull([option.interval if isinstance(option, Date) else None for option in _options(value)])
    if days is None or days.lo is None or days.hi is None:
        return None
    return Interval(date.fromordinal(int(days.lo)).year, date.fromordinal(int(days.hi)).year)
