"""Screens of predicates that declare no unit: 5 km and 5 m are not alike to an engine either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from averred import api, checker
from averred.config import Settings
from averred.exchange.ndjson import line_of
from averred.scale import embedded
from tests.property.test_screening_of_the_catalogue import every_way

FACTS = """
[source.gazette]
title = "Gazette"
[entity.march]
name = "Lantern March"
[entity.hill]
name = "Hill Gate"
[entity.drummers]
name = "the drummers"
part-of = "march"
[predicate.length]
value = "quantity"
functional = true
not-unique = true
[fact.told]
subject = "march"
predicate = "length"
value = "9 kg"
source = "gazette"
status = "planned"
"""


@pytest.mark.parametrize(
    "rule, first, second",
    [
        ("contradictory", {"value": "5 km"}, {"value": "5 m"}),
        ("not-unique", {"value": "exactly 5 km"}, {"value": "exactly 5,000 m", "subject": "hill"}),
        ("part-exceeds-whole", {"value": "5 km", "part": "drummers"}, {"value": "5 m"}),
        ("part-exceeds-whole", {"value": "6 km", "part": "drummers"}, {"value": "7 m"}),
    ],
)
@pytest.mark.parametrize("in_file", ["", "a", "b"])
def test_a_screen_lets_through_what_other_units_make_guilty(
    rule: str, first: dict[str, str], second: dict[str, str], in_file: str, tmp_path: Path
) -> None:
    """Also where one of the facts stands in a fact file."""
    rows = _rows(first, second)
    written = [_entry(row) for row in rows if row["id"] == in_file]
    (tmp_path / "facts.toml").write_text(FACTS + "".join(written), encoding="utf-8")
    others = map(line_of, (row for row in rows if row["id"] != in_file))
    (tmp_path / "rows.ndjson").write_text("".join(others), encoding="utf-8")

    everything, screened = every_way(tmp_path, rule)

    assert [{"a", "b"}] == [set(one.facts) for one in everything]
    for name, report in screened:
        assert (name, everything.findings) == (name, report.findings)


FIVE: dict[str, Any] = {"value": "five", "min": 5, "max": 5}


@pytest.mark.parametrize(
    "first, second",
    [
        ({"value": "5 km"}, {"value": "5 m"}),
        (
            {"value": "five", "min": 5, "max": 5, "unit": "km"},
            {"value": "five", "min": 5, "max": 5, "unit": "m"},
        ),
    ],
)
def test_so_does_that_of_a_parquet(first: dict[str, Any], second: dict[str, Any], tmp_path: Path) -> None:
    """Words are read once each, and bounds have their unit beside them."""
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(_rows(first, second)), tmp_path / "rows.parquet")
    chosen = Settings(select=frozenset({"contradictory"}))

    screened = embedded.check_path(tmp_path, chosen)

    assert [{"a", "b"}] == [set(one.facts) for one in screened.findings]
    assert checker.check(api.load(tmp_path, settings=chosen), settings=chosen).findings == screened.findings


def _rows(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    about = {"subject": "march", "predicate": "length", "source": "gazette", "derived-from": "told"}
    return [{"id": name, **about, **more} for name, more in (("a", first), ("b", second))]


def _entry(row: dict[str, Any]) -> str:
    keys = [f'{key} = "{value}"\n' for key, value in row.items() if key not in {"id", "derived-from"}]
    return "".join([f"[fact.{row['id']}]\n", *keys])
