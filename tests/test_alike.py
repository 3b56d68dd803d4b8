"""Values in several units, brought into one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from averred.alike import alike, facts_alike, in_base_units
from averred.engine.numbers import bounds_of
from averred.values import Interval, OneOf, Quantity, Text, Value, read_quantity
from averred.vocabulary import Predicate
from tests.made import made_fact


def _read(*words: str) -> list[Quantity]:
    return [read_quantity(one) for one in words]


@pytest.mark.parametrize(
    "words, units",
    [
        (("300 m", "1 km"), ["metre", "metre"]),
        (("1 km", "300 m", "20 cm"), ["centimetre"] * 3),
        (("1 km", "3 kg", "2 tonnes"), ["kilometre", "kilogram", "kilogram"]),
        (("20 °C", "68 °F"), ["degree Fahrenheit"] * 2),
        (("1 km", "7"), ["kilometre", None]),
        (("9 marchers", "$5"), ["person", "USD"]),
        (("3 years", "5 weeks", "2 months"), ["month", "week", "month"]),
    ],
)
def test_the_finest_unit_of_each_kind_is_taken(words: tuple[str, ...], units: list[str | None]) -> None:
    """Whatever the order is; what does not convert is left alone."""
    assert units == [one.unit for one in alike(_read(*words)) if isinstance(one, Quantity)]
    backwards = [one.unit for one in alike(_read(*reversed(words))) if isinstance(one, Quantity)]
    assert units == backwards[::-1]


def test_numbers_and_what_about_stands_before_are_converted() -> None:
    """Ends and centre, also of alternatives; values in one unit are given back as they are."""
    long, short = _read("about 1 km", "300 m")
    either = OneOf((long, Text("long")), "either")
    found, *_ = alike([long, short])
    options, *_ = alike([either, short])

    assert isinstance(found, Quantity)
    assert isinstance(options, OneOf)
    assert (found.interval, found.centre) == (Interval(900, 1100), 1000)
    assert options.alternatives == (found, Text("long"))
    values = [long, long]
    assert alike(values) is values


def test_facts_that_need_no_other_unit_stay_the_same() -> None:
    """Only what is converted is made anew."""
    facts = [made_fact(name, value=value) for name, value in zip("ab", _read("1 km", "300 m"), strict=True)]
    converted, same = facts_alike(facts)

    assert (converted.id, converted.value.unit, same) == ("a", "metre", facts[1])  # type: ignore[union-attr]
    assert same is facts[1]
    assert facts_alike(facts[:1]) == facts[:1]


def test_a_base_unit_is_the_same_whatever_stands_beside() -> None:
    """So a screen compares what it sees at different times: 20 °C and 68 °F are one."""
    celsius, fahrenheit = map(in_base_units, _read("exactly 20 °C", "exactly 68 °F"))

    assert isinstance(celsius, Quantity)
    assert isinstance(fahrenheit, Quantity)
    assert celsius.interval == fahrenheit.interval == Interval.point(Fraction(29315, 100))
    others: list[Value] = [*_read("7", "9 marchers"), Text("long")]
    for value in others:
        assert in_base_units(value) is value
    assert in_base_units(OneOf((celsius, Text("mild")), "")) == OneOf((celsius, Text("mild")), "")


def test_a_screen_knows_values_in_the_base_unit_where_none_is_declared() -> None:
    """5 km and 5 m must not look alike to an engine; in a declared unit they are read already."""
    (length,) = _read("exactly 5 km")

    assert bounds_of(length, Predicate("length", "quantity")).value_lo == 5000
    assert bounds_of(length, Predicate("length", "quantity", unit="kilometre")).value_lo == 5
    assert bounds_of(length).value_lo == 5
