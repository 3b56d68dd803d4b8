"""Files of rows that are wrong or meant to do harm: one finding with file and row, and the rest is checked.

Each is checked in Python and behind the screens of DuckDB, which have to find the same.
"""

from __future__ import annotations

import codecs
import difflib
import gc
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from averred import api, checker
from averred.config import Settings
from averred.report import Report
from averred.scale import embedded

pa = pytest.importorskip("pyarrow", reason="needs pyarrow (extra duckdb)")
pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow (extra duckdb)")
pytest.importorskip("duckdb", reason="needs duckdb (extra duckdb)")

NAMES = """
[source.register]
title = "Register"
[entity.mill]
name = "the mill"
[predicate.visitors]
value = "quantity"
unit = "person"
functional = true
[fact.counted]
subject = "mill"
predicate = "visitors"
value = "4"
source = "register"
quote = "4 came"
"""
COUNT, AT = 300, 150
#: What the sound rows hold: one subject of which two numbers are given.
CONFLICTS = 1
Row = dict[str, Any]


def _row(number: int) -> Row:
    value = str(100 + number % 2) if number < 2 else "100"
    return {
        "id": f"r{number}", "subject": f"s{number // 2}", "predicate": "visitors", "value": value,
        "source": "register", "derived-from": ["counted"],
    }  # fmt: skip


