"""What an engine screens for by the numbers of anniversaries: linear conditions and their exact limits."""

from __future__ import annotations

import pytest

from averred.constraint import Holder, Variable, ground, judge
from averred.findings import Verdict
from averred.rules.impossible_anniversary import _working, screened
from averred.values import Interval, Ordinal, read_date
from tests.made import made_fact

MARCH, FLOOD = Holder("march"), Holder("flood")
#: Days of a second anniversary of an event that began on day 100 and ended on day 110. A screen has no
#: calendar: two years later is day 832 at least (two of 366 days), and day 840 at most (two of 365).
DAYS = [(831, False), (832, True), (840, True), (841, False)]
YEARS = [(2032, False), (2033, True), (2034, False)]


def _passes(parameters: dict[str, object], known: dict[Variable, int]) -> bool:
    """Whether all conditions hold, so that nobody looks; they ask for all of the numbers, and no other."""
    inequalities = [
        found for rule in screened(parameters) for found in ground(rule, {"of": [(MARCH, FLOOD)]})
    ]
    asked = {variable for inequality in inequalities for _, variable in inequality.terms}
    assert known.keys() == asked
    return all(
        judge(one, [Interval.point(known[variable]) for _, variable in one.terms]) is Verdict.SATISFIED
        for one in inequalities
    )


def _days(date: str, day: int) -> dict[Variable, int]:
    """A second anniversary on a day."""
    return {
        Variable(MARCH, "jubilee"): 2,
        Variable(FLOOD, date, "start"): 100,
        Variable(FLOOD, date, "end"): 110,
        Variable(MARCH, date, "start"): day,
        Variable(MARCH, date, "end"): day,
    }


@pytest.mark.parametrize("day, expected", DAYS)
def test_on_the_day_itself_only_what_holds_in_any_calendar_is_screened_out(day: int, expected: bool) -> None:
    """Where the day counts, what holds whether a year has 365 days or 366 is not looked at."""
    parameters: dict[str, object] = {"ordinal": "jubilee", "date": "held", "same-day": True}

    assert expected == _passes(parameters, _days("held", day))


def test_without_a_name_the_predicate_of_the_dates_is_date() -> None:
    """Both kinds of screen ask for the predicate `date` where the declaration names none."""
    years = {
        Variable(MARCH, "jubilee"): 2,
        Variable(FLOOD, "date", "year"): 2031,
        Variable(MARCH, "date", "year"): 2033,
    }

    assert _passes({"ordinal": "jubilee"}, years)
    assert _passes({"ordinal": "jubilee", "same-day": True}, _days("date", 835))


@pytest.mark.parametrize("year, expected", YEARS)
def test_in_its_year_the_numbers_add_up_exactly(year: int, expected: bool) -> None:
    """Where only the year counts, year of the event + number = year of the anniversary."""
    known = {
        Variable(MARCH, "jubilee"): 2,
        Variable(FLOOD, "held", "year"): 2031,
        Variable(MARCH, "held", "year"): year,
    }
    parameters: dict[str, object] = {"ordinal": "jubilee", "date": "held", "same-day": False}

    assert expected == _passes(parameters, known)


def test_arithmetic_needs_all_three_numbers() -> None:
    """Where a fact of a conflict has no date, nothing is worked out."""
    date = made_fact("at", read_date("4 May 1990"), subject="flood")
    number = made_fact("nth", Ordinal(2, "second"), of="flood")

    assert [] == list(_working((date, number), (MARCH, FLOOD), is_same_day=False))
