"""Exact numbers as the binary numbers that every engine has, so that no screen drops what is guilty.

A number of at most 15 significant decimal digits keeps its order among all such numbers when it is
rounded to a binary double (IEEE 754, DBL_DIG), so it is kept as it is, and equal values stay equal. Any
other one, and the end of an open interval, is moved inwards by one step: a lower end up, an upper end
down. A group then looks narrower than it is, never wider.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.alike import in_base_units
from averred.constraint import measured
from averred.exclusion import normal_form
from averred.values import Boolean, Date, EntityRef, NoValue, OneOf, Quotation, Text

if TYPE_CHECKING:
    from averred.values import Interval, Number, Value
    from averred.vocabulary import Predicate

#: Bounds of a group that every screen lets through.
ANYTHING: Final = (1e300, -1e300)
_DIGITS: Final = 15
_LARGEST: Final = 10**300
_MEASURES: Final = ("value", "start", "end", "year")


class Bounds(NamedTuple):
    """What a screen knows of one fact: its ends for each measure, None where it has none.

    Attributes:
        value_lo … year_hi: the ends, moved inwards where a double is not exact.
        token: what identifies a value that is no interval; facts with equal tokens agree.
        odd: 1 where its ends do not say everything (a union, none): look at the whole group.
        denied: 1 where the fact denies its value; then the ends above are none.
        denied_lo, denied_hi, denied_token: the value that is denied; its ends are moved outwards.
    """

    value_lo: float | None = None
    value_hi: float | None = None
    start_lo: float | None = None
    start_hi: float | None = None
    end_lo: float | None = None
    end_hi: float | None = None
    year_lo: float | None = None
    year_hi: float | None = None
    token: str | None = None
    odd: int = 0
    denied: int = 0
    denied_lo: float | None = None
    denied_hi: float | None = None
    denied_token: str | None = None


#: A fact of which nothing is known before it is read in full, and one that denies what nobody knows.
UNREAD: Final = Bounds(*ANYTHING, *ANYTHING, *ANYTHING, *ANYTHING, token=None, odd=1)
DENIAL: Final = Bounds(odd=1, denied=1)


def inwards(number: Number | None, *, up: bool, is_open: bool) -> float | None:
    """The double that stands for the end of an interval; None where there is no end."""
    if number is None:
        return None
    if not -_LARGEST <= number <= _LARGEST:
        return ANYTHING[0 if up else 1]
    near = number / 1 if isinstance(number, int) else float(number)
    keeps_order = isinstance(number, int) and -(10**_DIGITS) < number < 10**_DIGITS
    if not is_open and (keeps_order or Fraction(format(near, f".{_DIGITS}g")) == number):
        return near
    return math.nextafter(near, math.inf if up else -math.inf)


def bounds_of(value: Value, predicate: Predicate | None = None) -> Bounds:
    """What a screen may know of a value, in the base unit where its predicate declares none."""
    if predicate is not None and predicate.unit is None:
        value = in_base_units(value)
    plain, start, end, year = (_ends(measured(value, measure)) for measure in _MEASURES)
    return Bounds(*plain, *start, *end, *year, token=_token(value), odd=int(_is_odd(value)))


def denial_of(value: Value, predicate: Predicate | None = None) -> Bounds:
    """What a screen may know of a value that is denied, in the unit that `bounds_of` has."""
    if predicate is not None and predicate.unit is None:
        value = in_base_units(value)
    token, interval = _token(value), measured(value, "value")
    if _is_odd(value) or (token is None and interval is None):
        return DENIAL
    if interval is None:
        return Bounds(denied=1, denied_token=token)
    low = inwards(interval.lo, up=False, is_open=interval.lo_open)
    high = inwards(interval.hi, up=True, is_open=interval.hi_open)
    most, least = ANYTHING
    return Bounds(denied=1, denied_lo=least if low is None else low, denied_hi=most if high is None else high)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    if interval is None:
        return None, None
    low = inwards(interval.lo, up=True, is_open=interval.lo_open)
    return low, inwards(interval.hi, up=False, is_open=interval.hi_open)


def _token(value: Value) -> str | None:
    if isinstance(value, OneOf):
        tokens = {_token(one) for one in value.alternatives}
        return tokens.pop() if len(tokens) == 1 else None
    if isinstance(value, EntityRef):
        return value.entity
    if isinstance(value, Text | Quotation):
        return normal_form(value.text)
    return str(value.value) if isinstance(value, Boolean) else None


def _is_odd(value: Value) -> bool:
    if isinstance(value, Date):
        return value.missing_year or len(value.parts) > 1
    return isinstance(value, NoValue | OneOf)
