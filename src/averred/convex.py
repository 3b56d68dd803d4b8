"""Readings that are one interval each, as most are, and what several of them have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.values import Date, Interval, IntervalSet, Ordinal, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.facts import Fact
    from averred.values import Value


def reading_of(value: Value) -> IntervalSet | None:
    """The precise numbers (or days) that a value allows; None for a value that is none."""
    if isinstance(value, Quantity):
        return IntervalSet.of(value.interval)
    if isinstance(value, Ordinal):
        return IntervalSet.of(Interval.point(value.number))
    if isinstance(value, Date) and not value.missing_year:
        return IntervalSet.of(*(value.parts or (value.interval,)))
    return None


def convex_of(value: Value) -> Interval | None:
    """The one interval of a reading; None for a value that is none, or several."""
    if isinstance(value, Quantity):
        return value.interval
    if isinstance(value, Date) and not value.parts:
        return None if value.missing_year else value.interval
    reading = reading_of(value)
    return reading.parts[0] if reading is not None and len(reading.parts) == 1 else None


def intervals_of(values: Sequence[Value]) -> list[Interval] | None:
    """The intervals of values that are one each, all of one kind and in one unit; None where some are not."""
    first = values[0] if values else None
    if isinstance(first, Quantity):
        unit = first.unit
        found = [one.interval for one in values if one.__class__ is Quantity and one.unit == unit]
    elif isinstance(first, Date):
        days = [convex_of(one) for one in values if isinstance(one, Date)]
        found = [one for one in days if one is not None]
    else:
        return None
    return found if len(found) == len(values) else None


def common_of(intervals: Sequence[Interval]) -> Interval | None:
    """The numbers that are in all of some intervals; None if there are none."""
    low, low_open = intervals[0].lo, intervals[0].lo_open
    high, high_open = intervals[0].hi, intervals[0].hi_open
    for one in intervals:
        start, end = one.lo, one.hi
        if start is not None and (low is None or start > low or (start == low and one.lo_open)):
            low, low_open = start, one.lo_open
        if end is not None and (high is None or end < high or (end == high and one.hi_open)):
            high, high_open = end, one.hi_open
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        return None
    return Interval(low, high, low_open, high_open)


def hull_of(value: Value) -> Interval | None:
    """The least interval around a reading; None for a value that is none."""
    convex = convex_of(value)
    reading = reading_of(value) if convex is None else None
    return convex if reading is None else reading.hull


def hull_of_common(values: Sequence[Value]) -> Interval | None:
    """The least interval around what all readings share; None if that is nothing, or one is no interval."""
    convex = [convex_of(value) for value in values]
    if convex and None not in convex:
        return common_of([reading for reading in convex if reading is not None])
    sets = [reading_of(value) for value in values]
    common = sets[0] if sets else None
    for other in sets[1:]:
        common = common.intersection(other) if common is not None and other is not None else None
    return common.hull if common is not None else None


def shared_by(facts: Sequence[Fact]) -> Interval | None:
    """What all of some facts allow, so that no two of them exclude each other (Helly).

    Returns:
        None where they share nothing, where one is denied, and where not all are one interval in one unit.
    """
    if any([fact.denied for fact in facts]):  # noqa: C419 - asked of every group: a list is quicker
        return None
    intervals = intervals_of([fact.value for fact in facts])
    return None if intervals is None else common_of(intervals)
