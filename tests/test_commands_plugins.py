"""Own rules on the command line, progress, and findings that came since a revision accepted."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from averred.commands import progress, run, shared
from averred.commands.progress import telling

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
PLUGIN = '''
from averred.findings import Level
from averred.rules import rule
from averred.rules.base import fact_finding


@rule("no-round-number", Level.NOTE)
def no_round_number(context):
    """A count that ends in two zeros."""
    for fact in context.active:
        if fact.written.endswith("00"):
            yield fact_finding(context, fact, "no-round-number", Level.NOTE, "a round number")
'''
Screen = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lantern march, and a module with a rule on Python's path."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("averred.lock"))
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "lantern_command_rules.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "work"


@pytest.mark.usefixtures("work")
def test_a_rule_of_a_module_is_a_rule(capsys: Screen) -> None:
    """It runs, is selected by its name, explained, reported and accepted, where the module is named."""
    plugin = ["--plugin", "lantern_command_rules"]
    check = ["check", "facts", "--sources", ".", "--output-format", "concise", *plugin]

    assert 0 == run([*check, "--select", "no-round-number"])
    assert 3 == capsys.readouterr().out.count("note[no-round-number]")
    assert 0 == run(["explain", "no-round-number", *plugin])
    assert "A count that ends in two zeros." in capsys.readouterr().out
    assert 0 == run(["rules", *plugin])
    assert "A count that ends in two zeros." in capsys.readouterr().out.splitlines()[-1]
    assert 0 == run(["rules", "--output-format", "json", *plugin])
    assert "no-round-number" == json.loads(capsys.readouterr().out)[-1]["name"]
    assert 0 == run(["rules"])
    assert "no-round-number" not in capsys.readouterr().out
    assert 0 == run(["report", "facts", *plugin])
    assert "no-round-number" in Path("report.html").read_text(encoding="utf-8")
    assert 0 == run(["accept", "--all", "--sources", ".", "--reason", "so", *plugin])
    assert 'rule   = "no-round-number"' in Path("facts/march.toml").read_text(encoding="utf-8")
    capsys.readouterr()
    assert 2 == run(["check", "--select", "no-round-number"])
    assert "there is no rule “no-round-number”" in capsys.readouterr().err


def test_settings_may_name_a_rule_of_a_module(work: Path, capsys: Screen) -> None:
    """Where the module is named; else there is no such rule."""
    (work / "facts" / "averred.toml").write_text('ignore = ["no-round-number"]\n', encoding="utf-8")

    assert 2 == run(["config", "facts"])
    assert "averred.toml:1:11: there is no rule “no-round-number”" in capsys.readouterr().err
    assert 0 == run(["config", "facts", "--plugin", "lantern_command_rules"])
    assert "no-round-number" in capsys.readouterr().out


@pytest.mark.usefixtures("work")
def test_a_finding_of_a_rule_that_is_off_is_explained(capsys: Screen) -> None:
    """It was shown where somebody selected the rule, so its id means something."""
    assert 0 == run(
        ["check", "facts", "--sources", ".", "--select", "single-source", "--output-format", "json"]
    )
    name = json.loads(capsys.readouterr().out)["findings"][0]["id"]

    assert 0 == run(["explain", name, "facts", "--sources", "."])
    assert "note[single-source]" in capsys.readouterr().out
    assert 2 == run(["explain", "single-source-00000000", "facts", "--sources", "."])


def test_a_fact_folder_names_no_module(work: Path, capsys: Screen) -> None:
    """Neither its settings nor a fact file can make a module run: somebody else may have written them."""
    shutil.copy("../modules/lantern_command_rules.py", "../modules/lantern_evil_rules.py")
    (work / "facts" / "averred.toml").write_text('plugin = "lantern_evil_rules"\n', encoding="utf-8")

    assert 2 == run(["check", "facts"])
    assert "plugin" in capsys.readouterr().err
    assert "lantern_evil_rules" not in sys.modules


@pytest.mark.parametrize(
    "arguments",
    [
        ["lock", "facts", "--sources", "."],
        ["show", "march", "facts"],
        ["coverage", "facts"],
        ["diff", "HEAD", "--path", "facts"],
        ["drift", "lantern-march.txt", "lantern-march.txt", "facts"],
        ["export", "facts", "-o", "out.csv"],
        ["explain", "contradictory-", "facts"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_knows_the_rules_of_a_module(arguments: list[str], work: Path, capsys: Screen) -> None:
    """Settings that name an own rule hold in every command to which its module is named."""
    assert 0 == run(["lock", "facts", "--sources", "."])
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    (work / "averred.toml").write_text('ignore = ["no-round-number"]\n', encoding="utf-8")

    assert 2 == run(arguments)
    assert "no-round-number" in capsys.readouterr().err
    assert 0 == run([*arguments, "--plugin", "lantern_command_rules"])


@pytest.mark.usefixtures("work")
def test_a_module_that_cannot_be_imported_is_said(capsys: Screen) -> None:
    """One line and exit code 2."""
    assert 2 == run(["check", "--plugin", "no_such_rules"])
    assert "plug-in no_such_rules cannot be imported" in capsys.readouterr().err


def test_own_rules_run_in_python_alone(work: Path, capsys: Screen) -> None:
    """The engine does not know what they need: it is left out, or refused where it was asked for."""
    row = '{"id": "more", "subject": "march", "predicate": "marchers", "value": "900",'
    row += ' "source": "lantern-march"}'
    (work / "facts" / "rows.ndjson").write_text(row + "\n", encoding="utf-8")
    arguments = ["check", "facts", "--plugin", "lantern_command_rules", "--select", "no-round-number"]

    assert 2 == run([*arguments, "--engine", "duckdb"])
    assert "own rules run in Python alone (leave --engine out)" in capsys.readouterr().err
    assert 0 == run([*arguments, "--output-format", "concise"])
    assert "no-round-number" in capsys.readouterr().out


def git(*arguments: str) -> None:
    """Run git in the working folder."""
    identity = ["-c", "user.name=Ilse", "-c", "user.email=ilse@oldmere.example"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.mark.usefixtures("work")
def test_what_came_since_a_revision_is_accepted(capsys: Screen) -> None:
    """The findings that `check --since` shows are accepted, and no other."""
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "facts")
    facts = Path("facts/march.toml")
    facts.write_text(facts.read_text(encoding="utf-8").replace('"seven"', '"six"'), encoding="utf-8")
    check = ["check", "facts", "--sources", ".", "--since", "HEAD", "--output-format", "concise"]
    run(check)
    before = [line for line in capsys.readouterr().out.splitlines() if "[" in line and "]:" not in line]

    assert 0 == run(
        ["accept", "--all", "facts", "--sources", ".", "--since", "HEAD", "--reason", "looked at"]
    )
    accepted = capsys.readouterr().out.splitlines()
    assert accepted
    assert len(before) == len(accepted)
    assert 0 == run(check)
    capsys.readouterr()
    assert 0 == run(["accept", "--all", "facts", "--sources", ".", "--since", "HEAD", "--reason", "again"])
    assert "no finding that HEAD did not have: nothing to accept\n" == capsys.readouterr().out
    assert 2 == run(["accept", "x", "--since", "HEAD", "--reason", "y"])
    assert "--since chooses among many (give it with --all)" in capsys.readouterr().err


class _Terminal(io.StringIO):
    """What takes text as a terminal does."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(
    "stream, start", [(_Terminal(), "\r\x1b[Kwork ⟨U+202E⟩, "), (io.StringIO(), "work ⟨U+202E⟩, ")]
)
def test_what_takes_long_is_shown(stream: io.StringIO, start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal one line that is cleared in the end; else a line each. Hostile text is visible."""
    monkeypatch.setattr(sys, "stderr", stream)
    with telling(wanted=True, patience=0.001) as tell:
        tell("work \u202e")
        while "work" not in stream.getvalue():
            time.sleep(0.001)

    assert start in stream.getvalue()
    assert stream.isatty() == stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("wanted", [None, False])
def test_nothing_is_shown_where_nobody_looks(wanted: bool | None, capsys: Screen) -> None:
    """Without a terminal, or with --no-progress, stderr stays empty."""
    with telling(wanted=wanted, patience=0) as tell:
        tell("work")

    assert "" == capsys.readouterr().err


@pytest.mark.parametrize(
    "done, of, expected",
    [
        (0, 0, "checking march: reading, 12 s"),
        (70_000, 0, "checking march: reading, 70,000 so far, 12 s"),
        (0, 4, "checking march: reading, 12 s"),
        (1, 4, "checking march: reading, 25%, 12 s, about 30 s left"),
        (5, 4, "checking march: reading, 100%, 12 s, about 0 s left"),
    ],
)
def test_how_far_it_is(done: int, of: int, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share that is done is shown, and what is left at the pace of the part that is done."""
    clock = iter([2.0, 2.0, 10.0, 20.0])
    monkeypatch.setattr(progress, "_now", lambda: next(clock))
    tell = progress.Tell()
    tell.begin("checking march")
    tell("reading")
    tell("reading", done, of)

    assert expected == tell.line(12.4)


@pytest.mark.usefixtures("work")
def test_a_quick_check_shows_no_progress(capsys: Screen) -> None:
    """Below two seconds nobody has to wait."""
    run(["check", "facts", "--progress"])

    assert "" == capsys.readouterr().err


@pytest.mark.usefixtures("work")
def test_each_step_of_a_check_is_told() -> None:
    """Before the rules the files are read and the quotes are looked up: on a large text both take long."""
    told: list[str] = []
    watch = shared.Watch(lambda doing, *_: told.append(doing))
    list(shared.reports_of([Path("facts")], shared.Overrides(), watch))

    assert ["reading the fact files", "finding the quotes"] == told[:2]
    assert told[2].startswith("rule 1 of ")
