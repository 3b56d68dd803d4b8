"""Whether values can all hold, at the edges: too many alternatives, units, dates without a year."""

from __future__ import annotations

from fractions import Fraction

from averred.exclusion import can_all_hold, normal_form, tolerance_to_agree
from averred.factbase import FactBase
from averred.findings import Verdict
from averred.values import Interval, OneOf, Ordinal, Quantity, Text, read_date, read_quantity
from averred.vocabulary import Predicate

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
    """4 March of an unknown year excludes no day."""
    values = [read_date("4 March"), read_date("2031-03-05")]

    assert can_all_hold(values, Predicate("day", "date"), FactBase()) is Verdict.UNDETERMINED


def test_the_tolerance_at_which_quantities_agree() -> None:
    """It is the distance from the number that was written, as a share of it; of two, shared out."""
    about, other = read_quantity("about 100"), read_quantity("150")
    vague = read_quantity("about 300")

    assert tolerance_to_agree(about, other) == tolerance_to_agree(other, about) == Fraction(1, 2)
    assert tolerance_to_agree(about, vague) == Fraction(1, 2)
    assert tolerance_to_agree(other, other) is None
    assert tolerance_to_agree(about, Ordinal(3, "third")) is None


def test_texts_are_compared_in_their_strict_form() -> None:
    """Typography does not matter, letters do."""
    values = [Text("“Light”  for all"), Text('"Light" for all')]
    verdict = can_all_hold(values, Predicate("motto", "text", exact=True), FactBase())

    assert verdict is Verdict.SATISFIED
    assert normal_form("a  b") == "a b"
