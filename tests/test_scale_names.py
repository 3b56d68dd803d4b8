"""Things that only rows name: fact files beside them may name these too, at every size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from averred import api
from averred.errors import ConfigurationError
from averred.scale import embedded, large
from averred.values import EntityRef
from tests.property.test_screening import _seen
from tests.scale_bases import COUNTED, KEYS, SETTINGS, WAYS, judge_everything, write_base

VOCABULARY = f"""{COUNTED}[predicate.size]
value = "quantity"
functional = true
[predicate.leads]
value = "entity"
[predicate.motto]
value = "text"
"""
ROWS: list[dict[str, Any]] = [
    {"id": "r0", "subject": "club", "predicate": "size", "value": "5", **KEYS},
    {"id": "r1", "subject": "team", "predicate": "size", "value": "6", "part": "bench", "of": "cup", **KEYS},
    {"id": "r2", "subject": "team", "predicate": "leads", "value": "union", **KEYS},
    {"id": "r3", "subject": "team", "predicate": "motto", "value": "onward", **KEYS},
    {"id": "r4", "subject": "team", "predicate": "leads", "value": "guild", "polarity": "denied", **KEYS},
    {"id": "r5", "subject": "crew", "predicate": ["size"], "value": "5", **KEYS},
    {"id": "r6", "subject": "team", "predicate": "motto", "value": "forward", "polarity": "denied", **KEYS},
]
FACT = '[fact.one]\nsubject = "{}"\npredicate = "{}"\nvalue = "{}"\nsource = "register"\nquote = "7"\n'


@pytest.mark.parametrize(
    "told",
    [
        FACT.format("club", "size", "7"),
        FACT.format("bench", "size", "7"),
        FACT.format("cup", "size", "7"),
        FACT.format("union", "size", "7"),
        FACT.format("guild", "size", "7"),  # a value that is denied
        FACT.format("crew", "size", "7"),  # of a row that cannot be read
        FACT.format("forward", "size", "7"),
        FACT.format("onward", "size", "7"),  # the words of a motto are no thing
        FACT.format("nobody", "size", "7"),
        FACT.format("size", "size", "7"),
        FACT.format("town", "leads", "club"),
        FACT.format("town", "leads", "nobody"),
        FACT.format("town", "size", "7") + 'said-by = "club"\n',
        FACT.format("club", "size", "7") + 'part = "team"\n',
        '[entity.hall]\nname = "Hall"\npart-of = "club"\n'
        + FACT.format("club", "size", "7")
        + 'part = "hall"\n',
        '[entity.hall]\nname = "Hall"\npart-of = "nobody"\n' + FACT.format("hall", "size", "7"),
        '[[constraint]]\nrule = "too-few"\npredicate = "leads"\nleast = 1\nsubject = ["club", "team"]\n',
        '[[constraint]]\nrule = "too-few"\npredicate = "leads"\nleast = 2\nexcept = ["team"]\n',
        '[[accept]]\nrule = "contradictory"\nfacts = ["one", "r0"]\nreason = "known"\n'
        + FACT.format("club", "size", "7"),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_fact_files_name_what_rows_name(tmp_path: Path, told: str, way: str) -> None:
    """What is found is what judging everything finds: nothing that only a row names is called unknown."""
    write_base(tmp_path, VOCABULARY + told, ROWS)
    with (tmp_path / "rows.ndjson").open("a", encoding="utf-8") as rows:
        rows.write("{\n")  # no row at all
    everything = judge_everything(tmp_path)
    screened = WAYS[way](large.open_large(tmp_path, SETTINGS))

    assert _seen(everything.findings) == _seen(screened.findings)
    assert len(everything.accepted) == len(screened.accepted)


@pytest.mark.parametrize(
    "told,expected",
    [
        (FACT.format("town", "size", "7"), ""),
        (FACT.format("town", "size", "7") + 'said-by = "the others"\n', ""),
        (FACT.format("club", "size", "7"), "club"),
        ('[[constraint]]\nrule = "too-few"\npredicate = "leads"\nleast = 1\nsubject = "town"\n', ""),
    ],
)
def test_rows_are_asked_for_what_nothing_declares(tmp_path: Path, told: str, expected: str) -> None:
    """Free words, predicates and declared things are not looked for in rows."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY + told, encoding="utf-8")

    assert {*expected.split()} == large.open_large(tmp_path, SETTINGS).undeclared


@pytest.mark.parametrize("key", ["subject", "except"])
def test_what_a_rule_is_told_has_to_be_named_somewhere(tmp_path: Path, key: str) -> None:
    """A declaration about a thing that neither a fact file nor a row names is refused before any judging."""
    wrong = f'[[constraint]]\nrule = "too-few"\npredicate = "leads"\nleast = 1\n{key} = ["nobody"]\n'
    write_base(tmp_path, VOCABULARY + wrong, ROWS)

    with pytest.raises(ConfigurationError, match="nobody"):
        embedded.check_path(tmp_path, SETTINGS)


def test_an_id_of_rows_goes_before_a_name(tmp_path: Path) -> None:
    """Where an entity is called what rows have as an id, the words mean the thing of the rows at any size."""
    told = '[entity.hall]\nname = "club"\n' + FACT.format("town", "leads", "club")
    write_base(tmp_path, VOCABULARY + told, ROWS)
    screened = embedded.check_path(tmp_path, SETTINGS)

    assert EntityRef("club", "club") == api.load(tmp_path).by_id["one"].value
    assert EntityRef("club", "club") == screened.fact_base.by_id["one"].value


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("relays", [["club"], "union", ["the crier", "cup", "nobody"], [4, "bench"]], ids=str)
def test_who_relays_it_may_be_what_another_row_names(tmp_path: Path, relays: object, way: str) -> None:
    """As may be who says it; words that are no id name nobody."""
    told = {"id": "s0", "subject": "club", "predicate": "size", "value": "7", **KEYS, "said-by": "the mayor"}
    write_base(tmp_path, VOCABULARY, [*ROWS, {**told, "via": relays}])
    report = WAYS[way](large.open_large(tmp_path, SETTINGS))

    assert _seen(judge_everything(tmp_path).findings) == _seen(report.findings)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "name", ["club", "bench", "cup", "union", "guild", "crew", "onward", "forward", "town", "nobody", "size"]
)
def test_who_speaks_in_a_row_may_be_what_another_row_names(tmp_path: Path, name: str, way: str) -> None:
    """Though the two rows are not read together."""
    told = {"id": "s0", "subject": "club", "predicate": "size", "value": "7", **KEYS, "said-by": name}
    write_base(tmp_path, VOCABULARY, [*ROWS, told])
    report = WAYS[way](large.open_large(tmp_path, SETTINGS))

    assert _seen(judge_everything(tmp_path).findings) == _seen(report.findings)
