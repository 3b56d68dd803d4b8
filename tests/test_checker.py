"""What the checker adds to the rules: what is always said, levels, ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import averred
from averred import checker, running, selection
from averred.checker import check
from averred.config import Settings
from averred.errors import ConfigurationError
from averred.findings import Finding, Level
from averred.reader import read
from averred.rules import RULES
from averred.vocabulary import Constraint
from tests.made import made_base


def test_locked_makes_what_was_never_verified_an_error() -> None:
    """With `locked` an unlocked citation fails a run."""
    finding = Finding("unlocked", Level.WARNING, "")

    for locked, level in ((False, Level.WARNING), (True, Level.ERROR)):
        [found] = selection.selected([finding], Settings(locked=locked), RULES)

        assert level is found.level


def test_a_constraint_of_a_rule_that_takes_none_is_refused() -> None:
    """What an author declares and nobody reads would be lost in silence."""
    base = made_base(constraints=(Constraint("disputed"),))

    with pytest.raises(ConfigurationError, match="no rule “disputed” takes"):
        checker.check(base)


def test_choosing_rules_hides_no_entry_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is broken is said to be so, whichever rules are selected."""
    (tmp_path / "facts.toml").write_text('[fact.a]\nvalue = "9\n', encoding="utf-8")
    report = check(read(tmp_path), settings=Settings(select=frozenset({"contradictory"})))

    assert [finding.rule for finding in report] == ["malformed-file"]


def test_what_is_unlocked_is_an_error_where_locks_are_asked_for(tmp_path: Path) -> None:
    """With `locked`, a citation that nobody verified is an error."""
    (tmp_path / "facts.toml").write_text(
        '[source.almanac]\n[entity.fair]\nname = "Fair"\n[predicate.motto]\nvalue = "text"\n'
        '[fact.a]\nsource = "almanac"\nsubject = "fair"\npredicate = "motto"\nvalue = "Light"\n'
        'quote = "Light"\n',
        encoding="utf-8",
    )
    (tmp_path / "averred.lock").write_text('{"averred-lock": 1}\n', encoding="utf-8")
    levels = {finding.level for finding in check(read(tmp_path), settings=Settings(locked=True))}

    assert Level.ERROR in levels


PAIR = """[source.gazette]
path = "gazette.txt"
[source.almanac]
path = "almanac.txt"
[entity.fair]
name = "Fair"
[predicate.motto]
value = "text"
[fact.a]
source = "gazette"
subject = "fair"
predicate = "motto"
value = "Light"
quote = "{quote}"
said-in = "nobody was asked"
said-by = "fair"
implied = "a case"
"""


def _of_two_sources(folder: Path, quote: str, **settings: Any) -> list[str]:
    """The rules whose findings a check shows of a quote, and of words for a speaker that are nowhere."""
    (folder / "facts.toml").write_text(PAIR.format(quote=quote), encoding="utf-8")
    (folder / "gazette.txt").write_text("The fair began at noon. At night nobody came.", encoding="utf-8")
    (folder / "almanac.txt").write_text("Our motto is light.", encoding="utf-8")
    report = check(read(folder), settings=Settings(**settings))
    return [finding.rule for finding in report if finding.level is not Level.NOTE]


@pytest.mark.parametrize(
    "quote, settings, rules",
    [
        ("Our motto is light", {}, ["misattributed-quote"]),
        ("Our motto is light", {"ignore": ["misattributed-quote"]}, ["quote-not-found"]),
        ("Our motto is light", {"select": ["quote-not-found"]}, ["quote-not-found"]),
        ("Our motto is light", {"levels": {"misattributed-quote": "note"}}, ["quote-not-found"]),
        ("Our motto is dark", {}, ["quote-not-found"]),
        ("The fair began, nobody came", {}, ["stitched-quote"]),
        ("The fair began … … nobody came", {}, ["stitched-quote"]),
        ("The fair began … … nobody came", {"ignore": ["stitched-quote"]}, ["malformed-quote"]),
    ],
)
def test_one_fault_is_one_finding(
    quote: str, settings: dict[str, Any], rules: list[str], tmp_path: Path
) -> None:
    """A misattributed or stitched quote is not said to be missing beside, unless that alone is shown.

    What is said of another key of the fact stays.
    """
    found = _of_two_sources(tmp_path, quote, **settings)

    assert sorted([*rules, "quote-not-found"]) == sorted(found)


def test_locks_are_asked_for_whatever_is_selected(tmp_path: Path) -> None:
    """With `locked`, a citation that nobody verified is found whichever rules are chosen.

    A rule that is left out by its name stays out.
    """
    some: dict[str, Any] = {"select": ["contradictory"]}

    assert [] == _of_two_sources(tmp_path, "Our motto is dark", **some)
    assert ["quote-not-found"] * 2 == _of_two_sources(tmp_path, "Our motto is dark", **some, locked=True)
    assert [] == _of_two_sources(
        tmp_path, "Our motto is dark", **some, locked=True, ignore=["quote-not-found"]
    )


@pytest.mark.parametrize("rule", sorted(running.UNVERIFIED))
def test_what_is_said_of_an_unverified_citation_stays(rule: str) -> None:
    """Each rule for a verdict that is neither verified nor locked runs where locks are asked for."""
    for on in (False, True):
        settings = Settings(select=["contradictory"], locked=on)

        assert on is (rule in [one.name for one in running.chosen(RULES, settings)])


def test_the_package_knows_what_it_exports() -> None:
    """dir() lists the public names, and a name that is none is refused as everywhere."""
    assert dir(averred) == sorted(averred.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = averred.nothing


def test_what_is_being_done_is_told() -> None:
    """Whoever waits is told of each rule by its name; of no share, for rules cost unlike each other."""
    told: list[tuple[str, int, int]] = []
    checker.check(made_base(), rules=RULES[:2], tell=lambda *what: told.append(what))

    assert [(f"rule {n} of 2, {rule.name}", 0, 0) for n, rule in enumerate(RULES[:2], 1)] == told
