"""EDTF against cases that other people wrote; the deviations are explained in docs/reference/readings.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from averred.errors import ReadingError
from averred.values import DEFAULT_CONVENTIONS, Interval, edtf, read_date
from averred.values.calendar import day_number

METEOROLOGICAL = attrs.evolve(DEFAULT_CONVENTIONS, seasons="meteorological")
#: Rows whose corners we give otherwise, and why.
OTHER_CORNERS = {
    "Y1700": "refused: Y is for years of more than four digits, and the validity cases refuse Y1234",
    "Y-1200": "refused for the same reason",
    "Y-20E2S3": "three known digits of 2000 leave ten years, -2009 to -2000; there it is a thousand",
    "[1760-01,1760-02,1760-12..]": "it may begin in its first member, in January; there in the whole year",
    "2019-28": "a winter ends on one day; there it ends on any day of its February",
    "winter, 2002": "the winter of a year is either of its two; there it is the one that begins in it",
}
#: Valid there, and no day of any calendar that EDTF knows.
NO_SUCH_DAY = {"1900-02-29", "2019-02-29"}


def _load(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def _milliseconds(written: str) -> int | None:
    """A bound as the file has it; open and unknown ends are both none."""
    return None if written in ("", "Infinity", "-Infinity") else int(written)


def test_the_gold_bounds_are_reached(thirdparty_dir: Path) -> None:
    """All 148 gold vectors have the bounds that the reference implementation gives them."""
    rows = [row for row in _load(thirdparty_dir, "edtf-vectors.json") if row["file"] != "edge-cases.tsv"]
    wrong = [
        row["input"]
        for row in rows
        if edtf.bounds(row["input"]) != (_milliseconds(row["min_ms"]), _milliseconds(row["max_ms"]))
    ]

    assert (148, []) == (len(rows), wrong)


def test_edge_cases_are_accepted_and_refused(thirdparty_dir: Path) -> None:
    """What the edge cases call valid is read, and the rest refused; so are days that do not exist."""
    for row in _load(thirdparty_dir, "edtf-vectors.json"):
        if row["file"] == "edge-cases.tsv":
            expected = row["valid"] == "VALID" and row["input"] not in NO_SUCH_DAY
            assert expected is _is_edtf(row["input"]), row["input"]


def test_validity_lists_are_respected(thirdparty_dir: Path) -> None:
    """Every string of the valid lists is read, and every one of the invalid lists refused."""
    for name, texts in _load(thirdparty_dir, "edtf-validity.json").items():
        for text in texts:
            assert _is_edtf(text) is not name.startswith("invalid"), (name, text)


def _is_edtf(text: str) -> bool:
    try:
        edtf.parse(text)
    except ReadingError:
        return False
    return True


def test_four_corners_are_reached(thirdparty_dir: Path) -> None:
    """70 of 76 dates begin and end on the days that the cases say; the others have a reason."""
    rows = _load(thirdparty_dir, "edtf-brackets.json")
    wrong = [text for text, corners in rows.items() if _corners(text) != _expected(corners)]

    assert (76, sorted(OTHER_CORNERS)) == (len(rows), sorted(wrong))


def _expected(corners: dict[str, str]) -> list[int | None]:
    """The days of the four corners."""
    return [
        _day(corners[name]) if name in corners else None
        for name in ("StartLower", "StartUpper", "EndLower", "EndUpper")
    ]


def _day(instant: str) -> int:
    year, month, day = instant.partition("T")[0].rsplit("-", 2)
    return day_number(int(year), int(month), int(day))


def _corners(text: str) -> list[int | None] | None:
    """What we give: EDTF first, else English words."""
    try:
        start, end = edtf.corners(text, METEOROLOGICAL)
    except ReadingError:
        try:
            days = read_date(text).interval
        except ReadingError:
            return None
        start, end = Interval.point(int(days.lo or 0)), Interval.point(int(days.hi or 0))
    return [
        None if days is None else int(end_of or 0)
        for days in (start, end)
        for end_of in ((None, None) if days is None else (days.lo, days.hi))
    ]


@pytest.mark.parametrize("text", ["1985", "1985-04-12", "2004-XX", "156X-12-25", "../1985", "[1667,1760-12]"])
def test_a_reading_lies_within_the_bounds(text: str) -> None:
    """The days of a reading are those from the first to the last corner."""
    start, end = edtf.corners(text)
    days = read_date(text).interval

    assert (None if start is None else start.lo, None if end is None else end.hi) == (days.lo, days.hi)
