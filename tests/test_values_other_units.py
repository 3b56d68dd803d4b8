"""Units that only pint knows."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest

from averred.errors import ReadingError
from averred.values import Interval, other_units
from averred.values.wording import read_quantity


def test_a_unit_that_only_pint_knows_is_converted_exactly() -> None:
    """32 psi is so many kilopascals, known to half a psi, by the exact pound and inch."""
    pytest.importorskip("pint")
    psi = Fraction(45359237, 10**8) * Fraction(980665, 10**5) / Fraction(254, 10**4) ** 2
    value = read_quantity("about 32 psi", unit="kPa")

    assert Interval.closed(Fraction(288, 10) * psi / 1000, Fraction(352, 10) * psi / 1000) == value.interval
    assert ("about 32 psi", "kilopascal", "about") == (value.text, value.unit, value.hedge)


@pytest.mark.parametrize(
    "text, unit, expected",
    [
        ("3 troy ounces", "gram", Fraction(311034768, 10**7) * 3),
        ("3 horsepower", "watt", Fraction(37284993579113511, 5 * 10**13) * 3),
        ("3 angstroms", "m", Fraction(3, 10**10)),
        ("3angstrom", "m", Fraction(3, 10**10)),
    ],
)
def test_the_number_that_was_written_is_converted_too(text: str, unit: str, expected: Fraction) -> None:
    """The centre is the written number in the fact's unit."""
    pytest.importorskip("pint")

    assert expected == read_quantity(text, unit=unit).centre


def test_a_range_has_no_centre() -> None:
    """A range in another unit is converted at both ends."""
    pytest.importorskip("pint")
    value = read_quantity("2 to 3 angstroms", unit="nm")

    assert (Interval.closed(Fraction(2, 10), Fraction(3, 10)), None) == (value.interval, value.centre)


@pytest.mark.parametrize(
    "text, unit, part",
    [
        ("5 parsecs", "metre", "no exact factor"),
        ("5 fathoms", "metre", "no exact factor"),
        ("5 degRe", "kelvin", "no exact factor"),
        ("5 angstroms", "kilogram", "not kilograms"),
        ("5 florps", "metre", "counts florps"),
        ("5 angstroms", "degree Celsius", "counts angstroms"),
        ("5 angstroms", "cow", "counts angstroms"),
        ("5 angstroms", "radish of some kind", "counts angstroms"),
        ("much angstrom", "metre", "not a quantity"),
        ("5 m/s/s/s", "metre", "not a quantity"),
        ("x" * 1001, "metre", "too long"),
    ],
)
def test_what_pint_cannot_say_exactly_is_refused(text: str, unit: str, part: str) -> None:
    """Rounded constants, survey feet, other dimensions, unknown words and expressions are refused."""
    pytest.importorskip("pint")
    with pytest.raises(ReadingError) as refusal:
        read_quantity(text, unit=unit)

    assert part in str(refusal.value)


def test_without_pint_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pint is not installed, the error says which extra knows more units."""
    other_units._registry.cache_clear()
    monkeypatch.setitem(sys.modules, "pint", None)
    with pytest.raises(ReadingError) as refusal:
        read_quantity("32 psi", unit="kPa")
    other_units._registry.cache_clear()

    assert "averred[units]" in str(refusal.value)
