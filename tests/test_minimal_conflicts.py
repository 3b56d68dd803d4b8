"""Which minimal conflicts are found, exactly, in which order and in which round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from unittest import mock

import pytest

from averred.conflicts import minimal
from averred.conflicts.minimal import (
    Round,
    count_by_round,
    denial_conflicts,
    in_rounds,
    inequality_conflicts,
    round_of,
    value_conflicts,
)
from averred.constraint import Bound, Holder, Inequality, Variable
from averred.facts import Attribution, Citation, Fact, Scope
from averred.findings import Verdict
from averred.testing.strategies import WORLD
from averred.values import Boolean, EntityRef, Interval, OneOf, Ordinal, Text, Value, read_date
from tests.made import made_base, made_fact, quantity

BASE = made_base()
COUNT = WORLD.predicates["participants"]
PLACE = WORLD.predicates["place"]
X, Y, Z = (Variable(Holder(name), "p") for name in "xyz")
IN_ORDER = Inequality(((1, X), (-1, Y)))
FIVE, SIX, SEVEN = (quantity(n, n) for n in (5, 6, 7))
MAYOR, BAKER = Attribution("mayor"), Attribution("a baker")
OTHER = Citation("almanac")


def _one_of(*numbers: int) -> OneOf:
    return OneOf(tuple(quantity(n, n) for n in numbers), " or ".join(map(str, numbers)))


def _during(words: str) -> Scope:
    return Scope(during=read_date(words))


def _ids(found: Iterable[Sequence[Fact]]) -> list[str]:
    return ["".join(fact.id for fact in conflict) for conflict in found]


def _facts(*values: Value) -> list[Fact]:
    """A fact of each value: a, b, c and so on."""
    return [made_fact(name, value) for name, value in zip("abcdef", values, strict=False)]


def _asked(facts: Sequence[Fact]) -> list[str]:
    """The facts that a search is asked about, one group after another."""
    asked: list[Sequence[Fact]] = []

    def find(some: Sequence[Fact]) -> tuple[()]:
        asked.append(some)
        return ()

    in_rounds(facts, find)
    return _ids(asked)


def test_a_search_is_asked_about_each_voice_then_all_own_ones_then_everybody() -> None:
    """So a search that stops early has looked at a contradiction before any dispute."""
    facts = [
        made_fact("a"),
        made_fact("b", attribution=MAYOR),
        made_fact("c", citation=OTHER),
        made_fact("d", attribution=MAYOR),
    ]

    assert ["a", "bd", "c", "ac", "abcd"] == _asked(facts)


@pytest.mark.parametrize(
    "facts, groups",
    [
        ([made_fact("a"), made_fact("b")], ["ab"]),
        ([made_fact("a", attribution=MAYOR), made_fact("b", attribution=MAYOR)], ["ab"]),
        ([made_fact("a"), made_fact("b", citation=OTHER)], ["a", "b", "ab", "ab"]),
        ([made_fact("a"), made_fact("b", attribution=MAYOR)], ["a", "b", "a", "ab"]),
        (
            [made_fact("a", attribution=BAKER), made_fact("b", attribution=MAYOR)],
            ["a", "b", "", "ab"],
        ),
        ([], []),
    ],
)
def test_one_voice_is_asked_about_once(facts: list[Fact], groups: list[str]) -> None:
    """A source that says everything, or a speaker; two voices are taken together after each alone."""
    assert groups == _asked(facts)


def test_one_that_may_be_either_of_two_that_differ_excludes_neither() -> None:
    """What is no interval is asked about, though all before it are intervals."""
    assert ["ab"] == _ids(value_conflicts(COUNT, BASE)(_facts(FIVE, SIX, _one_of(5, 6))))


def test_where_one_source_says_everything_no_voices_are_made() -> None:
    """To make them took most of the time of a check."""
    with mock.patch.object(Fact, "voice", property(lambda _: pytest.fail("a voice was made"))):
        found = in_rounds([made_fact("a"), made_fact("b")], lambda _: ())

    assert {turn: [] for turn in Round} == found


def test_a_conflict_found_again_is_listed_where_it_was_found_first() -> None:
    """In the order in which the search gave it, whatever order a later round gives."""
    facts = [made_fact("b"), made_fact("a"), made_fact("c", citation=OTHER)]

    def find(some: Sequence[Fact]) -> list[tuple[Fact, ...]]:
        return [tuple(some)] if len(some) < 3 else [tuple(reversed(some)), (facts[1], facts[0])]

    found = in_rounds(facts, find)

    assert ["ba", "c"] == _ids(found[Round.ONE_VOICE])
    assert ["cab"] == _ids(found[Round.OWN_VOICES])
    assert [] == found[Round.EVERYBODY]


def test_the_round_of_facts_is_the_first_that_holds_all_of_them() -> None:
    """A speaker alone is one voice; a speaker beside anybody else is everybody."""
    said, other = made_fact("a", attribution=MAYOR), made_fact("b", citation=OTHER, attribution=MAYOR)

    assert Round.ONE_VOICE is round_of([said, said])
    assert Round.EVERYBODY is round_of([said, other])
    assert Round.EVERYBODY is round_of([made_fact("c"), said, made_fact("d", citation=OTHER)])


def test_what_speakers_say_alone_counts_as_one_voice() -> None:
    """Two by the mayor, and one in the source's own voice that excludes both; one source has no pair."""
    facts = [made_fact("a", FIVE, attribution=MAYOR), made_fact("b", SIX, attribution=MAYOR)]

    assert dict.fromkeys(Round, 0) == count_by_round([])
    assert {Round.ONE_VOICE: 1, Round.OWN_VOICES: 0, Round.EVERYBODY: 0} == count_by_round(facts)
    assert {Round.ONE_VOICE: 1, Round.OWN_VOICES: 0, Round.EVERYBODY: 2} == count_by_round(
        [*facts, made_fact("c", SEVEN)]
    )
    assert count_by_round([made_fact("a", FIVE), made_fact("b", _one_of(5, 6), attribution=MAYOR)]) is None


