"""Spark gives what DuckDB gives: on pysail (Spark Connect without Java), and on a real local Spark."""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest

from averred import api, checker
from averred.config import Settings
from averred.engine import sql
from averred.engine.spark import SparkEngine, in_plain_words
from averred.errors import AverredError, ConfigurationError
from averred.exchange.ndjson import line_of
from averred.scale import distributed, embedded, filling, large
from tests.engines import SqliteEngine
from tests.property.test_screening import PLANTED, VALUES, VOCABULARY, _row, _seen

DECLARATIONS = """
[predicate.twin]
value = "entity"
missing-symmetric = true
[predicate.leads]
value = "entity"
missing-inverse = "led-by"
missing-object-statement = "cost"
not-unique = true
[predicate.led-by]
value = "entity"
too-few = { least = 2, kind = "event" }
[predicate.ended]
value = "date"
too-few = 2
difference-out-of-range = { from = "date", min = 0 }
[entity.idle]
name = "nobody"
[entity.port]
name = "the port"
kind = "place"
"""
CONSTRAINTS = (
    {"rule": "too-many", "predicate": "cost", "most": 1},
    {"rule": "several-preferred", "predicate": "motto"},
    {"rule": "missing-statement", "predicate": "length", "requires": "ended"},
    {"rule": "missing-statement", "kind": "place", "requires": "twin", "values": "march"},
    {"rule": "mutually-exclusive", "predicate": "cost", "with": "motto", "values": "no"},
    {"rule": "mutually-exclusive", "predicate": "date", "with": "ended"},
    {"rule": "out-of-range", "predicate": "marchers", "max": "420"},
    {"rule": "wrong-subject-type", "predicate": "held", "kinds": "event"},
    {"rule": "wrong-value-type", "predicate": "place", "kinds": "event"},
    {"rule": "part-elsewhere", "place": "place"},
    {"rule": "no-overlap", "predicate": "leads", "start": "date", "end": "ended"},
    {"rule": "joint-conflict", "date": "date", "duration": "lasting"},
)
LATER = frozenset(
    {
        "too-many", "several-preferred", "missing-statement", "missing-symmetric", "missing-inverse",
        "missing-object-statement", "not-unique", "too-few", "difference-out-of-range", "mutually-exclusive",
        "out-of-range", "wrong-subject-type", "wrong-value-type", "no-overlap", "joint-conflict",
        "unused-entity", "single-source", "part-elsewhere",
    }
)  # fmt: skip


