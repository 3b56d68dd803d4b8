"""Which engine checks a fact base where nobody names one, and what happens where it is not installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from averred.commands import run
from averred.exchange.ndjson import line_of
from averred.scale import choosing
from tests.scale_bases import COUNTED, KEYS, write_base

VOCABULARY = f"""{COUNTED}[predicate.size]
value = "quantity"
functional = true
"""
ALONE: dict[str, Any] = {"subject": "club", "predicate": "size", "value": "9", **KEYS}
CITED: dict[str, Any] = {**ALONE, "quote": "nine"}
OWN_RULE = '''
from averred.findings import Level
from averred.rules import rule


@rule("none-at-all", Level.NOTE)
def none_at_all(context):
    """Finds nothing."""
    return ()
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rows that an engine leaves alone, of a size for which it pays."""
    monkeypatch.setattr(choosing, "PAYS", 300)
    write_base(tmp_path, VOCABULARY, [ALONE] * 5)
    return tmp_path


def _summary(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert 0 == run(["check", str(folder), "--fail-on", "never", *more])
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "rows, pays",
    [
        ([ALONE] * 2, False),  # too few
        ([ALONE] * 5, True),
        ([ALONE, ALONE, ALONE, CITED, CITED], True),
        ([ALONE, ALONE, CITED, CITED], False),  # each is read in full, and the engine is in the way
        ([{**ALONE, "cite": "#:~:text=nine"}] * 5, False),
        ([{key: value for key, value in ALONE.items() if key != "derived-from"}] * 9, False),
        ([CITED] * 20, True),  # too many for Python
    ],
)
def test_an_engine_pays_where_rows_are_many_and_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, Any]], pays: bool
) -> None:
    """What the first rows say tells how many are read in full, in which case it is quicker without."""
    monkeypatch.setattr(choosing, "LARGE", 2_000)
    write_base(folder, VOCABULARY, rows)

    assert pays is choosing.pays(folder)


def test_rows_that_need_not_rest_on_anything_are_left_alone(folder: Path) -> None:
    """A table without quotes is quicker with an engine, once nobody asks what its rows rest on."""
    bare = {key: value for key, value in ALONE.items() if key != "derived-from"}
    write_base(folder, VOCABULARY, [bare] * 9)

    assert [False, True] == [choosing.pays(folder, rests=rests) for rests in (True, False)]


def test_lines_that_are_none_are_no_rows_that_are_left_alone(folder: Path) -> None:
    """Each is said, and read for that."""
    (folder / "rows.ndjson").write_text("{\n" * 200 + line_of(ALONE))

    assert not choosing.pays(folder)


def test_a_packed_file_counts_by_what_it_unfolds_to(folder: Path) -> None:
    """About eight times its size; two files count together."""
    (folder / "rows.ndjson").write_bytes(b" " * 100)
    (folder / "more.ndjson.gz").write_bytes(b" " * 100)

    assert 900 == choosing.size_of(folder)


def test_what_shows_everything_is_made_in_python(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All facts of a page, and verdicts that are undetermined: an engine does not read these, and says so."""
    page = f"html={folder / 'page.html'}"
    assert "engine duckdb" in _summary(folder, capsys)
    assert "engine python" in _summary(folder, capsys, "--show-undetermined")
    assert "engine python" in _summary(folder, capsys, "--output-format", "full", "--output-format", page)

    shown = _summary(folder, capsys, "--show-undetermined", "--engine", "duckdb", "-v")
    assert "not checked: facts that no finding can be about, and verdicts that are undetermined" in shown
    assert "not checked" not in _summary(folder, capsys, "--engine", "duckdb", "-v")


@pytest.mark.parametrize("package", ["duckdb", "pyarrow"])
def test_without_the_engine_python_goes_on_and_says_so(
    package: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary names what to install; whoever asks for Python reads nothing of it."""
    monkeypatch.setitem(sys.modules, package, None)
    said = 'engine python; DuckDB, which would be quicker, is not installed (pip install "averred[duckdb]")'

    assert said in _summary(folder, capsys)
    assert said not in _summary(folder, capsys, "--engine", "python")
    (only,) = json.loads(_summary(folder, capsys, "--output-format", "json"))["fact_bases"]
    assert [said.partition("; ")[2]] == only["skipped"]
    write_base(folder, VOCABULARY, [ALONE])
    assert said not in _summary(folder, capsys)


def test_what_is_much_for_python_is_not_begun(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the engine is not installed: exit code 2, with what can be done."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setattr(choosing, "MOST_IN_PYTHON", 400)

    assert 2 == run(["check", str(folder)])
    said = " ".join(capsys.readouterr().err.split())
    assert 'much to hold without DuckDB (pip install "averred[duckdb]", or --engine python)' in said
    assert "engine python" in _summary(folder, capsys, "--engine", "python")


def test_own_rules_are_no_reason_to_install_an_engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They run in Python alone."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (folder / "own_rules_of_rows.py").write_text(OWN_RULE)
    monkeypatch.syspath_prepend(folder)

    assert "not installed" not in _summary(folder, capsys, "--plugin", "own_rules_of_rows")
