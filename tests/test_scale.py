"""Large fact bases, case by case: Parquet without objects, hostile files, the command line."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from averred import api, checker, exchange, reader
from averred.commands import run
from averred.config import PredicateSettings, Settings
from averred.constraint import Linear, Q, linear
from averred.engine import sql
from averred.engine.duck import DuckEngine
from averred.engine.numbers import bounds_of, inwards
from averred.engine.rows import Measurer
from averred.engine.spark import SparkEngine
from averred.errors import ConfigurationError
from averred.exchange.ndjson import line_of as exchange_line
from averred.findings import Level
from averred.report import Report
from averred.scale import embedded, filling, large
from averred.values import DEFAULT_CONVENTIONS, Interval, Quantity, Value
from averred.vocabulary import Predicate
from tests.property.test_screening import VOCABULARY, _row, _seen

LOW, LOOK = (list(sql.COLUMNS).index(name) for name in ("value_lo", "look"))
CHOSEN = Settings(today="2031-06-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the vocabulary alone."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


UNTIL = """
[[accept]]
rule   = "contradictory"
facts  = ["r5", "r6"]
reason = "Asked."
until  = 2035-01-01
"""


def _both(folder: Path) -> tuple[Report, Report]:
    """What judging everything says, and what DuckDB and judging say."""
    everything = checker.check(api.load(folder, settings=CHOSEN), settings=CHOSEN)
    return everything, embedded.check_path(folder, CHOSEN)


def _parquet(folder: Path, rows: list[dict[str, Any]], name: str = "rows.parquet", **types: Any) -> Path:
    table = pa.Table.from_pylist(rows)
    for column, kind in types.items():
        table = table.set_column(
            table.schema.get_field_index(column), column, table.column(column).cast(kind)
        )
    pq.write_table(table, folder / name)
    return folder / name


def _bounded(number: int, low: Any, high: Any, **keys: Any) -> dict[str, Any]:
    row: dict[str, Any] = _row(number, "marchers", f"some {number}")
    return {**row, "source": "gazette", "derived-from": "rest", "min": low, "max": high, **keys}


@pytest.mark.parametrize(
    "kind",
    [pa.int64(), pa.float64(), pa.decimal128(25, 3), pa.string()],
    ids=["whole", "binary", "decimal", "text"],
)
def test_parquet_of_any_type_gives_the_same_findings(folder: Path, kind: Any) -> None:
    """Bounds of every type are screened as they are read; what is wrong is found in either way."""
    rows = [
        _bounded(0, 100, 200), _bounded(1, 300, 400), _bounded(2, 150, 350, subject="town"),
        _bounded(3, 5, 4, subject="flood"), _bounded(4, 1, 1, predicate="motto", subject="flood"),
        _bounded(5, None, None, value="around 900"), _bounded(6, None, None, predicate="nothing"),
        _bounded(7, None, 3, subject="new-town"), _bounded(8, 10**15, 10**15 + 1, subject="new-town"),
        _bounded(9, 7, 7, polarity="denied", share="many", rank="retracted", note="x", of="flood"),
        _bounded(10, 2, 2, id=None, part="bakers", status="expected", **{"said-by": "the mayor"}),
    ]  # fmt: skip
    _parquet(folder, rows, min=kind, max=kind)

    everything, screened = _both(folder)

    assert "contradictory" in {one.rule for one in screened.findings}
    assert _seen(everything.findings) == _seen(screened.findings)
    assert "duckdb" == screened.engine


@pytest.mark.parametrize(
    "rule, keys",
    [
        ("attribution-needed", {"status": "expected"}),
        ("attribution-needed", {"status": "expected", "said-by": "?"}),
        ("hidden-characters", {"said-by": "the may\u202eor"}),
        ("hidden-characters", {"said-by": "the \u3164"}),
        ("hidden-characters", {"predicate": "motto", "value": "a\u3164b"}),
        ("malformed-entry", {"said-by": " "}),
        *(("malformed-entry", {key: ""}) for key in ("said-by", "during", "as-of", "part", "of")),
    ],
)
@pytest.mark.parametrize("bound", [1, None], ids=["read", "words"])
def test_what_one_row_alone_says_is_found(
    rule: str, keys: dict[str, str], bound: int | None, folder: Path
) -> None:
    """A row of which a rule about one fact has something to say is read in full, in Parquet and as NDJSON."""
    row = _bounded(0, bound, bound, value="1")
    if "predicate" in keys:
        row |= {"min": None, "max": None}
    _parquet(folder, [{**row, **keys}, _bounded(2, 1, 1, value="1", subject="flood")])
    line = {name: value for name, value in row.items() if value is not None} | {"id": "r1", "subject": "town"}
    (folder / "rows.ndjson").write_text(exchange_line({**line, **keys}), encoding="utf-8")

    everything, screened = _both(folder)

    found = {(one.rule, one.place.path) for one in screened.findings if one.place}
    assert {(rule, str(folder / f"rows.{kind}")) for kind in ("parquet", "ndjson")} <= found
    assert _seen(everything.findings) == _seen(screened.findings)
    assert everything.checked == screened.checked


def test_an_empty_id_is_none_in_parquet(folder: Path) -> None:
    """Rows with empty ids are told apart by their numbers, so that they can be in conflict."""
    _parquet(folder, [_bounded(0, 100, 200, id=""), _bounded(1, 300, 400, id="")])

    everything, screened = _both(folder)

    assert "contradictory" in {one.rule for one in screened.findings}
    assert _seen(everything.findings) == _seen(screened.findings)


@pytest.mark.parametrize("memory", ["10KB", "900KB"])
def test_too_little_memory_is_said_in_plain_words(memory: str, folder: Path) -> None:
    """Where the engine cannot work within its limit, neither its words nor a traceback are shown."""
    _parquet(folder, [_bounded(number, 1, 2) for number in range(2_000)])

    with pytest.raises(ConfigurationError) as refused:
        embedded.check_path(folder, CHOSEN, memory=memory)

    assert f"{memory} of memory is too little for this fact base (give more with --memory)" == str(
        refused.value
    )


@pytest.mark.parametrize("status", ["expected", "planned"])
def test_what_a_named_speaker_expects_is_not_read(status: str, folder: Path) -> None:
    """Facts that nobody has anything to say of stay rows, whoever says them."""
    keys = {"status": status, "said-by": "Ilse Vörland, mayor"}
    _parquet(folder, [_bounded(10, 1, 1, value="1", **keys)])
    (folder / "rows.ndjson").write_text(
        exchange_line(_row(11, "cost", "1", subject="town", source="gazette", **keys)), encoding="utf-8"
    )

    screened = embedded.check_path(folder, CHOSEN)

    assert not {"r10", "r11"} & screened.fact_base.by_id.keys()


@pytest.mark.parametrize(
    "extra",
    [
        {"unit": "person"},
        {"derived-from": ["rest"]},
        {"derived-from": ["rest", "rest"]},
        {"scope.method": "x"},
        {"quote": "a"},
        {"source": 7},
    ],
    ids=str,
)
def test_further_columns_change_nothing(folder: Path, extra: dict[str, Any]) -> None:
    """Whatever else the rows have, the findings are those of judging everything."""
    _parquet(
        folder,
        [_bounded(0, 1, 2, **extra), _bounded(1, 3, 4, **extra), _bounded(2, 3, 4, subject="town", **extra)],
    )

    everything, screened = _both(folder)

    assert _seen(everything.findings) == _seen(screened.findings)


def test_parquet_without_bounds_or_with_nothing_needed(folder: Path) -> None:
    """Words are read once for each wording; a table without the needed columns is read row by row."""
    words = [
        {key: row[key] for key in ("id", "subject", "predicate", "value", "derived-from")}
        for row in (_bounded(0, 0, 0), _bounded(1, 0, 0))
    ]
    _parquet(folder, [{**words[0], "value": "400"}, {**words[1], "value": "900"}])
    _parquet(folder, [{"id": "x", "subject": "march"}], "empty.parquet")

    everything, screened = _both(folder)

    assert _seen(everything.findings) == _seen(screened.findings)


def test_a_corrupt_page_is_found_and_the_rest_is_checked(folder: Path) -> None:
    """A damaged Parquet file is read group by group: one finding, and the conflict of the others."""
    file = folder / "rows.parquet"
    pq.write_table(
        pa.Table.from_pylist([_bounded(n, n * 10, n * 10) for n in range(30)]), file,
        row_group_size=10, compression="NONE", use_dictionary=False,
    )  # fmt: skip
    data = bytearray(file.read_bytes())
    start = pq.ParquetFile(file).metadata.row_group(1).column(0).data_page_offset
    data[start : start + 40] = b"\xff" * 40
    file.write_bytes(bytes(data))

    everything, screened = _both(folder)

    assert ["rows.parquet"] == [
        Path(one.place.path).name for one in screened.findings if one.rule == "malformed-file" and one.place
    ]
    assert _seen(everything.findings) == _seen(screened.findings)


@pytest.mark.parametrize("end", [")), true)) FROM raw0 r", " FROM raw0 r", ")", ""])
def test_the_name_of_a_column_is_never_run(folder: Path, end: str) -> None:
    """A file may call a column of the scope what would end a question to the engine and begin another."""
    proof = folder / "proof.csv"
    name = f"scope.season\" IS NOT NULL{end}; COPY (SELECT 1) TO '{proof}'; --"
    _parquet(folder, [_bounded(5, 5, 5, **{"scope.season": None, name: "x"}), _bounded(6, 7, 7)])

    everything, screened = _both(folder)

    assert not proof.exists()
    assert _seen(everything.findings) == _seen(screened.findings)
    assert any("unknown key" in finding.headline for finding in screened.findings)


@pytest.mark.parametrize("name", ["*.parquet", "?.parquet", "[a-z].parquet", "predicate=cost/a.parquet"])
def test_the_name_of_a_file_says_nothing_but_where_it_is(folder: Path, tmp_path: Path, name: str) -> None:
    """Not that of others, some of which are links out of the folder, and not what stands in a column."""
    (folder / name).parent.mkdir(exist_ok=True)
    _parquet(folder, [_bounded(5, 5, 5), _bounded(6, 7, 7)], name)
    _parquet(folder, [_bounded(7, 9, 9)], "b.parquet")
    elsewhere = tmp_path.with_name(f"{tmp_path.name}-elsewhere")
    elsewhere.mkdir()
    (folder / "c.parquet").symlink_to(_parquet(elsewhere, [_bounded(8, 9, 9)]))

    everything, screened = _both(folder)

    assert _seen(everything.findings) == _seen(screened.findings)
    assert everything.checked == screened.checked


def test_a_column_name_is_quoted() -> None:
    """A quotation mark in it ends nothing."""
    assert '"a""b"' == sql.column('a"b')


def test_hostile_rows_are_findings(folder: Path) -> None:
    """Rows of wrong types everywhere are said one by one, and stop nothing."""
    wrong: list[Any] = [3, None, [1], {"a": 1}, True, "", "x" * 300]
    rows = [
        {**_row(n, "marchers", "400"), key: value}
        for n, (key, value) in enumerate(
            (key, value)
            for key in ("subject", "predicate", "value", "derived-from", "part", "one-of")
            for value in wrong
        )
    ]
    (folder / "rows.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))

    everything, screened = _both(folder)

    assert _seen(everything.findings) == _seen(screened.findings)
    assert 20 < len(screened.findings)


def test_the_command_line_takes_an_engine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An engine can be asked for; either way the same cards are shown, and JSON says which it was."""
    (folder / "rows.ndjson").write_text(
        "".join(json.dumps(one) + "\n" for one in [_row(5, "length", "2 km"), _row(6, "length", "5 km")])
    )
    texts = []
    for engine in ("python", "duckdb", "auto"):
        assert 1 == run(
            [
                "check",
                str(folder),
                "--engine",
                engine,
                "--select",
                "contradictory",
                "--output-format",
                "concise",
                "-q",
            ]
        )
        texts.append(capsys.readouterr().out)

    assert 1 == len(set(texts))
    assert 2 == run(["check", str(folder), "--engine", "duckdb", "--memory", "lots"])
    assert "no amount of memory" in capsys.readouterr().err


