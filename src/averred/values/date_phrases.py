"""What is said about dates: "early 1970s", "before 1800", "18 to 20 April", "between 1640 and 1645"."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import attrs

from averred.values import calendar
from averred.values.conventions import Conventions
from averred.values.date_words import MONTHS, Piece, day_at, days_of, parse_piece
from averred.values.dates import Date
from averred.values.interval import Interval
from averred.values.tokens import Tokens

_SHARES = {"early": "early", "mid": "middle", "middle": "middle", "late": "late", "beginning": "early", "start": "early",
           "end": "late", "first half": "first half", "second half": "second half", "latter half": "second half"}  # fmt: skip
_ABOUT = frozenset("about around circa approximately roughly ca c ~ some".split())
_BOUNDS = {
    ("before",): "before", ("prior", "to"): "before", ("until",): "until", ("till",): "until", ("up", "to"): "until",
    ("by",): "until", ("no", "later", "than"): "until", ("not", "later", "than"): "until", ("on", "or", "before"): "until",
    ("in", "or", "before"): "until", ("at", "the", "latest", "by"): "until", ("after",): "after", ("since",): "from",
    ("no", "earlier", "than"): "from", ("not", "earlier", "than"): "from", ("on", "or", "after"): "from",
    ("not", "before"): "from", ("in", "or", "after"): "from", ("from",): "from",
}  # fmt: skip
#: The years that ISO 8601-2 writes in four digits, in which pieces can be printed and read back.
_FOUR_DIGITS = calendar.days_between((-9999, 1, 1), (9999, 12, 31))
_BOUND_STARTS = frozenset(words[0] for words in _BOUNDS)
_AFTERWARDS = {("or", "before"): "until", ("or", "earlier"): "until", ("at", "the", "latest"): "until", ("or", "after"): "from",
               ("or", "later"): "from", ("onwards",): "from", ("onward",): "from", ("at", "the", "earliest"): "from"}  # fmt: skip
_LEADS = frozenset("on in during at of the".split())
_DASHES = frozenset("-–—")
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


def parse_date(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """The date or period whose words begin at `i`, and the token after it; None if none does."""
    found = _parse(tokens, i, conventions)
    return None if found is None else (attrs.evolve(found[0], text=tokens.between(i, found[1])), found[1])


def _parse(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """The same, without the date's own words."""
    if tokens.matches(i, ("any", "day")):
        return Date(Interval.everything(), Interval.everything(), "day", ""), i + 2
    if tokens.word(i) == "from" and tokens.word(i + 1) in ("between", "on", "any"):
        exact = _from_to(tokens, i + 1, conventions)
        if exact is not None:
            return exact
    while tokens.word(i) in _LEADS and tokens.word(i + 1) not in ("or", ""):
        i += 1
    if tokens.word(i) in _BOUND_STARTS:
        for words, bound in _BOUNDS.items():
            if tokens.matches(i, words):
                return _bounded(tokens, i, i + len(words), bound, conventions)
    if tokens.word(i) == "between":
        return _between(tokens, i, conventions)
    first = _said(tokens, i, conventions)
    if first is None:
        return _day_range(tokens, i, conventions)
    return _with_second(tokens, first, conventions) or _single(tokens, first)


