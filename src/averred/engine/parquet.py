"""Parquet files → the table `facts`, inside DuckDB: no object for any fact of a plain row.

Columns of types that mean the same to the engine as to Python are read by the engine. A row that has
something in any other column, or a number that is none, is odd, and is read by Python.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from averred.engine import sql
from averred.engine.attaching import attach_rows
from averred.engine.columns import ASIDE, TEXTS
from averred.engine.forms import NUMBER
from averred.engine.known import BOUNDS, OPEN, WHOLE, Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Measurer

_FLAGS: Final = ("truth", "unknown", "none", *OPEN)
_TIMES: Final = ("during", "as-of")
#: Other keys of the scope are read row by row: a file may call its columns anything, and here they are SQL.
_SCOPE_KEY: Final = re.compile(r"scope\.[a-z0-9-]+")
_NUMBER: Final = "a number"
_NUMBERS: Final = (*BOUNDS, "value")
#: What the columns of some keys may be; any other type Python reads.
_TYPES: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(TEXTS, frozenset({"VARCHAR"})),
    **dict.fromkeys(_TIMES, frozenset({"VARCHAR", "DATE"})),
    **dict.fromkeys(_FLAGS, frozenset({"BOOLEAN"})),
    **dict.fromkeys(BOUNDS, frozenset({"VARCHAR", _NUMBER})),
    "id": frozenset({"VARCHAR", *WHOLE}),
    "value": frozenset({"VARCHAR", "BOOLEAN", "DATE", _NUMBER}),
    "one-of": frozenset({"VARCHAR[]"}),
    "derived-from": frozenset({"VARCHAR", "VARCHAR[]"}),
}
#: The types of the engine → what pyarrow calls them. A file tells its types in two ways, and of a damaged one
#: the two readers may believe another one.
_ARROW: Final[Mapping[str, Collection[str]]] = {
    **{name: {f"int{8 << place}"} for place, name in enumerate(WHOLE[:4])},
    **{name: {f"uint{8 << place}"} for place, name in enumerate(WHOLE[4:])},
    "DOUBLE": {"double"},
    "FLOAT": {"float"},
    "BOOLEAN": {"bool"},
    "DATE": {"date32[day]"},
    "VARCHAR": {"string", "large_string", "string_view"},
}
#: The type of a column without any value.
_NOTHING: Final = "nothing"
#: Columns that Python refuses, whatever their name.
_BYTES: Final = frozenset({"BLOB", "no VARCHAR"})
#: Columns in which nothing but words makes sense, or Python refuses the whole file.
_WORDS: Final = (
    "subject", "predicate", "part", "of", "status", "source", "quote", "said-by", "rank", "polarity"
)  # fmt: skip
#: From this share of odd rows on the file is read by Python alone.
_MOST_ODD: Final = 0.5


def add_parquet(
    engine: DuckEngine, file: int, path: Path, measurer: Measurer, row_id: str
) -> list[int] | None:
    """Add the facts of a Parquet file to the table `facts`, but for those of odd rows.

    Args:
        engine: where to.
        file: the number of the file.
        path: the file.
        measurer: knows the predicates and the sources, and reads words.
        row_id: what the id of a row without one begins with.

    Returns:
        The numbers of the rows that have to be read one by one; None if these are all, and nothing was added.

    Raises:
        duckdb.OutOfMemoryException: if there is too little memory: nothing is wrong with the file then.
    """
    import duckdb
    import pyarrow as pa

    try:
        return _added(engine, file, path, measurer, row_id)
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, pa.ArrowException, OSError, UnicodeDecodeError):
        return None  # a corrupt page, a type that nobody thought of: row by row it is said where


def _added(engine: DuckEngine, file: int, path: Path, measurer: Measurer, row_id: str) -> list[int] | None:
    options = "file_row_number=true, hive_partitioning=false"
    query = f"SELECT * FROM read_parquet({sql.quoted(_exactly(path))}, {options})"
    engine.define(f"file{file}", query)
    found = {str(name): str(kind) for name, kind, *_ in engine.rows(f"DESCRIBE file{file}")}
    kinds = _told(path, found)
    if kinds is None:
        return None
    types = {name: kind for name, kind in kinds.items() if _is_plain(name, kind)}
    others = kinds.keys() - types.keys()
    odd = _odd_rows(engine, file, types, others)
    if odd is not None:
        engine.define(f"raw{file}", _raw(file, types, others, is_whole=not odd))
        types = {name: _read_as(name, kind) for name, kind in types.items()}
        rows = Rows(file, types, measurer.predicates, measurer.sources, row_id, rests=measurer.rests)
        attach_rows(engine, rows, measurer)
    return odd


def _exactly(path: Path) -> str:
    """A pattern for one path alone: DuckDB takes a name with a star for that of many files."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


