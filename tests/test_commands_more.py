"""`show`, `config`, `init`, and completion in a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from averred.commands import COMMANDS, run

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the facts and the text of the lantern march."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.mark.usefixtures("here")
def test_show_a_fact(capsys: Screen) -> None:
    """A fact is shown with what it says, its reading, voice, confidence, quote, citation and place."""
    assert 0 == run(["show", "marchers-guild", "--sources", "."])
    text = capsys.readouterr().out

    assert text.startswith("marchers-guild\n  says        “the lantern march of Oldmere”, number of marchers")
    assert "\n  said by     the guild of lamp makers\n" in text
    assert "\n  citation    exact\n" in text
    assert "\n  written at  facts/march.toml:" in text


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["lamp-works", "the opening of the lamp works"])
def test_show_what_is_said_of_something(name: str, capsys: Screen) -> None:
    """A subject is named by its id or its name, and all its facts are shown."""
    assert 0 == run(["show", name, "facts", "--sources", "."])
    assert capsys.readouterr().out.startswith("works-opened\n")


@pytest.mark.usefixtures("here")
def test_show_the_facts_about_a_part(capsys: Screen) -> None:
    """A fact about a part is shown for that part."""
    assert 0 == run(["show", "pipe-bands", "--sources", "."])
    assert capsys.readouterr().out.startswith("bands-pipe\n")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "name, advice",
    [("marchers-tekst", "did you mean marchers-text?"), ("§", "averred report shows all facts")],
)
def test_show_nothing(name: str, advice: str, capsys: Screen) -> None:
    """A name that nothing has is refused, with the nearest."""
    assert 2 == run(["show", name])
    assert f"called “{name}” ({advice})" in capsys.readouterr().err


def test_config_says_what_holds_and_why(here: Path, capsys: Screen) -> None:
    """Each setting is shown with its value and where it comes from."""
    settings = (
        'select = ["disputed"]\nignore = ["wrong-order"]\nlevels = { disputed = "error" }\nabout = "20 %"\n'
    )
    settings += "locked = true\nmeasured = false\n"
    settings += (
        '[predicates.bands]\nabout = "5 %"\nignore = ["out-of-range"]\nlevels = { disputed = "note" }\n'
    )
    settings += "[predicates.length]\nmeasured = false\n"
    (here / "averred.toml").write_text(settings, encoding="utf-8")

    assert 0 == run(["config", "facts"])
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0].endswith("averred.toml")
    assert [
        "select disputed (averred.toml)",
        "extend-select none (default)",
        "ignore wrong-order (averred.toml)",
        "levels disputed error (averred.toml)",
        "sources the folder of the facts (default)",
        "locked yes (averred.toml)",
        "about 20 % (averred.toml)",
        "ranges closed (default)",
        "measured no (averred.toml)",
        "whole-counts yes (default)",
        "predicates.bands: about 5 %; ignore out-of-range; levels disputed note",
        "predicates.length: as above",
    ] == lines[1:]


def test_config_without_a_file_is_the_defaults(tmp_path: Path, capsys: Screen) -> None:
    """Where no file sets anything, that is said."""
    (tmp_path / "averred.toml").write_text("whole-counts = false\n", encoding="utf-8")
    assert 0 == run(["config", str(tmp_path)])
    text = capsys.readouterr().out

    assert "every rule that is on by default" in text
    assert "as listed" in text


def test_init_makes_what_check_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """What init makes is a fact base without mistakes, and settings that can be read."""
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["init", "lantern-march"])
    said = capsys.readouterr().out
    assert "wrote facts/lantern-march/facts.toml\n" in said
    assert "1. put the text at sources/lantern-march.txt\n" in said
    assert '3. averred add "some words of it" ' in said
    assert (tmp_path / "sources").is_dir()
    schema = json.loads((tmp_path / "fact-file.schema.json").read_text(encoding="utf-8"))
    assert "fact" in schema["properties"]
    assert 0 == run(["fmt", "--check"])
    text = tmp_path / "sources" / "lantern-march.txt"
    text.write_text("The event, with around 200 participants.\n", encoding="utf-8")
    facts = tmp_path / "facts" / "lantern-march" / "facts.toml"
    facts.write_text(
        facts.read_text(encoding="utf-8")
        .replace("\n# [fact", "\n[fact")
        .replace("\n# subject", "\nsubject")
        .replace("\n# predicate", "\npredicate")
        .replace("\n# value ", "\nvalue ")
        .replace("\n# quote ", "\nquote "),
        encoding="utf-8",
    )
    assert 0 == run(["check"])
    assert "1 fact; 1 citation: 1 verified from the text; " in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, message",
    [
        ("Lantern March", "cannot be a name (lower-case letters"),
        ("a/b", "cannot be a name"),
        ("old", "is there already"),
    ],
)
def test_init_changes_nothing_that_is_there(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A name that cannot be an id and a fact base that exists are refused; settings are left as they are."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "averred.toml").write_text("# mine\n", encoding="utf-8")
    assert 0 == run(["init", "old"])
    capsys.readouterr()

    assert 2 == run(["init", name])
    assert message in capsys.readouterr().err
    assert "# mine\n" == (tmp_path / "averred.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "settings, expected",
    [('sources = "texts"\n', "texts/mill.txt"), ("", "facts/mill/mill.txt"), (None, "sources/mill.txt")],
)
def test_init_says_where_the_text_is_looked_for(
    settings: str | None, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """The folder for texts is that of the settings that hold; `averred add` then finds what was put there."""
    monkeypatch.chdir(tmp_path)
    if settings is not None:
        Path("averred.toml").write_text(settings, encoding="utf-8")
    assert 0 == run(["init", "mill"])

    assert f"1. put the text at {expected}\n" in capsys.readouterr().out
    Path(expected).write_text("Around 40 people came.\n", encoding="utf-8")
    assert 0 == run(["add", "Around 40", "--subject=example-event", "--predicate=participants", "--yes"])


def test_init_names_a_folder_elsewhere_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """Where the settings keep texts outside of the working folder, the whole path says where."""
    (tmp_path / "averred.toml").write_text('sources = "texts"\n', encoding="utf-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert 0 == run(["init", "mill", "--folder", ".."])

    assert f"1. put the text at {tmp_path / 'texts' / 'mill.txt'}\n" in capsys.readouterr().out


def test_a_shell_can_complete_commands() -> None:
    """The words of the command line are completed in bash, without loading the commands."""
    environment = {
        **os.environ,
        "_AVERRED_COMPLETE": "bash_complete",
        "COMP_WORDS": "averred expla",
        "COMP_CWORD": "1",
    }
    code = "import sys; from averred.__main__ import main; sys.argv = ['averred']; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert "plain,explain\n" == done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_how_it_is_used(name: str, capsys: Screen) -> None:
    """The help of each command ends with examples."""
    assert 0 == run([name, "--help"])
    assert re.search(r"Examples?:\n( +averred .*\n?)+", capsys.readouterr().out)


@pytest.mark.parametrize("folder", ["facts", "docs/tutorial"])
def test_our_own_fact_files_are_formatted(folder: str, capsys: Screen) -> None:
    """What is shown to others follows its own formatter."""
    assert 0 == run(["fmt", "--check", str(LANTERN.parents[2] / folder)])
    assert "" == capsys.readouterr().out


def test_the_pre_commit_hook_runs_whatever_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A text, a lock or rows that changed can break facts too, so no hook looks at the kind of file."""
    monkeypatch.chdir(tmp_path)
    run(["init", "mill"])
    ours = (Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")

    for hook in (ours, capsys.readouterr().out):
        assert "always_run: true" in hook
        assert "types" not in hook
