"""What one pass over the ids of a file says of them."""

from __future__ import annotations

import itertools
import random
import re
from contextlib import closing
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from averred.engine import ids, repeats
from averred.engine.duck import DuckEngine
from averred.engine.ids import Ids, Span

PLAIN = re.compile(r"[a-z0-9-]*")
NAMES = st.lists(st.text("ab-é", max_size=3) | st.integers(0, 120).map("f{}".format), max_size=12)
GROWING = st.sets(st.integers(0, 1200)).map(lambda some: [f"f{number}" for number in sorted(some)])


def oracle(names: list[str]) -> Ids:
    """Row by row, as it is defined."""
    sized = [(len(name.encode()), name) for name in names]
    grows = all(one < other for one, other in itertools.pairwise(sized))
    of_size: dict[int, list[str]] = {}
    for size, name in sized:
        of_size.setdefault(size, []).append(name)
    spans = tuple(Span(size, some[0], some[-1]) for size, some in of_size.items())
    is_plain = all(PLAIN.fullmatch(name) for name in names)
    return Ids(is_plain, spans) if grows else Ids(is_plain)


def batches(names: list[str], cuts: list[int], shuffle: random.Random | None) -> list[Any]:
    """Rows in batches that end at some places; each batch is a slice, as an engine may give it."""
    rows = list(enumerate(names, 1))
    ends = sorted({0, len(rows), *(cut % (len(rows) + 1) for cut in cuts)})
    pieces = [rows[start:end] for start, end in itertools.pairwise(ends)]
    if shuffle is not None:
        shuffle.shuffle(pieces)
    flat = [row for piece in pieces for row in piece]
    table = pa.record_batch(
        [pa.array([name for _, name in flat], pa.string()), pa.array([line for line, _ in flat], pa.int64())],
        names=["id", "line"],
    )
    made, start = [], 0
    for piece in pieces:
        made.append(table.slice(start, len(piece)))
        start += len(piece)
    return [*made, table.slice(0, 0)] if len(flat) % 2 else [table]


@example(["f1", "f2", "f3", "f10"], [2, 3], None)
@example(["f1", "f3", "f2"], [2, 0], None)
@example(["", ""], [1], None)
@given(
    NAMES | GROWING, st.lists(st.integers(0, 20), max_size=5), st.none() | st.randoms(use_true_random=False)
)
def test_ids_are_told_in_whatever_order_they_come(
    names: list[str], cuts: list[int], shuffle: random.Random | None
) -> None:
    """What is said of them is what row by row would be said."""
    assert oracle(names) == ids.surveyed(batches(names, cuts, shuffle))


def test_no_more_is_kept_than_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many stretches of rows nobody says that they grow."""
    monkeypatch.setattr(ids, "MOST_RUNS", 3)
    names = [f"f{number}" for number in range(10)]

    assert Ids(plain=True) == ids.surveyed(
        [one for number, name in enumerate(names) for one in batches_of_one(number, name)]
    )


def batches_of_one(line: int, name: str) -> list[Any]:
    """One row."""
    return [pa.record_batch([pa.array([name]), pa.array([line])], names=["id", "line"])]


def test_a_long_id_is_not_looked_at() -> None:
    """It is none of which anything is said: ids of any length fit into memory."""
    query = f"SELECT repeat('a', {ids.LONGEST}) AS id, 1 AS line UNION ALL SELECT repeat('b', 201), 2"
    with closing(DuckEngine()) as engine:
        assert Ids() == ids.surveyed(engine.arrow(ids.asked(query)))
        assert Ids(plain=True, spans=(Span(200, "a" * 200, "a" * 200),)) == ids.surveyed(
            engine.arrow(ids.asked(f"{query} LIMIT 1"))
        )


@pytest.mark.parametrize("most", [0, 10])
def test_ids_between_those_that_grow_are_looked_for(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one where there are few of both, else all of them."""
    monkeypatch.setattr(repeats, "_MOST_TRIED", most)
    names = ["a1", "a3", "b22", "b44"]
    sources = {
        "SELECT unnest(['a3', 'a2', 'z', 'b2']) AS id, 1 AS line": repeats.Named(4),
        f"SELECT unnest({names}) AS id, unnest(range(4)) AS line": repeats.Named(4),
    }
    with closing(DuckEngine()) as engine:
        assert [("a3",)] == list(engine.rows(repeats.repeated(engine, sources)))
        found = {name for (name,) in engine.rows("SELECT id FROM near")}

    assert ({"a2", "a3"} if most else {"a3", "a2", "z", "b2"}) == found
