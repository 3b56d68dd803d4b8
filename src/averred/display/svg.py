"""The interval plot as SVG: one row a bar, one axis, no pooled value. Styled by classes alone."""

from __future__ import annotations

from averred.display.markup import Markup, element, joined
from averred.display.numbers import grouped, round_ticks
from averred.display.plot import Axis, Bar

#: In units of the drawing, which a telephone shows whole: the width, what is left free on both sides of the
#: axis, its height, a row (its words over its bar), and where in a row the bar is.
_WIDTH, _MARGIN, _TOP, _ROW, _BAR = 400, 8, 30, 42, 28
_AXIS = _WIDTH - 2 * _MARGIN
_LONGEST = 28


def forest_plot(bars: list[Bar], title: str) -> Markup:
    """The bars over one axis, as one picture with a title for those who do not see it.

    Returns:
        The SVG element; empty where no bar has a number.
    """
    drawn = [bar for bar in bars if bar.numbers]
    if not drawn:
        return Markup()
    axis = Axis.over(drawn, _AXIS)
    height = _TOP + _ROW * len(drawn) + 6
    parts = [element("title", title), *_ticks(axis, len(drawn))]
    parts += [_row(bar, axis, _TOP + _ROW * index) for index, bar in enumerate(drawn)]
    box = f"0 0 {_WIDTH} {height}"
    return element("svg", *parts, viewBox=box, width=_WIDTH, height=height, role="img", class_="plot")


def _ticks(axis: Axis, rows: int) -> list[Markup]:
    """The axis with its numbers; the lines below these leave out the words of each row."""
    ticks = round_ticks(axis.lo, axis.hi, lambda tick: len(grouped(tick)) * 8 + 8, _AXIS)
    parts = [_line(_MARGIN, _TOP, _MARGIN + _AXIS, _TOP, "axis")]
    for tick in ticks:
        x, words = _MARGIN + axis.position(tick), grouped(tick)
        half = len(words) * 4  # so that no label leaves the drawing
        at = min(max(x, half), _WIDTH - half)
        parts += [_line(x, _TOP - 4, x, _TOP + 4, "grid"), _words(words, at, _TOP - 10, "tick")]
        tops = (_TOP + _ROW * row for row in range(rows))
        parts += [_line(x, top + _BAR - 8, x, top + _BAR + 8, "grid") for top in tops]
    return parts


def _row(bar: Bar, axis: Axis, top: int) -> Markup:
    """What it is and the source's words, and below them what these allow."""
    y = top + _BAR
    first = _MARGIN + (0 if bar.lo is None else axis.position(bar.lo))
    last = _MARGIN + (_AXIS if bar.hi is None else axis.position(bar.hi))
    parts = [_words(_short(bar.label), 0, top + 16, "label")]
    parts.append(_words(_short(bar.words), _WIDTH, top + 16, "words"))
    if bar.lo is not None and bar.lo == bar.hi:
        parts.append(element("rect", x=first - 5, y=y - 5, width=10, height=10, class_="point"))
    else:
        voice = "attributed" if bar.attributed else "own"
        parts.append(_line(first, y, max(last, first + 2), y, f"bar {voice}"))
        parts.append(_end(first, y, "out" if bar.lo is None else "open" if bar.lo_open else "closed", 1))
        parts.append(_end(last, y, "out" if bar.hi is None else "open" if bar.hi_open else "closed", -1))
    if bar.centre is not None:
        parts.append(element("circle", cx=_MARGIN + axis.position(bar.centre), cy=y, r=4, class_="centre"))
    return element("g", *parts)


def _end(x: int, y: int, kind: str, inwards: int) -> Markup:
    """How an interval ends: a stroke for a closed end, a ring for an open one, an arrow where it goes on."""
    if kind == "out":
        back = x + 7 * inwards
        return element("path", d=f"M {back} {y - 5} L {x} {y} L {back} {y + 5}", class_="arrow")
    if kind == "open":
        return element("circle", cx=x, cy=y, r=4, class_="open")
    return _line(x, y - 6, x, y + 6, "end")


def _line(x1: int, y1: int, x2: int, y2: int, name: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=name)


def _words(words: str, x: int, y: int, name: str) -> Markup:
    return element("text", words, x=x, y=y, class_=name)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def with_caption(picture: Markup, caption: str) -> Markup:
    """A picture that may be wider than the page, with its caption; it can be scrolled with the keyboard."""
    if not picture:
        return picture
    scroller = element("div", picture, class_="scroll", tabindex=0, role="group", aria_label=caption)
    return element("figure", element("figcaption", caption), joined(scroller))