def _from_to(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """ "from between 1 May 1801 and 3 May 1801 to 5 June 1801": a period of which the ends are vague."""
    first = _parse(tokens, i, conventions)
    if first is None or tokens.word(first[1]) != "to":
        return None
    last = _parse(tokens, first[1] + 1, conventions)
    if last is None or first[0].is_period or last[0].is_period:
        return None
    start, end = first[0].interval, last[0].interval
    if end.is_below(start):
        return None
    return Date(start, end, last[0].precision, "", is_period=True), last[1]


def _said(tokens: Tokens, i: int, conventions: Conventions, calendar_name: str = "gregorian") -> Said | None:
    """A date with "about", "early", "the beginning of" before it."""
    hedge = None
    while tokens.word(i) in _ABOUT:
        hedge, i = "about", i + 1 + (tokens.word(i + 1) == ".")
    share, i = _share(tokens, i)
    piece = parse_piece(tokens, i, conventions.century_start)
    if piece is None:
        return None
    name = calendar_name if calendar_name != "gregorian" else _calendar_after(tokens, piece.end)[0]
    days = days_of(piece, name)
    if days is None and piece.year is not None:
        return None
    said = Said(piece, days, piece.end, hedge)
    if share and days is not None:
        said = _shared(said, share, conventions)
    return _loosened(said, conventions) if hedge else said


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


def _shared(said: Said, share: str, conventions: Conventions) -> Said:
    """The early, middle or late part of a period, in whole days, months or years of it."""
    halves = {"first half": (Fraction(0), Fraction(1, 2)), "second half": (Fraction(1, 2), Fraction(1))}
    low, high = halves[share] if share in halves else getattr(conventions, share)
    piece = said.piece
    convention = None if share in halves else f"{share} = from {_percent(low)} to {_percent(high)} of it"
    if piece.years > 1 and piece.year is not None:
        first, last = _whole_steps(low, high, piece.years)
        days = calendar.days_between((piece.year + first, 1, 1), (piece.year + last - 1, 12, 31))
    elif piece.precision == "year" and piece.year is not None:
        first, last = _whole_steps(low, high, 12)
        days = calendar.days_of_month(piece.year, first + 1).hull(calendar.days_of_month(piece.year, last))
    else:
        days = _share_of_days(said.days, low, high)
    return said._replace(days=days, convention=convention)


def _share_of_days(days: Interval | None, low: Fraction, high: Fraction) -> Interval | None:
    """A share of an interval of days."""
    if days is None or days.lo is None or days.hi is None:
        return days
    first, last = _whole_steps(low, high, int(days.hi - days.lo) + 1)
    return Interval(days.lo + first, days.lo + last - 1)


def _whole_steps(low: Fraction, high: Fraction, steps: int) -> tuple[int, int]:
    """A share of so many steps, rounded outwards: 0.3 to 0.7 of 10 is 3 to 7."""
    return (low * steps).__floor__(), (high * steps).__ceil__()


def _percent(share: Fraction) -> str:
    """A share as a whole percentage."""
    return f"{round(share * 100)} %"


def _loosened(said: Said, conventions: Conventions) -> Said:
    """The days around a date that is only about right."""
    reach = {"day": conventions.about_days, "month": 31, "season": 31}.get(said.piece.precision)
    if said.days is None or said.days.lo is None or said.days.hi is None:
        return said
    if reach is not None:
        return said._replace(days=said.days.plus(Interval(-reach, reach)), convention=f"about = ±{reach} days")
    years = conventions.about_years * (10 if said.piece.years >= 100 else 1)
    first, last = (calendar.year_month_day(int(end))[0] for end in (said.days.lo, said.days.hi))
    days = calendar.days_between((first - years, 1, 1), (last + years, 12, 31))
    return said._replace(days=days, convention=f"about = ±{years} years")


def _calendar_after(tokens: Tokens, i: int) -> tuple[str, int]:
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


def _single(tokens: Tokens, said: Said) -> tuple[Date, int]:
    """One date, with "or earlier", "onwards" or its calendar after it."""
    name, end = _calendar_after(tokens, said.end)
    for words, bound in _AFTERWARDS.items() if tokens.word(end) in ("or", "at", "onwards", "onward") else ():
        if tokens.matches(end, words):
            return _bound(said, bound, name), end + len(words)
    return _one(said, name), end


def _one(said: Said, name: str) -> Date:
    """The date of one piece: a day that is not known more closely."""
    piece = said.piece
    if said.days is None:
        anything = Interval.everything()
        month_day = (piece.month or 0, piece.day or 0)
        return Date(anything, anything, piece.precision, "", missing_year=True, month_day=month_day, calendar=name,
                    convention=said.convention, hedge=said.hedge)  # fmt: skip
    date = Date(said.days, said.days, piece.precision, "", calendar=name, convention=said.convention, hedge=said.hedge)
    if piece.precision == "season":
        return _with_winters(date, piece)
    return date


def _with_winters(date: Date, piece: Piece) -> Date:
    """The winter of a year may be the one in which it begins or the one in which it ends."""
    if piece.month != 12 or piece.year is None or date.hedge is not None or date.convention is not None:
        return attrs.evolve(date, convention=date.convention or "seasons are those of the north, in whole months")
    start = calendar.days_between((piece.year, 1, 1), (piece.year, 2, calendar.days_in_month(piece.year, 2)), date.calendar)
    days = start.hull(date.start)
    return attrs.evolve(date, start=days, end=days, parts=(start, date.start),
                        convention="the winter of a year is either of its two")  # fmt: skip


def _bounded(tokens: Tokens, begin: int, i: int, bound: str, conventions: Conventions) -> tuple[Date, int] | None:
    """ "before 1800", "since May 1889", "from 1818 to 1825"."""
    first = _said(tokens, i, conventions)
    if bound == "from" and tokens.word(begin) == "from":
        ranged = _day_range(tokens, i, conventions)
        if ranged is None and first is not None:
            ranged = _with_second(tokens, first, conventions)
        if ranged is not None:
            return ranged
    if first is None or first.days is None:
        return None
    name, end = _calendar_after(tokens, first.end)
    end += tokens.word(end) in ("onwards", "onward")
    return _bound(first, bound, name), end


def _bound(said: Said, bound: str, name: str) -> Date:
    """The days on one side of a date."""
    if said.days is None:
        return _one(said, name)
    low, high = said.days.lo, said.days.hi
    days = {
        "before": Interval(None, None if low is None else low - 1),
        "until": Interval(None, high),
        "after": Interval(None if high is None else high + 1, None),
        "from": Interval(low, None),
    }[bound]
    return Date(days, days, said.piece.precision, "", calendar=name, convention=said.convention, hedge=bound)


def _between(tokens: Tokens, begin: int, conventions: Conventions) -> tuple[Date, int] | None:
    """ "between 1640 and 1645": one day, at most as early as the one and at most as late as the other."""
    first = _said(tokens, begin + 1, conventions)
    if first is None or tokens.word(first.end) not in ("and", "to", "–", "-"):
        return None
    second = _said(tokens, first.end + 1, conventions)
    pair = None if second is None else _completed(tokens, first, second)
    if second is None or pair is None:
        return None
    days = pair[0].hull(pair[1])
    return Date(days, days, second.piece.precision, "", hedge="range", convention=first.convention), second.end


def _with_second(tokens: Tokens, first: Said, conventions: Conventions) -> tuple[Date, int] | None:
    """ "1702 to 1714", "8 May – 12 June 2008", "1939–45", "1667 or 1760"; None if no second date follows."""
    name, joint = _calendar_after(tokens, first.end)
    word = tokens.word(joint)
    if word not in ("to", "through", "until", "till", "or", "and") and word not in _DASHES:
        return None
    second = _said(tokens, joint + 1, conventions, name) or _short_year(tokens, joint, first)
    if second is None:
        return _month_days(tokens, first, joint, conventions)
    pair = _completed(tokens, first, second, name)
    if pair is None:
        return _missing_year_period(first, second, word)
    if word == "and":
        return None
    precision, end = second.piece.precision, _calendar_after(tokens, second.end)[1]
    if word == "or":
        days = pair[0].hull(pair[1])
        parts = pair if not pair[0].intersects(pair[1]) and _FOUR_DIGITS.encloses(days) else ()
        return Date(days, days, precision, "", parts=parts, calendar=name), end
    return Date(pair[0], pair[1], precision, "", is_period=True, calendar=name, convention=first.convention), end


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


def _completed(tokens: Tokens, first: Said, second: Said, name: str = "gregorian") -> tuple[Interval, Interval] | None:
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
    """ "12 June to 14 June": a period without a year."""
    one, other = first.piece, second.piece
    if one.year is not None or other.year is not None or joint in ("or", "and"):
        return None
    return _yearless((one.month or 0, one.day or 0), (other.month or 0, other.day or 0)), second.end


def _yearless(first: tuple[int, int], last: tuple[int, int]) -> Date:
    """A period of which the year is missing."""
    anything = Interval.everything()
    return Date(anything, anything, "day" if first[1] else "month", "", is_period=True, missing_year=True,
                month_day=first, last_month_day=last)  # fmt: skip


def _day_range(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """ "18 to 20 April 2012", "12–14 June", "1 and 2 February"."""
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
    """ "April 3 to 9, 2014" and "June 12–14", after the first day."""
    piece = first.piece
    day, end = day_at(tokens, joint + 1)
    if not day or piece.day is None or piece.month is None or piece.year is not None or day <= piece.day:
        return None
    year = parse_piece(tokens, end + (tokens.word(end) == ","), conventions.century_start)
    if year is None or year.precision != "year":
        year = None
    last = Piece("day", end if year is None else year.end, None if year is None else year.year, piece.month, day)
    return _days_of_month(last._replace(day=piece.day), last, tokens.word(joint))


def _days_of_month(first: Piece, last: Piece, joint: str) -> tuple[Date, int] | None:
    """A period from one day of a month to another; "1 and 3 May" are two days, and no period."""
    if first.year is None:
        return _yearless((first.month or 0, first.day or 0), (last.month or 0, last.day or 0)), last.end
    start, end = days_of(first), days_of(last)
    if start is None or end is None:
        return None
    if joint == "and" and last.day != (first.day or 0) + 1:
        days = start.hull(end)
        return Date(days, days, "day", "", parts=(start, end)), last.end
    return Date(start, end, "day", "", is_period=True), last.end
