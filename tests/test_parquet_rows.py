"""Some rows of a Parquet file: the same as those of all its rows, however its texts are stored."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.exchange import parquet
from averred.structuring import Misfit

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

#: The ways to hold texts: written out, each once, as views.
_KINDS = (
    pa.string(), pa.large_string(), pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int32(), pa.large_string()),
)  # fmt: skip
_texts = st.sampled_from([None, "", "a", "b", "é" * 40, "\U0001f409"])


def _column(values: list[str | None], kind: object) -> object:
    texts = pa.array(values, pa.string())
    return texts.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else texts.cast(kind)


@given(st.data(), st.sampled_from(_KINDS), st.booleans(), st.integers(1, 40))
def test_some_rows_are_those_of_all(data: st.DataObject, kind: object, once: bool, group: int) -> None:
    """Of any columns, in groups of any size, with numbers of rows that are not there as well."""
    few = data.draw(st.lists(_texts, min_size=1, max_size=12))
    count = data.draw(st.integers(1, 120))
    texts = [few[place % len(few)] for place in range(count)]
    table = pa.table(
        {
            "id": pa.array([f"f{place}" for place in range(count)]),
            "subject": _column(texts, kind),
            "predicate": _column(texts[::-1], kind),
            "note": pa.array([None] * count, pa.string()),
            "tags": pa.array([[text] if text else None for text in texts]),
            "scope.method": pa.array(texts),
            "max": pa.array([len(text) if text else None for text in texts]),
        }
    )
    wanted = data.draw(st.sets(st.integers(1, count + 3)))
    with TemporaryDirectory() as name:
        path = Path(name) / "facts.parquet"
        pq.write_table(table, path, row_group_size=group, use_dictionary=once)
        every = dict(parquet.read_rows(path))
        some = list(parquet.read_rows(path, wanted))
    assert some == [(line, every[line]) for line in sorted(wanted) if line in every]


def test_texts_that_are_repeated_are_told_by_the_first_rows(tmp_path: Path) -> None:
    """One that is different in each row is no list of different ones."""
    path = tmp_path / "facts.parquet"
    rows = range(1_000)
    columns = {
        "id": [f"fact-{row}" for row in rows],
        "subject": ["orvale"] * 1_000,
        "predicate": ["p"] * 1_000,
    }
    pq.write_table(pa.table({**columns, "max": list(rows)}), path)
    with pq.ParquetFile(path) as file:
        assert parquet._repeated(file, 0) == ["subject", "predicate"]


def test_a_group_that_is_damaged_is_said_of_the_rows_that_are_wanted(tmp_path: Path) -> None:
    """And of no other group, since no other is looked at."""
    path = tmp_path / "facts.parquet"
    columns = {name: [f"{name}-{row}" for row in range(200)] for name in ("id", "subject", "predicate")}
    pq.write_table(pa.table(columns), path, row_group_size=100, use_dictionary=False, compression="gzip")
    place = pq.read_metadata(path).row_group(0).column(1).data_page_offset
    data = bytearray(path.read_bytes())
    data[place + 40 : place + 60] = bytes(20)
    path.write_bytes(data)
    (line, damaged), *_ = parquet.read_rows(path, {2, 3})
    assert line == 1
    assert isinstance(damaged, Misfit)
    assert damaged.message.startswith("rows 1 to 100 cannot be read")
    assert [line for line, _ in parquet.read_rows(path, {150})] == [150]


@pytest.mark.parametrize("lines", [None, {1, 2}])
def test_one_damaged_byte_of_what_a_file_says_of_itself_ends_nothing(
    lines: set[int] | None, tmp_path: Path
) -> None:
    """Each row is read, or it is said that it cannot be, whichever byte is another one."""
    path = tmp_path / "facts.parquet"
    columns = {name: [name, name] for name in ("id", "subject", "predicate")}
    pq.write_table(pa.table({**columns, "min": [1, 2], "max": [1.5, 2.5]}), path)
    whole = path.read_bytes()
    size = int.from_bytes(whole[-8:-4], "little")
    told: Counter[type] = Counter()
    for place in range(len(whole) - 8 - size, len(whole)):
        for change in (1, 128):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])
            told.update(type(row) for _, row in parquet.read_rows(path, lines))
    assert set(told) == {dict, Misfit}
