"""Reading dates: every row is a phrase and the days that it allows."""

from __future__ import annotations

import attrs
import pytest

from averred.errors import ReadingError
from averred.values import DEFAULT_CONVENTIONS, Date, Interval, read_date, same_reading
from averred.values.calendar import day_number, day_text, days_of_month, year_month_day

#: Phrase → days ("first..last"; "start to end" of a period; "or" between pieces; (month, day) without a
#: year), precision, hedge.
READINGS = [
    ("26 February 2012", "2012-02-26 day -"),
    ("2012-02-26", "2012-02-26 day -"),
    ("8 May 2008", "2008-05-08 day -"),
    ("8th of May 2008", "2008-05-08 day -"),
    ("8th May, 2008", "2008-05-08 day -"),
    ("the eighth of May 2008", "2008-05-08 day -"),
    ("Thursday, 8 May 2008", "2008-05-08 day -"),
    ("Thursday 8 May 2008", "2008-05-08 day -"),
    ("May 8, 2008", "2008-05-08 day -"),
    ("May 8th, 2008", "2008-05-08 day -"),
    ("May the 8th", "(5, 8) day -"),
    ("May 2008", "2008-05-01..2008-05-31 month -"),
    ("May, 2008", "2008-05-01..2008-05-31 month -"),
    ("Sept. 30, 2001", "2001-09-30 day -"),
    ("On February 27", "(2, 27) day -"),
    ("4 March", "(3, 4) day -"),
    ("4 March (Julian)", "(3, 4) day -"),
    ("26/02/2012", "2012-02-26 day -"),
    ("02/26/2012", "2012-02-26 day -"),
    ("02/02/2012", "2012-02-02 day -"),
    ("1992", "1992-01-01..1992-12-31 year -"),
    ("the year 1204", "1204-01-01..1204-12-31 year -"),
    ("the year 890", "0890-01-01..0890-12-31 year -"),
    ("44 BC", "-0043-01-01..-0043-12-31 year -"),
    ("44 B.C.", "-0043-01-01..-0043-12-31 year -"),
    ("15 March 44 BC", "-0043-03-15 day -"),
    ("AD 900", "0900-01-01..0900-12-31 year -"),
    ("900 AD", "0900-01-01..0900-12-31 year -"),
    ("900 CE", "0900-01-01..0900-12-31 year -"),
    ("the 1990s", "1990-01-01..1999-12-31 decade -"),
    ("1990s", "1990-01-01..1999-12-31 decade -"),
    ("500s BC", "-0508-01-01..-0499-12-31 decade -"),
    ("the 16th century", "1501-01-01..1600-12-31 century -"),
    ("the sixteenth century", "1501-01-01..1600-12-31 century -"),
    ("the 6th century BC", "-0599-01-01..-0500-12-31 century -"),
    ("twenty-first century", "2001-01-01..2100-12-31 century -"),
    ("3rd millennium BC", "-2999-01-01..-2000-12-31 millennium -"),
    ("2nd millennium", "1001-01-01..2000-12-31 millennium -"),
    ("19th-century", "1801-01-01..1900-12-31 century -"),
    ("early 1970s", "1970-01-01..1973-12-31 decade -"),
    ("the early 1970s", "1970-01-01..1973-12-31 decade -"),
    ("mid-1980s", "1983-01-01..1986-12-31 decade -"),
    ("late 2008", "2008-08-01..2008-12-31 year -"),
    ("early May 2008", "2008-05-01..2008-05-13 month -"),
    ("mid May 2008", "2008-05-10..2008-05-22 month -"),
    ("late 16th century", "1561-01-01..1600-12-31 century -"),
    ("the beginning of 2024", "2024-01-01..2024-05-31 year -"),
    ("the middle of May 2008", "2008-05-10..2008-05-22 month -"),
    ("the end of 2024", "2024-08-01..2024-12-31 year -"),
    ("first half of the 16th century", "1501-01-01..1550-12-31 century -"),
    ("the second half of 2023", "2023-07-01..2023-12-31 year -"),
    ("second half of May 2008", "2008-05-16..2008-05-31 month -"),
    ("spring 1848", "1848-03-01..1848-05-31 season -"),
    ("the spring of 1848", "1848-03-01..1848-05-31 season -"),
    ("Spring, 2002", "2002-03-01..2002-05-31 season -"),
    ("winter of 1962", "1962-01-01..1962-02-28 or 1962-12-01..1963-02-28 season -"),
    ("winter 1900 BC", "-1899-01-01..-1899-02-28 or -1899-12-01..-1898-02-28 season -"),
    ("early winter 1962", "1962-12-01..1963-01-05 season -"),
    ("around spring 1848", "1848-01-30..1848-07-01 season about"),
    ("about 8 May 2008", "2008-05-05..2008-05-11 day about"),
    ("around May 2008", "2008-03-31..2008-07-01 month about"),
    ("circa 1320", "1315-01-01..1325-12-31 year about"),
    ("c. 1320", "1315-01-01..1325-12-31 year about"),
    ("ca 1320", "1315-01-01..1325-12-31 year about"),
    ("about the 16th century", "1451-01-01..1650-12-31 century about"),
    ("around 1970s", "1965-01-01..1984-12-31 decade about"),
    ("before 1800", "…..1799-12-31 year before"),
    ("prior to 1800", "…..1799-12-31 year before"),
    ("until 1911", "…..1911-12-31 year until"),
    ("by 2026", "…..2026-12-31 year until"),
    ("no later than 5 May 2001", "…..2001-05-05 day until"),
    ("on or before 5 May 2001", "…..2001-05-05 day until"),
    ("after 1755", "1756-01-01..… year after"),
    ("since May 1889", "1889-05-01..… month from"),
    ("from 1889 onwards", "1889-01-01..… year from"),
    ("from 1889", "1889-01-01..… year from"),
    ("1889 onwards", "1889-01-01..… year from"),
    ("no earlier than May 2001", "2001-05-01..… month from"),
    ("1969 or before", "…..1969-12-31 year until"),
    ("1872 or earlier", "…..1872-12-31 year until"),
    ("October 1917 or later", "1917-10-01..… month from"),
    ("between 1640 and 1645", "1640-01-01..1645-12-31 year range"),
    ("between 4 May and 8 May 2001", "2001-05-04..2001-05-08 day range"),
    ("between May and June 2001", "2001-05-01..2001-06-30 month range"),
    ("1702 to 1714", "1702-01-01..1702-12-31 to 1714-01-01..1714-12-31 year -"),
    ("from 1818 to 1825", "1818-01-01..1818-12-31 to 1825-01-01..1825-12-31 year -"),
    ("1939–45", "1939-01-01..1939-12-31 to 1945-01-01..1945-12-31 year -"),
    ("1939-1945", "1939-01-01..1939-12-31 to 1945-01-01..1945-12-31 year -"),
    ("8 May – 12 June 2008", "2008-05-08 to 2008-06-12 day -"),
    ("8 May 2008 to 12 June 2008", "2008-05-08 to 2008-06-12 day -"),
    ("12 June to 14 June", "(6, 12) to (6, 14) day -"),
    ("May to June", "(5, 0) to (6, 0) month -"),
    ("18 to 20 April", "(4, 18) to (4, 20) day -"),
    ("18 to 20 April 2012", "2012-04-18 to 2012-04-20 day -"),
    ("12–14 June", "(6, 12) to (6, 14) day -"),
    ("April 3 to 9, 2014", "2014-04-03 to 2014-04-09 day -"),
    ("June 12–14", "(6, 12) to (6, 14) day -"),
    ("1 and 2 February 2001", "2001-02-01 to 2001-02-02 day -"),
    ("1 and 3 May 2001", "2001-05-01 or 2001-05-03 day -"),
    ("300 to 200 BC", "-0299-01-01..-0299-12-31 to -0199-01-01..-0199-12-31 year -"),
    ("early 1970s to late 1980s", "1970-01-01..1973-12-31 to 1986-01-01..1989-12-31 decade -"),
    ("1667 or 1760", "1667-01-01..1667-12-31 or 1760-01-01..1760-12-31 year -"),
    ("1667 or 1667", "1667-01-01..1667-12-31 year -"),
    ("12000 BC or 11000 BC", "-11999-01-01..-10999-12-31 year -"),
    ("any day", "…..… day -"),
    ("25 October 1917 (Julian)", "1917-11-07 day -"),
    ("25 October 1917 O.S.", "1917-11-07 day -"),
    ("25 October 1917 (N.S.)", "1917-10-25 day -"),
    ("from 25 October 1917 (Julian) to 8 November 1917 (Julian)", "1917-11-07 to 1917-11-21 day -"),
    ("29 February 1900 (Julian)", "1900-03-13 day -"),
    ("from between 1 May 1801 and 3 May 1801 to 5 June 1801", "1801-05-01..1801-05-03 to 1801-06-05 day -"),
    ("from on or before 3 May 1801 to any day", "…..1801-05-03 to …..… day -"),
    ("29 February", "(2, 29) day -"),
    ("26 February 12012", "12012-02-26 day -"),
    ("1985/..", "1985-01-01..1985-12-31 to 1985-01-01..… year -"),
    ("2001-21", "2001-01-01..2001-03-31 season -"),
    ("8 May 2008 to 12 June", "2008-05-08 to 2008-06-12 day -"),
    (" 8 May 2008", "2008-05-08 day -"),
    ("8-May-2008", "2008-05-08 day -"),
    ("500 to 600 AD", "0500-01-01..0500-12-31 to 0600-01-01..0600-12-31 year -"),
    ("12 June 2001 or 14 June 2001", "2001-06-12 or 2001-06-14 day -"),
    ("early 44 BC", "-0043-01-01..-0043-05-31 year -"),
    ("around 44 BC", "-0048-01-01..-0038-12-31 year about"),
]
REFUSED = [
    "April 890",
    "before 4 March",
    "1 and 3 May",
    "31 April 2012",
    "29 February 1900",
    "February 30",
    "03/04/2012",
    "13/13/2012",
    "99/99/99",
    "about 200",
    "between 2001 and 1999",
    "between 1640",
    "from 1800 to 1700",
    "18 to 12 April",
    "20 to 30",
    "8 May 2008 and 9 May 2008",
    "May 8 and",
    "spring",
    "in",
    "of the",
    "1991s",
    "0 BC",
    "500 to 600",
    "zeroth century",
    "May 32",
    "12345",
    "from",
    "between",
    "18 and May",
    "32 May",
    "on 5",
    "15:30 on 4 May 2001",
    "from between 1801 and 1802 to 1700",
    "from between 1801 and 1802 and",
    "from 1818 to 1825 (Julian) x",
    "tenth of",
    "about",
    "early",
    "early May",
    "12 June to 14 June or",
    "from 12 June or 14 June",
    "1000th century",
    "May 8–12 and",
    "1939–38",
    "1939 – 45",
    "5 May 2001 to",
    "8 May to 3 May 2008",
    "18 to May 20, 2001",
    "28 to 30 February 2001",
    "28 to 29 February 2001",
    "from between 1801 and 1802 to x",
    "4 March or later",
    "26/x/2012",
    "1 May 2001 (Julian",
    "between 4 May and 8 May",
    "May 2001 to 5",
]


