"""CSV for spreadsheets: the same keys as columns; no cell of it is taken for a formula.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which reading takes away
again; so nothing is lost (the guard is that of OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import json
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from averred.exchange.base import (
    LISTS,
    Row,
    Rows,
    columns_of,
    from_words,
    not_allowed,
    number_or_text,
    row_of,
)
from averred.exchange.chunks import LONGEST_LINE
from averred.structuring import Misfit, shown

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Collection, Iterable, Iterator

    from averred.facts import Fact

_FORMULA: Final = r"['\s]*[=+\-@\t\r\n＝＋－＠]"
_LARGEST_CELL: Final = 8 * 1024 * 1024
_AT_ONCE: Final = 20_000
#: What parts the cells: spreadsheets write semicolons where a comma stands in numbers.
_MARKS: Final = (",", ";", "\t")
_ENDS: Final = ("\n", "\r")
#: What Python's reader says of a record, and what it means.
_REASONS: Final = (
    ("unexpected end of data", "a quotation mark opens a cell that does not end"),
    ("expected after", "something stands after the quotation mark that ends a cell; within one write two"),
    ("larger than field limit", f"a cell is longer than {_LARGEST_CELL >> 20} MB"),
)
#: Bytes that are no UTF-8, as Python keeps them.
_NO_UTF8: Final = re.compile("[\udc80-\udcff]")


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file; the number of a row is that of its record, and the header is the first.

    So a spreadsheet counts, and an editor where no cell has two lines. A record that does not fit the header
    is a misfit, and so is one that is not UTF-8 or cannot be taken apart.
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
        self._wrong: dict[int, Misfit] = {}

    def chunks(self) -> Iterator[Records]:
        """The records, many at a time; one that cannot be read has no cells, and `row` says why."""
        records = _records(self._path)
        header = _keys(next(records, []))
        if not isinstance(header, list):
            self.broken = 1, header.why if isinstance(header, _End) else header
            return
        self.header = header
        number = 2
        waiting: list[list[str]] = []
        for found in records:
            if isinstance(found, _End):
                self.broken = number + len(waiting), found.why
                break
            if isinstance(found, Misfit):
                self._wrong[number + len(waiting)] = found
            waiting.append([] if isinstance(found, Misfit) else found)
            if len(waiting) >= _AT_ONCE:
                yield Records(number, waiting)
                number, waiting = number + len(waiting), []
        if waiting:
            yield Records(number, waiting)

    def row(self, number: int, cells: list[str]) -> Row | Misfit | None:
        """The row of a record, or what is wrong with it; None where nothing stands."""
        if not any(cells):
            return self._wrong.get(number)
        if len(cells) > len(self.header):
            return Misfit(
                f"the row has {len(cells)} cells, the header {len(self.header)}",
                "put text with commas in quotation marks",
                rule="malformed-file",
            )
        found = zip(self.header, cells, strict=False)
        return {key: _value(key, _unguarded(cell)) for key, cell in found if cell}


class _End(NamedTuple):
    """Where a file cannot be read any further, and why."""

    why: Misfit


def _records(path: Path) -> Iterator[list[str] | Misfit | _End]:
    """The cells of each record, and what is wrong with one.

    What is wrong within one line ends with that line. A record of several lines that is wrong may have
    begun anywhere, so nothing is read after it.
    """
    csv.field_size_limit(_LARGEST_CELL)
    spoilt: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as file:
            lines = _lines(file, spoilt)
            first = next(lines, "")
            records = csv.reader(chain([first], lines), delimiter=_mark(first), strict=True)
            while (found := _next(records)) is not None:
                is_wrong = spoilt and not isinstance(found, _End)
                yield _unreadable("the row cannot be read", spoilt[0]) if is_wrong else found
                spoilt.clear()
    except OSError as error:
        yield _End(not_allowed(error) or _unreadable("the file cannot be read from here on", str(error)))


def _next(records: Reader) -> list[str] | Misfit | _End | None:
    """The next record; None at the end of the file."""
    begin = records.line_num
    try:
        return next(records, None)
    except csv.Error as error:
        if records.line_num == begin + 1:
            return _unreadable("the row cannot be read", _why(error))
        return _End(_unreadable("the file cannot be read from here on", _why(error)))


def _lines(file: TextIO, spoilt: list[str]) -> Iterator[str]:
    """The lines of a file; what is wrong with one is noted when it is given."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(_ENDS):
            spoilt.append(f"a line is longer than {LONGEST_LINE >> 20} MB")
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(_ENDS):
                pass
            line = "\n"
        elif not line.isascii() and (found := _NO_UTF8.search(line)):
            spoilt.append(f"byte {ord(found[0]) - 0xDC00:#04x} at {found.start() + 1:,} is not UTF-8")
        yield line


def _mark(header: str) -> str:
    """What parts the cells of a file with this header."""
    return next((mark for mark in _MARKS if mark in header), _MARKS[0])


def _keys(header: list[str] | Misfit | _End) -> list[str] | Misfit | _End:
    """The keys that a header names, or what is wrong with it."""
    if not isinstance(header, list):
        return header
    keys = [_unguarded(cell).strip() for cell in header]
    twice = next((key for key in keys if key and keys.count(key) > 1), None)
    if twice is None:
        return keys
    return Misfit(f"the column {shown(twice)} is there twice", "keep one", rule="malformed-file")


def _unreadable(what: str, why: str) -> Misfit:
    return Misfit(f"{what}: {why}", "save it as CSV in UTF-8", rule="malformed-file")


def _why(error: csv.Error) -> str:
    """What is wrong with a record, without the words of Python."""
    words = str(error)
    return next((ours for theirs, ours in _REASONS if theirs in words), words)


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
