"""How many pairs of facts exclude each other: counted, not looked at, so that no number is cut off.

Two intervals exclude each other iff one begins above the end of the other. In the order of the beginnings
of their times, each fact meets those that still hold, and two sorted lists of their ends tell how many of
these lie wholly below or above it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING

from averred.conflicts.rectangles import days_of, ends_of, scope_class, value_class
from averred.convex import convex_of
from averred.scopes import Meeting, meet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.conflicts.rectangles import End
    from averred.facts import Fact, Scope
    from averred.values import Interval, Number

    Timed = tuple[Scope, Interval]
    #: When a fact holds, from and to, and the ends of its reading.
    Box = tuple[Number | float, Number | float, End, End]


def count_pairs(facts: Sequence[Fact]) -> int | None:
    """How many pairs of facts of one property exclude each other where they surely compete.

    Returns:
        The number; None where some reading is not one interval.
    """
    classes: dict[tuple[object, ...], list[Box]] = {}
    some_day: dict[tuple[object, ...], list[Timed]] = {}
    lasting: dict[tuple[object, ...], list[Timed]] = {}
    for fact in facts:
        reading = convex_of(fact.value)
        if reading is None:
            return None
        scope = scope_class(fact.scope)
        if scope is None:
            continue
        key = (*scope, *value_class(fact))
        days = days_of(fact.scope)
        if days is not None:
            classes.setdefault(key, []).append((*days, *ends_of(reading)))
        elif fact.scope.as_of is not None:
            some_day.setdefault(key, []).append((fact.scope, reading))
        if fact.scope.during is not None:
            lasting.setdefault(key, []).append((fact.scope, reading))
    beside = sum(_met(some, lasting.get(key, ())) for key, some in some_day.items())
    return beside + sum(map(_count, classes.values()))


def _met(some: Sequence[Timed], lasting: Sequence[Timed]) -> int:
    """Facts of some day of a period beside those that hold throughout it: few, so each pair is looked at."""
    return sum(
        meet(scope, other_scope) is Meeting.SURELY and not reading.intersects(other)
        for scope, reading in some
        for other_scope, other in lasting
    )


def _count(boxes: Sequence[Box]) -> int:
    """How many pairs of boxes share a day and no value."""
    if len({(start, end) for start, end, _, _ in boxes}) == 1:
        highs = sorted(high for *_, high in boxes)
        return sum(bisect_left(highs, low) for _, _, low, _ in boxes)
    return _swept(boxes)


def _swept(boxes: Sequence[Box]) -> int:
    lows: list[End] = []
    highs: list[End] = []
    ends: list[tuple[Number | float, End, End]] = []
    total = 0
    for start, end, low, high in sorted(boxes, key=lambda box: box[0]):
        while ends and ends[0][0] < start:
            _, gone_low, gone_high = heapq.heappop(ends)
            lows.pop(bisect_left(lows, gone_low))
            highs.pop(bisect_left(highs, gone_high))
        total += bisect_left(highs, low) + len(lows) - bisect_right(lows, high)
        insort(lows, low)
        insort(highs, high)
        heapq.heappush(ends, (end, low, high))
    return total
