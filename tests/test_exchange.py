"""Formats of exchange, case by case: what is written, and what a broken file says."""

from __future__ import annotations

import gzip
import json
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from averred import api, exchange
from averred.commands import run
from averred.errors import AverredError, ConfigurationError
from averred.exchange.base import decimal_of, entry_of
from averred.structuring import Misfit

VOCABULARY = """
[source.gazette]
title = "Gazette"
[entity.march]
name = "Lantern March"
[predicate.marchers]
value = "quantity"
unit = "person"
functional = true
scope = ["method"]
[predicate.held]
value = "boolean"
"""
ROW = {"id": "a", "subject": "march", "predicate": "marchers", "value": "around 400"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the vocabulary alone."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def _ndjson(folder: Path, *lines: object) -> Path:
    file = folder / "rows.ndjson"
    file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return file


def _problems(path: Path) -> list[str]:
    """Each problem of a fact base with its line."""
    return [
        f"{problem.place.line if problem.place else 0}: {problem.headline}"
        for problem in api.load(path).problems
    ]


def test_rows_lie_beside_fact_files(folder: Path) -> None:
    """A folder is its fact files and its NDJSON and Parquet files together; hidden ones and CSV are not."""
    _ndjson(folder, ROW)
    (folder / "sub").mkdir()
    pq.write_table(
        pa.table({key: [value] for key, value in {**ROW, "id": "b"}.items()}), folder / "sub" / "b.parquet"
    )
    (folder / ".hidden").mkdir()
    _ndjson(folder / ".hidden", {**ROW, "id": "c"})
    (folder / "d.csv").write_text("id\n")

    fact_base = api.load(folder)

    assert ["a", "b"] == [fact.id for fact in fact_base.facts]
    assert () == fact_base.problems


@pytest.mark.parametrize("name", ["rows.ndjson", "rows.ndjson.gz", "rows.csv", "rows.parquet"])
def test_a_file_that_may_not_be_read_is_not_damaged(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To write it again would help nobody."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    file = folder / name
    file.touch()
    [*exchange.read_rows(file)]  # the module of the format is there
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        patched.setattr(pq, "ParquetFile", refuse)
        rows = [row for _, row in exchange.read_rows(file)]

    assert [("the file cannot be read: the system does not allow it", "see who may read it")] == [
        (row.message, row.help) for row in rows if isinstance(row, Misfit)
    ]


@pytest.mark.parametrize("name, id_", [("a b!", "a-b"), ("!", "some-id")])
@pytest.mark.parametrize("end", ["ndjson", "csv", "parquet"])
def test_a_row_whose_id_is_none_is_told_one(end: str, name: str, id_: str, folder: Path) -> None:
    """As a row has it, and not as a table of a fact file."""
    file = folder / f"rows.{end}"
    row = {**ROW, "id": name}
    if end == "parquet":
        pq.write_table(pa.table({key: [value] for key, value in row.items()}), file)
    else:
        text = json.dumps(row) if end == "ndjson" else f"{','.join(row)}\n{','.join(row.values())}"
        file.write_text(text, encoding="utf-8")
    (problem,) = api.load(file).problems

    assert (f"write the id '{id_}'",) == problem.help


def test_one_bad_row_does_not_hide_the_others(folder: Path) -> None:
    """Each row that cannot be taken is said with its line, and the other rows are facts."""
    file = _ndjson(
        folder,
        ROW,
        "{broken",
        [1],
        "",
        {**ROW, "id": "b", "subject": 3},
        {**ROW, "id": "c", "n": 1},
        '{"id": NaN}',
        "[" * 100_000,
        {**ROW, "id": None},
    )

    fact_base = api.load(file)

    assert ["a", "rows-ndjson-9"] == [fact.id for fact in fact_base.facts]
    assert [
        "2: row 2: the line is no JSON: Expecting property name enclosed in double quotes at character 2",
        "3: row 3: expected an object, found a list",
        "5: subject of row 5: expected text, found a number",
        "6: unknown key 'n' in row 6",
        "7: row 7: the line is no JSON: NaN is not a number of anything",
        "8: row 8: the line is no JSON: it is nested too deeply",
    ] == _problems(file)


def test_a_truncated_file_gives_the_rows_before_the_break(folder: Path) -> None:
    """A gzip that ends too early is one finding, after the rows that could be read."""
    file = folder / "rows.ndjson.gz"
    lines = "".join(json.dumps({**ROW, "id": f"a{n}", "note": f"{n * 7919}"}) + "\n" for n in range(5000))
    file.write_bytes(gzip.compress(lines.encode())[:-2000])

    fact_base = api.load(file)

    assert 1000 < len(fact_base.facts) < 5000
    assert 1 == len([one for one in fact_base.problems if "cannot be read from here on" in one.headline])


def test_a_corrupt_page_costs_its_group_of_rows_alone(folder: Path) -> None:
    """The groups of rows around a damaged one are read; the damage is one finding with its rows."""
    file = folder / "rows.parquet"
    table = pa.table(
        {"id": [f"a{n}" for n in range(30)], **{k: [v] * 30 for k, v in ROW.items() if k != "id"}}
    )
    pq.write_table(table, file, row_group_size=10, compression="NONE", use_dictionary=False)
    column = pq.ParquetFile(file).metadata.row_group(1).column(0)
    data = bytearray(file.read_bytes())
    start = column.data_page_offset
    data[start : start + 40] = b"\xff" * 40
    file.write_bytes(bytes(data))

    fact_base = api.load(file)

    assert 20 == len(fact_base.facts)
    assert ["rows 11 to 20 cannot be read"] == [one.headline.split(": ")[1] for one in fact_base.problems]


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".ndjson", ".ndjson.zst"])
def test_what_is_no_such_file_is_one_finding(folder: Path, suffix: str) -> None:
    """A file that is not what its name says is said in one finding."""
    file = folder / f"rows{suffix}"
    file.write_bytes(b"\xff\x00PAR1")

    assert 1 == len(api.load(file).problems)


