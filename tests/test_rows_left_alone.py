"""What is said of a fact that a person wrote, and not of a row of data."""

from __future__ import annotations

from pathlib import Path

import averred
from averred.exchange.ndjson import line_of

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
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "rows.ndjson").write_text(line_of(row), encoding="utf-8")

    found = [
        one.facts for one in averred.check(averred.load(tmp_path)) if one.rule == "anniversary-of-nothing"
    ]

    assert [("written",)] == found
