"""CSV for spreadsheets: the same keys as columns; no cell of it is taken for a formula.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which reading takes away
again; so nothing is lost (the guard is that of OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from averred.exchange.base import LISTS, Row, Rows, columns_of, from_words, number_or_text, row_of
from averred.structuring import Misfit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from averred.facts import Fact

_FORMULA: Final = r"['\s]*[=+\-@\t\r\n＝＋－＠]"
_LARGEST_CELL: Final = 8 * 1024 * 1024


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file; the number of a row is that of its record, the header not counted.

    A record that does not fit the header is a misfit, and so is what is not UTF-8.
    """
    csv.field_size_limit(_LARGEST_CELL)
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = csv.reader(file, strict=True)
            header = [_unguarded(cell).strip() for cell in next(records, [])]
            for cells in records:
                number += 1
                if any(cells) and (lines is None or number in lines):
                    yield number, _row(header, cells)
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        message = f"the file cannot be read from here on: {error}"
        yield (
            number + 1,
            Misfit(message, "save it as CSV in UTF-8; the rows before were read", rule="malformed-file"),
        )


def _row(header: list[str], cells: list[str]) -> Row | Misfit:
    if len(cells) > len(header):
        return Misfit(
            f"the row has {len(cells)} cells, the header {len(header)}",
            "put text with commas in quotation marks",
            rule="malformed-file",
        )
    return {key: _value(key, _unguarded(cell)) for key, cell in zip(header, cells, strict=False) if cell}


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
