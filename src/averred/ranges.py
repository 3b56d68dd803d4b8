"""Ranges that values have to lie in: ends that are declared, in the unit of the values beside them.

A number without a unit counts. Beside "150 kg" nobody knows whether 100 means kilograms or pounds, so such an
end decides nothing; but 0 is 0 in each unit, other than of temperature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from averred.alike import units_of
from averred.constraint import Bound, Holder, Inequality, Variable
from averred.errors import AverredError, ConfigurationError, ReadingError
from averred.values import Conventions, Interval, read_date, read_ordinal, read_quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from averred.facts import Fact
    from averred.values import Number, Value
    from averred.vocabulary import Constraint, Predicate

#: The day of the check, as an end.
NOW: Final = "now"
#: An end of a range is exact: "1 kg" is not a kilogram give or take a half.
_AS_WRITTEN: Final = Conventions(measured=False)


class Ends(NamedTuple):
    """What a range allows.

    Attributes:
        low: the least value; None where there is none.
        high: the greatest.
        is_whole: whether no end was left out, for a unit that it is not in.
    """

    low: Number | None
    high: Number | None
    is_whole: bool = True


def within(low: Number | None, high: Number | None) -> Iterator[Inequality]:
    """The rule as data: low ≤ x and x ≤ high, where they are given."""
    x = Variable(Holder("x"), "value")
    if low is not None:
        yield Inequality(((-1, x),), low)
    if high is not None:
        yield Inequality(((1, x),), -high)


def own_ends(predicate: Predicate, values: Iterable[Value]) -> Ends:
    """The `min` and `max` of a predicate itself, for values of it."""
    if predicate.unit or (predicate.min is None and predicate.max is None):
        return Ends(predicate.min, predicate.max)
    units = units_of(values)

    def end(number: Number | None) -> Number | None:
        return None if number is None else _in_units(Interval.point(number), None, units).lo

    return _ends(lambda: end(predicate.min), lambda: end(predicate.max))


def declared_range(predicate: Predicate, facts: Iterable[Fact]) -> tuple[Bound, ...]:
    """What the predicate itself says of every value of it, in the unit of some facts."""
    low, high, _ = own_ends(predicate, (fact.value for fact in facts))
    return () if low is None and high is None else (Bound(Interval(low, high)),)


def ends_of(constraint: Constraint, predicate: Predicate, today: str, value: Value) -> Ends:
    """The `min` and `max` of a declaration, for a value.

    Args:
        constraint: the declaration.
        predicate: whose values it is about.
        today: the day of the check, as ISO 8601.
        value: the value.
    """
    units = units_of([value])
    return _ends(
        lambda: end_of(constraint, "min", predicate, today, units),
        lambda: end_of(constraint, "max", predicate, today, units),
    )


def _ends(*ends: Callable[[], Number | None]) -> Ends:
    """Two ends, without those that are in another unit than what they are compared with."""
    found: list[Number | None] = []
    left_out = 0
    for end in ends:
        try:
            found.append(end())
        except AverredError:
            found.append(None)
            left_out += 1
    return Ends(found[0], found[1], not left_out)


def end_of(
    constraint: Constraint,
    key: str,
    predicate: Predicate,
    today: str,
    units: frozenset[str | None] | None = None,
) -> Number | None:
    """The number (or day) of an end of a range; None where it is left out.

    Args:
        constraint: the declaration.
        key: min or max.
        predicate: whose values it is about.
        today: the day of the check, as ISO 8601.
        units: those of the values beside it; None for the unit that it is written in.

    Raises:
        ConfigurationError: if it cannot be read as a value of the predicate, has no single end, or is in
            another unit than the values.
    """
    words = constraint.parameters.get(key)
    if words is None:
        return None
    where = f"parameter “{key}” of rule “{constraint.rule}”"
    try:
        box, unit = _read(str(words), predicate, today)
        box = box if units is None else _in_units(box, unit, units)
    except AverredError as error:
        raise ConfigurationError(f"{where}: {error.message}", suggestion=error.suggestion, key=key) from error
    end = box.lo if key == "min" else box.hi
    if end is None:
        raise ConfigurationError(f"{where} has no end", suggestion="give one number or day", key=key)
    return end


def ends_together(
    constraint: Constraint, predicate: Predicate, today: str
) -> tuple[Number | None, Number | None]:
    """Both ends of a declaration in one unit: that of `min`, or of `max` where `min` has none.

    Raises:
        ConfigurationError: as `end_of` does, also where one cannot be compared with the other.
    """
    low, high = (_unit_of(constraint, key, predicate, today) for key in ("min", "max"))
    unit = low or high
    units = None if unit is None else frozenset({unit})
    least, most = (end_of(constraint, key, predicate, today, units) for key in ("min", "max"))
    return least, most


def _unit_of(constraint: Constraint, key: str, predicate: Predicate, today: str) -> str | None:
    """The unit that an end is written in; None where it has none, or cannot be read."""
    try:
        return _read(str(constraint.parameters[key]), predicate, today)[1]
    except (KeyError, AverredError):
        return None


def _read(words: str, predicate: Predicate, today: str) -> tuple[Interval, str | None]:
    """The numbers of an end, and their unit."""
    if predicate.value == "date":
        return read_date(today if words == NOW else words).interval, None
    if predicate.value == "ordinal":
        value = None if words.isdecimal() else read_ordinal(words)
        return Interval.point(int(words) if value is None else value.number), None
    quantity = read_quantity(words, unit=predicate.unit, conventions=_AS_WRITTEN)
    return quantity.interval, quantity.unit


def _in_units(interval: Interval, unit: str | None, units: frozenset[str | None]) -> Interval:
    """An interval in the one unit of the values that it is compared with.

    Raises:
        ReadingError: where these have several units, or another one, and none converts.
    """
    if not units or units == {unit}:
        return interval
    from averred.values.units import in_unit

    if len(units) > 1:
        raise ReadingError("the values are in several units")
    (target,) = units
    return in_unit(interval, unit, target)
