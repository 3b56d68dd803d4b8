"""The screens on SQLite, which every Python has: the same SQL, without any package."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from averred.engine import sql

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

    def fill(self, table: str, rows: Sequence[Relation]) -> None:
        """Make a table of relations."""
        self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        self.connection.execute(f"CREATE TABLE {table} (name, x, x_part, y, y_part)")
        self.connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", rows)

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """What a query gives."""
        return self.connection.execute(query)

    def close(self) -> None:
        """Stop it."""
        self.connection.close()