CHOSEN = Settings(today="2031-06-01")
#: pyspark says on import that it does not know the newest pandas yet.
QUIET = pytest.mark.filterwarnings(
    "ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Sail: the protocol, the SQL and the Python workers of Spark, in this process."""
    sail = pytest.importorskip("pysail.spark", reason="needs pysail: the dependency group dev")
    logging.getLogger("pyspark.sql.connect.client.logging").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        server = sail.SparkConnectServer(ip="127.0.0.1", port=0)
        server.start(background=True)
        started = SparkSession.builder.remote(f"sc://127.0.0.1:{server.listening_address[1]}").getOrCreate()
        try:
            assert started.version
        except PySparkException as error:
            pytest.skip(f"pysail does not know this pyspark: {error}")
        yield started
        started.stop()
        server.stop()


@pytest.mark.parametrize(
    "text", ["\\", "'", "\\'", "'\\", "a''b", "\\\\", "\\n", ") --", '"', "%_", "\\u0027 ü"]
)
def test_a_text_in_a_question_is_that_text(session: Any, text: str) -> None:
    """Words of rows stand in questions: no sign in them ends the text, or is another than it was."""
    with closing(SparkEngine(session)) as engine:
        assert [(text,)] == list(engine.rows(f"SELECT {sql.quoted(text)} AS text"))
        engine.make("told", f"SELECT {sql.quoted(text)} AS text")
        assert [(text,)] == list(engine.rows(f"SELECT * FROM told WHERE text = {sql.quoted(text)}"))  # noqa: S608 - it is what is tested


def _rows() -> list[dict[str, Any]]:
    """The planted conflicts, each about facts of its own, and some hundred rows at random."""
    chosen = random.Random(7)  # noqa: S311 - the same rows each time
    made: list[dict[str, Any]] = []
    for rows in PLANTED:
        made += [{**row, "id": f"p{len(made) + n}", "derived-from": ["rest"]} for n, row in enumerate(rows)]
    for number in range(300):
        predicate = chosen.choice(sorted(VALUES))
        value = chosen.choice([one for one in VALUES[predicate] if isinstance(one, str)] or ["x"])
        made.append(
            _row(number, predicate, value, subject=chosen.choice(["march", "flood", "town", "new-town"]))
        )
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fact base with a file of rows."""
    base = tmp_path / "base"
    base.mkdir()
    (base / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (base / "rows.ndjson").write_text("".join(map(line_of, _rows())), encoding="utf-8")
    return base


@QUIET
def test_the_screens_give_what_sqlite_gives(session: Any, folder: Path, tmp_path: Path) -> None:
    """The same SQL text, each query: the same suspects, and so the same findings."""
    opened = large.open_large(folder, CHOSEN)
    reports = []
    for engine in (SqliteEngine(), SparkEngine(session, folder=str(tmp_path / "kept"))):
        engine.add(filling.records(opened))
        reports.append(embedded.check(opened, engine))
        engine.close()

    assert "spark" == reports[1].engine
    assert 5 < len(reports[0].findings)
    assert _seen(reports[0].findings) == _seen(reports[1].findings)


@QUIET
@pytest.mark.parametrize("most_read", [20, large.MOST_READ])
def test_measured_and_judged_in_executors(
    session: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_read: int
) -> None:
    """A whole check on Spark is that on DuckDB, to the letter: also where little is read at once."""
    late = [
        _row(400, "date", "4 May 2031", subject="fair", **{"derived-from": "r402"}),
        _row(401, "date", "2029", subject="fair"),
        _row(402, "date", "2031", subject="ball", **{"derived-from": "r403"}),
        _row(403, "date", "2031", subject="feast"),
        _row(404, "length", "3 km", subject="path", during="2031"),
        _row(405, "length", "5 km", subject="path", during="May 2031"),
        _row(406, "length", "8 km", subject="path", during="2030"),
    ]
    (folder / "late.ndjson").write_text("".join(map(line_of, late)) + "{\n", encoding="utf-8")
    named = '[fact.named]\nsubject = "fair"\npredicate = "date"\nvalue = "2028"\nsource = "gazette"\n'
    (folder / "named.toml").write_text(named + 'quote = "x"\n', encoding="utf-8")  # only a row names the fair
    monkeypatch.setattr(large.open_large, "__kwdefaults__", {"most_read": most_read})
    here = embedded.check_path(folder, CHOSEN)
    there = distributed.check_path(folder, CHOSEN, session=session, folder=str(tmp_path / "kept"))

    assert _seen(here.findings) == _seen(there.findings)
    assert (here.skipped, here.read_in_full) == (there.skipped, there.read_in_full)
    if most_read == large.MOST_READ:
        assert here.to_json().replace('"duckdb"', '"spark"') == there.to_json()


@QUIET
def test_every_kind_of_screen_runs_on_spark(session: Any, tmp_path: Path) -> None:
    """The SQL of what is missing, shared, linked and unused is plain enough for every engine."""
    base = tmp_path / "base"
    base.mkdir()
    words = "".join(
        "[[constraint]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in one.items())
        for one in CONSTRAINTS
    )
    lasting = '[predicate.lasting]\nvalue = "quantity"\nunit = "day"\n'
    vocabulary = VOCABULARY.partition("[[accept]]")[0] + DECLARATIONS + lasting + words
    (base / "vocabulary.toml").write_text(vocabulary, encoding="utf-8")
    made = [
        _row(900, "twin", "ball", subject="fair"), _row(901, "leads", "fair", subject="ball"),
        _row(902, "leads", "fair", subject="feast"), _row(903, "date", "2031", subject="fair"),
        _row(904, "ended", "2030", subject="fair"), _row(905, "ended", "2020", subject="ball"),
        _row(906, "date", "2019", subject="ball"), _row(907, "lasting", "9 days", subject="feast"),
        _row(908, "date", "2019-05-01/2019-05-20", subject="feast"),
        {**_row(909, "held", "true", subject="town"), "value": True}, _row(910, "cost", "3"),
        _row(911, "cost", "5"), _row(912, "motto", "no"), _row(913, "motto", "a"),
        _row(914, "length", "5 km", subject="way"), _row(915, "marchers", "450"),
        _row(916, "place", "town", subject="bakers"), _row(917, "place", "port"),
    ]  # fmt: skip
    (base / "rows.ndjson").write_text("".join(map(line_of, made)), encoding="utf-8")
    chosen = attrs.evolve(CHOSEN, extend_select=frozenset({"single-source"}))

    opened = large.open_large(base, chosen)
    reports = []
    for engine in (SqliteEngine(), SparkEngine(session, folder=str(tmp_path / "kept"))):
        engine.add(filling.records(opened))
        reports.append(embedded.check(opened, engine))
        engine.close()

    everything = checker.check(api.load(base, settings=chosen), settings=chosen)
    assert _seen(everything.findings) == _seen(reports[0].findings)
    assert set() == LATER - {one.rule for one in reports[0].findings}
    assert _seen(reports[0].findings) == _seen(reports[1].findings)


@QUIET
def test_a_table_that_is_there_is_used(session: Any, folder: Path, tmp_path: Path) -> None:
    """A frame with the columns of `facts` is taken as it is; the executors judge, and the views go."""
    opened = large.open_large(folder, CHOSEN)
    engine = SparkEngine(session, folder=str(tmp_path / "kept"))
    engine.add(filling.records(opened))
    engine.use(session.table("facts"))
    found = distributed.check(opened, engine)
    engine.close()

    assert _seen(embedded.check_path(folder, CHOSEN).findings) == _seen(found.findings)
    assert not session.catalog.tableExists("facts")


@QUIET
def test_without_a_folder_spark_keeps_the_tables(session: Any) -> None:
    """Tables of no rows have their columns all the same."""
    engine = SparkEngine(session)
    engine.add([])
    engine.fill("declared", [])

    assert [(0,)] == list(engine.rows("SELECT COUNT(*) FROM facts"))
    assert [(0,)] == list(engine.rows("SELECT COUNT(*) FROM declared"))
    engine.close()
    assert not session.catalog.tableExists("declared")


def test_what_an_executor_refuses_is_said_in_its_words(session: Any, folder: Path, tmp_path: Path) -> None:
    """Neither Spark's traceback nor the words of the engine that measures rows are shown."""
    with pytest.raises(ConfigurationError) as refused:
        distributed.check_path(folder, CHOSEN, session=session, memory="10KB", folder=str(tmp_path / "kept"))

    assert "10KB of memory is too little for this fact base (give more with --memory)" == str(refused.value)


@pytest.mark.parametrize("error", [ValueError("a"), AverredError("averred.errors.AverredError: b")])
def test_other_errors_stay_what_they_are(error: Exception) -> None:
    """What is no refusal of an executor is told as it is."""
    with pytest.raises(type(error)) as raised, in_plain_words():
        raise error

    assert error is raised.value


@pytest.mark.slow
def test_a_real_local_spark_gives_what_duckdb_gives(tmp_path: Path) -> None:
    """On the command line, in a process of its own: the same findings, and the engine is said."""
    pytest.importorskip("pyspark.sql", reason="needs pyspark: the extra spark")
    if shutil.which("java") is None:
        pytest.skip("a local Spark needs Java")
    (tmp_path / "vocabulary.toml").write_text(
        '[source.almanac]\n[predicate.marchers]\nvalue = "quantity"\nfunctional = true\nadditive = false\n'
        '[entity.fair]\n[fact.rest]\nsubject = "fair"\npredicate = "marchers"\nvalue = "1"\nimplied = "so"\n',
        encoding="utf-8",
    )
    made = [_row(n, "marchers", str(n // 2), subject=f"fair-{n % 3}", source="almanac") for n in range(30)]
    (tmp_path / "rows.ndjson").write_text("".join(map(line_of, made)), encoding="utf-8")

    def run(engine: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "averred", "check", str(tmp_path), "--engine", engine]
        options = ["--output-format", "json", "--today", "2031-06-01"]
        # a session of Sail in this process leaves its address behind
        here = {name: value for name, value in os.environ.items() if "SPARK" not in name}
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, env=here)
        assert 1 == done.returncode, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    here, there = run("duckdb"), run("spark")
    engines = [[base.pop("engine") for base in report["fact_bases"]] for report in (here, there)]

    assert [["duckdb"], ["spark"]] == engines
    assert here == there
