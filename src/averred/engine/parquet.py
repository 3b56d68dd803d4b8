"""Parquet files with plain columns → the table `facts`, inside DuckDB: no object for any fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from averred.engine import sql
from averred.engine.numbers import UNREAD, Bounds, bounds_of
from averred.engine.rows import is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from averred.engine.duck import DuckEngine
    from averred.values import Value
    from averred.vocabulary import Predicate

_TEXTS: Final = ("id", "subject", "predicate", "value", "part", "of", "status", "source", "said-by", "rank")
_TOLD: Final = ("polarity", "share", "derived-from", "min", "max")
#: Columns that change nothing of what a screen looks at: a fact that has one is read in full.
_ASIDE: Final = (
    "quote", "prefix", "suffix", "section", "said-in", "confidence", "note", "tags", "locator", "implied",
    "during", "as-of", "because", "checked.by", "checked.on", "checked.method",
)  # fmt: skip
_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT")
_READINGS: Final = (*(name for name in sql.COLUMNS if name.endswith(("_lo", "_hi"))), "token", "odd")


def add_parquet(  # noqa: PLR0913, PLR0917 - what a row needs to be understood
    engine: DuckEngine,
    file: int,
    path: Path,
    predicates: Mapping[str, Predicate],
    sources: Collection[str],
    read: Callable[[Mapping[str, Any]], Value | None],
    row_id: str,
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

    Returns:
        False if nothing was added: the rows have to be read one by one.
    """
    import duckdb

    try:
        engine.execute(
            "CREATE OR REPLACE TEMP VIEW raw AS SELECT * FROM "
            f"read_parquet({sql.quoted(str(path))}, file_row_number=true)"
        )
        types = {str(name): str(kind) for name, kind, *_ in engine.execute("DESCRIBE raw").fetchall()}
        if not _is_plain_table(types):
            return False
        _words_table(engine, types, predicates, read)
        engine.execute(_insert(file, types, predicates, sources, row_id))
    except duckdb.Error:  # a corrupt page, a type that nobody thought of: row by row it is said where
        engine.execute(f"DELETE FROM facts WHERE file = {file}")
        return False
    return True


def _is_plain_table(types: Mapping[str, str]) -> bool:
    known = {*_TEXTS, *_TOLD, *_ASIDE, "file_row_number"}
    if not {"subject", "predicate", "value"} <= types.keys() or any(
        name not in known and not name.startswith("scope.") for name in types
    ):
        return False
    numbers = all(_is_number(types[name]) for name in ("min", "max") if name in types)
    links = types.get("derived-from", "VARCHAR") in {"VARCHAR", "VARCHAR[]"}
    texts = all(types[name] == "VARCHAR" for name in (*_TEXTS, "polarity", "share") if name in types)
    return numbers and links and texts


def _is_number(kind: str) -> bool:
    return kind in _WHOLE or kind == "DOUBLE" or kind.startswith("DECIMAL")


