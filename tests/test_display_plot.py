"""Intervals over one axis and days in their order, drawn with characters."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.display import cells
from averred.display.plot import Axis, Bar, Moment, interval_plot, time_line
from averred.display.terminal import Terminal
from averred.values.calendar import day_number, time_between

BARS = [
    Bar("box", 3500, 3500, words="3,500"),
    Bar("text", 1800, 2200, centre=2000, words="around 2,000"),
    Bar("bakers", 200, 1000, attributed=True, words="200 to 1,000"),
    Bar("guests", 2000, None, lo_open=True, words="more than 2,000"),
    Bar("least", None, 900, hi_open=True, words="fewer than 900"),
    Bar("nothing", None, None, words="any"),
]


def test_intervals_are_drawn_over_one_axis() -> None:
    """Points, ends that are in or out, missing ends and other voices each have a sign of their own."""
    expected = [
        "            0           1,000         2,000        3,000",
        "          ──┼─────────────┼─────────────┼────────────┼────────────",
        "  box       │             │             │            │      ■        3,500",
        "  text      │             │          ├──●─┤          │               around 2,000",
        "  bakers    │  ├┄┄┄┄┄┄┄┄┄┄┤             │            │               200 to 1,000",
        "  guests    │             │             (────────────────────────▸   more than 2,000",
        "  least   ◂─────────────) │             │            │               fewer than 900",
    ]

    assert expected == interval_plot(BARS, Terminal(100))


def test_the_ascii_twin_says_the_same() -> None:
    """Without Unicode the same plot is drawn with ASCII signs alone, narrower where it must be."""
    expected = [
        "           0       1,000      2,000     3,000",
        "          -+---------+----------+---------+--------",
        "  box      |         |          |         |    #      3,500",
        "  text     |         |       [==o=]       |           around 2,000",
        "  bakers   | [.......]          |         |           200 to 1,000",
    ]

    assert expected == interval_plot(BARS[:3], Terminal(66, ascii=True))


def test_no_plot_is_drawn_where_there_is_no_room_or_no_number() -> None:
    """A terminal that is too narrow, or bars without any end, get no plot at all."""
    assert [] == interval_plot(BARS, Terminal(40))
    assert [] == interval_plot([BARS[-1]], Terminal(100))
    assert [] == interval_plot([], Terminal(100))


def test_one_value_alone_has_an_axis_around_it() -> None:
    """Equal values get a margin, zero included, so that an axis always has a length."""
    axis = Axis.over([Bar("a", 5, 5)], 11)

    assert (Fraction(9, 2), Fraction(11, 2)) == (axis.lo, axis.hi)
    assert 5 == axis.position(5)
    assert Axis(Fraction(-1), Fraction(1), 11) == Axis.over([Bar("a", 0, 0)], 11)


def test_an_interval_narrower_than_a_cell_is_no_point() -> None:
    """An interval that takes one cell has another sign than a single value."""
    lines = interval_plot([Bar("a", 0, 1000), Bar("b", 500, 501), Bar("c", 500, 500)], Terminal(100))

    assert "◆" in lines[3]
    assert "■" in lines[4]


def test_long_numbers_leave_fewer_ticks() -> None:
    """An axis has no more labels than have room, and they never run together."""
    lines = interval_plot([Bar("a", 10**40, 2 * 10**40), Bar("b", 10**40, 10**40)], Terminal(70))

    assert 1 == len(lines[0].split())
    assert (
        "" == interval_plot([Bar("a", 10**60, 2 * 10**60), Bar("b", 10**60, 10**60)], Terminal(70))[0].strip()
    )


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 10**6)), min_size=1, max_size=4))
def test_every_bar_lies_on_the_axis(ends: list[tuple[int, int]]) -> None:
    """Whatever the numbers are, no line is wider than the terminal and every bar has a row."""
    bars = [Bar(f"b{index}", lo, lo + size) for index, (lo, size) in enumerate(ends)]
    lines = interval_plot(bars, Terminal(80))

    assert 2 + len(bars) == len(lines)
    assert all(cells.width(line) <= 80 for line in lines)


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ((2031, 3, 1), (2031, 3, 2), "1 day"),
        ((2031, 3, 2), (2031, 3, 14), "12 days"),
        ((2031, 3, 2), (2032, 3, 1), "365 days"),
        ((2031, 3, 2), (2032, 3, 2), "1 year"),
        ((2031, 12, 31), (2033, 1, 1), "1 year and 1 day"),
        ((1816, 3, 2), (2006, 3, 2), "190 years"),
        ((1816, 3, 2), (2006, 3, 1), "189 years and 364 days"),
        ((2032, 2, 29), (2033, 2, 28), "1 year"),
        ((2032, 2, 29), (2036, 2, 29), "4 years"),
        ((-43, 3, 15), (14, 8, 19), "57 years and 157 days"),
    ],
)
def test_gaps_are_written_out(first: tuple[int, int, int], last: tuple[int, int, int], expected: str) -> None:
    """A gap between two days is given in full years of the calendar and days."""
    assert expected == time_between(day_number(*first), day_number(*last))


def test_moments_stand_in_their_order_with_the_gaps() -> None:
    """Days are sorted, gaps stand between them, and what overlaps has no gap."""
    moments = [
        Moment("arrests", 734611, 734611, "2012-04-18", "18 April"),
        Moment("fair", 734559, 734559, "2012-02-26"),
        Moment("campaign", 734500, 734560, "spring"),
    ]
    expected = [
        "  spring      campaign",
        "  2012-02-26  fair",
        "              + 51 days",
        "  2012-04-18  arrests   18 April",
    ]

    assert expected == time_line(moments, Terminal(100), time_between)
    assert all(cells.width(line) <= 40 for line in time_line(moments, Terminal(40), time_between))
    assert [] == time_line([], Terminal(100), time_between)


def test_a_narrow_time_line_keeps_its_days_whole() -> None:
    """At 40 columns days and words go on below each other, and no line is wider than the terminal."""
    moments = [
        Moment("founding", 686000, 686364, "1879-01-01 to 1879-12-31", "in 1879"),
        Moment("the-march-of-the-lanterns", 733760, 733760, "2009-12-20", "on the 20th of December 2009"),
    ]
    expected = [
        "  1879-01-01 to 1879-12-31",
        "    founding  in 1879",
        "                + 129 years and 280 days",
        "  2009-12-20",
        "    the-march-of-the-lanterns  on the",
        "    20th of December 2009",
    ]

    assert expected == time_line(moments, Terminal(40), time_between)
