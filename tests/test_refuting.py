"""What cannot hold, where no fact dates it: cycles that lead back from every day, and those that do not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from averred.conflicts import refuting
from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.conflicts.joint import Component, chain
from averred.conflicts.refuting import is_cycle, negative_cycle, refutation
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


def _counted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[object]:
    """What a function of the search is asked from now on."""
    asked: list[object] = []
    function: Callable[[object], object] = getattr(refuting, name)

    def noted(given: object) -> object:
        asked.append(given)
        return function(given)

    monkeypatch.setattr(refuting, name, noted)
    return asked


ROW = [Point(Holder(name), "date", "start") for name in "abcdefghijklmnopqrstuvwxyz"]


def test_cycles_are_looked_for_in_the_first_rounds_and_then_in_every_eighth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A row of 26 that is handed on from its end takes 25 rounds, and one that changes nothing."""
    asked = _counted(monkeypatch, "_cycle")
    edges = [_days(one, other, -1) for one, other in pairwise(ROW)]

    assert negative_cycle(edges[::-1]) is None
    assert len(range(8)) + len((8, 16, 24)) == len(asked)


def test_of_years_a_cycle_is_looked_for_in_every_eighth_round_and_gone_round_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From day to day for as long as no leap day lies between, by one and the same cycle."""
    edges = [_years(ONE, OTHER, Apart(372, DayScale.SLOT, DayScale.SLOT)), _days(OTHER, ONE, -366)]
    gone_round = _counted(monkeypatch, "_leads_back")
    asked = _counted(monkeypatch, "_cycle")
    monkeypatch.setattr(refuting, "MOST_ROUNDS", 25)

    assert refuting._followed(edges) is None
    assert (len((0, 8, 16, 24)), 1) == (len(asked), len(gone_round))


def test_what_can_hold_takes_no_more_rounds_than_change_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there may be: of the whole, and of a cycle that leads back to the same day."""
    monkeypatch.setattr(refuting, "MOST_ROUNDS", 10**12)

    assert refutation([_years(ONE, OTHER, at_most(0, "year")), _days(OTHER, ONE, -1)]) is None
    assert not refuting._leads_back([_days(ONE, OTHER, 0), _days(OTHER, ONE, 0)])


@pytest.mark.parametrize("direction", [1, -1])
def test_what_is_late_is_handed_on_first(direction: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the origin to all of a row in one round, whatever its points are called and however sorted."""
    monkeypatch.setattr(refuting, "MOST_ROUNDS", 3)
    row = ROW[::-1]
    first, *_, last = row
    start = day_number(2001, 3, 30)
    edges = [
        _days(ORIGIN, first, start),
        *(_days(one, other, -1) for one, other in pairwise(row)),
        _years(last, OTHER, at_most(0, "year")),
        _days(OTHER, ORIGIN, 25 - start - 365),
    ]

    assert set(edges) == set(refutation(edges[::direction]) or ())


@pytest.mark.parametrize("most, found", [(-1, True), (0, True), (1, False)])
def test_days_that_are_no_later_are_no_slots(most: int, found: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """In slots a cycle is one short; a day more may be what makes it hold, none is not."""
    monkeypatch.setattr(refuting, "MOST_ROUNDS", 9)
    edges = [
        _years(ONE, OTHER, at_most(0, "year")),
        _days(OTHER, ROW[0], most),
        _years(ROW[0], ONE, A_YEAR),
    ]

    assert found == refuting._leads_back(edges)
