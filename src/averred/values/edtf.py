"""ISO 8601-2 (EDTF), levels 0 to 2: `2012-02-26`, `1984~`, `../2004-06`, `[1667,1760-12]`, `{1960,1961-12}`.

Refused, beside what is no EDTF: days that do not exist, intervals that end before they begin, `Y` with a
year of four digits, points of time in an interval. A qualifier (`?`, `~`, `%`) widens nothing: the
standard gives it no width.
"""

from __future__ import annotations

from typing import NamedTuple

from averred.errors import ReadingError
from averred.values import calendar
from averred.values.conventions import DEFAULT_CONVENTIONS, Conventions
from averred.values.dates import Date
from averred.values.edtf_elements import Element, day_of_instant, join_days, milliseconds, parse_element
from averred.values.interval import Interval

#: Longer than any date, and short enough to look at.
_MOST_CHARACTERS = 2_000
_KINDS = {"[": "]", "{": "}"}


class Edtf(NamedTuple):
    """What a text says: one element, an interval (from, to), or a set of members.

    Attributes:
        kind: "element", "interval" or "set".
        first, last: its ends; None where an interval or a set is open.
        members: the days of each member of a set.
    """

    kind: str
    first: Element | None
    last: Element | None
    members: tuple[Interval, ...] = ()


def parse(text: str, conventions: Conventions = DEFAULT_CONVENTIONS) -> Edtf:
    """Read a text as EDTF.

    Raises:
        ReadingError: if it is none.
    """
    parsed = _parse(text, conventions) if len(text) <= _MOST_CHARACTERS else None
    if parsed is None:
        raise ReadingError(
            f"{text[:80]!r} is no date of ISO 8601-2 (EDTF)", suggestion="write 2012-02-26 or 2012-02 or 2012"
        )
    return parsed


def bounds(text: str, conventions: Conventions = DEFAULT_CONVENTIONS) -> tuple[int | None, int | None]:
    """The first and the last millisecond since 1970-01-01T00:00Z; None where it is open or unknown.

    Raises:
        ReadingError: if the text is no EDTF.
    """
    parsed = parse(text, conventions)
    if parsed.first is not None and parsed.first.instant is not None:
        return parsed.first.instant, parsed.first.instant
    return milliseconds(_hull(parsed))


def corners(
    text: str, conventions: Conventions = DEFAULT_CONVENTIONS
) -> tuple[Interval | None, Interval | None]:
    """The days on which it may begin and the days on which it may end; None where it is open or unknown.

    Unlike a `Date`, which is one day not known more closely, this is about the whole: "1985" begins
    on 1 January and ends on 31 December.

    Raises:
        ReadingError: if the text is no EDTF.
    """
    parsed = parse(text, conventions)
    if parsed.kind == "element" and parsed.first is not None:
        return _corners_of_one(parsed.first)
    first = None if parsed.first is None else parsed.first.days
    return first, None if parsed.last is None else parsed.last.days


def _corners_of_one(element: Element) -> tuple[Interval, Interval]:
    """Where one element begins and where it ends."""
    if element.instant is not None:
        day = Interval.point(day_of_instant(element.instant))
        return day, day
    low, high = int(element.days.lo or 0), int(element.days.hi or 0)
    if element.spread:
        first, last = calendar.year_month_day(low)[0], calendar.year_month_day(high)[0]
        return calendar.days_of_year(first), calendar.days_of_year(last)
    return Interval.point(low), Interval.point(high)


def read(text: str, conventions: Conventions = DEFAULT_CONVENTIONS) -> Date:
    """The date or period of an EDTF text.

    Raises:
        ReadingError: if the text is no EDTF.
    """
    parsed = parse(text, conventions)
    hull = _hull(parsed)
    one = parsed.first or parsed.last
    convention = one.convention if one is not None else None
    precision = "day" if one is None else one.precision
    if parsed.kind == "interval":
        start = Interval(None, hull.hi) if parsed.first is None else parsed.first.days
        end = Interval(hull.lo, None) if parsed.last is None else parsed.last.days
        return Date(start, end, precision, text, is_period=True, convention=convention)
    parts = join_days(list(parsed.members)) if parsed.kind == "set" else one.parts if one is not None else ()
    return Date(hull, hull, precision, text, parts=parts if len(parts) > 1 else (), convention=convention)


def _hull(parsed: Edtf) -> Interval:
    """All the days from the first to the last."""
    if parsed.kind == "set":
        hull = parsed.members[0]
        for member in parsed.members[1:]:
            hull = hull.hull(member)
        return hull
    low = None if parsed.first is None else parsed.first.days.lo
    return Interval(low, None if parsed.last is None else parsed.last.days.hi)


def _parse(text: str, conventions: Conventions) -> Edtf | None:
    """The same as `parse`, None where it is no EDTF."""
    if text[:1] in _KINDS and text[-1:] == _KINDS[text[0]]:
        return _set(text[1:-1], conventions)
    if "/" in text:
        return _interval(text, conventions)
    element = parse_element(text, conventions)
    return None if element is None else Edtf("element", element, element)


def _interval(text: str, conventions: Conventions) -> Edtf | None:
    """`1964/2008`, `../1985`, `1985/`."""
    sides = text.split("/")
    if len(sides) != 2 or sides == ["", ""]:
        return None
    ends: list[Element | None] = []
    for side in sides:
        element = parse_element(side, conventions)
        if element is None and side not in ("", ".."):
            return None
        if element is not None and (element.instant is not None or "Y" in side):
            return None
        ends.append(element)
    first, last = ends
    if first is not None and last is not None and int(first.days.lo or 0) > last.last_start:
        return None
    return Edtf("interval", first, last)


def _set(inside: str, conventions: Conventions) -> Edtf | None:
    """The members of `[…]` (one of them) or `{…}` (all of them); one kind of comma throughout."""
    items = inside.split(", " if ", " in inside else ",")
    members: list[tuple[Element | None, Element | None]] = []
    for place, item in enumerate(items):
        member = _member(item, conventions, is_first=place == 0, is_last=place == len(items) - 1)
        if member is None:
            return None
        members.append(member)
    days = tuple(_days(*member) for member in members)
    return Edtf("set", members[0][0], members[-1][1], days)


def _member(
    item: str, conventions: Conventions, *, is_first: bool, is_last: bool
) -> tuple[Element | None, Element | None] | None:
    """A member of a set: a date, `a..b`, and at its ends `..a` and `a..`; None if it is none."""
    low, dots, high = item.partition("..")
    first = parse_element(low, conventions)
    last = parse_element(high, conventions) if dots else first
    if (first is None and (low or not is_first)) or (last is None and (high or not is_last)):
        return None
    if (first is None and last is None) or any(
        one is not None and one.instant is not None for one in (first, last)
    ):
        return None
    if first is not None and last is not None and int(first.days.lo or 0) > last.last_start:
        return None
    return first, last


def _days(first: Element | None, last: Element | None) -> Interval:
    """The days of a member."""
    return Interval(None if first is None else first.days.lo, None if last is None else last.days.hi)