def test_what_was_read_in_full_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An engine's summary counts what its screens let through: all the rest was checked as well."""
    rows = [_bounded(number, 5, 5, subject=f"s{number}") for number in range(10, 19)]
    _parquet(folder, [*rows, _bounded(19, 7, 7, subject="s10")])

    run(["check", str(folder), "--engine", "duckdb", "--select", "contradictory"])
    run(["check", str(folder), "--engine", "duckdb", "--select", "contradictory", "--output-format", "json"])

    out = capsys.readouterr().out
    of_files, of_the_pair = 2, 2
    assert f"engine duckdb, {of_files + of_the_pair} facts read in full" in " ".join(out.split())
    assert f'"read_in_full": {of_files + of_the_pair},' in out
    assert "could not be" not in out


@pytest.mark.parametrize("engine,reasons", [("duckdb", 1), ("spark", 1), ("python", 0), ("auto", 0)])
def test_an_engine_with_nothing_to_do_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], engine: str, reasons: int
) -> None:
    """Without files of rows all is judged in Python, and whoever asked for an engine reads why."""
    run(["check", str(folder), "--engine", engine, "-v"])

    out = " ".join(capsys.readouterr().out.split())
    assert "engine python" in out
    assert reasons == out.count(f"--engine {engine} is for files of rows, and there are none")


