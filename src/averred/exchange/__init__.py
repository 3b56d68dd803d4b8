"""Facts in the formats of other programs: one format a module, each reads rows and writes facts."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from averred.exchange.base import Row, Rows
    from averred.exchange.csv import CellFile
    from averred.exchange.ndjson import LineFile
    from averred.facts import Fact
    from averred.structuring import Misfit

    Entry = tuple[int, str | None, Mapping[str, Any] | Misfit]
    Entries = Iterator[Entry]

__all__ = [
    "FORMATS",
    "PASSAGES",
    "cell_file",
    "entries",
    "entry",
    "format_of",
    "line_file",
    "passage_format",
    "passage_module",
    "read_rows",
    "row_files",
    "write_facts",
]

#: How the name of a file ends → the module of its format.
FORMATS: Final = {
    ".ndjson": "ndjson", ".jsonl": "ndjson", ".ndjson.gz": "ndjson", ".jsonl.gz": "ndjson",
    ".ndjson.zst": "ndjson", ".jsonl.zst": "ndjson", ".parquet": "parquet", ".csv": "csv",
}  # fmt: skip
#: The formats of annotation tools, which hold passages (`averred.exchange.passages`) → the module of each.
PASSAGES: Final = {"web-annotation": "web_annotation", "langextract": "langextract"}
_BEGINNING: Final = 8 * 1024 * 1024
_EXTRACTIONS: Final = rb'"extractions"\s*:'  # within a text of JSON the signs would be escaped


def format_of(path: Path) -> str | None:
    """The format that the name of a file says; None for a file of no such format."""
    name = path.name.lower()
    return next((kind for suffix, kind in FORMATS.items() if name.endswith(suffix)), None)


def passage_format(path: Path) -> str | None:
    """The format of annotation tools that a file is of, by its name or how it begins; None for none."""
    import re

    name = path.name.lower()
    if name.endswith(".jsonld"):
        return "web-annotation"
    if name.endswith((".jsonl", ".ndjson")) and path.is_file():
        with path.open("rb") as file:
            return "langextract" if re.search(_EXTRACTIONS, file.read(_BEGINNING)) else None
    return None


def passage_module(kind: str) -> Any:  # noqa: ANN401 - one of the modules here
    """The module of a format of annotation tools."""
    return import_module(f"averred.exchange.{PASSAGES[kind]}")


def row_files(path: Path) -> list[Path]:
    """The files with a fact a row that belong to a fact base: those in a folder, or the file itself."""
    if path.is_dir():
        from averred.reader import find_row_files

        return find_row_files(path)
    return [path] if format_of(path) and path.is_file() else []


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file of any of the formats; all of them, or those with some numbers.

    Raises:
        ConfigurationError: for a file of another format, or one that needs a package that is not there.
    """
    from averred.structuring import Misfit

    if path.exists() and not path.is_file():  # to read a pipe would wait for whoever writes into it
        return iter([(1, Misfit("it is not an ordinary file", "remove it", rule="malformed-file"))])
    rows: Rows = _module(path).read_rows(path, lines)
    return rows


def entries(path: Path, lines: Collection[int] | None = None) -> Entries:
    """The rows of a file as the reader takes them: number, id (None where there is none), entry or misfit.

    Args:
        path: the file.
        lines: the numbers of the rows that are wanted; None for all. What breaks a file is given anyway.

    Raises:
        ConfigurationError: as `read_rows`.
    """
    for number, row in read_rows(path, lines):
        yield entry(number, row)


def entry(number: int, row: Row | Misfit) -> Entry:
    """A row as the reader takes it, with its number."""
    from averred.exchange.base import entry_of
    from averred.structuring import Misfit

    return (number, None, row) if isinstance(row, Misfit) else (number, *entry_of(row))


def line_file(path: Path) -> LineFile | None:
    """A file of NDJSON, for whoever reads some of its lines by itself; None for any other file."""
    from averred.exchange.ndjson import LineFile

    return LineFile(path) if format_of(path) == "ndjson" and path.is_file() else None


def cell_file(path: Path) -> CellFile | None:
    """A file of CSV, for whoever reads some of its records by itself; None for any other file."""
    from averred.exchange.csv import CellFile

    return CellFile(path) if format_of(path) == "csv" and path.is_file() else None


def write_facts(facts: Iterable[Fact], path: Path) -> int:
    """Writes facts in the format that the name of the file says; how many.

    Raises:
        ConfigurationError: for a name of no format, or a format that needs a package that is not there.
        AverredError: if a number of a fact is no decimal fraction.
    """
    count: int = _module(path).write_rows(facts, path)
    return count


def _module(path: Path) -> Any:  # noqa: ANN401 - one of the modules here
    kind = format_of(path)
    if kind is None:
        raise ConfigurationError(
            f"{path.name} is of no format that is known", suggestion=f"names end in {', '.join(FORMATS)}"
        )
    return import_module(f"averred.exchange.{kind}")