def test_values_already_read_are_taken_after_checking(folder: Path) -> None:
    """Bounds need no words; binary numbers are their shortest digits; what is no number is said."""
    rows = [
        {**ROW, "value": None, "min": 1.1, "max": 2.5},
        {**ROW, "id": "b", "value": None, "max": 7},
        {**ROW, "id": "c", "min": float("nan")},
        {**ROW, "id": "d", "min": 3.0, "max": 2.0},
    ]
    table = pa.Table.from_pylist(rows)
    pq.write_table(table, folder / "rows.parquet")

    fact_base = api.load(folder)

    assert ["1.1 to 2.5", "7.0"] == [fact.written for fact in fact_base.facts]
    assert [Fraction(11, 10)] == [fact.value.interval.lo for fact in fact_base.facts if fact.id == "a"]  # type: ignore[union-attr]  # a quantity
    assert ["3", "4"] == [line.split(":")[0] for line in _problems(folder)]


def test_types_of_other_programs() -> None:
    """Days become text; empty lists are no values; tables may be spread or not."""
    row = {
        "id": 7,
        "min": date(2031, 5, 4),
        "checked.by": "R. Quill",
        "scope": {"method": "count"},
        "tags": [],
    }

    assert (
        "7",
        {
            "checked": {"by": "R. Quill"},
            "scope": {"method": "count"},
            "value": {"min": "2031-05-04", "text": "2031-05-04"},
        },
    ) == entry_of(row)
    assert (None, {"implied": "so", "value": {"min": 1}}) == entry_of({"min": "1", "implied": "so"})


@pytest.mark.parametrize(
    "row, entry",
    [
        ({"scope": {"a": 1}, "scope.b": 2}, {"scope": {"a": 1, "b": 2}}),
        ({"scope.b": 2, "scope": {"a": 1, "b": 3}}, {"scope": {"a": 1, "b": 2}}),
        ({"scope": "x", "scope.b": 2}, {"scope": "x", "scope.b": 2}),
        ({"scope.b": 2, "scope": "x"}, {"scope": "x"}),
    ],
)
def test_a_table_that_is_spread_and_not(row: dict[str, object], entry: dict[str, object]) -> None:
    """Both are one table; a text in place of a table is left for the reader to refuse."""
    assert (None, entry) == entry_of(row)


def test_binary_data_within_a_value_is_one_finding(folder: Path) -> None:
    """Bytes in a table within a row are refused like whatever else is no text."""
    row = {**ROW, "scope": {"method": b"x"}}
    pq.write_table(pa.Table.from_pylist([row]), folder / "rows.parquet")
    (line,) = _problems(folder)

    assert "1: scope.method of row 1: expected text or a list of texts, found binary data" == line


def test_a_third_is_no_decimal() -> None:
    """Fractions are written with all their digits or not at all."""
    assert Decimal("-2.125") == decimal_of(Fraction(-17, 8))
    with pytest.raises(AverredError, match="1/3 is no decimal"):
        decimal_of(Fraction(1, 3))


def test_long_numbers_are_text_in_parquet(folder: Path) -> None:
    """A bound with more digits than DECIMAL(38, 9) holds makes its column text, and stays exact."""
    value = {"value": "very many", "min": 10**40, "max": Decimal(10**40) + Decimal("0.5")}
    fact_base = api.load(_ndjson(folder, json.dumps({**ROW, **value}, default=str)))
    exchange.write_facts(fact_base.facts, folder / "rows.parquet")
    (folder / "rows.ndjson").unlink()

    assert [fact.value for fact in fact_base.facts] == [fact.value for fact in api.load(folder).facts]


def test_days_as_bounds_are_text_in_parquet(folder: Path) -> None:
    """A column of days is written as text and read back as days."""
    (folder / "vocabulary.toml").write_text(f'{VOCABULARY}[predicate.day]\nvalue = "date"\n')
    days = {
        "id": "a",
        "subject": "march",
        "predicate": "day",
        "value": "May",
        "min": "2031-05-01",
        "max": "2031-05-31",
    }
    fact_base = api.load(_ndjson(folder, days))
    exchange.write_facts(fact_base.facts, folder / "rows.parquet")
    (folder / "rows.ndjson").unlink()

    assert [fact.value for fact in fact_base.facts] == [fact.value for fact in api.load(folder).facts]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".ndjson"])
