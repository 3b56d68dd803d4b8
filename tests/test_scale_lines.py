"""Files of NDJSON that DuckDB reads itself: the report is that of Python, over files, chunks and damage."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from averred.engine import lines, pieces
from averred.engine.duck import DuckEngine
from averred.engine.rows import Measurer
from averred.exchange import chunks
from averred.report import Report
from averred.scale import distributed, embedded, executors, filling, large
from tests.engines import kept_apart
from tests.scale_bases import COUNTED, KEYS, SETTINGS, judge_everything

FACTS = f"""
{COUNTED}
[predicate.size]
value = "quantity"
functional = true
[predicate.width]
value = "quantity"
"""
Row = dict[str, Any]


def _row(number: int, **keys: object) -> Row:
    """One of two facts about a thing; those of every tenth thing contradict each other."""
    size = number // 2 % 90 + (number % 20 == 0)
    return {
        "id": f"r{number}",
        "subject": f"s{number // 2}",
        "predicate": "size",
        "value": f"{size}",
        **KEYS,
        **keys,
    }


def _data(rows: Iterable[Row]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fact file, beside which rows are still to be written."""
    (tmp_path / "vocabulary.toml").write_text(FACTS, encoding="utf-8")
    return tmp_path


def _by_lines(folder: Path, block: int = 1 << 20) -> tuple[Report, list[int]]:
    """The report where DuckDB reads every chunk, and which lines it left to Python."""
    odd: list[int] = []
    read = lines.Lines.read

    def noted(self: lines.Lines, *words: Any) -> list[int]:
        found = read(self, *words)
        odd.extend(found)
        return found

    few, blocks = mock.patch.multiple(pieces, FEW=0), mock.patch.multiple(chunks, _BLOCK=block)
    with few, blocks, mock.patch.object(lines.Lines, "read", noted):
        return embedded.check_path(folder, SETTINGS), odd


def _told(report: Report) -> list[object]:
    found = [(str(one.place), one.rule, one.headline, one.id, one.facts) for one in report.findings]
    return [*found, report.checked]


@pytest.mark.parametrize("block", [300, 1 << 20])
def test_the_report_is_the_same(block: int, folder: Path) -> None:
    """Over several files, with keys that only later rows have, with rows without an id or with another's."""
    rows = [_row(number) for number in range(60)]
    more = [_row(number, min=number % 7, max=number % 7, note="so", part="r") for number in range(60, 90)]
    more += [_row(91, id=None), _row(92, id="r3"), _row(93, value="about 3"), _row(94, during="2031-05-04")]
    (folder / "a.ndjson").write_bytes(_data(rows))
    (folder / "b.ndjson.gz").write_bytes(gzip.compress(_data(more)))
    (folder / "c.ndjson").write_bytes(b"\n" + _data([_row(95), {**_row(96), "unknwon": 1}]) + b"{\n")
    report, odd = _by_lines(folder, block)

    assert _told(judge_everything(folder)) == _told(report)
    assert {"contradictory", "duplicate-id", "unknown-key", "malformed-file"} <= {
        f.rule for f in report.findings
    }
    assert [1, 3, 4] == odd


def test_nothing_but_odd_lines(folder: Path) -> None:
    """Where no line is plain DuckDB has nothing to add."""
    (folder / "a.ndjson").write_bytes(_data(_row(number, colour="red") for number in range(9)))
    report, odd = _by_lines(folder)

    assert _told(judge_everything(folder)) == _told(report)
    assert 9 == len(odd)


def test_keys_that_no_sample_shows(folder: Path) -> None:
    """A line with a key that was not seen where keys are looked for goes to Python; then it is known."""
    rows = [_row(number, **({"note": "so"} if number in {20, 99} else {})) for number in range(100)]
    (folder / "a.ndjson").write_bytes(_data(rows))
    with mock.patch.multiple(lines, _SAMPLE=200):
        report, odd = _by_lines(folder, block=8_000)

    assert _told(judge_everything(folder)) == _told(report)
    assert odd == [21]


@pytest.mark.parametrize("apart", [True, False])
def test_keys_without_number(apart: bool, folder: Path) -> None:
    """Thousands of keys, each in a row of its own or all in one: the engine looks for some of them alone."""
    keys = {f"scope.k{number}": "so" for number in range(1_200)}
    rows = [_row(number, **{key: "so"}) for number, key in enumerate(keys)]
    (folder / "a.ndjson").write_bytes(_data(rows if apart else [_row(0, **keys), *rows[:300]]))
    report, odd = _by_lines(folder)

    assert _told(judge_everything(folder)) == _told(report)
    assert pieces.FEW < len(odd) < len(rows)


