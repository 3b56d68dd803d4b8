"""Intervals and unions of intervals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from averred.errors import EmptyIntervalError, ReadingError
from averred.values import Interval, IntervalSet, Number, exact, number_text


@pytest.mark.parametrize(
    "given, expected",
    [
        (5, 5),
        (Fraction(4, 2), 2),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("2.50"), Fraction(5, 2)),
        (Decimal("1E+3"), 1000),
        ("12", 12),
        (" -3.5 ", Fraction(-7, 2)),
        ("1/3", Fraction(1, 3)),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1" * 1_000, (10**1_000 - 1) // 9),
        ("2." + "0" * 998, 2),
        ("1e1000", 10**1_000),
        ("1e-999", Fraction(1, 10**999)),
    ],
)
def test_numbers_are_held_exactly(given: object, expected: Number) -> None:
    """Whole numbers, fractions, decimals and digits become an int or a Fraction."""
    actual = exact(given)

    assert (expected, type(expected)) == (actual, type(actual))


_A_NUMBER = "write a whole number, a Decimal, or the digits as text"
_DIGITS = "write digits, such as 12 or 3.5"


@pytest.mark.parametrize(
    "given, message, suggestion",
    [
        (1.5, "1.5 is not an exact number", _A_NUMBER),
        (True, "True is not an exact number", _A_NUMBER),
        (None, "None is not an exact number", _A_NUMBER),
        (b"1", "b'1' is not an exact number", _A_NUMBER),
        ("", "'' is not a number", _DIGITS),
        ("abc", "'abc' is not a number", _DIGITS),
        ("1/0", "'1/0' is not a number", _DIGITS),
        ("x" * 50, f"'{'x' * 40}' is not a number", _DIGITS),
        (Decimal("NaN"), "'NaN' is not a number", _DIGITS),
        (Decimal("Infinity"), "'Infinity' is not a number", _DIGITS),
        ("1_000", "'1_000' is not a number that can be held exactly", None),
        ("٣", "'٣' is not a number that can be held exactly", None),
        ("1" * 1_001, f"'{'1' * 40}' is not a number that can be held exactly", None),
        ("1e99999", "'1e99999' is not a number that can be held exactly", None),
        ("1e1001", "'1' to the power 1001 is too large to be held exactly", None),
        (f"1.{'2' * 50}e2000", f"'1.{'2' * 38}' to the power 2000 is too large to be held exactly", None),
    ],
)
def test_what_is_not_exact_is_refused(given: object, message: str, suggestion: str | None) -> None:
    """Binary floats, truth values, NaN, infinities, absurd lengths and what is no number are refused."""
    with pytest.raises(ReadingError) as caught:
        exact(given)

    assert (message, suggestion) == (caught.value.message, caught.value.suggestion)


@pytest.mark.parametrize(
    "number, text",
    [
        (200000, "200000"),
        (Fraction(7, 2), "3.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 2**30), "0.000000000931322574615478515625"),
        (Fraction(1, 2**31), f"1/{2**31}"),
        (Fraction(-4, 2), "-2"),
        (Fraction(1, 50), "0.02"),
    ],
)
def test_numbers_are_written_as_decimals_where_they_end(number: Number, text: str) -> None:
    """A fraction is printed as a decimal if that is exact and short, else as a fraction."""
    assert text == number_text(number)


def test_intervals_have_constructors_for_every_end() -> None:
    """Each constructor makes the interval that its name says, shown in the usual notation."""
    made = [
        Interval.point(5),
        Interval.closed(1, 2),
        Interval.at_least(1),
        Interval.more_than(1),
        Interval.at_most(2),
        Interval.less_than(2),
        Interval.everything(),
        Interval(None, 2, lo_open=True),
        Interval(Fraction(4, 2), Fraction(5, 2)),
    ]
    expected = ["[5, 5]", "[1, 2]", "[1, …)", "(1, …)", "(…, 2]", "(…, 2)", "(…, …)", "(…, 2]", "[2, 2.5]"]

    assert expected == [str(interval) for interval in made]
    assert "Interval[5, 5]" == repr(made[0])
    assert (Interval(None, 2), Interval(2, None)) == (made[7], Interval(2, None, hi_open=True))
    assert (False, False) == (made[6].lo_open, made[6].hi_open)
    assert (int, int) == (type(made[8].lo), type(Interval(1, Fraction(4, 2)).hi))
    assert (True, False, False) == (made[0].is_point, made[1].is_point, made[6].is_point)
    assert (True, False, False) == (made[0].is_bounded, made[2].is_bounded, made[4].is_bounded)


@pytest.mark.parametrize("ends", [(2, 1), (1, 1, True), (1, 1, False, True)])
def test_an_empty_interval_cannot_be_made(ends: tuple[Any, ...]) -> None:
    """An interval without any number is a mistake where it is made."""
    with pytest.raises(EmptyIntervalError, match=r"^no number is in [\[(][12], 1[\])]$"):
        Interval(*ends)


def test_intervals_refuse_to_be_true_or_false() -> None:
    """Whether an interval "is true" has no meaning, so the question is an error."""
    with pytest.raises(
        TypeError, match=r"neither true nor false: ask intersects\(\), encloses\(\) or is_below"
    ):
        bool(Interval.point(0))
    with pytest.raises(TypeError):
        bool(IntervalSet.of(Interval.point(0)))


def test_an_end_that_is_open_is_left_out() -> None:
    """Membership, order, distance and intersection all respect open ends."""
    low, high = Interval(1, 2, hi_open=True), Interval(2, 3)

    assert (True, False, True) == (1 in low, 2 in low, 2 in high)
    assert (True, False) == (low.is_below(high), high.is_below(low))
    assert (None, 0, 0) == (low.intersection(high), low.gap_to(high), high.gap_to(low))
    assert not Interval.closed(1, 2).is_below(high)
    assert (3, 3) == (
        Interval.point(1).gap_to(Interval.point(4)),
        Interval.point(4).gap_to(Interval.point(1)),
    )
    assert not Interval.everything().is_below(high)


@pytest.mark.parametrize(
    "one, other, common, hull",
    [
        (Interval(1, 3, lo_open=True), Interval(1, 3), "(1, 3]", "[1, 3]"),
        (Interval(1, 3, hi_open=True), Interval(1, 3), "[1, 3)", "[1, 3]"),
        (Interval(1, 4), Interval(2, 3), "[2, 3]", "[1, 4]"),
        (Interval(1, 3, hi_open=True), Interval(2, 4, lo_open=True), "(2, 3)", "[1, 4]"),
        (Interval(1, 4, lo_open=True, hi_open=True), Interval(2, 3), "[2, 3]", "(1, 4)"),
        (Interval.at_least(1), Interval.less_than(3), "[1, 3)", "(…, …)"),
    ],
)
def test_of_two_ends_at_one_number_the_tighter_or_the_wider_counts(
    one: Interval, other: Interval, common: str, hull: str
) -> None:
    """What is in both has the open end, what holds both the closed one, whichever comes first."""
    for a, b in ((one, other), (other, one)):
        assert (common, hull) == (str(a.intersection(b)), str(a.hull(b)))


@pytest.mark.parametrize(
    "interval, expected",
    [
        (Interval.more_than(9), "[10, …)"),
        (Interval.less_than(9), "(…, 8]"),
        (Interval(Fraction(1, 2), Fraction(5, 2)), "[1, 2]"),
        (Interval.point(Fraction(1, 2)), None),
        (Interval(1, 2, lo_open=True, hi_open=True), None),
        (Interval.everything(), "(…, …)"),
    ],
)
def test_an_interval_is_tightened_to_whole_numbers(interval: Interval, expected: str | None) -> None:
    """Only the whole numbers are kept; None where there is none."""
    whole = interval.whole()

    assert expected == (None if whole is None else str(whole))


def test_intervals_are_moved_scaled_and_added() -> None:
    """Arithmetic keeps open ends at their place, and turns them round under a negative factor."""
    interval = Interval(1, 2, lo_open=True)
    expected = ["(4, 5]", "(2, 4]", "[-4, -2)", "[0, 0]", "(2, 5]", "(1, …)", "(…, …)"]

    assert expected == [
        str(each)
        for each in (
            interval.shift(3),
            interval.scale(2),
            interval.scale(-2),
            interval.scale(0),
            interval.plus(Interval(1, 3)),
            interval.plus(Interval.at_least(0)),
            interval.plus(Interval.everything()),
        )
    ]


def test_unions_are_kept_sorted_apart_and_merged() -> None:
    """However they are given, the parts of a union are sorted, disjoint and do not touch."""
    union = IntervalSet.of(Interval(5, 6), Interval(1, 2, hi_open=True), Interval(2, 3), Interval.at_most(0))

    assert "(…, 0] ∪ [1, 3] ∪ [5, 6]" == str(union)
    assert "(…, 6]" == str(union.hull)
    assert "[1, 2) ∪ (2, 3]" == str(
        IntervalSet.of(Interval(2, 3, lo_open=True), Interval(1, 2, hi_open=True))
    )
    assert (True, False) == (2 in union, 4 in union)


def test_unions_are_intersected_part_by_part() -> None:
    """The intersection of unions is exact; disjoint ones have none."""
    union = IntervalSet.of(Interval(1, 2), Interval(5, 6))

    assert IntervalSet.of(Interval(2, 2), Interval(5, 5)) == union.intersection(
        IntervalSet.of(Interval(2, 5))
    )
    assert union.intersection(IntervalSet.of(Interval(3, 4))) is None
    assert union.encloses(IntervalSet.of(Interval(5, 5)))
    assert not union.encloses(IntervalSet.of(Interval(2, 5)))


def test_a_union_of_nothing_cannot_be_made() -> None:
    """A union holds at least one number."""
    with pytest.raises(EmptyIntervalError):
        IntervalSet.of()
