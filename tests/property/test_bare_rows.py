"""Rows that cite nothing and are derived from nothing: where nobody asks for that, none is read for it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import api, checker
from averred.commands import run
from averred.config import Settings
from averred.scale import embedded, large
from tests.engines import ENGINES
from tests.property.test_screening import VOCABULARY, _screened, _seen, rows
from tests.scale_bases import write_base

WITHOUT = Settings(today="2031-06-01", ignore=frozenset({"citation-needed"}))


@given(made=rows(), bare=st.sets(st.integers(0, 13)))
def test_the_findings_are_the_same_without_the_rule(made: list[dict[str, Any]], bare: set[int]) -> None:
    """Whether some rows are derived from nothing or all are, an engine finds what is found without one."""
    kept = [
        {key: value for key, value in row.items() if key != "derived-from" or number not in bare}
        for number, row in enumerate(made)
    ]
    with tempfile.TemporaryDirectory() as folder:
        write_base(Path(folder), VOCABULARY, kept)
        expected = checker.check(api.load(Path(folder), settings=WITHOUT), settings=WITHOUT)
        opened = large.open_large(Path(folder), WITHOUT)

        for name in ENGINES:
            screened = _screened(opened, name)

            assert _seen(expected.findings) == _seen(screened.findings)
            assert expected.checked == screened.checked


TOWNS = """
[source.register]
[predicate.people]
value = "quantity"
functional = true
"""
ROWS = [
    {"id": f"r{n}", "subject": f"t{n // 2}", "predicate": "people", "value": f"{n // 2 + n // 19}"}
    | {"source": "register"}
    for n in range(20)
]


@pytest.mark.parametrize("suffix", [".ndjson", ".csv", ".parquet"])
@pytest.mark.parametrize("settings, read", [(WITHOUT, 3), (Settings(today="2031-06-01"), 20)])
def test_rows_without_a_quote_are_left_alone(
    suffix: str, settings: Settings, read: int, tmp_path: Path
) -> None:
    """Where nobody asks, two that differ and one that uses the predicate are read; else all of them."""
    write_base(tmp_path, TOWNS, ROWS)
    path = tmp_path / f"towns{suffix}"
    if suffix != ".ndjson":
        assert 0 == run(["export", str(tmp_path), "-o", str(path)])
        (tmp_path / "rows.ndjson").unlink()

    report = embedded.check_path(path if suffix == ".csv" else tmp_path, settings)

    assert read == report.read_in_full
    assert ["contradictory"] == [one.rule for one in report.findings if one.rule != "citation-needed"]


def test_bounds_alone_say_what_is_said(tmp_path: Path) -> None:
    """A table without a column of words: of each row the bounds are its words, and none is read for it."""
    path = tmp_path / "towns.parquet"
    (tmp_path / "vocabulary.toml").write_text(TOWNS, encoding="utf-8")
    low = [n // 2 + n // 19 for n in range(20)]
    names = {name: [row[name] for row in ROWS] for name in ("id", "subject", "predicate", "source")}
    pq.write_table(pa.table({**names, "min": low, "max": low}), path)

    report = embedded.check_path(tmp_path, WITHOUT)

    assert report.read_in_full == 3
    assert ["contradictory"] == [one.rule for one in report.findings]
    assert report.checked == checker.check(api.load(tmp_path, settings=WITHOUT), settings=WITHOUT).checked
