"""What a check is told in Python: wrong names, days and levels are refused, and what is no fact base."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

import averred
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.findings import Level
from averred.scale import large
from averred.settings import PredicateSettings, Settings, check_rule_names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "given,message",
    [
        ({"select": ("contradictry",)}, "no rule “contradictry” (did you mean contradictory?)"),
        ({"extend_select": ["single-sorce"]}, "no rule “single-sorce” (did you mean single-source?)"),
        ({"ignore": {"zzz"}}, "no rule “zzz” (averred rules lists them)"),
        ({"levels": {"dispute": "note"}}, "no rule “dispute” (did you mean disputed?)"),
        (
            {"predicates": {"visitors": PredicateSettings(ignore=frozenset({"dispted"}))}},
            "no rule “dispted” (did you mean disputed?)",
        ),
        (
            {"predicates": {"visitors": PredicateSettings(levels={"dispted": Level.NOTE})}},
            "no rule “dispted” (did you mean disputed?)",
        ),
    ],
)
def test_a_misspelt_rule_never_reads_as_consistent(given: dict[str, Any], message: str) -> None:
    """Settings that name a rule that there is not are refused by the check, with the nearest rule."""
    settings = Settings(**given)

    with pytest.raises(ConfigurationError) as raised:
        averred.check(FactBase(), settings=settings)

    assert message in str(raised.value)


def test_a_large_check_refuses_a_misspelt_rule(tmp_path: Path) -> None:
    """So does the check of a large fact base, before it reads a row."""
    (tmp_path / "facts.toml").write_text('[entity.fair]\nname = "Fair"\n', encoding="utf-8")

    with pytest.raises(ConfigurationError, match="did you mean contradictory"):
        large.open_large(tmp_path, Settings(select=frozenset({"contradictry"})))


@pytest.mark.parametrize(
    "given,message",
    [
        ({"select": "contradictory"}, 'a collection, not the text “contradictory” (write {"contradictory"})'),
        ({"ignore": 3}, "a collection of texts, not 3"),
        ({"today": "soon"}, "“soon” is no day (write it as 2026-11-22)"),
        ({"today": 3}, "“3” is no day"),
        ({"levels": {"disputed": "fatal"}}, "levels have to be error, warning or note"),
        ({"levels": 3}, "levels have to be error, warning or note"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(given: dict[str, Any], message: str) -> None:
    """What cannot be meant is an error of the settings themselves, with a suggestion where there is one."""
    with pytest.raises(ConfigurationError) as raised:
        Settings(**given)

    assert message in str(raised.value)


def test_settings_take_what_a_caller_has_at_hand() -> None:
    """Names in any collection, levels as words and a day in its short form mean what they say."""
    made: Settings = Settings(
        select=["disputed"],
        levels={"disputed": "error"},
        today="20310601",
    )
    expected = Settings(
        select=frozenset({"disputed"}),
        levels=MappingProxyType({"disputed": Level.ERROR}),
        today="2031-06-01",
    )

    assert expected == made


def test_every_unknown_rule_is_said() -> None:
    """Of several unknown names each is said, in the order given."""
    with pytest.raises(ConfigurationError) as raised:
        check_rule_names(["zzz", "disputed", "dispted", "zzz"], ["disputed"])

    expected = (
        "there is no rule “zzz” (averred rules lists them); there is no rule “dispted”"
        " (did you mean disputed?)"
    )

    assert expected == str(raised.value)


@pytest.mark.parametrize(
    "given,kind", [("facts", "a value of the type str"), (None, "None"), (3, "a value of the type int")]
)
def test_only_a_fact_base_is_checked(given: Any, kind: str) -> None:
    """A path is no fact base: the error says to load it first."""
    with pytest.raises(ConfigurationError) as raised:
        averred.check(given)

    expected = f"what is checked is a fact base, not {kind} (load it first: check(load(path)))"

    assert expected == str(raised.value)


@pytest.mark.parametrize("given,kind", [(None, "None"), (3, "a value of the type int")])
def test_only_a_path_is_loaded(given: Any, kind: str) -> None:
    """What is no path is refused in words that say what to give."""
    with pytest.raises(ConfigurationError) as raised:
        averred.load(given)

    expected = f'facts are loaded from a path, not from {kind} (such as load("facts/my-facts"))'

    assert expected == str(raised.value)
