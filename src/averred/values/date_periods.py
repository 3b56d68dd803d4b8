"""Two dates together: "18 to 20 April", "1939–45", "between 1640 and 1645", "1667 or 1760"."""

from __future__ import annotations

from averred.values import calendar
from averred.values.conventions import Conventions
from averred.values.date_said import Said, calendar_after, parse_said
from averred.values.date_words import MONTHS, Piece, day_at, days_of, parse_piece
from averred.values.dates import Date
from averred.values.interval import Interval
from averred.values.tokens import Tokens

_DASHES = frozenset("-–—")
#: The years that ISO 8601-2 writes in four digits, in which pieces can be printed and read back.
_FOUR_DIGITS = calendar.days_between((-9999, 1, 1), (9999, 12, 31))


def parse_between(tokens: Tokens, begin: int, conventions: Conventions) -> tuple[Date, int] | None:
    """Such as "between 1640 and 1645": one day from the first day of the one to the last of the other."""
    first = parse_said(tokens, begin + 1, conventions)
    if first is None or tokens.word(first.end) not in ("and", "to", "–", "-"):
        return None
    second = parse_said(tokens, first.end + 1, conventions)
    pair = None if second is None else _completed(first, second)
    if second is None or pair is None:
        return None
    days = pair[0].hull(pair[1])
    return Date(
        days, days, second.piece.precision, "", hedge="range", convention=first.convention
    ), second.end


def with_second(tokens: Tokens, first: Said, conventions: Conventions) -> tuple[Date, int] | None:
    """Such as "1702 to 1714", "8 May – 12 June 2008", "1939–45"; None if no second date follows."""
    name, joint = calendar_after(tokens, first.end)
    word = tokens.word(joint)
    if word not in ("to", "through", "until", "till", "or", "and") and word not in _DASHES:
        return None
    second = parse_said(tokens, joint + 1, conventions, name) or _short_year(tokens, joint, first)
    if second is None:
        return _month_days(tokens, first, joint, conventions)
    pair = _completed(first, second, name)
    if pair is None:
        return _missing_year_period(first, second, word)
    if word == "and":
        return None
    precision, end = second.piece.precision, calendar_after(tokens, second.end)[1]
    if word == "or":
        days = pair[0].hull(pair[1])
        parts = pair if not pair[0].intersects(pair[1]) and _FOUR_DIGITS.encloses(days) else ()
        return Date(days, days, precision, "", parts=parts, calendar=name), end
    return Date(
        pair[0], pair[1], precision, "", is_period=True, calendar=name, convention=first.convention
    ), end


def _short_year(tokens: Tokens, joint: int, first: Said) -> Said | None:
    """The "45" of "1939–45"."""
    word, year = tokens.word(joint + 1), first.piece.year
    if tokens.word(joint) not in _DASHES or first.piece.precision != "year" or year is None or year < 1000:
        return None
    if not word.isdecimal() or len(word) != 2 or not tokens.glued(joint) or not tokens.glued(joint + 1):
        return None
    later = year - year % 100 + int(word)
    piece = Piece("year", joint + 2, later)
    return Said(piece, days_of(piece), joint + 2) if later > year else None


def _completed(first: Said, second: Said, name: str = "gregorian") -> tuple[Interval, Interval] | None:
    """The days of two dates, where the first may take its month and year (or era) from the second."""
    one, other = first.piece, second.piece
    days = first.days
    if one.year is None and other.year is not None:
        days = days_of(one._replace(year=other.year), name)
    elif one.plain_year and other.year is not None and other.year <= 0 and one.year is not None:
        days = days_of(one._replace(year=1 - one.year), name)
    later = second.days
    if later is None and one.year is not None:
        later = days_of(other._replace(year=one.year), name)
    if days is None or later is None or later.is_below(days):
        return None
    return days, later


def _missing_year_period(first: Said, second: Said, joint: str) -> tuple[Date, int] | None:
    """Such as "12 June to 14 June": a period without a year."""
    one, other = first.piece, second.piece
    if one.year is not None or other.year is not None or joint in ("or", "and"):
        return None
    return _yearless((one.month or 0, one.day or 0), (other.month or 0, other.day or 0)), second.end


def _yearless(first: tuple[int, int], last: tuple[int, int]) -> Date:
    """A period of which the year is missing."""
    anything = Interval.everything()
    return Date(anything, anything, "day" if first[1] else "month", "", is_period=True, missing_year=True,
                month_day=first, last_month_day=last)  # fmt: skip


def day_range(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """Such as "18 to 20 April 2012", "12–14 June", "1 and 2 February"."""
    day, joint = day_at(tokens, i)
    word = tokens.word(joint)
    if not day or (word not in ("to", "and", "through", "until") and word not in _DASHES):
        return None
    second = parse_piece(tokens, joint + 1, conventions.century_start)
    if second is None or second.day is None or second.month is None or second.day <= day:
        return None
    if tokens.word(joint + 1) in MONTHS:
        return None
    return _days_of_month(second._replace(day=day), second, word)


def _month_days(tokens: Tokens, first: Said, joint: int, conventions: Conventions) -> tuple[Date, int] | None:
    """Such as "April 3 to 9, 2014" and "June 12–14", after the first day."""
    piece = first.piece
    day, end = day_at(tokens, joint + 1)
    if not day or piece.day is None or piece.month is None or piece.year is not None or day <= piece.day:
        return None
    year = parse_piece(tokens, end + (tokens.word(end) == ","), conventions.century_start)
    if year is None or year.precision != "year":
        year = None
    last = Piece(
        "day", end if year is None else year.end, None if year is None else year.year, piece.month, day
    )
    return _days_of_month(last._replace(day=piece.day), last, tokens.word(joint))


def _days_of_month(first: Piece, last: Piece, joint: str) -> tuple[Date, int] | None:
    """A period from one day of a month to another; "1 and 3 May" are two days, and no period."""
    if first.year is None and joint == "and" and last.day != (first.day or 0) + 1:
        return None
    if first.year is None:
        return _yearless((first.month or 0, first.day or 0), (last.month or 0, last.day or 0)), last.end
    start, end = days_of(first), days_of(last)
    if start is None or end is None:
        return None
    if joint == "and" and last.day != (first.day or 0) + 1:
        days = start.hull(end)
        return Date(days, days, "day", "", parts=(start, end)), last.end
    return Date(start, end, "day", "", is_period=True), last.end
