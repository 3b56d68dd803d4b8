"""What relations link, under an engine: clusters of days that can hold are not read at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from averred import api, checker
from averred.config import Settings
from averred.scale import embedded

SETTINGS = Settings(select=frozenset({"joint-conflict"}), today="2031-06-01")
VOCABULARY = """
[source.register]
title = "Register"
[entity.all]
name = "All"
named = false
[predicate.number]
value = "quantity"
[fact.count]
subject = "all"
predicate = "number"
value = "1"
source = "register"
implied = "counted"
[predicate.begun]
value = "date"
[predicate.ended]
value = "date"
[predicate.closed]
value = "date"
[predicate.pupil-of]
value = "entity"
[predicate.length]
value = "quantity"
unit = "day"
"""
MIN = "difference-out-of-range = { from = '%s', min = %d }\n"
MAX = "difference-out-of-range = { from = '%s', max = %d }\n"
YEARS = "difference-out-of-range = { from = '%s', max = %d, unit = 'year' }\n"
CHAIN = (MIN % ("begun", 0), MIN % ("ended", 0))
APART = (MIN % ("begun", 10), MIN % ("ended", 10))
NEAR = (MAX % ("begun", 10), MAX % ("ended", 10))
NEAR_IN_YEARS = (YEARS % ("begun", 1), YEARS % ("ended", 1))


@pytest.mark.parametrize(
    "between, begun, closed, read",
    [
        pytest.param(CHAIN, "2020-03-01", "2020-03-01", 0, id="in order"),
        pytest.param(CHAIN, "2020-03-02", "2020-03-01", 3, id="out of order"),
        pytest.param(APART, "2020-03-01", "2020-03-21", 0, id="far enough"),
        pytest.param(APART, "2020-03-01", "2020-03-20", 3, id="too near"),
        pytest.param(NEAR, "2020-03-01", "2020-03-21", 0, id="near enough"),
        pytest.param(NEAR, "2020-03-01", "2020-03-22", 3, id="too far"),
        pytest.param(NEAR_IN_YEARS, "2020-03-01", "2022-02-01", 0, id="near enough in years"),
        pytest.param(NEAR_IN_YEARS, "2020-03-01", "2025-03-01", 3, id="too far in years"),
        pytest.param(CHAIN, "2020", "2020-03-01", 0, id="in a wide reading"),
        pytest.param(CHAIN, "2020-03-01", "no date that anybody reads", 2, id="unreadable"),
    ],
)
def test_only_clusters_that_cannot_hold_are_read(
    tmp_path: Path, between: tuple[str, str], begun: str, closed: str, read: int
) -> None:
    """A chain of three days of which the middle one is hardly known."""
    vocabulary = VOCABULARY.replace("[predicate.ended]\n", f"[predicate.ended]\n{between[0]}")
    vocabulary = vocabulary.replace("[predicate.closed]\n", f"[predicate.closed]\n{between[1]}")
    facts = [("club", "begun", begun), ("club", "ended", "202X"), ("club", "closed", closed)]

    assert (read, read == 3) == _found(tmp_path, vocabulary, facts)


def test_each_cluster_is_weighed_alone(tmp_path: Path) -> None:
    """One that can hold is not read beside one that cannot, and all facts of the other count."""
    vocabulary = VOCABULARY.replace("[predicate.ended]\n", f"[predicate.ended]\n{CHAIN[0]}")
    vocabulary = vocabulary.replace("[predicate.closed]\n", f"[predicate.closed]\n{CHAIN[1]}")
    facts = [(name, "ended", "202X") for name in ("club", "team")]
    facts += [("club", "begun", "2020"), ("club", "begun", "2020-06"), ("club", "closed", "2020-03")]
    facts += [("team", "begun", "2020"), ("team", "closed", "2020-03")]

    assert (4, True) == _found(tmp_path, vocabulary, facts)


DURATION = '[[constraint]]\nrule = "joint-conflict"\ndate = "begun"\nduration = "length"\n'


def test_what_no_number_of_days_says_is_read(tmp_path: Path) -> None:
    """A duration is not weighed by the engine: its cluster is judged, though it can hold."""
    facts = [("club", "begun", "2020-03"), ("club", "length", "1")]

    assert (2, False) == _found(tmp_path, VOCABULARY + DURATION, facts)


@pytest.mark.parametrize("died, read", [("1950", 0), ("1900", 6)])
def test_what_facts_link_is_weighed_too(tmp_path: Path, died: str, read: int) -> None:
    """A pupil of somebody who is a pupil of somebody: who states that is read with the days it links."""
    rule = "no-overlap = { start = 'begun', end = 'ended' }\nvalue"
    vocabulary = VOCABULARY.replace("[predicate.pupil-of]\nvalue", f"[predicate.pupil-of]\n{rule}")
    vocabulary = vocabulary.replace("[predicate.ended]\n", f"[predicate.ended]\n{MAX % ('begun', 3650)}")
    facts = [("b", "pupil-of", "a"), ("c", "pupil-of", "b"), ("a", "ended", died), ("c", "begun", "1951")]
    facts += [("b", "begun", "19XX"), ("b", "ended", "19XX")]

    assert (read, bool(read)) == _found(tmp_path, vocabulary, facts)


def _found(folder: Path, vocabulary: str, facts: list[tuple[str, str, str]]) -> tuple[int, bool]:
    """How many rows were read, and whether there is a conflict; the same as where all are read."""
    (folder / "vocabulary.toml").write_text(vocabulary, encoding="utf-8")
    keys = {"source": "register", "derived-from": "count"}
    rows = [
        {"id": f"f{number}", "subject": subject, "predicate": predicate, "value": value, **keys}
        for number, (subject, predicate, value) in enumerate(facts)
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "facts.ndjson").write_text(lines, encoding="utf-8")
    everything = checker.check(api.load(folder, settings=SETTINGS), settings=SETTINGS)
    screened = embedded.check_path(folder, SETTINGS)

    assert {one.id for one in everything.findings} == {one.id for one in screened.findings}
    is_violated = any(one.rule == "joint-conflict" for one in screened.findings)
    return sum(fact.id != "count" for fact in screened.fact_base.facts), is_violated
