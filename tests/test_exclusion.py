"""Whether values can all hold: numbers, alternatives, entities, units, dates without a year."""

from __future__ import annotations

import attrs
import pytest

from averred.exclusion import (
    MOST_COMBINATIONS,
    can_all_hold,
    entities_exclude,
    normal_form,
    tolerance_to_agree,
)
from averred.factbase import FactBase
from averred.findings import Verdict
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
    read_date,
    read_quantity,
)
from averred.vocabulary import Predicate
from tests.made import quantity

COUNT = WORLD.predicates["participants"]
DAY = Date(Interval.point(741_440), Interval.point(741_440), "day", "that day")


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
        (_about(200), Ordinal(3, "third"), "None"),
    ],
)
def test_how_far_the_convention_would_have_to_move(first: Value, second: Value, expected: str) -> None:
    """The tolerance of "about" at which two quantities would share a value."""
    assert expected == str(tolerance_to_agree(first, second))


SIZE = Predicate("size", "quantity")


def test_too_many_alternatives_are_left_open() -> None:
    """Where trying every combination would take for ever, nothing is said."""
    options = OneOf(tuple(Quantity(Interval.point(n), None, str(n)) for n in range(101)), "")

    assert can_all_hold([options, options, options], SIZE, FactBase()) is Verdict.UNDETERMINED


def test_units_that_do_not_convert_are_left_open() -> None:
    """Five kilograms and nine people are not compared."""
    values = [read_quantity("5 kg"), read_quantity("9", unit="person")]

    assert can_all_hold(values, SIZE, FactBase()) is Verdict.UNDETERMINED


def test_dates_without_a_year_are_left_open() -> None:
    """4 March of an unknown year is that day of some year, and no other day of any."""

    def verdict(*words: str) -> Verdict:
        return can_all_hold([read_date(some) for some in words], Predicate("day", "date"), FactBase())

    assert verdict("4 March", "2031-03-04") is Verdict.UNDETERMINED
    assert verdict("4 March", "4 March") is Verdict.UNDETERMINED
    assert verdict("4 March", "March", "2031") is Verdict.UNDETERMINED
    assert verdict("4 March", "2031-03-05") is Verdict.VIOLATED
    assert verdict("4 March", "2031", "April") is Verdict.VIOLATED
    alternatives = OneOf((read_date("5 March"), read_date("6 March")), "")
    assert (
        can_all_hold([read_date("4 March"), alternatives], Predicate("day", "date"), FactBase())
        is Verdict.UNDETERMINED
    )


def test_texts_are_compared_in_their_strict_form() -> None:
    """Typography does not matter, letters do."""
    values = [Text("“Light”  for all"), Text('"Light" for all')]
    verdict = can_all_hold(values, Predicate("motto", "text", exact=True), FactBase())

    assert verdict is Verdict.SATISFIED
    assert normal_form("a  b") == "a b"
