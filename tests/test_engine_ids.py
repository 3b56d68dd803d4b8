"""What one pass over the ids of a file says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from itertools import combinations, pairwise
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
STRETCHES = st.lists(
    st.tuples(st.sampled_from("fgh"), st.integers(0, 99), st.integers(1, 30)), max_size=4
).map(lambda some: [f"{name}{start + step}" for name, start, count in some for step in range(count)])


#: Ids in the order of an engine, each with its line.
Rows = list[tuple[str, int]]


def in_order(names: list[str], cuts: list[int], *, backwards: bool = False) -> Rows:
    """Ids with their lines, piece by piece, as an engine with several threads gives them."""
    rows = list(zip(names, range(1, len(names) + 1), strict=True))
    ends = [0, *sorted(cut % (len(rows) + 1) for cut in cuts), len(rows)]
    pieces = [rows[start:end] for start, end in pairwise(ends)]
    return [row for piece in (reversed(pieces) if backwards else pieces) for row in piece]


def in_batches(rows: Rows, cuts: Sequence[int] = ()) -> list[Any]:
    """Rows in batches that end at some places; each is a slice, and some are empty."""
    names, lines = zip(*rows, strict=True) if rows else ((), ())
    ends = [0, *sorted(cut % (len(rows) + 1) for cut in cuts), len(rows)]
    batch = pa.record_batch([pa.array(names, pa.string()), pa.array(lines, pa.int64())], names=["id", "line"])
    return [batch.slice(start, end - start) for start, end in pairwise(ends)]


def stretches_of(batches: list[Rows]) -> list[list[str]]:
    """The longest stretches of lines in which ids of one size grow."""
    found: list[list[str]] = []
    for rows in batches:
        before = ("", -1)
        for name, line in rows:
            grows = len(name.encode()) == len(before[0].encode()) and name > before[0]
            if grows and line == before[1] + 1:
                found[-1].append(name)
            else:
                found.append([name])
            before = (name, line)
    return found


def oracle(batches: list[Rows]) -> Ids:
    """Name by name, as it is defined: stretches that overlap are told apart by none."""
    is_plain = all(PLAIN.fullmatch(name) for rows in batches for name, _ in rows)
    found = [(len(one[0].encode()), one[0], one[-1]) for one in stretches_of(batches)]
    for one, other in combinations(found, 2):
        if one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]:
            return Ids(is_plain)
    sizes = sorted({size for size, *_ in found})
    ends = {size: [end for own, *both in found for end in both if own == size] for size in sizes}
    return Ids(is_plain, tuple(Span(size, min(ends[size]), max(ends[size])) for size in sizes))


CUTS = st.lists(st.integers(0, 30), max_size=5)


@example(["f1", "f2", "f3", "f10"], [2], [3], "forwards")
@example(["f1", "f3", "f2"], [2], [0], "forwards")
@example(["", ""], [], [1], "forwards")
@example(["f5", "f6", "f1", "f2", "g1"], [], [], "forwards")
@example(["f1", "f2", "f3", "f4", "f5"], [2, 4], [], "backwards")
@given(NAMES | STRETCHES, CUTS, CUTS, st.sampled_from(["forwards", "backwards"]))
def test_ids_are_told_in_whatever_order_they_come(
    names: list[str], pieces: list[int], cuts: list[int], order: str
) -> None:
    """What is said of them is what name by name would be said; what is told apart is nowhere twice."""
    batches = in_batches(in_order(names, pieces, backwards=order == "backwards"), cuts)
    found = ids.surveyed(batches)

    rows = [list(zip(*(column.to_pylist() for column in one.columns), strict=True)) for one in batches]
    assert oracle(rows) == found
    assert found.spans is None or len(set(names)) == len(names)


def test_ids_that_grow_are_told_apart_in_whatever_order_they_come() -> None:
    """A piece of rows that is between others does not make two of them one stretch."""
    rows = in_order([f"f{number}" for number in range(10, 40)], [5, 10, 15, 20], backwards=True)

    assert Ids(plain=True, spans=(Span(3, "f10", "f39"),)) == ids.surveyed(in_batches(rows[5:] + rows[:5]))


def test_no_more_is_kept_than_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many stretches of rows nobody looks whether they overlap."""
    monkeypatch.setattr(ids, "MOST_STRETCHES", 4)
    falling = in_order([f"f{number}" for number in reversed(range(5))], [])

    assert Ids(plain=True) == ids.surveyed(in_batches(falling, [1]))
    assert Ids(plain=True) == ids.surveyed(in_batches([*falling, ("f7", 6)], [5]))
    assert Ids(plain=True, spans=(Span(2, "f1", "f4"),)) == ids.surveyed(in_batches(falling[:4], [2]))


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
        f"SELECT unnest({names}) AS id, 1 AS line": repeats.Named(4),
    }
    with closing(DuckEngine()) as engine:
        assert [("a3",)] == list(engine.rows(repeats.repeated(engine, sources)))
        found = {name for (name,) in engine.rows("SELECT id FROM near")}

    assert ({"a2", "a3"} if most else {"a3", "a2", "z", "b2"}) == found


def test_ids_of_which_nothing_more_can_be_told_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once they are neither plain nor in few stretches, the rest of the file is passed over."""
    monkeypatch.setattr(ids, "MOST_STRETCHES", 1)

    def batches() -> Any:
        yield from in_batches([("é", 1), ("b", 2)])
        raise AssertionError

    assert Ids() == ids.surveyed(batches())
