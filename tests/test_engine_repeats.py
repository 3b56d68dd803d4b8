"""What DuckDB does where the memory is little: repeated ids, the order of files, one thread."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from averred.engine import parquet, repeats
from averred.engine.duck import DuckEngine
from averred.errors import ConfigurationError
from averred.scale import embedded
from tests.engines import kept_engine
from tests.scale_bases import COUNTED, SETTINGS, write_base

IDS = st.lists(st.text("ab", min_size=1, max_size=3), max_size=6)


@example(files=[[], ["a"], ["a"]], few=0, at_once=1)  # where one file ends another begins
@given(st.lists(IDS, min_size=1, max_size=4), st.sampled_from([0, 3, 100]), st.sampled_from([1, 2, 100]))
def test_repeated_ids_are_those_that_come_twice(files: list[list[str]], few: int, at_once: int) -> None:
    """Whatever is in order, and however few are compared at once: what a counter counts is found."""
    sources = {
        f"SELECT unnest({names}::VARCHAR[]) AS id, generate_subscripts({names}::VARCHAR[], 1) AS line, "
        f"{number} AS file": repeats.Named(len(names))
        for number, names in enumerate(files)
    }
    with pytest.MonkeyPatch.context() as patch, closing(kept_engine()) as engine:
        patch.setattr(repeats, "FEW", few)
        patch.setattr(repeats, "AT_ONCE", at_once)
        found = Counter(name for (name,) in engine.rows(repeats.repeated(engine, sources)))

    expected = {name for name, count in Counter(name for ids in files for name in ids).items() if count > 1}
    assert dict.fromkeys(expected, 1) == found


def test_a_hash_that_two_ids_share_repeats_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes only narrow: what has one of those found is compared as text."""
    monkeypatch.setattr(repeats, "FEW", 0)
    with closing(DuckEngine()) as engine:
        engine.execute("CREATE MACRO hash(id) AS strlen(id)::UBIGINT")
        sources = {"SELECT unnest(['bb', 'aa', 'c', 'bb']) AS id": repeats.Named(4)}
        found = list(engine.rows(repeats.repeated(engine, sources)))

    assert [("bb",)] == found


def test_the_largest_file_comes_first() -> None:
    """After a small one DuckDB does not spill: 24 million different groups did not fit into 1 GB."""
    sizes = {"two": 2, "three": 3, "one": 1}
    with closing(DuckEngine()) as engine:
        for table, size in sizes.items():
            engine.make(table, "SELECT * FROM added")
            engine.attach(f"FROM {table}", size)
        ((view,),) = engine.rows("SELECT sql FROM duckdb_views() WHERE view_name = 'facts'")

    places = [str(view).index(f"FROM {table}") for table in ("three", "two", "one", "added")]
    assert sorted(places) == places


class Tight:
    """A connection that has too little memory as long as it has several threads, or for good."""

    def __init__(self, connection: Any, *, is_hopeless: bool = False) -> None:
        self.connection = connection
        self.is_hopeless = is_hopeless
        self.is_alone = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def cursor(self) -> Tight:
        """Another one, as tight."""
        return self

    def execute(self, query: str, parameters: tuple[object, ...] = ()) -> Any:
        """Fails, or not."""
        if query == "SET threads = 1":
            self.is_alone = True
        elif self.is_hopeless or not self.is_alone:
            raise duckdb.OutOfMemoryException(query)
        return self.connection.execute(query, parameters)

    def close(self) -> None:
        """Stays open for the one that it is a cursor of."""


def test_what_does_not_fit_is_asked_in_one_thread() -> None:
    """Each thread has tables of its own; DuckDB's own advice is to take fewer."""
    with closing(DuckEngine()) as engine:
        tight = Tight(engine._connection)
        engine._connection = tight
        engine.make("few", "SELECT 1 AS one")

        assert tight.is_alone
        assert [(1,)] == list(engine.rows("SELECT one FROM few"))


def test_rows_that_do_not_fit_are_asked_in_one_thread() -> None:
    """A question that is answered bit by bit is asked anew before the first bit."""
    with closing(DuckEngine()) as engine:
        tight = Tight(engine._connection)
        engine._connection = tight
        found = list(engine.rows("SELECT 7"))

    assert (True, [(7,)]) == (tight.is_alone, found)


def test_what_does_not_fit_in_one_thread_either_is_given_up() -> None:
    """It is asked twice, not for ever."""
    with closing(DuckEngine()) as engine:
        engine._connection = Tight(engine._connection, is_hopeless=True)
        with pytest.raises(duckdb.OutOfMemoryException):
            engine.execute("SELECT 1")
        with pytest.raises(duckdb.OutOfMemoryException):  # nor does a later question change the threads again
            engine.execute("SELECT 2")


def test_a_file_for_which_there_is_too_little_memory_is_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is said, in place of reading all of it row by row."""
    write_base(tmp_path, COUNTED, [])
    pq.write_table(pa.table({"subject": ["town"], "predicate": ["size"]}), tmp_path / "rows.parquet")

    def too_large(*_: object) -> None:
        raise duckdb.OutOfMemoryException("failed to allocate data")

    monkeypatch.setattr(parquet, "_added", too_large)

    with pytest.raises(ConfigurationError, match="9MB of memory is too little for this fact base"):
        embedded.check_path(tmp_path, SETTINGS, memory="9MB")
