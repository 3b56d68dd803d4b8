"""Facts in CSV, case by case: how a file is taken apart, and what is said of one that is not whole."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from averred import api, exchange
from averred.exchange import csv as csv_files
from averred.structuring import Misfit

VOCABULARY = """
[entity.march]
name = "Lantern March"
[predicate.marchers]
value = "quantity"
unit = "person"
[predicate.held]
value = "boolean"
"""
HEADER = b"id,subject,predicate,value,note\n"
GOOD = b"z,march,marchers,7,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is not there yet, beside the vocabulary."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path / "rows.csv"


def _read(file: Path, data: bytes) -> tuple[list[str], list[str]]:
    """The ids of the facts, and each problem with its line."""
    file.write_bytes(data)
    found = api.load(file)
    return [fact.id for fact in found.facts], [
        f"{problem.place.line if problem.place else 0}: {problem.headline}" for problem in found.problems
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them(file: Path) -> None:
    """The header is row 1; a cell without a column is a finding; blank rows are nothing."""
    data = b"id,subject,predicate,value\na,march,marchers,7\n,,,\nb,march,marchers,1,200\n"

    assert (["a"], ["4: row 4: the row has 5 cells, the header 4"]) == _read(file, data)


def test_lists_and_truth_values_in_cells(file: Path) -> None:
    """A list stands in a cell as JSON, one text as it is; brackets that are no JSON are words."""
    data = b'id,subject,predicate,truth,tags\na,march,held,TRUE,"[""x"", ""y""]"\nb,march,held,maybe,[x\n'

    said = "3: value of row 3: expected true or false, found the text 'maybe'"
    assert (["a"], [said]) == _read(file, data)
    assert [("x", "y")] == [fact.tags for fact in api.load(file).facts]


@pytest.mark.parametrize("mark", [b";", b"\t"])
def test_semicolons_and_tabs_part_cells_where_the_header_has_no_comma(file: Path, mark: bytes) -> None:
    """Spreadsheets write them where a comma stands in numbers; commas in the rows are then words."""
    data = (HEADER + GOOD).replace(b",", mark) + b"a;march;marchers;1,200;x\n".replace(b";", mark)

    assert (["a", "z"], []) == _read(file, data)


MEGABYTES = 5 << 20


@pytest.mark.parametrize(
    "row, why",
    [
        (b"a,march,marchers,7,M\xe4rz\n", "byte 0xe4 at 21 is not UTF-8"),
        (b'a,march,marchers,7,"x\ny\xff"\n', "byte 0xff at 2 is not UTF-8"),
        (b'a,march,marchers,"7"x,\n', "something stands after the quotation mark that ends a cell"),
        (b"a,march,marchers,7," + b"x" * 4 * MEGABYTES + b"\n", "a line is longer than 8 MB"),
    ],
    ids=["Latin-1", "in a second line", "a quotation mark", "a line"],
)
def test_a_row_that_cannot_be_read_does_not_hide_the_others(file: Path, row: bytes, why: str) -> None:
    """It is one finding with its row, and the rows before and after it are facts."""
    facts, said = _read(file, HEADER + GOOD + row + GOOD.replace(b"z", b"y"))

    assert ["y", "z"] == facts
    assert [True] == [one.startswith(f"3: row 3: the row cannot be read: {why}") for one in said]


@pytest.mark.parametrize(
    "row, why",
    [
        (b'a,march,marchers,"7,\n', "a quotation mark opens a cell that does not end"),
        (b'a,march,"marchers\n"x,7,\n', "something stands after the quotation mark that ends a cell"),
        (b'a,march,marchers,7,"' + (b"x" * MEGABYTES + b"\n") * 2 + b'"\n', "a cell is longer than 8 MB"),
    ],
    ids=["a cell without end", "a quotation mark in a second line", "a cell"],
)
def test_nothing_is_read_after_a_row_of_several_lines_that_cannot_be_read(
    file: Path, row: bytes, why: str
) -> None:
    """Nobody knows what of that is a row, so the end is one finding; the rows before it are facts."""
    facts, said = _read(file, HEADER + GOOD + row + GOOD.replace(b"z", b"y"))

    assert ["z"] == facts
    assert [True] == [
        one.startswith(f"3: row 3: the file cannot be read from here on: {why}") for one in said
    ]


@pytest.mark.parametrize(
    "header, why",
    [
        (b"id,subject,predicate,value,value\n", "row 1: the column 'value' is there twice"),
        ("id,subject,predicate,value,note\n".encode("utf-16"), "byte 0xff at 1 is not UTF-8"),
        (b'id,subject,predicate,value,"note\n', "a quotation mark opens a cell that does not end"),
    ],
    ids=["a column twice", "UTF-16", "a cell without end"],
)
def test_a_header_that_means_nothing_is_one_finding(file: Path, header: bytes, why: str) -> None:
    """Nothing says what the cells of such a file are, so no row of it is read."""
    facts, said = _read(file, header + GOOD + GOOD)

    assert ([], 1) == (facts, len(said))
    assert "1: row 1: " in said[0]
    assert why in said[0]


def test_columns_without_a_name_may_be_there_twice(file: Path) -> None:
    """Spreadsheets write them behind a table; nothing stands in them."""
    assert (["a"], []) == _read(file, b"id,subject,predicate,value,,\na,march,marchers,7,,\n")


def test_a_reason_that_we_do_not_know_is_said_in_its_own_words() -> None:
    """A newer Python may find more wrong than this one."""
    assert "some reason" == csv_files._why(csv.Error("some reason"))


def test_a_file_that_is_gone_is_one_finding(file: Path) -> None:
    """What the system says is said, where the first row would be."""
    (number, found), *more = exchange.read_rows(file)

    assert (1, []) == (number, more)
    assert isinstance(found, Misfit)
    assert "the file cannot be read from here on: [Errno 2]" in found.message


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_records_come_some_at_a_time(at_once: int, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever pieces a file is read, each row keeps its number."""
    monkeypatch.setattr(csv_files, "_AT_ONCE", at_once)
    wrong = b'w,march,marchers,"7"x,\n'

    facts, said = _read(file, HEADER + GOOD + wrong + GOOD.replace(b"z", b"y") + wrong)

    assert ["y", "z"] == facts
    assert ["3: row 3", "5: row 5"] == [one[:8] for one in said]
