"""Settings of one predicate, and rules that are run beside the usual ones."""

from __future__ import annotations

from pathlib import Path

import pytest

import averred
from averred.config import PredicateSettings, Settings, load_settings
from averred.errors import ConfigurationError
from averred.rules import RULES_BY_NAME

FACTS = """
[source.gazette]
[entity.march]
name = "Lantern March"
[predicate.marchers]
value = "quantity"
functional = true
[predicate.drummers]
value = "quantity"
functional = true
[fact.a]
source = "gazette"
subject = "march"
predicate = "marchers"
value = "about 300"
[fact.b]
source = "gazette"
subject = "march"
predicate = "marchers"
value = "350"
[fact.c]
source = "gazette"
subject = "march"
predicate = "drummers"
value = "12"
[fact.d]
source = "gazette"
subject = "march"
predicate = "drummers"
value = "13"
"""


def _found(folder: Path, settings: str) -> list[str]:
    """The findings about these facts with a settings file."""
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder / "averred.toml").write_text(settings, encoding="utf-8")
    chosen = load_settings(folder, RULES_BY_NAME)
    report = averred.check(averred.load(folder, settings=chosen), settings=chosen)
    return [f"{finding.level.value}[{finding.rule}] {', '.join(finding.facts)}" for finding in report]


def test_a_level_of_one_predicate_leaves_the_others_alone(tmp_path: Path) -> None:
    """`[predicates.drummers]` says how grave a contradiction about drummers is."""
    found = _found(
        tmp_path, 'select = ["contradictory"]\n[predicates.drummers.levels]\ncontradictory = "note"\n'
    )

    assert ["error[contradictory] a, b", "note[contradictory] c, d"] == found


def test_a_rule_can_be_left_out_for_one_predicate(tmp_path: Path) -> None:
    """`ignore` of a predicate is about findings all of whose facts are of it."""
    found = _found(
        tmp_path, 'select = ["contradictory"]\n[predicates.drummers]\nignore = ["contradictory"]\n'
    )

    assert ["error[contradictory] a, b"] == found


def test_a_predicate_has_conventions_of_its_own(tmp_path: Path) -> None:
    """With ±20 % for the marchers, about 300 may be 350."""
    found = _found(tmp_path, 'select = ["contradictory"]\n[predicates.marchers]\nabout = "20 %"\n')

    assert ["error[contradictory] c, d"] == found


def test_a_rule_that_is_off_can_be_run_beside_the_others(tmp_path: Path) -> None:
    """`extend-select` adds to what runs by default."""
    found = _found(tmp_path, 'extend-select = ["single-source"]\n')

    assert "note[single-source] a, b" in found
    assert "error[contradictory] a, b" in found


@pytest.mark.parametrize(
    "settings,message",
    [
        ("predicates = 3", "has to hold a table"),
        ("[predicates]\nmarchers = 3", "has to hold a table"),
        ("[predicates.marchers]\nselect = []", "unknown setting “select”"),
        ('[predicates.marchers]\nignore = ["nonsense"]', "there is no rule “nonsense”"),
        ('[predicates.marchers.levels]\ncontradictory = "grave"', "has to be error, warning or note"),
    ],
)
def test_settings_of_a_predicate_that_mean_nothing_are_refused(
    settings: str, message: str, tmp_path: Path
) -> None:
    """What is wrong is said, with what there is."""
    with pytest.raises(ConfigurationError, match=message):
        _found(tmp_path, settings)


MISSPELT = '[predicates.marcher]\nabout = "20 %"\n[predicates.visitors]\nignore = ["contradictory"]\n'


def _misnamed(folder: Path, facts: str = FACTS) -> list[tuple[str, str, str]]:
    (folder / "facts.toml").write_text(facts, encoding="utf-8")
    chosen = load_settings(folder, RULES_BY_NAME)
    report = averred.check(averred.load(folder, settings=chosen), settings=chosen)
    return [
        (str(one.place).rpartition("/")[2], one.level.value, one.headline.partition("“")[2])
        for one in report
        if one.about.startswith("settings of")
    ]


def test_settings_of_no_predicate_are_said(tmp_path: Path) -> None:
    """In the folder of the facts each is an error, with what was meant."""
    (tmp_path / "averred.toml").write_text(MISSPELT, encoding="utf-8")

    assert [
        ("averred.toml:1:1", "error", "marcher”, which there is not; did you mean marchers?"),
        ("averred.toml:3:1", "error", "visitors”, which there is not"),
    ] == _misnamed(tmp_path)


def test_settings_above_a_fact_base_may_be_of_another_one(tmp_path: Path) -> None:
    """Only a name that is nearly one of its predicates is said, as a warning."""
    project = MISSPELT.replace("[predicates", "[tool.averred.predicates")
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    (tmp_path / "facts").mkdir()

    assert [
        ("pyproject.toml:1:1", "warning", "marcher”, which there is not; did you mean marchers?")
    ] == _misnamed(tmp_path / "facts")


def test_a_predicate_that_could_not_be_read_is_none_that_there_is_not(tmp_path: Path) -> None:
    """What is wrong with it is said instead."""
    (tmp_path / "averred.toml").write_text(MISSPELT, encoding="utf-8")

    assert [] == _misnamed(tmp_path, FACTS + '[predicate.visitors]\nvalue = "number"\n')


def test_settings_that_stand_in_no_file_have_no_place(tmp_path: Path) -> None:
    """What a program says of a predicate that there is not is said as well."""
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    settings = Settings(predicates={"drummer": PredicateSettings()})
    report = averred.check(averred.load(tmp_path), settings=settings)

    assert [(None, "error")] == [(one.place, one.level.value) for one in report if one.rule == "unknown-name"]
