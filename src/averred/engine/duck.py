"""The screens on DuckDB: one machine, memory within a limit, the rest spilled to disk."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from averred.engine import columns, sql, times, uniform
from averred.engine.repeats import Named, repeated
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from averred.engine.ids import Ids
    from averred.engine.rows import Record
    from averred.engine.screens import Relation
    from averred.engine.uniform import Uniform

_BATCH: Final = 100_000
_ADDED: Final = "SELECT * FROM added"
T = TypeVar("T")


class DuckEngine:
    """One run of DuckDB, in memory, with what does not fit in a folder for temporary files.

    Attributes:
        name: how a report calls it.
    """

    name = "duckdb"
    _is_alone = False

    def __init__(self, memory: str = "1GB", spill: Path | None = None) -> None:
        """Start it.

        Args:
            memory: the most memory that the engine may use, such as "1GB".
            spill: the folder for what does not fit; the system's one for temporary files if None.

        Raises:
            ConfigurationError: if the package is missing, `memory` is no such amount or hardly any, or
                nothing can be written to the folder.
        """
        import tempfile

        try:
            import duckdb
        except ImportError:
            raise ConfigurationError(
                "large fact bases need another package", suggestion='pip install "averred[duckdb]"'
            ) from None
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="averred-", dir=spill)
        except OSError as error:
            raise ConfigurationError(
                f"cannot write to {spill or 'the temporary folder'}: {error.strerror}"
            ) from None
        with ExitStack() as undo:  # also where Ctrl-C ends it
            undo.callback(self._folder.cleanup)
            with _interrupts():
                config: dict[str, Any] = {"temp_directory": self._folder.name}
                self._connection: Any = duckdb.connect(":memory:", config=config)
            undo.callback(self._connection.close)
            try:
                self.execute(f"SET memory_limit = {sql.quoted(memory)}")
            except duckdb.Error:
                raise ConfigurationError(
                    f"“{memory}” is no amount of memory", suggestion="write 2GB"
                ) from None
            self.execute("SET preserve_insertion_order = false")
            self._begin()
            undo.pop_all()

    def _begin(self) -> None:
        """Make the table `facts`, without a row."""
        columns = ", ".join(f"{name} {kind}" for name, kind in sql.COLUMNS.items())
        self.execute(f"CREATE TABLE added ({columns})")
        self._sources: dict[str, Named] = {}
        self._same: dict[str, Uniform | None] = {}
        self._predicates: dict[str, frozenset[str] | None] = {}
        self._wordings: dict[str, frozenset[str]] = {}
        self._facts: list[str] = []
        self.attach(_ADDED, 0)

    def attach(
        self,
        query: str,
        size: int,
        same: Uniform = MappingProxyType({}),
        ids: Ids | None = None,
        predicates: frozenset[str] | None = None,
        wordings: frozenset[str] = frozenset(),
    ) -> None:
        """Take what a query gives as further rows of the table `facts`, each time that they are asked for.

        Args:
            query: gives the rows of a file, in its order.
            size: how many these are.
            same: which columns have one value in all of them.
            ids: what is known of their ids; these are looked at when it is asked for if None.
            predicates: those of all of them; None where nobody knows.
            wordings: those of their times, but for single days.
        """
        self._sources[query] = Named(size, ids)
        self._same[query], self._predicates[query] = same, predicates
        self._wordings[query] = wordings
        # the largest first: DuckDB plans for as much as that has, and after a small one it does not spill
        first = sorted(self._sources, key=lambda query: self._sources[query].size, reverse=True)
        if first != self._facts:
            self.define("facts", " UNION ALL ".join(first))
            self._facts = first

    def repeated_ids(self) -> str:
        """A query for the ids that several facts have."""
        return repeated(self, self._sources)

    def add(self, records: Iterable[Record]) -> int:
        """Add rows to the table `facts`; how many."""
        import pyarrow as pa

        count = 0
        waiting = iter(records)
        while batch := list(islice(waiting, _BATCH)):
            arrays = [
                pa.array(column, columns.arrow_type(kind))
                for column, kind in zip(zip(*batch, strict=True), sql.COLUMNS.values(), strict=True)
            ]
            self._insert(pa.table(arrays, names=list(sql.COLUMNS)))
            count += len(batch)
        return count

    def _insert(self, table: Any) -> None:  # noqa: ANN401 - pyarrow has no types of its own
        self.append("added", table)
        self.attach(_ADDED, self._sources[_ADDED].size + table.num_rows)

    def execute(self, query: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 - duckdb has no types here
        """Run a query of the engine's own dialect."""
        with _interrupts():
            return self._in_memory(lambda: self._connection.execute(query, parameters))

    def _in_memory(self, ask: Callable[[], T]) -> T:
        """Asks once more, in one thread, where the memory is too little for the tables that each has."""
        import duckdb

        try:
            return ask()
        except duckdb.OutOfMemoryException:
            if self._is_alone:
                raise
        self._is_alone = True
        self._connection.execute("SET threads = 1")
        return ask()

    def arrow(self, query: str) -> Iterator[Any]:
        """What a query gives, in Arrow batches. Nothing else can be asked until they were given."""
        import pyarrow as pa

        ask = self._connection.sql
        with _interrupts():
            reader = self._in_memory(lambda: pa.RecordBatchReader.from_stream(ask(query)))
        return _batches(reader)

    def load(self, table: str, rows: object) -> None:
        """Make a table of an Arrow table."""
        with self._incoming(rows):
            self.make(table, "SELECT * FROM incoming")

    def append(self, table: str, rows: object, query: str = "SELECT * FROM incoming") -> None:
        """Add to a table what a query makes of an Arrow table, which it calls `incoming`."""
        with self._incoming(rows):
            self.execute(f"INSERT INTO {table} {query}")

    @contextmanager
    def _incoming(self, rows: object) -> Iterator[None]:
        """An Arrow table as a table of the engine, which is called `incoming`."""
        with _interrupts():
            self._connection.register("incoming", rows)
            yield
            self._connection.unregister("incoming")

    def make(self, table: str, query: str) -> None:
        """Make a table of what a query gives."""
        self.execute(f"CREATE OR REPLACE TABLE {table} AS {query}")

    def define(self, table: str, query: str) -> None:
        """Give a query a name, under which it is asked anew each time."""
        self.execute(f"CREATE OR REPLACE VIEW {table} AS {query}")

    def fill(self, table: str, rows: Sequence[Relation]) -> None:
        """Make a table of relations."""
        import pyarrow as pa

        names = ("name", "x", "x_part", "y", "y_part")
        columns = zip(*rows, strict=True) if rows else ([] for _ in names)
        self.load(table, pa.table([pa.array(column, pa.string()) for column in columns], names=list(names)))

    def uniform(self) -> dict[str, str]:
        """Columns of `facts` that have one value in all rows, with that value as SQL."""
        return uniform.in_all((self._same | {_ADDED: uniform.of_table(self, "added")}).values())

    def predicates(self) -> frozenset[str] | None:
        """The predicates of all facts; None where nobody knows them."""
        found = self.rows("SELECT DISTINCT predicate FROM added")
        known = [*(self._predicates | {_ADDED: frozenset(str(name) for (name,) in found)}).values()]
        return None if None in known else frozenset().union(*(some for some in known if some is not None))

    def wordings(self) -> Iterable[str]:
        """The wordings of the times of all facts, but for single days: those of files are known already."""
        found = self.rows(times.wordings(self.day_of("f.time"), "added"))
        return frozenset(str(words) for (words,) in found).union(*self._wordings.values())

    def day_of(self, column: str) -> str:
        """The number of the day that a wording of a time names, if that is one day in full."""
        return columns.day_of(column)

    def number(self, order: str) -> str:  # noqa: ARG002 - to sort millions of rows takes seconds
        """The number of each row: as they come."""
        return "ROW_NUMBER() OVER ()"

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """What a query gives, in batches."""
        with closing(self._connection.cursor()) as cursor:  # others may be asked before this one has ended
            with _interrupts():
                batch = self._in_memory(lambda: cursor.execute(query).fetchmany(_BATCH))
            while batch:
                yield from batch
                with _interrupts():
                    batch = cursor.fetchmany(_BATCH)

    def close(self) -> None:
        """Stop it and remove its temporary files."""
        self._connection.close()
        self._folder.cleanup()


@contextmanager
def enough(memory: str) -> Iterator[None]:
    """Says in plain words that the engine cannot work with as little memory as it may use.

    Raises:
        ConfigurationError: in place of the engine's own error.
    """
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise ConfigurationError(
            f"{memory} of memory is too little for this fact base", suggestion="give more with --memory"
        ) from None


def _batches(reader: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types of its own
    with reader:
        while True:
            with _told_by_arrow():
                batch = next(reader, None)
            if batch is None:
                return
            yield batch


@contextmanager
def _told_by_arrow() -> Iterator[None]:
    """Makes what goes wrong within a stream what it is elsewhere: all of it is an OSError to Arrow."""
    import duckdb

    try:
        yield
    except OSError as error:
        kind = str(error).partition(":")[0]
        if kind == "INTERRUPT Error":
            raise KeyboardInterrupt from error
        if kind == "Out of Memory Error":
            raise duckdb.OutOfMemoryException(str(error)) from error
        raise


@contextmanager
def _interrupts() -> Iterator[None]:
    """Makes Ctrl-C in a query what it is everywhere else; the engine calls it a failure of its own."""
    import duckdb

    try:
        yield
    except (RuntimeError, duckdb.InterruptException) as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise
