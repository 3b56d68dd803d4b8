"""What bounds a quantity is looked up, never searched for among everything that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import averred
from averred.facts import Fact
from averred.rules import RULES_BY_NAME
from averred.rules.base import Context

PREFACE = """
[source.s]
[predicate.birth]
value = "date"
[predicate.death]
value = "date"
difference-out-of-range = { from = "birth", min = 0, max = 120, unit = "year" }
"""
_PERSON = """
[entity.p{0}]
name = "Person {0}"
[fact.b{0}]
source = "s"
subject = "p{0}"
predicate = "birth"
value = "1900"
[fact.d{0}]
source = "s"
subject = "p{0}"
predicate = "death"
value = "2050"
"""


def _facts_looked_at(folder: Path, people: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many facts are asked for their part, which is what a search would do with each."""
    folder.mkdir()
    text = PREFACE + "".join(_PERSON.format(at) for at in range(people))
    (folder / "facts.toml").write_text(text, encoding="utf-8")
    facts = averred.load(folder)
    seen = [0]

    class Counting:
        def __get__(self, fact: object, _owner: object = None) -> None:
            seen[0] += 1

    with monkeypatch.context() as patch:
        patch.setattr(Fact, "part", Counting())
        list(RULES_BY_NAME["difference-out-of-range"].check(Context(facts)))
    return seen[0]


def test_the_cost_of_differences_is_linear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times as many people are at most about four times the work."""
    few = _facts_looked_at(tmp_path / "few", 5, monkeypatch)
    many = _facts_looked_at(tmp_path / "many", 20, monkeypatch)

    assert 0 < many <= 5 * few
