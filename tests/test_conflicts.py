"""Minimal conflicts: what the literate cases do not reach."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from averred.conflicts.competing import possible_groups
from averred.conflicts.minimal import (
    Round,
    count_by_round,
    denial_conflicts,
    in_rounds,
    inequality_conflicts,
    round_of,
    shrink,
    value_conflicts,
)
from averred.constraint import (
    Bound,
    Holder,
    Inequality,
    Variable,
)
from averred.facts import Attribution, Citation, Confidence, Fact, Scope
from averred.findings import Verdict
from averred.testing.strategies import WORLD
from averred.values import (
    Interval,
    Text,
)
from tests.made import made_base, made_fact, quantity

X, Y = Variable(Holder("x"), "p"), Variable(Holder("y"), "p")
COUNT = WORLD.predicates["participants"]


def test_an_inequality_about_a_quantity_that_nothing_bounds_does_not_apply() -> None:
    """Neither satisfied nor undetermined: there is nothing to judge."""
    fact = made_fact()

    assert inequality_conflicts(Inequality(((1, X), (-1, Y))), {X: [Bound(Interval(1, 2), fact)]}) is None


def test_a_value_outside_the_declared_range_conflicts_with_nothing() -> None:
    """What cannot be at all is for another rule; it is not taken for a conflict with others."""
    low, high = made_fact("low"), made_fact("high")
    bounds = {
        X: [Bound(Interval.at_least(0)), Bound(Interval.point(-5), low)],
        Y: [Bound(Interval.at_least(0)), Bound(Interval.point(-9), high)],
    }
    result = inequality_conflicts(Inequality(((1, X), (-1, Y))), bounds)

    assert result is not None
    assert Verdict.UNDETERMINED is result.verdict
    assert not any(result.conflicts.values())


def test_one_fact_on_both_sides_is_no_conflict() -> None:
    """A fact that bounds two quantities does not conflict with itself."""
    fact = made_fact()
    bounds = {X: [Bound(Interval.point(5), fact)], Y: [Bound(Interval.point(1), fact)]}
    result = inequality_conflicts(Inequality(((1, X), (-1, Y))), bounds)

    assert result is not None
    assert Verdict.UNDETERMINED is result.verdict


def test_a_conflict_leaves_out_what_it_can_spare() -> None:
    """Facts that are not needed for the violation are not in the conflict."""
    facts = [made_fact(name) for name in ("a", "b", "c")]
    bounds = {
        X: [Bound(Interval.at_least(0)), Bound(Interval.point(9), facts[0])],
        Y: [Bound(Interval.at_least(0)), Bound(Interval.point(1), facts[1])],
        Variable(Holder("z"), "p"): [Bound(Interval(0, 1)), Bound(Interval.point(1), facts[2])],
    }
    terms = ((1, X), (1, Y), (-1, Variable(Holder("z"), "p")))
    result = inequality_conflicts(Inequality(terms), bounds)

    assert result is not None
    assert {("a",)} == {tuple(f.id for f in found) for some in result.conflicts.values() for found in some}


def test_a_fact_is_spared_though_it_is_tried_before_the_one_that_suffices() -> None:
    """What a later quantity violates alone is no conflict of it and an earlier one."""
    first, enough = made_fact("first"), made_fact("enough")
    bounds = {
        X: [Bound(Interval.at_least(0)), Bound(Interval.at_least(1), first)],
        Y: [Bound(Interval.at_least(0)), Bound(Interval.at_least(9), enough)],
    }
    result = inequality_conflicts(Inequality(((1, X), (1, Y)), -5), bounds)

    assert result is not None
    assert [(enough,)] == [found for some in result.conflicts.values() for found in some]


def test_a_set_is_shrunk_from_its_end() -> None:
    """The first facts stay where there is a choice."""
    facts = [made_fact(name) for name in "abcd"]

    def two_of_them(some: Sequence[Fact]) -> bool:
        return len(some) >= 2

    assert facts[:2] == list(shrink(facts, two_of_them))


def test_whose_facts_are_taken_together() -> None:
    """One voice, the sources' own voices, everybody."""
    own, other = made_fact(), made_fact("other", citation=Citation("almanac"))
    said = made_fact("said", attribution=Attribution("mayor"))

    assert [Round.ONE_VOICE, Round.OWN_VOICES, Round.EVERYBODY] == [
        round_of([own, own]),
        round_of([own, other]),
        round_of([own, said]),
    ]


