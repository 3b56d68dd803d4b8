"""Laws of intervals and of Allen's relations."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from averred.values import Date, Interval, IntervalSet, Number
from averred.values.relations import INVERSES, RELATIONS, possible_relations, related

numbers = st.integers(-6, 6) | st.fractions(-6, 6, max_denominator=3)
ends = st.none() | numbers


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval with small ends."""
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


#: Every number that could tell two of these intervals apart.
WITNESSES: list[Number] = [Fraction(n, 12) for n in range(-12 * 7, 12 * 7 + 1)]


def members(interval: Interval | IntervalSet) -> set[Number]:
    """The witnesses that are in it."""
    return {number for number in WITNESSES if number in interval}


@given(intervals(), intervals())
def test_intersection_and_hull_are_those_of_sets(a: Interval, b: Interval) -> None:
    """The intersection holds what is in both, the hull everything between, and both are symmetric."""
    shared = a.intersection(b)

    assert (members(a) & members(b)) == (set() if shared is None else members(shared))
    either = members(a) | members(b)
    assert {number for number in WITNESSES if min(either) <= number <= max(either)} == members(a.hull(b))
    assert (shared, a.hull(b)) == (b.intersection(a), b.hull(a))
    assert a.intersects(b) is (shared is not None)
    assert a.encloses(b) is (a.hull(b) == a)


@given(intervals(), intervals())
def test_exactly_one_of_below_above_and_meeting_holds(a: Interval, b: Interval) -> None:
    """Two intervals share a number, or the one lies below the other; the gap is 0 where they touch."""
    assert 1 == [a.is_below(b), b.is_below(a), a.intersects(b)].count(True)
    assert a.gap_to(b) == b.gap_to(a) >= 0
    assert a.gap_to(b) == 0 or not a.intersects(b)
    apart = [
        one.lo - other.hi for one, other in ((a, b), (b, a)) if one.lo is not None and other.hi is not None
    ]
    assert a.gap_to(b) == max(0, *apart, 0)


@given(intervals(), numbers, numbers)
def test_moving_and_scaling_can_be_undone(interval: Interval, distance: Number, factor: Number) -> None:
    """Shifting back and dividing again give the interval that it was."""
    assume(factor != 0)

    assert interval == interval.shift(distance).shift(-distance)
    assert interval == interval.scale(factor).scale(1 / Fraction(factor))


@given(intervals(), intervals())
def test_a_sum_holds_every_sum(a: Interval, b: Interval) -> None:
    """The sum of two numbers is in that of their intervals; an end is, where both ends are."""
    for one in sorted(members(a))[::17]:
        for other in sorted(members(b))[::17]:
            assert one + other in a.plus(b)
    for first, second in ((a.lo, b.lo), (a.hi, b.hi)):
        if first is not None and second is not None:
            assert (first + second in a.plus(b)) is (first in a and second in b)


@given(intervals())
def test_tightening_keeps_every_whole_number(interval: Interval) -> None:
    """No whole number is lost, and the ends are whole."""
    whole = interval.whole()

    assert {n for n in members(interval) if n == int(n)} == (
        set() if whole is None else {n for n in members(whole) if n == int(n)}
    )


@given(intervals())
def test_an_interval_agrees_with_portion(interval: Interval) -> None:
    """An independent library says the same about membership and emptiness of the intersection with [0, 2)."""
    portion = pytest.importorskip("portion")
    low = -portion.inf if interval.lo is None else interval.lo
    high = portion.inf if interval.hi is None else interval.hi
    left = portion.OPEN if interval.lo_open else portion.CLOSED
    right = portion.OPEN if interval.hi_open else portion.CLOSED
    theirs = portion.Interval.from_atomic(left, low, high, right)

    assert [number in theirs for number in WITNESSES] == [number in interval for number in WITNESSES]
    assert theirs.overlaps(portion.closedopen(0, 2)) is interval.intersects(Interval(0, 2, hi_open=True))


@given(st.lists(intervals(), min_size=1, max_size=5), st.lists(intervals(), min_size=1, max_size=5))
def test_unions_are_those_of_sets(first: list[Interval], second: list[Interval]) -> None:
    """However the parts overlap, a union holds what any of them holds, and intersects like a set."""
    one, other = IntervalSet.of(*first), IntervalSet.of(*second)
    shared = one.intersection(other)

    assert set().union(*(members(part) for part in first)) == members(one)
    assert (members(one) & members(other)) == (set() if shared is None else members(shared))
    assert one == IntervalSet.of(*reversed(one.parts))
    assert one.encloses(other) is (IntervalSet.of(*one.parts, *other.parts) == one)


@st.composite
def small_dates(draw: st.DrawFn) -> tuple[Date, list[tuple[int, int]]]:
    """A date over few days, with every (first day, last day) that it allows."""

    def days() -> Interval:
        low = draw(st.integers(0, 7))
        return Interval(low, low + draw(st.integers(0, 3)))

    start = days()
    if draw(st.booleans()):
        date = Date(start, start, "day", "")
        return date, [(day, day) for day in range(int(start.lo or 0), int(start.hi or 0) + 1)]
    end = days()
    choices = [
        (first, last)
        for first in range(int(start.lo or 0), int(start.hi or 0) + 1)
        for last in range(int(end.lo or 0), int(end.hi or 0) + 1)
        if first <= last
    ]
    assume(choices)
    return Date(start, end, "day", "", is_period=True), choices


def _relation(a: tuple[int, int], b: tuple[int, int]) -> str:
    """The relation of two exact times, from the definition over points (Allen, 1983)."""
    first, second = (a[0], a[1] + 1), (b[0], b[1] + 1)
    if first[1] <= second[0]:
        return "before" if first[1] < second[0] else "meets"
    if second[1] <= first[0]:
        return INVERSES[_relation(b, a)]
    starts = (first[0] > second[0]) - (first[0] < second[0])
    ends_ = (first[1] > second[1]) - (first[1] < second[1])
    return {
        (0, 0): "equals", (0, -1): "starts", (0, 1): "started-by", (1, 0): "finishes", (-1, 0): "finished-by",
        (1, -1): "during", (1, 1): "overlapped-by", (-1, 1): "contains", (-1, -1): "overlaps",
    }[starts, ends_]  # fmt: skip


@given(small_dates(), small_dates())
def test_relations_are_those_of_all_choices(
    one: tuple[Date, list[tuple[int, int]]], other: tuple[Date, list[tuple[int, int]]]
) -> None:
    """A relation is possible iff some choice of days has it: decided by trying them all."""
    expected = {_relation(a, b) for a in one[1] for b in other[1]}

    assert expected == set(possible_relations(one[0], other[0]) or ())
    answers = {related(one[0], other[0], name) for name in expected}
    assert answers == ({"yes"} if len(expected) == 1 else {"maybe"})
    assert {"no"} >= {related(one[0], other[0], name) for name in set(RELATIONS) - expected}
