"""What the engine makes of values: conversions to the bit, and rows of which only one is read by Python."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from averred.config import Settings
from averred.engine import attaching, parquet
from averred.engine.duck import DuckEngine
from averred.engine.numbers import inwards
from averred.engine.rows import Measurer
from averred.engine.scaling import SAME, Scale, scale_of
from averred.scale import embedded, filling, large
from averred.values import EntityRef, Interval, OneOf, Quantity, Text
from averred.vocabulary import Predicate
from tests.engines import kept_engine
from tests.scale_bases import COUNTED, KEYS, SETTINGS, judge_everything

FACTS = f"""
{COUNTED}
[entity.gate]
name = "the gate"
[predicate.size]
value = "quantity"
functional = true
[predicate.length]
value = "quantity"
unit = "metre"
functional = true
[predicate.place]
value = "entity"
[predicate.held]
value = "boolean"
"""
FACTORS = st.builds(Fraction, st.integers(1, 10**6), st.sampled_from([1, 3, 7, 10, 18, 60, 125, 1000, 3600]))
KINDS: dict[str, tuple[pa.DataType, st.SearchStrategy[Any]]] = {
    "DOUBLE": (
        pa.float64(),
        st.floats(-1e12, 1e12, allow_subnormal=False).map(lambda one: one + 0)
        | st.integers(-(10**9), 10**9).map(lambda one: one / 1000),
    ),
    "BIGINT": (pa.int64(), st.integers(-(10**18), 10**18) | st.integers(-999, 999)),
    "DECIMAL(38,9)": (
        pa.decimal128(38, 9),
        st.decimals(-(10**14), 10**14, places=9) | st.decimals(-999, 999, places=3),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), factor=FACTORS, offset=st.just(Fraction(0)) | FACTORS)
def test_converted_bounds_are_those_of_python(
    kind: str, data: st.DataObject, factor: Fraction, offset: Fraction
) -> None:
    """Whatever the straight line is: the double of the exact number, moved inwards where it is not held."""
    scale = scale_of(factor, offset)
    assume(scale is not None)
    assert scale is not None
    of_arrow, strategy = KINDS[kind]
    numbers = data.draw(st.lists(strategy, min_size=1, max_size=8))
    ends = [scale.end("r.min", is_up=is_up) for is_up in (True, False)]
    asked = f"SELECT {scale.is_exact('r.min', kind)}, {', '.join(ends)} FROM numbers r ORDER BY line"  # noqa: S608 - ours
    with closing(kept_engine()) as engine:
        engine.load("numbers", pa.table({"line": range(len(numbers)), "min": pa.array(numbers, of_arrow)}))
        found = list(engine.rows(asked))

    for number, (is_exact, low, high) in zip(numbers, found, strict=True):
        exact = Fraction(str(number)) * factor + offset
        assert not is_exact or [low, high] == [inwards(exact, up=up, is_open=False) for up in (True, False)]


@pytest.mark.parametrize("number", [0, 1, -7, 12.5, 123456.789, 10**9])
@pytest.mark.parametrize("factor", [Fraction(1000), Fraction(5, 18), Fraction(1, 60), Fraction("1609.344")])
def test_usual_bounds_in_usual_units_are_converted_by_the_engine(number: float, factor: Fraction) -> None:
    """Kilometres, kilometres an hour, minutes and miles, with the digits that people write."""
    scale = scale_of(factor, Fraction(0))
    assert scale is not None
    with closing(kept_engine()) as engine:
        engine.load("numbers", pa.table({"min": pa.array([number], pa.float64())}))
        ((is_exact, low),) = engine.rows(
            f"SELECT {scale.is_exact('r.min', 'DOUBLE')}, {scale.end('r.min', is_up=True)} FROM numbers r"  # noqa: S608 - ours
        )

    assert is_exact
    assert low == inwards(Fraction(str(number)) * factor, up=True, is_open=False)


def test_which_conversions_are_straight_lines_of_whole_numbers() -> None:
    """None that turns the order around, and none whose numbers no double holds."""
    assert scale_of(Fraction(1), Fraction(0)) == SAME
    assert scale_of(Fraction(5, 9), Fraction(45967, 180)) == Scale(500, 229835, 9, 100)
    assert scale_of(Fraction(-1), Fraction(0)) is None
    assert scale_of(Fraction(1, 10**16), Fraction(0)) is None
    assert scale_of(Fraction(10**16), Fraction(0)) is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        Text("x"),
        Quantity(Interval(0, None), "metre", "0"),
        Quantity(Interval(None, 1), "metre", "0"),
        OneOf((EntityRef("town", "town"),), ""),
    ],
)
def test_what_is_no_interval_has_no_scale(value: Any) -> None:
    """A unit that nobody reads changes bounds in a way that only Python knows."""
    measurer = Measurer({"size": Predicate("size", "quantity")}, (), lambda _: value)

    assert measurer.scale("size", "m") is None


def _row(number: int, **keys: object) -> dict[str, Any]:
    row = {"id": f"r{number}", "subject": f"s{number}", "predicate": "size", "value": "9", "min": 9, "max": 9}
    return {**row, **KEYS, **keys}


def _folder(folder: Path, rows: list[dict[str, Any]], facts: str = "", **kinds: pa.DataType) -> Path:
    (folder / "vocabulary.toml").write_text(FACTS + facts, encoding="utf-8")
    names = list(dict.fromkeys(key for row in rows for key in row))
    columns = {name: pa.array([row.get(name) for row in rows], kinds.get(name)) for name in names}
    pq.write_table(pa.table(columns), folder / "rows.parquet")
    return folder


def _said(folder: Path) -> set[tuple[str, str]]:
    """What is found, which is what judging everything finds."""
    everything, screened = judge_everything(folder), embedded.check_path(folder, SETTINGS)

    assert [(one.id, one.headline) for one in everything.findings] == [
        (one.id, one.headline) for one in screened.findings
    ]
    return {(one.rule, one.facts[0] if one.facts else "") for one in screened.findings}


def _headlines(folder: Path) -> set[str]:
    return {one.headline for one in embedded.check_path(folder, SETTINGS).findings}


def _taken(folder: Path) -> list[int] | None:
    """The rows of a file that are left to Python."""
    return _said_and_taken(folder)[1]


def _said_and_taken(folder: Path) -> tuple[set[tuple[str, str]], list[int] | None]:
    found: list[Any] = []

    def noted(*words: Any) -> Any:
        found.append(add(*words))
        return found[-1]

    add = parquet.add_parquet
    with mock.patch.object(parquet, "add_parquet", noted):
        said = _said(folder)
    (odd,) = found
    return said, None if odd is None else list(odd)


@pytest.mark.parametrize("units", [attaching._MOST_UNITS, 2])
@pytest.mark.parametrize("scales", [attaching._MOST_SCALES, 2])
def test_more_units_than_the_engine_tells_apart(
    units: int, scales: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounds in the others are read by Python, once each; the conflicts are the same."""
    monkeypatch.setattr(attaching, "_MOST_UNITS", units)
    monkeypatch.setattr(attaching, "_MOST_SCALES", scales)
    rows = [
        _row(2 * place + number, subject=f"s{place}", predicate="length", unit=unit, min=low, max=low)
        for place, unit in enumerate(["km", "m", "cm", "mi", "ft", "pods", "m\0", "km/h"])
        for number, low in enumerate([5, 5 + place % 2])
    ]
    _folder(tmp_path, [*rows, _row(90, subject="s0", predicate="length", unit="m", min=5000, max=5000)])

    said, taken = _said_and_taken(tmp_path)

    assert {fact for rule, fact in said if rule == "contradictory"} == {"r2", "r6"}
    assert taken == []


