"""Values in braces: bounds that the author gives as numbers or days, because words would be read wrongly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from averred.errors import AverredError, ReadingError
from averred.structuring import Misfit, ValueTable, described, number, structure
from averred.values import Conventions, Date, Interval, Number, Quantity, read_date, read_quantity

if TYPE_CHECKING:
    from averred.structuring import FactEntry
    from averred.vocabulary import Predicate

_FORMS: Final = "write { min, max, text }, { unknown = true }, { none = true } or { one-of = […] }"
_ENDS: Final = ("min", "max")
_OTHERS: Final = ("unknown", "none", "one-of")
_NEEDS: Final = (("min-open", "min"), ("max-open", "max"), ("unit", "min or max"))
_FIRST_DAY: Final = 1
_LAST_DAY: Final = 3_652_059
"""The days from 0001-01-01 to 9999-12-31, which every way of writing a day can name."""


def value_table(written: Mapping[str, object]) -> ValueTable:
    """The table of a value, which has exactly one of its four forms.

    Raises:
        Misfit, Misfits: if it has not.
    """
    table = structure(ValueTable, written)
    ends, forms, idle = _form(tuple(written))
    if len(forms) + bool(ends) > 1:
        raise Misfit(f"the value holds {' and '.join([*ends, *forms])} together", _FORMS)
    if not ends and not (table.unknown or table.none or table.one_of is not None):
        raise Misfit("the value says nothing", _FORMS)
    if idle:
        key, other = idle
        raise Misfit(f"{key} says nothing without {other}", "leave it out", key=(key,))
    return table


@lru_cache(maxsize=256)
def _form(keys: tuple[str, ...]) -> tuple[list[str], list[str], tuple[str, str] | None]:
    """What the keys of a value give: its ends, other forms, and a key that stands without what it needs."""
    ends: list[str] = [key for key in _ENDS if key in keys]
    forms: list[str] = [form for form in _OTHERS if form in keys]
    idle = (
        (key, other)
        for key, other in _NEEDS
        if key in keys and not (other in ends or (key == "unit" and ends))
    )
    return ends, forms, next(idle, None)


def between(
    table: ValueTable, entry: FactEntry, predicate: Predicate, conventions: Conventions
) -> Quantity | Date:
    """The quantity or the date of a table with bounds.

    Raises:
        Misfit: if it has none.
    """
    text = table.text or ""
    if not text and not entry.derived_from and not entry.implied:
        hint = "give the words of the source that are read so"
        raise Misfit("the key 'text' is missing", hint, rule="missing-key")
    if predicate.value == "date":
        return _days(table, text, conventions)
    if predicate.value != "quantity":
        raise Misfit(f"values of kind {predicate.value} have no min and max", "write the source's words")
    if table.unit and entry.unit:
        raise Misfit("the unit stands in the value and in the fact", "keep one of the two", key=("unit",))
    interval = _interval(table, _amount(table.min, "min"), _amount(table.max, "max"))
    given = table.unit or entry.unit
    unit = _canonical(given or predicate.unit)
    quantity = Quantity(interval, unit, text, spread=entry.kind == "spread")
    if given is None:
        return quantity
    try:
        return in_unit(quantity, predicate.unit)
    except AverredError as error:
        raise unreadable(error, "quantity") from None


def in_unit(quantity: Quantity, wanted: str | None) -> Quantity:
    """A quantity in the unit of its predicate, exactly; a bare number has that unit already.

    Raises:
        ReadingError: if its unit does not convert.
    """
    wanted = _canonical(wanted)
    if wanted is None or quantity.unit == wanted:
        return quantity
    if quantity.unit is None:
        return attrs.evolve(quantity, unit=wanted)
    from averred.values import units

    return attrs.evolve(
        quantity, interval=units.convert(quantity.interval, quantity.unit, wanted), unit=wanted
    )


def refuse_other_unit(words: str, unit: str, conventions: Conventions) -> None:
    """Refuses a unit beside words that have another: one of the two is a slip.

    Raises:
        ReadingError: with the unit of the words.
    """
    own = read_quantity(words, conventions=conventions).unit
    if own is not None and own != _canonical(unit):
        raise ReadingError(
            f"the words have the unit {own}, and unit says {unit}",
            suggestion="leave unit out, or correct one of the two",
        )


def _canonical(unit: str | None) -> str | None:
    return None if unit is None else _namer()(unit)


@cache
def _namer() -> Callable[[str], str]:
    """What gives units their canonical names; its tables are loaded for the first quantity."""
    from averred.values import units

    return units.canonical


def _amount(end: object, key: str) -> Number | None:
    if end is None:
        return None
    try:
        return number(end)
    except Misfit as misfit:
        raise Misfit(misfit.message, misfit.help, key=(key,)) from None


def _days(table: ValueTable, text: str, conventions: Conventions) -> Date:
    """A date as one unknown day between two."""
    if table.unit:
        raise Misfit("a date has no unit", "leave it out", key=("unit",))
    first, last = (_day(end, key, conventions) for key, end in (("min", table.min), ("max", table.max)))
    lo = None if first is None else first.hi if table.min_open else first.lo
    hi = None if last is None else last.lo if table.max_open else last.hi
    days = _interval(table, lo, hi).whole()
    if days is None:
        raise Misfit("no day lies between min and max", "correct one of the two")
    return Date(days, days, "day", text)


def _day(end: object, key: str, conventions: Conventions) -> Interval | None:
    """The days that one end names."""
    if end is None:
        return None
    if isinstance(end, date) and not isinstance(end, datetime):
        end = end.isoformat()
    if not isinstance(end, str):
        raise Misfit(f"expected a day, found {described(end)}", "write 2012-02-26", key=(key,))
    try:
        days = read_date(end, conventions=conventions).interval
    except AverredError as error:
        raise Misfit(error.message, error.suggestion or "write 2012-02-26", key=(key,)) from None
    if days.lo is None or days.hi is None or days.lo < _FIRST_DAY or days.hi > _LAST_DAY:
        raise Misfit("the day lies outside of the years 1 to 9999", "write 2012-02-26", key=(key,))
    return days


def _interval(table: ValueTable, lo: Number | None, hi: Number | None) -> Interval:
    """From one end to the other; without an end itself where it is open."""
    try:
        return Interval(lo, hi, table.min_open, table.max_open)
    except AverredError:
        raise Misfit("nothing lies between min and max", "exchange the two, or close the ends") from None


def unreadable(error: AverredError, kind: str) -> Misfit:
    """Words that have no reading, as what is wrong with an entry."""
    hint = error.suggestion or f"write the source's words for the {kind}"
    if kind != "ordinal" and "{ min" not in hint:
        hint += "; or { min, max, text }"
    return Misfit(error.message, hint)
