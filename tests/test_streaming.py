"""Findings of large fact bases written as they come, and checks that are interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from averred import checker, running
from averred.commands import run
from averred.config import Settings
from averred.engine import session
from averred.errors import ConfigurationError
from averred.findings import Level
from averred.report import Report
from averred.rules import RULES
from averred.scale import embedded, filling, large, outcomes
from averred.scale.parts import Loader

pytest.importorskip("duckdb", reason="needs duckdb (extra duckdb)")
import duckdb

from averred.engine import duck  # only where it can be used
from tests.engines import kept_engine

Screen = pytest.CaptureFixture[str]
Lines = list[dict[str, Any]]
TODAY = ["--today", "2031-06-01"]
STREAMED = ["--engine", "duckdb", "--output-format", "json-lines", *TODAY]
NAMES = """
[source.register]
title = "Register"
path = "register.txt"
[entity.mill-0]
name = "the first mill"
[predicate.visitors]
value = "quantity"
unit = "person"
functional = true
[fact.counted]
subject = "mill-0"
predicate = "visitors"
value = "4"
source = "register"
quote = "4 came"
"""
ACCEPTED = """
[[accept]]
rule = "contradictory"
facts = ["r2", "r3"]
reason = "Both stand on the stone."
"""


def _write(folder: Path, more: str = "") -> None:
    """Three mills with two numbers each, one of them beside the fact file's."""
    (folder / "names.toml").write_text(NAMES + more, encoding="utf-8")
    (folder / "register.txt").write_text("\n\n".join(f"{n} came." for n in (4, *range(100, 106))))
    rows = [
        {"id": f"r{n}", "subject": f"mill-{n // 2}", "predicate": "visitors", "value": f"{100 + n}",
         "source": "register", "quote": f"{100 + n} came"}
        for n in range(6)
    ]  # fmt: skip
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "rows.ndjson").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base of six rows, in parts of two."""
    _write(tmp_path)
    monkeypatch.chdir(tmp_path)
    plain = large.open_large
    monkeypatch.setattr(embedded, "open_large", lambda *some, **more: plain(*some, **more, most_read=2))
    return tmp_path


def _lines(capsys: Screen) -> Lines:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def _whole(folder: Path) -> Report:
    return embedded.check_path(folder, Settings(today="2031-06-01"))


@pytest.mark.parametrize(
    "more", ["", ACCEPTED, ACCEPTED.replace('"r3"', '"r4"'), '[predicate.oops]\nvalu = "x"\n']
)
def test_what_is_streamed_is_what_is_found(more: str, folder: Path, capsys: Screen) -> None:
    """Each finding stands in one line, and the counts at the end are those of the report in one piece."""
    _write(folder, more)
    whole = _whole(folder)

    assert 1 == run(["check", ".", *STREAMED])
    *lines, summary = _lines(capsys)
    found = {
        kind: sorted(line["id"] for line in lines if line["type"] == kind) for kind in ("finding", "accepted")
    }
    expected = {
        "finding": sorted(finding.id for finding in whole.findings),
        "accepted": sorted(finding.id for finding in whole.accepted),
    }

    assert expected == found
    assert {level.value: whole.count(level) for level in Level} == summary["findings"]
    assert ({"exact": 7}, 7) == (summary["citations"], summary["facts"])
    assert whole.checked == summary["facts"]


def test_findings_come_before_the_end(folder: Path) -> None:
    """A part's findings are handed on with their facts before the next part is judged, and not kept."""
    parts: list[tuple[int, list[str]]] = []
    judged = 0

    def judge(loader: Loader, suspects: session.Suspects) -> Iterator[outcomes.Outcome]:
        nonlocal judged
        for outcome in embedded.judge_here(loader, suspects):
            judged += 1
            yield outcome

    def hand_on(part: Report) -> None:
        facts = [fact for one in part.findings for fact in one.facts if one.rule == "contradictory"]
        assert {*facts} <= {*part.fact_base.by_id}
        parts.append((judged, facts))

    opened = large.open_large(folder, Settings(today="2031-06-01"), most_read=2)
    engine = duck.DuckEngine()
    engine.add(filling.records(opened))
    report = embedded.check(opened, engine, judge=judge, hand_on=hand_on)
    engine.close()

    assert [sorted(["counted", "r0", "r1"]), ["r2", "r3"], ["r4", "r5"]] == [
        facts for _, facts in parts if facts
    ]
    assert len(parts) == len({number for number, _ in parts})
    assert not [one for one in report.findings if one.rule == "contradictory"]
    assert 3 == report.tally.findings["contradictory", Level.ERROR]
    assert not report.consistent