def test_denials_are_not_read_one_by_one(tmp_path: Path) -> None:
    """Nothing may be said of one alone; what is refused is found, and so is what contradicts it."""
    rows = [_row(number, polarity="denied") for number in range(20)]
    rows += [_row(20, subject="s3"), _row(21, polarity="never")]
    rows += [_row(22, predicate="held", value=None, min=None, max=None, truth=True, polarity="denied")]
    rows += [_row(23, predicate="place", value="gate", min=None, max=None, polarity="denied")]
    _folder(tmp_path, rows)
    opened = large.open_large(tmp_path, Settings(today="2031-06-01"))
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, [0])
        alone = {name for (name,) in engine.rows("SELECT id FROM facts WHERE look = 1")}

    assert alone == {"r21", "r22"}
    assert {("contradictory", "r20"), ("malformed-entry", "")} <= {
        (rule, fact.replace("r3", "r20")) for rule, fact in _said(tmp_path)
    }


def test_a_thing_that_is_only_denied_is_used(tmp_path: Path) -> None:
    """Its name stands in no other column than that of what is denied."""
    _folder(tmp_path, [_row(1, predicate="place", value="gate", min=None, max=None, polarity="denied")])

    assert "nothing speaks of the entity “gate”" not in _headlines(tmp_path)
    assert _said(tmp_path)


