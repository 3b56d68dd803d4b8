"""Unions of intervals: what "one of" and the sets of ISO 8601-2 allow."""

from __future__ import annotations

import attrs

from averred.errors import EmptyIntervalError
from averred.records import Record
from averred.values.interval import Interval, Number


def _merged(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The same numbers as sorted, disjoint intervals that do not touch."""
    if not intervals:
        raise EmptyIntervalError("a union of no intervals holds no number")
    merged: list[Interval] = []
    for interval in sorted(intervals, key=_start):
        if merged and _joins(merged[-1], interval):
            merged[-1] = merged[-1].hull(interval)
        else:
            merged.append(interval)
    return tuple(merged)


def _start(interval: Interval) -> tuple[bool, Number, bool]:
    """Sorts by the lower end: no end first, closed before open."""
    return interval.lo is not None, 0 if interval.lo is None else interval.lo, interval.lo_open


def _joins(left: Interval, right: Interval) -> bool:
    """Whether two intervals overlap or touch so that no number lies between them."""
    if left.intersects(right):
        return True
    return left.hi == right.lo and not (left.hi_open and right.lo_open)


@attrs.frozen(eq=False, repr=False)
class IntervalSet(Record):
    """A non-empty union of intervals.

    Attributes:
        parts: sorted, disjoint and not touching, whatever was given.
    """

    parts: tuple[Interval, ...] = attrs.field(converter=_merged)

    @classmethod
    def of(cls, *intervals: Interval) -> IntervalSet:
        """The union of one or more intervals."""
        return cls(intervals)

    @property
    def hull(self) -> Interval:
        """The smallest interval that holds all of it."""
        return self.parts[0].hull(self.parts[-1])

    def intersection(self, other: IntervalSet) -> IntervalSet | None:
        """The numbers that are in both; None if there are none."""
        shared = (a.intersection(b) for a in self.parts for b in other.parts)
        parts = tuple(part for part in shared if part is not None)
        return IntervalSet(parts) if parts else None

    def encloses(self, other: IntervalSet) -> bool:
        """Whether `other` is a subset of this."""
        return self.intersection(other) == other

    def __contains__(self, number: object) -> bool:
        return any(number in part for part in self.parts)

    def __bool__(self) -> bool:
        raise TypeError("a set of numbers is neither true nor false")

    def __str__(self) -> str:
        return " ∪ ".join(str(part) for part in self.parts)
