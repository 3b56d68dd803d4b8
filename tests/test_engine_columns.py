"""The expressions over the columns of a file: what is quicker says the same as what is slow."""

from __future__ import annotations

import re
from contextlib import closing
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.engine.columns import columns_of, is_short, plain_words
from averred.engine.known import Rows, _simple_words
from averred.engine.numbers import inwards
from tests.engines import kept_engine

OF_IDS = re.compile(r"[a-z0-9-]*")
PRINTED = re.compile(r"[ -~]*")
#: The numbers about which a double, 15 digits or a type of whole numbers ends.
EDGES = st.sampled_from([0, 10**15, 2**53, 10**17]).flatmap(lambda edge: st.integers(edge - 3, edge + 3))
NUMBERS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "BIGINT": (pa.int64(), st.integers(-(10**18), 10**18) | EDGES | EDGES.map(lambda number: -number)),
    "DOUBLE": (
        pa.float64(),
        st.floats(-1e17, 1e17, allow_subnormal=False)
        | EDGES.map(float)
        | st.integers(-5, 5).map((0.1).__mul__),
    ),
    "DECIMAL(20,2)": (pa.decimal128(20, 2), st.decimals(-(10**17), 10**17, places=2)),
}


@given(st.lists(st.none() | st.text() | st.text("ab-Z09 ~]!*^\x00\n\x7fé", max_size=4), min_size=1))
def test_characters_are_asked_for_as_python_would(texts: list[str | None]) -> None:
    """Whatever there is in a text: a sign of a pattern, a character that nobody sees, or nothing at all."""
    rows = Rows(0, {"id": "VARCHAR", "value": "VARCHAR"}, {}, (), "row-")
    asks = ", ".join([rows.is_made_of("id", "a-z0-9-"), *plain_words(rows), *_simple_words(rows)])
    asked = f"SELECT {asks} FROM texts r ORDER BY line"  # noqa: S608 - ours
    with closing(kept_engine()) as engine:
        column = pa.array(texts, pa.string())
        engine.load("texts", pa.table({"line": range(len(texts)), "id": column, "value": column}))
        found = list(engine.rows(asked))

    expected = [
        (
            bool(OF_IDS.fullmatch(text or "")),
            bool(PRINTED.fullmatch(text or "")),
            text is None or bool(set(text) - {" "}),
        )
        for text in texts
    ]
    assert expected == found
    assert Rows(0, {}, {}, (), "row-").is_made_of("part", "a-z") == "true"


@pytest.mark.parametrize("kind", NUMBERS)
@given(data=st.data())
def test_bounds_that_are_held_are_not_moved(kind: str, data: st.DataObject) -> None:
    """A bound is what `inwards` makes of it; where it is short, that is the number as it stands."""
    of_arrow, strategy = NUMBERS[kind]
    numbers: list[Any] = data.draw(st.lists(strategy, min_size=1, max_size=8))
    known: dict[str, Any] = {"types": {"min": kind, "max": kind}, "all_simple": True}
    slow, quick = (
        Rows(0, predicates={}, sources=(), row_id="", all_held=held, **known) for held in (False, True)
    )
    asked = [columns_of(rows)[name] for rows in (slow, quick) for name in ("value_lo", "value_hi")]
    with closing(kept_engine()) as engine:
        column = pa.array(numbers, of_arrow)
        engine.load("numbers", pa.table({"line": range(len(numbers)), "min": column, "max": column}))
        query = f"SELECT {', '.join(asked)}, {is_short('min', slow)} FROM numbers r ORDER BY line"  # noqa: S608 - ours
        found = list(engine.rows(query))

    for number, (low, high, *plain, is_held) in zip(numbers, found, strict=True):
        exact = Fraction(str(number))
        assert (low, high) == tuple(inwards(exact, up=up, is_open=False) for up in (True, False))
        assert [low, high] == plain or not is_held
        assert is_held or exact.denominator > 1 or abs(exact) >= 10**13