def _told(path: Path, found: Mapping[str, str]) -> dict[str, str] | None:
    """The type of each column; None where Python may refuse the columns themselves.

    A column without any value has no type of its own. A span of time is a whole number to the engine, a
    decimal of more than 38 digits a double; 32-bit floats are doubles to Python.
    """
    import pyarrow.parquet as pq

    schema = pq.read_schema(path)
    if [*schema.names, "file_row_number"] != [*found]:
        return None
    told = {name: _kind(schema.field(name).type, found[name]) for name in schema.names}
    wrong = [name for name, kind in told.items() if name in _WORDS and kind not in {"VARCHAR", _NOTHING}]
    is_doubtful = wrong or not _BYTES.isdisjoint(told.values()) or not {"subject", "predicate"} <= told.keys()
    return None if is_doubtful else told


def _kind(kind: Any, found: str) -> str:  # noqa: ANN401 - pyarrow has no types of its own
    """The type of a column as the engine calls it, if it is the same to Python."""
    from pyarrow import types

    if types.is_null(kind):
        return _NOTHING
    kind = kind.value_type if types.is_dictionary(kind) else kind
    if found.endswith("[]"):
        each = found.removesuffix("[]")
        return f"{_kind(kind.value_type, each)}[]" if hasattr(kind, "value_type") else f"no {found}"
    known = _ARROW.get(found)
    if found.startswith("DECIMAL"):
        known = {found.replace("DECIMAL", "decimal128").replace(",", ", ")}
    return found if known is None or str(kind) in known else f"no {found}"


def _is_plain(name: str, kind: str) -> bool:
    """Whether a column of a type means the same to the engine as to Python."""
    if name in ASIDE or _SCOPE_KEY.fullmatch(name):
        return True
    is_number = kind in {*WHOLE, "DOUBLE", "FLOAT"} or kind.startswith("DECIMAL")
    known = _TYPES.get(name, frozenset())
    return kind in known or (is_number and _NUMBER in known)


def _odd_rows(
    engine: DuckEngine, file: int, types: Mapping[str, str], others: Iterable[str]
) -> list[int] | None:
    """The numbers of the rows that Python has to read; None where that is all of them."""
    is_odd = _is_odd(types, others)
    if is_odd == "false":
        return []
    counts = f"COUNT(*), COUNT(*) FILTER (WHERE {is_odd})"
    ((size, few),) = engine.rows(f"SELECT {counts} FROM file{file}")
    if int(str(few)) > int(str(size)) * _MOST_ODD:
        return None
    found = engine.rows(f"SELECT file_row_number + 1 FROM file{file} WHERE {is_odd}") if few else ()
    return sorted(int(str(number)) for (number,) in found)


def _is_odd(types: Mapping[str, str], others: Iterable[str]) -> str:
    """Whether a row has something in a column that the engine does not read, or what Python does not have.

    That is a number that is none, a bound with other digits than `forms` tells, and a day of other years.
    Writers leave NaN out of the least and greatest value of a column that they put down, and DuckDB answers
    `isnan` from these without a look at the rows; of the number next to another one it knows no such thing.
    """
    odd = [f"{sql.column(name)} IS NOT NULL" for name in sorted(others)]
    doubles = [sql.column(name) for name in _NUMBERS if types.get(name) in {"DOUBLE", "FLOAT"}]
    odd += [f"isnan(nextafter({name}, {name}))" for name in doubles]
    digits = [sql.column(name) for name in BOUNDS if types.get(name) == "VARCHAR"]
    odd += [f"NOT regexp_full_match({name}, '{NUMBER}')" for name in digits]
    days = [sql.column(name) for name in ("value", *_TIMES) if types.get(name) == "DATE"]
    odd += [f"{day} NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'" for day in days]
    return f"COALESCE({' OR '.join(odd)}, false)" if odd else "false"


def _raw(file: int, types: Mapping[str, str], others: Iterable[str], *, is_whole: bool) -> str:
    """The columns that the engine reads, of all rows that are not odd."""
    columns = [_column(name, kind) for name, kind in types.items()]
    rest = "" if is_whole else f" WHERE NOT {_is_odd(types, others)}"
    return f"SELECT {', '.join(['file_row_number', *columns])} FROM file{file}{rest}"


def _column(name: str, kind: str) -> str:
    column, read = sql.column(name), _read_as(name, kind)
    return column if read == kind else f"TRY_CAST({column} AS {read}) AS {column}"


def _read_as(name: str, kind: str) -> str:
    """The type as which a column is read: ids are texts to Python, bounds numbers, 32-bit floats doubles."""
    if name == "id":
        return "VARCHAR"
    is_double = (kind == "FLOAT" and name in _NUMBERS) or (kind == "VARCHAR" and name in BOUNDS)
    return "DOUBLE" if is_double else kind
