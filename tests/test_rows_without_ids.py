"""Rows without an id are named after their file and their number, each by another name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from averred import reader
from tests.same_report import differences, told
from tests.scale_bases import COUNTED, KEYS, judge_everything
from tests.test_same_report_of_files import by_engine

VOCABULARY = f'[predicate.size]\nvalue = "quantity"\nfunctional = true\n{COUNTED}'
ROW = {"subject": "town", "predicate": "size", **KEYS}


@pytest.mark.parametrize(
    "file, expected",
    [
        ("rows.ndjson", "rows-ndjson-"),
        ("north/rows.ndjson", "north-rows-ndjson-"),
        ("Year=2012/Part 0.parquet", "year-2012-part-0-parquet-"),
        ("数据.ndjson", "ndjson-be73a1d0-"),
        (f"{60 * 'a'}.ndjson", f"{60 * 'a'}-757ab31f-"),
        ("数/据", "8f83d6d2-"),
    ],
)
def test_the_name_of_a_file_makes_the_ids_of_its_rows(file: str, expected: str) -> None:
    """Within the folder of the facts; where an id loses much of it a digest tells it from others."""
    folder = Path("facts")

    assert expected == reader.row_ids(folder / file, folder)
    assert expected == reader.row_ids(Path("/") / folder / file, Path("/") / folder)


def test_files_of_one_name_in_two_folders_have_facts_of_their_own(tmp_path: Path) -> None:
    """None of them is taken for one that is declared twice, whoever reads them."""
    (tmp_path / "words.toml").write_text(VOCABULARY, encoding="utf-8")
    for place, value in (("north", "5"), ("south", "6")):
        file = tmp_path / place / "rows.ndjson"
        file.parent.mkdir()
        file.write_text(json.dumps({**ROW, "value": value}) + "\n", encoding="utf-8")

    everything, screened = judge_everything(tmp_path), by_engine(tmp_path)

    assert [("contradictory", ("count", "north-rows-ndjson-1", "south-rows-ndjson-1"))] == [
        (one.rule, one.facts) for one in everything.findings if one.conflicts
    ]
    assert [] == [one.headline for one in everything.findings if one.rule == "duplicate-id"]
    assert [] == differences(told(everything), told(screened))
