"""The table `facts` of an engine: the facts of the fact files, and the rows of files of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from averred import exchange, reader
from averred.engine.rows import Measurer
from averred.exchange.base import entry_of
from averred.running import asks_for_support
from averred.structuring import Misfit
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Record
    from averred.engine.session import Tell
    from averred.scale.large import Large

_TOLD_AFTER: Final = 10_000


@undisturbed()
def fill(engine: DuckEngine, large: Large, files: Iterable[int], tell: Tell | None = None) -> None:
    """Make the table `facts` in DuckDB: the facts of the fact files, and the rows of some files."""
    from averred.engine.parquet import add_parquet

    measurer = measurer_of(large)
    odd: dict[int, Collection[int] | None] = {}
    for index in files:
        file = large.files[index]
        if tell:
            tell("reading files", index, len(large.files))
        is_table = exchange.format_of(file) == "parquet" and file.is_file()
        row_id = large.row_ids[index]
        odd[index] = add_parquet(engine, index, file, measurer, row_id) if is_table else None
    readers = _Readers(engine, measurer, tell)
    engine.add(_told(_records(large, measurer, odd, readers), tell))
    readers.attach()


def _told(rows: Iterable[Record], tell: Tell | None) -> Iterator[Record]:
    """Rows as they are; how many there were is told now and then."""
    for number, row in enumerate(rows):
        if tell and not number % _TOLD_AFTER:
            tell("reading rows", number, 0)
        yield row


def records(large: Large, files: Collection[int] | None = None) -> Iterator[Record]:
    """Facts as rows of the table `facts`: those of the fact files, then those of all or some files."""
    some = range(len(large.files)) if files is None else sorted(files)
    return _records(large, measurer_of(large), dict.fromkeys(some))


def _records(
    large: Large,
    measurer: Measurer,
    files: Mapping[int, Collection[int] | None],
    readers: _Readers | None = None,
) -> Iterator[Record]:
    """The same, of all rows of some files or those with some numbers; not what an engine reads itself."""
    for fact in large.vocabulary.facts:
        yield measurer.of_fact(-1, fact)
    for index, numbers in files.items():
        file = large.files[index]
        if readers is None or numbers is not None:
            found = exchange.entries(file, numbers)
        else:
            found = readers.odd(index, file, large.row_ids[index])
        for line, name, entry in found:
            given = name or f"{large.row_ids[index]}{line}"
            yield measurer.record(index, line, given, {} if isinstance(entry, Misfit) else entry)


class _Readers:
    """What the engine reads of files row by row, some at a time."""

    def __init__(self, engine: DuckEngine, measurer: Measurer, tell: Tell | None) -> None:
        from averred.engine.cells import Cells
        from averred.engine.lines import Lines
        from averred.engine.pieces import Pieces

        self._pieces = Pieces(engine, measurer)
        self._lines, self._cells = Lines(self._pieces), Cells(self._pieces)
        self._tell = tell

    def odd(self, index: int, path: Path, row_id: str) -> exchange.Entries:
        """The rows of a file that the engine does not read itself."""
        lines, cells = exchange.line_file(path), exchange.cell_file(path)
        if lines is not None:
            yield from self._left(
                index, lines, lambda one: self._lines.read(index, row_id, one.first, one.size, one.data)
            )
        elif cells is not None:
            yield from self._left(
                index, cells, lambda one: self._cells.read(index, row_id, one.first, cells.header, one.data)
            )
        else:
            yield from exchange.entries(path)

    def attach(self) -> None:
        """Add what the engine read to the table `facts`."""
        self._pieces.attach()

    def _left(self, index: int, file: Any, read: Callable[[Any], list[int]]) -> exchange.Entries:  # noqa: ANN401 - of lines or of cells
        """What is left of a file that is read some rows at a time."""
        for chunk in file.chunks():
            if self._tell and chunk.first > _TOLD_AFTER:
                self._tell("reading rows", chunk.first - 1, 0)
            for number, one in chunk.numbered(read(chunk)):
                row = file.row(number, one)
                if row is not None:
                    yield exchange.entry(number, row)
                if file.ended:
                    self._pieces.leave(index, number)
                    return
        if file.broken:
            yield exchange.entry(*file.broken)


def measurer_of(large: Large) -> Measurer:
    """Makes rows of the table `facts`."""
    conventions = large.settings.conventions
    base = large.vocabulary
    read = reader.value_reader(base, conventions)
    rests = asks_for_support(large.settings)
    return Measurer(large.predicates, base.sources, read, conventions, lambda row: entry_of(row)[1], rests)
