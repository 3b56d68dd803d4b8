"""Parquet files with plain columns → the table `facts`, inside DuckDB: no object for any fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.engine import sql
from averred.engine.attaching import attach_rows
from averred.engine.columns import ASIDE, TEXTS
from averred.engine.known import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Measurer

_TOLD: Final = ("polarity", "share", "derived-from", "min", "max")
_TIMES: Final = ("during", "as-of")
_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT")


def add_parquet(engine: DuckEngine, file: int, path: Path, measurer: Measurer, row_id: str) -> bool:
    """Add the facts of a Parquet file to the table `facts`, if its columns are plain enough.

    Args:
        engine: where to.
        file: the number of the file.
        path: the file.
        measurer: knows the predicates and the sources, and reads words.
        row_id: what the id of a row without one begins with.

    Returns:
        False if nothing was added: the rows have to be read one by one.
    """
    import duckdb
    import pyarrow as pa

    table = f"raw{file}"
    try:
        engine.execute(
            f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM "
            f"read_parquet({sql.quoted(str(path))}, file_row_number=true)"
        )
        types = {str(name): str(kind) for name, kind, *_ in engine.rows(f"DESCRIBE {table}")}
        if not _is_plain_table(types):
            return False
        return attach_rows(engine, Rows(file, types, measurer.predicates, measurer.sources, row_id), measurer)
    except (duckdb.Error, pa.ArrowException, OSError):
        return False  # a corrupt page, a type that nobody thought of: row by row it is said where


def _is_plain_table(types: Mapping[str, str]) -> bool:
    known = {*TEXTS, *_TOLD, *_TIMES, *ASIDE, "file_row_number"}
    if not {"subject", "predicate", "value"} <= types.keys() or any(
        name not in known and not name.startswith("scope.") for name in types
    ):
        return False
    numbers = all(_is_number(types[name]) for name in ("min", "max") if name in types)
    links = types.get("derived-from", "VARCHAR") in {"VARCHAR", "VARCHAR[]"}
    texts = all(types[name] == "VARCHAR" for name in (*TEXTS, "polarity", "share", "quote") if name in types)
    times = all(types[name] in {"VARCHAR", "DATE"} for name in _TIMES if name in types)
    return numbers and links and texts and times and "BLOB" not in types.values()


def _is_number(kind: str) -> bool:
    return kind in _WHOLE or kind == "DOUBLE" or kind.startswith("DECIMAL")