@pytest.mark.parametrize("most", [1, 3, 100])
def test_groups_are_judged_in_pieces(most: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many facts are judged at once, the facts of a subject stay together and nothing is lost."""
    expected = [(one.id, one.facts) for one in _whole(folder).findings]
    monkeypatch.setattr("averred.scale.parts.MOST_JUDGED", most)
    opened = large.open_large(folder, Settings(today="2031-06-01"))
    engine = duck.DuckEngine()
    engine.add(filling.records(opened))
    found = session.Suspects({(f"mill-{n}", "visitors") for n in range(3)}, set(), {})
    subjects = [
        sorted({fact.subject for fact in part.fact_base.facts})
        for part in Loader(opened, engine).suspects(found)
    ]
    engine.close()

    assert expected == [(one.id, one.facts) for one in _whole(folder).findings]
    assert ["mill-0", "mill-1", "mill-2"] == sorted(name for some in subjects for name in some)
    assert {1: 3, 3: 2, 100: 1}[most] == sum(map(bool, subjects))


@pytest.mark.usefixtures("folder")
def test_to_a_file_and_beside_other_formats(capsys: Screen, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The lines may go to a file; with a second format, or with --since, the report is made in one piece."""
    out = tmp_path_factory.mktemp("out") / "lines"
    asked = ["check", ".", "--engine", "duckdb", *TODAY, "--output-format", f"json-lines={out}"]

    assert 1 == run(asked)
    assert "" == capsys.readouterr().out
    streamed = sorted(out.read_text(encoding="utf-8").splitlines())
    assert 1 == run([*asked, "--output-format", "concise"])
    whole = sorted(out.read_text(encoding="utf-8").splitlines())

    assert [line for line in whole if '"summary"' not in line] == [
        line for line in streamed if '"summary"' not in line
    ]
    assert 2 == run(["check", ".", "--output-format", "json-lines=nowhere/out.jsonl"])
    assert "cannot write nowhere/out.jsonl" in capsys.readouterr().err


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_interrupted_between_parts(folder: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found until then is written, acceptances are not called unused, and the exit code is 130."""
    _write(folder, ACCEPTED)
    monkeypatch.setattr(Loader, "looked_at", _interrupt)

    assert 130 == run(["check", ".", *STREAMED])
    captured = capsys.readouterr()
    *lines, summary = [json.loads(line) for line in captured.out.splitlines()]

    assert ["finding", "finding", "accepted"] == [line["type"] for line in lines]
    assert {"contradictory"} == {line["rule"] for line in lines}
    assert summary["interrupted"]
    assert (
        "interrupted: 0 of 1 fact bases were checked; it was judging groups that may be in conflict\n"
        == captured.err
    )


def test_interrupted_in_a_query(folder: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is stopped in a query is an interrupt, and no mistake of ours."""
    monkeypatch.setattr(session, "run", _interrupt)
    with pytest.raises(KeyboardInterrupt):
        _whole(folder)

    assert 130 == run(["check", ".", *STREAMED])
    assert capsys.readouterr().err.endswith("; it was screening\n")


@pytest.mark.parametrize(
    "raised, expected",
    [
        (RuntimeError("Query interrupted"), KeyboardInterrupt),
        (RuntimeError("something else"), RuntimeError),
    ],
)
def test_what_an_engine_says_of_an_interrupt(raised: Exception, expected: type[BaseException]) -> None:
    """The engine's own words for Ctrl-C mean Ctrl-C; its other failures stay what they are."""

    def fail() -> None:
        raise raised

    with pytest.raises(expected), duck._interrupts():
        fail()


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.attach("SELECT 1", 1),
        lambda engine: engine.arrow(""),
        lambda engine: engine.load("few", None),
        lambda engine: engine.append("few", None),
    ],
    ids=["attach", "arrow", "load", "append"],
)
def test_ctrl_c_while_an_engine_is_prepared(
    ask: Callable[[duck.DuckEngine], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an interrupt wherever the engine is asked for something."""

    def fail(*_: object) -> None:
        raise RuntimeError("Query interrupted")

    engine = kept_engine()
    with monkeypatch.context() as patched:
        patched.setattr(engine, "_connection", SimpleNamespace(execute=fail, sql=fail, register=fail))
        with pytest.raises(KeyboardInterrupt):
            ask(engine)
    engine.close()


@pytest.mark.parametrize("where", ["connect", "execute"])
def test_ctrl_c_while_an_engine_starts(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an interrupt then too, and not a wrong setting."""

    def fail(*_: object, **__: object) -> Any:
        raise RuntimeError("Query interrupted")

    begun = SimpleNamespace(execute=fail, close=lambda: None)
    monkeypatch.setattr("duckdb.connect", fail if where == "connect" else lambda *_, **__: begun)

    with pytest.raises(KeyboardInterrupt):
        duck.DuckEngine()


#: Some batches of a million rows, of which most are made only once they are asked for.
BATCHES = "SELECT hash(range) AS it FROM range(20_000_000)"


def test_ctrl_c_while_batches_are_taken() -> None:
    """It is an interrupt there as well, though Arrow calls it a failure to read."""
    with closing(duck.DuckEngine()) as engine:
        batches = engine.arrow(BATCHES)
        next(batches)
        engine._connection.interrupt()

        with pytest.raises(KeyboardInterrupt):
            deque(batches, 0)


@pytest.mark.parametrize(
    "message, expected",
    [
        ("INTERRUPT Error: Interrupted!", KeyboardInterrupt),
        ("Out of Memory Error: failed to allocate data", duckdb.OutOfMemoryException),
        ("IO Error: interrupted.parquet is cut", OSError),
    ],
)
def test_what_goes_wrong_within_a_stream(message: str, expected: type[BaseException]) -> None:
    """Arrow tells all of it as one error, with the engine's words."""
    with pytest.raises(expected), duck._told_by_arrow():
        raise OSError(message)


def test_who_needs_no_more_of_a_stream_may_ask_for_something_else() -> None:
    """The engine can give one stream at a time."""
    with closing(duck.DuckEngine()) as engine:
        next(engine.arrow(BATCHES))

        assert [(1,)] == [*engine.rows("SELECT 1")]
        assert 1 == engine.execute("SELECT 1").fetchone()[0]


def test_interrupted_between_rules(tmp_path: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an engine the rules that had run are reported, and how many these are."""
    _write(tmp_path)
    monkeypatch.chdir(tmp_path)
    plain = running.run
    seen: list[str] = []

    def stop(context: Any, rules: Any) -> Any:
        (rule,) = rules
        seen.append(rule.name)
        if "contradictory" in seen and rule.name != "contradictory":
            raise KeyboardInterrupt
        return plain(context, rules)

    monkeypatch.setattr(running, "run", stop)

    assert 130 == run(["check", ".", "--output-format", "concise", "--engine", "python"])
    captured = capsys.readouterr()

    assert "error[contradictory]" in captured.out
    assert f"; {len(seen) - 1} of {len(running.chosen(RULES, Settings()))} rules had run\n" in captured.err
    with pytest.raises(KeyboardInterrupt):
        checker.check(large.open_large(tmp_path, Settings()).vocabulary)


def test_a_check_that_is_interrupted_is_the_last(
    folder: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fact bases that come after the interrupted one are not begun; those before it count."""
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
        _write(folder / name)
    plain = session.run
    calls: list[int] = []

    def stop(*arguments: Any, **more: Any) -> Any:
        calls.append(1)
        return plain(*arguments, **more) if len(calls) == 1 else _interrupt()

    monkeypatch.setattr(session, "run", stop)

    assert 130 == run(["check", "a", "b", "c", *STREAMED])
    captured = capsys.readouterr()
    assert 2 == len(calls)
    assert "interrupted: 1 of 3 fact bases were checked; it was screening\n" == captured.err


def test_progress_within_a_fact_base(folder: Path) -> None:
    """Each step says what it is and how much of it is done; nothing runs backwards within a step."""
    told: list[tuple[str, int, int]] = []

    def tell(doing: str, done: int, of: int) -> None:
        told.append((doing, done, of))

    embedded.check_path(folder, Settings(today="2031-06-01"), tell=tell)
    steps = list(dict.fromkeys(doing for doing, *_ in told))
    expected = [
        "reading files", "reading rows", "screening", "judging groups that may be in conflict",
        "reading facts in full", "judging what nothing uses",
    ]  # fmt: skip

    assert expected == steps
    for step in steps:
        counts = [done for doing, done, _ in told if doing == step]
        assert sorted(counts) == counts


@pytest.mark.parametrize("lock", ["", "no lock\n"])
def test_acceptances_are_those_of_the_lock(lock: str, folder: Path) -> None:
    """An accepted finding whose facts changed comes back behind an engine too; a broken lock is said."""
    _write(folder, ACCEPTED)
    assert 0 == run(["lock", str(folder)])
    rows = (folder / "rows.ndjson").read_text(encoding="utf-8")
    (folder / "rows.ndjson").write_text(rows.replace('"value": "103"', '"value": "109"'), encoding="utf-8")
    if lock:
        (folder / "averred.lock").write_text(lock, encoding="utf-8")
    rules = {finding.rule for finding in _whole(folder).findings}

    assert ("changed-accept" in rules) == (not lock)
    assert ("lock-corrupt" in rules) == bool(lock)


def test_nothing_of_the_engine_is_left_on_the_screen(folder: Path) -> None:
    """The program ends with findings on stdout and nothing on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "averred", "check", str(folder), "--engine", "duckdb", "-q"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (1, "") == (done.returncode, done.stderr)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The engine's place for what does not fit is looked at before anything is read."""
    with pytest.raises(ConfigurationError, match="cannot write to"):
        duck.DuckEngine(spill=tmp_path / "nowhere")


def test_who_looks_on_is_optional(folder: Path) -> None:
    """Without anybody who looks on, the same is found."""
    told: Callable[[str, int, int], None] = lambda *_: None  # noqa: E731  # one that listens to nothing
    silent = embedded.check_path(folder, Settings(today="2031-06-01"), tell=told)

    assert [one.id for one in _whole(folder).findings] == [one.id for one in silent.findings]