def test_of_convex_readings_every_two_that_exclude_each_other() -> None:
    """In the order of the facts; more than two together are never looked for."""
    facts = _facts(FIVE, SIX, quantity(5, 6), SEVEN)

    with mock.patch.object(minimal, "meeting_groups", side_effect=AssertionError("looked for more")):
        found = list(value_conflicts(COUNT, BASE)(facts))

    assert ["ab", "ad", "bd", "cd"] == _ids(found)


def test_alternatives_that_exclude_each_other_only_together() -> None:
    """Three lists of two share a number two by two, and none in all."""
    facts = _facts(_one_of(5, 6), _one_of(6, 7), _one_of(5, 7), _one_of(5, 6, 7))

    assert ["abc"] == _ids(value_conflicts(COUNT, BASE)(facts))
    assert ["abc"] == _ids(value_conflicts(COUNT, BASE)([*facts[:3], *_facts(FIVE)[1:]]))


def test_days_of_a_set_exclude_each_other_together_too() -> None:
    """EDTF's "one of" is a reading of several parts."""
    day = WORLD.predicates["date"]
    years = [read_date(words) for words in ("[2031,2033]", "[2033,2035]", "[2031,2035]")]

    assert ["abc"] == _ids(value_conflicts(day, BASE)(_facts(*years)))
    assert ["ac", "bc"] == _ids(value_conflicts(day, BASE)(_facts(years[0], years[0], read_date("2035"))))


def test_what_pairs_show_is_not_shown_again_by_more() -> None:
    """A number that excludes all three lists stands against each; no group that holds it is listed beside."""
    lists = _one_of(5, 6), _one_of(6, 7), _one_of(5, 7)

    assert ["ab", "ac", "ad"] == _ids(value_conflicts(COUNT, BASE)(_facts(quantity(9, 9), *lists)))
    assert ["ad", "bd", "cd", "abc"] == _ids(value_conflicts(COUNT, BASE)(_facts(*lists, quantity(9, 9))))


