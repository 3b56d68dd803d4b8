"""Law 8, of all that a report tells: an engine changes neither a finding nor a word of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import api, checker
from averred.config import Settings
from averred.engine import pieces
from averred.exchange.ndjson import line_of
from averred.report import Report
from averred.scale import embedded, filling, large
from tests.engines import kept_engine
from tests.property.test_screening import VOCABULARY, rows
from tests.same_report import differences, told
from tests.scale_bases import WAYS

TEXT = "The march had 400 people. Some say 900 came.\nIt was light for all, in May 2031."
QUERIES = """
[[constraint]]
rule = "unwanted-row"
name = "every fact"
query = "SELECT * FROM facts LEFT JOIN scopes ON fact = id AND key <> 'as-of'"
[[constraint]]
rule = "unwanted-row"
name = "every thing"
query = "SELECT * FROM entities"
[[constraint]]
rule = "unwanted-row"
name = "growing"
query = '''
SELECT a.id AS fact, b.id AS fact_b, a.subject || ' grows' AS message
FROM facts a JOIN facts b ON a.subject = b.subject AND a.low < b.low
'''
except = ["flood"]
"""
CITED = f"""{VOCABULARY}{QUERIES}
[source.annals]
title = "Annals"
url = "https://annals.example/march"
path = "annals.txt"
[[constraint]]
rule = "too-few"
predicate = "place"
least = 2
"""
#: What makes a row say where it is from, or nothing that can be taken.
TURNS: tuple[dict[str, Any], ...] = (
    {"source": "annals", "quote": "400 people", "value": "400"},
    {"source": "annals", "quote": "900 came", "value": "900"},
    {"source": "annals", "quote": "nobody came"},
    {"source": "anals", "quote": "400 people"},
    {"predicate": "marcher"},
    {"derived-from": ["resst"]},
    {"derived-from": ["R0"]},
    {"derived-from": ["r2", "r7"]},
    {"said-by": "mill"},
    {"said-by": "The Mayor", "via": ["miller", "towm"]},
    {"said-by": "new-town", "via": ["flood"]},
    {"said-by": "The Mayor", "via": ["new-town"]},
    {"predicate": "place", "value": "Orvalle"},
    {"predicate": "place", "value": "town-hall"},
    {"subject": "town-hall"},
    {"part": "bakerz"},
)


@st.composite
def turned(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows some of which cite a text, misspell a name, or rest on what cannot be taken."""
    made = draw(rows())
    for row in made:
        row.update(draw(st.sampled_from([{}, {}, *TURNS])))
    return made


def _duckdb(opened: large.Large) -> Report:
    """As the command line does it: the engine reads what it can, of files of a few rows, too."""
    with mock.patch.object(pieces, "FEW", 0), closing(kept_engine()) as engine:
        filling.fill(engine, opened, range(len(opened.files)))
        return embedded.check(opened, engine)


EVERY_WAY: dict[str, Callable[[large.Large], Report]] = {**WAYS, "files": _duckdb}


def _write(folder: Path, made: list[dict[str, Any]]) -> None:
    (folder / "vocabulary.toml").write_text(CITED, encoding="utf-8")
    (folder / "annals.txt").write_text(TEXT, encoding="utf-8")
    (folder / "rows.ndjson").write_text("".join(map(line_of, made[:9])))
    if made[9:]:
        (folder / "more.ndjson").write_text("".join(map(line_of, made[9:])) + "{\n")


@pytest.mark.parametrize("way", EVERY_WAY)
@given(made=turned(), most_read=st.sampled_from([1, 3, 1000]))
def test_a_report_is_the_same_behind_an_engine(way: str, made: list[dict[str, Any]], most_read: int) -> None:
    """JSON, SARIF, cards, summary, what to doubt first: whatever rows hold, and however few are read."""
    chosen = Settings(today="2031-06-01")
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), made)
        everything = checker.check(api.load(folder, settings=chosen), settings=chosen)
        screened = EVERY_WAY[way](large.open_large(Path(folder), chosen, most_read=most_read))

        assert [] == differences(told(everything), told(screened))
