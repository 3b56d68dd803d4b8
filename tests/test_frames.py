"""Fact bases and reports as data frames of pandas and polars."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import attrs
import pytest

from averred import frames
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.facts import Attribution
from averred.report import Report
from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Text,
    Unknown,
    Value,
)
from tests.report_samples import FACT_BASE, FACTS, REPORT, fact, quantity

DAY = Interval.point(734559)


@pytest.fixture(params=frames.LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    """Each library that makes data frames; skips where it is not installed."""
    name = str(request.param)
    if not find_spec(name):
        pytest.skip(f"needs {name}")
    return name


def _rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of either library, missing values as None."""
    if hasattr(frame, "to_dicts"):
        rows: list[dict[str, Any]] = frame.to_dicts()
        return rows
    return [
        {name: None if isinstance(cell, float) and cell != cell else cell for name, cell in row.items()}  # noqa: PLR0124  # NaN
        for row in frame.to_dict("records")
    ]


def test_a_fact_base_has_a_row_a_fact(library: str) -> None:
    """What a fact says, how it was read, who says so, and its quote, in named columns."""
    rows = _rows(FACT_BASE.to_frame(library))

    assert 3 == len(rows)
    assert {
        "fact": "visitors-bakers",
        "subject": "fair",
        "part": None,
        "predicate": "visitors",
        "value": "200 to 1,000",
        "kind": "quantity",
        "min": 200.0,
        "max": 1000.0,
        "unit": "person",
        "first_day": None,
        "last_day": None,
        "entity": None,
        "denied": False,
        "status": "actual",
        "said_by": "bakers",
        "confidence": 0.8,
        "source": "fair-page",
        "quote": "spoke of 200 to 1,000 guests",
    } == rows[0]


@pytest.mark.parametrize(
    "value, expected",
    [
        (quantity(5, None, "at least 5"), {"kind": "quantity", "min": 5.0, "unit": "person"}),
        (quantity(None, 7, "at most 7"), {"kind": "quantity", "max": 7.0, "unit": "person"}),
        (Quantity(Interval.point(Fraction(1, 4)), None, "¼"), {"kind": "quantity", "min": 0.25, "max": 0.25}),
        (
            Quantity(Interval(-(10**400), 10**400), None, "x"),
            {"kind": "quantity", "min": float("-inf"), "max": float("inf")},
        ),
        (Date(DAY, DAY, "day", "x"), {"kind": "date", "first_day": "2012-02-26", "last_day": "2012-02-26"}),
        (
            Date(Interval.at_least(734559), Interval.at_least(734559), "day", "x"),
            {"kind": "date", "first_day": "2012-02-26"},
        ),
        (Date(DAY, DAY, "day", "x", missing_year=True), {"kind": "date"}),
        (Ordinal(3, "3rd"), {"kind": "ordinal", "min": 3.0, "max": 3.0}),
        (EntityRef("fair", "the fair"), {"kind": "entity", "entity": "fair"}),
        (Boolean(value=True, text="yes"), {"kind": "boolean"}),
        (Text("blue"), {"kind": "text"}),
        (Unknown("?"), {"kind": "unknown"}),
        (NoValue("none"), {"kind": "none"}),
        (OneOf((Text("a"), Text("b")), "a or b"), {"kind": "one-of"}),
    ],
)
def test_readings_as_columns(value: Value, expected: dict[str, object]) -> None:
    """Ends are the nearest doubles, days are ISO 8601, and what a reading has not is missing."""
    columns = frames.fact_columns([attrs.evolve(FACTS[0], value=value)])
    names = ("kind", "min", "max", "unit", "first_day", "last_day", "entity")
    found = {name: columns[name][0] for name in names if columns[name][0] is not None}

    assert expected == found


def test_what_is_not_given_is_missing() -> None:
    """The source's own voice has no speaker; a fact without a citation has neither source nor quote."""
    bare = fact("x", quantity(1, 1, "1"), "q", citation=None, attribution=Attribution())
    columns = frames.fact_columns([bare])

    assert [None, None, None] == [columns[name][0] for name in ("said_by", "source", "quote")]


def test_a_report_has_a_row_a_finding(library: str) -> None:
    """Open findings first, then those that are accepted, with their reasons and places."""
    rows = _rows(REPORT.to_frame(library))

    assert {
        "finding": "contradictory-3fa94c1e",
        "rule": "contradictory",
        "level": "error",
        "headline": "“visitors” of “Harvest fair of Oldmere” has two values in one voice",
        "about": "visitors of fair",
        "facts": ["visitors-box", "visitors-text"],
        "accepted": None,
        "file": "facts/fair.toml",
        "line": 9,
    } == rows[0]
    assert "The page reports it on purpose." == rows[-1]["accepted"]
    placeless = attrs.evolve(REPORT, findings=(attrs.evolve(REPORT.findings[0], place=None),), accepted=())
    assert [None, None] == [_rows(placeless.to_frame(library))[0][name] for name in ("file", "line")]


def test_nothing_is_an_empty_frame(library: str) -> None:
    """Without facts or findings there are columns and no rows."""
    assert 0 == len(FactBase().to_frame(library))
    assert 9 == len(Report(FactBase()).to_frame(library).columns)


def test_the_library_that_is_there_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pandas where it is installed, else polars; another one is not guessed."""
    fake = ModuleType("polars")
    fake.DataFrame = dict  # type: ignore[attr-defined]  # all that is asked of it
    monkeypatch.setitem(sys.modules, "polars", fake)
    monkeypatch.setattr(frames, "find_spec", lambda name: name == "polars")

    assert ["finding", "rule"] == list(REPORT.to_frame())[:2]
    with pytest.raises(ConfigurationError, match=r"pandas cannot be imported \(pip install pandas\)"):
        REPORT.to_frame("pandas")


def test_without_a_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear error where neither is installed, and for a name that is neither."""
    monkeypatch.setattr(frames, "find_spec", lambda _: None)

    with pytest.raises(
        ConfigurationError, match=r"pandas and polars cannot be imported \(pip install pandas\)"
    ):
        FACT_BASE.to_frame()
    with pytest.raises(ConfigurationError, match=r"“numpy” makes no data frames \(pandas or polars\)"):
        FACT_BASE.to_frame("numpy")
