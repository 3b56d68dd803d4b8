"""Dates as ISO 8601-2 (EDTF) writes them."""

from __future__ import annotations

import attrs
import pytest

from averred.errors import ReadingError
from averred.values import DEFAULT_CONVENTIONS, Interval, edtf, read_date
from averred.values.calendar import day_text

METEOROLOGICAL = attrs.evolve(DEFAULT_CONVENTIONS, seasons="meteorological")

#: Text → "start to end" of a period, else its days or pieces; precision.
READINGS = [
    ("1985", "1985-01-01..1985-12-31", "year"),
    ("1985-04", "1985-04-01..1985-04-30", "month"),
    ("1985-04-12", "1985-04-12", "day"),
    ("-0043-03-15", "-0043-03-15", "day"),
    ("19", "1900-01-01..1999-12-31", "century"),
    ("-01", "-0100-01-01..-0001-12-31", "century"),
    ("199", "1990-01-01..1999-12-31", "decade"),
    ("1984?", "1984-01-01..1984-12-31", "year"),
    ("?2004-06-~11", "2004-06-11", "day"),
    ("2004-06%", "2004-06-01..2004-06-30", "month"),
    ("201X", "2010-01-01..2019-12-31", "decade"),
    ("20XX", "2000-01-01..2099-12-31", "century"),
    ("1XXX", "1000-01-01..1999-12-31", "millennium"),
    ("XXXX-XX-XX", "0000-01-01..9999-12-31", "year"),
    ("-1XXX", "-1999-01-01..-1000-12-31", "millennium"),
    ("2004-XX", "2004-01-01..2004-12-31", "year"),
    ("1985-04-XX", "1985-04-01..1985-04-30", "month"),
    ("1985-04-3X", "1985-04-30", "month"),
    ("2020-05-X5", "2020-05-05 or 2020-05-15 or 2020-05-25", "month"),
    ("1984-1X", "1984-10-01..1984-12-31", "year"),
    ("1984-X2", "1984-02-01..1984-02-29 or 1984-12-01..1984-12-31", "year"),
    ("200X-02-29", "2000-02-29 or 2004-02-29 or 2008-02-29", "day"),
    (
        "20X0",
        " or ".join(f"{year}-01-01..{year}-12-31" for year in range(2000, 2100, 10)),
        "year",
    ),
    ("1XXX-12", "1000-12-01..1999-12-31", "month"),
    ("2001-21", "2001-01-01..2001-03-31", "season"),
    ("2001-24", "2001-10-01..2001-12-31", "season"),
    ("2001-40", "2001-01-01..2001-06-30", "season"),
    ("Y10000", "10000-01-01..10000-12-31", "year"),
    ("Y-17E4", "-170000-01-01..-170000-12-31", "year"),
    ("Y171010S3", "171000-01-01..171999-12-31", "year"),
    ("1950S2", "1900-01-01..1999-12-31", "year"),
    ("-1950S2", "-1999-01-01..-1900-12-31", "year"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "day"),
    ("1985-04-12T24:00:00Z", "1985-04-13", "day"),
    ("1964/2008", "1964-01-01..1964-12-31 to 2008-01-01..2008-12-31", "year"),
    ("2004-06/2004-06-11", "2004-06-01..2004-06-30 to 2004-06-11", "month"),
    ("../1985", "…..1985-12-31 to 1985-01-01..1985-12-31", "year"),
    ("1985/", "1985-01-01..1985-12-31 to 1985-01-01..…", "year"),
    ("../..", "…..… to …..…", "day"),
    ("[1667,1760-12]", "1667-01-01..1667-12-31 or 1760-12-01..1760-12-31", "year"),
    ("[1667, 1668]", "1667-01-01..1668-12-31", "year"),
    ("{1960,1962}", "1960-01-01..1960-12-31 or 1962-01-01..1962-12-31", "year"),
    ("[1670..1672]", "1670-01-01..1672-12-31", "year"),
    ("[..1984]", "…..1984-12-31", "year"),
    ("[1760-12..]", "1760-12-01..…", "month"),
]
REFUSED = [
    "",
    " 2020",
    "2020 ",
    "abcd",
    "-0000",
    "-0000-01-01",
    "-00",
    "2019-02-29",
    "2020-13",
    "2020-00",
    "2020-01-00",
    "2020-42",
    "XXX1-02-29",
    "20XX-21",
    "?2004?",
    "2004-?06?",
    "2004-06-?11?",
    "Y1234",
    "Y0",
    "1950S0",
    "12345",
    "2020-04-31",
    "2012-10-10T1:10:10",
    "2012-10-10T25:00:00",
    "2012-10-10T10:60:00",
    "2012-10-10T10:10:60",
    "2012-10-10T24:30:00",
    "2012-10-10T10:10:10+15:00",
    "2012-10-10T10:10:10-13:00",
    "2012-10-10T10:10:10+10:60",
    "2012-02-30T10:10:10Z",
    "-0000-01-01T00:00:00",
    "2008/1964",
    "2012///4",
    "/",
    "NONE/",
    "2005-07-25T10:10:10Z/2006",
    "Y-61000/-2000",
    "[]",
    "{}",
    "[2020}",
    "[1667,1668, 1670]",
    "[1667,,1668]",
    "[..]",
    "[..1667,..1668]",
    "[1667..,1668]",
    "[1668..1667]",
    "[2012-10-10T10:10:10Z]",
    "[a..b]",
    "1" * 3000,
    "2001-21^southernHemisphere",
]