def _days(days: Interval) -> str:
    """Days as the table has them."""
    ends = ["…" if end is None else day_text(int(end)) for end in (days.lo, days.hi)]
    return ends[0] if days.is_point else "..".join(ends)


def _shown(date: Date) -> str:
    """A date as the table has it."""
    if date.missing_year:
        days = " to ".join(str(part) for part in (date.month_day, date.last_month_day) if part)
    elif date.is_period:
        days = f"{_days(date.start)} to {_days(date.end)}"
    else:
        days = " or ".join(_days(part) for part in date.parts or (date.interval,))
    return f"{days} {date.precision} {date.hedge or '-'}"


@pytest.mark.parametrize("phrase, expected", READINGS)
def test_a_date_has_its_days(phrase: str, expected: str) -> None:
    """A date is read as the days that it allows, with precision and hedge, and keeps its words."""
    actual = read_date(phrase)

    assert (expected, phrase) == (_shown(actual), actual.text)


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_is_no_date_is_refused(phrase: str) -> None:
    """What is no date, is ambiguous or does not exist is refused with a suggestion."""
    with pytest.raises(ReadingError) as refusal:
        read_date(phrase)

    assert refusal.value.suggestion


def test_a_date_says_on_which_convention_it_rests() -> None:
    """Parts of periods, seasons and "about" print what was assumed; a plain date nothing."""
    phrases = [
        "early 1970s",
        "spring 1848",
        "winter 1848",
        "circa 1320",
        "about 8 May 2008",
        "2001-21",
        "1992",
    ]
    expected = [
        "early = from 0 % to 40 % of it",
        "seasons are those of the north, in whole months",
        "the winter of a year is either of its two",
        "about = ±5 years",
        "about = ±3 days",
        "season 21 = January to March",
        None,
    ]

    assert expected == [read_date(phrase).convention for phrase in phrases]


