"""Ranges of numbers against phrases that other people collected; the deviations are explained in the docs."""

from __future__ import annotations

import json
from pathlib import Path

import attrs

from averred.values import DEFAULT_CONVENTIONS, Interval, Quantity, exact, find_readings

HALF_OPEN = attrs.evolve(DEFAULT_CONVENTIONS, ranges="half-open")
#: What we read otherwise, and why.
DEVIATIONS = {
    "These apples are about 20~100": '"about" widens both ends of a range; there it is dropped',
    "How about more than 2 in 5": '"2 in 5" is a share, so this is more than 0.4; there it is more than 2',
    "The number is from 200 to 300 in 2008": "a range is read; there the year beside it hides it",
}


def _interval(written: str) -> Interval:
    """An interval in the notation of the cases, "[20,30)"."""
    low, high = (None if not end else exact(end) for end in written[1:-1].split(","))
    return Interval(low, high, written[0] == "(", written[-1] == ")")


def _ranges(text: str) -> list[Interval]:
    """The hedged quantities of a text; a plain number is no range."""
    quantities = [found.value for found in find_readings(text, conventions=HALF_OPEN)]
    return [value.interval for value in quantities if isinstance(value, Quantity) and value.hedge is not None]


def test_ranges_are_read_as_the_cases_say(thirdparty_dir: Path) -> None:
    """84 of 87 phrases have the intervals that the cases say, ends included; the others have a reason."""
    cases = json.loads((thirdparty_dir / "recognizers-number-range.json").read_text(encoding="utf-8"))
    wrong = [
        case["Input"]
        for case in cases
        if [_interval(result["Resolution"]["value"]) for result in case["Results"]] != _ranges(case["Input"])
    ]

    assert (87, sorted(DEVIATIONS)) == (len(cases), sorted(wrong))