@pytest.mark.parametrize("is_named", [True, False])
def test_a_thing_that_is_only_an_alternative_is_used(is_named: bool, tmp_path: Path) -> None:
    """Names in lists are in no column, so such rows are read one by one."""
    more = '[entity.hall]\nname = "the hall"\n'
    keys = {"predicate": "place", "value": "x", "min": None, "max": None}
    _folder(tmp_path, [_row(1, **keys, **{"one-of": ["gate" if is_named else "hall", "town"]})], more)

    assert is_named == ("nothing speaks of the entity “gate”" not in _headlines(tmp_path))


@pytest.mark.parametrize(
    "columns, kinds, expected",
    [
        ({"id": 5}, {}, []),
        ({"part": None}, {"part": pa.null()}, []),
        ({"colour": None}, {}, []),
        ({"colour": "red"}, {}, None),
        ({"status": 5}, {}, None),
        ({"SUBJECT": "x"}, {}, None),
        ({"file_row_number": 5}, {}, None),
        ({"note": b"x"}, {}, None),
        ({"value": None, "kind": "spread"}, {"value": pa.null()}, []),
        ({"during": None}, {"during": pa.timestamp("s")}, []),
        ({"min": "8.5", "max": "9"}, {}, []),
    ],
)
def test_which_files_the_engine_reads(
    columns: dict[str, Any], kinds: dict[str, pa.DataType], expected: list[int] | None, tmp_path: Path
) -> None:
    """By their columns: those without anything say nothing, and where Python may refuse a file it does."""
    _folder(tmp_path, [_row(number, **columns) for number in range(3)], **kinds)

    assert _taken(tmp_path) == expected


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("s"), pa.timestamp("ns")])
def test_days_that_python_does_not_have_are_those_of_their_rows(kind: pa.DataType, tmp_path: Path) -> None:
    """Python has the years 1 to 9999 and microseconds; no other row is read by itself, or refused."""
    rows = [_row(number, during=None if number % 3 else number * 10**6 + 1) for number in range(7)]
    _folder(tmp_path, rows, during=pa.int64())
    table = pq.read_table(tmp_path / "rows.parquet")
    place = table.schema.get_field_index("during")
    numbers = table.column("during").cast(pa.int32() if kind == pa.date32() else pa.int64())
    if kind == pa.timestamp("s"):
        numbers = pa.compute.multiply(numbers, 10**6)
    table = table.set_column(place, "during", numbers.cast(kind))
    pq.write_table(table, tmp_path / "rows.parquet", version="2.6")

    assert _taken(tmp_path) == ([4, 7] if kind == pa.date32() else [1, 4, 7])
    assert ("malformed-file", "") not in _said(tmp_path)


@pytest.mark.parametrize(
    "kind, found, expected",
    [
        (pa.null(), "INTEGER", "nothing"),
        (pa.binary(), "VARCHAR", "no VARCHAR"),
        (pa.dictionary(pa.int32(), pa.string()), "VARCHAR", "VARCHAR"),
        (pa.large_list(pa.large_string()), "VARCHAR[]", "VARCHAR[]"),
        (pa.list_(pa.binary()), "VARCHAR[]", "no VARCHAR[]"),
        (pa.string(), "VARCHAR[]", "no VARCHAR[]"),
        (pa.int32(), "DATE", "no DATE"),
        (pa.int32(), "UINTEGER", "no UINTEGER"),
        (pa.uint64(), "UBIGINT", "UBIGINT"),
        (pa.decimal128(9, 2), "DECIMAL(9,2)", "DECIMAL(9,2)"),
        (pa.decimal128(9, 3), "DECIMAL(9,2)", "no DECIMAL(9,2)"),
        (pa.timestamp("s"), "TIMESTAMP", "TIMESTAMP"),
    ],
)
def test_a_type_counts_only_where_both_readers_see_it(kind: pa.DataType, found: str, expected: str) -> None:
    """A damaged file may tell the one this and the other that, as it holds its types twice."""
    assert expected == parquet._kind(kind, found)


def test_bytes_that_the_engine_takes_for_text_are_refused_by_python(tmp_path: Path) -> None:
    """Then no row of the file is a fact, and the engine must have none."""
    _folder(tmp_path, [_row(0, note=b"x")])
    names = pq.read_schema(tmp_path / "rows.parquet").names
    found = {name: "DOUBLE" if name in {"min", "max"} else "VARCHAR" for name in [*names, "file_row_number"]}

    assert parquet._told(tmp_path / "rows.parquet", found) is None
