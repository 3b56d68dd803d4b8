"""Parquet files with plain columns → the table `facts`, inside DuckDB: no object for any fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.engine import ids, sql, uniform
from averred.engine.columns import (
    ASIDE,
    READINGS,
    TEXTS,
    Rows,
    as_facts,
    columns_of,
    day_of,
    ids_of,
    is_ascii,
    is_short,
    plain,
    time_of,
)
from averred.engine.numbers import UNREAD, Bounds, bounds_of
from averred.engine.rows import is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.values import Value
    from averred.vocabulary import Predicate

_TOLD: Final = ("polarity", "share", "derived-from", "min", "max")
_TIMES: Final = ("during", "as-of")
_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT")


def add_parquet(  # noqa: PLR0913, PLR0917 - what a row needs to be understood
    engine: DuckEngine,
    file: int,
    path: Path,
    predicates: Mapping[str, Predicate],
    sources: Collection[str],
    read: Callable[[Mapping[str, Any]], Value | None],
    row_id: str,
    is_silent: Callable[[str], bool],
) -> bool:
    """Add the facts of a Parquet file to the table `facts`, if its columns are plain enough.

    Args:
        engine: where to.
        file: the number of the file.
        path: the file.
        predicates: by id.
        sources: the ids of the sources.
        read: the value of an entry; None where it cannot be read. It is asked once for the same words.
        row_id: what the id of a row without one begins with.
        is_silent: whether no rule about one fact has anything to say of the wording of a time.

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
        rows = Rows(file, types, predicates, sources, row_id)
        known = ids.surveyed(engine.arrow(ids.asked(ids_of(rows))))
        told = _surveyed(engine, attrs.evolve(rows, plain_ids=known.plain), is_silent)
        if told is None:
            return False
        rows = told
        if not rows.all_bounded:
            _words_table(engine, rows, read)
    except (duckdb.Error, pa.ArrowException, OSError):
        return False  # a corrupt page, a type that nobody thought of: row by row it is said where
    engine.attach(as_facts(rows), rows.size, uniform.of_columns(engine, columns_of(rows)), known)
    return True


def _surveyed(engine: DuckEngine, rows: Rows, is_silent: Callable[[str], bool]) -> Rows | None:
    """What holds for all rows, so that later questions ask less; reads every column that they may need.

    None where a bound is no number. Writers leave NaN out of the least and greatest value of a column that
    they put down, and DuckDB answers questions in WHERE from these, so there no later question finds it.
    """
    texts = [name for name in (*TEXTS, "polarity") if name in rows.types and name != "id"]
    named = list(engine.rows(f"SELECT DISTINCT COALESCE(predicate, '') FROM raw{rows.file} LIMIT {_MANY}"))
    if len(named) < _MANY:
        rows = attrs.evolve(rows, named=frozenset(str(name) for (name,) in named))
    if time_of(rows) != "''":
        times = f"SELECT DISTINCT time FROM (SELECT {time_of(rows)} AS time FROM raw{rows.file} r) t"
        wordings = engine.rows(f"{times} WHERE {day_of('time')} IS NULL")
        loud = tuple(sorted(words for words in (str(words) for (words,) in wordings) if not is_silent(words)))
        rows = attrs.evolve(rows, loud=loud)
    doubles = [f'isnan(r."{name}")' for name in ("min", "max") if rows.types.get(name) == "DOUBLE"]
    counted = [
        "true",
        f"NOT ({rows.bounded})",
        f"NOT ({rows.sound}) OR {rows.denied}",
        f"{rows.sound} AND NOT ({_are_short(rows)})",
        " OR ".join(doubles) or "false",
        *[f"NOT ({one})" for one in (rows.sound, is_ascii(rows), *plain(rows))],
    ]
    asked = [f"COUNT(*) FILTER (WHERE COALESCE({one}, true))" for one in counted]
    asked += [f'SUM(strlen(r."{name}"))' for name in texts]
    (counts,) = engine.rows(f"SELECT {', '.join(asked)} FROM raw{rows.file} r")
    size, loose, unsound, moved, no_numbers, *special = counts[: len(counted)]
    if no_numbers:
        return None
    return attrs.evolve(
        rows,
        size=int(str(size)),
        all_bounded=not loose,
        all_sound=not unsound,
        all_plain=not any(special) and rows.plain_ids,
        all_held=not moved,
    )


def _are_short(rows: Rows) -> str:
    """Whether both bounds of a row are held exactly, if it has two."""
    if not {"min", "max"} <= rows.types.keys():
        return "true"
    return " AND ".join(f"({is_short(name, rows)})" for name in ("min", "max"))


#: From so many predicates on it is not worth while to know them beforehand.
_MANY: Final = 10_000


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


def _words_table(engine: DuckEngine, source: Rows, read: Callable[[Mapping[str, Any]], Value | None]) -> None:
    """The readings of every wording, each read once."""
    import pyarrow as pa

    found = engine.rows(
        f"SELECT DISTINCT predicate, value FROM raw{source.file} r "
        f"WHERE NOT ({source.bounded}) AND value IS NOT NULL"
    )
    rows: list[tuple[object, ...]] = []
    for predicate, words in found:
        known = source.predicates.get(str(predicate))
        value = read({"subject": "it", "predicate": predicate, "value": words}) if known else None
        bounds: Bounds = UNREAD if value is None else bounds_of(value, known)
        is_silent = known is not None and value is not None and is_plain(value, known)
        rows.append((predicate, words, *bounds, is_silent))
    kinds = [
        pa.string(),
        pa.string(),
        *[pa.float64()] * (len(READINGS) - 2),
        pa.string(),
        pa.int64(),
        pa.bool_(),
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    engine.load(f"words{source.file}", pa.table(arrays, names=["predicate", "words", *READINGS, "plain"]))