def test_joint_conflicts_of_one_group_are_disjoint() -> None:
    """Six lists are two conflicts of three; what one group has shown no other group shows again."""
    lists = _one_of(5, 6), _one_of(6, 7), _one_of(5, 7)
    year = [made_fact(name, value, scope=_during("2031")) for name, value in zip("abc", lists, strict=True)]
    may, june = (made_fact(name, _one_of(5, 6, 7), scope=_during(f"{name} 2031")) for name in ("May", "June"))

    assert ["abc", "def"] == _ids(value_conflicts(COUNT, BASE)(_facts(*lists, *lists)))
    assert ["abc"] == _ids(value_conflicts(COUNT, BASE)([*year, may, june]))


def test_values_of_scopes_that_only_may_meet_are_no_conflict() -> None:
    """Neither two nor three together, unless the key by which they differ need not agree."""
    count = Scope(keys=(("method", "count"),))
    lists = _one_of(5, 6), _one_of(6, 7), _one_of(5, 7)
    facts = [made_fact("a", lists[0], scope=count), *_facts(*lists)[1:]]
    two = [made_fact("a", FIVE, scope=count), made_fact("b", SIX)]

    assert [] == list(value_conflicts(COUNT, BASE)(facts)) == list(value_conflicts(COUNT, BASE)(two))
    assert ["abc"] == _ids(value_conflicts(COUNT, BASE, [])(facts))
    assert ["ab"] == _ids(value_conflicts(COUNT, BASE, [])(two))


HARBOUR, HILL, VELMORA = (EntityRef(name, name) for name in ("harbour", "hill", "velmora"))


@pytest.mark.parametrize(
    "asserted, denied, excluded",
    [
        (FIVE, quantity(1, 9), True),
        (quantity(1, 9), FIVE, False),
        (FIVE, quantity(5, 9, "dog"), False),
        (_one_of(5, 6), _one_of(5, 6, 7), True),
        (_one_of(5, 8), _one_of(5, 6, 7), False),
        (HARBOUR, HARBOUR, True),
        (HARBOUR, HILL, False),
        (HARBOUR, VELMORA, False),
        (HARBOUR, OneOf((HILL, HARBOUR), ""), True),
        (OneOf((HARBOUR, HILL), ""), HARBOUR, False),
        (OneOf((HARBOUR, HILL), ""), OneOf((HILL, HARBOUR), ""), True),
        (Ordinal(3, "third"), Text("third"), False),
        (Boolean(True, "yes"), Boolean(True, "yes"), True),
    ],
)
def test_a_denial_excludes_what_lies_wholly_inside_it(asserted: Value, denied: Value, excluded: bool) -> None:
    """Every alternative of what is asserted has to be among those that are denied."""
    facts = [made_fact("a", denied, denied=True), made_fact("b", asserted)]

    assert ["ba"] * excluded == _ids(denial_conflicts(PLACE, BASE)(facts))


def test_each_assertion_stands_against_each_denial() -> None:
    """In the order of what is asserted, and only where scopes surely meet."""
    denied, later = quantity(1, 9), _during("2031")
    facts = [
        made_fact("a", denied, denied=True),
        made_fact("b"),
        made_fact("c", denied, denied=True),
        made_fact("d"),
        made_fact("e", scope=later),
        made_fact("f", denied, denied=True, scope=later),
    ]

    assert ["ba", "bc", "da", "dc", "ef"] == _ids(denial_conflicts(COUNT, BASE)(facts))


def _bound(name: str, low: int | None, high: int | None, **more: Any) -> Bound:
    return Bound(Interval(low, high), made_fact(name, **more))


def test_a_violated_inequality_says_so_and_shows_who_says_it() -> None:
    """The verdict, the conflicts by round, and all facts that were judged together."""
    bounds = {
        X: [_bound("c", 9, 9), _bound("b", 8, 8, citation=OTHER)],
        Y: [_bound("a", 5, 5), _bound("d", 9, 9)],
    }
    result = inequality_conflicts(IN_ORDER, bounds)

    assert result is not None
    assert Verdict.VIOLATED is result.verdict
    assert {Round.ONE_VOICE: ["ca"], Round.OWN_VOICES: ["ba"], Round.EVERYBODY: []} == {
        turn: _ids(found) for turn, found in result.conflicts.items()
    }
    assert ("a", "b", "c", "d") == result.facts


