"""Records of CSV → the table `facts`, inside DuckDB: no object for any fact whose record is plain.

Python takes a file apart into cells, as it always does, so quotation marks, line breaks and what is wrong
with them mean the same. What stands in the cells is the engine's: plain is a record of as many cells as the
header has or fewer, with nothing under a key that nobody knows, no cell that is guarded against spreadsheets,
and numbers of at most 15 digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from averred.engine import pieces, sql
from averred.engine.forms import FLAGS, LIST, NUMBER, TAGS, is_key
from averred.engine.known import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_TRUTHS: Final = "('true', 'false')"
#: Every key is a column.
_MOST_KEYS: Final = 200


class Cells:
    """Reads records of CSV."""

    def __init__(self, found: pieces.Pieces) -> None:
        self._pieces = found

    def read(
        self, file: int, row_id: str, first: int, header: Sequence[str], records: Sequence[Sequence[str]]
    ) -> list[int]:
        """Read records; the numbers of those that are odd, in order.

        Args:
            file: the number of the file.
            row_id: what the id of a row without one begins with.
            first: the number of the first of these records.
            header: the keys. All records are odd where one stands there twice, where a row needs one that is
                not there, and where there are very many.
            records: the cells of each.
        """
        keys = [key for key in header if is_key(key)]
        is_told = {"subject", "predicate"} <= set(keys) and len(set(header)) == len(header) <= _MOST_KEYS
        if len(records) < pieces.FEW or not is_told:
            return list(range(first, first + len(records)))
        piece = pieces.Piece(file, row_id, first, keys)
        columns = {key: f"NULLIF(c{place}, '')" for place, key in enumerate(header) if is_key(key)}
        others = [f"c{place} = ''" for place, key in enumerate(header) if not is_key(key)]
        is_plain = [f"NOT starts_with(c{place}, '''')" for place, key in enumerate(header) if is_key(key)]
        is_plain += [_is_plain(key, column) for key, column in columns.items()]
        typed = ", ".join(f"{_typed(key, column)} AS {sql.column(key)}" for key, column in columns.items())
        told = " AND ".join([*others, *(f"COALESCE({one}, true)" for one in is_plain)])
        query = f"SELECT n, {told} AS is_told, {typed} FROM incoming"
        return self._pieces.add(piece, _table(header, records), len(records), query, ["r.is_told"])


def _is_plain(key: str, cell: str) -> str:
    """Whether a cell, if it has anything, surely means the same to the engine."""
    if key in BOUNDS:
        return f"regexp_full_match({cell}, '{NUMBER}')"
    if key in FLAGS:
        return f"lower({cell}) IN {_TRUTHS}"
    if key == "one-of":
        return f"regexp_full_match({cell}, {sql.quoted(LIST)})"
    if key in {"derived-from", "tags", "via"}:
        some = TAGS if key != "derived-from" else LIST
        return f"NOT starts_with({cell}, '[') OR regexp_full_match({cell}, {sql.quoted(some)})"
    return "true"


def _typed(key: str, cell: str) -> str:
    """What a plain cell says."""
    if key in BOUNDS:
        return f"TRY_CAST({cell} AS DOUBLE)"
    if key in FLAGS:
        return f"CASE WHEN lower({cell}) IN {_TRUTHS} THEN lower({cell}) = 'true' END"
    if key == "one-of":
        return f"CASE WHEN {_is_plain(key, cell)} THEN from_json({cell}, '[\"VARCHAR\"]') END"
    if key == "derived-from":
        return f"CASE WHEN {_is_plain(key, cell)} THEN {cell} END"
    return cell


def _table(header: Sequence[str], records: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    """The cells as columns; of a record that is too long none, so that it is odd."""
    import pyarrow as pa

    width = len(header)
    even = records if {*map(len, records)} == {width} else [_even(record, width) for record in records]
    columns = [pa.array(column, pa.string()) for column in zip(*even, strict=True)]
    names = [f"c{place}" for place in range(width)]
    return pa.table([pa.array(range(len(records)), pa.int64()), *columns], names=["n", *names])


def _even(record: Sequence[str], width: int) -> Sequence[str]:
    missing = width - len(record)
    return [*record, *[""] * missing] if missing >= 0 else [""] * width