def test_a_damaged_file_is_one_finding(folder: Path) -> None:
    """The rows before the first that is no object are checked; what comes after that is left."""
    packed = gzip.compress(_data(_row(number, note=str(number * 7919 % 1000)) for number in range(3_000)))
    (folder / "a.ndjson.gz").write_bytes(packed[:-9000] + bytes([packed[-9000] ^ 8]) + packed[-8999:])
    (folder / "b.ndjson").write_bytes(_data(_row(number) for number in range(4_000, 4_020)))
    report, _ = _by_lines(folder)
    (found,) = [one for one in report.findings if one.rule == "malformed-file"]

    assert "its content is damaged" in found.headline
    assert _told(judge_everything(folder)) == _told(report)


@pytest.mark.parametrize("few", [0, pieces.FEW])
@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"", b"\xef\xbb\xbf\n", b"\n"])
def test_a_file_without_rows(data: bytes, few: int, folder: Path) -> None:
    """Nothing but the mark of UTF-8, or nothing at all, is no row."""
    (folder / "a.ndjson").write_bytes(data)
    (folder / "b.ndjson").write_bytes(_data([_row(1)]))
    with mock.patch.multiple(pieces, FEW=few):
        report = embedded.check_path(folder, SETTINGS)

    assert _told(judge_everything(folder)) == _told(report)


@pytest.mark.parametrize("few", [0, pieces.FEW])
def test_documents_are_no_rows(few: int, folder: Path) -> None:
    """A file that begins with a document of LangExtract has no rows, though further lines look like some.

    So it is where there are too few lines for the engine to read any itself.
    """
    document = json.dumps({"extractions": [], "text": "4 came."}).encode()
    (folder / "a.ndjson").write_bytes(document + b"\n" + _data(_row(number) for number in range(9)))
    with mock.patch.multiple(pieces, FEW=few):
        report = embedded.check_path(folder, SETTINGS)

    assert _told(judge_everything(folder)) == _told(report)
    assert 1 == report.checked


def test_executors_measure_lines(folder: Path) -> None:
    """What an executor hands on is what the lines say."""
    (folder / "a.ndjson").write_bytes(_data(_row(number) for number in range(40)))
    opened = large.open_large(folder, SETTINGS)
    with mock.patch.multiple(pieces, FEW=0), closing(kept_apart()) as engine:
        engine.measure(len(opened.files), lambda batches: executors.measured(opened, "1GB", batches))
        report = distributed.check(opened, engine)  # type: ignore[arg-type]  # it does what SparkEngine does

    assert _told(judge_everything(folder)) == _told(report)


def test_words_are_read_once(folder: Path) -> None:
    """However many rows have a wording, and however many predicates are read alike."""
    (folder / "a.ndjson").write_bytes(
        _data(_row(number, predicate=("size", "width")[number // 200]) for number in range(400))
    )
    opened = large.open_large(folder, SETTINGS)
    asked: list[object] = []
    with closing(DuckEngine()) as engine, mock.patch.object(filling, "measurer_of") as made:
        measurer = Measurer(
            opened.predicates, opened.vocabulary.sources, lambda row: asked.append(row["value"])
        )
        made.return_value = measurer
        filling.fill(engine, opened, [0])

    assert len(asked) == len(set(asked)) > 80


def test_few_lines_are_left_to_python(folder: Path) -> None:
    """To ask the engine takes longer than to read them, so many small files are not slow."""
    for name, count in (("a", pieces.FEW - 1), ("b", pieces.FEW)):
        (folder / f"{name}.ndjson").write_bytes(_data(_row(number) for number in range(count)))
    opened = large.open_large(folder, SETTINGS)
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, [0, 1])
        found = engine.rows("SELECT file, COUNT(*) FROM readlines GROUP BY file")

        assert [(1, pieces.FEW)] == list(found)


def test_how_many_rows_were_read_is_told(folder: Path) -> None:
    """Also of rows that DuckDB reads: chunk by chunk, once there are many."""
    (folder / "a.ndjson").write_bytes(_data(_row(number) for number in range(90)))
    opened = large.open_large(folder, SETTINGS)
    told: list[tuple[str, int, int]] = []
    blocks, after = mock.patch.multiple(chunks, _BLOCK=2_000), mock.patch.multiple(filling, _TOLD_AFTER=20)
    with closing(DuckEngine()) as engine, blocks, after, mock.patch.multiple(pieces, FEW=0):
        filling.fill(engine, opened, [0], lambda *words: told.append(words))

    rows = [done for doing, done, _ in told if doing == "reading rows"]
    assert sorted({*rows}) == rows
    assert 90 > rows[-1] > rows[1] >= 20
