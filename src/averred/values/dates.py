"""The typed date: which days its words allow."""

from __future__ import annotations

import attrs

from averred.errors import ReadingError
from averred.records import Record
from averred.values import calendar
from averred.values.interval import Interval


@attrs.frozen(eq=False, repr=False)
class Date(Record):
    """A date or a period, as the days that it allows.

    A date that is not a period is one day that is not known more closely than `interval`, so that
    `start == end == interval`. A period begins on some day of `start` and ends on some day of `end`.
    Days are numbers as in `datetime.date.toordinal` (see `averred.values.calendar`).

    Attributes:
        start: the days on which it may begin (earliest and latest start).
        end: the days on which it may end (earliest and latest end).
        precision: what was written: "day", "month", "season", "year", "decade", "century", …
        text: the source's own words.
        is_period: it lasts from a start to an end ("18 to 20 April"), and is not one day.
        missing_year: the words name no year ("February 27"); it then allows every day.
        parts: the disjoint pieces, where the days allowed are not convex (EDTF sets, "1667 or 1760").
        calendar: "gregorian" or "julian", in which the words were written.
        convention: the convention that the reading rests on, None where nothing was assumed.
        month_day: the month and the day of a date whose year is missing.
        last_month_day: the same for the last day of a period whose year is missing.
        hedge: "about", "before", "after", … where the words have one.
    """

    start: Interval
    end: Interval
    precision: str
    text: str
    is_period: bool = False
    missing_year: bool = False
    parts: tuple[Interval, ...] = ()
    calendar: str = "gregorian"
    convention: str | None = None
    month_day: tuple[int, int] | None = None
    last_month_day: tuple[int, int] | None = None
    hedge: str | None = None

    @property
    def interval(self) -> Interval:
        """All the days that it allows, as one interval."""
        return self.start.hull(self.end)

    @property
    def days_of_year(self) -> tuple[int, int] | None:
        """Between which slots of a year its one day lies, whatever the year; None where nothing is known."""
        if self.is_period or self.hedge is not None or self.calendar != "gregorian":
            return None
        if self.month_day is not None:
            month, day = self.month_day
            first = calendar.slot_of_year(month, max(day, 1))
            return first, first if day else calendar.slot_of_year(month, 31)
        low, high = self.interval.lo, self.interval.hi
        if low is None or high is None:
            return None
        (year, *first_day), (last_year, *last_day) = map(calendar.year_month_day, (int(low), int(high)))
        if year != last_year:
            return None
        return calendar.slot_of_year(*first_day), calendar.slot_of_year(*last_day)

    def with_year(self, year: int) -> Date:
        """This date in an (astronomical) year, where its own words name none.

        Raises:
            ReadingError: if the date has a year already, or if that year has no such day.
        """
        if self.month_day is None:
            raise ReadingError(f"{self.text!r} has its year already")
        first = self._day_in(year, self.month_day)
        last = self._day_in(year, self.last_month_day) if self.last_month_day else first
        if last.is_below(first):
            raise ReadingError(f"{self.text!r} ends before it begins in the year {year}")
        if not self.is_period:
            first = last = first.hull(last)
        return attrs.evolve(
            self, start=first, end=last, missing_year=False, month_day=None, last_month_day=None
        )

    def _day_in(self, year: int, month_day: tuple[int, int]) -> Interval:
        """One day of a year, or all days of a month where the day is 0."""
        month, day = month_day
        if day == 0:
            return calendar.days_of_month(year, month, self.calendar)
        if not calendar.is_day(year, month, day, self.calendar):
            raise ReadingError(f"the year {year} has no day {self.text!r}")
        return Interval.point(calendar.day_number(year, month, day, self.calendar))


def same_days(a: Date, b: Date) -> bool:
    """Whether two dates allow the same days, in whatever words."""
    return _meaning(a) == _meaning(b)


def _meaning(date: Date) -> tuple[object, ...]:
    """What makes two dates the same."""
    return date.start, date.end, date.is_period, date.parts, date.month_day, date.last_month_day