def test_conventions_of_dates_can_be_changed() -> None:
    """Centuries, season codes and the reach of "about" are the user's choice."""
    popular = attrs.evolve(DEFAULT_CONVENTIONS, century_start=0)
    seasons = attrs.evolve(DEFAULT_CONVENTIONS, seasons="meteorological")
    loose = attrs.evolve(DEFAULT_CONVENTIONS, about_years=20)

    assert ["1900-01-01..1999-12-31", "2001-12-01..2002-02-28", "1300-01-01..1340-12-31"] == [
        _days(read_date(phrase, conventions=conventions).interval)
        for phrase, conventions in (("20th century", popular), ("2001-24", seasons), ("circa 1320", loose))
    ]


def test_a_missing_year_is_filled_in() -> None:
    """A day, a month and a period take the year that they are given, in their own calendar."""
    expected = ["2012-02-27", "2012-02-01..2012-02-29", "2012-04-18 to 2012-04-20", "2012-03-17"]
    filled = [
        read_date(words).with_year(2012)
        for words in ("February 27", "February", "18 to 20 April", "4 March (Julian)")
    ]

    assert expected == [_shown(date).removesuffix(f" {date.precision} -") for date in filled]
    assert not any(date.missing_year for date in filled)


@pytest.mark.parametrize(
    "phrase, year", [("29 February", 2011), ("8 May 2008", 2012), ("30 May to 2 April", 2012)]
)
def test_a_year_that_does_not_fit_is_refused(phrase: str, year: int) -> None:
    """A day that the year does not have, a date with a year, a period that would end first: refused."""
    with pytest.raises(ReadingError):
        read_date(phrase).with_year(year)


