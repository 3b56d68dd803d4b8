"""Units of measure and money."""

from __future__ import annotations

from fractions import Fraction

import pytest

from averred.errors import ReadingError
from averred.values import Interval, units

#: The names that pint has for ours, where they differ.
_PINT_NAMES = {
    "degree Celsius": "degC",
    "degree Fahrenheit": "degF",
    "short ton": "ton",
    "long ton": "UK_ton",
    "imperial gallon": "imperial_gallon",
    "tonne": "metric_ton",
    "kilotonne": "kilometric_ton",
    "megatonne": "megametric_ton",
    "gallon": "gallon",
    "barrel": "oil_barrel",
    "fluid ounce": "fluid_ounce",
    "light year": "light_year",
    "nautical mile": "nautical_mile",
    "acre": "acre",
    "percentage point": None,
    "basis point": None,
    "quarter year": None,
    "month": None,
    "year": None,
    "decade": None,
    "century": None,
    "millennium": None,
    "foot": "foot",
    "watt hour": "watt_hour",
    "kilowatt hour": "kilowatt_hour",
    "megawatt hour": "megawatt_hour",
    "gigawatt hour": "gigawatt_hour",
    "terawatt hour": "terawatt_hour",
    "calorie": "thermochemical_calorie",
    "kilocalorie": "kilothermochemical_calorie",
    "bit": "bit",
    "atmosphere": "standard_atmosphere",
}


def _pint_name(name: str) -> str | None:
    """Our unit's name as pint writes it; None where it has no such unit, or another one."""
    if name in _PINT_NAMES:
        return _PINT_NAMES[name]
    for power, written in (("square", "**2"), ("cubic", "**3")):
        if name.startswith(f"{power} "):
            return f"{name.removeprefix(power).strip()}{written}"
    return name


def test_factors_are_those_of_pint() -> None:
    """Every factor of our table is that of an independent library, as far as its floats can say."""
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    bases: dict[str, str] = {}
    compared = 0
    for unit in filter(None, map(units.find_unit, units.definitions())):
        base = bases.setdefault(unit.dimension, unit.name)
        theirs, their_base = _pint_name(unit.name), _pint_name(base)
        if theirs is None or their_base is None:
            continue
        expected = registry.Quantity(100, theirs).to(their_base).magnitude
        ours = units.convert_number(100, unit.name, base)
        assert float(expected) == pytest.approx(float(ours), rel=1e-5), (
            unit.name
        )  # theirs mixes in survey feet
        compared += 1

    assert compared > 90


@pytest.mark.parametrize(
    "written, name",
    [
        ("km", "kilometre"),
        ("Kilometers", "kilometre"),
        ("kilometre", "kilometre"),
        ("feet", "foot"),
        ("[ft_i]", "foot"),
        ("inches", "inch"),
        ("°C", "degree Celsius"),
        ("degrees Fahrenheit", "degree Fahrenheit"),
        ("%", "percent"),
        ("per cent", "percent"),
        ("$", "USD"),
        ("USD", "USD"),
        ("euros", "EUR"),
        ("people", "person"),
        ("voters", "person"),
        ("km/h", "kilometre per hour"),
        ("centuries", "century"),
        ("cow", "cow"),
        ("MW", "megawatt"),
        ("mW", "milliwatt"),
    ],
)
def test_units_have_one_canonical_name(written: str, name: str) -> None:
    """Symbols, plurals, both spellings and UCUM codes lead to one name; the case of a symbol matters."""
    assert name == units.canonical(written)


def test_only_units_of_the_same_dimension_convert() -> None:
    """Lengths convert to lengths, exactly; a length and a mass, a month and a day, two currencies do not."""
    assert Interval.point(Fraction(1609344, 1000)) == units.convert(Interval.point(1), "mile", "metre")
    assert Interval.closed(32, 212) == units.convert(
        Interval.closed(0, 100), "degree Celsius", "degree Fahrenheit"
    )
    assert Interval.point(36) == units.convert(Interval.point(10), "metre per second", "kilometre per hour")
    for one, other in (
        ("mile", "kilogram"),
        ("month", "day"),
        ("USD", "EUR"),
        ("cow", "metre"),
        ("metre", "metre per second"),
    ):
        with pytest.raises(ReadingError, match="does not convert"):
            units.convert(Interval.point(1), one, other)
    assert Interval.everything() == units.convert(Interval.everything(), "mile", "metre")
    assert 1 == units.convert_number(1, "cow", "cow")


def test_units_are_made_of_two() -> None:
    """One unit per another converts; a rate per person, or of temperature, does not."""
    assert "speed" == getattr(units.find_unit("mile per hour"), "dimension", None)
    assert "volume/time" == getattr(units.find_unit("litre per second"), "dimension", None)
    assert [None, None, None, None] == [
        units.find_unit(name)
        for name in ("person per square kilometre", "metre per cow", "degree Celsius per hour", "cow")
    ]


def test_counts_are_what_is_neither_measure_nor_money_nor_share() -> None:
    """People and cows are counted; kilometres, dollars, per cent and no unit at all are not."""
    assert [True, True, False, False, False, False] == [
        units.is_count(unit) for unit in ("person", "cow", "kilometre", "USD", "percent", None)
    ]


@pytest.mark.parametrize(
    "one, many",
    [
        ("person", "people"),
        ("foot", "feet"),
        ("percent", "percent"),
        ("USD", "USD"),
        ("city", "cities"),
        ("box", "boxes"),
        ("degree Celsius", "degrees Celsius"),
        ("kilometre per hour", "kilometres per hour"),
        ("square foot", "square feet"),
        ("day", "days"),
        ("hertz", "hertz"),
        ("church", "churches"),
    ],
)
def test_units_have_a_plural(one: str, many: str) -> None:
    """The plural of a unit is the English one."""
    assert many == units.plural(one)


@pytest.mark.parametrize(
    "many, one",
    [
        ("countries", "country"),
        ("boxes", "box"),
        ("churches", "church"),
        ("jobs", "job"),
        ("glass", "glass"),
        ("bus", "bus"),
        ("dies", "die"),
        ("sheep", "sheep"),
        ("classes", "class"),
    ],
)
def test_nouns_have_a_singular(many: str, one: str) -> None:
    """The singular of a regular plural is found; a word that is none stays."""
    assert one == units.singular(many)
