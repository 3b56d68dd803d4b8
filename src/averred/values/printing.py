"""Prints a reading in words that read back to the same reading, under the default conventions."""

from __future__ import annotations

from averred.errors import ReadingError
from averred.values import calendar, units
from averred.values.conventions import DEFAULT_CONVENTIONS
from averred.values.dates import Date, same_days
from averred.values.interval import Interval, Number, number_text
from averred.values.phrases import read_date, read_quantity
from averred.values.value import Ordinal, Quantity, Reading

_HEDGE_WORDS = {"about": "about ", "nearly": "nearly ", "slightly-more-than": "just over ", None: ""}


def in_words(value: Reading) -> str:
    """A reading in words: "about 200,000 people", "between 20 and 30 km", "26 February 2012", "20th".

    The words read back to the same numbers or days. A count of things with an unusual plural is
    printed without its noun: read it back with `unit=`.
    """
    if isinstance(value, Ordinal):
        return f"{value.number:,}{_suffix(value.number)}"
    if isinstance(value, Date):
        return _date(value)
    return _quantity(value)


def _suffix(number: int) -> str:
    """The letters after an ordinal's digits."""
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _quantity(value: Quantity) -> str:
    """A quantity: as it was hedged where that says it all, else with its exact ends."""
    noun = _noun(value.unit)
    if value.centre is not None and value.hedge in _HEDGE_WORDS:
        words = f"{_HEDGE_WORDS[value.hedge]}{spoken(value.centre)}{noun}"
        if _reads_back(words, value):
            return words
    return f"{_ends(value.interval)}{noun}"


def _reads_back(words: str, value: Quantity) -> bool:
    """Whether words have the interval of a value."""
    try:
        return read_quantity(words, value.unit, DEFAULT_CONVENTIONS).interval == value.interval
    except ReadingError:
        return False


def _noun(unit: str | None) -> str:
    """The unit as it stands after a number; nothing where its plural does not read back."""
    if unit is None:
        return ""
    noun = units.plural(unit)
    if units.is_count(unit) and noun != "people" and (units.singular(noun) != unit or not noun.isalpha()):
        return ""
    return f" {noun}"


def spoken(number: Number) -> str:
    """A number in digits that nobody can misread: `200,000`, `1.2340` (three decimals might be thousands)."""
    digits = number_text(number)
    if "/" in digits:
        return digits
    whole, point, decimals = digits.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}" if not point else whole
    return f"{sign}{grouped}{point}{decimals}{'0' if len(decimals) == 3 else ''}"


def _ends(interval: Interval) -> str:
    """The ends of an interval in words."""
    low, high = interval.lo, interval.hi
    if low is None and high is None:
        return "any number of"
    if low is not None and low == high:
        return f"exactly {spoken(low)}"
    least = "" if low is None else f"{'more than' if interval.lo_open else 'at least'} {spoken(low)}"
    most = "" if high is None else f"{'less than' if interval.hi_open else 'at most'} {spoken(high)}"
    if low is not None and high is not None and not interval.lo_open and not interval.hi_open:
        return f"between {spoken(low)} and {spoken(high)}"
    return " and ".join(part for part in (least, most) if part)


def _date(date: Date) -> str:
    """A date: by its precision where that says it all, else with its exact days."""
    if date.missing_year and date.month_day is not None:
        first = _month_day(date.month_day)
        return first if date.last_month_day is None else f"from {first} to {_month_day(date.last_month_day)}"
    for words in (_by_precision(date), _exactly(date)):
        if words and _is_same(words, date):
            return words
    return _exactly(date)


def _is_same(words: str, date: Date) -> bool:
    """Whether words read back to a date."""
    try:
        return same_days(read_date(words, DEFAULT_CONVENTIONS), date)
    except ReadingError:
        return False


def _month_day(month_day: tuple[int, int]) -> str:
    """A day without a year."""
    month, day = month_day
    return f"{day or ''} {calendar.MONTH_NAMES[month]}".strip()


def _by_precision(date: Date) -> str:
    """The words of a date of which start and end are whole days, months or years."""
    if date.parts:
        return ""
    if not date.is_period:
        return _whole(date.start)
    first, last = _whole(date.start), _whole(date.end)
    return f"from {first} to {last}" if first and last else ""


def _whole(days: Interval) -> str:
    """A whole day, month or year; nothing for other days."""
    if days.lo is None or days.hi is None:
        return ""
    year, month, __ = calendar.year_month_day(int(days.lo))
    if days.is_point:
        return _day(int(days.lo))
    if days == calendar.days_of_month(year, month):
        return f"{calendar.MONTH_NAMES[month]} {_year(year)}"
    return _year(year) if days == calendar.days_of_year(year) else ""


def _year(year: int) -> str:
    """A year, with its era where it needs one."""
    if year <= 0:
        return f"{1 - year} BC"
    return f"{year}" if year >= 1000 else f"{year} AD"


def _day(number: int) -> str:
    """A day: "26 February 2012"."""
    year, month, day = calendar.year_month_day(number)
    return f"{day} {calendar.MONTH_NAMES[month]} {_year(year)}"


def _exactly(date: Date) -> str:
    """The exact days of a date, one by one."""
    if date.parts:
        return f"[{','.join(_edtf_range(part) for part in date.parts)}]"
    if date.is_period:
        return f"from {_days(date.start)} to {_days(date.end)}"
    return _days(date.start)


def _edtf_range(days: Interval) -> str:
    """Days as a member of a set of ISO 8601-2."""
    low = "" if days.lo is None else calendar.day_text(int(days.lo))
    high = "" if days.hi is None else calendar.day_text(int(days.hi))
    return low if low == high else f"{low}..{high}"


def _days(days: Interval) -> str:
    """Some days: "between … and …", "on or after …"."""
    if days.lo is None and days.hi is None:
        return "any day"
    if days.lo is None or days.hi is None:
        return (
            f"on or before {_day(int(days.hi))}"
            if days.hi is not None
            else f"on or after {_day(int(days.lo or 0))}"
        )
    if days.is_point:
        return _day(int(days.lo))
    return f"between {_day(int(days.lo))} and {_day(int(days.hi))}"
