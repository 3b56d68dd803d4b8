"""Columns that have one value in all rows: no group differs in them, so no row is looked at for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from averred.engine.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.engine.protocol import Engine

#: The columns that quantities ask for and few facts have something in.
WATCHED: Final = ("part", "status", "time", "token", "odd", "denied")
_READS: Final = re.compile(r"\b[rw]\.")

#: Columns with the one value that all rows have there.
Uniform: TypeAlias = "Mapping[str, object]"


def of_table(engine: Engine, table: str) -> Uniform | None:
    """The uniform columns of a table; None if it has no rows, which differ from no others."""
    asked = ", ".join(f"MIN({name}), MAX({name}), COUNT({name})" for name in WATCHED)
    ((size, *found),) = engine.rows(f"SELECT COUNT(*), {asked} FROM {table}")
    columns = zip(WATCHED, found[::3], found[1::3], found[2::3], strict=True)
    return (
        {name: low for name, low, high, count in columns if low == high and count in {0, size}}
        if size
        else None
    )


def of_columns(engine: Engine, columns: Mapping[str, str]) -> Uniform:
    """The uniform ones of the columns of a file (`columns.as_facts`): those that read nothing of a row."""
    names = [name for name in WATCHED if not _READS.search(columns[name])]
    if not names:
        return {}
    (values,) = engine.rows(f"SELECT {', '.join(columns[name] for name in names)}")
    return dict(zip(names, values, strict=True))


def in_all(sources: Iterable[Uniform | None]) -> dict[str, str]:
    """The columns that have one value in all rows of several sources: each value as SQL."""
    known = [source for source in sources if source is not None]
    first = known[0] if known else {}
    same = [name for name in first if all(name in one and one[name] == first[name] for one in known)]
    return {name: _literal(first[name]) for name in same}


def _literal(value: object) -> str:
    if value is None:
        return "CAST(NULL AS VARCHAR)"
    return quoted(value) if isinstance(value, str) else str(value)
