"""One date in words, without what is said about it: "8 May 2008", "May 8th", "the 1970s", "44 BC"."""

from __future__ import annotations

from typing import NamedTuple

from averred.values import calendar
from averred.values.interval import Interval
from averred.values.numerals import ORDINALS, SMALL, TENS
from averred.values.tokens import Tokens, phrase_list

MONTHS = {name.lower(): number for number, name in enumerate(calendar.MONTH_NAMES) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
WEEKDAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
    ]
)
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_ERAS = {
    tuple(era.split()): sign
    for sign, text in ((-1, "bc; bce; b . c .; b . c . e ."), (1, "ad; ce; a . d .; c . e ."))
    for era in phrase_list(text)
}
_ERA_STARTS = frozenset(words[0] for words in _ERAS)
_LONG_SPANS = {"century": 100, "centuries": 100, "millennium": 1_000}
#: EDTF writes years as long as this (Y…E99), and they are printed back.
MOST_YEAR_DIGITS = 120
#: Written as one word right after digits: "1970s".
_FIRST_YEARS = 100


class Piece(NamedTuple):
    """A date as written: what is not said is None.

    Attributes:
        precision: "day", "month", "season", "year", "decade", "century", "millennium".
        end: the index of the token after it.
        year: astronomical; the first one where it is a decade or longer.
        month, day: as written; for a season its first month.
        years: how many years it lasts, where it is years.
        plain_year: its year stands without an era, and takes that of the later year in "300 to 200 BC".
    """

    precision: str
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int = 1
    plain_year: bool = False


def parse_piece(tokens: Tokens, i: int, century_start: int = 1) -> Piece | None:
    """The date that begins at `i`; None if none does, or if there is no such day."""
    piece = _parse_piece(tokens, i, century_start)
    return None if piece is None or piece.precision == "none" else piece


def _parse_piece(tokens: Tokens, i: int, century_start: int) -> Piece | None:
    """The same, with the precision "none" for a day that does not exist."""
    if tokens.word(i) in WEEKDAYS:
        i += 1 + (tokens.word(i + 1) in (",", "."))
        i += tokens.word(i) == "on"
    i += tokens.word(i) == "the"
    i += tokens.word(i) == "year"
    word = tokens.word(i)
    if word in MONTHS:
        return _month_first(tokens, i)
    if word in SEASONS:
        return _season(tokens, i)
    if tokens.raw(i) in ("AD", "CE") and tokens.word(i + 1).isdecimal():
        return _year_after_era(tokens, i + 1)
    return _long_span(tokens, i, century_start) or (
        _digits_first(tokens, i) if word[:1].isdigit() or word in ORDINALS else None
    )


def _digits_first(tokens: Tokens, i: int) -> Piece | None:
    """`2012-02-26`, `26/02/2012`, "8 May 2008", "1992", "the 1970s"."""
    numeric = _iso(tokens, i) or _slashed(tokens, i)
    if numeric is not None:
        return numeric
    day, end = day_at(tokens, i)
    if day:
        month = end + (tokens.word(end) == "of") + (tokens.word(end) == "-" and tokens.glued(end))
        if tokens.word(month) in MONTHS:
            return _with_year(tokens, month + 1 + _dot(tokens, month), MONTHS[tokens.word(month)], day)
    if tokens.glued(i + 1) and (tokens.word(i + 1) == "s" or tokens.word(i + 1) in _SUFFIXES):
        return _decade(tokens, i) if tokens.word(i + 1) == "s" else None
    year = _year(tokens, i)
    if year is None or (year[2] and not _looks_like_year(tokens, i)):
        return None
    return Piece("year", year[1], year[0], plain_year=year[2])


def _looks_like_year(tokens: Tokens, i: int) -> bool:
    """Whether digits without month or era are a year: four of them, "the year 890", "300 to 200 BC"."""
    digits = len(tokens.words[i])
    if digits == 3:
        return tokens.word(i - 1) == "year" or _era(tokens, i + 3)[0] != 0
    return digits == 4


