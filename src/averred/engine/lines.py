"""Lines of JSON → the table `facts`, inside DuckDB: no object for any fact whose line is plain.

Plain is a line that surely means the same to the engine as to Python: one flat object of keys that are
known, none of them twice, with texts, and with numbers that a binary double holds and whose
digits it keeps. Its form is told by a pattern (`forms`), so no leniency of the engine's JSON matters. Every
other line is odd, and is read by Python.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from averred.engine import pieces
from averred.engine.forms import Forms, is_key

if TYPE_CHECKING:
    from collections.abc import Collection

#: A key of an object, in the part of the lines that is looked at for the keys there are.
_KEY: Final = re.compile(rb'"([a-z][a-z0-9.-]{1,60})"\s*:')
_SAMPLE: Final = 32_768
#: Every key is a column, and a part of a pattern; a hostile file may have a key of its own in each line.
_MOST_KEYS: Final = 60


class Lines:
    """Reads lines of JSON."""

    def __init__(self, found: pieces.Pieces) -> None:
        self._pieces = found
        self._seen: set[str] = {"id", "subject", "predicate", "value"}

    def read(self, file: int, row_id: str, first: int, size: int, data: bytes) -> list[int]:
        """Read lines; the numbers of those that are odd, in order.

        Args:
            file: the number of the file.
            row_id: what the id of a row without one begins with.
            first: the number of the first of these lines.
            size: how many these are.
            data: the lines, each with its line break but for the last.
        """
        if size < pieces.FEW:
            return list(range(first, first + size))
        self._seen.update(_new_keys(data, self._seen)[: _MOST_KEYS - len(self._seen)])
        forms = Forms(sorted(self._seen))
        piece = pieces.Piece(file, row_id, first, forms.types)
        piece.columns["counted"] = "r.counted"
        return self._pieces.add(piece, _table(data, size), size, forms.query, [forms.is_told])


def _new_keys(data: bytes, seen: Collection[str]) -> list[str]:
    """The known keys in a part of some lines that were not seen before, those first that many lines have.

    A line with another one is odd, which costs time alone.
    """
    half = len(data) // 2
    some = data[:_SAMPLE] + data[half : half + _SAMPLE] + data[-_SAMPLE:]
    found = [key.decode() for key, _ in Counter(_KEY.findall(some)).most_common()]
    return [key for key in found if key not in seen and is_key(key)]


def _table(data: bytes, size: int) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    """The lines as a table, without line breaks; what is not UTF-8 is null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lines = pc.split_pattern(pa.array([data], pa.binary()), b"\n").flatten().slice(0, size)
    try:
        texts = lines.cast(pa.string())
    except pa.ArrowInvalid:
        texts = pa.array([_text(line) for line in lines.to_pylist()], pa.string())
    marks = pc.count_substring(texts, '"')
    return pa.table([pa.array(range(size), pa.int64()), texts, marks], names=["n", "line", "marks"])


def _text(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None
