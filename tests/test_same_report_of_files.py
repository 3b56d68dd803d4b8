"""A report behind DuckDB, which reads most rows itself, where few facts are read in full at once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from averred.engine import pieces
from averred.report import Report
from averred.scale import embedded, filling, large
from tests.engines import kept_engine
from tests.same_report import differences, told
from tests.scale_bases import COUNTED, KEYS, SETTINGS, judge_everything, write_base

VOCABULARY = f'[predicate.size]\nvalue = "quantity"\n{COUNTED}'
ROW = {"subject": "town", "predicate": "size", "value": "9", **KEYS}
#: A name of a relay is an entity because another row is about it; of the last nobody knows.
RELAYED: list[dict[str, Any]] = [
    {"id": "r0", **ROW, "said-by": "the mayor", "via": ["guild", "The Herald"]},
    {"id": "r1", **ROW, "said-by": "the mayor", "via": ["mill"]},
    {"id": "r2", **ROW, "said-by": "the mayor", "via": ["mlil"]},
    {"id": "r3", **ROW, "subject": "guild"},
    {"id": "r4", **ROW, "subject": "mill"},
]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine reads files of a few rows, too."""
    monkeypatch.setattr(pieces, "FEW", 0)


def by_engine(path: Path, most_read: int = 1) -> Report:
    """What the command line does, but for how many facts are read in full at once."""
    opened = large.open_large(path, SETTINGS, most_read=most_read)
    with closing(kept_engine()) as engine:
        filling.fill(engine, opened, range(len(opened.files)))
        return embedded.check(opened, engine)


def _as_parquet(folder: Path, kind: pa.DataType) -> None:
    rows = [{**row, "via": _as(kind, row.get("via"))} for row in RELAYED]
    columns = {
        name: [row.get(name) for row in rows] for name in dict.fromkeys(key for row in rows for key in row)
    }
    arrays = {name: pa.array(some, kind if name == "via" else None) for name, some in columns.items()}
    (folder / "rows.ndjson").unlink()
    pq.write_table(pa.table(arrays), folder / "rows.parquet")


def _as(kind: pa.DataType, relays: list[str] | None) -> Any:
    return relays if relays is None or kind != pa.string() else relays[0]


@pytest.mark.parametrize("kind", [None, pa.list_(pa.string()), pa.string()], ids=["lines", "lists", "texts"])
def test_a_relay_may_be_named_by_another_row(kind: pa.DataType | None, tmp_path: Path) -> None:
    """Whichever of the two is read in full first."""
    write_base(tmp_path, VOCABULARY, RELAYED)
    if kind is not None:
        _as_parquet(tmp_path, kind)

    everything, screened = judge_everything(tmp_path), by_engine(tmp_path)

    assert ["unknown-name"] == [one.rule for one in screened.findings if "there is no" in one.headline]
    assert [] == differences(told(everything), told(screened))


def test_why_a_source_cannot_be_read_is_said(tmp_path: Path) -> None:
    """And not that it is nowhere, though some facts of it are read in each part."""
    (tmp_path / "register.txt").mkdir()
    vocabulary = VOCABULARY.replace('title = "Register"', 'title = "Register"\npath = "register.txt"')
    cited = {"subject": "town", "predicate": "size", "value": "9", "source": "register", "quote": "9 men"}
    write_base(tmp_path, vocabulary, [{"id": f"r{number}", **cited} for number in range(3)])

    everything, screened = judge_everything(tmp_path), by_engine(tmp_path)

    assert ["source “register” cannot be read: register.txt is a folder"] == [
        one.headline for one in screened.findings if one.rule == "source-missing"
    ]
    assert [] == differences(told(everything), told(screened))