@pytest.mark.parametrize(
    "first, second, verdict",
    [
        ((1, 2), (2, 9), Verdict.SATISFIED),
        ((1, 3), (2, 9), Verdict.UNDETERMINED),
        ((1, None), (2, 9), Verdict.UNDETERMINED),
    ],
)
def test_the_verdict_of_two_facts(
    first: tuple[int, int | None], second: tuple[int, int | None], verdict: Verdict
) -> None:
    """Satisfied iff every choice of numbers is in order."""
    result = inequality_conflicts(IN_ORDER, {X: [_bound("a", *first)], Y: [_bound("b", *second)]})

    assert (verdict, {turn: [] for turn in Round}, ("a", "b")) == result


def test_of_groups_that_are_judged_apart_the_worst_counts() -> None:
    """By two methods, one satisfied and one undetermined; a group that lacks a side is not judged."""

    def judged(*methods: tuple[str, int | None, int | None]) -> tuple[Verdict, str] | None:
        bounds: dict[Variable, list[Bound]] = {X: [], Y: []}
        for method, first, second in methods:
            scope = Scope(keys=(("method", method),))
            for variable, number in ((X, first), (Y, second)):
                if number is not None:
                    name = f"{method}{variable.holder.subject} "
                    bounds[variable].append(_bound(name, 1, number, scope=scope))
        result = inequality_conflicts(
            IN_ORDER, {X: bounds[X], Y: [Bound(Interval(5, 5), y.fact) for y in bounds[Y]]}
        )
        return (result.verdict, "".join(result.facts)) if result else None

    assert (Verdict.UNDETERMINED, "px py qx qy ") == judged(("p", 5, 5), ("q", 6, 5))
    assert (Verdict.UNDETERMINED, "px py qx qy ") == judged(("q", 6, 5), ("p", 5, 5))
    assert (Verdict.SATISFIED, "px py ") == judged(("p", 5, 5), ("q", 6, None))
    assert (Verdict.SATISFIED, "px py ") == judged(("p", 5, 5), ("q", None, 6))
    assert judged(("p", 5, None), ("q", None, 6)) is None


def test_facts_that_only_may_compete_leave_it_open() -> None:
    """Where one says by which method and the other does not; or where two of one side exclude each other."""
    counted = Scope(keys=(("method", "count"),))
    open_ = inequality_conflicts(IN_ORDER, {X: [_bound("a", 1, 1, scope=counted)], Y: [_bound("b", 5, 5)]})
    split = inequality_conflicts(
        IN_ORDER, {X: [_bound("a", 1, 1), _bound("b", 2, 2)], Y: [_bound("c", 5, 5)]}
    )
    vague = inequality_conflicts(IN_ORDER, {X: [_bound("a", 9, 9, scope=counted)], Y: [_bound("b", 5, 5)]})

    assert open_ is not None
    assert split is not None
    assert vague is not None
    assert [Verdict.UNDETERMINED] * 3 == [open_.verdict, split.verdict, vague.verdict]
    assert not any(vague.conflicts.values())


def test_declared_bounds_stand_for_a_quantity_that_no_fact_gives() -> None:
    """Beside a fact they are judged with it; without any fact about anything there is nothing to judge."""
    declared = [Bound(Interval.at_most(4))]
    three = Inequality(((1, X), (1, Z), (-1, Y)))

    violated = inequality_conflicts(IN_ORDER, {X: [_bound("a", 5, 5)], Y: declared})
    kept = inequality_conflicts(IN_ORDER, {X: [_bound("a", 5, 5)], Y: [Bound(Interval.at_least(6))]})

    assert violated is not None
    assert kept is not None
    assert ["a"] == _ids(violated.conflicts[Round.ONE_VOICE])
    assert (Verdict.SATISFIED, ("a",)) == (kept.verdict, kept.facts)
    assert inequality_conflicts(IN_ORDER, {X: [Bound(Interval.at_least(5))], Y: declared}) is None
    assert inequality_conflicts(three, {X: [_bound("a", 5, 5)], Y: declared}) is None
    assert inequality_conflicts(three, {X: [_bound("a", 5, 5)], Y: declared, Z: []}) is None