def _days(days: Interval) -> str:
    """Days as the table has them."""
    ends = ["…" if end is None else day_text(int(end)) for end in (days.lo, days.hi)]
    return ends[0] if days.is_point else "..".join(ends)


@pytest.mark.parametrize("text, days, precision", READINGS)
def test_edtf_is_read(text: str, days: str, precision: str) -> None:
    """A text of EDTF has its days, in pieces where unspecified digits or a set leave gaps."""
    date = read_date(text)
    shown = " or ".join(_days(part) for part in date.parts or (date.interval,))

    assert (days, precision) == (
        f"{_days(date.start)} to {_days(date.end)}" if date.is_period else shown,
        date.precision,
    )


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    """Wrong forms, days that do not exist and intervals that end before they begin are refused."""
    with pytest.raises(ReadingError):
        edtf.parse(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1970", (0, 365 * 86_400_000 - 1)),
        ("1970-01-01T00:00:01Z", (1000, 1000)),
        ("1970-01-01T01:00:00.5+01:00", (500, 500)),
        ("1969-12-31T20:00:00-04", (0, 0)),
        ("1970-01-01T00:00", (0, 0)),
        ("../1969", (None, -1)),
        ("1970/", (0, None)),
        ("[..1969]", (None, -1)),
    ],
)
def test_bounds_are_milliseconds_since_1970(text: str, expected: tuple[int | None, int | None]) -> None:
    """Bounds are the first and the last millisecond, none where there is no end."""
    assert expected == edtf.bounds(text)


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("1985", "1985-01-01", "1985-12-31"),
        ("1964/2008", "1964-01-01..1964-12-31", "2008-01-01..2008-12-31"),
        ("1985/..", "1985-01-01..1985-12-31", None),
        ("../1985", None, "1985-01-01..1985-12-31"),
        ("1950S2", "1900-01-01..1900-12-31", "1999-01-01..1999-12-31"),
        ("1985-04-12T23:20:30-04", "1985-04-13", "1985-04-13"),
        ("[1667,1760-12]", "1667-01-01..1667-12-31", "1760-12-01..1760-12-31"),
    ],
)
def test_corners_are_where_it_may_begin_and_end(text: str, start: str | None, end: str | None) -> None:
    """The four corners are days: where the whole may begin, and where it may end."""
    corners = [None if days is None else _days(days) for days in edtf.corners(text)]

    assert [start, end] == corners


@pytest.mark.parametrize(
    "text, days",
    [
        ("2001-21", "2001-03-01..2001-05-31"),
        ("2001-24", "2001-12-01..2002-02-28"),
        ("2001-30", "2001-12-01..2002-02-28"),
        ("2001-32", "2001-06-01..2001-08-31"),
        ("2001-34", "2001-04-01..2001-06-30"),
        ("2001-37", "2001-01-01..2001-04-30"),
    ],
)
def test_seasons_are_a_convention(text: str, days: str) -> None:
    """By the meteorological convention 21 is March to May, and the south has the other half of the year."""
    assert days == _days(read_date(text, conventions=METEOROLOGICAL).interval)
