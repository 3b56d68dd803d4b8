"""The arithmetic of findings in words: exact numbers, vague ones, open ends, and days without an end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from averred.conflicts.arithmetic import gap, room, sums, too_late, violated_by, years_later
from averred.constraint import Bound, Holder, Inequality, Variable
from averred.values import Interval, Number
from averred.values.calendar import calendar_slot, day_number
from averred.values.day_scales import full_years
from tests.made import made_fact

WHOLE, ONE, OTHER = (Variable(Holder("march", part), "people") for part in ("", "one", "other"))
FIVE, SIX, NINE, TWELVE = map(Interval.point, (5, 6, 9, 12))


def _days(first: str, last: str | None = None) -> Interval:
    return Interval(_day(first), _day(last or first))


def _day(text: str) -> int:
    year, month, day = map(int, text.split("-"))
    return day_number(year, month, day)


def _slots(days: Interval) -> Interval:
    return Interval(calendar_slot(int(days.lo or 0)), calendar_slot(int(days.hi or 0)))


@pytest.mark.parametrize(
    "factors,boxes,expected",
    [
        ((1, -1), [SIX, FIVE], "6 is more than 5"),
        ((1, 1, -1), [FIVE, SIX, NINE], "5 + 6 = 11 is more than 9"),
        ((-1, -1, 1), [FIVE, SIX, TWELVE], "5 + 6 = 11 is less than 12"),
        ((1, -1), [Interval(6, None), Interval(0, 5)], "6 at least is more than 5 at most"),
        ((1, -1), [Interval.more_than(5), FIVE], "anything above 5 is more than 5"),
        ((1, -1), [FIVE, Interval.less_than(5)], "5 is more than anything below 5"),
        (
            (-1, -1, 1),
            [Interval(0, 5), Interval(0, 6), Interval(12, 20)],
            "5 + 6 = 11 at most is less than 12 at least",
        ),
        ((1, 1, -1), [Interval(5, 7, lo_open=True), SIX, NINE], "anything above 5 + 6 = 11 is more than 9"),
        ((1, 1, -1), [Interval(5, 7), SIX, NINE], "5 + 6 = 11 at least is more than 9"),
        (
            (-1, -1, 1),
            [Interval(0, 5, hi_open=True), SIX, TWELVE],
            "anything below 5 + 6 = 11 is less than 12",
        ),
        ((-1, -1, 1), [Interval(0, 5), SIX, TWELVE], "5 + 6 = 11 at most is less than 12"),
        ((1, -1), [Interval.point(Fraction(5, 2)), Interval.point(-1_000)], "2.5 is more than -1,000"),
    ],
)
def test_sums_in_words(factors: tuple[int, ...], boxes: list[Interval], expected: str) -> None:
    """The side with more terms is written out first; an end says on which side of it the numbers lie."""
    terms = tuple(zip(factors, (ONE, OTHER, WHOLE), strict=False))

    assert expected == sums(Inequality(terms), boxes)


@pytest.mark.parametrize(
    "late,early,expected",
    [
        (_days("2031-03-14"), _days("2031-03-02"), "2031-03-14 is 12 days after 2031-03-02"),
        (_days("2031-03-03"), _days("2031-03-02"), "2031-03-03 is 1 day after 2031-03-02"),
        (Interval.point(1), Interval.point(0), "0001-01-01 is 1 day after 0000-12-31"),
        (Interval.point(0), Interval.point(-2), "0000-12-31 is 2 days after 0000-12-29"),
        (
            _days("2031-03-14", "2031-03-20"),
            _days("2031-02-01", "2031-02-28"),
            "2031-03-14 at the earliest is 14 days after 2031-02-28 at the latest",
        ),
    ],
)
def test_days_in_the_wrong_order(late: Interval, early: Interval, expected: str) -> None:
    """From the latest day of what has to come after to the earliest of what has to come before."""
    assert expected == too_late(Inequality(((1, ONE), (-1, OTHER))), [late, early])
    assert expected == too_late(Inequality(((-1, OTHER), (1, ONE))), [early, late])


@pytest.mark.parametrize(
    "since,until,unit,is_low,expected",
    [
        (FIVE, TWELVE, None, False, "12 - 5 = 7"),
        (FIVE, SIX, None, True, "6 - 5 = 1"),
        (Interval(1, 5), Interval(12, None), None, False, "12 - 5 = 7 at least"),
        (Interval.less_than(5), TWELVE, None, False, "12 - 5 = 7 and more"),
        (Interval(5, 9), Interval(0, 6), None, True, "6 - 5 = 1 at most"),
        (FIVE, Interval.less_than(6), None, True, "6 - 5 = 1 and less"),
        (Interval.point(0), FIVE, None, False, "5 - 0 = 5"),
        (FIVE, Interval.point(0), None, True, "0 - 5 = -5"),
        (Interval.point(0), Interval.point(1), "day", True, "from 0000-12-31 to 0001-01-01 it is 1 day"),
        (Interval.point(-1), Interval.point(0), "day", False, "from 0000-12-30 to 0000-12-31 it is 1 day"),
        (
            _days("2031-03-14"),
            _days("2031-03-18"),
            "day",
            False,
            "from 2031-03-14 to 2031-03-18 it is 4 days",
        ),
        (
            _days("2031-03-01", "2031-03-14"),
            _days("2031-03-18", "2031-03-20"),
            "day",
            True,
            "from 2031-03-01 at the earliest to 2031-03-20 at the latest it is 19 days",
        ),
        (
            _days("1816-01-01", "1816-12-31"),
            _days("2006-01-01", "2006-12-31"),
            "year",
            False,
            "from 1816-12-31 at the latest to 2006-01-01 at the earliest it is 189 full years",
        ),
        (
            _days("2000-02-29"),
            _days("2001-02-28"),
            "year",
            True,
            "from 2000-02-29 to 2001-02-28 it is 0 full years",
        ),
        (
            _days("2000-02-29"),
            _days("1999-02-28"),
            "year",
            False,
            "from 2000-02-29 to 1999-02-28 it is -1 full year",
        ),
    ],
)
def test_a_difference_in_words(
    since: Interval,
    until: Interval,
    unit: str | None,
    is_low: bool,
    expected: str,
) -> None:
    """For a lower limit the greatest that there can be, for an upper one the least."""
    if unit == "year":
        since, until = _slots(since), _slots(until)
    terms = ((1, ONE), (-1, OTHER))
    boxes = [since, until] if is_low else [until, since]

    assert expected == gap(Inequality(terms), boxes, unit, is_low=is_low)


@pytest.mark.parametrize(
    "event,years,expected",
    [
        (_days("2011-02-26"), 20, "20 years after 2011-02-26 is 2031-02-26"),
        (_days("2011-02-26"), 1, "1 year after 2011-02-26 is 2012-02-26"),
        (_days("2012-02-29"), 1, "1 year after 2012-02-29 is 2013-02-28 to 2013-03-01"),
    ],
)
def test_years_later_on_the_day(event: Interval, years: int, expected: str) -> None:
    """What falls on a leap day is kept on the day before or after it."""
    assert expected == years_later(event, Interval.point(years))


def test_years_later_than_what_has_no_end() -> None:
    """An open end stays open."""
    event = Interval.at_least(day_number(2011, 2, 26))

    assert "2 years after 2011-02-26 or later is 2013-02-26 or later" == years_later(event, Interval.point(2))


@pytest.mark.parametrize(
    "index,boxes,expected",
    [
        (0, [Interval.everything(), FIVE, SIX], "5 + 6 = 11"),
        (1, [TWELVE, Interval.everything(), SIX], "12 - 6 = 6"),
        (1, [TWELVE, FIVE, Interval.less_than(9)], "12"),
    ],
)
def test_what_the_others_leave(index: int, boxes: list[Interval], expected: str) -> None:
    """Of a whole and its two parts; what is not bounded is not in it."""
    assert expected == room(Inequality(((-1, WHOLE), (1, ONE), (1, OTHER))), boxes, index)


def test_what_others_add_and_take_away_is_written_out() -> None:
    """Of two sums of two numbers each the second number of the second sum."""
    terms = ((1, ONE), (1, OTHER), (-1, WHOLE), (-1, Variable(Holder("hill"), "people")))
    boxes = [FIVE, SIX, NINE, Interval.everything()]

    assert "5 + 6 - 9 = 2" == room(Inequality(terms), boxes, 3)


def test_only_what_a_conflict_violates_is_told() -> None:
    """Not what its facts keep, nor what they contradict each other about."""
    facts = [made_fact(name) for name in ("a", "b", "c")]
    numbers: list[Number] = [6, 5, 7]
    points = [Bound(Interval.point(x), fact) for x, fact in zip(numbers, facts, strict=True)]
    bounds = {ONE: [points[0]], WHOLE: [points[1]], OTHER: [points[2], points[0]]}
    broken = Inequality(((1, ONE), (-1, WHOLE)))
    kept = Inequality(((1, WHOLE), (-1, ONE)))
    contradictory = Inequality(((1, OTHER), (-1, WHOLE)))
    found = list(violated_by(tuple(facts), [kept, broken, contradictory], lambda _: bounds))

    assert [(broken, [Interval.point(6), FIVE])] == found


def test_full_years_have_a_sign() -> None:
    """Rounded towards 0 both ways."""
    first, last = day_number(2000, 3, 2), day_number(2003, 3, 1)

    assert (2, -2) == (full_years(first, last), full_years(last, first))