def test_no_facts_are_an_empty_file(folder: Path, suffix: str) -> None:
    """Nothing is written as nothing, and read as nothing."""
    file = folder / f"rows{suffix}"

    assert 0 == exchange.write_facts((), file)
    assert [] == list(exchange.read_rows(file))


def test_an_unknown_format_is_refused(folder: Path) -> None:
    """The error names the endings that are known."""
    with pytest.raises(ConfigurationError, match="names end in"):
        exchange.write_facts((), folder / "facts.xlsx")


@pytest.mark.parametrize("name", ["x.parquet", "x.ndjson.zst"])
def test_a_missing_package_is_named(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the error says what to install."""
    for module in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ConfigurationError, match="averred"):
        exchange.write_facts((), folder / name)


def test_export_and_import_from_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Facts go to a spreadsheet and come back as a fact file; nothing is written over."""
    facts = folder / "facts.toml"
    facts.write_text(
        '[fact.a]\nsubject = "march"\npredicate = "marchers"\nvalue = "=400"\nimplied = "x"\n'.replace(
            "=400", "400"
        )
    )
    sheet, back = folder / "sheet.csv", folder / "back.toml"

    assert 0 == run(["export", str(folder), "-o", str(sheet)])
    facts.unlink()
    assert 0 == run(["import", str(sheet), "-o", str(back)])
    assert capsys.readouterr().out.endswith("back.toml: 1 fact written\n")
    assert '[fact.a]\nsubject   = "march"\n' in back.read_text()
    assert 2 == run(["import", str(sheet), "-o", str(back)])
    assert "is there already" in capsys.readouterr().err
    assert 2 == run(["import", str(back), "-o", str(folder / "x.toml")])
    assert "of no format" in capsys.readouterr().err
    back.unlink()
    assert 2 == run(["import", str(sheet), "-o", str(folder / "no" / "x.toml")])
    assert "x.toml: No such file or directory" in capsys.readouterr().err


def test_import_declares_nothing_for_rows_that_cannot_be_taken(folder: Path) -> None:
    """What a refused row alone names is not written; what a fact names in a list is."""
    wrong = {**ROW, "id": "b", "subject": "fair", "value": "many a folk"}
    named = {**ROW, "id": "c", "said-by": "flood"}
    other = {**ROW, "id": "d", "subject": "flood", "value": "many a folk"}
    file = _ndjson(folder, {**ROW, "subject": "ball"}, wrong, named, other)

    assert 1 == run(["import", str(file), "-o", str(folder / "new.toml")])
    file.unlink()
    assert {"march", "ball", "flood"} == {*api.load(folder).entities}


def test_import_declares_what_only_the_table_names(folder: Path) -> None:
    """A fact file has to declare what it names, so its facts are those of the table, the table away."""
    file = _ndjson(folder, {**ROW, "subject": "fair"}, {**ROW, "id": "b", "of": "flood"})
    before = api.load(folder).facts

    assert 0 == run(["import", str(file), "-o", str(folder / "new.toml")])
    file.unlink()
    after = api.load(folder)
    assert not after.problems
    assert {"march", "fair", "flood"} == {*after.entities}
    assert [(fact.id, fact.subject, fact.of, fact.value) for fact in before] == [
        (fact.id, fact.subject, fact.of, fact.value) for fact in after.facts
    ]


def test_import_says_what_it_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that cannot be taken is said on stderr, and the exit code is 1."""
    file = _ndjson(folder, ROW, {**ROW, "id": "b", "predicate": "marcherz"})

    assert 1 == run(["import", str(file), "-o", str(folder / "new.toml")])
    assert "did you mean 'marchers'" in capsys.readouterr().err


@pytest.mark.parametrize("beside", [True, False])
def test_import_writes_no_empty_file(
    beside: bool, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no row can be taken nothing is written; that fact files have to lie beside it is said."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file = _ndjson(folder if beside else elsewhere, {**ROW, "predicate": "marcherz"})
    new = tmp_path / "new.toml"

    assert 2 == run(["import", str(file), "-o", str(new)])
    said = capsys.readouterr().err
    assert " can be taken, and nothing was written" in said
    assert beside != ("(what its names mean is said by fact files beside it)" in said)
    assert not new.exists()


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_has_a_column_of_its_own(truth: bool, folder: Path) -> None:
    """So that a table can tell it from the word."""
    row = {"id": "a", "subject": "march", "predicate": "held", "truth": truth, "derived-from": ["b"]}
    _ndjson(folder, row, {**ROW, "id": "b", "source": "gazette"})
    table = folder.parent / "facts.ndjson"

    assert 0 == run(["export", str(folder), "-o", str(table)])
    first, _ = sorted(table.read_text(encoding="utf-8").splitlines())
    assert truth is json.loads(first)["truth"]
