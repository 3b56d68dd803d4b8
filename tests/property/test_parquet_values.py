"""Numbers and units in Parquet: the engine's rows are those that Python makes, whatever the types."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.engine import parquet
from tests.effort import times
from tests.property.test_lines import PREDICATES, _opened, _rows

UNITS = (None, "person", "people", "m", "km", "%", "m²", "xyz", "", " ", "\u200b")
WORDS = ("9", "350,000", "12.5", "9 km", "9 people", "around 200", "", "town")
EDGES = st.sampled_from([0, 1, 10**4, 10**15, 2**53])
DOUBLES = (0.0, -0.0, 12.5, 350000.0, 0.0001, 0.1 + 0.2, 1e14 + 0.5, -7.25)
#: Doubles that Python and the engine do not write alike, or that are not finite.
OTHERS = (1e15, 1e16, 1e22, 1e-5, 5e-324, float("inf"), float("-inf"))


def _decimals(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-999, 999).map(lambda number: Decimal(number).scaleb(-places))


#: Columns of values: their type, what may stand there, and whether the engine surely takes all of that.
COLUMNS: dict[str, tuple[pa.DataType, st.SearchStrategy[Any], bool]] = {
    "words": (pa.string(), st.sampled_from(WORDS), True),
    "whole": (pa.int64(), EDGES | EDGES.map(lambda edge: -edge) | st.integers(-20, 20), True),
    "small": (pa.int8(), st.integers(-9, 9), True),
    "unsigned": (pa.uint64(), st.sampled_from([0, 5, 2**64 - 1]), True),
    "doubles": (pa.float64(), st.sampled_from((*DOUBLES, *OTHERS)), True),
    "no numbers": (pa.float64(), st.sampled_from((*DOUBLES, float("nan"))), False),
    "decimals": (pa.decimal128(9, 2), _decimals(2), True),
    "whole decimals": (pa.decimal128(9, 0), _decimals(0), True),
    "all places": (pa.decimal128(3, 3), _decimals(3), True),
    "many digits": (pa.decimal256(50, 2), _decimals(2), False),
    "floats": (pa.float32(), st.sampled_from([0.5, 0.1, 1e15, 1e-5]), True),
    "days": (pa.date32(), st.dates(), True),
    "spans of time": (pa.duration("s"), st.integers(0, 9).map(lambda size: timedelta(seconds=size)), False),
    "truths": (pa.bool_(), st.booleans(), True),
}


def _write(path: Path, kind: str, rows: Sequence[tuple[str, Any, str | None]], more: dict[str, Any]) -> None:
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


def _compared(
    kind: str,
    rows: Sequence[tuple[str, Any, str | None]],
    more: dict[str, Any],
    taken: list[Any] | None = None,
) -> bool:
    """Whether the engine read a file itself, row by row; its rows are those of Python in any case."""
    taken = [] if taken is None else taken
    add = parquet._added  # nothing that the engine cannot do is taken for a damaged file here

    def noted(*words: Any) -> list[int] | None:
        found: list[int] | None = add(*words)
        taken.append(found)
        return found

    with tempfile.TemporaryDirectory() as folder, mock.patch.object(parquet, "add_parquet", noted):
        _write(Path(folder) / "facts.parquet", kind, rows, more)
        opened = _opened(Path(folder), b"")
        assert _rows(opened, by_engine=False) == _rows(opened, by_engine=True)
    return taken == [[]]


@times(Fraction(1, 4))  # each example has many values
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


#: What may stand beside each other where a fact rests on nothing.
BESIDE: dict[str, tuple[pa.DataType, tuple[Any, ...]]] = {
    "value": (pa.string(), ("9", "9 km", "around 9", "", " ", None, None)),
    "truth": (pa.bool_(), (None, None, True)),
    "min": (pa.float64(), (None, 1.0, 2.0)),
    "max": (pa.float64(), (None, 3.0)),
    "unknown": (pa.bool_(), (None, None, True, False)),
    "one-of": (pa.list_(pa.string()), (None, [], ["9", "10"])),
    "derived-from": (pa.list_(pa.string()), (None, None, [], ["count"], ["a", "b"], [""])),
}


@given(data=st.data())
def test_rows_that_need_not_rest_on_anything(data: st.DataObject) -> None:
    """Whether one has to be read in full depends on its words, in whatever columns these are."""
    names = ["value", *data.draw(st.sets(st.sampled_from(sorted(BESIDE))))]
    size = data.draw(st.integers(1, 12))
    columns: dict[str, Any] = {
        "subject": ["town"] * size,
        "predicate": [data.draw(st.sampled_from(("size", "length", *PREDICATES))) for _ in range(size)],
        "source": ["gazette"] * size,
    }
    for name in names:
        kind, some = BESIDE[name]
        columns[name] = pa.array([data.draw(st.sampled_from(some)) for _ in range(size)], kind)
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(pa.table(columns), Path(folder) / "facts.parquet")
        opened = _opened(Path(folder), b"", "citation-needed")

        assert _rows(opened, by_engine=False) == _rows(opened, by_engine=True)


@pytest.mark.parametrize("kind", ["words", "whole", "doubles"])
@pytest.mark.parametrize("unit", [None, "person", "people", "km", " ", ""])
def test_values_beside_bounds(kind: str, unit: str | None) -> None:
    """A number beside bounds is refused, and so is a unit that does not convert; no other row is read so."""
    value = {"words": "9", "whole": 9, "doubles": 9.0}[kind]
    bounds = {"min": [1, None, 1], "max": [2, None, 2]}

    assert _compared(kind, [("size", value, unit), ("size", value, unit), ("motto", value, unit)], bounds)


#: Numbers as bounds. No order tells -0.0 from 0, so it does not matter that the engine keeps the sign.
NUMBERS: dict[str, tuple[pa.DataType, st.SearchStrategy[Any]]] = {
    "whole": (pa.int64(), EDGES | EDGES.map(lambda edge: -edge) | st.integers(-20, 20)),
    "doubles": (
        pa.float64(),
        st.sampled_from((*DOUBLES[2:], *OTHERS)) | st.integers(-(10**7), 10**7).map(lambda n: n / 1000),
    ),
    "floats": (pa.float32(), st.sampled_from([0.5, 0.1, 3.0, 16777216.0])),
    "decimals": (
        pa.decimal128(38, 9),
        st.decimals(-(10**16), 10**16, places=9) | _decimals(3) | _decimals(0),
    ),
    "texts": (pa.string(), st.sampled_from(["9", "1.5", "1/3", "x", "", "-2", "1e3"])),
    "days": (pa.date32(), st.dates()),
    "truths": (pa.bool_(), st.booleans()),
}
KINDS = (*UNITS, "km/h", "°F", "°C", "minutes", "ft", "kg", "thousand", "m\0", "l")


@pytest.mark.parametrize("kind", NUMBERS)
@times(Fraction(2, 5))  # of up to 30 rows: to plan what is asked of a file takes longer than to answer it
@given(data=st.data())
def test_bounds_with_units(kind: str, data: st.DataObject) -> None:
    """Whatever the units are, and whichever rows have them; open ends, one end alone, upside down."""
    of_arrow, numbers = NUMBERS[kind]
    predicates = st.sampled_from(("size", "length", "span", "speed", "heat", "wait", *PREDICATES))
    row = st.tuples(predicates, st.sampled_from(WORDS), st.sampled_from(KINDS))
    count = data.draw(st.integers(1, 30))
    rows = data.draw(st.lists(row, min_size=count, max_size=count))
    ends = [data.draw(st.tuples(st.none() | numbers | numbers, st.none() | numbers | numbers)) for _ in rows]
    if kind not in {"texts", "truths"} and data.draw(st.integers(0, 3)):
        ends = [
            (low, high) if None in {low, high} else (min(low, high), max(low, high)) for low, high in ends
        ]
    more: dict[str, Any] = {
        name: pa.array(column, of_arrow)
        for name, column in zip(("min", "max"), zip(*ends, strict=True), strict=True)
    }
    for name in data.draw(st.sets(st.sampled_from(("min-open", "max-open", "polarity")), max_size=2)):
        some = ("denied", "asserted", None) if name == "polarity" else (True, False, None)
        more[name] = [data.draw(st.sampled_from(some)) for _ in rows]

    _compared("words", rows, more)


@given(data=st.data())
def test_values_over_several_columns(data: st.DataObject) -> None:
    """Truth values, alternatives, spreads, what is unknown or none, and what is denied of these."""
    row = st.tuples(
        st.sampled_from(("size", "length", *PREDICATES)), st.sampled_from((None, *WORDS)), st.none()
    )
    rows = data.draw(st.lists(row, min_size=1, max_size=8))
    flags = st.sampled_from((None, None, True, False))
    lists = st.sampled_from((None, None, [], ["9"], ["9", "10"], ["town", "count"], ["1", None], [""]))
    columns: dict[str, tuple[pa.DataType, st.SearchStrategy[Any]]] = {
        **dict.fromkeys(("truth", "unknown", "none"), (pa.bool_(), flags)),
        "one-of": (pa.list_(pa.string()), lists),
        "kind": (pa.string(), st.sampled_from((None, "spread", "x", ""))),
        "polarity": (pa.string(), st.sampled_from((None, "denied", "asserted", "x"))),
        "same-as": (pa.string(), st.sampled_from((None, "count", ""))),
        "year-from": (pa.string(), st.sampled_from((None, "count"))),
        "via": (pa.list_(pa.string()), st.sampled_from((None, [], ["Ada"], ["s1", None, "", "Ada", "town"]))),
    }
    names = data.draw(st.sets(st.sampled_from(sorted(columns)), max_size=3))
    more = {
        name: pa.array([data.draw(columns[name][1]) for _ in rows], columns[name][0])
        for name in sorted(names)
    }

    assert _compared("words", rows, more)


@given(data=st.data())
def test_a_row_that_is_odd_is_read_by_itself(data: st.DataObject) -> None:
    """What is in a column of another type or name, and a number that is none, concern their rows alone."""
    count = data.draw(st.integers(3, 12))
    rows = [("size", "9", None)] * count
    odd = data.draw(st.sets(st.integers(0, count - 1), max_size=count // 2))
    columns: dict[str, tuple[pa.DataType, Any, Any]] = {
        "colour": (pa.string(), None, "red"),
        "unit": (pa.int64(), None, 5),
        "scope": (pa.struct([("method", pa.string())]), None, {"method": "x"}),
        "min": (pa.float64(), 1.0, float("nan")),
        "share": (pa.float64(), None, 0.5),
        "during": (pa.int32(), None, 2031),
        "note": (pa.string(), None, "so"),
        "scope.A b": (pa.string(), None, "x"),
    }
    name = data.draw(st.sampled_from(sorted(columns)))
    kind, usual, other = columns[name]
    more = {name: pa.array([other if number in odd else usual for number in range(count)], kind)}
    more |= {"max": pa.array([2.0] * count)} if name == "min" else {}
    taken: list[Any] = []
    _compared("words", rows, more, taken)

    assert taken == [[] if name == "note" else [number + 1 for number in sorted(odd)]]


@pytest.mark.parametrize("names", [("value",), ("min", "max")])
def test_numbers_that_are_none_are_found_in_long_files(names: tuple[str, ...]) -> None:
    """Though what a file says of its columns knows nothing of them."""
    numbers = [float("nan") if number % 100 == 7 else float(number) for number in range(3_000)]
    columns = {name: pa.array(numbers) for name in names}
    taken: list[Any] = []
    _compared("words", [("size", None, None)] * 3_000, columns, taken)

    assert taken == [[*range(8, 3_000, 100)]]


@pytest.mark.parametrize("name", ["min", "max"])
def test_bounds_that_are_no_numbers(name: str) -> None:
    """A span of time is stored as a whole number, and is none."""
    spans = pa.array([timedelta(seconds=5), None, None], pa.duration("s"))
    other = "max" if name == "min" else "min"
    taken: list[Any] = []

    _compared("words", [("size", "9", None)] * 3, {name: spans, other: [5, None, None]}, taken)

    assert taken == [[1]]


@pytest.mark.parametrize("number", OTHERS)
def test_doubles_that_are_written_otherwise(number: float) -> None:
    """Python reads them as it would in its own words, and no other row."""
    assert _compared("doubles", [("size", 1.0, None), ("length", number, "m"), ("size", 2.0, None)], {})
