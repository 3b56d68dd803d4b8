"""The linear form: sums, refusals, groundings, boxes, and what values say of a measure."""

from __future__ import annotations

import pytest

from averred.constraint import (
    Bound,
    Holder,
    Inequality,
    LinearSum,
    Q,
    Variable,
    extent,
    ground,
    intersect,
    judge,
    linear,
    measured,
    room_for,
)
from averred.findings import Verdict
from averred.ranges import declared_range
from averred.testing.strategies import WORLD
from averred.values import (
    Date,
    Interval,
    OneOf,
    Ordinal,
    Text,
    Unknown,
    Value,
)
from averred.vocabulary import Predicate
from tests.made import quantity

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
    assert () == declared_range(Predicate("p", "quantity"), [])
    assert (Bound(Interval(0, None)),) == declared_range(COUNT, [])


def test_sums_of_quantities_are_sums() -> None:
    """Quantities, sums and numbers add up and are taken away term by term."""
    a, b, c = Q("a", "size"), Q("b", "size"), Q("c", "size")

    assert (a + b) + (c + 3) == LinearSum((a, b, c), 3)
    assert (a - 2) - (b + 1) == LinearSum((a, b * -1), -3)
    assert a + 2 == LinearSum((a,), 2)


def test_bindings_follow_the_body() -> None:
    """Relations are joined on the variables that they share; different variables are different things."""
    rule = linear(
        Q("x", "size").at_most(Q("z", "size")), where=[("part-of", "x", "y"), ("part-of", "y", "z")]
    )
    a, b, c = Holder("a"), Holder("b"), Holder("c")
    found = list(ground(rule, {"part-of": [(a, b), (b, c), (b, a)]}))

    assert [[variable.holder for _, variable in inequality.terms] for inequality in found] == [[a, c]]
