"""Lines some MB at a time are the lines one by one; what a damaged packed file says."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import exchange
from averred.exchange import chunks, ndjson
from averred.exchange.base import Row
from averred.structuring import Misfit

COUNT = 3_000
ROWS = [json.dumps({"id": f"r{n}", "note": str(n * 7919 % 1000)}).encode() + b"\n" for n in range(COUNT)]


def _one_by_one(data: bytes, longest: int) -> Iterator[bytes]:
    """The lines; of one that is too long the beginning."""
    file = io.BytesIO(data)
    while line := file.readline(longest):
        yield line
        while len(line) == longest and not line.endswith(b"\n"):
            line = file.readline(longest)


LINES = st.lists(st.sampled_from([b"\n", b"\r\n", b"a", b"bcd", b"efghijklmn"])).map(b"".join)


@given(data=LINES, block=st.integers(1, 9), longest=st.integers(2, 12), packed=st.booleans())
def test_lines_in_chunks_are_the_lines(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, block: int, longest: int, packed: bool
) -> None:
    """However much is read at once, each line has its number and its bytes; a long one is cut."""
    path = tmp_path_factory.getbasetemp() / ("lines.ndjson.gz" if packed else "lines.ndjson")
    path.write_bytes(gzip.compress(data) if packed else data)
    with mock.patch.multiple(chunks, _BLOCK=block, LONGEST_LINE=longest):
        found = list(chunks.chunks_of(path))
    lines = [(number, line) for chunk in found for number, line in chunk.numbered()]

    whole = [(n, line if len(line.rstrip(b"\n")) < longest else line[:longest]) for n, line in lines]
    assert list(enumerate(_one_by_one(data, longest), 1)) == whole
    for wanted in ([number for number, _ in lines[::2]], [0, len(lines) + 1]):
        some = [pair for chunk in found for pair in chunk.numbered(wanted)]
        assert [pair for pair in lines if pair[0] in wanted] == some


def test_a_line_that_is_too_long_takes_no_memory(tmp_path: Path) -> None:
    """Of a line of any length no more is held than a line may have."""
    path = tmp_path / "rows.ndjson"
    path.write_bytes(b"x" * 50 + b"\ny\n" + b"z" * 50)
    with mock.patch.multiple(chunks, _BLOCK=4, LONGEST_LINE=6):
        found = [chunk.data for chunk in chunks.chunks_of(path)]

    assert [b"xxxxxx", b"y\n", b"zzzzzz"] == found


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 8]) + data[place + 1 :]


def _rows(path: Path, lines: list[int] | None = None) -> list[tuple[int, Row | Misfit]]:
    return list(exchange.read_rows(path, lines))


@pytest.mark.parametrize("place", [0.2, 0.4, 0.5, 0.6, 0.8])
def test_one_wrong_bit_is_one_finding(place: float, tmp_path: Path) -> None:
    """The rows end where the first is no object; what is wrong is said there, whatever is asked for."""
    packed = gzip.compress(b"".join(ROWS))
    path = tmp_path / "rows.ndjson.gz"
    path.write_bytes(_flipped(packed, int(len(packed) * place)))
    *rows, (last, misfit) = _rows(path)

    assert isinstance(misfit, Misfit)
    assert "the file cannot be read from here on: its content is damaged" in misfit.message
    assert not [row for _, row in rows if isinstance(row, Misfit)]
    assert (place > 0.3) < last <= COUNT + 1
    for wanted in ([], [1], [last], sorted({1, last, COUNT})):
        *some, (number, again) = _rows(path, wanted)

        assert [number for number in wanted if number < last] == [number for number, _ in some]
        assert isinstance(again, Misfit)
        assert (last, misfit.message) == (number, again.message)


def test_a_value_that_changed_unseen(tmp_path: Path) -> None:
    """Where all rows still are objects the checksum alone tells, after the last of them."""
    path = tmp_path / "rows.ndjson.gz"
    stored = gzip.compress(b"".join(ROWS[:9]), compresslevel=0)
    path.write_bytes(stored.replace(b'"r5"', b'"q5"'))
    *rows, (last, misfit) = _rows(path)

    assert 9 == len(rows)
    assert {"id": "q5"}.items() <= dict(rows)[6].items()  # type: ignore[union-attr]  # it is a row
    assert 10 == last
    assert isinstance(misfit, Misfit)
    assert "damaged (CRC check failed" in misfit.message


def test_a_bad_row_of_a_sound_packed_file(tmp_path: Path) -> None:
    """It is one finding, and so is each other one; the rows after it are read."""
    path = tmp_path / "rows.ndjson.gz"
    path.write_bytes(gzip.compress(b"".join([*ROWS[:3], b"{\n", ROWS[3], b"[]\n", ROWS[4]])))

    assert [4, 6] == [number for number, row in _rows(path) if isinstance(row, Misfit)]
    assert 7 == len(_rows(path))


def test_names_in_capitals(tmp_path: Path) -> None:
    """A packed file is unpacked whether or not its name shouts, and written as it is read."""
    path = tmp_path / "ROWS.NDJSON.GZ"
    path.write_bytes(gzip.compress(b"".join(ROWS[:9])))

    assert 9 == sum(isinstance(row, dict) for _, row in _rows(path))
    with chunks.opened(path, "wb") as file:
        file.write(ROWS[0])
    assert gzip.decompress(path.read_bytes()) == ROWS[0]


def test_only_a_first_row_is_a_document(tmp_path: Path) -> None:
    """A row that looks like a document is one where the file begins, whichever rows are asked for."""
    path = tmp_path / "rows.ndjson"
    path.write_bytes(b"\n" + ROWS[0] + b'{"extractions": []}\n' + ROWS[1])

    assert [(3, {"extractions": []}), (4, json.loads(ROWS[1]))] == _rows(path, [3, 4])
    path.write_bytes(b' \n{"extractions": []}\n' + ROWS[1])
    (found,) = _rows(path, [2, 3])
    assert 2 == found[0]
    assert isinstance(found[1], Misfit)


def _packed(path: Path, lines: Iterable[bytes]) -> bytes:
    with chunks.opened(path, "wb") as file:
        file.write(b"".join(lines))
    return path.read_bytes()


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_was_cut_off_costs_the_end_alone(suffix: str, tmp_path: Path) -> None:
    """Nearly all rows before the break are read, and it is said in plain words."""
    path = tmp_path / f"rows.ndjson{suffix}"
    drawn = Random(1)  # noqa: S311 - the same rows each time
    data = _packed(path, (b'{"id": "%d"}\n' % drawn.getrandbits(64) for _ in range(40_000)))
    path.write_bytes(data[: len(data) * 9 // 10])
    *rows, (_, misfit) = _rows(path)

    assert 30_000 < len(rows) < 40_000
    assert isinstance(misfit, Misfit)
    assert "the file cannot be read from here on: it was cut off" == misfit.message


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_is_not_packed_is_said(suffix: str, tmp_path: Path) -> None:
    """A file that only has the name of a packed one, and what follows the end of one that is packed."""
    path = tmp_path / f"rows.ndjson{suffix}"
    packed = _packed(path, ROWS)
    for data, last in ((b"".join(ROWS), 1), (packed + b"garbage of some size", COUNT + 1)):
        path.write_bytes(data)
        *_, (number, misfit) = _rows(path)

        assert isinstance(misfit, Misfit)
        assert misfit.message.endswith(": what stands there is not packed as the name of the file says")
        assert number <= last


def test_what_nobody_foresaw_is_said_in_its_own_words() -> None:
    """A disk that fails says it itself."""
    misfit = ndjson.broken_end(OSError(5, "Input/output error"))

    assert "the file cannot be read from here on: [Errno 5] Input/output error" == misfit.message
