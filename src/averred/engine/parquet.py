"""Parquet files with plain columns → the table `facts`, inside DuckDB: no object for any fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from averred.engine import sql
from averred.engine.attaching import attach_rows
from averred.engine.columns import ASIDE, TEXTS
from averred.engine.known import WHOLE, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Measurer

_TOLD: Final = ("polarity", "share", "derived-from", "min", "max")
_TIMES: Final = ("during", "as-of")
_NUMBERS: Final = ("min", "max", "value")
#: Other keys of the scope are read row by row: a file may call its columns anything, and here they are SQL.
_SCOPE_KEY: Final = re.compile(r"scope\.[a-z0-9-]+")


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
            f"read_parquet({sql.quoted(_exactly(path))}, file_row_number=true, hive_partitioning=false)"
        )
        types = {str(name): str(kind) for name, kind, *_ in engine.rows(f"DESCRIBE {table}")}
        if not _is_plain_table(types) or not _are_numbers(path, types):
            return False
        return attach_rows(engine, Rows(file, types, measurer.predicates, measurer.sources, row_id), measurer)
    except (duckdb.Error, pa.ArrowException, OSError):
        return False  # a corrupt page, a type that nobody thought of: row by row it is said where


def _exactly(path: Path) -> str:
    """A pattern for one path alone: DuckDB takes a name with a star for that of many files."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


def _is_plain_table(types: Mapping[str, str]) -> bool:
    known = {*TEXTS, *_TOLD, *_TIMES, *ASIDE, "file_row_number"}
    if not {"subject", "predicate", "value"} <= types.keys() or any(
        name not in known and not _SCOPE_KEY.fullmatch(name) for name in types
    ):
        return False
    bounds = [name for name in ("min", "max") if name in types]
    numbers = all(_is_number(types[name]) for name in bounds) and _is_plain_value(types, bounds)
    links = types.get("derived-from", "VARCHAR") in {"VARCHAR", "VARCHAR[]"}
    named = (name for name in (*TEXTS, "polarity", "share", "quote") if name in types and name != "value")
    texts = all(types[name] == "VARCHAR" for name in named)
    times = all(types[name] in {"VARCHAR", "DATE"} for name in _TIMES if name in types)
    return numbers and links and texts and times and "BLOB" not in types.values()


def _is_plain_value(types: Mapping[str, str], bounds: Sequence[str]) -> bool:
    """Whether the values are words, or numbers whose digits the engine writes as Python does.

    A number beside bounds the reader refuses.
    """
    kind = types["value"]
    return kind == "VARCHAR" or (not bounds and _is_number(kind) and not _is_all_places(kind))


def _is_number(kind: str) -> bool:
    return kind in WHOLE or kind == "DOUBLE" or kind.startswith("DECIMAL")


def _is_all_places(kind: str) -> bool:
    """Whether no digit stands before the point: then the engine writes .50, and Python 0.50."""
    return kind.startswith("DECIMAL") and len({*kind[8:-1].split(",")}) == 1


def _are_numbers(path: Path, types: Mapping[str, str]) -> bool:
    """Whether what the engine takes for numbers are the same ones for Python.

    A span of time is a whole number to the engine, a decimal of more than 38 digits a double.
    """
    import pyarrow.parquet as pq
    from pyarrow import types as kinds

    numbers = [name for name in _NUMBERS if name in types and types[name] != "VARCHAR"]
    if not numbers:
        return True
    schema = pq.read_schema(path)
    checks = (kinds.is_integer, kinds.is_float64, kinds.is_decimal128)
    return all(any(check(schema.field(name).type) for check in checks) for name in numbers)
