"""Readings, facts and findings as plain data."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from averred import plain
from averred.spans import Place
from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
    Value,
)
from tests.report_samples import FACT_BASE, FACTS

DAY = Interval.point(734559)


@pytest.mark.parametrize(
    "value, expected",
    [
        (Ordinal(20, "twentieth"), {"kind": "ordinal", "number": 20}),
        (EntityRef("fair", "the fair"), {"kind": "entity", "entity": "fair"}),
        (Boolean(True, "yes"), {"kind": "boolean", "value": True}),
        (Unknown("?"), {"kind": "unknown"}),
        (NoValue("none"), {"kind": "none"}),
        (Text("x"), {"kind": "text", "text": "x"}),
        (Quotation("x", "bakers"), {"kind": "quotation", "text": "x", "speaker": "bakers"}),
        (
            OneOf((Ordinal(1, "1st"), Ordinal(2, "2nd")), "1st or 2nd"),
            {
                "kind": "one-of",
                "alternatives": [{"kind": "ordinal", "number": 1}, {"kind": "ordinal", "number": 2}],
            },
        ),
        (
            Quantity(
                Interval(Fraction(1, 2), None, lo_open=True), "km", "more than 0.5 km", hedge="more-than"
            ),
            {
                "kind": "quantity",
                "min": "0.5",
                "max": None,
                "min_open": True,
                "max_open": False,
                "unit": "km",
                "hedge": "more-than",
                "convention": None,
                "spread": False,
            },
        ),
        (
            Date(DAY, DAY, "day", "2012-02-26"),
            {
                "kind": "date",
                "min": "2012-02-26",
                "max": "2012-02-26",
                "min_open": False,
                "max_open": False,
                "precision": "day",
                "period": False,
                "missing_year": False,
                "convention": None,
            },
        ),
    ],
)
def test_every_kind_of_reading_has_its_data(value: Value, expected: object) -> None:
    """Each kind of value says its kind and what it was read as, with exact numbers and ISO days."""
    assert expected == plain.reading_data(value)


def test_a_period_has_its_four_corners() -> None:
    """A period says when it may start and when it may end."""
    data = plain.reading_data(Date(DAY, Interval.at_least(734560), "day", "from then on", is_period=True))

    assert ["2012-02-26", "2012-02-26"] == data["start"]
    assert ["2012-02-27", None] == data["end"]


def test_a_fact_without_a_citation_or_a_place_says_so() -> None:
    """What is not there is null, never left out."""
    data = plain.fact_data(attrs.evolve(FACTS[0], citation=None, origin=None), FACT_BASE)

    assert (None, None, None, None, None) == tuple(
        data[key] for key in ("quote", "source", "start", "file", "line")
    )


def test_a_place_has_line_and_column() -> None:
    """A place is file, line and column."""
    assert {"file": "a.toml", "line": 3, "column": 7} == plain.place_data(Place("a.toml", 3, 7))