def test_the_day_is_said_where_it_matters(folder: Path) -> None:
    """With an engine as without, the day of the check is named if an acceptance or a rule looks at it."""
    rows = [_row(5, "length", "2 km"), _row(6, "length", "5 km")]
    (folder / "rows.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for text, days in (("", {None}), (UNTIL, {CHOSEN.today})):
        (folder / "vocabulary.toml").write_text(VOCABULARY.partition("[[accept]]")[0] + text)

        everything, screened = _both(folder)

        assert days == {everything.today, screened.today}


def test_what_does_not_fit_goes_where_it_is_told_to(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The temporary folder is used and left empty; one that is not there, or takes nothing, is refused."""
    (folder / "rows.ndjson").write_text(json.dumps(_row(5, "length", "2 km")) + "\n")
    spill = tmp_path / "spill"
    spill.mkdir()
    asked = ["check", str(folder), "--engine", "duckdb", "--fail-on", "never", "-q"]

    assert 0 == run([*asked, "--temporary-folder", str(spill)])
    assert [] == list(spill.iterdir())
    assert 2 == run([*asked, "--temporary-folder", str(spill / "nowhere")])
    assert "does not exist" in capsys.readouterr().err
    with pytest.raises(ConfigurationError, match=r"cannot write to .*nowhere"):
        DuckEngine(spill=spill / "nowhere")


@pytest.mark.parametrize("module,start", [("duckdb", DuckEngine), ("pyspark.sql", SparkEngine)])
def test_a_missing_package_is_named(module: str, start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the engine's package the error says what to install."""
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, module.partition(".")[0], None)

    with pytest.raises(ConfigurationError, match="another package"):
        start()


def test_rules_as_sql() -> None:
    """Sums of two terms are compared with a slack, single terms as they are; strict rules at equality."""
    sums = sql.linear(
        [
            linear(
                (Q("a", "n") * 2 + Q("b", "n") + 5).at_most(Q("c", "n")),
                where=[("r", "a", "b"), ("s", "b", "c")],
            )
        ]
    )
    below = sql.linear(
        [linear(Q("a", "n").at_most(Q("b", "n")) - 3, where=[("r", "a", "b")], strict=True)],
        same_status=False,
    )

    assert sums.startswith("SELECT q0.subject AS subject0, q0.predicate AS predicate0, q1.subject")
    assert "(2.0e0 * q0.value_lo) + q1.value_lo + 5.0e0 > q2.value_hi - CASE WHEN" in sums
    assert "r1.x = r0.y AND r1.x_part = r0.y_part" in sums
    assert "q0.value_lo >= q1.value_hi + 3.0e0 - CASE" in below
    assert "q0.status" not in below
    assert "q0.value_lo > 0e0" in sql.linear([linear(Q("a", "n") * 1 + 0, where=[("r", "a", "b")])])
    assert "'it''s'" == sql.quoted("it's")
    assert "''" == sql.names([])


def test_rules_of_one_shape_are_one_query() -> None:
    """Rules that differ in their predicates alone are asked together; others are not."""

    def part(predicate: str, whole: str) -> Linear:
        return linear(Q("x", predicate).at_most(Q("y", whole)), where=[("part-of", "x", "y")])

    strict = part("n", "n")._replace(strict=True)
    shapes = sql.shapes([part("n", "n"), strict, part("m", "m"), part("n", "n")])

    assert [[part("n", "n"), part("m", "m"), part("n", "n")], [strict]] == shapes
    assert "q0.predicate IN ('n', 'm') AND q1.predicate = q0.predicate" in sql.linear(shapes[0])
    mixed = sql.linear([part("n", "n"), part("n", "m")])
    assert (
        "((q0.predicate = 'n' AND q1.predicate = 'n') OR (q0.predicate = 'n' AND q1.predicate = 'm'))"
        in mixed
    )


def test_numbers_beyond_doubles() -> None:
    """An end that no double can hold is one that every screen lets through."""
    assert 1e300 == inwards(10**400, up=True, is_open=False)
    assert -1e300 == inwards(-(10**400), up=False, is_open=False)
    assert None is inwards(None, up=True, is_open=False)


def test_the_memory_of_wordings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of wordings these are read again instead of kept."""
    from averred.engine import rows

    monkeypatch.setattr(rows, "_MOST_KNOWN", 0)
    asked: list[object] = []

    def read(entry: object) -> Quantity:
        asked.append(entry)
        return Quantity(Interval.point(1), None, "1")

    measurer = Measurer({"p": Predicate("p", "quantity")}, (), read)
    entry = {"subject": "s", "predicate": "p", "value": "1", "during": "2031", "derived-from": "rest"}
    for _ in range(2):
        measurer.record(0, 1, "a", entry)

    assert 2 == len(asked)


def test_parquet_of_more_predicates_than_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which predicates there are is asked of so many only; the findings are the same."""
    monkeypatch.setattr("averred.engine.attaching._MANY", 1)
    _parquet(folder, [_bounded(0, 1, 1), _bounded(1, 5, 5)])
    everything, screened = _both(folder)

    assert _seen(everything.findings) == _seen(screened.findings)


def test_what_is_no_amount_of_memory_is_refused() -> None:
    """DuckDB itself is asked, whoever starts the engine."""
    with pytest.raises(ConfigurationError, match="no amount of memory"):
        DuckEngine("lots")


def test_settings_of_a_predicate_hold_under_an_engine(folder: Path) -> None:
    """What is off, or of another level, for the facts of one predicate is so with an engine as well."""
    rows = [_row(n, "marchers", str(n + 1)) for n in (0, 1)]
    rows += [_row(n, "length", f"{n} km", subject="town") for n in (2, 3)]
    (folder / "rows.ndjson").write_text("".join(map(exchange_line, rows)), encoding="utf-8")
    own = {
        "marchers": PredicateSettings(ignore=frozenset({"contradictory"})),
        "length": PredicateSettings(levels={"contradictory": Level.NOTE}),
    }
    chosen = attrs.evolve(CHOSEN, predicates=own)
    everything = checker.check(api.load(folder, settings=chosen), settings=chosen)

    screened = embedded.check_path(folder, chosen)

    assert _seen(everything.findings) == _seen(screened.findings)
    assert {Level.NOTE} == {one.level for one in screened.findings if one.rule == "contradictory"}


def test_a_constraint_on_single_facts_holds_under_an_engine(folder: Path) -> None:
    """What a `[[constraint]]` asks of a predicate is asked of rows that are plain otherwise, too."""
    words = '[[constraint]]\nrule = "out-of-range"\npredicate = "marchers"\nmax = 15\n'
    words += '[[constraint]]\nrule = "label-missing"\nscripts = ["latin"]\nkind = "event"\n'
    (folder / "constraints.toml").write_text(words, encoding="utf-8")
    _parquet(folder, [_bounded(n, n * 10, n * 10) for n in range(4)])
    everything, screened = _both(folder)

    assert {"out-of-range"} <= {found.rule for found in everything.findings}
    assert _seen(everything.findings) == _seen(screened.findings)


def test_opinions_are_read_in_full() -> None:
    """A fact of a predicate that a rule about one fact may look at is never left out."""
    opinion = Measurer({"p": Predicate("p", "text", opinion=True)}, {"s"}, lambda _: None)

    assert 1 == opinion.record(0, 1, "a", {"subject": "s", "predicate": "p", "value": "1"})[LOOK]


def test_whole_numbers_and_fractions_keep_their_order() -> None:
    """Fifteen digits are exact, sixteen are moved."""
    assert 0.1 == inwards(Fraction(Decimal("0.1")), up=True, is_open=False)
    assert 0.1 < (inwards(Fraction(Decimal("0.1")), up=True, is_open=True) or 0)
    assert exchange.format_of(Path("x.ndjson")) == "ndjson"


def test_groups_of_one_subject_stay_together(folder: Path) -> None:
    """A part ends only where another subject begins, however many facts were asked for."""
    rows = [
        _row(5, "length", "2 km"),
        _row(6, "length", "5 km"),
        _row(7, "motto", "a"),
        _row(8, "motto", "b"),
    ]
    (folder / "rows.ndjson").write_text("".join(json.dumps(one) + "\n" for one in rows))
    opened = large.open_large(folder, CHOSEN, most_read=1)
    engine = DuckEngine()
    engine.add(filling.records(opened))
    report = embedded.check(opened, engine)
    engine.close()

    assert ["march · length", "march · motto"] == sorted(
        one.about for one in report.findings if one.rule == "contradictory"
    )


def test_a_question_may_be_asked_before_another_has_ended(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that come in batches go on after what they rest on was looked up."""
    monkeypatch.setattr("averred.engine.duck._BATCH", 1)
    rows = [
        _row(10 + n, "length", f"{n} km", subject=f"way-{n // 2}", **{"derived-from": f"r{30 + n}"})
        for n in range(8)
    ]
    rows += [_row(30 + n, "cost", "3", subject=f"toll-{n}") for n in range(8)]
    (folder / "rows.ndjson").write_text("".join(map(exchange_line, rows)), encoding="utf-8")
    everything = checker.check(api.load(folder, settings=CHOSEN), settings=CHOSEN)
    opened = large.open_large(folder, CHOSEN, most_read=1)
    engine = DuckEngine()
    engine.add(filling.records(opened))

    screened = embedded.check(opened, engine)

    engine.close()
    assert 4 == len([one for one in screened.findings if one.rule == "contradictory"])
    assert _seen(everything.findings) == _seen(screened.findings)


def test_predicates_that_read_alike_share_what_was_read(folder: Path) -> None:
    """Words are read once for all predicates that read alike; "about" may be another share for each."""
    own = attrs.evolve(DEFAULT_CONVENTIONS, by_predicate={"mine": DEFAULT_CONVENTIONS.with_tolerance(1)})
    base = large.open_large(folder, CHOSEN).vocabulary
    made = {name: Predicate(name, "quantity") for name in ("one", "two", "mine")}
    made |= {"wide": Predicate("wide", "quantity", about=Fraction(1, 2))}
    made |= {"loud": Predicate("loud", "quantity", opinion=True)}
    read = reader.value_reader(attrs.evolve(base, predicates=made), own)
    asked: list[str] = []

    def counted(entry: Mapping[str, Any]) -> Value | None:
        asked.append(entry["predicate"])
        return read(entry)

    measurer = Measurer(made, base.sources, counted, own)

    def row(name: str, words: str) -> tuple[object, ...]:
        entry = {"subject": "town", "predicate": name, "value": words, "source": "gazette"}
        return measurer.record(0, 1, "r1", {**entry, "derived-from": "rest"})

    ends = {name: row(name, "around 400")[LOW : LOW + 2] for name in ("one", "two", "wide", "mine")}
    assert {"one": (360, 440), "two": (360, 440), "wide": (200, 600), "mine": (0, 800)} == ends
    assert "two" not in asked
    assert [0, 1, 0] == [row(name, "400")[LOOK] for name in ("one", "loud", "two")]


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.decimal128(38, 4)], ids=str)
def test_ends_in_parquet_are_the_doubles_of_python(folder: Path, kind: Any) -> None:
    """Whether an engine or Python reads an end, it is one double: else equal values would differ."""
    numbers: list[Any] = [0, 5, -7, 10**15 - 1, 10**15, 10**17 + 1, -(10**18) - 3, 2**53 + 1]
    if kind != pa.int64():
        numbers += [Decimal(n) for n in ("0.1", "-3.3333", "123456789012345.6789", "0.3", "1000000000000.5")]
        numbers = [Decimal(number).quantize(Decimal("0.0001")) for number in numbers]
    if kind == pa.float64():
        numbers = [float(number) for number in numbers] + [0.1 + 0.2, 1 / 3, -2 / 3, 1e200]
    rows = [_bounded(10 + n, number, number) for n, number in enumerate(numbers)]
    _parquet(folder, rows, min=kind, max=kind)
    opened = large.open_large(folder, CHOSEN)
    engine = DuckEngine()
    filling.fill(engine, opened, [0])

    found = {name: ends for name, *ends in engine.rows("SELECT id, value_lo, value_hi FROM facts")}

    engine.close()
    base = api.load(folder, settings=CHOSEN)
    for row in rows:
        value = base[row["id"]].value
        assert isinstance(value, Quantity)
        assert found[row["id"]] == [*bounds_of(value)[:2]]


@pytest.mark.parametrize(
    "files,expected",
    [
        ([["a", "b", "aa"], ["ab", "abc"]], ""),  # each longer than the one before, or after it
        ([["a", "b"], ["b", "c"]], "b"),  # two files share one
        ([["d", "e"], ["a", "b"], ["b", "c"]], "b"),
        ([["a", "f"], ["b", "c"], ["d", "f"]], "f"),  # files within another one, also the second of them
        ([["b", "a"]], ""),  # no order, and nothing twice
        ([["a", "a"]], "a"),
        ([["a", "b"], ["d", "c"], ["c", "e"]], "c"),  # only one of two that share one has no order
        ([[None, None]], ""),  # they are numbered
        ([["q", "rest"]], "rest"),  # a fact file has it
        ([["a", "b"], ["zz", None]], ""),
    ],
)
def test_ids_that_grow_are_not_compared(folder: Path, files: list[list[str | None]], expected: str) -> None:
    """Where the ids of each file grow, and those of files lie apart, there are no two of one id."""
    for number, ids in enumerate(files):
        rows = [{**_bounded(n, 1, 1), "id": name} for n, name in enumerate(ids)]
        _parquet(folder, rows, f"rows{number}.parquet", id=pa.string())
    opened = large.open_large(folder, CHOSEN)
    engine = DuckEngine()
    filling.fill(engine, opened, range(len(opened.files)))

    assert {*expected.split()} == {name for (name,) in engine.rows(engine.repeated_ids())}

    engine.close()
    everything, screened = _both(folder)
    assert _seen(everything.findings) == _seen(screened.findings)


def test_an_id_that_comes_again_far_below_is_found(folder: Path) -> None:
    """Ids are compared over all groups of rows of a file, whichever of them is read first."""
    ids = [f"n{number:06}" for number in range(50_000)]
    ids[40_000] = ids[3]
    rows = [{**_bounded(0, 1, 1), "id": name, "subject": f"s-{name}"} for name in ids]
    pq.write_table(pa.Table.from_pylist(rows), folder / "rows.parquet", row_group_size=2_048)

    screened = embedded.check_path(folder, CHOSEN)

    assert ["duplicate-id"] == [one.rule for one in screened.findings if one.rule == "duplicate-id"]


@pytest.mark.parametrize("hands_on", [True, False])
def test_garbage_is_looked_for_only_among_facts_that_go(folder: Path, *, hands_on: bool) -> None:
    """Where findings are kept their facts stay, and there is nothing to find among them."""
    _parquet(folder, [_bounded(1, 5, 5), _bounded(2, 9, 9)])
    seen = []

    def tell(_doing: str, _done: int, _of: int) -> None:
        seen.append(gc.isenabled())

    opened = large.open_large(folder, CHOSEN)
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, [0])
        embedded.check(opened, engine, hand_on=(lambda _: None) if hands_on else None, tell=tell)

    assert (hands_on, True) == (seen[-1], gc.isenabled())
