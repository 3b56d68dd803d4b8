"""Rows that the engine has as columns → the table `facts`: what holds for all of them, and their words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.engine import ids, sql, uniform
from averred.engine.columns import (
    OF_DENIALS,
    READINGS,
    TEXTS,
    as_facts,
    columns_of,
    day_of,
    ids_of,
    is_short,
    plain,
    plain_words,
    time_of,
)
from averred.engine.duck import arrow_type
from averred.engine.known import Rows
from averred.engine.numbers import DENIAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Measurer

#: From so many predicates on it is not worth while to know them beforehand.
_MANY: Final = 10_000
_AT_ONCE: Final = 100_000
#: That Python writes a double as the engine does. Beyond that one of them writes it with an exponent.
_ARE_DIGITS: Final = "r.value = 0 OR ABS(r.value) >= 1e-4 AND ABS(r.value) < 1e15"


def attach_rows(engine: DuckEngine, rows: Rows, measurer: Measurer) -> bool:
    """Add rows to the table `facts`; each wording of a value is read once.

    Returns:
        False if nothing was added: the rows have to be read one by one.
    """
    known = ids.surveyed(engine.arrow(ids.asked(ids_of(rows))))
    alike = [[one.id for one in some] for some in measurer.alike]
    told = _surveyed(engine, attrs.evolve(rows, plain_ids=known.plain, alike=alike), measurer)
    if told is None:
        return False
    if not told.all_bounded:
        _words_table(engine, told, measurer)
    same = uniform.of_columns(engine, columns_of(told))
    engine.attach(as_facts(told), told.size, same, known, told.named)
    return True


def converted(engine: DuckEngine, rows: Rows, measurer: Measurer, table: str) -> list[tuple[str, str]]:
    """The predicates and units of bounds that a unit may change, among the rows of a table."""
    if not {"min", "max", "unit"} <= rows.types.keys():
        return []
    asked = f"({rows.bounded}) AND r.unit IS NOT NULL AND {rows.of_quantity}"
    found = engine.rows(f"SELECT DISTINCT r.predicate, r.unit FROM {table} r WHERE {asked}")
    pairs = ((str(predicate), str(unit)) for predicate, unit in found)
    return [pair for pair in pairs if not measurer.keeps_bounds(*pair)]


def _surveyed(engine: DuckEngine, rows: Rows, measurer: Measurer) -> Rows | None:
    """What holds for all rows, so that later questions ask less; reads every column that they may need.

    None where a unit may change a bound, a bound is no number, or a number that is a value has other digits
    for Python. Writers leave NaN out of the least and greatest value of a column that they put down, and
    DuckDB answers questions in WHERE from these, so there no later question finds it.
    """
    texts = [name for name in (*TEXTS, "polarity") if rows.types.get(name) == "VARCHAR" and name != "id"]
    named = list(engine.rows(f"SELECT DISTINCT COALESCE(predicate, '') FROM raw{rows.file} LIMIT {_MANY}"))
    if len(named) < _MANY:
        rows = attrs.evolve(rows, named=frozenset(str(name) for (name,) in named))
    if time_of(rows) != "''":
        times = f"SELECT DISTINCT time FROM (SELECT {time_of(rows)} AS time FROM raw{rows.file} r) t"
        wordings = engine.rows(f"{times} WHERE {day_of('time')} IS NULL")
        found = (str(words) for (words,) in wordings)
        loud = tuple(sorted(words for words in found if not measurer.is_silent(words)))
        rows = attrs.evolve(rows, loud=loud)
    if converted(engine, rows, measurer, f"raw{rows.file}"):
        return None
    doubles = [name for name in ("min", "max", "value") if rows.types.get(name) == "DOUBLE"]
    unsure = [f"COALESCE(isnan({rows.column(name)}), false)" for name in doubles]
    unsure += [f"COALESCE(NOT ({_ARE_DIGITS}), false)"] * ("value" in doubles)
    counted = [
        "true",
        f"NOT ({rows.bounded})",
        f"NOT ({rows.sound}) OR {rows.denied}",
        f"{rows.sound} AND NOT ({_are_short(rows)})",
        " OR ".join(unsure) or "false",
        *[f"NOT ({one})" for one in (rows.sound, *plain_words(rows), *plain(rows))],
    ]
    asked = [f"COUNT(*) FILTER (WHERE COALESCE({one}, true))" for one in counted]
    asked += [f"SUM(strlen({rows.column(name)}))" for name in texts]
    (counts,) = engine.rows(f"SELECT {', '.join(asked)} FROM raw{rows.file} r")
    size, loose, unsound, moved, others, *special = counts[: len(counted)]
    if others:
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


def _words_table(engine: DuckEngine, source: Rows, measurer: Measurer) -> None:
    """What each wording means, with its unit, in each of the readings that words have."""
    words = (
        f"SELECT {source.reading} AS reading, {source.words} AS words, {source.column('unit')} AS unit "
        f"FROM raw{source.file} r WHERE NOT ({source.bounded})"
    )
    found = iter(
        engine.rows(f"SELECT DISTINCT * FROM ({words}) WHERE reading IS NOT NULL AND words IS NOT NULL")
    )
    table, firsts = f"words{source.file}", [some[0] for some in measurer.alike]
    engine.load(table, _readings([]))
    while some := list(islice(found, _AT_ONCE)):
        rows = []
        for reading, value, unit in some:
            given = firsts[int(str(reading))], str(value), None if unit is None else str(unit)
            bounds, is_plain = measurer.of_words(*given)
            denial = DENIAL if source.denied == "false" else measurer.of_words(*given, DENIAL)[0]
            of_denial = (getattr(denial, name) for name in OF_DENIALS)
            rows.append((reading, value, unit, *bounds, *of_denial, is_plain))
        engine.append(table, _readings(rows))


def _readings(rows: Sequence[tuple[object, ...]]) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    """Words and a unit with the number of their reading, and what is known of that, as a table."""
    import pyarrow as pa

    kinds = {
        "reading": pa.int64(),
        "words": pa.string(),
        "unit": pa.string(),
        **{name: arrow_type(sql.COLUMNS[name]) for name in READINGS},
        **{f"of_denial_{name}": arrow_type(sql.COLUMNS[name]) for name in OF_DENIALS},
        "plain": pa.bool_(),
    }
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds.values(), strict=True)]
    return pa.table(arrays, names=list(kinds))
