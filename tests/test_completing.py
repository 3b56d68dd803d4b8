"""What a shell offers for a word of the command line that is not finished."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from averred.commands import cli
from averred.rules import RULES

PROJECT = Path(__file__).parent.parent
TEXTS = ("--sources", "texts")


@pytest.fixture(autouse=True)
def march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder holds the facts of the tutorial, and their text."""
    tutorial = PROJECT / "docs" / "tutorial" / "lantern-march"
    shutil.copytree(tutorial / "facts", tmp_path / "facts")
    (tmp_path / "texts").mkdir()
    shutil.copy(tutorial / "lantern-march.txt", tmp_path / "texts")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _offered(*words: str) -> list[str]:
    """What is offered for the last of some words."""
    *before, begun = words
    items = ShellComplete(cli, {}, "averred", "_AVERRED_COMPLETE").get_completions(before, begun)
    return [item.value if item.type == "plain" else f"{item.type} {item.value}" for item in items]


@pytest.mark.parametrize(
    "words, expected",
    [
        (["check", "--select", "contra"], ["contradictory"]),
        (["check", "--select", "contradictory,dispu"], ["contradictory,disputed"]),
        (["check", "--select", "disputed,dispu"], []),
        (["check", "--ignore", "part-ex"], ["part-exceeds-whole"]),
        (["check", "--output-format", "j"], ["json", "json-lines", "junit"]),
        (["explain", "contra"], ["contradictory"]),
        (["explain", *TEXTS, "contradictory-"], ["contradictory-2fb6a9d7"]),
        (["accept", *TEXTS, "disp"], ["disputed-a7b1626e"]),
        (["accept", *TEXTS, "fac"], ["file fac"]),
        (["show", "marchers-t"], ["marchers-text"]),
        (["show", "marc"], ["march", "marchers-box", "marchers-expected", "marchers-guild", "marchers-text"]),
        (["add", "--subject", "mar"], ["march"]),
        (["add", "--part", "mar"], ["march"]),
        (["add", "--predicate", "ban"], ["bands"]),
        (["add", "--source", "lan"], ["lantern-march"]),
    ],
    ids=" ".join,
)
def test_words_are_completed(words: list[str], expected: list[str]) -> None:
    """Rules, formats, findings, facts and what facts are about are offered where they may stand."""
    assert expected == _offered(*words)


def test_every_rule_is_offered() -> None:
    """Where nothing is typed yet, all rules are offered, and no finding, for which facts must be checked."""
    assert sorted(rule.name for rule in RULES) == _offered("explain", "")


def test_what_cannot_be_read_offers_nothing(march: Path) -> None:
    """Wrong settings, a folder without facts, a module that is not there: nothing is offered or said."""
    assert [] == _offered("check", "--plugin", "no_such_module", "--select", "contra")
    (march / "averred.toml").write_text("nosuch = 1\n", encoding="utf-8")
    assert [] == _offered("show", "marc")
    shutil.rmtree(march / "facts")
    assert ["file disp"] == _offered("accept", "disp")


def test_large_rows_are_not_checked_for_a_completion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a check would take an engine, no finding is offered: a shell does not wait so long."""
    monkeypatch.setattr("averred.commands.engines.wants_engine", lambda *_: True)

    assert [] == _offered("explain", *TEXTS, "contradictory-")
