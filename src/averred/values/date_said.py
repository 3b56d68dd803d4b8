"""One date with what is said about it: "about", "early", "the end of", its calendar."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import attrs

from averred.values import calendar
from averred.values.conventions import Conventions
from averred.values.date_words import Piece, days_of, parse_piece
from averred.values.dates import Date
from averred.values.interval import Interval
from averred.values.tokens import Tokens, word_list

#: Words → the part of a period that they name.
_SHARES = {
    "early": "early", "beginning": "early", "start": "early", "mid": "middle", "middle": "middle",
    "late": "late", "end": "late", "first half": "first half", "second half": "second half",
    "latter half": "second half",
}  # fmt: skip
_ABOUT = frozenset(word_list("about around circa approximately roughly ca c ~ some"))
_OLD = (("julian",), ("o", ".", "s", "."), ("os",), ("old", "style"))
_NEW = (("gregorian",), ("n", ".", "s", "."), ("ns",), ("new", "style"))
_CALENDAR_STARTS = frozenset(("(", *(words[0] for words in (*_OLD, *_NEW))))


class Said(NamedTuple):
    """One date with what is said about it, and the token after it."""

    piece: Piece
    days: Interval | None
    end: int
    hedge: str | None = None
    convention: str | None = None


def parse_said(
    tokens: Tokens, i: int, conventions: Conventions, calendar_name: str = "gregorian"
) -> Said | None:
    """A date with "about", "early", "the beginning of" before it."""
    hedge = None
    while tokens.word(i) in _ABOUT:
        hedge, i = "about", i + 1 + (tokens.word(i + 1) == ".")
    share, i = _share(tokens, i)
    piece = parse_piece(tokens, i, conventions.century_start)
    if piece is None:
        return None
    name = calendar_name if calendar_name != "gregorian" else calendar_after(tokens, piece.end)[0]
    days = days_of(piece, name)
    if days is None and (piece.year is not None or share or hedge):
        return None  # no such day, or a part of a year that is not known
    note: str | None = None
    if share and days is not None:
        days, note = _shared(piece, days, share, conventions)
    if hedge and days is not None:
        days, note = _loosened(piece, days, conventions)
    return Said(piece, days, piece.end, hedge, note)


def _share(tokens: Tokens, i: int) -> tuple[str, int]:
    """The part of a period that the words at `i` name ("early", "the end of"), and the token after them."""
    start = i + (tokens.word(i) == "the")
    two = f"{tokens.word(start)} {tokens.word(start + 1)}"
    name = two if two in _SHARES else tokens.word(start)
    if name not in _SHARES:
        return "", i
    end = start + 1 + (name == two)
    if tokens.word(end) in ("-", "of", "in") and (name != "end" or tokens.word(end) == "of"):
        end += 1
    return _SHARES[name], end + (tokens.word(end) == "the")


def _shared(
    piece: Piece, days: Interval, share: str, conventions: Conventions
) -> tuple[Interval, str | None]:
    """The early, middle or late part of a period, in whole days, months or years of it; what was assumed."""
    halves = {"first half": (Fraction(0), Fraction(1, 2)), "second half": (Fraction(1, 2), Fraction(1))}
    low, high = halves[share] if share in halves else getattr(conventions, share)
    convention = None if share in halves else f"{share} = from {_percent(low)} to {_percent(high)} of it"
    year = piece.year or 0
    if piece.years > 1:
        first, last = _whole_steps(low, high, piece.years)
        return calendar.days_between((year + first, 1, 1), (year + last - 1, 12, 31)), convention
    if piece.precision == "year":
        first, last = _whole_steps(low, high, 12)
        return calendar.days_of_month(year, first + 1).hull(calendar.days_of_month(year, last)), convention
    return _share_of_days(days, low, high), convention


def _share_of_days(days: Interval, low: Fraction, high: Fraction) -> Interval:
    """A share of some days."""
    begin, end = int(days.lo or 0), int(days.hi or 0)
    first, last = _whole_steps(low, high, end - begin + 1)
    return Interval(begin + first, begin + last - 1)


def _whole_steps(low: Fraction, high: Fraction, steps: int) -> tuple[int, int]:
    """A share of so many steps, rounded outwards: 0.3 to 0.7 of 10 is 3 to 7."""
    return (low * steps).__floor__(), (high * steps).__ceil__()


def _percent(share: Fraction) -> str:
    """A share as a whole percentage."""
    return f"{round(share * 100)} %"


def _loosened(piece: Piece, days: Interval, conventions: Conventions) -> tuple[Interval, str]:
    """The days around a date that is only about right; what was assumed."""
    reach = {"day": conventions.about_days, "month": 31, "season": 31}.get(piece.precision)
    if reach is not None:
        return days.plus(Interval(-reach, reach)), f"about = ±{reach} days"
    years = conventions.about_years * (10 if piece.years >= 100 else 1)
    first, last = (calendar.year_month_day(int(end))[0] for end in (days.lo or 0, days.hi or 0))
    return calendar.days_between((first - years, 1, 1), (last + years, 12, 31)), f"about = ±{years} years"


def calendar_after(tokens: Tokens, i: int) -> tuple[str, int]:
    """The calendar that the words at `i` name ("(Julian)", "O.S."), and the token after them."""
    word = tokens.word(i)
    if word not in _CALENDAR_STARTS:
        return "gregorian", i
    opened = word == "("
    for name, phrases in (("julian", _OLD), ("gregorian", _NEW)):
        for words in phrases:
            end = i + opened + len(words)
            if tokens.matches(i + opened, words) and (not opened or tokens.word(end) == ")"):
                return name, end + opened
    return "gregorian", i


def plain_date(said: Said, name: str) -> Date:
    """The date of one piece: a day that is not known more closely."""
    piece = said.piece
    if said.days is None:
        anything = Interval.everything()
        month_day = (piece.month or 0, piece.day or 0)
        return Date(
            anything, anything, piece.precision, "", missing_year=True, month_day=month_day,
            calendar=name, convention=said.convention, hedge=said.hedge,
        )  # fmt: skip
    date = Date(
        said.days, said.days, piece.precision, "", calendar=name, convention=said.convention, hedge=said.hedge
    )
    if piece.precision == "season":
        return _with_winters(date, piece)
    return date


def _with_winters(date: Date, piece: Piece) -> Date:
    """The winter of a year may be the one in which it begins or the one in which it ends."""
    if piece.month != 12 or piece.year is None or date.hedge is not None or date.convention is not None:
        return attrs.evolve(
            date, convention=date.convention or "seasons are those of the north, in whole months"
        )
    start = calendar.days_between(
        (piece.year, 1, 1), (piece.year, 2, calendar.days_in_month(piece.year, 2)), date.calendar
    )
    days = start.hull(date.start)
    return attrs.evolve(date, start=days, end=days, parts=(start, date.start),
                        convention="the winter of a year is either of its two")  # fmt: skip
