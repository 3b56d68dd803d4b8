"""Days as whole numbers: the proleptic Gregorian calendar and the Julian one.

Day 1 is 0001-01-01 (Gregorian), as in `datetime.date.toordinal`; day 0 is the day before it. Years
are astronomical: year 0 is 1 BCE and year -1 is 2 BCE (ISO 8601), so that arithmetic has no gap.
"""

from __future__ import annotations

from averred.values.interval import Interval

#: Days before a month in a year of 365 days; index 1 is January.
_DAYS_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: Day number of 1 January of the Julian year 1 (30 December of the Gregorian year 0).
_JULIAN_START = -1

MONTHS_OF_YEAR = 12
SLOTS_OF_YEAR = 372
#: The slot of 29 February in its year, and how far from it that of 1 March is.
_LEAP_SLOT = 31 + 28
_TO_MARCH = 3
MONTH_NAMES = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def is_leap(year: int, calendar: str = "gregorian") -> bool:
    """Whether an astronomical year has 366 days."""
    if calendar == "julian":
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int, calendar: str = "gregorian") -> int:
    """How many days a month (1 to 12) has."""
    return 29 if month == 2 and is_leap(year, calendar) else _DAYS_IN_MONTH[month]


def day_number(year: int, month: int, day: int, calendar: str = "gregorian") -> int:
    """The number of a day; the day is not checked against the month's length."""
    before = year - 1
    number = before * 365 + before // 4 + _DAYS_BEFORE[month] + (month > 2 and is_leap(year, calendar)) + day
    if calendar == "julian":
        return number + _JULIAN_START - 1
    return number - before // 100 + before // 400


def year_month_day(number: int) -> tuple[int, int, int]:
    """The Gregorian year, month and day of a day number: the inverse of `day_number`."""
    year = (number * 400 - 1) // 146_097 + 1
    if number <= day_number(year, 1, 0):
        year -= 1
    elif number > day_number(year, 12, 31):
        year += 1
    month = 12
    while number < day_number(year, month, 1):
        month -= 1
    return year, month, number - day_number(year, month, 1) + 1


def calendar_slot(number: int) -> int:
    """A day as a slot of a calendar with 31 slots a month, so that n years are always 372 · n slots.

    Slots keep the order of days. 29 February and a year is a slot between 28 February and 1 March, so a
    year from a leap day is full on 1 March.
    """
    year, month, day = year_month_day(number)
    return year * SLOTS_OF_YEAR + slot_of_year(month, day)


def slot_of_year(month: int, day: int) -> int:
    """A day as a slot of its year, of which each month has 31: from 0 to 371."""
    return (month - 1) * 31 + day - 1


def is_leap_slot(slot: int) -> bool:
    """Whether a slot is that of 29 February, which most years lack."""
    return slot % SLOTS_OF_YEAR == _LEAP_SLOT


def beside_leap_day(slots: Interval) -> Interval:
    """Slots with 28 February and 1 March where they begin or end on 29 February, which most years lack."""
    low, high = slots.lo, slots.hi
    if low is not None and is_leap_slot(int(low)):
        low -= 1
    if high is not None and is_leap_slot(int(high)):
        high += _TO_MARCH
    return Interval(low, high)


def is_day(year: int, month: int, day: int, calendar: str = "gregorian") -> bool:
    """Whether such a day exists."""
    return 1 <= month <= MONTHS_OF_YEAR and 1 <= day <= days_in_month(year, month, calendar)


def days_of_year(year: int, calendar: str = "gregorian") -> Interval:
    """The days of an astronomical year."""
    return days_between((year, 1, 1), (year, 12, 31), calendar)


def days_of_month(year: int, month: int, calendar: str = "gregorian") -> Interval:
    """The days of a month."""
    return days_between((year, month, 1), (year, month, days_in_month(year, month, calendar)), calendar)


def days_between(
    first: tuple[int, int, int], last: tuple[int, int, int], calendar: str = "gregorian"
) -> Interval:
    """From one day to another, both included."""
    return Interval(day_number(*first, calendar), day_number(*last, calendar))


def time_between(first: int, last: int) -> str:
    """The time from one day to a later one in words: full years, then days ("20 years and 3 days")."""
    year, month, day = year_month_day(first)
    years = year_month_day(last)[0] - year
    if _after_years(years, year, month, day) > last:
        years -= 1
    rest = last - _after_years(years, year, month, day)
    day_words = f"{rest} day{'' if rest == 1 else 's'}"
    if not years:
        return day_words
    year_words = f"{years} year{'' if years == 1 else 's'}"
    return f"{year_words} and {day_words}" if rest else year_words


def _after_years(years: int, year: int, month: int, day: int) -> int:
    """The same day some years later; 29 February is the 28th in most years."""
    return day_number(year + years, month, min(day, days_in_month(year + years, month)))


def day_text(number: int) -> str:
    """A day as ISO 8601 writes it: `2012-02-26`, `-0043-03-15`."""
    year, month, day = year_month_day(number)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"
