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

from averred.engine import sql
from averred.engine.attaching import attach_rows
from averred.engine.columns import ASIDE, LETTERS
from averred.engine.forms import FLAGS, SCOPE, WORDS, Forms
from averred.engine.known import BOUNDS, Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Measurer

#: The fewest lines for which the engine is quicker than Python.
FEW: Final = 200
_PLACE: Final = ("file", "file_row_number")
#: A key of an object, in the part of the lines that is looked at for the keys there are.
_KEY: Final = re.compile(rb'"([a-z][a-z0-9.-]{1,60})"\s*:')
_SAMPLE: Final = 32_768
#: Every key is a column, and a part of a pattern; a hostile file may have a key of its own in each line.
_MOST_KEYS: Final = 60
#: All that matters of the keys that have no column in `facts` is whether a line has one of them.
_HAS_ASIDE: Final = ASIDE[0]


class Lines:
    """Reads lines of JSON, and adds the facts of those that are plain to the table `facts` in the end.

    The rows of all files stand in one table, and beside them whether they are plain.
    """

    def __init__(self, engine: DuckEngine, measurer: Measurer) -> None:
        self._engine = engine
        self._known = measurer
        self._seen: set[str] = {"id", "subject", "predicate", "value"}
        self._types: dict[str, str] = {}

    def read(self, file: int, row_id: str, first: int, size: int, data: bytes) -> list[int]:
        """Read lines; the numbers of those that are odd, in order.

        Args:
            file: the number of the file.
            row_id: what the id of a row without one begins with.
            first: the number of the first of these lines.
            size: how many these are.
            data: the lines, each with its line break but for the last.
        """
        if size < FEW:
            return list(range(first, first + size))
        self._seen.update(_new_keys(data, self._seen)[: _MOST_KEYS - len(self._seen)])
        forms = Forms(sorted(self._seen))
        columns = _columns(forms, file, first, row_id)
        columns["is_plain"] = f"COALESCE({' AND '.join([forms.is_told, *self._alike(forms.types)])}, false)"
        self._make_room(columns)
        names = ", ".join(map(sql.column, columns))
        query = f"SELECT {', '.join(columns.values())} FROM ({forms.query}) r"
        self._engine.append(f"readlines ({names})", _table(data, size), query)
        these = f"file = {file} AND file_row_number BETWEEN {first - 1} AND {first + size - 2}"
        odd = self._engine.rows(f"SELECT file_row_number + 1 FROM readlines WHERE {these} AND NOT is_plain")
        return sorted(int(str(number)) for (number,) in odd)

    def leave(self, file: int, line: int) -> None:
        """Leave out the lines of a file from some line on."""
        if self._types:
            later = f"file = {file} AND file_row_number >= {line - 1}"
            self._engine.execute(f"UPDATE readlines SET is_plain = false WHERE {later}")

    def attach(self) -> None:
        """Add the facts of the lines that are plain to the table `facts`."""
        if not self._types:
            return
        self._engine.define("rawlines", "SELECT * FROM readlines WHERE is_plain")
        types = {name: kind for name, kind in self._types.items() if name != "is_plain"}
        attach_rows(self._engine, self._rows("lines", types), self._known)

    def _make_room(self, columns: Iterable[str]) -> None:
        """See that the table has some columns."""
        for name in columns:
            if name not in self._types:
                begun = "ALTER TABLE readlines ADD COLUMN" if self._types else "CREATE TABLE readlines ("
                self._engine.execute(f"{begun} {sql.column(name)} {_kind(name)}{'' if self._types else ')'}")
                self._types[name] = _kind(name)

    def _rows(self, name: str, types: Mapping[str, str]) -> Rows:
        return Rows(name, types, self._known.predicates, self._known.sources, "")

    def _alike(self, types: Mapping[str, str]) -> list[str]:
        """What has to be so for `columns` to say of a row what Python says."""
        found = ["r.subject IS NOT NULL", "r.predicate IS NOT NULL"]
        if "said-by" in types:
            speaker = self._rows("batch", types).text("said-by")
            found.append(f"regexp_full_match({speaker}, '{LETTERS}*')")
        return found


def _kind(name: str) -> str:
    """The type of a column."""
    if name in _PLACE:
        return "BIGINT"
    if name in {"is_plain", "counted", _HAS_ASIDE, *FLAGS}:
        return "BOOLEAN"
    return "DOUBLE" if name in BOUNDS else "VARCHAR[]" if name == "one-of" else "VARCHAR"


def _columns(forms: Forms, file: int, first: int, row_id: str) -> dict[str, str]:
    """The columns of the rows of some lines, as `known.Rows` has them, and the place of each."""
    columns = {name: f"r.{sql.column(name)}" for name in forms.types if name not in forms.aside}
    own = f"{sql.quoted(row_id)} || CAST(n + {first} AS VARCHAR)"
    columns |= {
        "file": f"CAST({file} AS BIGINT)",
        "file_row_number": f"n + {first - 1}",
        "id": f"COALESCE(NULLIF(r.id, ''), {own})",
        "counted": "r.counted",
    }
    if forms.aside:
        aside = ", ".join(f"r.{sql.column(name)}" for name in forms.aside)
        columns[_HAS_ASIDE] = f"CASE WHEN COALESCE({aside}) IS NOT NULL THEN true END"
    if "derived-from" in columns:
        columns["derived-from"] = _only_one(columns["derived-from"])
    return columns


def _only_one(links: str) -> str:
    """The one link of a text or a list; empty where there are several (`rows._link`)."""
    one = f"CASE WHEN json_array_length({links}) = 1 THEN json_extract_string({links}, '$[0]') ELSE '' END"
    return f"CASE WHEN starts_with({links}, '[') THEN {one} ELSE {links} END"


def _new_keys(data: bytes, seen: Collection[str]) -> list[str]:
    """The known keys in a part of some lines that were not seen before, those first that many lines have.

    A line with another one is odd, which costs time alone.
    """
    half = len(data) // 2
    some = data[:_SAMPLE] + data[half : half + _SAMPLE] + data[-_SAMPLE:]
    found = [key.decode() for key, _ in Counter(_KEY.findall(some)).most_common()]
    known = {*WORDS, *BOUNDS, *FLAGS, *ASIDE, "one-of", "derived-from"}
    return [key for key in found if key not in seen and (key in known or key.startswith(SCOPE))]


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
