"""Readings of values: from the source's words to the precise values that they allow."""

from __future__ import annotations

from averred.values.conventions import DEFAULT_CONVENTIONS, HEDGES, Conventions
from averred.values.dates import Date
from averred.values.interval import Interval, Number, exact, number_text
from averred.values.interval_set import IntervalSet
from averred.values.value import (
    Boolean,
    EntityRef,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Reading,
    Text,
    Unknown,
    Value,
)
from averred.values.wording import (
    FoundReading,
    find_readings,
    in_words,
    read,
    read_date,
    read_ordinal,
    read_quantity,
    same_reading,
)

__all__ = [
    "DEFAULT_CONVENTIONS",
    "HEDGES",
    "Boolean",
    "Conventions",
    "Date",
    "EntityRef",
    "FoundReading",
    "Interval",
    "IntervalSet",
    "NoValue",
    "Number",
    "OneOf",
    "Ordinal",
    "Quantity",
    "Quotation",
    "Reading",
    "Text",
    "Unknown",
    "Value",
    "exact",
    "find_readings",
    "in_words",
    "number_text",
    "read",
    "read_date",
    "read_ordinal",
    "read_quantity",
    "same_reading",
]