ROWS = [_row(number) for number in range(COUNT)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base whose rows are still to be written."""
    (tmp_path / "names.toml").write_text(NAMES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _reports(folder: Path) -> list[Report]:
    return [checker.check(api.load(folder)), embedded.check_path(folder, Settings())]


def _said(report: Report) -> list[str]:
    """What is said of the rows: the rule, the place, the headline."""
    of_rows = [f for f in report.findings if f.place is not None and "rows." in f.place.path]
    return [f"{f.rule} {f.place} {f.headline}" for f in of_rows if f.rule != "contradictory"]


def _count(report: Report, rule: str) -> int:
    return sum(finding.rule == rule for finding in report.findings)


def _lines() -> list[bytes]:
    return [json.dumps(row).encode() for row in ROWS]


@pytest.mark.parametrize(
    "line, expected",
    [
        (b'{"id": "r150", ', "malformed-file {} row 151: the line is no JSON: Expecting property name"),
        (b"\x00\x00", "malformed-file {} row 151: the line is no JSON: Expecting value at character 1"),
        (b'{"id": "\xe9"}', "malformed-file {} row 151: the line is no JSON: byte 0xe9 at 9 is not UTF-8"),
        (b"null", "malformed-entry {} row 151: expected an object, found null"),
        (
            b'{"id": "\x07"}',
            "malformed-file {} row 151: the line is no JSON: Invalid control character at char",
        ),
        *(
            (b'{"id": "r150' + cut, "malformed-file {} row 151: the line is no JSON: it ends within a text")
            for cut in (b"", b"\\", b"\\u", b"\\u00e", b"\r")
        ),
        (b"[" * 100_000, "malformed-file {} row 151: the line is no JSON: it is nested too deeply"),
        (
            b'{"value": NaN}',
            "malformed-file {} row 151: the line is no JSON: NaN is not a number of anything",
        ),
        (b'{"value": ' + b"9" * 5_000 + b"}", "malformed-file {} row 151: the line is no JSON: a number has"),
        (
            b'{"subject": "a\\ud83d b"}',
            "malformed-file {} row 151: the line is no JSON: \\ud83d is half of a",
        ),
        (b'{"note": ["\\uDC00"]}', "malformed-file {} row 151: the line is no JSON: \\udc00 is half of a"),
        (
            b'{"id": "a", "value": "1", "value": "2"}',
            "malformed-file {} row 151: the key 'value' stands there",
        ),
        (b'{"scope": {"a": 1, "a": 2}}', "malformed-file {} row 151: the key 'a' stands there twice"),
        ({"unit": 5}, "malformed-entry {} unit of row 151: expected text, found a number"),
        ({"kind": True}, "malformed-entry {} kind of row 151: expected "),
        (b"[1, 2]", "malformed-entry {} row 151: expected an object, found a list"),
        ({"min": 1.5, "max": "1e999"}, "malformed-entry {} value.max of row 151: "),
        ({"predicate": "vistors"}, "unknown-name {} predicate of row 151: there is no predicate 'vistors'"),
        ({"source": "registre"}, "unknown-name {} source of row 151: there is no source 'registre'"),
        ({"id": "r7"}, "duplicate-id {} row 151: the fact 'r7' is declared twice"),
        ({"id": "Bad Id"}, "malformed-entry {} row 151: the id 'Bad Id' holds other characters"),
        ({"id": {"a": 1}}, "malformed-entry {} row 151: the id "),
        ({"subject": ["s75"]}, "malformed-entry {} subject of row 151: expected text, found a list"),
        ({"value": "many a folk"}, "malformed-entry {} value of row 151: 'many a folk' is not a quantity"),
        ({"valeu": "7"}, "unknown-key {} unknown key 'valeu' in row 151"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_one_bad_line(line: bytes | Row, expected: str, folder: Path) -> None:
    """A line that is no fact is one finding with its row; the conflict in the others is found."""
    lines = _lines()
    lines[AT] = line if isinstance(line, bytes) else json.dumps({**ROWS[AT], **line}).encode()
    (folder / "rows.ndjson").write_bytes(b"\n".join(lines) + b"\n")
    for report in _reports(folder):
        (said,) = _said(report)

        assert said.startswith(expected.format("rows.ndjson:151:1"))
        assert CONFLICTS == _count(report, "contradictory")


def test_a_character_in_two_halves(folder: Path) -> None:
    """A character beyond the first 65,536, as JSON writes it in two halves, is one character."""
    lines = _lines()
    lines[AT] = json.dumps({**ROWS[AT], "note": "\U0001f600"}).encode()
    (folder / "rows.ndjson").write_bytes(b"\n".join(lines))
    for report in _reports(folder):
        assert ([], CONFLICTS) == (_said(report), _count(report, "contradictory"))


def test_a_mark_of_the_order_of_bytes_is_no_part_of_the_first_row(folder: Path) -> None:
    """Some programs begin a file of UTF-8 with it: fact files may have it too."""
    (folder / "rows.ndjson").write_bytes(codecs.BOM_UTF8 + b"\r\n".join(_lines()))
    for report in _reports(folder):
        assert ([], CONFLICTS) == (_said(report), _count(report, "contradictory"))


def test_several_things_are_wrong_with_one_row(folder: Path) -> None:
    """Whatever is wrong with a row is said, also where two things have a rule in common."""
    lines = _lines()
    lines[AT] = json.dumps({**ROWS[AT], "checked": {}}).encode()
    (folder / "rows.ndjson").write_bytes(b"\n".join(lines))
    for report in _reports(folder):
        assert [
            f"missing-key rows.ndjson:151:1 checked of row 151: the key '{key}' is missing"
            for key in ("by", "on")
        ] == _said(report)


def test_one_slip_in_every_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a key was meant to be is worked out once, however many rows have it."""
    asked: list[str] = []
    likest = difflib.get_close_matches

    def counted(word: str, *rest: Any) -> list[str]:
        asked.append(word)
        return likest(word, *rest)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    (folder / "rows.ndjson").write_bytes(
        b"\n".join(json.dumps({**row, "colouur": 1}).encode() for row in ROWS)
    )
    for report in _reports(folder):
        assert len(ROWS) > len(_said(report)) > 1  # the first, and how many more
    assert 1 <= asked.count("colouur") <= 2


SLIPS: tuple[Row, ...] = (
    {"value": "many a folk"},
    {"value": {"min": "1e999"}},
    {"colouur": 1, "min": 1.5},
    {"because": "nothing"},
    {"because": "slip-0"},
    {"derived-from": ["nothing", "slip-0"]},
    {"during": "some day", "as-of": "some other"},
    {"predicate": "vistors", "source": "registre"},
    {"id": "Bad Id"},
    {"unit": 5},
)


def test_nothing_is_kept_of_how_a_row_went_wrong(folder: Path) -> None:
    """What is wrong would else keep all that was being looked at: ten kilobytes a row, and circles of it."""
    rows = [{**ROWS[AT], "id": f"slip-{number}", **slip} for number, slip in enumerate(SLIPS)]
    (folder / "rows.ndjson").write_bytes(b"\n".join(json.dumps(row).encode() for row in rows))
    gc.collect()
    gc.disable()
    try:
        before = _tracebacks()
        base = api.load(folder)
        after = _tracebacks()
    finally:
        gc.enable()

    assert len(SLIPS) < len(base.problems)
    assert before == after


def _tracebacks() -> int:
    """How many records there are of where something went wrong."""
    return sum(isinstance(one, TracebackType) for one in gc.get_objects())


@pytest.mark.parametrize("length", [(8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20 << 20])
@pytest.mark.parametrize("is_last", [False, True])
def test_a_very_long_line(length: int, is_last: bool, folder: Path) -> None:
    """However long a line is, it is one row and one finding."""
    lines = _lines()
    lines[AT] = b'"' + b"x" * (length - 2) + b'"'
    (folder / "rows.ndjson").write_bytes(b"\n".join(lines[: AT + 1] if is_last else [*lines, b""]))
    expected = "is longer than 8 MB" if length >= 8 << 20 else "expected an object, found the text"
    for report in _reports(folder):
        (said,) = _said(report)

        assert "rows.ndjson:151:1" in said
        assert expected in said
        assert CONFLICTS == _count(report, "contradictory")


@pytest.mark.parametrize("name", ["rows.ndjson", "rows.ndjson.gz", "rows.parquet"])
def test_a_pipe_is_not_waited_for(name: str, folder: Path) -> None:
    """What is no ordinary file is one finding, and is not opened."""
    (folder / "more.ndjson").write_bytes(b"\n".join(_lines()) + b"\n")
    os.mkfifo(folder / name)
    for report in _reports(folder):
        assert [f"malformed-file {name}:1:1 row 1: it is not an ordinary file"] == _said(report)
        assert CONFLICTS == _count(report, "contradictory")
    assert CONFLICTS == _count(checker.check(api.load(folder, cached=True)), "contradictory")


@pytest.mark.parametrize("before", [b"", b"\n \n"])
def test_documents_of_langextract_are_no_rows(before: bytes, folder: Path) -> None:
    """A file that begins with one is one finding, which says what to do; a fact with such a key is a fact."""
    document = json.dumps({"extractions": [], "text": "4 came.", "document_id": "d"}).encode()
    (folder / "more.ndjson").write_bytes(b"\n".join(_lines()) + b"\n")
    (folder / "rows.jsonl").write_bytes(before + document + b"\n" + document + b"\n")
    (folder / "rows.ndjson").write_bytes(json.dumps({**ROWS[0], "id": "a", "extractions": ["x"]}).encode())
    line = 1 + before.count(b"\n")
    for report in _reports(folder):
        (found,) = [one for one in report.findings if one.rule == "malformed-file"]

        assert f"row {line}: the file holds passages that LangExtract found, not facts" == found.headline
        assert f"rows.jsonl:{line}:1" == str(found.place)
        assert "averred import FILE -o FACTS.toml" in found.help[0]
        assert ["unknown key 'extractions' in row 1"] == [
            one.headline.partition(";")[0] for one in report.findings if one.rule == "unknown-key"
        ]
        assert CONFLICTS == _count(report, "contradictory")


def _zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue().to_pybytes())


@pytest.mark.parametrize("pack, suffix", [(gzip.compress, ".gz"), (_zstd, ".zst")])
@pytest.mark.parametrize("keep", [0.9, 0.5])
def test_a_truncated_file(pack: Callable[[bytes], bytes], suffix: str, keep: float, folder: Path) -> None:
    """What stands before the break is read; the break is one finding with its row."""
    numbered = [json.dumps({**row, "note": str(n * 7919 % 1000)}).encode() for n, row in enumerate(ROWS)]
    data = pack(b"\n".join(numbered) + b"\n")
    (folder / f"rows.ndjson{suffix}").write_bytes(data[: int(len(data) * keep)])
    for report in _reports(folder):
        said = [one for one in _said(report) if "no JSON" not in one]

        assert 1 == len(said)
        assert "cannot be read from here on" in said[0]


#: Texts of which one is no text.
TEXTS = pa.array([b"\xff" if n == AT else b"so" for n in range(COUNT)]).view(pa.string())


@pytest.mark.parametrize(
    "column, expected",
    [
        ({"min": pa.array([float("nan") if n == AT else 1.0 for n in range(COUNT)]),
          "max": pa.array([2.0] * COUNT)},
         "malformed-entry rows.parquet:151:1 value.min of row 151: nan is not a number of anything"),
        ({"min": pa.array([1.0] * COUNT),
          "max": pa.array([float("inf") if n == AT else 2.0 for n in range(COUNT)])},
         "malformed-entry rows.parquet:151:1 value.max of row 151: infinity is not a number of anything"),
        ({"min": pa.array([1.0] * COUNT), "max": pa.array([2.0] * COUNT),
          "value": pa.array(["  " if n == AT else "1" for n in range(COUNT)])},
         "malformed-entry rows.parquet:151:1 value.text of row 151: the text is empty"),
        ({"subject": pa.array([None if n == AT else f"s{n}" for n in range(COUNT)])},
         "missing-key rows.parquet:151:1 row 151: the key 'subject' is missing"),
        ({"predicate": pa.array(["vistors" if n == AT else "visitors" for n in range(COUNT)])},
         "unknown-name rows.parquet:151:1 predicate of row 151: there is no predicate 'vistors'"),
        ({"id": pa.array(["r7" if n == AT else f"r{n}" for n in range(COUNT)])},
         "duplicate-id rows.parquet:151:1 row 151: the fact 'r7' is declared twice"),
        ({"id": pa.array(["Bad Id" if n == AT else f"r{n}" for n in range(COUNT)])},
         "malformed-entry rows.parquet:151:1 row 151: the id 'Bad Id' holds other characters"),
        ({"subject": pa.array(range(COUNT))},
         "malformed-file rows.parquet:1:1 row 1: the file cannot be read: the column 'subject' holds int64"),
        ({"quote": pa.array([None, *range(1, COUNT)])},
         "malformed-file rows.parquet:1:1 row 1: the file cannot be read: the column 'quote' holds int64"),
        ({"note": pa.array([None, *[b"x"] * (COUNT - 1)])},
         "malformed-file rows.parquet:1:1 row 1: the file cannot be read: the column 'note' holds binary"),
        ({"value": pa.array([b"\xff"] * COUNT)},
         "malformed-file rows.parquet:1:1 row 1: the file cannot be read: the column 'value' holds binary"),
        ({"note": TEXTS},
         "malformed-file rows.parquet:151:1 row 151: a text in the column 'note' is not UTF-8"),
        ({"tags": pa.ListArray.from_arrays(pa.array(range(COUNT + 1), pa.int32()), TEXTS)},
         "malformed-file rows.parquet:151:1 row 151: a text in the column 'tags' is not UTF-8"),
    ],
    ids=["nan", "infinity", "blank", "subject", "predicate", "twice", "id", "ints", "quote", "note", "bytes",
         "text", "texts"],
)  # fmt: skip
def test_one_bad_row_or_column(column: dict[str, Any], expected: str, folder: Path) -> None:
    """A row of Parquet that is no fact is one finding with its row; a column that cannot be one is too."""
    names = list(ROWS[0])
    columns = {name: pa.array([row[name] for row in ROWS]) for name in names}
    pq.write_table(pa.table({**columns, **column}), folder / "rows.parquet")
    everything, screened = _reports(folder)
    for report in (everything, screened):
        (said,) = _said(report)

        assert said.startswith(expected)
    assert everything.checked == screened.checked


def test_words_by_number_are_words(folder: Path) -> None:
    """A column whose words stand in a dictionary of the file is a column of text."""
    columns = {name: pa.array([row[name] for row in ROWS]) for name in ROWS[0]}
    columns["subject"] = columns["subject"].dictionary_encode()
    pq.write_table(pa.table(columns), folder / "rows.parquet")
    for report in _reports(folder):
        assert ([], CONFLICTS) == (_said(report), _count(report, "contradictory"))


@pytest.mark.parametrize(
    "names, expected",
    [
        (["a", "b"], "there is no column 'subject'"),
        (["subject", "a"], "there is no column 'predicate'"),
        (["id", "id"], "there are several columns 'id'"),
    ],
)
def test_no_table_of_facts(names: list[str], expected: str, folder: Path) -> None:
    """A table without the columns of a fact, or with two of one name, is one finding, not one a row."""
    pq.write_table(pa.Table.from_arrays([pa.array(["x"] * 9)] * 2, names=names), folder / "rows.parquet")
    for report in _reports(folder):
        assert [f"malformed-file rows.parquet:1:1 row 1: the file cannot be read: {expected}"] == _said(
            report
        )


def test_the_rest_is_checked(folder: Path) -> None:
    """Beside a Parquet file with a damaged page and one that is none, a sound file is checked."""
    columns = {name: [row[name] for row in ROWS] for name in ROWS[0]}
    file = folder / "broken-rows.parquet"
    damaged = pa.table({**columns, "id": [f"d{n}" for n in range(COUNT)]})
    pq.write_table(damaged, file, row_group_size=100, use_dictionary=False)
    start = pq.ParquetFile(file).metadata.row_group(1).column(3).data_page_offset
    data = bytearray(file.read_bytes())
    data[start : start + 60] = b"\xff" * 60
    file.write_bytes(data)
    (folder / "no-rows.parquet").write_bytes(b"PAR1")
    (folder / "sound-rows.ndjson").write_bytes(b"\n".join(_lines()) + b"\n")
    for report in _reports(folder):
        said = [one for one in _said(report) if one.startswith("malformed-file")]

        assert ["broken-rows.parquet:101:1", "no-rows.parquet:1:1"] == sorted(one.split()[1] for one in said)
        assert CONFLICTS == _count(report, "contradictory")


@pytest.mark.parametrize("name", [b"predicate", b"element"])
def test_a_name_of_a_column_is_no_text(name: bytes, folder: Path) -> None:
    """A file whose columns, or what their lists hold, have a name that is not UTF-8 is one finding."""
    columns = {name: pa.array([row[name] for row in ROWS]) for name in ROWS[0]}
    pq.write_table(pa.table(columns), folder / "rows.parquet", store_schema=False)
    before, _, after = (folder / "rows.parquet").read_bytes().partition(name)
    (folder / "rows.parquet").write_bytes(before + b"\xcc" + name[1:] + after)
    for report in _reports(folder):
        (said,) = _said(report)

        assert said.startswith("malformed-file rows.parquet:1:1 row 1: the file cannot be read: ")
