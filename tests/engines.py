"""Engines of the tests: SQLite, which every Python has, and one that does what Spark does in this process."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Final

import pyarrow as pa

from averred.engine import sql, times
from averred.engine.duck import DuckEngine
from averred.engine.spark import union

Relation = tuple[str, str, str, str, str]
Record = tuple[object, ...]


class SqliteEngine:
    """The screens on SQLite."""

    name = "sqlite"

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        columns = ", ".join(f"{name} {kind}" for name, kind in sql.COLUMNS.items())
        self.connection.execute(f"CREATE TABLE facts ({columns})")

    def add(self, records: Iterable[Record]) -> int:
        """Add rows to the table `facts`."""
        marks = ", ".join("?" for _ in sql.COLUMNS)
        return self.connection.executemany(f"INSERT INTO facts VALUES ({marks})", records).rowcount

    def make(self, table: str, query: str) -> None:
        """Make a table of what a query gives."""
        self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        self.connection.execute(f"CREATE TABLE {table} AS {query}")

    def define(self, table: str, query: str) -> None:
        """Give a query a name."""
        self.connection.execute(f"DROP VIEW IF EXISTS {table}")
        self.connection.execute(f"CREATE VIEW {table} AS {query}")

    def fill(self, table: str, rows: Sequence[Relation]) -> None:
        """Make a table of relations."""
        self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        self.connection.execute(f"CREATE TABLE {table} (name, x, x_part, y, y_part)")
        self.connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", rows)

    def repeated_ids(self) -> str:
        """The ids that several facts have."""
        return sql.REPEATED

    def uniform(self) -> dict[str, str]:
        """Nothing is known."""
        return {}

    def predicates(self) -> set[str]:
        """They are looked for."""
        return {str(name) for (name,) in self.rows("SELECT DISTINCT predicate FROM facts")}

    def wordings(self) -> set[str]:
        """They are looked for."""
        return {str(words) for (words,) in self.rows(times.wordings(times.UNREAD))}

    def day_of(self, column: str) -> str:  # noqa: ARG002 - it is the same for every column
        """Python reads all wordings of times."""
        return times.UNREAD

    def number(self, order: str) -> str:
        """Rows are numbered in some order."""
        return f"ROW_NUMBER() OVER (ORDER BY {order})"

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """What a query gives."""
        return self.connection.execute(query)

    def close(self) -> None:
        """Stop it."""
        self.connection.close()


class KeptEngine(DuckEngine):
    """DuckDB that is started once: to start it takes longer than to screen a few facts."""

    def __init__(self) -> None:
        super().__init__()
        self.execute("SET threads = 1")
        atexit.register(super().close)

    def close(self) -> None:
        """Leave it as it was in the beginning."""
        views = self.rows("SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal")
        tables = self.rows("SELECT 'TABLE', table_name FROM duckdb_tables()")
        for kind, name in [*views, *tables]:
            self.execute(f"DROP {kind} {name}")
        self._begin()


kept_engine = cache(KeptEngine)
#: What measures the rows of a file in an executor, beside the engine that asks for it.
kept_executor = cache(KeptEngine)
#: What a law is tried on: what the name of an engine gives an empty one.
ENGINES: Final[Mapping[str, Callable[[], SqliteEngine | DuckEngine]]] = {
    "sqlite": SqliteEngine,
    "duckdb": kept_engine,
}


class ApartEngine(KeptEngine):
    """The steps of Spark on DuckDB: what executors do is done here, in two streams instead of partitions."""

    name = "spark"
    _kinds: ClassVar = {"STRING": pa.string(), "BIGINT": pa.int64(), "BINARY": pa.binary()}

    def measure(self, files: int, work: Callable[[Any], Any]) -> None:
        """The table `facts`, file by file."""
        for number in range(-1, files):
            for batch in work(iter([pa.record_batch({"file": pa.array([number], pa.int64())})])):
                self._insert(pa.Table.from_batches([batch]))

    def load(self, table: str, rows: Any, schema: dict[str, str] | None = None) -> None:
        """A table of columns, or of an Arrow table."""
        if schema:
            kinds = [self._kinds[kind] for kind in schema.values()]
            rows = pa.table([pa.array(*pair) for pair in zip(rows, kinds, strict=True)], names=list(schema))
        super().load(table, rows)

    def read(self, table: str, query: str, work: Callable[[Any], Any], schema: str) -> None:
        """All rows in one stream."""
        rows = [*self.arrow(f"SELECT * FROM ({query}) ORDER BY file, line")]
        self._make(table, work(iter(rows)), schema)

    def group(self, table: str, query: str, work: Callable[[Any], Any], schema: str) -> None:
        """Two streams, with all rows of a unit in one of them, row by row."""
        made: list[Any] = []
        for side in range(2):
            ordered = f"SELECT * FROM ({query}) WHERE hash(unit) % 2 = {side} ORDER BY unit, file, line"
            rows = [batch.slice(at, 1) for batch in self.arrow(ordered) for at in range(len(batch))]
            made += work(iter(rows))
        self._make(table, iter(made), schema)

    def rest(self, table: str, done: Sequence[str]) -> bool:
        """What the rows that were read last rest on."""
        self.make(
            table,
            "SELECT DISTINCT l.unit, f.file, f.line, 0 AS own "
            f"FROM (SELECT unit, unnest(links) AS name FROM {done[-1]}) l JOIN facts f ON f.id = l.name "
            f"WHERE f.file >= 0 AND (l.unit, f.file, f.line) NOT IN ({union(done, '(unit, file, line)')})",
        )
        return any(True for _ in self.rows(f"SELECT unit FROM {table} LIMIT 1"))

    def _make(self, table: str, batches: Iterator[Any], schema: str) -> None:
        pairs = [column.split() for column in schema.split(", ")]
        kinds = [(name, self._kinds.get(kind, pa.list_(pa.string()))) for name, kind in pairs]
        self.load(table, pa.Table.from_batches(batches, pa.schema(kinds)))


kept_apart = cache(ApartEngine)
