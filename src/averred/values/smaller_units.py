"""Adds what stands after a unit: "6 ft 8 in", "an hour and a half"."""

from __future__ import annotations

from fractions import Fraction

from averred.values import units
from averred.values.interval import Interval, exact
from averred.values.numerals import SMALL, parse_numeral
from averred.values.parsed import Parsed
from averred.values.tokens import Tokens
from averred.values.unit_words import named_unit

_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}


def with_half(tokens: Tokens, one: Parsed) -> Parsed:
    """Such as "an hour and a half", "two miles and a quarter": the sum; else the quantity as it is."""
    part = _PARTS.get(tokens.word(one.end + 2))
    is_measure = one.unit is not None and units.find_unit(one.unit) is not None
    if part is None or one.centre is None or not is_measure or not tokens.matches(one.end, ("and", "a")):
        return one
    total = exact(one.centre + part)
    return one._replace(base=Interval.point(total), centre=total, step=None, end=one.end + 3)


def with_smaller_unit(tokens: Tokens, one: Parsed) -> Parsed:
    """Such as "6 ft 8 in", "four hours and ten minutes": the sum, in the first unit."""
    if tokens.matches(one.end, ("and", "a")):
        return with_half(tokens, one)
    place = one.end + (tokens.word(one.end) in ("and", ","))
    if (
        one.unit is None
        or one.centre is None
        or not (tokens.word(place)[:1].isdigit() or tokens.word(place) in SMALL)
    ):
        return one
    larger, rest = units.find_unit(one.unit), parse_numeral(tokens, place, joins_and=False)
    if larger is None or rest is None:
        return one
    name, end = named_unit(tokens, rest.end)
    if name is None and tokens.raw(rest.end) in units.unit_symbols():
        name, end = units.unit_symbols()[tokens.raw(rest.end)], rest.end + 1
    smaller = None if name is None else units.find_unit(name)
    if smaller is None or smaller.dimension != larger.dimension or smaller.factor >= larger.factor:
        return one
    ratio = smaller.factor / larger.factor
    total = exact(one.centre + rest.value * ratio)
    step = None if rest.step is None else exact(rest.step * ratio)
    return one._replace(base=Interval.point(total), centre=total, step=step, end=end)
