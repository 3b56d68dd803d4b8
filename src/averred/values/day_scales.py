"""How far apart days are, in exact arithmetic: in days, in full years, in years of the calendar.

So many full years are no fixed number of days, but always as many slots of a calendar (`calendar_slot`).
Each way to count numbers the days in their order. So "at most so many steps later" is a step function that
never falls, whatever is counted: the least that the search for what cannot hold needs
(`averred.conflicts.refuting`).
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.values.calendar import (
    MONTHS_OF_YEAR,
    SLOTS_OF_YEAR,
    calendar_slot,
    day_number,
    days_in_month,
    is_leap_slot,
    year_month_day,
)

if TYPE_CHECKING:
    from averred.values.interval import Number

#: After so many days the calendar is the same again.
PERIOD: Final = 146_097
_LONGEST_YEAR = 366


class DayScale(enum.Enum):
    """A way to number days; a later day never has a smaller number."""

    DAY = "day"
    SLOT = "slot"
    #: As slots, but 29 February, which most years lack, counts as 28 February, or as 1 March.
    SLOT_OR_BEFORE = "slot, or that of 28 February"
    SLOT_OR_AFTER = "slot, or that of 1 March"
    YEAR = "year"

    def number(self, day: int) -> int:
        """The number of a day."""
        match self:
            case DayScale.DAY:
                return day
            case DayScale.YEAR:
                return year_month_day(day)[0]
            case DayScale.SLOT:
                return calendar_slot(day)
        is_leap_day = is_leap_slot(calendar_slot(day))
        return calendar_slot(day + is_leap_day * (1 if self is DayScale.SLOT_OR_AFTER else -1))

    def last_day(self, number: int) -> int:
        """The last day whose number is at most this."""
        if self is DayScale.DAY:
            return number
        if self is DayScale.YEAR:
            return day_number(number, MONTHS_OF_YEAR, 31)
        year, slot = divmod(number, SLOTS_OF_YEAR)
        month, day = slot // 31 + 1, slot % 31 + 1
        last = day_number(year, month, min(day, days_in_month(year, month)))
        following = last + 1
        return following if self.number(following) <= number else last - (self.number(last) > number)


class Apart(NamedTuple):
    """One day is at most so many steps after another one.

    Attributes:
        steps: how many; below 0 for "at least so many before".
        since: how the earlier day is numbered.
        until: how the later day is numbered.
    """

    steps: int
    since: DayScale = DayScale.DAY
    until: DayScale = DayScale.DAY

    def latest(self, day: int) -> int:
        """The latest day that is not too far after a day."""
        if self.until is DayScale.DAY:
            return day + self.steps
        return self.until.last_day(self.since.number(day) + self.steps)

    def broken(self) -> Apart:
        """The contrary, with the two days changed round: what holds iff this does not."""
        return Apart(-self.steps - 1, self.until, self.since)

    @property
    def most_days(self) -> int:
        """So many days at most the later day is after the other one, whichever day that is.

        In years it may be one or two more than any day needs.
        """
        if self.until is DayScale.DAY:
            return self.steps
        if self.until is DayScale.YEAR:
            return most_days_of_years(self.steps + 1) - 1
        years, rest = divmod(self.most_slots or 0, SLOTS_OF_YEAR)
        return min(most_days_of_years(years) + min(rest, _LONGEST_YEAR), most_days_of_years(years + 1))

    @property
    def most_slots(self) -> int | None:
        """So many slots at most the later day is after the other one; None where slots are not counted."""
        if self.until in {DayScale.DAY, DayScale.YEAR}:
            return None
        leap_days = 3 * (self.since is DayScale.SLOT_OR_AFTER) + (self.until is DayScale.SLOT_OR_BEFORE)
        return self.steps + leap_days


def at_most(limit: Number, unit: str) -> Apart:
    """The later day is at most so many days, or full years, after the earlier one.

    Full years are rounded towards 0, so that a difference has only its sign changed if it is taken the
    other way round: "at least n" is `at_most(-n)` with the two days changed round.
    """
    whole = limit.__floor__()
    if unit == "day":
        return Apart(whole)
    is_full = whole < 0
    steps = whole * SLOTS_OF_YEAR if is_full else (whole + 1) * SLOTS_OF_YEAR - 1
    return Apart(steps, DayScale.SLOT, DayScale.SLOT)


def full_years(since: int, until: int) -> int:
    """How many full years are between two days, rounded towards 0; below 0 if the second comes first."""
    slots = calendar_slot(until) - calendar_slot(since)
    years = abs(slots) // SLOTS_OF_YEAR
    return years if slots >= 0 else -years


def most_days_of_years(years: int) -> int:
    """The most days that so many years can have, wherever they begin; for years below 0, back from there."""
    return 365 * years + (years + 3) // 4 if years >= 0 else -fewest_days_of_years(-years)


def fewest_days_of_years(years: int) -> int:
    """No more days than so many years have, wherever they begin."""
    return 365 * years + max(0, years // 4 - years // 100 - 1)


def fewest_days_of_months(months: Number) -> int:
    """No more days than so many months have, wherever they begin; a part of one is that part of 28 days."""
    years, rest = divmod(months.__floor__(), MONTHS_OF_YEAR)
    of_rest = min(_days_of_months(2001, first, rest) for first in _FIRST_MONTHS)
    return fewest_days_of_years(years) + of_rest + (months % 1 * _SHORTEST_MONTH).__floor__()


def most_days_of_months(months: Number) -> int:
    """No fewer days than so many months have, wherever they begin; a part of one is that part of 31 days."""
    years, rest = divmod(months.__floor__(), MONTHS_OF_YEAR)
    of_rest = max(_days_of_months(2003, first, rest) for first in _FIRST_MONTHS)
    return most_days_of_years(years) + of_rest + (months % 1 * _LONGEST_MONTH).__ceil__()


_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
#: The months of two years: of 2001 and 2002 none has a leap day, of 2003 and 2004 one has.
_FIRST_MONTHS = range(2 * MONTHS_OF_YEAR)


def _days_of_months(year: int, first: int, months: int) -> int:
    """How many days some months have, counted from a month after January of a year."""
    return _first_day(year, first + months) - _first_day(year, first)


def _first_day(year: int, months: int) -> int:
    years, month = divmod(months, MONTHS_OF_YEAR)
    return day_number(year + years, month + 1, 1)
