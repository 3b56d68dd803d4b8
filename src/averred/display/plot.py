"""Intervals over one axis, drawn with characters, and days in their order with the gaps written out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from averred.display import cells
from averred.display.numbers import Number, grouped, round_ticks
from averred.display.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

#: More cells than this make no plot clearer; fewer than the least make it wrong.
MOST_CELLS, LEAST_CELLS = 56, 20
_LABEL_CELLS = 20


class Bar(NamedTuple):
    """One row of a plot: an interval, a single value, or one without an end.

    Attributes:
        label: what it is.
        lo: the lower end, None where there is none.
        hi: the upper end, None where there is none.
        lo_open: the lower end itself is left out.
        hi_open: the upper end itself is left out.
        centre: the number that was written, if there is one.
        attributed: somebody else's claim, drawn in another stroke.
        words: the source's own words.
    """

    label: str
    lo: Number | None
    hi: Number | None
    lo_open: bool = False
    hi_open: bool = False
    centre: Number | None = None
    attributed: bool = False
    words: str = ""

    @property
    def numbers(self) -> list[Number]:
        """Every number that must be on the axis."""
        return [number for number in (self.lo, self.hi, self.centre) if number is not None]


class Axis(NamedTuple):
    """The numbers that a plot shows, spread over positions from 0 to `size - 1`.

    Attributes:
        lo: the number at position 0.
        hi: the number at the last position.
        size: how many positions there are.
    """

    lo: Fraction
    hi: Fraction
    size: int

    @classmethod
    def over(cls, bars: list[Bar], size: int) -> Axis:
        """An axis with a margin around every number of the bars."""
        numbers = [Fraction(number) for bar in bars for number in bar.numbers]
        lo, hi = min(numbers), max(numbers)
        margin = (hi - lo) / 10 or abs(lo) / 10 or Fraction(1)
        return cls(lo - margin, hi + margin, size)

    def position(self, number: Number) -> int:
        """Where a number stands."""
        return round((number - self.lo) * (self.size - 1) / (self.hi - self.lo))


def interval_plot(bars: list[Bar], terminal: Terminal) -> list[str]:
    """The bars over one axis, as lines of text; nothing where no bar has a number or there is no room."""
    drawn = [bar for bar in bars if bar.numbers]
    labels = [terminal.clip(terminal.show(bar.label), _LABEL_CELLS) for bar in drawn]
    margin = max(map(cells.width, labels), default=0) + 4
    size = min(MOST_CELLS, terminal.width - margin - _words_room(drawn, terminal))
    if not drawn or size < LEAST_CELLS:
        return []
    axis = Axis.over(drawn, size)
    ticks = round_ticks(axis.lo, axis.hi, lambda tick: len(grouped(tick)) + 2, axis.size)
    lines = [" " * margin + _tick_labels(axis, ticks), " " * margin + _axis_line(axis, ticks, terminal)]
    for bar, label in zip(drawn, labels, strict=True):
        words = terminal.clip(terminal.show(bar.words), max(terminal.width - margin - size - 3, 0))
        row = f"  {cells.pad(label, margin - 2)}{_bar_line(bar, axis, ticks, terminal)}   {words}"
        lines.append(row.rstrip())
    return lines


def _words_room(bars: list[Bar], terminal: Terminal) -> int:
    """Cells for the words to the right of the axis, with the space before them."""
    return 3 + min(max((cells.width(terminal.show(bar.words)) for bar in bars), default=0), 24)


def _tick_labels(axis: Axis, ticks: list[Number]) -> str:
    line = ""
    for tick in ticks:
        text = grouped(tick)
        start = max(axis.position(tick) - len(text) // 2, len(line) + bool(line))
        line = line.ljust(start) + text
    return line


def _axis_line(axis: Axis, ticks: list[Number], terminal: Terminal) -> str:
    line = [terminal.glyph("axis")] * axis.size
    for tick in ticks:
        line[axis.position(tick)] = terminal.glyph("tick")
    return "".join(line)


def _bar_line(bar: Bar, axis: Axis, ticks: list[Number], terminal: Terminal) -> str:
    line = [" "] * axis.size
    for tick in ticks:
        line[axis.position(tick)] = terminal.glyph("grid")
    first = 0 if bar.lo is None else axis.position(bar.lo)
    last = axis.size - 1 if bar.hi is None else axis.position(bar.hi)
    for position in range(first, last + 1):
        line[position] = terminal.glyph("attributed" if bar.attributed else "own")
    if bar.centre is not None:
        line[axis.position(bar.centre)] = terminal.glyph("centre")
    if first == last:
        line[first] = terminal.glyph("point" if bar.lo == bar.hi else "narrow")
    else:
        line[first] = terminal.glyph("below" if bar.lo is None else _end("from", is_open=bar.lo_open))
        line[last] = terminal.glyph("above" if bar.hi is None else _end("to", is_open=bar.hi_open))
    return "".join(line)


def _end(name: str, *, is_open: bool) -> str:
    return f"{name}-open" if is_open else name


class Moment(NamedTuple):
    """One row of a time line.

    Attributes:
        label: what happened.
        first: the first day that it may be, as a day number.
        last: the last day that it may be.
        days: the days as text ("2012-02-26", "2012-01-01 to 2012-12-31").
        words: the source's own words.
    """

    label: str
    first: int
    last: int
    days: str
    words: str = ""


def time_line(
    moments: list[Moment], terminal: Terminal, time_between: Callable[[int, int], str]
) -> list[str]:
    """The moments in their order, the gaps between them as words: no axis hides a short one.

    Args:
        moments: the rows.
        terminal: what it is shown on.
        time_between: the time from one day to a later one in words.
    """
    ordered = sorted(moments, key=lambda moment: (moment.first, moment.last, moment.label))
    room = max((len(moment.days) for moment in ordered), default=0)
    names = max((cells.width(terminal.show(moment.label)) for moment in ordered), default=0)
    lines: list[str] = []
    reached: int | None = None
    for moment in ordered:
        if reached is not None and moment.first > reached:
            gap = f"+ {time_between(reached, moment.first)}"
            indent = min(room + 4, max(terminal.width - len(gap), 2))
            lines += terminal.wrap(gap, first=" " * indent, rest="    ")
        name = cells.pad(terminal.show(moment.label), names)
        row = f"  {moment.days:{room}}  {name}  {terminal.show(moment.words)}".rstrip()
        lines += [row] if cells.width(row) <= terminal.width else _in_lines(moment, terminal)
        reached = moment.last if reached is None else max(reached, moment.last)
    return lines


def _in_lines(moment: Moment, terminal: Terminal) -> list[str]:
    """A moment that is wider than a line: its days whole, and below them what it is and its words."""
    below = "  ".join(part for part in (moment.label, moment.words) if part)
    days = terminal.wrap(moment.days, first="  ", rest="    ")
    return [*days, *terminal.wrap(below, first="    ", rest="    ")]
