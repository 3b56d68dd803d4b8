"""CSV for spreadsheets: the same keys as columns; no cell of it is taken for a formula.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which reading takes away
again; so nothing is lost (the guard is that of OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.exchange.base import LISTS, Row, Rows, columns_of, from_words, number_or_text, row_of
from averred.structuring import Misfit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from averred.facts import Fact

_FORMULA: Final = r"['\s]*[=+\-@\t\r\n＝＋－＠]"
_LARGEST_CELL: Final = 8 * 1024 * 1024
_AT_ONCE: Final = 20_000


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file; the number of a row is that of its record, the header not counted.

    A record that does not fit the header is a misfit, and so is what is not UTF-8.
    """
    file = CellFile(path)
    for records in file.chunks():
        for number, cells in records.numbered(lines):
            row = file.row(number, cells)
            if row is not None:
                yield number, row
    if file.broken:
        yield file.broken


class Records(NamedTuple):
    """Some records of a file, one after the other.

    Attributes:
        first: the number of the first of them, counted from 1.
        data: the cells of each.
    """

    first: int
    data: list[list[str]]

    def numbered(self, wanted: Collection[int] | None = None) -> Iterator[tuple[int, list[str]]]:
        """The records with their numbers; all, or those with some numbers."""
        found = enumerate(self.data, self.first)
        if wanted is None:
            return found
        some = frozenset(wanted)
        return (one for one in found if one[0] in some)


class CellFile:
    """A file with a record a row, which is read once from its beginning to its end.

    Attributes:
        header: the keys, once the first records were given.
        ended: whether no row comes after the one that was asked for last: never.
        broken: the number of the row from which on it cannot be read, and why; once all records were given.
    """

    ended = False

    def __init__(self, path: Path) -> None:
        self.header: list[str] = []
        self.broken: tuple[int, Misfit] | None = None
        self._path = path

    def chunks(self) -> Iterator[Records]:
        """The records, many at a time."""
        csv.field_size_limit(_LARGEST_CELL)
        number, waiting = 1, []
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                records = csv.reader(file, strict=True)
                self.header = [_unguarded(cell).strip() for cell in next(records, [])]
                for cells in records:
                    waiting.append(cells)
                    if len(waiting) >= _AT_ONCE:
                        yield Records(number, waiting)
                        number, waiting = number + len(waiting), []
        except (csv.Error, UnicodeDecodeError, OSError) as error:
            message = f"the file cannot be read from here on: {error}"
            help_ = "save it as CSV in UTF-8; the rows before were read"
            self.broken = number + len(waiting), Misfit(message, help_, rule="malformed-file")
        if waiting:
            yield Records(number, waiting)

    def row(self, _: int, cells: list[str]) -> Row | Misfit | None:
        """The row of a record, or what is wrong with it; None where nothing stands."""
        if not any(cells):
            return None
        if len(cells) > len(self.header):
            return Misfit(
                f"the row has {len(cells)} cells, the header {len(self.header)}",
                "put text with commas in quotation marks",
                rule="malformed-file",
            )
        found = zip(self.header, cells, strict=False)
        return {key: _value(key, _unguarded(cell)) for key, cell in found if cell}


def _value(key: str, cell: str) -> object:
    if key in LISTS and cell.startswith("["):
        try:
            return json.loads(cell)
        except ValueError:
            return cell
    return from_words(key, cell)


def write_rows(facts: Iterable[Fact], path: Path) -> int:
    """Writes facts, one a row, with the columns that they need; how many.

    Raises:
        AverredError: if a number of a fact is no decimal fraction.
    """
    rows = [row_of(fact) for fact in facts]
    columns = columns_of(rows) or ["id", "subject", "predicate", "value"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_guarded(name) for name in columns])
        writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return len(rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        alone = len(value) == 1 and not value[0].startswith("[")
        return _guarded(value[0] if alone else json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return _guarded(value)
    return format(value, "f")


def _guarded(words: str) -> str:
    """Words that no spreadsheet runs; a plain number needs no guard."""
    is_number = not isinstance(number_or_text(words), str)
    return f"'{words}" if not is_number and re.match(_FORMULA, words) else words


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and re.match(_FORMULA, cell) else cell
