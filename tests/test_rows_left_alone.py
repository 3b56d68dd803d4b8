"""What is said of a fact that a person wrote, and not of a row of data."""

from __future__ import annotations

from pathlib import Path

import attrs

import averred
from averred.values import read_quantity
from tests.made import made_fact
from tests.scale_bases import write_base

FACTS = """
[source.gazette]
title = "Gazette"
[entity.march]
name = "Lantern March"
[predicate.anniversary]
value = "ordinal"
[[constraint]]
rule = "impossible-anniversary"
ordinal = "anniversary"
[fact.written]
subject = "march"
predicate = "anniversary"
value = "20th"
source = "gazette"
"""


def test_an_anniversary_of_nothing_in_a_row_is_not_said(tmp_path: Path) -> None:
    """A table may well have a column of numbers, and none for what they are the anniversary of."""
    row = {"id": "row", "subject": "march", "predicate": "anniversary", "value": "25th", "source": "gazette"}
    write_base(tmp_path, FACTS, [row])

    found = [
        one.facts for one in averred.check(averred.load(tmp_path)) if one.rule == "anniversary-of-nothing"
    ]

    assert [("written",)] == found


RANGES = """
[source.gazette]
title = "Gazette"
[entity.drum]
name = "the great drum"
[predicate.weight]
value = "quantity"
max = 100
[fact.written]
subject = "drum"
predicate = "weight"
value = "150 kg"
source = "gazette"
"""


def test_a_range_in_another_unit_than_rows_is_said_of_facts_alone(tmp_path: Path) -> None:
    """Of a table with a column of weights each row would say the same."""
    row = {"id": "row", "subject": "drum", "predicate": "weight", "value": "200 kg", "source": "gazette"}
    write_base(tmp_path, RANGES, [row])
    made = made_fact("made", read_quantity("150 kg"), predicate="weight", subject="drum")
    base = averred.load(tmp_path)

    found = [
        one.facts
        for one in averred.check(attrs.evolve(base, facts=(*base.facts, made)))
        if one.rule == "range-in-another-unit"
    ]

    assert [("made",), ("written",)] == sorted(found)
