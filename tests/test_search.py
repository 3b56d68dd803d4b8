"""Where searches stop: after a number of steps, with what was found so far."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

import averred
from averred.conflicts import search
from averred.conflicts.search import disjoint_conflicts
from averred.constraint import Holder, Inequality, Variable
from averred.context import Context
from averred.facts import Attribution, Confidence
from averred.inequalities import minimal
from averred.sums import System
from averred.values import Interval, Text
from averred.vocabulary import Constraint


def _fact(name: str) -> averred.Fact:
    why = Confidence(Fraction(4, 5), None, "a case")
    return averred.Fact(name, "s", "p", Text(name), name, None, Attribution(), why)


FACTS = tuple(map(_fact, "abcd"))


def _pairs(facts: Sequence[averred.Fact]) -> tuple[averred.Fact, ...] | None:
    """The first of two pairs that is there whole."""
    inside = {fact.id: fact for fact in facts}
    for pair in ("ab", "cd"):
        if set(pair) <= inside.keys():
            return tuple(inside[name] for name in pair)
    return None


def test_every_way_around_conflicts_that_are_not_meant_is_gone_once() -> None:
    """Two such pairs leave four ways to leave one fact of each out, and none is gone twice."""
    asked: list[frozenset[str]] = []

    def first(facts: Sequence[averred.Fact]) -> tuple[averred.Fact, ...] | None:
        asked.append(frozenset(fact.id for fact in facts))
        return _pairs(facts)

    found = list(disjoint_conflicts(FACTS, first, lambda _: False))

    assert [] == found
    assert len(set(asked)) == len(asked) == 7


def test_a_way_that_two_conflicts_lead_to_is_gone_once() -> None:
    """Three facts of which every two conflict: whichever two are left out, the third stands alone once."""
    asked: list[frozenset[str]] = []

    def first(facts: Sequence[averred.Fact]) -> tuple[averred.Fact, ...] | None:
        asked.append(frozenset(fact.id for fact in facts))
        return tuple(facts[:2]) if len(facts) > 1 else None

    list(disjoint_conflicts(FACTS[:3], first, lambda _: False))

    assert sorted(map(sorted, asked)) == sorted(map(sorted, set(asked)))


def test_conflicts_that_share_no_fact_are_all_found() -> None:
    """The search goes on behind the first one."""
    assert [FACTS[:2], FACTS[2:]] == list(disjoint_conflicts(FACTS, _pairs, lambda _: True))


def test_a_conflict_that_holds_another_is_left_out() -> None:
    """And one that is found twice is one."""
    a, b, *_ = FACTS

    assert [(a,)] == minimal([(a, b), (a,), (a,)])


def test_the_search_stops_after_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found until then is kept."""
    monkeypatch.setattr(search, "MOST_STEPS", 1)

    assert [FACTS[:2]] == list(disjoint_conflicts(FACTS, _pairs, lambda _: True))


def test_handing_bounds_on_ends_though_they_move_for_ever() -> None:
    """X + 1 ≤ y ≤ x has no solution, and each pass shows only that both are one greater."""
    x, y = (Variable(Holder("s", part), "n") for part in "xy")
    climbing = (Inequality(((1, x), (-1, y)), 1), Inequality(((1, y), (-1, x))))
    system = System("s", "n", averred.FactBase(), (), climbing, Interval.at_least(0))

    assert system.contradiction((), climbing) is None
    assert system.first_conflict(()) is None


def test_too_many_values_are_searched_up_to_a_number_of_steps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Beyond it the rest is left undetermined, never violated."""
    monkeypatch.setattr("averred.rules.too_many._MOST_STEPS", 1)
    facts = "".join(
        f'[fact.f{at}]\nsource = "s"\nsubject = "m"\npredicate = "n"\nvalue = "{at}"\n' for at in range(3)
    )
    declared = '[source.s]\n[entity.m]\nname = "March"\n[predicate.n]\nvalue = "quantity"\ntoo-many = 1\n'
    (tmp_path / "facts.toml").write_text(declared + facts, encoding="utf-8")

    report = averred.check(averred.load(tmp_path))

    assert ["undetermined"] == [
        judgement.verdict.value for judgement in report.judgements if judgement.rule == "too-many"
    ]


def test_a_context_made_by_hand_knows_of_no_declarations() -> None:
    """Only a check knows what the rules let one declare."""
    base = averred.FactBase(constraints=(Constraint("wrong-order"),))

    assert [] == Context(base).declarations("wrong-order")


def test_a_search_that_ends_with_its_last_step_was_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told of more conflicts where the last step left nothing to look at."""
    monkeypatch.setattr(search, "MOST_STEPS", 1)
    told: list[str] = []

    found = list(disjoint_conflicts([], lambda _: None, lambda _: True, lambda: told.append("stopped")))

    assert ([], []) == (found, told)
