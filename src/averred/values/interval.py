"""Intervals of exact numbers, with open, closed or missing ends: what a reading allows.

An interval is a set of precise values, so it has no order and no truth value of its own: ask
`is_below`, `intersects`, `encloses`. Days are whole numbers (see `averred.values.calendar`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

import attrs

from averred.errors import EmptyIntervalError, ReadingError

Number: TypeAlias = int | Fraction

#: More digits than any fact needs; beyond them one short word could fill the memory ("1e999999999").
MOST_DIGITS = 1_000


def exact(x: object) -> Number:
    """The exact number that `x` is: an int, a Fraction, a finite Decimal or digits ("12", "-3.5", "1/3").

    A fraction with denominator 1 becomes an int, so equal numbers look equal.

    Raises:
        ReadingError: for a binary float (its digits are not what was written), NaN, infinities,
            truth values, absurdly long numbers and everything else.
    """
    if type(x) is int:
        return x
    if isinstance(x, Fraction):
        return x.numerator if x.denominator == 1 else x
    if not isinstance(x, str) and not hasattr(x, "as_tuple"):  # only a Decimal has it
        raise ReadingError(
            f"{x!r} is not an exact number",
            suggestion="write a whole number, a Decimal, or the digits as text",
        )
    return _exact_from_digits(str(x).strip())


def _exact_from_digits(digits: str) -> Number:
    """The number of ASCII digits with an optional sign, point, exponent or denominator."""
    if len(digits) <= MOST_DIGITS and digits.isdecimal() and digits.isascii():
        return int(digits)
    mantissa, _, exponent = digits.lower().partition("e")
    if len(digits) > MOST_DIGITS or len(exponent) > 4 or not digits.isascii() or "_" in digits:
        raise ReadingError(f"{digits[:40]!r} is not a number that can be held exactly")
    try:
        number = Fraction(digits)
    except (ValueError, ZeroDivisionError) as error:
        raise ReadingError(
            f"{digits[:40]!r} is not a number", suggestion="write digits, such as 12 or 3.5"
        ) from error
    if exponent and abs(int(exponent)) > MOST_DIGITS:
        raise ReadingError(f"{mantissa[:40]!r} to the power {exponent} is too large to be held exactly")
    return number.numerator if number.denominator == 1 else number


def number_text(x: Number) -> str:
    """A number as people write it: `200000`, `3.5` where the decimals end, else `1/3`."""
    if isinstance(x, int):
        return str(x)
    if x.denominator == 1:
        return str(x.numerator)
    rest, twos, fives = x.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > 30:
        return f"{x.numerator}/{x.denominator}"
    digits = str(abs(x.numerator) * 10**places // x.denominator).rjust(places + 1, "0")
    return f"{'-' if x < 0 else ''}{digits[:-places]}.{digits[-places:]}"


@attrs.frozen(repr=False)
class Interval:
    """A non-empty convex set of numbers.

    Attributes:
        lo: the lower end, None where there is none.
        hi: the upper end, None where there is none.
        lo_open: the lower end itself is left out (always False where there is no end).
        hi_open: the upper end itself is left out (always False where there is no end).

    Raises:
        EmptyIntervalError: if no number would be in it.
    """

    lo: Number | None
    hi: Number | None
    lo_open: bool = False
    hi_open: bool = False

    def __attrs_post_init__(self) -> None:
        lo, hi = self.lo, self.hi
        if lo is None:
            object.__setattr__(self, "lo_open", False)
        elif type(lo) is not int:
            object.__setattr__(self, "lo", exact(lo))
        if hi is None:
            object.__setattr__(self, "hi_open", False)
        elif type(hi) is not int:
            object.__setattr__(self, "hi", exact(hi))
        if lo is not None and hi is not None and (lo > hi or (lo == hi and (self.lo_open or self.hi_open))):
            raise EmptyIntervalError(f"no number is in {self}")

    @classmethod
    def point(cls, x: Number) -> Interval:
        """Exactly `x`."""
        return cls(x, x)

    @classmethod
    def closed(cls, a: Number, b: Number) -> Interval:
        """From `a` to `b`, both included."""
        return cls(a, b)

    @classmethod
    def at_least(cls, x: Number) -> Interval:
        """`x` and above."""
        return cls(x, None)

    @classmethod
    def more_than(cls, x: Number) -> Interval:
        """Above `x`."""
        return cls(x, None, lo_open=True)

    @classmethod
    def at_most(cls, x: Number) -> Interval:
        """`x` and below."""
        return cls(None, x)

    @classmethod
    def less_than(cls, x: Number) -> Interval:
        """Below `x`."""
        return cls(None, x, hi_open=True)

    @classmethod
    def everything(cls) -> Interval:
        """Every number."""
        return cls(None, None)

    @property
    def is_point(self) -> bool:
        """Whether exactly one number is in it."""
        return self.lo is not None and self.lo == self.hi

    @property
    def is_bounded(self) -> bool:
        """Whether it has both ends."""
        return self.lo is not None and self.hi is not None

    def __contains__(self, number: object) -> bool:
        x = exact(number)
        above = self.lo is None or self.lo < x or (self.lo == x and not self.lo_open)
        return above and (self.hi is None or x < self.hi or (self.hi == x and not self.hi_open))

    def is_below(self, other: Interval) -> bool:
        """Whether every number of this is below every number of `other`."""
        hi, lo = self.hi, other.lo
        if hi is None or lo is None:
            return False
        return hi < lo or (hi == lo and (self.hi_open or other.lo_open))

    def intersects(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return not (self.is_below(other) or other.is_below(self))

    def intersection(self, other: Interval) -> Interval | None:
        """The numbers that are in both; None if there are none."""
        if not self.intersects(other):
            return None
        lo, lo_open = _higher_start(self, other)
        hi, hi_open = _lower_finish(self, other)
        return Interval(lo, hi, lo_open, hi_open)

    def encloses(self, other: Interval) -> bool:
        """Whether `other` is a subset of this."""
        return self.intersection(other) == other

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        lo, lo_open = _lower_start(self, other)
        hi, hi_open = _higher_finish(self, other)
        return Interval(lo, hi, lo_open, hi_open)

    def gap_to(self, other: Interval) -> Number:
        """The distance between the nearest ends; 0 if the two meet or touch."""
        if self.is_below(other):
            return exact((other.lo or 0) - (self.hi or 0))
        if other.is_below(self):
            return exact((self.lo or 0) - (other.hi or 0))
        return 0

    def shift(self, distance: Number) -> Interval:
        """Every number moved up by `distance`."""
        return self.plus(Interval.point(distance))

    def scale(self, factor: Number) -> Interval:
        """Every number times `factor`, which may be negative or zero."""
        if factor == 0:
            return Interval.point(0)
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        if factor < 0:
            return Interval(hi, lo, self.hi_open, self.lo_open)
        return Interval(lo, hi, self.lo_open, self.hi_open)

    def plus(self, other: Interval) -> Interval:
        """The sums of a number of this and a number of `other`."""
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        return Interval(lo, hi, self.lo_open or other.lo_open, self.hi_open or other.hi_open)

    def whole(self) -> Interval | None:
        """Tightened to whole numbers: `(9, …)` becomes `[10, …)`. None if no whole number is in it."""
        lo, hi = self.lo, self.hi
        if type(lo) is int and type(hi) is int and not (self.lo_open or self.hi_open):
            return self
        if lo is not None:
            lo = lo.__floor__() + 1 if self.lo_open else lo.__ceil__()
        if hi is not None:
            hi = hi.__ceil__() - 1 if self.hi_open else hi.__floor__()
        if lo is not None and hi is not None and lo > hi:
            return None
        return Interval(lo, hi)

    def __bool__(self) -> bool:
        raise TypeError("an interval is neither true nor false: ask intersects(), encloses() or is_below()")

    def __str__(self) -> str:
        low = "(…" if self.lo is None else f"{'(' if self.lo_open else '['}{number_text(self.lo)}"
        high = "…)" if self.hi is None else f"{number_text(self.hi)}{')' if self.hi_open else ']'}"
        return f"{low}, {high}"

    def __repr__(self) -> str:
        return f"Interval{self}"


def _higher_start(a: Interval, b: Interval) -> tuple[Number | None, bool]:
    """The tighter lower end; at equal numbers the open one."""
    if a.lo is None or (b.lo is not None and (b.lo > a.lo or (b.lo == a.lo and b.lo_open))):
        return b.lo, b.lo_open
    return a.lo, a.lo_open


def _lower_finish(a: Interval, b: Interval) -> tuple[Number | None, bool]:
    """The tighter upper end; at equal numbers the open one."""
    if a.hi is None or (b.hi is not None and (b.hi < a.hi or (b.hi == a.hi and b.hi_open))):
        return b.hi, b.hi_open
    return a.hi, a.hi_open


def _lower_start(a: Interval, b: Interval) -> tuple[Number | None, bool]:
    """The wider lower end; at equal numbers the closed one."""
    if a.lo is None or (b.lo is not None and (b.lo > a.lo or (b.lo == a.lo and b.lo_open))):
        return a.lo, a.lo_open
    return b.lo, b.lo_open


def _higher_finish(a: Interval, b: Interval) -> tuple[Number | None, bool]:
    """The wider upper end; at equal numbers the closed one."""
    if a.hi is None or (b.hi is not None and (b.hi < a.hi or (b.hi == a.hi and b.hi_open))):
        return a.hi, a.hi_open
    return b.hi, b.hi_open
