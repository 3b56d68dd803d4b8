"""A fact as a rectangle: the days at which it surely holds × the values that it allows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from averred.scopes import UNKNOWN_KEY, is_timed, sure_days
from averred.values import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.facts import Fact, Scope
    from averred.values import Interval, Number

    #: An end of a reading: a number, and on which side of it the reading stops.
    End = tuple[Number | float, bool | int]
    Days = tuple[Number | float, Number | float]

ALWAYS: Final = (-math.inf, math.inf)


def scope_class(scope: Scope, within: Sequence[str] | None = None) -> tuple[object, ...] | None:
    """What two scopes that surely meet have in common, their times apart; None for one that never does.

    Args:
        scope: the scope.
        within: the further keys that must agree; None for all of them.
    """
    keys = scope.keys if within is None else tuple((name, scope.get(name)) for name in within)
    if any(value == UNKNOWN_KEY for _, value in keys):
        return None
    return scope.status, frozenset(keys), is_timed(scope)


def value_class(fact: Fact) -> tuple[object, ...]:
    """What two values have in common that are intervals of one line."""
    return fact.value.__class__, fact.value.unit if isinstance(fact.value, Quantity) else None


def days_of(scope: Scope) -> Days | None:
    """From when to when a fact surely holds; None if at no day."""
    if not is_timed(scope):
        return ALWAYS
    days = sure_days(scope)
    if days is None:
        return None
    return -math.inf if days.lo is None else days.lo, math.inf if days.hi is None else days.hi


def ends_of(reading: Interval) -> tuple[End, End]:
    """The ends so that one interval lies above another iff its lower end is above the other's upper end."""
    low = (-math.inf, 0) if reading.lo is None else (reading.lo, reading.lo_open)
    return low, (math.inf, 0) if reading.hi is None else (reading.hi, -reading.hi_open)
