"""Rows that are read piece by piece → one table, and those of them that are plain → the table `facts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from averred.engine import sql
from averred.engine.attaching import attach_rows
from averred.engine.columns import ASIDE, LETTERS
from averred.engine.forms import FLAGS, TAGS, is_aside
from averred.engine.known import BOUNDS, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Measurer

#: The fewest rows for which the engine is quicker than Python.
FEW: Final = 200
_PLACE: Final = ("file", "file_row_number")
#: All that matters of the keys that have no column in `facts` is whether a row has one of them.
_HAS_ASIDE: Final = ASIDE[0]


class Pieces:
    """Holds the rows of all files that are read piece by piece, and beside them whether they are plain."""

    def __init__(self, engine: DuckEngine, measurer: Measurer) -> None:
        self._engine = engine
        self._known = measurer
        self._types: dict[str, str] = {}

    def add(self, piece: Piece, table: Any, size: int, query: str, is_plain: Sequence[str]) -> list[int]:  # noqa: ANN401 - pyarrow has no types of its own
        """Add the rows of a piece; the numbers of those that are odd, in order.

        Args:
            piece: where they stand, and their columns.
            table: an Arrow table of what was read, with the places of rows in the piece (`n`).
            size: how many rows these are.
            query: what makes rows `r` with the columns of the piece of that table, which it calls `incoming`.
            is_plain: what has to be so for a row to be plain.
        """
        columns = piece.columns
        told = [*is_plain, "r.subject IS NOT NULL", "r.predicate IS NOT NULL"]
        if "said-by" in columns:  # of other letters Python knows whether everybody sees them
            told.append(f"""regexp_full_match(COALESCE(r."said-by", ''), '{LETTERS}*')""")
        columns["is_plain"] = f"COALESCE({' AND '.join(told)}, false)"
        self._make_room(columns)
        names = ", ".join(map(sql.column, columns))
        chosen = f"SELECT {', '.join(columns.values())} FROM ({query}) r"
        self._engine.append(f"readlines ({names})", table, chosen)
        first = piece.first - 1
        these = f"file = {piece.file} AND file_row_number BETWEEN {first} AND {first + size - 1}"
        odd = self._engine.rows(f"SELECT file_row_number + 1 FROM readlines WHERE {these} AND NOT is_plain")
        return sorted(int(str(number)) for (number,) in odd)

    def leave(self, file: int, line: int) -> None:
        """Leave out the rows of a file from some number on."""
        if self._types:
            later = f"file = {file} AND file_row_number >= {line - 1}"
            self._engine.execute(f"UPDATE readlines SET is_plain = false WHERE {later}")

    def attach(self) -> None:
        """Add the facts of the rows that are plain to the table `facts`."""
        if not self._types:
            return
        self._engine.define("rawlines", "SELECT * FROM readlines WHERE is_plain")
        types = {name: kind for name, kind in self._types.items() if name != "is_plain"}
        known = self._known
        rows = Rows("lines", types, known.predicates, known.sources, "", rests=known.rests)
        attach_rows(self._engine, rows, self._known)

    def _make_room(self, columns: Iterable[str]) -> None:
        """See that the table has some columns."""
        for name in columns:
            if name not in self._types:
                begun = "ALTER TABLE readlines ADD COLUMN" if self._types else "CREATE TABLE readlines ("
                self._engine.execute(f"{begun} {sql.column(name)} {_kind(name)}{'' if self._types else ')'}")
                self._types[name] = _kind(name)


class Piece:
    """Some rows of a file, one after the other.

    Attributes:
        file: the number of the file.
        first: the number of the first of them.
        columns: the columns of a row `r`, as `known.Rows` has them, and its place.
    """

    def __init__(self, file: int, row_id: str, first: int, types: Iterable[str]) -> None:
        """Some rows with some keys; the id of a row without one is `row_id` and its number."""
        self.file = file
        self.first = first
        keys = set(types)
        aside = sorted(filter(is_aside, keys))
        self.columns = {name: f"r.{sql.column(name)}" for name in sorted(keys.difference(aside))}
        own = f"{sql.quoted(row_id)} || CAST(n + {first} AS VARCHAR)"
        self.columns |= {
            "file": f"CAST({file} AS BIGINT)",
            "file_row_number": f"n + {first - 1}",
            "id": f"COALESCE(NULLIF(r.id, ''), {own})" if "id" in keys else own,
        }
        if aside:
            found = ", ".join(f"r.{sql.column(name)}" for name in aside)
            self.columns[_HAS_ASIDE] = f"CASE WHEN COALESCE({found}) IS NOT NULL THEN true END"
        if "derived-from" in keys:
            self.columns["derived-from"] = _only_one(self.columns["derived-from"])
        if "via" in keys:
            self.columns["via"] = _each("r.via")


def _kind(name: str) -> str:
    """The type of a column."""
    if name in _PLACE:
        return "BIGINT"
    if name in {"is_plain", "counted", _HAS_ASIDE, *FLAGS}:
        return "BOOLEAN"
    return "DOUBLE" if name in BOUNDS else "VARCHAR[]" if name in {"one-of", "via"} else "VARCHAR"


def _only_one(links: str) -> str:
    """The one link of a text or a list; empty where there are several (`rows._link`)."""
    one = f"CASE WHEN json_array_length({links}) = 1 THEN json_extract_string({links}, '$[0]') ELSE '' END"
    return f"CASE WHEN starts_with({links}, '[') THEN {one} ELSE {links} END"


def _each(relays: str) -> str:
    """What one text is, or each text of a list of JSON."""
    is_list = f"regexp_full_match({relays}, {sql.quoted(TAGS)})"
    each = f"from_json({relays}, '[\"VARCHAR\"]')"
    return f"CASE WHEN {is_list} THEN {each} WHEN NOT starts_with({relays}, '[') THEN [{relays}] END"
