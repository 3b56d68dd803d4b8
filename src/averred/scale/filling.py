"""The table `facts` of an engine: the facts of the fact files, and the rows of files of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred import exchange, reader
from averred.engine.rows import Measurer
from averred.exchange.base import entry_of
from averred.structuring import Misfit
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from averred.engine.duck import DuckEngine
    from averred.engine.lines import Lines
    from averred.engine.rows import Record
    from averred.engine.session import Tell
    from averred.scale.large import Large

_TOLD_AFTER: Final = 10_000


@undisturbed()
def fill(engine: DuckEngine, large: Large, files: Iterable[int], tell: Tell | None = None) -> None:
    """Make the table `facts` in DuckDB: the facts of the fact files, and the rows of some files."""
    from averred.engine.lines import Lines
    from averred.engine.parquet import add_parquet

    measurer = measurer_of(large)
    odd: dict[int, Collection[int] | None] = {}
    for index in files:
        file = large.files[index]
        if tell:
            tell("reading files", index, len(large.files))
        is_table = exchange.format_of(file) == "parquet" and file.is_file()
        row_id = reader.row_id(file, 0)[:-1]
        odd[index] = add_parquet(engine, index, file, measurer, row_id) if is_table else None
    lines = Lines(engine, measurer)
    engine.add(_told(_records(large, measurer, odd, lines, tell), tell))
    lines.attach()


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
    lines: Lines | None = None,
    tell: Tell | None = None,
) -> Iterator[Record]:
    """The same, of all rows of some files or those with some numbers; not what the engine reads of lines."""
    for fact in large.vocabulary.facts:
        yield measurer.of_fact(-1, fact)
    for index, numbers in files.items():
        file = large.files[index]
        if lines is None or numbers is not None:
            found = exchange.entries(file, numbers)
        else:
            found = _odd_rows(large, index, lines, tell)
        for line, name, entry in found:
            given = name or reader.row_id(file, line)
            yield measurer.record(index, line, given, {} if isinstance(entry, Misfit) else entry)


def _odd_rows(large: Large, index: int, lines: Lines, tell: Tell | None) -> exchange.Entries:
    """The rows of a file that the engine does not read itself."""
    path = large.files[index]
    file = exchange.line_file(path)
    if file is None:
        yield from exchange.entries(path)
        return
    for chunk in file.chunks():
        if tell and chunk.first > _TOLD_AFTER:
            tell("reading rows", chunk.first - 1, 0)
        odd = lines.read(index, reader.row_id(path, 0)[:-1], chunk.first, chunk.size, chunk.data)
        for number, line in chunk.numbered(odd):
            row = file.row(number, line)
            if row is not None:
                yield exchange.entry(number, row)
            if file.ended:
                lines.leave(index, number)
                return
    if file.broken:
        yield exchange.entry(*file.broken)


def measurer_of(large: Large) -> Measurer:
    """Makes rows of the table `facts`."""
    conventions = large.settings.conventions
    base = large.vocabulary
    read = reader.value_reader(base, conventions)
    return Measurer(large.predicates, base.sources, read, conventions, lambda row: entry_of(row)[1])