def test_a_period_without_years_may_end_in_the_next_one() -> None:
    """Without a year nobody can say that a period ends before it begins."""
    assert (5, 30) == read_date("30 May to 2 April").month_day


def test_the_same_day_is_the_same_in_any_words() -> None:
    """EDTF, English and American order, and both calendars name the same day."""
    day = read_date("7 November 1917")

    assert all(
        same_reading(day, read_date(words))
        for words in ("1917-11-07", "November 7, 1917", "25 October 1917 (Julian)", "7th of November 1917")
    )
    assert not same_reading(day, read_date("November 1917"))


def test_day_numbers_are_those_of_the_standard_library() -> None:
    """Day 1 is 0001-01-01 and the calendar goes on before it without a gap."""
    assert (1, 0, 719_163) == (day_number(1, 1, 1), day_number(0, 12, 31), day_number(1970, 1, 1))
    assert [(0, 2, 29), (-596, 1, 1), (1, 12, 31)] == [
        year_month_day(day_number(*day)) for day in ((0, 2, 29), (-596, 1, 1), (1, 12, 31))
    ]
    assert "-0043-03-15" == day_text(day_number(-43, 3, 15))
    assert day_number(1900, 3, 13) == days_of_month(1900, 2, "julian").hi


def test_days_of_a_year() -> None:
    """One day lies between two slots of any year, of which each month has 31; else nothing is known."""
    slots = {words: read_date(words).days_of_year for words in _SLOTS}
    julian = attrs.evolve(read_date("4 March"), calendar="julian")

    assert _SLOTS == slots
    assert julian.days_of_year is None


_SLOTS = {
    "1 January": (0, 0),
    "26 February": (56, 56),
    "2031-02-26": (56, 56),
    "February": (31, 61),
    "December": (341, 371),
    "2031": (0, 371),
    "February 2031": (31, 58),
    "early 1970s": None,
    "2031-01-01/..": None,
    "25 to 26 February": None,
    "about 1975": None,
}


def test_a_day_of_which_nothing_bounds_an_end_has_no_day_of_the_year() -> None:
    """Whatever day from some day on it is, every day of the year is possible."""
    later = Interval.at_least(741_440)

    assert Date(later, later, "day", "").days_of_year is None
