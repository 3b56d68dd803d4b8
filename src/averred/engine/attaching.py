"""Rows that the engine has as columns → the table `facts`: what holds for all of them, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.engine import ids, uniform
from averred.engine.columns import (
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
from averred.engine.known import BOUNDS
from averred.engine.scaling import SAME
from averred.engine.written import make_written

if TYPE_CHECKING:
    from averred.engine.duck import DuckEngine
    from averred.engine.known import Rows
    from averred.engine.rows import Measurer
    from averred.engine.scaling import Scale

#: From so many predicates on it is not worth while to know them beforehand.
_MANY: Final = 10_000
#: The most units, each beside a predicate, and the most conversions that the engine tells apart.
_MOST_UNITS: Final = 100
_MOST_SCALES: Final = 8


def attach_rows(engine: DuckEngine, rows: Rows, measurer: Measurer) -> None:
    """Add rows to the table `facts`; each way to write a value is read once."""
    known = ids.surveyed(engine.arrow(ids.asked(ids_of(rows))))
    alike = [[one.id for one in some] for some in measurer.alike]
    told = _with_names(engine, attrs.evolve(rows, plain_ids=known.plain, alike=alike))
    told = _with_times(engine, _with_units(engine, told, measurer), measurer)
    told = _counted(engine, told)
    if not told.all_simple:
        make_written(engine, told, measurer)
    same = uniform.of_columns(engine, columns_of(told))
    engine.attach(as_facts(told), told.size, same, known, told.named, told.wordings)


def _with_names(engine: DuckEngine, rows: Rows) -> Rows:
    """The same, once it is known which predicates there are, if these are few."""
    found = list(engine.rows(f"SELECT DISTINCT COALESCE(predicate, '') FROM raw{rows.file} LIMIT {_MANY}"))
    named = frozenset(str(name) for (name,) in found) if len(found) < _MANY else None
    return attrs.evolve(rows, named=named)


def _with_units(engine: DuckEngine, rows: Rows, measurer: Measurer) -> Rows:
    """The same, once it is known what the units of bounds change."""
    if "unit" not in rows.types or not rows.has_numbers:
        return rows
    asked = f"({rows.has_one_of(BOUNDS)}) AND r.unit IS NOT NULL AND {rows.of_kind('quantity')}"
    pairs = f"SELECT r.predicate, r.unit FROM raw{rows.file} r WHERE {asked}"
    found = engine.rows(f"{pairs} GROUP BY ALL ORDER BY COUNT(*) DESC, 1, 2 LIMIT {_MANY}")
    known = [(str(one), str(unit), measurer.scale(str(one), str(unit))) for one, unit in found]
    if len(known) < _MANY and all(scale == SAME for *_, scale in known):
        return attrs.evolve(rows, keeps_bounds=True)
    scales: dict[Scale, dict[str, list[str]]] = {}
    for predicate, unit, scale in known[:_MOST_UNITS]:
        if scale is not None and unit.isprintable() and (scale in scales or len(scales) < _MOST_SCALES):
            scales.setdefault(scale, {}).setdefault(unit, []).append(predicate)
    return attrs.evolve(rows, scales=scales)


def _with_times(engine: DuckEngine, rows: Rows, measurer: Measurer) -> Rows:
    """The same, once it is known of which times a rule about one fact may say something."""
    if time_of(rows) == "''":
        return rows
    times = f"SELECT DISTINCT time FROM (SELECT {time_of(rows)} AS time FROM raw{rows.file} r) t"
    asked = engine.rows(f"{times} WHERE {day_of('time')} IS NULL AND time <> ''")
    found = frozenset(str(words) for (words,) in asked)
    loud = [(words, "", "", "", "") for words in sorted(found) if not measurer.is_silent(words)]
    if loud:
        engine.fill(f"loud{rows.file}", loud)
    return attrs.evolve(rows, wordings=found, has_loud=bool(loud))


def _counted(engine: DuckEngine, rows: Rows) -> Rows:
    """The same, once rows were counted, so that later questions are fewer; reads every column."""
    texts = [name for name in TEXTS if rows.types.get(name) == "VARCHAR" and name != "id"]
    keys = list(rows.written)
    counted = [
        "true",
        f"NOT {rows.simple}",
        rows.denied,
        f"{rows.simple} AND NOT ({_are_short(rows)})",
        *[f"NOT {rows.simple} AND ({rows.has_one_of([name])})" for name in keys],
        *[f"NOT ({one})" for one in (*plain_words(rows), *plain(rows))],
    ]
    asked = [f"COUNT(*) FILTER (WHERE COALESCE({one}, true))" for one in counted]
    asked += [f"SUM(strlen({rows.column(name)}))" for name in texts]
    (counts,) = engine.rows(f"SELECT {', '.join(asked)} FROM {rows.table}")
    size, loose, denied, moved, *rest = counts[: len(counted)]
    return attrs.evolve(
        rows,
        size=int(str(size)),
        keys=[name for name, count in zip(keys, rest, strict=False) if count],
        all_simple=not loose,
        none_denied=not denied,
        all_plain=not loose and not any(rest[len(keys) :]) and rows.plain_ids,
        all_held=not moved,
    )


def _are_short(rows: Rows) -> str:
    """Whether both bounds of a row are held exactly as they are, if these are numbers."""
    if not rows.has_numbers:
        return "true"
    if rows.scales.keys() - {SAME}:
        return "false"
    return " AND ".join(f"({is_short(name, rows)})" for name in BOUNDS)
