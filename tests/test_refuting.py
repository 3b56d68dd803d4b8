"""What cannot hold, where no fact dates it: cycles that lead back from every day, and those that do not."""

from __future__ import annotations

import pytest

from averred.conflicts import refuting
from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.conflicts.joint import Component, chain
from averred.conflicts.refuting import is_cycle, refutation
from averred.constraint import Holder
from averred.rules.joint_conflict import _steps
from averred.values.calendar import day_number
from averred.values.day_scales import Apart, DayScale, at_most

ONE, OTHER = (Point(Holder(name), "date", "start") for name in ("one", "other"))
NO_CHOICE = "no choice of days keeps all of these"
#: At least a year later.
A_YEAR = at_most(-1, "year")


def _years(tail: Point, head: Point, apart: Apart) -> Edge:
    return Edge(tail, head, apart.most_days, f"{head.holder.subject} {apart.steps}", "years", apart=apart)


def _days(tail: Point, head: Point, most: int) -> Edge:
    return Edge(tail, head, most, f"{head.holder.subject} {most}", "days")


def test_less_than_a_year_and_a_year_at_least_exclude_each_other_on_every_day() -> None:
    """In slots they are one short; to go round once for each slot of four centuries takes too long."""
    edges = [_years(ONE, OTHER, at_most(0, "year")), _years(OTHER, ONE, A_YEAR)]

    assert set(edges) == set(refutation(edges) or ())
    assert [NO_CHOICE] == list(_steps(edges))[2:]


def test_a_cycle_that_no_fact_dates_is_counted_in_days_and_not_in_years() -> None:
    """By how many days it fails is said where all of it is in days; no way leads to a day of the calendar."""
    before, years = _days(ONE, OTHER, -2), _years(OTHER, ONE, at_most(0, "year"))

    assert ["other -2", "one 1", "together they are 1 day short"] == list(
        _steps([before, _days(OTHER, ONE, 1)])
    )
    assert ["other -2", years.words, NO_CHOICE] == list(_steps([before, years]))


def test_edges_that_are_no_cycle_are_not_counted() -> None:
    """Two cycles that share a day: no way through them comes to a number."""
    late, early = _days(ORIGIN, ONE, 5), _days(ONE, ORIGIN, -7)
    years = [_years(OTHER, ONE, at_most(0, "year")), _years(ONE, OTHER, A_YEAR)]

    assert [late.words, *(edge.words for edge in years), early.words, NO_CHOICE] == list(
        _steps([late, *years, early])
    )


def test_a_way_round_from_day_to_day_says_the_days_between() -> None:
    """What a fact says at the beginning and at the end has its day in its words."""
    late, next_day = _days(ORIGIN, ONE, day_number(2031, 3, 1)), _days(ONE, OTHER, 1)
    early = _days(OTHER, ORIGIN, -day_number(2031, 3, 5))

    assert [
        late.words,
        f"{next_day.words}: 2031-03-02 at the latest",
        early.words,
        "together they are 3 days short",
    ] == list(_steps([late, next_day, early]))


def test_years_of_the_calendar_and_full_years_exclude_each_other_on_every_day() -> None:
    """Twenty calendar years later is nineteen full years later at least."""
    kept = Apart(-20, DayScale.YEAR, DayScale.YEAR)
    edges = [_years(OTHER, ONE, kept), _years(ONE, OTHER, at_most(18, "year"))]
    enough = [_years(OTHER, ONE, kept), _years(ONE, OTHER, at_most(19, "year"))]

    assert set(edges) == set(refutation(edges) or ())
    assert refutation(enough) is None


def test_a_year_of_366_days_is_one_with_a_leap_day() -> None:
    """At most a year later and 366 days at least: somewhere they can hold, but not where no leap day is."""
    edges = [_years(ONE, OTHER, Apart(372, DayScale.SLOT, DayScale.SLOT)), _days(OTHER, ONE, -366)]
    dates = [_days(ORIGIN, OTHER, day_number(2003, 1, 1)), _days(ONE, ORIGIN, -day_number(2001, 3, 1))]
    wider = [_days(ORIGIN, OTHER, day_number(2004, 3, 1)), dates[1]]
    everything = [*edges, *dates, _days(ONE, OTHER, 999)]

    assert refutation(edges) is None
    assert refutation([*edges, *wider]) is None
    assert not is_cycle(refutation(everything) or edges)
    assert {*edges, *dates} == set(chain(Component(tuple(everything), {}, ()), ()))


def test_a_search_that_takes_too_long_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many rounds nothing is said, of a cycle as of the whole."""
    kept = Apart(-20, DayScale.YEAR, DayScale.YEAR)
    edges = [_years(OTHER, ONE, kept), _years(ONE, OTHER, at_most(18, "year"))]
    monkeypatch.setattr(refuting, "MOST_ROUNDS", 3)

    assert refutation(edges) is None
