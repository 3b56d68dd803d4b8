"""The screens on Spark: the same SQL text on a session that the user gives, or on a local one.

The executors measure rows and judge groups by `mapInArrow`: one stream of Arrow batches a partition, never
a call a group. What they do is handed in as callables, which have to be importable where they run.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from averred.engine import sql
from averred.engine.columns import arrow_type
from averred.engine.local_spark import local_session
from averred.engine.times import UNREAD, wordings
from averred.errors import AverredError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Record
    from averred.engine.screens import Relation

    Batches = Iterator[Any]
    Work = Callable[[Batches], Batches]

_SQL_TYPES: Final = {"BIGINT": "BIGINT", "VARCHAR": "STRING", "DOUBLE": "DOUBLE"}
_SCHEMA: Final = ", ".join(f"{name} {_SQL_TYPES[kind]}" for name, kind in sql.COLUMNS.items())
_RELATION: Final = ("name", "x", "x_part", "y", "y_part")


#: A text in standard SQL, where a quotation mark is written twice.
_TEXT: Final = re.compile("'((?:[^']|'')*)'")


def _escaped(text: re.Match[str]) -> str:
    """The same text for Spark, where a backslash would begin an escape, or let a text go on past its end."""
    inner = text[1].replace("\\", "\\\\").replace("''", "\\'")
    return f"'{inner}'"


class SparkEngine:
    """One run on a Spark session. Its temporary views are named after the tables of the screens.

    Attributes:
        name: how a report calls it.
        session: the session.
    """

    name = "spark"

    def __init__(
        self,
        session: Any = None,  # noqa: ANN401 - pyspark is not a dependency
        memory: str = "1GB",
        folder: str | None = None,
        spill: Path | None = None,
    ) -> None:
        """Take a session, or start a local one.

        Args:
            session: a pyspark.sql.SparkSession, classic or Connect.
            memory: the memory of a local session that has to be started; a given one has its own.
            folder: where tables are kept while it runs, which all executors see, as Spark writes it; in
                Spark's own cache if None.
            spill: the temporary folder of a local session that has to be started.

        Raises:
            ConfigurationError: if no session is given and the package or Java is missing, or `memory` is
                no such amount.
        """
        self.session = session or local_session(memory, spill)
        self._folder = folder
        self._run = f"averred-{uuid4().hex}"
        self._views: set[str] = set()
        self._kept: list[Any] = []

    def add(self, records: Iterable[Record]) -> None:
        """Add rows that were measured here to the table `facts`, if there is one; see `measure`."""
        import pyarrow as pa

        columns = list(zip(*records, strict=True)) or [()] * len(sql.COLUMNS)
        arrays = [
            pa.array(column, arrow_type(kind))
            for column, kind in zip(columns, sql.COLUMNS.values(), strict=True)
        ]
        frame = self._frame(arrays, list(sql.COLUMNS), _SCHEMA)
        self.use(self.session.table("facts").unionAll(frame) if "facts" in self._views else frame)

    def measure(self, files: int, work: Work) -> None:
        """Make the table `facts` in the executors, one task a file.

        Args:
            files: how many files there are.
            work: is given the numbers of files, -1 for the fact files, and gives rows of `facts`.
        """
        numbers = self.session.range(-1, files, 1, files + 1).selectExpr("id AS file")
        self.use(numbers.mapInArrow(work, _SCHEMA))

    def use(self, frame: Any) -> None:  # noqa: ANN401 - a pyspark.sql.DataFrame
        """Take a data frame with the columns of `averred.engine.sql.COLUMNS` as the table `facts`."""
        self._view("facts", frame)

    def _asked(self, query: str) -> Any:  # noqa: ANN401 - a pyspark.sql.DataFrame
        return self.session.sql(_TEXT.sub(_escaped, query))

    def make(self, table: str, query: str) -> None:
        """Make a view of what a query gives."""
        self._view(table, self._asked(query))

    def define(self, table: str, query: str) -> None:
        """Give a query a name, under which it is asked anew each time."""
        self._asked(query).createOrReplaceTempView(table)
        self._views.add(table)

    def fill(self, table: str, rows: Sequence[Relation]) -> None:
        """Make a view of relations."""
        columns = list(zip(*rows, strict=True)) or [()] * len(_RELATION)
        self.load(table, columns, dict.fromkeys(_RELATION, "STRING"))

    def load(self, table: str, columns: Sequence[Sequence[Any]], schema: dict[str, str]) -> None:
        """Make a view of columns that are here, of the types STRING and BIGINT."""
        import pyarrow as pa

        kinds = {"STRING": pa.string(), "BIGINT": pa.int64()}
        arrays = [
            pa.array(column, kinds[kind]) for column, kind in zip(columns, schema.values(), strict=True)
        ]
        typed = ", ".join(f"{name} {kind}" for name, kind in schema.items())
        self._view(table, self._frame(arrays, list(schema), typed))

    def read(self, table: str, query: str, work: Work, schema: str) -> None:
        """Make a view of what the executors read for the rows of a query, file by file.

        Args:
            table: the name of the view.
            query: gives the columns `file` and `line`, among others.
            work: is given a range of rows, in order, as one stream.
            schema: the columns that it gives, as SQL.
        """
        rows = self._asked(query).repartitionByRange("file", "line")
        self._view(table, rows.sortWithinPartitions("file", "line").mapInArrow(work, schema))

    def group(self, table: str, query: str, work: Work, schema: str) -> None:
        """Make a view of what the executors make of the rows of a query, unit by unit.

        Args:
            table: the name of the view.
            query: gives the columns `unit`, `file` and `line`, among others.
            work: is given the rows of some units, all of each, in order, as one stream.
            schema: the columns that it gives, as SQL.
        """
        # An order that no later step asks for may be dropped (pysail does); a numbered row keeps it.
        place = "ROW_NUMBER() OVER (PARTITION BY unit ORDER BY file, line) AS place"
        rows = self._asked(f"SELECT *, {place} FROM ({query}) w")
        self._view(table, rows.sortWithinPartitions("unit", "file", "line").mapInArrow(work, schema))

    def rest(self, table: str, done: Sequence[str]) -> bool:
        """Make a view of the rows that other rows rest on, as far as the same unit has not read them yet.

        Args:
            table: the name of the view.
            done: tables that `read` made; of the last one `links` is looked at.

        Returns:
            Whether there are any.
        """
        self.make(
            table,
            "SELECT DISTINCT l.unit, f.file, f.line, CAST(0 AS BIGINT) AS own "
            f"FROM (SELECT unit, explode(links) AS name FROM {done[-1]}) l JOIN facts f ON f.id = l.name "
            f"LEFT ANTI JOIN ({union(done, 'unit, file, line')}) d "
            "ON d.unit = l.unit AND d.file = f.file AND d.line = f.line WHERE f.file >= 0",
        )
        return any(self.rows(f"SELECT unit FROM {table} LIMIT 1"))

    def repeated_ids(self) -> str:
        """A query for the ids that several facts have: rows have no order here that excludes any."""
        return sql.REPEATED

    def uniform(self) -> dict[str, str]:
        """To find them out would take a look at all rows."""
        return {}

    def predicates(self) -> None:
        """As above."""

    def wordings(self) -> Iterable[str]:
        """They are looked for."""
        return [str(words) for (words,) in self.rows(wordings(UNREAD))]

    def day_of(self, column: str) -> str:  # noqa: ARG002 - it is the same for every column
        """All wordings are read by Python."""
        return UNREAD

    def number(self, order: str) -> str:
        """The number of each row in some order: another run of the same query has to give the same ones."""
        return f"ROW_NUMBER() OVER (ORDER BY {order})"

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """What a query gives."""
        for batch in self._asked(query).toArrow().to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def close(self) -> None:
        """Leave the session to its owner; its views go."""
        for table in self._views:
            self.session.catalog.dropTempView(table)
        for frame in self._kept:
            frame.unpersist()

    def _view(self, table: str, frame: Any) -> None:  # noqa: ANN401 - a pyspark.sql.DataFrame
        kept = frame.cache() if self._folder is None else self._write(frame)
        kept.createOrReplaceTempView(table)
        self._views.add(table)
        self._kept.append(kept)

    def _write(self, frame: Any) -> Any:  # noqa: ANN401 - as above
        place = f"{self._folder}/{self._run}/{len(self._kept)}"
        frame.write.parquet(place)
        return self.session.read.schema(frame.schema).parquet(place)

    def _frame(self, arrays: list[Any], names: list[str], schema: str) -> Any:  # noqa: ANN401 - as above
        import pyarrow as pa

        table = pa.table(arrays, names=names)
        return self.session.createDataFrame(table, schema) if len(table) else self._empty(schema)

    def _empty(self, schema: str) -> Any:  # noqa: ANN401 - as above
        return self.session.createDataFrame([], schema)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Says what an executor refuses as it said so itself, and not the way that this took through Spark.

    Raises:
        ConfigurationError: in place of Spark's own error.
    """
    try:
        yield
    except Exception as error:
        found = _ON_PURPOSE.search(str(error))
        if found is None or isinstance(error, AverredError):
            raise
        raise ConfigurationError(found[1]) from None


#: How Python shows an error that was raised on purpose.
_ON_PURPOSE: Final = re.compile(r"averred\.errors\.\w+: ([^\n]+)")


def union(tables: Sequence[str], columns: str = "*") -> str:
    """The rows of several tables."""
    return " UNION ALL ".join(f"SELECT {columns} FROM {table}" for table in tables)


def batches_of(engine: DuckEngine, file: int) -> Batches:
    """The rows of a file in the table `facts` of DuckDB, as an executor hands them to Spark."""
    import pyarrow as pa

    kinds = pa.schema([(name, arrow_type(kind)) for name, kind in sql.COLUMNS.items()])
    for batch in engine.arrow(f"SELECT {', '.join(sql.COLUMNS)} FROM facts WHERE file = {file}"):
        yield batch.cast(kinds)