def test_values_that_agree_are_in_no_conflict() -> None:
    """Finders find nothing among facts that share a value, and none in no facts."""
    base = made_base()
    facts = [made_fact("a", quantity(1, 5)), made_fact("b", quantity(2, 9))]

    assert [] == list(value_conflicts(COUNT, base)(facts))
    assert [] == list(value_conflicts(COUNT, base)([]))
    assert [] == list(denial_conflicts(COUNT, base)(facts))


def test_a_denial_in_another_unit_is_not_compared() -> None:
    """Numbers of different units say nothing of each other."""
    asserted = made_fact("a", quantity(5, 5, "person"))
    denial = made_fact("b", quantity(1, 9, "dog"), denied=True)

    assert [] == list(denial_conflicts(COUNT, made_base())([asserted, denial]))


def test_a_conflict_is_shrunk_to_what_is_needed() -> None:
    """What can be left out is left out, the last facts first."""
    certain = Confidence(Fraction(1, 2), None, "")
    fact = Fact("a", "fair", "motto", Text("Light"), "Light", None, Attribution(), certain)
    facts = [attrs.evolve(fact, id=name) for name in "abcd"]
    needed = shrink(facts, lambda rest: {"a", "c"} <= {one.id for one in rest})

    assert [one.id for one in needed] == ["a", "c"]


def test_a_conflict_of_one_voice_is_listed_once() -> None:
    """The rounds of the sources and of everybody hold it too, and do not repeat it."""
    facts = [made_fact("a", quantity(5, 5)), made_fact("b", quantity(6, 6))]
    said = made_fact("c", quantity(5, 5), attribution=Attribution("mayor"))

    found = in_rounds([*facts, said], value_conflicts(COUNT, made_base()))

    listed = {turn: [{fact.id for fact in one} for one in some] for turn, some in found.items()}
    assert {Round.ONE_VOICE: [{"a", "b"}], Round.OWN_VOICES: [], Round.EVERYBODY: [{"b", "c"}]} == listed


def test_the_pairs_of_every_round_are_counted_without_making_them() -> None:
    """Two of one source, two of one speaker and one of another source: as many as are found one by one."""
    said = {"attribution": Attribution("mayor")}
    facts = [made_fact("a", quantity(5, 5)), made_fact("b", quantity(6, 6))]
    facts += [made_fact("c", quantity(7, 7), **said), made_fact("d", quantity(8, 8), **said)]
    facts.append(made_fact("e", quantity(9, 9), citation=Citation("almanac")))

    found = in_rounds(facts, value_conflicts(COUNT, made_base()))

    assert {Round.ONE_VOICE: 2, Round.OWN_VOICES: 2, Round.EVERYBODY: 6} == count_by_round(facts)
    assert {turn: len(some) for turn, some in found.items()} == count_by_round(facts)


def test_what_is_said_of_different_methods_is_judged_apart() -> None:
    """Facts whose scope keys are known and differ are in groups of their own, unless the key may differ."""
    facts = [
        made_fact(name, scope=Scope(keys=(("method", how),)))
        for name, how in (("a", "count"), ("b", "guess"), ("c", "count"))
    ]

    assert [["a", "c"], ["b"]] == [[fact.id for fact in group] for group in possible_groups(facts)]
    assert [["a", "b", "c"]] == [[fact.id for fact in group] for group in possible_groups(facts, ())]
