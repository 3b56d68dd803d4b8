"""Queries over a fact base: tables of SQLite, which a query can read and nothing else.

The tables are documented in docs/reference/tables.md. A query has no access to files, settings or the
network, cannot change anything, gives the same rows on every day, and ends after a number of steps.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from time import thread_time
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from averred.errors import ConfigurationError
from averred.query_tables import TABLES, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from averred.factbase import FactBase
    from averred.query_tables import Cell

#: Steps of SQLite's virtual machine after which a query is stopped; ten million take about a second.
MOST_STEPS: Final = 20_000_000
#: Further steps for each fact: to look at it takes 4, to join it with others of its subject about 30.
STEPS_A_FACT: Final = 200
MOST_ROWS: Final = 1_000
_STEPS_AT_A_TIME: Final = 1_000
#: Seconds of the processor that so many steps take at most: mostly it is a ten thousandth. What takes longer,
#: to compare very long texts again and again, counts as more steps.
_LONGEST_TIME: Final = 0.002
#: Of a text, and of a pattern for texts: within one step nothing can be stopped.
_LONGEST_TEXT: Final = 100_000
_LONGEST_PATTERN: Final = 1_000

#: The order of rows, where it is not that of their columns.
_ORDER: Final = MappingProxyType({"facts": "source, id"})
#: By what a query finds facts and names without looking at all of them.
_FOUND_BY: Final = (("facts", "id"), ("facts", "subject"), ("scopes", "fact"), ("entities", "id"))
_ALLOWED: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
#: Functions that reach outside, or that give another answer each time.
_REFUSED: Final = frozenset(
    [
        "load_extension",
        "random",
        "randomblob",
        "zeroblob",
        "fts3_tokenizer",
        "date",
        "time",
        "datetime",
        "julianday",
        "strftime",
        "unixepoch",
        "timediff",
        "current_date",
        "current_time",
        "current_timestamp",
        "sqlite_version",
        "last_insert_rowid",
        "changes",
        "total_changes",
    ]
)


class Tables:
    """The tables of a fact base, behind a lock that lets queries through alone.

    Their rows stand in an order that does not depend on the order in which they were added.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Begin without a row.

        Args:
            folder: where the tables are, if they are too large for memory; it has to be empty.
        """
        self._connection = sqlite3.connect(":memory:" if folder is None else folder / "tables.db")
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        for table, columns in TABLES.items():
            self._connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        for table, column in _FOUND_BY:
            unique = "UNIQUE " if column == "id" else ""
            self._connection.execute(f"CREATE {unique}INDEX {table}_{column} ON {table} ({column})")
        self._is_open = True
        self._added: list[str] = []
        self._facts = 0
        self._answers: dict[str, Sequence[Mapping[str, Cell]] | ConfigurationError] = {}

    def add(self, fact_base: FactBase) -> None:
        """Add facts, and what is declared and named beside them; what is there already stays."""
        for table, rows in rows_of(fact_base).items():
            if table not in self._added:
                self._connection.execute(f"CREATE TABLE new_{table} ({', '.join(TABLES[table])})")
                self._added.append(table)
            marks = ", ".join("?" for _ in TABLES[table])
            self._connection.executemany(f"INSERT INTO new_{table} VALUES ({marks})", rows)  # noqa: S608 - our own
        self._facts += len(fact_base.facts)

    def rows(self, query: str) -> Sequence[Mapping[str, Cell]]:
        """The rows of a query, by the names of its columns, up to `MOST_ROWS` and one more.

        Raises:
            ConfigurationError: for anything but one SELECT over the tables, and where it takes too many
                steps over these facts; the message says what the query does.
        """
        if self._is_open:
            self._lock()
        if query not in self._answers:
            self._answers[query] = self._answer(query)
        answer = self._answers[query]
        if isinstance(answer, ConfigurationError):
            raise answer.with_traceback(None)
        return answer

    def _answer(self, query: str) -> Sequence[Mapping[str, Cell]] | ConfigurationError:
        """What a query gives, or why it gives nothing: that takes as long to find out."""
        try:
            columns, rows = _ask(self._connection, query, MOST_STEPS + STEPS_A_FACT * self._facts)
        except ConfigurationError as error:
            return error
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def close(self) -> None:
        """Drop everything."""
        self._connection.close()

    def _lock(self) -> None:
        """Put what was added in order; from now on there are queries alone."""
        for table in self._added:
            order = _ORDER.get(table, ", ".join(TABLES[table]))
            ordered = f"SELECT DISTINCT * FROM new_{table} ORDER BY {order}"  # noqa: S608 - our own names
            self._connection.execute(f"INSERT INTO {table} {ordered}")
            self._connection.execute(f"DROP TABLE new_{table}")
        self._connection.commit()
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _LONGEST_PATTERN)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._connection.set_authorizer(_authorize)
        self._is_open = False


def _authorize(action: int, _first: str | None, second: str | None, *_: object) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    is_function = action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _REFUSED
    return sqlite3.SQLITE_OK if is_function else sqlite3.SQLITE_DENY


def named_in(row: Mapping[str, Cell]) -> Iterator[str]:
    """What a row may name as ids of facts."""
    return (str(value) for column, value in row.items() if column.startswith("fact"))


def check_query(query: str) -> None:
    """Refuse a query that cannot be asked, without looking at facts.

    Raises:
        ConfigurationError: for anything but one SELECT over the tables; the message says what the query does.
    """
    error = _refused(query, MOST_STEPS)
    if error is not None:
        raise error.with_traceback(None)


@lru_cache(maxsize=100)
def _refused(query: str, _most_steps: int) -> ConfigurationError | None:
    """Why a query cannot be asked; declarations are read again and again, also in each part of many facts."""
    with closing(Tables()) as tables:
        try:
            tables.rows(query)
        except ConfigurationError as error:
            return error
    return None


def _ask(connection: sqlite3.Connection, query: str, steps: int) -> tuple[list[str], list[tuple[Cell, ...]]]:
    left, before = steps // _STEPS_AT_A_TIME, thread_time()

    def count() -> int:
        nonlocal left, before
        now = thread_time()
        left -= 1 + int((now - before) / _LONGEST_TIME)
        before = now
        return int(left <= 0)

    connection.set_progress_handler(count, _STEPS_AT_A_TIME)
    try:
        cursor = connection.execute(query)
        rows = cursor.fetchmany(MOST_ROWS + 1)
    except (sqlite3.Error, sqlite3.Warning) as error:
        if left > 0 and str(error) == "interrupted":  # by Ctrl-C, which SQLite keeps to itself
            raise KeyboardInterrupt from error
        why = "takes too many steps" if left <= 0 else f"cannot be asked: {error}"
        raise ConfigurationError(
            why, suggestion="write one SELECT over the tables of the reference"
        ) from error
    if cursor.description is None:
        raise ConfigurationError("gives no rows", suggestion="write one SELECT")
    return [column[0] for column in cursor.description], rows
