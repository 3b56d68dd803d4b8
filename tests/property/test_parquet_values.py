"""Numbers and units in Parquet: the engine's rows are those that Python makes, whatever the types."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.engine import parquet
from tests.property.test_lines import PREDICATES, _opened, _rows

UNITS = (None, "person", "people", "m", "km", "%", "m²", "xyz", "", " ", "\u200b")
WORDS = ("9", "350,000", "12.5", "9 km", "9 people", "around 200", "", "town")
EDGES = st.sampled_from([0, 1, 10**4, 10**15, 2**53])
DOUBLES = (0.0, -0.0, 12.5, 350000.0, 0.0001, 0.1 + 0.2, 1e14 + 0.5, -7.25)
#: Doubles that Python and the engine do not write alike, or that are no numbers.
OTHERS = (1e15, 1e16, 1e22, 1e-5, 5e-324, float("nan"), float("inf"), float("-inf"))


def _decimals(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-999, 999).map(lambda number: Decimal(number).scaleb(-places))


#: Columns of values: their type, what may stand there, and whether the engine surely takes all of that.
COLUMNS: dict[str, tuple[pa.DataType, st.SearchStrategy[Any], bool]] = {
    "words": (pa.string(), st.sampled_from(WORDS), True),
    "whole": (pa.int64(), EDGES | EDGES.map(lambda edge: -edge) | st.integers(-20, 20), True),
    "small": (pa.int8(), st.integers(-9, 9), True),
    "unsigned": (pa.uint64(), st.sampled_from([0, 5, 2**64 - 1]), True),
    "doubles": (pa.float64(), st.sampled_from(DOUBLES), True),
    "some doubles": (pa.float64(), st.sampled_from((*DOUBLES, *OTHERS)), False),
    "decimals": (pa.decimal128(9, 2), _decimals(2), True),
    "whole decimals": (pa.decimal128(9, 0), _decimals(0), True),
    "all places": (pa.decimal128(3, 3), _decimals(3), False),
    "many digits": (pa.decimal256(50, 2), _decimals(2), False),
    "floats": (pa.float32(), st.sampled_from([0.5, 0.1]), False),
    "spans of time": (pa.duration("s"), st.integers(0, 9).map(lambda size: timedelta(seconds=size)), False),
    "truths": (pa.bool_(), st.booleans(), False),
}


def _write(path: Path, kind: str, rows: list[tuple[str, Any, str | None]], more: dict[str, Any]) -> None:
    predicates, values, units = zip(*rows, strict=True)
    columns = {
        "id": [f"r{number}" for number in range(len(rows))],
        "subject": ["town"] * len(rows),
        "predicate": predicates,
        "value": pa.array(values, COLUMNS[kind][0]),
        "source": ["gazette"] * len(rows),
        "derived-from": ["count"] * len(rows),
    }
    if any(unit is not None for unit in units):
        columns["unit"] = pa.array(units, pa.string())
    pq.write_table(pa.table(columns | more), path)


def _compared(kind: str, rows: list[tuple[str, Any, str | None]], more: dict[str, Any]) -> bool:
    """Whether the engine read a file itself; its rows are those of Python in any case."""
    taken = []
    add = parquet.add_parquet

    def noted(*words: Any) -> bool:
        taken.append(add(*words))
        return taken[-1]

    with tempfile.TemporaryDirectory() as folder, mock.patch.object(parquet, "add_parquet", noted):
        _write(Path(folder) / "facts.parquet", kind, rows, more)
        opened = _opened(Path(folder), b"")
        assert _rows(opened, by_engine=False) == _rows(opened, by_engine=True)
    return all(taken)


@pytest.mark.parametrize("kind", COLUMNS)
@given(data=st.data())
def test_values_of_any_type(kind: str, data: st.DataObject) -> None:
    """Each row of the table is the same, to the bit; what is surely the same no Python reads row by row."""
    _, values, is_taken = COLUMNS[kind]
    units = st.sampled_from(UNITS) if data.draw(st.booleans()) else st.none()
    predicates = st.sampled_from(("size", "length", *PREDICATES))
    row = st.tuples(predicates, st.none() | values | values, units)
    rows = data.draw(st.lists(row, min_size=1, max_size=30))
    denied = (
        [data.draw(st.sampled_from([None, "denied"])) for _ in rows] if data.draw(st.booleans()) else None
    )
    found = _compared(kind, rows, {"polarity": pa.array(denied, pa.string())} if denied else {})

    assert found or not is_taken


@pytest.mark.parametrize("kind", ["words", "whole", "doubles"])
@pytest.mark.parametrize("unit", [None, "person", "people", "km", " ", ""])
def test_values_beside_bounds(kind: str, unit: str | None) -> None:
    """A number beside bounds is refused, and bounds in another unit are converted: Python reads both."""
    value = {"words": "9", "whole": 9, "doubles": 9.0}[kind]
    bounds = {"min": [1, None, 1], "max": [2, None, 2]}
    found = _compared(kind, [("size", value, unit), ("size", value, unit), ("motto", value, unit)], bounds)

    assert found == (kind == "words" and unit in {None, "person", "people"})


@given(data=st.data())
def test_bounds_with_units(data: st.DataObject) -> None:
    """Whatever the units are, and whichever rows have them."""
    row = st.tuples(
        st.sampled_from(("size", "length", *PREDICATES)), st.sampled_from(WORDS), st.sampled_from(UNITS)
    )
    rows = data.draw(st.lists(row, min_size=1, max_size=3))
    low = [data.draw(st.sampled_from([None, -3, 0, 7])) for _ in rows]
    high = [None if one is None else one + data.draw(st.integers(0, 2)) for one in low]

    _compared("words", rows, {"min": pa.array(low, pa.int64()), "max": pa.array(high, pa.int64())})


@pytest.mark.parametrize("name", ["min", "max"])
def test_bounds_that_are_no_numbers(name: str) -> None:
    """A span of time is stored as a whole number, and is none."""
    spans = pa.array([timedelta(seconds=5)], pa.duration("s"))
    other = "max" if name == "min" else "min"

    assert not _compared("words", [("size", "9", None)], {name: spans, other: [5]})


@pytest.mark.parametrize("number", OTHERS)
def test_doubles_that_are_written_otherwise(number: float) -> None:
    """One of them among others is enough: the file is read by Python."""
    assert not _compared("doubles", [("size", 1.0, None), ("length", number, "m"), ("size", 2.0, None)], {})
