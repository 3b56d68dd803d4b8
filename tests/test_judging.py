"""Judging facts by the linear form and by exclusion: what the literate cases do not reach."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from averred import scopes
from averred.conflicts import (
    Round,
    denial_conflicts,
    inequality_conflicts,
    round_of,
    shrink,
    value_conflicts,
)
from averred.constraint import (
    Bound,
    Holder,
    Inequality,
    LinearSum,
    Q,
    Variable,
    declared_range,
    extent,
    ground,
    intersect,
    judge,
    linear,
    measured,
    room_for,
)
from averred.exclusion import MOST_COMBINATIONS, can_all_hold, entities_exclude, tolerance_to_agree
from averred.facts import Attribution, Citation, Fact, Scope
from averred.findings import Verdict
from averred.scopes import meeting_groups
from averred.testing.strategies import WORLD
from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Text,
    Unknown,
    Value,
)
from averred.vocabulary import Predicate
from tests.made import made_base, made_fact, quantity

X, Y = Variable(Holder("x"), "p"), Variable(Holder("y"), "p")
COUNT = WORLD.predicates["participants"]
DAY = Date(Interval.point(741_440), Interval.point(741_440), "day", "that day")


def test_a_rule_is_written_as_arithmetic() -> None:
    """Quantities, sums and numbers add and subtract to Σ c·q + b."""
    a, b, c = Q("a", "p"), Q("b", "p"), Q("c", "p")
    expected = LinearSum((a, b * 2, c * -1), 4)

    assert expected == a + 2 * b - c + 4
    assert expected == (a + LinearSum((b * 2,))) - LinearSum((c,), -4)
    assert LinearSum((a, b * -1)) == a.at_most(b) == a - b
    assert LinearSum((a, b, c * -1)) == (a + b).at_most(c)


def test_two_terms_of_one_quantity_are_refused() -> None:
    """The evaluator takes boxes to be independent; one quantity twice would make it wrong."""
    with pytest.raises(ValueError, match="distinct quantities"):
        linear(Q("a", "p") - Q("a", "p") * 2)


def test_a_binding_that_makes_two_quantities_one_is_left_out() -> None:
    """A thing is not compared with itself; with two predicates of one thing there is something to compare."""
    same = [(Holder("x"), Holder("x")), (Holder("x"), Holder("y"))]
    one = linear(Q("a", "p").at_most(Q("b", "p")), where=[("before", "a", "b")])
    two = linear(Q("a", "p").at_most(Q("b", "q")), where=[("before", "a", "b")])

    assert [Inequality(((1, X), (-1, Y)))] == list(ground(one, {"before": same}))
    assert 2 == len(list(ground(two, {"before": same})))


def test_a_body_of_two_relations_binds_all_its_variables() -> None:
    """A chain of relations is followed, and every binding comes once, in a stable order."""
    rule = linear(Q("a", "p").at_most(Q("c", "p")), where=[("in", "a", "b"), ("in", "b", "c")])
    chain = [(Holder("x"), Holder("m")), (Holder("m"), Holder("y")), (Holder("x"), Holder("m"))]

    assert [Inequality(((1, X), (-1, Y)))] == list(ground(rule, {"in": chain}))
    assert [] == list(ground(rule, {}))


@pytest.mark.parametrize(
    "lo_open, strict, verdict",
    [
        (False, False, Verdict.UNDETERMINED),
        (True, False, Verdict.VIOLATED),
        (False, True, Verdict.VIOLATED),
    ],
)
def test_at_an_end_it_counts_whether_the_end_is_open(lo_open: bool, strict: bool, verdict: Verdict) -> None:
    """Least value 0: at most 0 can hold iff the 0 itself is allowed; below 0 never can."""
    box = Interval(0, 5, lo_open=lo_open)

    assert verdict is judge(Inequality(((1, X),), strict=strict), [box])


def test_the_extent_of_the_left_side() -> None:
    """Each variable is free in its own box."""
    found = extent(Inequality(((2, X), (-1, Y)), 1), [Interval(1, 2), Interval(0, 3)])

    assert Interval(0, 5) == found


@pytest.mark.parametrize(
    "coefficient, rest, strict, room",
    [
        (1, Interval(2, 9), False, Interval.at_most(-2)),
        (2, Interval(2, 9), True, Interval(None, -1, hi_open=True)),
        (-1, Interval(2, 9), False, Interval.at_least(2)),
        (-1, Interval(2, 9, lo_open=True), False, Interval.more_than(2)),
        (-1, Interval.at_most(9), False, Interval.everything()),
    ],
)
def test_the_room_that_the_others_leave(
    coefficient: int, rest: Interval, strict: bool, room: Interval
) -> None:
    """What a variable must be for the inequality to be possible."""
    inequality = Inequality(((1, X), (coefficient, Y)), strict=strict)

    assert room == room_for(inequality, [rest, Interval.everything()], 1)


@pytest.mark.parametrize(
    "value, measure, expected",
    [
        (quantity(1, 2), "value", Interval(1, 2)),
        (quantity(1, 2), "year", None),
        (Ordinal(3, "3rd"), "value", Interval.point(3)),
        (Text("x"), "value", None),
        (DAY, "value", DAY.interval),
        (DAY, "start", DAY.interval),
        (DAY, "year", Interval.point(2030)),
        (
            Date(Interval.at_least(741_440), Interval.at_least(741_440), "day", ""),
            "year",
            Interval(2030, None),
        ),
        (Date(Interval.at_most(741_440), Interval.at_most(741_440), "day", ""), "year", Interval(None, 2030)),
        (OneOf((quantity(1, 2), quantity(4, 5)), ""), "value", Interval(1, 5)),
        (OneOf((quantity(1, 2), Unknown("")), ""), "value", None),
        (Date(DAY.start, DAY.end, "day", "", missing_year=True, month_day=(3, 1)), "year", None),
    ],
)
def test_what_a_value_says_of_a_measure(value: Value, measure: str, expected: Interval | None) -> None:
    """Numbers, first and last days, years; of alternatives the hull; None where nothing is said."""
    assert expected == measured(value, measure)


def test_boxes_and_declared_ranges() -> None:
    """The box of intervals that share nothing is none; a predicate without bounds declares none."""
    assert intersect([Interval(1, 2), Interval(4, 5), Interval(1, 9)]) is None
    assert Interval.everything() == intersect([])
    assert () == declared_range(Predicate("p", "quantity"))
    assert (Bound(Interval(0, None)),) == declared_range(COUNT)


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


MANY = OneOf((Boolean(True, "yes"), Boolean(False, "no")), "either")


@pytest.mark.parametrize(
    "values, verdict",
    [
        ([quantity(5, 5), quantity(5, 5, "dog")], Verdict.UNDETERMINED),
        ([quantity(5, 5), quantity(5, 5)], Verdict.SATISFIED),
        ([quantity(5, 5), quantity(5, 5), Unknown("")], Verdict.UNDETERMINED),
        ([quantity(5, 5), quantity(6, 6), Unknown("")], Verdict.VIOLATED),
        ([Unknown(""), Unknown("")], Verdict.UNDETERMINED),
        ([NoValue(""), NoValue("")], Verdict.SATISFIED),
        ([NoValue(""), Unknown("")], Verdict.VIOLATED),
        ([Ordinal(3, "3rd"), quantity(3, 3)], Verdict.UNDETERMINED),
        ([Text("a"), Boolean(True, "true")], Verdict.UNDETERMINED),
        ([Boolean(True, "true"), Boolean(True, "yes"), Unknown("")], Verdict.UNDETERMINED),
        ([OneOf((quantity(5, 5), NoValue("")), ""), quantity(5, 5)], Verdict.UNDETERMINED),
        ([OneOf((quantity(5, 5), NoValue("")), ""), quantity(6, 6)], Verdict.VIOLATED),
        ([OneOf((quantity(5, 5), quantity(6, 6)), ""), quantity(5, 6)], Verdict.UNDETERMINED),
        ([OneOf((quantity(5, 5), quantity(5, 5)), ""), quantity(5, 5)], Verdict.SATISFIED),
        ([Date(DAY.start, DAY.end, "day", "", missing_year=True)], Verdict.UNDETERMINED),
        ([MANY] * 30, Verdict.UNDETERMINED),
    ],
)
def test_whether_values_can_be_one(values: list[Value], verdict: Verdict) -> None:
    """Numbers, alternatives, unknown values and none, together."""
    assert verdict is can_all_hold(values, Predicate("p", "text", exact=True), WORLD)


def test_more_combinations_than_anybody_tries_are_undetermined() -> None:
    """So many lists of alternatives would take for ever; of numbers they are intersected, however many."""
    places = OneOf(tuple(EntityRef(name, name) for name in ("harbour", "hill")), "one of two")
    numbers = OneOf((quantity(5, 5), quantity(6, 6)), "5 or 6")

    assert 2**14 > MOST_COMBINATIONS
    assert Verdict.UNDETERMINED is can_all_hold([places] * 14, WORLD.predicates["place"], WORLD)
    assert Verdict.VIOLATED is can_all_hold([*[numbers] * 14, quantity(7, 7)], COUNT, WORLD)


def test_entities_that_are_surely_two() -> None:
    """Declared distinct, or of one kind and unrelated; what is not declared excludes nothing."""
    import attrs

    apart = attrs.evolve(
        WORLD,
        entities={**WORLD.entities, "march": attrs.evolve(WORLD.entities["march"], distinct_from=("hill",))},
    )

    assert entities_exclude("harbour", "hill", WORLD)
    assert not entities_exclude("harbour", "velmora", WORLD)
    assert not entities_exclude("harbour", "harbour", WORLD)
    assert not entities_exclude("harbour", "nowhere", WORLD)
    assert entities_exclude("march", "hill", apart)
    assert entities_exclude("hill", "march", apart)
    assert not entities_exclude("march", "velmora", apart)


def _about(number: int) -> Quantity:
    return quantity(number * 9 // 10, number * 11 // 10, hedge="about", centre=number)


@pytest.mark.parametrize(
    "first, second, expected",
    [
        (_about(200), quantity(350, 350), "3/4"),
        (quantity(350, 350), _about(200), "3/4"),
        (_about(100), _about(300), "1/2"),
        (_about(0), quantity(350, 350), "None"),
        (quantity(1, 1), quantity(2, 2), "None"),
        (Text("x"), _about(200), "None"),
    ],
)
def test_how_far_the_convention_would_have_to_move(first: Value, second: Value, expected: str) -> None:
    """The tolerance of "about" at which two quantities would share a value."""
    assert expected == str(tolerance_to_agree(first, second))


def test_facts_that_meet_in_a_ring_go_together_in_pairs() -> None:
    """Facts of which neighbours meet and others do not form the groups of neighbours."""

    def at(first: int, last: int) -> Scope:
        days = Interval(first, last)
        return Scope(during=Date(days, days, "day", "then"))

    facts = [
        made_fact("a", scope=at(1, 2)),
        made_fact("b", scope=at(2, 3)),
        made_fact("c", scope=at(3, 4)),
        made_fact("again", scope=at(2, 3)),
        made_fact("none"),
    ]
    groups = sorted("".join(fact.id for fact in group) for group in meeting_groups(facts))

    assert ["abagain", "bcagain", "none"] == groups


def test_days_of_a_month_make_no_group() -> None:
    """Days that are known no closer than a month do not surely meet, not even with themselves."""
    month = Interval(1, 30)
    vague = Scope(as_of=Date(month, month, "month", "that month"))
    facts = [made_fact(f"f{number}", scope=vague) for number in range(3)]

    assert [[fact] for fact in facts] == sorted(meeting_groups(facts), key=lambda some: facts.index(some[0]))


def test_the_search_for_groups_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many steps the groups that were found are all that there are."""
    facts = [
        made_fact(f"f{day}", scope=Scope(as_of=Date(point, point, "day", "then")))
        for day in range(9)
        for point in [Interval.point(day)]
    ]
    monkeypatch.setattr(scopes, "MOST_STEPS", 4)

    assert 3 == len(list(meeting_groups(facts)))