def day_at(tokens: Tokens, i: int) -> tuple[int, int]:
    """The day of a month at `i` ("8", "8th", "eighth"), and the token after it; 0 if there is none."""
    word = tokens.word(i)
    if word in ORDINALS:
        return ORDINALS[word], i + 1
    if not word.isdecimal() or len(word) > 2 or not 1 <= int(word) <= 31:
        return 0, i
    return int(word), i + 1 + (tokens.word(i + 1) in _SUFFIXES and tokens.glued(i + 1))


def _dot(tokens: Tokens, i: int) -> int:
    """1 where a full stop ends an abbreviated month ("Sept. 30")."""
    return int(
        tokens.word(i + 1) == "."
        and tokens.glued(i + 1)
        and len(tokens.words[i]) <= 4
        and tokens.word(i + 2)[:1].isdigit()
    )


def _month_first(tokens: Tokens, i: int) -> Piece | None:
    """Such as "May 8, 2008", "May 8th", "May 2008", "May"."""
    month, after = MONTHS[tokens.word(i)], i + 1 + _dot(tokens, i)
    day, end = day_at(tokens, after + (tokens.word(after) == "the"))
    if day and not (tokens.glued(end) and tokens.word(end) in (":", "%", "/")):
        return _with_year(tokens, end, month, day)
    return _with_year(tokens, after, month, None)


def _with_year(tokens: Tokens, i: int, month: int, day: int | None) -> Piece:
    """A month, perhaps with its day, and the year that may follow."""
    if day is not None and not calendar.is_day(2000, month, day):
        return Piece("none", i)
    comma = tokens.word(i) == ","
    year = _year(
        tokens, i + comma + (tokens.word(i + comma) in ("of", "-")), after_comma=comma or day is None
    )
    precision = "month" if day is None else "day"
    if year is None:
        return Piece(precision, i, None, month, day)
    return Piece(precision, year[1], year[0], month, day, plain_year=year[2])


def _season(tokens: Tokens, i: int) -> Piece | None:
    """Such as "spring 1848", "winter of 1962", "Spring, 2002"; a season without a year is none."""
    year = _year(tokens, i + 1 + (tokens.word(i + 1) in ("of", ",", "in")))
    return None if year is None else Piece("season", year[1], year[0], SEASONS[tokens.word(i)])


def _year(tokens: Tokens, i: int, *, after_comma: bool = False) -> tuple[int, int, bool] | None:
    """The (astronomical) year at `i`, the token after it, and whether it stands without an era."""
    word = tokens.word(i)
    if not word.isdecimal() or not word.isascii() or len(word) > MOST_YEAR_DIGITS:
        return None
    era, end = _era(tokens, i + 1)
    value = int(word)
    if era:
        return (value if era > 0 else 1 - value, end, False) if value else None
    if len(word) < 3 or (after_comma and len(word) < 4) or value < _FIRST_YEARS:
        return None
    return value, end, True


def _year_after_era(tokens: Tokens, i: int) -> Piece | None:
    """The year of "AD 79", which may be as short as it likes; None for a number that is none."""
    word = tokens.words[i]
    value = int(word) if word.isascii() and len(word) <= MOST_YEAR_DIGITS else 0
    return Piece("year", i + 1, value) if value else None


def _era(tokens: Tokens, i: int) -> tuple[int, int]:
    """-1 for BC, 1 for AD, 0 for neither; and the token after it."""
    for words, sign in _ERAS.items() if tokens.word(i) in _ERA_STARTS else ():
        if tokens.matches(i, words) and tokens.raw(i).isupper():
            return sign, i + len(words)
    return 0, i


