"""Many joint conflicts in one component: what is listed, and what is said where the search was stopped."""

from __future__ import annotations

import attrs
import pytest

import averred
from averred.config import Settings
from averred.conflicts import search
from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.conflicts.joint import Component, _needed, chain, components, needs_several, verdict_of
from averred.constraint import Holder
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


ONE, OTHER, THIRD = (Point(Holder(name), "date", "start") for name in ("one", "other", "third"))


def _component(*edges: Edge) -> Component:
    (found,) = components(edges, lambda fact: fact.id)
    return found


def test_facts_that_say_the_same_in_the_same_words_are_two() -> None:
    """Neither comes before the other, and both are there."""
    facts = [made_fact(name) for name in ("b", "a")]
    found = _component(*(Edge(ORIGIN, ONE, 3, "on day 3", fact=fact) for fact in facts))

    assert ("a", "b") == tuple(fact.id for fact in found.facts)


@pytest.mark.parametrize("origin", [True, False])
def test_a_chain_begins_at_the_time_origin_or_else_with_what_comes_first(origin: bool) -> None:
    """Whatever order its edges come in."""
    row = [ORIGIN, ONE, OTHER] if origin else [ONE, OTHER, THIRD]
    edges = [Edge(row[at], row[(at + 1) % 3], -1, "words") for at in range(3)]

    assert [edges] * 3 == [chain(Component((*edges[at:], *edges[:at]), {}, ()), ()) for at in range(3)]


def test_of_edges_that_are_no_cycle_only_those_are_shown_that_are_needed() -> None:
    """Without any one of them the others can hold."""
    needed = [Edge(ORIGIN, ONE, 1, "early"), Edge(ONE, ORIGIN, -2, "late")]
    more = [Edge(ORIGIN, OTHER, 5, "other"), Edge(ONE, OTHER, 9, "apart"), Edge(OTHER, ONE, 9, "back")]

    assert set(needed) == set(_needed([*more, *needed]))


def test_of_two_facts_that_say_the_same_one_is_shown() -> None:
    """Either is enough."""
    facts = [made_fact(name) for name in ("a", "b")]
    late = Edge(ONE, ORIGIN, -2, "late")
    early = [Edge(ORIGIN, ONE, 1, "early", fact=fact) for fact in facts]

    assert 2 == len(_needed([*early, late]))


def test_what_can_hold_has_no_chain() -> None:
    """There is nothing to show."""
    assert [] == chain(Component((Edge(ORIGIN, ONE, 1, "early"),), {}, ()), ())


def _on_day(point: Point, day: int, name: str) -> list[Edge]:
    fact = made_fact(name)
    return [
        Edge(ORIGIN, point, day, "no later", fact=fact),
        Edge(point, ORIGIN, -day, "no earlier", fact=fact),
    ]


@pytest.mark.parametrize(
    "exact, verdict", [(True, Verdict.SATISFIED), (False, Verdict.UNDETERMINED)], ids=["exact", "with room"]
)
def test_one_relation_that_leaves_room_leaves_it_open(exact: bool, verdict: Verdict) -> None:
    """Though every day that the facts allow keeps it, and the others are exact."""
    found = _component(
        *_on_day(ONE, 1, "a"),
        *_on_day(OTHER, 5, "b"),
        Edge(OTHER, ONE, 0, "before", "order"),
        Edge(ONE, OTHER, 9, "soon", "duration", is_exact=exact),
    )

    assert verdict is verdict_of(found)


def test_a_relation_shows_alone_what_some_of_its_edges_show() -> None:
    """Whatever it says of points of which the facts say nothing."""
    order = [Edge(OTHER, ONE, 0, "before", "order"), Edge(THIRD, ONE, 0, "and before that", "order")]
    found = _component(*_on_day(ONE, 5, "a"), *_on_day(OTHER, 1, "b"), *order)

    assert not needs_several(found, found.facts)
