"""What the checker adds to the rules: what is always said, levels, ids."""

from __future__ import annotations

from pathlib import Path

import pytest

import averred
from averred import checker
from averred.checker import check
from averred.config import Settings
from averred.errors import ConfigurationError
from averred.findings import Finding, Level
from averred.reader import read
from averred.rules import RULES
from averred.vocabulary import Constraint
from tests.made import made_base, made_fact


def test_locked_makes_what_was_never_verified_an_error() -> None:
    """With `locked` an unlocked citation fails a run."""
    finding = Finding("unlocked", Level.WARNING, "")

    for locked, level in ((False, Level.WARNING), (True, Level.ERROR)):
        [found] = checker.selected([finding], Settings(locked=locked), RULES)

        assert level is found.level


def test_a_constraint_of_a_rule_that_takes_none_is_refused() -> None:
    """What an author declares and nobody reads would be lost in silence."""
    base = made_base(constraints=(Constraint("disputed"),))

    with pytest.raises(ConfigurationError, match="no rule “disputed” takes"):
        checker.check(base)


def test_two_findings_of_one_rule_about_the_same_facts_have_two_ids() -> None:
    """Ids tell findings apart that have their facts in common."""
    base = made_base(made_fact())
    findings = [Finding("x", Level.NOTE, "", about=about, facts=("one",)) for about in ("a", "b")]
    ids = {finding.id for finding in checker.identified(findings, base)}

    assert 2 == len(ids)


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
