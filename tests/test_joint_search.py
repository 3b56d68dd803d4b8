"""Many joint conflicts in one component: what is listed, and what is said where the search was stopped."""

from __future__ import annotations

import attrs
import pytest

import averred
from averred.config import Settings
from averred.conflicts import search
from averred.entities import Entity
from averred.factbase import FactBase
from averred.findings import Judgement, Verdict
from averred.rules.joint_conflict import _APART, _CUT
from averred.values import read_date
from averred.vocabulary import Constraint, Predicate
from tests.made import made_fact


def _chains(count: int) -> FactBase:
    """So many orders of three things in a row after one that has no date, each with its ends turned round."""
    names = [f"{end}-{number}" for number in range(count) for end in ("first", "middle", "last")]
    rows = [names[at : at + 3] for at in range(0, len(names), 3)]
    orders = [("hub", first) for first, *_ in rows]
    orders += [pair for first, middle, last in rows for pair in ((first, middle), (middle, last))]
    days = [(name, day) for first, _, last in rows for name, day in ((first, 20), (last, 10))]
    return FactBase(
        facts=tuple(
            made_fact(f"of-{name}", read_date(f"2031-05-{day}"), predicate="date", subject=name)
            for name, day in days
        ),
        entities={name: Entity(name, name) for name in ("hub", *names)},
        predicates={"date": Predicate("date", "date")},
        constraints=tuple(Constraint("wrong-order", {"before": a, "after": b}) for a, b in orders),
    )


def _judged(base: FactBase) -> tuple[averred.Report, Judgement]:
    report = averred.check(base, settings=Settings(select=frozenset({"joint-conflict"})))
    (judgement,) = report.judgements
    return report, judgement


def test_the_steps_are_those_of_the_conflicts_that_are_listed() -> None:
    """Of 22 chains 20 are listed and shown step by step, the others are counted; nothing was left out."""
    report, judgement = _judged(_chains(22))
    (card,) = report.findings

    assert (20, 2) == (len(card.conflicts), card.omitted_conflicts)
    assert 20 == sum(line.endswith("short") for line in card.derivation)
    assert (Verdict.VIOLATED, ()) == (judgement.verdict, judgement.needs)
    assert _CUT not in card.derivation


def test_a_search_that_was_stopped_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card lists what was found until then, and says that there may be more."""
    monkeypatch.setattr(search, "MOST_STEPS", 2)

    report, judgement = _judged(_chains(3))
    (card,) = report.findings

    assert 2 == len(card.conflicts)
    assert _CUT == card.derivation[-1]
    assert (Verdict.VIOLATED, (_CUT,)) == (judgement.verdict, judgement.needs)


def test_a_search_that_was_stopped_before_it_found_anything_leaves_it_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one order alone shows is gone around, and behind it there may be a chain: nobody looked."""
    monkeypatch.setattr(search, "MOST_STEPS", 1)
    base = _chains(1)
    shown = Constraint("wrong-order", {"before": "first-0", "after": "last-0"})

    report, judgement = _judged(attrs.evolve(base, constraints=(*base.constraints, shown)))

    assert () == report.findings
    assert (Verdict.UNDETERMINED, (_CUT,)) == (judgement.verdict, judgement.needs)


def _as_of(base: FactBase, days: dict[str, str]) -> FactBase:
    """The same, with the days as of which some of the facts are so."""
    facts = (
        attrs.evolve(one, scope=attrs.evolve(one.scope, as_of=read_date(days[one.id])))
        if one.id in days
        else one
        for one in base.facts
    )
    return attrs.evolve(base, facts=tuple(facts))


def test_facts_that_may_be_of_different_days_leave_it_open() -> None:
    """They would contradict each other if they held of one: what would have to be so is said."""
    days = {"of-first-0": "2031", "of-last-0": "2031-06-01"}

    report, judgement = _judged(_as_of(_chains(1), days))

    assert () == report.findings
    assert (Verdict.UNDETERMINED, (_APART,)) == (judgement.verdict, judgement.needs)
    assert "would have to be of one scope" in _APART


def test_what_is_violated_needs_nothing_more() -> None:
    """One chain cannot hold, whatever the days are as of which the facts of another are so."""
    days = {"of-first-0": "2031", "of-last-0": "2031-06-01"}

    report, judgement = _judged(_as_of(_chains(2), days))

    assert [("of-first-1", "of-last-1")] == [card.facts for card in report.findings]
    assert (Verdict.VIOLATED, ()) == (judgement.verdict, judgement.needs)
