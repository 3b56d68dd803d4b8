"""Bounds in a unit that converts → the doubles of the same bounds in another unit, exactly, in DuckDB's SQL.

A conversion is a straight line with a factor and an offset that are fractions, so a bound becomes N / D with
two whole numbers. Where both are below 2^53 doubles hold them exactly, and a division of doubles is rounded
once (IEEE 754): the quotient is the double next to the exact number, which is what Python takes. What is
larger, or has more than six places, Python reads.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.engine import sql

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    #: The unit of rows → the ids of their predicates.
    Pairs = Mapping[str, Collection[str]]

#: Whole numbers below this are doubles, and so are their sums and products below it.
_EXACT: Final = 2**53
#: Into how many parts bounds are taken that are not whole: most have few places.
_PARTS: Final = (10**3, 10**6)
#: Decimals of so many digits are told apart by doubles.
_HELD: Final = 10**15


class Scale(NamedTuple):
    """A straight line: a number times `factor` plus `offset` over `divisor` times `tens`.

    Attributes:
        factor: a whole number above 0.
        offset: a whole number.
        divisor: a whole number that neither 2 nor 5 divides.
        tens: a power of ten.
    """

    factor: int
    offset: int
    divisor: int
    tens: int

    def is_exact(self, number: str, kind: str) -> str:
        """Whether a bound in a column of a type has so few digits that the quotient alone is rounded."""
        x = f"CAST({number} AS DOUBLE)"
        top = self._top(number)
        of_kind = []
        if places(kind):
            is_short = f"ABS({x}) < {_double(_HELD // 10 ** places(kind))}"
            of_kind.append(f"({is_short} OR {number} = ROUND({number}, 0))")
        few = [
            *of_kind,
            f"ABS({self._whole(number)}) < {_double(_HELD)}",
            f"{self._whole(number)} / {self._parts(number)} = {x}",
            f"ABS({self._whole(number)} * {_double(self.factor)}) < {_double(_EXACT)}",
            f"ABS({top}) < {_double(_EXACT)}",
        ]
        return f"COALESCE({' AND '.join(few)}, false)"

    def end(self, number: str, *, is_up: bool) -> str:
        """A bound in the other unit as a double, moved where 15 digits do not hold it (`numbers.inwards`)."""
        top = self._top(number)
        near = f"({top} / ({_double(self.divisor * self.tens)} * {self._parts(number)}))"
        digits = f"({top} / {_double(self.divisor)})"
        is_held = f"ABS({digits}) < {_double(_HELD)} OR {digits} % 10e0 = 0e0"
        if self.divisor > 1:
            is_held = f"{top} % {_double(self.divisor)} = 0e0 AND ({is_held})"
        moved = f"nextafter({near}, CAST('{'' if is_up else '-'}infinity' AS DOUBLE))"
        return f"CASE WHEN {is_held} THEN {near} ELSE {moved} END"

    def _parts(self, number: str) -> str:
        """Into how many parts a bound is taken so that it is a whole number of these."""
        x = f"CAST({number} AS DOUBLE)"
        few, many = map(_double, _PARTS)
        is_few = f"ROUND({x} * {few}) / {few} = {x}"
        return f"(CASE WHEN ROUND({x}) = {x} THEN 1e0 WHEN {is_few} THEN {few} ELSE {many} END)"

    def _whole(self, number: str) -> str:
        return f"ROUND(CAST({number} AS DOUBLE) * {self._parts(number)})"

    def _top(self, number: str) -> str:
        """The whole number above the line."""
        top = f"{self._whole(number)} * {_double(self.factor)}"
        return f"({top} + {_double(self.offset)} * {self._parts(number)})" if self.offset else f"({top})"


#: Changes nothing.
SAME: Final = Scale(1, 0, 1, 1)


def scale_of(factor: Fraction, offset: Fraction) -> Scale | None:
    """The straight line of a conversion; None where doubles do not hold its whole numbers."""
    divisor = lcm(factor.denominator, offset.denominator)
    counts = []
    for prime in (2, 5):
        count = 0
        while divisor % prime == 0:
            divisor, count = divisor // prime, count + 1
        counts.append(count)
    tens = 10 ** max(counts)
    found = Scale(int(factor * divisor * tens), int(offset * divisor * tens), divisor, tens)
    held = (found.factor, found.offset * _PARTS[-1], divisor * tens * _PARTS[-1])
    return found if factor > 0 and all(abs(one) < _EXACT for one in held) else None


def is_one_of(pairs: Pairs) -> str:
    """Whether a row `r` has one of some units beside one of its predicates."""
    either = (
        f"r.unit = {sql.quoted(unit)} AND r.predicate IN ({sql.names(sorted(some))})"
        for unit, some in sorted(pairs.items())
    )
    return f"COALESCE({' OR '.join(either) or 'false'}, false)"


def places(kind: str) -> int:
    """The decimal places of a type of numbers."""
    return int(kind[:-1].split(",")[1]) if kind.startswith("DECIMAL") else 0


def _double(number: int) -> str:
    return sql.double(float(number))
