"""Columns of which an engine knows that all rows have one value there: they tell no quantities apart."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.engine import sql, uniform
from averred.engine.duck import DuckEngine
from averred.scale import filling, large
from tests.engines import kept_engine
from tests.property.test_screening import VOCABULARY, _row
from tests.test_scale import CHOSEN

PLACES = [list(sql.COLUMNS).index(name) for name in uniform.WATCHED]
EVERYTHING = {*uniform.WATCHED}
BOUNDS = {"derived-from": "rest", "min": 5, "max": 5}
CASES: dict[str, tuple[list[dict[str, Any]], set[str]]] = {
    "nothing but bounds": ([BOUNDS], EVERYTHING),
    "a column of parts": ([{**BOUNDS, "part": "bakers"}], EVERYTHING - {"part"}),
    "times in one of two files": ([BOUNDS, {**BOUNDS, "during": "2031"}], EVERYTHING - {"time"}),
    "a status of its own": ([BOUNDS, {**BOUNDS, "status": "expected"}], EVERYTHING - {"status"}),
    "words": ([{"derived-from": "rest", "value": "about 5"}], EVERYTHING - {"token", "odd"}),
    "one that is denied": (
        [BOUNDS, {**BOUNDS, "polarity": "denied"}],
        EVERYTHING - {"token", "odd", "denied"},
    ),
    "a column of what is asserted": ([{**BOUNDS, "polarity": "asserted"}], EVERYTHING),
    "all of them": (
        [
            {"value": "about 5", "part": "bakers", "status": "expected", "during": "2031"},
            {**BOUNDS, "polarity": "denied"},
        ],
        set(),
    ),
    "all of them in one": (
        [
            {
                "value": "about 5",
                "part": "bakers",
                "status": "expected",
                "during": "2031",
                "polarity": "asserted",
            }
        ],
        {"denied"},  # nothing is
    ),
    "all of them in one that is denied": (
        [
            {
                "value": "about 5",
                "part": "bakers",
                "status": "expected",
                "during": "2031",
                "polarity": "denied",
            }
        ],
        set(),
    ),
    "no file": ([], EVERYTHING),
}


@pytest.mark.parametrize("case", CASES)
def test_what_no_file_has_is_uniform(case: str, tmp_path: Path) -> None:
    """A column that files of bounds do not have tells no quantities apart; one of them that has it does."""
    files, expected = CASES[case]
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    for number, keys in enumerate(files):
        row = {**_row(number, "marchers", "5", source="gazette"), **keys}
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / f"rows{number}.parquet")
    opened = large.open_large(tmp_path, CHOSEN)
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, range(len(files)))
        found = engine.uniform()
        ((same,),) = engine.rows(_counted(found))
        ((total,),) = engine.rows("SELECT COUNT(*) FROM facts")

    assert expected == found.keys()
    assert same == total


def test_the_predicates_of_all_facts_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of files and of the fact files; of a file that has very many, nobody knows them."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    row = {**_row(1, "marchers", "5", source="gazette"), **BOUNDS}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "rows.parquet")
    opened = large.open_large(tmp_path, CHOSEN)
    own = {fact.predicate for fact in opened.vocabulary.facts}
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, range(1))
        known = engine.predicates()
    monkeypatch.setattr("averred.engine.attaching._MANY", 1)
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, range(1))

        assert frozenset({*own, "marchers"}) == known
        assert engine.predicates() is None


def test_what_all_rows_have_is_asked_of_none() -> None:
    """A condition names what is asked for and there at all; it is true where nothing else is there."""
    some = ["a", "b"]

    assert sql.is_one_of("p", some) == "p IN ('a', 'b')"
    assert sql.is_one_of("p", some, {"b", "c"}) == "p IN ('b')"
    assert sql.is_one_of("p", some, {"b"}) == "(1 = 1)"
    assert sql.is_one_of("p", some, {"c"}) == "(1 = 0)"


def _counted(found: dict[str, str]) -> str:
    """The query for how many facts have all these values."""
    tests = " AND ".join(["true", *(f"{name} IS NOT DISTINCT FROM {value}" for name, value in found.items())])
    return f"SELECT COUNT(*) FROM facts WHERE {tests}"  # noqa: S608 - ours


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "it's"]),
            st.sampled_from(["actual", "expected"]),
            st.sampled_from(["", "|2031"]),
            st.sampled_from([None, "a"]),
            st.integers(0, 1),
            st.integers(0, 1),
        ),
        max_size=3,
    )
)
def test_a_table_is_uniform_where_all_rows_are_equal(
    rows: list[tuple[str, str, str, str | None, int, int]],
) -> None:
    """What is said of a table is so in each of its rows; nothing is said of a table without rows."""
    with closing(kept_engine()) as engine:
        for row in rows:
            given = dict(zip(PLACES, row, strict=True))
            engine.add([tuple(given.get(place) for place in range(len(sql.COLUMNS)))])
        found = uniform.of_table(engine, "facts")

    expected = {
        name: some[0] for name, *some in zip(uniform.WATCHED, *rows, strict=True) if len({*some}) == 1
    }
    assert (expected if rows else None) == found


def test_a_table_without_rows_makes_nothing_differ() -> None:
    """What several sources have in common is what all of those have that have rows."""
    some = {"part": "it's", "token": None, "time": ""}
    found = uniform.in_all([{**some, "odd": 0}, None, {**some, "time": "|2031"}])

    assert {"part": "'it''s'", "token": "CAST(NULL AS VARCHAR)"} == found
    assert {} == uniform.in_all([None])
