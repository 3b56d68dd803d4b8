"""Which two of many facts could exclude each other: a sweep instead of a look at every pair.

Facts are rectangles, time × value. In the order of their beginnings, each fact meets only those that still
hold, and of these only the ones whose values lie wholly above or below its own are given. So the work is
that of sorting plus that of the pairs found (Bentley and Ottmann's sweep, for intervals).
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, insort
from itertools import combinations, islice
from typing import TYPE_CHECKING, Final

from averred.exclusion import common_of, convex_of, normal_form
from averred.scopes import is_timed
from averred.values import Boolean, EntityRef, Quotation, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.facts import Fact
    from averred.values import Interval, Value

    Pair = tuple[int, int]
    End = tuple[float | int, int]

#: Below this number of facts every pair is looked at.
_FEW: Final = 32
#: The most pairs of one group that are looked at: more are too many to list, and are counted.
MOST_PAIRS: Final = 100_000


def possible_pairs(facts: Sequence[Fact]) -> list[Pair]:
    """The places of two facts, the first before the second, that may exclude each other; sorted.

    Every two that exclude each other and surely compete are among them, up to `MOST_PAIRS`.
    """
    readings = [convex_of(fact.value) for fact in facts]
    known = [reading for reading in readings if reading is not None]
    if known and len(known) == len(readings) and common_of(known) is not None:
        return []  # intervals that share a number exclude each other in no two (Helly)
    if len(facts) <= _FEW:
        return [(i, j) for i, j in combinations(range(len(facts)), 2) if _apart(readings[i], readings[j])]
    found = set(islice(_unlike(facts, readings), MOST_PAIRS))
    for timed in (False, True):
        group = [
            (place, reading)
            for place, reading in enumerate(readings)
            if reading is not None and is_timed(facts[place].scope) is timed
        ]
        found.update(islice(_sweep(facts, group), MOST_PAIRS))
    return sorted(found)


def _apart(a: Interval | None, b: Interval | None) -> bool:
    """Whether two readings may share nothing."""
    return a is None or b is None or not a.intersects(b)


def _unlike(facts: Sequence[Fact], readings: Sequence[Interval | None]) -> Iterator[Pair]:
    """Pairs of which one is no interval, and which are not the same word, entity or truth value."""
    same = [_identity(fact.value) for fact in facts]
    for i, reading in enumerate(readings):
        if reading is None:
            unlike = (j for j in range(len(facts)) if same[i] is None or same[i] != same[j])
            yield from (_sorted(i, j) for j in unlike if i < j or readings[j] is not None)


def _identity(value: Value) -> object:
    """What two values that agree have in common; None where only a closer look can say it."""
    if isinstance(value, EntityRef):
        return value.entity
    if isinstance(value, Text | Quotation):
        return normal_form(value.text)
    return value.value if isinstance(value, Boolean) else None


def _sorted(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def _sweep(facts: Sequence[Fact], group: Sequence[tuple[int, Interval]]) -> Iterator[Pair]:
    """Pairs of which one lies at or above the other while both hold."""
    by_low: list[End] = []
    by_high: list[End] = []
    ends: list[tuple[float | int, int, float | int, float | int]] = []
    for start, end, place, reading in _in_time(facts, group):
        low, high = _low(reading.lo), _high(reading.hi)
        while ends and ends[0][0] < start:
            _, gone, gone_low, gone_high = heapq.heappop(ends)
            by_low.pop(bisect_left(by_low, (gone_low, gone)))
            by_high.pop(bisect_left(by_high, (gone_high, gone)))
        for _, other in islice(by_low, bisect_left(by_low, (high, -1)), None):
            yield _sorted(place, other)
        for _, other in islice(by_high, bisect_left(by_high, (low, len(facts)))):
            yield _sorted(place, other)
        insort(by_low, (low, place))
        insort(by_high, (high, place))
        heapq.heappush(ends, (end, place, low, high))


def _in_time(
    facts: Sequence[Fact], group: Sequence[tuple[int, Interval]]
) -> list[tuple[float | int, float | int, int, Interval]]:
    """Beginning, end, place and reading of each fact, by beginning."""
    timed = [(*_time(facts[place]), place, reading) for place, reading in group]
    return sorted(timed, key=lambda one: (one[0], one[2]))


def _time(fact: Fact) -> tuple[float | int, float | int]:
    """The days between which a fact may hold."""
    date = fact.scope.during or fact.scope.as_of
    return (_low(date.interval.lo), _high(date.interval.hi)) if date else (-math.inf, math.inf)


def _low(end: object) -> float | int:
    return -math.inf if end is None else end  # type: ignore[return-value]  # a Fraction compares with both


def _high(end: object) -> float | int:
    return math.inf if end is None else end  # type: ignore[return-value]  # as above
