"""The elements of ISO 8601-2 (EDTF): one date, season, century or instant, without intervals and sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from averred.values import calendar
from averred.values.conventions import Conventions
from averred.values.interval import Interval
from averred.values.interval_set import IntervalSet

_Q = "([?~%]?)"
_DATE = re.compile(
    rf"{_Q}(-?)([0-9X]{{4}}){_Q}(?:-{_Q}([0-9X]{{2}}){_Q}(?:-{_Q}([0-9X]{{2}}){_Q})?)?", re.ASCII
)
_LONG_YEAR = re.compile(r"Y(-?)([1-9][0-9]{0,19})(?:E([1-9][0-9]?))?(?:S([1-9][0-9]?))?")
_SIGNIFICANT = re.compile(r"(-?)([0-9]{4})()S([1-4])")
_SHORT = re.compile(r"(-?)([0-9]{2,3})[?~%]?")
_INSTANT = re.compile(
    r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?"
    r"(Z|[+−-][0-9]{2}(?::[0-9]{2})?)?"
)
_DAY_MS = 86_400_000
#: Day number of 1970-01-01.
_EPOCH = 719_163
#: So many separate pieces of a date with unspecified digits are listed; with more it is their hull.
_MOST_PIECES = 400

#: Code → first and last month (above 12 in the next year). The reference implementation edtf.js counts
#: seasons in quarters, the southern ones as 32, 31, 30, 29 from January, and lets 37 end in May.
_SEASONS = {1: (21, 25, 32, 33), 4: (22, 26, 31, 34), 7: (23, 27, 30, 35), 10: (24, 28, 29, 36)}
_QUARTERS = {code: (first, first + 2) for first, codes in _SEASONS.items() for code in codes}
_QUARTERS |= {37: (1, 5), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)}
_METEOROLOGICAL = _QUARTERS | {37: (1, 4)}
for _first, _codes in {3: (21, 25, 31), 6: (22, 26, 32), 9: (23, 27, 29), 12: (24, 28, 30)}.items():
    _METEOROLOGICAL |= dict.fromkeys(_codes, (_first, _first + 2))


class Element(NamedTuple):
    """One date of EDTF.

    Attributes:
        days: from its first to its last day.
        precision: what is written.
        last_start: the latest day on which it may begin, over all choices of unspecified digits.
        parts: its pieces, where the unspecified digits leave gaps.
        spread: it begins some time in its first year and ends some time in its last ("1950S2").
        instant: milliseconds since 1970-01-01T00:00Z, where it is a point of time.
        convention: what was assumed.
    """

    days: Interval
    precision: str
    last_start: int
    parts: tuple[Interval, ...] = ()
    spread: bool = False
    instant: int | None = None
    convention: str | None = None


def parse_element(text: str, conventions: Conventions) -> Element | None:
    """The element that a text is; None if it is none."""
    match = _DATE.fullmatch(text)
    if match is not None:
        return _date(match, conventions)
    if "T" in text:
        return _instant(text)
    return _long_year(text) or _short(text)


def _date(match: re.Match[str], conventions: Conventions) -> Element | None:
    """`1985`, `1985-04`, `1985-04-12`, `2001-21`, each with qualifiers and unspecified digits."""
    before, sign, year, after, m_before, month, m_after, d_before, day, d_after = match.groups()
    if (before and after) or (m_before and m_after) or (d_before and d_after) or (sign and year == "0000"):
        return None
    if day is None and month is not None and month.isdigit() and int(month) > 12:
        return _season(sign, year, int(month), conventions)
    return _unspecified(sign, year, month, day)


def _season(sign: str, year: str, code: int, conventions: Conventions) -> Element | None:
    """A season, quarter, quadrimester or half of a year."""
    table = _QUARTERS if conventions.seasons == "quarters" else _METEOROLOGICAL
    if code not in table or not year.isdigit():
        return None
    number = int(sign + year)
    first, last = table[code]
    end = calendar.days_of_month(number + (last > 12), (last - 1) % 12 + 1).hi
    days = Interval(calendar.day_number(number, first, 1), end)
    names = calendar.MONTH_NAMES
    convention = f"season {code} = {names[first]} to {names[(last - 1) % 12 + 1]}"
    return Element(days, "season", calendar.day_number(number, first, 1), convention=convention)


def _numbers(pattern: str, low: int, high: int) -> list[int]:
    """The numbers from `low` to `high` that two digits, some of them X, may stand for."""
    return [
        n
        for n in range(low, high + 1)
        if all(p in ("X", d) for p, d in zip(pattern, f"{n:02d}", strict=True))
    ]


def _years(sign: str, pattern: str, *, newest_first: bool) -> Iterator[int]:
    """The years that four digits, some of them X, may stand for, in order."""
    digits = "9876543210" if newest_first != bool(sign) else "0123456789"
    for chosen in product(*(digits if digit == "X" else digit for digit in pattern)):
        yield int(sign + "".join(chosen))


def _unspecified(sign: str, year: str, month: str | None, day: str | None) -> Element | None:
    """A date of which some digits are X; without any X there is just one choice."""
    months = _numbers(month or "XX", 1, 12)
    days = _numbers(day or "XX", 1, 31)
    first = _extreme(_years(sign, year, newest_first=False), months, days)
    last = _extreme(_years(sign, year, newest_first=True), months[::-1], days[::-1])
    if first is None or last is None:
        return None
    y, m, d = last
    start = calendar.day_number(y, m if month else 1, d if day else 1)
    hull = Interval(calendar.day_number(*first), calendar.day_number(y, m, d))
    parts = _pieces(sign, year, months if month else [], days if day else [])
    return Element(hull, _precision(year, month, day), start, parts if len(parts) > 1 else ())


def _extreme(years: Iterator[int], months: list[int], days: list[int]) -> tuple[int, int, int] | None:
    """The first day that exists, in the order of the choices given."""
    for year in years:
        for month in months:
            for day in days:
                if calendar.is_day(year, month, day):
                    return year, month, day
    return None


def _pieces(sign: str, year: str, months: list[int], days: list[int]) -> tuple[Interval, ...]:
    """The separate pieces that unspecified digits leave; none where there are too many to list."""
    if 10 ** year.count("X") * max(1, len(months)) * max(1, len(days)) > _MOST_PIECES:
        return ()
    found: list[Interval] = []
    for number in _years(sign, year, newest_first=False):
        if not months:
            found.append(calendar.days_of_year(number))
        for month in months:
            if not days:
                found.append(calendar.days_of_month(number, month))
            existing = (day for day in days if calendar.is_day(number, month, day))
            found.extend(Interval.point(calendar.day_number(number, month, day)) for day in existing)
    return join_days(found)


def join_days(intervals: list[Interval]) -> tuple[Interval, ...]:
    """Intervals of days as few as possible: days that follow each other leave no gap."""
    wide = IntervalSet(tuple(Interval(i.lo, None if i.hi is None else i.hi + 1) for i in intervals))
    return tuple(Interval(i.lo, None if i.hi is None else i.hi - 1) for i in wide.parts)


def _precision(year: str, month: str | None, day: str | None) -> str:
    """The finest thing that is written without an X."""
    if "X" in year and (month is None or "X" in month):
        return {"X": "decade", "XX": "century", "XXX": "millennium"}.get(year.lstrip("0123456789"), "year")
    if month is None or "X" in month:
        return "year"
    return "month" if day is None or "X" in day else "day"


def _long_year(text: str) -> Element | None:
    """`Y170000002`, `Y-17E7`, `1950S2`: a year of more than four digits, or known to some digits only."""
    match = _LONG_YEAR.fullmatch(text) or _SIGNIFICANT.fullmatch(text)
    if match is None:
        return None
    sign, digits, exponent, known = match.groups()
    if text[0] == "Y" and not exponent and len(digits) < 5:
        return None
    value = int(digits) * 10 ** int(exponent or 0)
    width = 10 ** max(0, len(str(value)) - int(known)) if known else 1
    low = value - value % width
    years = (low, low + width - 1) if not sign else (-(low + width - 1), -low)
    days = calendar.days_between((years[0], 1, 1), (years[1], 12, 31))
    return Element(days, "year", calendar.day_number(years[1], 1, 1), spread=bool(known))


def _short(text: str) -> Element | None:
    """Two digits are a century, three a decade."""
    match = _SHORT.fullmatch(text)
    if match is None or (match[1] and not int(match[2])):
        return None
    width = 100 if len(match[2]) == 2 else 10
    first = int(match[1] + match[2]) * width
    days = calendar.days_between((first, 1, 1), (first + width - 1, 12, 31))
    return Element(days, "century" if width == 100 else "decade", calendar.day_number(first, 1, 1))


def _instant(text: str) -> Element | None:
    """`1985-04-12T23:20:30Z`, with a time zone from -12:00 to +14:00 or none."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if not calendar.is_day(year, month, day) or match[1] == "-0000":
        return None
    milliseconds = int((match[7] or "").ljust(3, "0")[:3])
    midnight = hour == 24 and minute == second == milliseconds == 0
    zone = _offset(match[8] or "Z")
    if (hour > 23 and not midnight) or minute > 59 or second > 59 or zone is None:
        return None
    number = calendar.day_number(year, month, day) + midnight
    clock = ((hour % 24 * 60 + minute - zone) * 60 + second) * 1000 + milliseconds
    return Element(Interval.point(number), "day", number, instant=(number - _EPOCH) * _DAY_MS + clock)


def _offset(zone: str) -> int | None:
    """A time zone in minutes east of Greenwich; None if there is no such zone."""
    if zone == "Z":
        return 0
    hours, _, minutes = zone[1:].partition(":")
    total = int(hours) * 60 + int(minutes or 0)
    if int(minutes or 0) > 59 or total > (14 * 60 if zone[0] == "+" else 12 * 60):
        return None
    return total if zone[0] == "+" else -total


def milliseconds(days: Interval) -> tuple[int | None, int | None]:
    """The first and the last millisecond of days, since 1970-01-01T00:00Z."""
    low = None if days.lo is None else (int(days.lo) - _EPOCH) * _DAY_MS
    high = None if days.hi is None else (int(days.hi) + 1 - _EPOCH) * _DAY_MS - 1
    return low, high


def day_of_instant(instant: int) -> int:
    """The day (in Greenwich) of a point of time."""
    return instant // _DAY_MS + _EPOCH