def _words_table(
    engine: DuckEngine,
    types: Mapping[str, str],
    predicates: Mapping[str, Predicate],
    read: Callable[[Mapping[str, Any]], Value | None],
) -> None:
    """The readings of every wording, each read once."""
    import pyarrow as pa

    bounded = " OR ".join(f'"{name}" IS NOT NULL' for name in ("min", "max") if name in types) or "false"
    found = engine.rows(
        f"SELECT DISTINCT predicate, value FROM raw WHERE NOT ({bounded}) AND value IS NOT NULL"
    )
    rows: list[tuple[object, ...]] = []
    for predicate, words in found:
        known = predicates.get(str(predicate))
        value = read({"subject": "it", "predicate": predicate, "value": words}) if known else None
        bounds: Bounds = UNREAD if value is None else bounds_of(value)
        plain = known is not None and value is not None and is_plain(value, known)
        rows.append((predicate, words, *bounds, plain))
    kinds = [
        pa.string(),
        pa.string(),
        *[pa.float64()] * (len(_READINGS) - 2),
        pa.string(),
        pa.int64(),
        pa.bool_(),
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    engine.load("words", pa.table(arrays, names=["predicate", "words", *_READINGS, "plain"]))


def _insert(
    file: int,
    types: Mapping[str, str],
    predicates: Mapping[str, Predicate],
    sources: Collection[str],
    row_id: str,
) -> str:
    """The one statement that turns rows into rows of `facts`."""
    texts = {name: f"COALESCE(r.\"{name}\", '')" if name in types else "''" for name in (*_TEXTS, "polarity")}
    names = {
        "bounded": _not_null(types, ("min", "max")),
        "denied": f"{texts['polarity']} = 'denied'",
        "sound": _is_sound(types, predicates),
    }
    readings = [_reading(name, types, names) for name in _READINGS]
    columns = [
        str(file), "r.file_row_number + 1",
        f"COALESCE({_column(types, 'id')}, '{row_id}' || CAST(r.file_row_number + 1 AS VARCHAR))",
        texts["subject"], texts["predicate"], texts["part"],
        f"COALESCE({_column(types, 'status')}, 'actual')", texts["of"], *readings,
        f"CASE WHEN {_column(types, 'share')} IS NULL THEN 0 ELSE 1 END",
        f"CASE WHEN {texts['rank']} = 'retracted' THEN 1 ELSE 0 END",
        f"CASE WHEN {_plain(types, predicates, sources, texts, names)} THEN 0 ELSE 1 END", _link(types),
    ]  # fmt: skip
    return (
        f"INSERT INTO facts SELECT {', '.join(columns)} FROM raw r LEFT JOIN words w "
        f"ON NOT ({names['bounded']}) AND w.predicate = r.predicate AND w.words = r.value"
    )


def _column(types: Mapping[str, str], name: str) -> str:
    return f'r."{name}"' if name in types else "NULL"


def _not_null(types: Mapping[str, str], columns: tuple[str, ...]) -> str:
    return " OR ".join(f'r."{name}" IS NOT NULL' for name in columns if name in types) or "false"


def _is_sound(types: Mapping[str, str], predicates: Mapping[str, Predicate]) -> str:
    """Whether bounds are two finite numbers in order, of a quantity."""
    if not {"min", "max"} <= types.keys():
        return "false"
    quantities = sql.names(name for name, one in predicates.items() if one.value == "quantity")
    finite = " AND ".join(f'ABS(CAST(r."{name}" AS DOUBLE)) < 1e300' for name in ("min", "max"))
    return f'(COALESCE(r."min" <= r."max" AND {finite}, false) AND r.predicate IN ({quantities}))'


def _reading(name: str, types: Mapping[str, str], names: Mapping[str, str]) -> str:
    """One column of what a screen knows: from the bounds, from the words, or anything at all."""
    unread = repr(UNREAD[_READINGS.index(name)]) if name != "token" else "NULL"
    given = "0" if name == "odd" else "NULL"
    if name in {"value_lo", "value_hi"} and {"min", "max"} <= types.keys():
        given = _inwards("min" if name == "value_lo" else "max", types)
    denied = "1" if name == "odd" else "NULL"
    return (
        f"CASE WHEN {names['denied']} THEN {denied} WHEN {names['bounded']} THEN "
        f"(CASE WHEN {names['sound']} THEN {given} ELSE {unread} END) "
        f"WHEN w.predicate IS NULL THEN {unread} ELSE w.{name} END"
    )


def _inwards(name: str, types: Mapping[str, str]) -> str:
    """An end as a double: as it is where 15 digits hold it, else moved inwards (see `numbers`)."""
    column, kind = f'r."{name}"', types[name]
    if kind == "DOUBLE":
        return column
    places = int(kind[:-1].split(",")[1]) if kind.startswith("DECIMAL") else 0
    near = f"CAST({column} AS DOUBLE)"
    sign = "+" if name == "min" else "-"
    return f"CASE WHEN ABS({near}) < 1e{15 - places} THEN {near} ELSE {near} {sign} ABS({near}) * 2.3e-16 END"


def _link(types: Mapping[str, str]) -> str:
    column = _column(types, "derived-from")
    if types.get("derived-from") == "VARCHAR[]":
        return f"CASE WHEN len({column}) = 1 THEN COALESCE({column}[1], '') ELSE '' END"
    return f"COALESCE({column}, '')"


def _plain(
    types: Mapping[str, str],
    predicates: Mapping[str, Predicate],
    sources: Collection[str],
    texts: Mapping[str, str],
    names: Mapping[str, str],
) -> str:
    """Whether no rule about one fact could say anything of a row."""
    silent = sql.names(name for name, one in predicates.items() if not one.opinion and not one.rules)
    aside = [
        name for name in types if name in {*_ASIDE, "polarity", "share", "rank"} or name.startswith("scope.")
    ]
    ids = [
        f"({texts[name]} = '' OR regexp_full_match({texts[name]}, '[a-z0-9-]+'))" for name in ("part", "of")
    ]
    return " AND ".join(
        [
            f"NOT ({_not_null(types, tuple(aside))})",
            f"COALESCE({_link(types)}, '') <> ''",
            f"COALESCE(r.predicate IN ({silent}), false)",
            f"regexp_full_match({texts['subject']}, '[a-z0-9-]+')",
            *ids,
            f"{texts['source']} IN ({sql.names(sources)})",
            f"regexp_full_match({texts['status']}, '[ -~]*')",
            f"NOT regexp_full_match({texts['said-by']}, '[a-z0-9-]+')",
            _is_plain_value(texts, names),
        ]
    )


def _is_plain_value(texts: Mapping[str, str], names: Mapping[str, str]) -> str:
    given = f"{names['sound']} AND regexp_full_match({texts['value']}, '[ -~]*')"
    return f"CASE WHEN {names['bounded']} THEN {given} ELSE COALESCE(w.plain, false) END"