def _iso(tokens: Tokens, i: int) -> Piece | None:
    """`2012-02-26`, as one word."""
    parts = tokens.words[i : i + 5]
    if (
        len(parts) < 5
        or parts[1] != "-"
        or parts[3] != "-"
        or [len(part) for part in parts[::2]] != [4, 2, 2]
    ):
        return None
    if not all(part.isdecimal() for part in parts[::2]) or not all(
        tokens.glued(j) for j in range(i + 1, i + 5)
    ):
        return None
    return Piece("day", i + 5, int(parts[0]), int(parts[2]), int(parts[4]))


def _slashed(tokens: Tokens, i: int) -> Piece | None:
    """`26/02/2012`, where only one order of day and month is possible."""
    parts = tokens.words[i : i + 5]
    if len(parts) < 5 or parts[1] != "/" or parts[3] != "/" or len(parts[4]) != 4:
        return None
    if not all(part.isdecimal() and len(part) <= 4 for part in parts[::2]):
        return None
    first, second, year = (int(part) for part in parts[::2])
    if first > 12 >= second or first == second:
        return Piece("day", i + 5, year, second, first)
    return Piece("day", i + 5, year, first, second) if second > 12 >= first else None


def _decade(tokens: Tokens, i: int) -> Piece | None:
    """Such as "1970s", "1900s" (the decade), "500s BC"."""
    digits = tokens.words[i]
    if not digits.isdecimal() or not digits.endswith("0") or not 2 < len(digits) <= 4:
        return None
    era, end = _era(tokens, i + 2)
    year = int(digits)
    return Piece("decade", end, -year - 8 if era < 0 else year, years=10)


def _long_span(tokens: Tokens, i: int, century_start: int) -> Piece | None:
    """Such as "the 16th century", "sixth century BC", "3rd millennium BC"."""
    number, end = ordinal_at(tokens, i)
    end += tokens.word(end) == "-" and tokens.glued(end)
    length = _LONG_SPANS.get(tokens.word(end), 0)
    if not number or not length or number * length > 10_000:
        return None
    era, after = _era(tokens, end + 1)
    first = 1 - number * length if era < 0 else (number - 1) * length + century_start
    return Piece("century" if length == 100 else "millennium", after, first, years=length)


def ordinal_at(tokens: Tokens, i: int) -> tuple[int, int]:
    """The place in a row at `i` ("twentieth", "20th", "twenty-first"), and the token after it; 0 if none."""
    word = tokens.word(i)
    if word in ORDINALS and word != "zeroth":
        return ORDINALS[word], i + 1
    digits = word.replace(",", "")
    if digits.isdecimal() and len(digits) < 10 and tokens.word(i + 1) in _SUFFIXES and tokens.glued(i + 1):
        return int(digits), i + 2
    if word in TENS and tokens.word(i + 1) == "-" and tokens.glued(i + 1):
        unit = ORDINALS.get(tokens.word(i + 2), 0)
        return (TENS[word] + unit, i + 3) if 0 < unit < 10 else (0, i)
    hundreds = SMALL.get(word, 1 if word == "one" else 0) if tokens.word(i + 1) == "hundredth" else 0
    return (hundreds * 100, i + 2) if hundreds else (100, i + 1) if word == "hundredth" else (0, i)


def days_of(piece: Piece, name: str = "gregorian") -> Interval | None:
    """The days of a dated piece; None if its year is missing or it is no day of the calendar."""
    year, month, day = piece.year, piece.month, piece.day
    if year is None:
        return None
    if piece.precision == "season" and month is not None:
        last = month + 2
        return Interval(
            calendar.day_number(year, month, 1, name),
            calendar.days_of_month(year + (last > 12), (last - 1) % 12 + 1, name).hi,
        )
    if day is not None and month is not None:
        if not calendar.is_day(year, month, day, name):
            return None
        return Interval.point(calendar.day_number(year, month, day, name))
    if month is not None:
        return calendar.days_of_month(year, month, name)
    return calendar.days_between((year, 1, 1), (year + piece.years - 1, 12, 31), name)
