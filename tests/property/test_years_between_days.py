"""Laws of differences in years: what is found is what trying every choice of days finds."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.conflicts.refuting import is_cycle, refutation
from averred.constraint import Holder
from averred.values.calendar import day_number, days_in_month, is_leap, year_month_day
from averred.values.day_scales import (
    Apart,
    DayScale,
    at_most,
    fewest_days_of_months,
    fewest_days_of_years,
    most_days_of_months,
    most_days_of_years,
)
from tests.effort import times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

more_often = times(3)
POINTS = [Point(Holder(name), "date", "start") for name in "abc"]
ONE, OTHER, _ = POINTS
#: Days at which years, months and leap years turn, around the year 0 and around 2000.
turning = st.builds(
    day_number,
    st.sampled_from((-4, -1, 0, 1, 1899, 1900, 1999, 2000, 2001, 2003, 2004)),
    st.sampled_from((1, 2, 3, 12)),
    st.sampled_from((1, 2, 27, 28, 29, 30)),
)
days = turning | st.integers(-800_000, 800_000)
steps = st.integers(-1_500, 1_500) | st.builds(
    lambda years, more: 372 * years + more, st.integers(-120, 120), st.integers(-4, 4)
)
_SCALES = (
    (DayScale.DAY, DayScale.DAY),
    (DayScale.SLOT, DayScale.SLOT),
    (DayScale.SLOT, DayScale.SLOT_OR_BEFORE),
    (DayScale.SLOT_OR_AFTER, DayScale.SLOT),
)
apart = st.builds(lambda steps, scales: Apart(steps, *scales), steps, st.sampled_from(_SCALES)) | st.builds(
    lambda years: Apart(years, DayScale.YEAR, DayScale.YEAR), st.integers(-120, 120)
)


@more_often
@given(st.sampled_from(DayScale), days, st.integers(-3, 3))
def test_the_last_day_of_a_number_is_the_last(scale: DayScale, day: int, more: int) -> None:
    """Numbers keep the order of days, and the last day with at most a number is found."""
    number = scale.number(day) + more
    last = scale.last_day(number)

    assert scale.number(day) <= scale.number(day + 1)
    assert scale.number(last) <= number < scale.number(last + 1)


@more_often
@given(apart, days, st.integers(-3, 3))
def test_a_day_is_too_late_iff_the_contrary_holds(step: Apart, day: int, more: int) -> None:
    """And no step needs more days than are said; where nothing is said in years, the days are exact."""
    for edge in (Edge(ONE, OTHER, step.most_days, "", apart=step), Edge(ONE, OTHER, step.steps, "")):
        contrary = edge.broken()
        latest = edge.latest(day)
        later = latest + more

        assert (contrary.tail, contrary.head) == (edge.head, edge.tail)
        assert latest - day <= edge.most
        assert contrary.latest(later) - later <= contrary.most
        assert (later <= latest) != (day <= contrary.latest(later))


@more_often
@given(days, st.integers(-130, 130), st.integers(-2, 2))
def test_full_years_are_counted_like_birthdays(day: int, years: int, more: int) -> None:
    """At most so many full years later is said iff the next birthday has not come."""
    year, month, day_of_month = year_month_day(day)
    born_on_leap_day = (month, day_of_month) == (2, 29)
    turns = year + years + (1 if years >= 0 else 0)
    if born_on_leap_day and not is_leap(turns):
        birthday = day_number(turns, 3, 1) if years >= 0 else day_number(turns, 2, 28) + 1
    else:
        birthday = day_number(turns, month, day_of_month)
    last = birthday - 1 if years >= 0 else birthday - born_on_leap_day * (not is_leap(turns))
    later = last + more

    assert (later <= last) == (later <= at_most(years, "year").latest(day))


@given(st.integers(0, 2_000), st.integers(1590, 2410), st.integers(0, 11))
def test_months_and_years_have_so_many_days(months: int, year: int, first: int) -> None:
    """Wherever they begin, months and years have no fewer and no more days than is said."""
    year_after, month_after = divmod(first + months, 12)
    lasts = day_number(year + year_after, month_after + 1, 1) - day_number(year, first + 1, 1)
    years_last = day_number(year + months, first + 1, 1) - day_number(year, first + 1, 1)

    assert fewest_days_of_months(months) <= lasts <= most_days_of_months(months)
    assert fewest_days_of_months(months + Fraction(1, 2)) == fewest_days_of_months(months) + 14
    assert most_days_of_months(months + Fraction(1, 2)) == most_days_of_months(months) + 16
    assert fewest_days_of_years(months) <= years_last <= most_days_of_years(months)
    assert -most_days_of_years(months) <= -years_last <= most_days_of_years(-months)


@st.composite
def windows(draw: DrawFn) -> Mapping[Point, range]:
    """For each point a few days, near the same day of some year."""
    month = draw(st.sampled_from((2, 2, 12)))
    found = {}
    for point in POINTS:
        year = draw(st.integers(1996, 2005))
        first = day_number(year, month, days_in_month(year, month)) + draw(st.integers(-2, 1))
        found[point] = range(first, first + draw(st.integers(1, 4)))
    return found


def _near(since: Sequence[int], until: Sequence[int]) -> SearchStrategy[Apart]:
    """Steps of which it hangs on a day or two whether they can hold between two windows."""
    years = year_month_day(until[0])[0] - year_month_day(since[0])[0]
    in_days = st.integers(until[0] - since[-1] - 1, until[-1] - since[0] + 1).map(Apart)
    full = st.integers(years - 1, years).map(lambda limit: at_most(limit, "year"))
    of_calendar = st.integers(years - 1, years).map(lambda n: Apart(n, DayScale.YEAR, DayScale.YEAR))
    kept = st.builds(
        lambda more, scales: Apart(372 * years + more, *scales),
        st.integers(-2, 0),
        st.sampled_from(_SCALES[1:]),
    )
    return in_days | full | of_calendar | kept


@st.composite
def timelines(draw: DrawFn) -> tuple[Mapping[Point, range], list[Edge]]:
    """Three points within a few days each, and what has to hold between them."""
    allowed = draw(windows())
    edges = []
    for point, box in allowed.items():
        edges += [Edge(ORIGIN, point, box[-1], "latest"), Edge(point, ORIGIN, -box[0], "earliest")]
    for at in range(draw(st.integers(2, 4))):
        tail, head = draw(st.permutations(POINTS))[:2]
        found = draw(_near(allowed[tail], allowed[head]))
        in_days = found.until is DayScale.DAY
        edges.append(Edge(tail, head, found.most_days, f"e{at}", f"e{at}", apart=None if in_days else found))
    return allowed, edges


def _some_days_hold(allowed: Mapping[Point, range], edges: Sequence[Edge]) -> bool:
    between = [edge for edge in edges if edge.relation]
    for choice in product(*allowed.values()):
        day = dict(zip(allowed, choice, strict=True))
        if all(day[edge.head] <= edge.latest(day[edge.tail]) for edge in between):
            return True
    return False


@more_often
@given(timelines())
def test_what_cannot_hold_is_refuted(timeline: tuple[Mapping[Point, range], list[Edge]]) -> None:
    """Edges are refuted iff no choice of days keeps all of them; and what is shown is refuted by itself."""
    allowed, edges = timeline
    found = refutation(edges)

    assert (found is None) == _some_days_hold(allowed, edges)
    if found is not None:
        assert refutation(found) is not None
        assert not is_cycle(found) or all(a.head == b.tail for a, b in pairwise(found))
