"""How rows write their values: what Python has to read is read once, however many rows have it.

A value that is not two bounds of numbers is told by its predicate and by what stands under some keys: words
and a unit, a truth value, alternatives, one bound alone. Rows that agree in all of these say the same.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from averred.engine import sql
from averred.engine.columns import OF_DENIALS, READINGS, arrow_type
from averred.engine.known import WHOLE
from averred.engine.numbers import DENIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from averred.engine.duck import DuckEngine
    from averred.engine.known import Rows
    from averred.engine.rows import Measurer

_AT_ONCE: Final = 100_000


def make_written(engine: DuckEngine, rows: Rows, measurer: Measurer) -> None:
    """Make the table of what each way to write a value means, in each of the readings that words have."""
    keys = rows.written
    asked = ", ".join(f"{column} AS {sql.column(name)}" for name, column in keys.items())
    found = f"SELECT {rows.reading} AS reading, {asked} FROM {rows.table} WHERE NOT {rows.simple}"
    waiting = iter(engine.rows(f"SELECT DISTINCT * FROM ({found}) WHERE reading IS NOT NULL"))
    table, firsts = f"written{rows.file}", [some[0] for some in measurer.alike]
    types = rows.types
    engine.load(table, _table(keys, types, []))
    while some := list(islice(waiting, _AT_ONCE)):
        made = []
        for reading, *given in some:
            row = _row(dict(zip(keys, given, strict=True)), types)
            predicate = firsts[int(str(reading))]
            bounds, is_plain = measurer.of_row(predicate, row)
            denial = DENIAL if rows.denied == "false" else measurer.of_row(predicate, row, DENIAL)[0]
            of_denial = (getattr(denial, name) for name in OF_DENIALS)
            made.append((reading, *given, *bounds, *of_denial, is_plain))
        engine.append(table, _table(keys, types, made))


def _row(given: dict[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    """What Python would have read of a file: numbers from their digits."""
    is_counted = given.pop("counted", False)
    row = {name: None if item is None else _typed(types[name])(item) for name, item in given.items()}
    if is_counted:
        digits = given["value"]
        row["value"] = Decimal(digits) if "." in digits else int(digits)
    return row


def _typed(kind: str) -> Callable[[Any], object]:
    """From what the table of written values has to what stands in a file."""
    if kind in WHOLE:
        return int
    if kind == "DOUBLE":
        return float
    return Decimal if kind.startswith("DECIMAL") else _as_it_is


def _as_it_is(item: object) -> object:
    return item


def _table(keys: Sequence[str] | Mapping[str, str], types: Mapping[str, str], rows: Sequence[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    """Ways to write a value with the number of their reading, and what is known of that, as a table."""
    import pyarrow as pa

    others = {"BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string())}
    kinds = {
        "reading": pa.int64(),
        **{name: others.get(types[name], pa.string()) for name in keys},
        **{name: arrow_type(sql.COLUMNS[name]) for name in READINGS},
        **{f"of_denial_{name}": arrow_type(sql.COLUMNS[name]) for name in OF_DENIALS},
        "plain": pa.bool_(),
    }
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds.values(), strict=True)]
    return pa.table(arrays, names=list(kinds))
