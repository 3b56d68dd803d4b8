"""The arithmetic of what cannot hold, in words: sums against sums, days against days, what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts.choices import bounds_by
from averred.constraint import intersect, judge
from averred.describe import days, number, numbers
from averred.findings import Verdict
from averred.values import Interval, exact
from averred.values.calendar import SLOTS_OF_YEAR
from averred.values.day_scales import DayScale, full_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Bound, Inequality, Variable
    from averred.values import Number

    Boxes = Sequence[Interval]
    BoundsOf = Callable[[Inequality], Mapping[Variable, Sequence[Bound]]]


def violated_by(
    conflict: Conflict, inequalities: Iterable[Inequality], bounds_of: BoundsOf
) -> Iterator[tuple[Inequality, Boxes]]:
    """The inequalities that the facts of a conflict violate, each with what they allow for its terms."""
    for inequality in inequalities:
        bounds = bounds_of(inequality)
        known = bounds_by(conflict, [bounds.get(variable, ()) for _, variable in inequality.terms])
        boxes = [intersect(bound.interval for bound in found) for found in known]
        inside = [box for box in boxes if box is not None]
        if len(inside) == len(boxes) and judge(inequality, inside) is Verdict.VIOLATED:
            yield inequality, inside


def sums(inequality: Inequality, boxes: Boxes) -> str:
    """What is too much, or too little: "5 + 6 = 11 is more than 9"; the longer side is written out first."""
    least: list[Interval] = []
    most: list[Interval] = []
    for (factor, _), box in zip(inequality.terms, boxes, strict=True):
        (least if factor > 0 else most).append(box)
    low, high = _added([box.lo for box in least]), _added([box.hi for box in most])
    low = f"anything above {low}" if any(box.lo_open for box in least) else low + _at_least(least)
    high = f"anything below {high}" if any(box.hi_open for box in most) else high + _at_most(most)
    return f"{high} is less than {low}" if len(most) > len(least) else f"{low} is more than {high}"


def _added(ends: Sequence[Number | None]) -> str:
    known = [end for end in ends if end is not None]
    total = f" = {number(exact(sum(known)))}" if len(known) > 1 else ""
    return " + ".join(map(number, known)) + total


def _at_least(boxes: Boxes) -> str:
    """What is said of a sum of lower ends."""
    if any(box.lo_open for box in boxes):
        return " and more"
    return "" if all(box.is_point for box in boxes) else " at least"


def _at_most(boxes: Boxes) -> str:
    if any(box.hi_open for box in boxes):
        return " and less"
    return "" if all(box.is_point for box in boxes) else " at most"


def too_late(inequality: Inequality, boxes: Boxes) -> str:
    """How long the first day of one thing is after the last day of another, which it has to be before."""
    late, early = _sides(inequality, boxes)
    between = _counted(int((late.lo or 0) - (early.hi or 0)), "day")
    return f"{_earliest(late)} is {between} after {_latest(early)}"


def _sides(inequality: Inequality, boxes: Boxes) -> tuple[Interval, Interval]:
    """Of two terms the one that is added, and the one that is taken away."""
    first, second = boxes
    return (first, second) if inequality.terms[0][0] > 0 else (second, first)


def gap(inequality: Inequality, boxes: Boxes, unit: str | None, *, is_low: bool) -> str:
    """The greatest difference that there can be, for a lower limit, or else the least.

    Args:
        inequality: one of a difference: the limit, less what is taken away and more what it is taken from.
        boxes: what is allowed for its two terms.
        unit: "day", or "year" for days that are slots of the calendar; None for numbers.
        is_low: whether a lower limit is meant.
    """
    added, taken = _sides(inequality, boxes)
    until, since = (taken, added) if is_low else (added, taken)
    if unit is None:
        return _numbers_apart(since, until, is_low=is_low)
    if unit == "year":
        until, since = _days_of_slots(until), _days_of_slots(since)
    first, last = (since.lo, until.hi) if is_low else (since.hi, until.lo)
    between = _counted_days(int(first or 0), int(last or 0), unit)
    if is_low:
        return f"from {_earliest(since)} to {_latest(until)} it is {between}"
    return f"from {_latest(since)} to {_earliest(until)} it is {between}"


def _numbers_apart(since: Interval, until: Interval, *, is_low: bool) -> str:
    first, last = (since.lo, until.hi) if is_low else (since.hi, until.lo)
    sides = [until, since.scale(-1)]
    words = f"{number(last or 0)} - {number(first or 0)} = {number(exact((last or 0) - (first or 0)))}"
    return words + (_at_most(sides) if is_low else _at_least(sides))


def _counted_days(since: int, until: int, unit: str) -> str:
    if unit == "year":
        return _counted(full_years(since, until), "full year")
    return _counted(until - since, "day")


def _days_of_slots(slots: Interval) -> Interval:
    low, high = (None if end is None else DayScale.SLOT.last_day(int(end)) for end in (slots.lo, slots.hi))
    return Interval(low, high)


def _earliest(box: Interval) -> str:
    return days(Interval.point(box.lo or 0)) + ("" if box.is_point else " at the earliest")


def _latest(box: Interval) -> str:
    return days(Interval.point(box.hi or 0)) + ("" if box.is_point else " at the latest")


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'' if abs(count) == 1 else 's'}"


def years_later(event: Interval, years: Interval) -> str:
    """On which days an anniversary may be kept: "20 years after 2011-02-26 is 2031-02-26"."""
    low, high = (
        None
        if day is None or count is None
        else DayScale.SLOT.last_day(scale.number(int(day)) + SLOTS_OF_YEAR * int(count))
        for day, count, scale in (
            (event.lo, years.lo, DayScale.SLOT_OR_BEFORE),
            (event.hi, years.hi, DayScale.SLOT_OR_AFTER),
        )
    )
    counted = numbers(years).removesuffix(" exactly")
    unit = "year" if counted == "1" else "years"
    return f"{counted} {unit} after {days(event)} is {days(Interval(low, high))}"


def room(inequality: Inequality, boxes: Boxes, index: int) -> str:
    """What the others leave for one term: "60 + 50 = 110", "140 - 40 = 100"."""
    own = inequality.terms[index][0]
    added: list[Number] = []
    taken: list[Number] = []
    for place, ((factor, _), box) in enumerate(zip(inequality.terms, boxes, strict=True)):
        end = box.lo if factor > 0 else box.hi
        if place != index and end is not None:
            (taken if factor * own > 0 else added).append(end)
    if len(added) + len(taken) == 1:
        return number((*added, *taken)[0])
    words = " - ".join([" + ".join(map(number, added)), *map(number, taken)])
    return f"{words} = {number(exact(sum(added) - sum(taken)))}"
