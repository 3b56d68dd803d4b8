"""The value of a fact: what is written, read as the predicate's kind of value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from averred.errors import AverredError
from averred.structuring import Misfit, Misfits, ValueTable, described, digits, number, shown, structure
from averred.values import (
    Boolean,
    Conventions,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
    Value,
    number_text,
    read_date,
    read_ordinal,
    read_quantity,
)

if TYPE_CHECKING:
    from averred.reader.names import EntityNames
    from averred.structuring import FactEntry
    from averred.vocabulary import Predicate

_KEY: Final = ("value",)
_FARTHEST_YEAR: Final = 9999


@attrs.frozen
class Read:
    """A value as read, the words as written, and whether the author gave the reading as numbers."""

    value: Value
    written: str
    overridden: bool = False


class ValueReader:
    """Reads the values of facts.

    Attributes:
        entities: to find the entity that words mean.
        conventions: what vague words mean, where a predicate does not say otherwise.
    """

    def __init__(self, entities: EntityNames, conventions: Conventions) -> None:
        self.entities = entities
        self.conventions = conventions
        self._by_predicate: dict[str, Conventions] = {}

    def read(self, entry: FactEntry, predicate: Predicate) -> Read:
        """The value of an entry.

        Raises:
            Misfit, Misfits: if it cannot be read as the predicate's kind of value.
            UnreadError: if it is an entity whose own entry could not be read.
        """
        written = entry.value
        if isinstance(written, Mapping):
            return self._table(_value_table(written), entry, predicate)
        if isinstance(written, bool) or predicate.value == "boolean":
            return _truth(written, predicate)
        words = _as_words(written, predicate)
        value = self.words(words, entry, predicate)
        if isinstance(value, Ordinal) and not isinstance(written, str):
            value = Ordinal(value.number, words)
        return Read(value, words)

    def words(self, words: str, entry: FactEntry, predicate: Predicate) -> Value:
        """The value that words mean."""
        kind = predicate.value
        if kind == "entity":
            return EntityRef(self.entities.id_of(words, _KEY), words)
        if kind == "text":
            return Text(words)
        if kind == "quotation":
            return Quotation(words, entry.subject)
        try:
            if kind == "date":
                return read_date(words, conventions=self._conventions(predicate))
            if kind == "ordinal":
                return Ordinal(int(words), words) if _is_count(words) else read_ordinal(words)
            return self._quantity(words, entry, predicate)
        except AverredError as error:
            raise _unreadable(error, kind) from None

    def _quantity(self, words: str, entry: FactEntry, predicate: Predicate) -> Quantity:
        conventions = self._conventions(predicate)
        spread = entry.kind == "spread"
        unit = predicate.unit
        if entry.unit is None or entry.unit == unit:
            return read_quantity(words, unit=unit, conventions=conventions, spread=spread)
        if unit is None:
            return read_quantity(words, unit=entry.unit, conventions=conventions, spread=spread)
        read = read_quantity(f"{words} {entry.unit}", unit=unit, conventions=conventions, spread=spread)
        return attrs.evolve(read, text=words)

    def _conventions(self, predicate: Predicate) -> Conventions:
        if predicate.about is None:
            return self.conventions
        if predicate.id not in self._by_predicate:
            self._by_predicate[predicate.id] = self.conventions.with_tolerance(predicate.about)
        return self._by_predicate[predicate.id]

    def _table(self, table: ValueTable, entry: FactEntry, predicate: Predicate) -> Read:
        text = table.text or ""
        if table.unknown:
            return Read(Unknown(text), text)
        if table.none:
            return Read(NoValue(text), text)
        if table.one_of is not None:
            return Read(self._alternatives(table.one_of, text, entry, predicate), text)
        return Read(self._between(table, entry, predicate), text, overridden=True)

    def _alternatives(self, words: tuple[str, ...], text: str, entry: FactEntry, predicate: Predicate) -> OneOf:
        if predicate.value == "boolean":
            raise Misfit("a truth value has no alternatives", "write { unknown = true }", key=_KEY)
        if len(set(words)) < 2:
            raise Misfit("alternatives are at least two", "write the words themselves", key=(*_KEY, "one-of"))
        return OneOf(tuple(self.words(each, entry, predicate) for each in words), text)

    def _between(self, table: ValueTable, entry: FactEntry, predicate: Predicate) -> Value:
        text = table.text or ""
        if not text and not entry.derived_from and not entry.implied:
            raise Misfit(
                "the key 'text' is missing in the value", "give the words of the source that were read so", rule="missing-key", key=_KEY
            )
        if predicate.value == "date":
            return self._days(table, text, predicate)
        if predicate.value != "quantity":
            raise Misfit(f"a value of kind {predicate.value} has no min and max", "write the source's words", key=_KEY)
        unit, least, most = self._bounds(table, entry, predicate)
        interval = _interval(least, most, table)
        return Quantity(interval, unit, text, spread=entry.kind == "spread")

    def _bounds(
        self, table: ValueTable, entry: FactEntry, predicate: Predicate
    ) -> tuple[str | None, int | Fraction | None, int | Fraction | None]:
        """The unit and both ends, converted exactly to the predicate's unit."""
        if table.unit and entry.unit:
            raise Misfit("the unit stands in the value and in the fact", "keep one of the two", key=(*_KEY, "unit"))
        given = table.unit or entry.unit
        wanted = predicate.unit or given
        ends = []
        for key, end in (("min", table.min), ("max", table.max)):
            if end is None:
                ends.append(None)
                continue
            try:
                ends.append(_converted(number(end), given, wanted))
            except Misfit as misfit:
                raise Misfit(misfit.message, misfit.help, key=(*_KEY, key)) from None
            except AverredError as error:
                raise _unreadable(error, "quantity") from None
        try:
            unit = read_quantity("1", unit=wanted).unit
        except AverredError as error:
            raise _unreadable(error, "quantity") from None
        return unit, ends[0], ends[1]

    def _days(self, table: ValueTable, text: str, predicate: Predicate) -> Date:
        """A date as one unknown day between two."""
        if table.unit:
            raise Misfit("a date has no unit", "leave unit out", key=(*_KEY, "unit"))
        first = self._day(table.min, "min", predicate)
        last = self._day(table.max, "max", predicate)
        days = _interval(first.lo if first else None, last.hi if last else None, table).whole()
        if days is None:
            raise Misfit("no day lies between min and max", key=_KEY)
        return Date(days, days, "day", text)

    def _day(self, end: object, key: str, predicate: Predicate) -> Interval | None:
        if end is None:
            return None
        if isinstance(end, date) and not isinstance(end, datetime):
            end = end.isoformat()
        if not isinstance(end, str):
            raise Misfit(f"expected a date, found {described(end)}", "write 2012-02-26", key=(*_KEY, key))
        try:
            return read_date(end, conventions=self._conventions(predicate)).interval
        except AverredError as error:
            raise _unreadable(error, "date") from None


def _is_count(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= 9


def _converted(amount: int | Fraction, given: str | None, wanted: str | None) -> int | Fraction:
    """An exact amount in another unit."""
    if given is None or given == wanted:
        return amount
    as_written = attrs.evolve(Conventions(), measured=False)
    read = read_quantity(f"{number_text(amount)} {given}", unit=wanted, conventions=as_written)
    return read.interval.lo if read.interval.lo is not None else amount


def _interval(least: int | Fraction | None, most: int | Fraction | None, table: ValueTable) -> Interval:
    try:
        return Interval(least, most, table.min_open, table.max_open)
    except AverredError as error:
        raise Misfit(f"min and max leave nothing between them: {error.message}", "correct one of the two", key=_KEY) from None


def _value_table(written: Mapping[str, object]) -> ValueTable:
    """The table of a value; exactly one of its four forms."""
    try:
        table = structure(ValueTable, written)
    except Misfits as misfits:
        for misfit in misfits.misfits:
            misfit.key = (*_KEY, *misfit.key)
        raise
    bounds = {"min", "max"} & written.keys()
    forms = [*(["min or max"] if bounds else []), *(key for key in ("unknown", "none", "one-of") if key in written)]
    if len(forms) != 1 or table.unknown is table.none is False and forms[0] in ("unknown", "none"):
        said = "holds " + " and ".join(forms) if len(forms) > 1 else "says nothing"
        raise Misfit(f"the value {said}", "write { min, max, text }, { unknown = true }, { none = true } or { one-of = […] }", key=_KEY)
    only_bounds = ["unit", "min-open", "max-open"] if not bounds else [f"{e}-open" for e in ("min", "max") if e not in bounds]
    for key in only_bounds:
        if key in written:
            raise Misfit(f"{key} says nothing here", "leave it out", key=(*_KEY, key))
    return table


def _truth(written: object, predicate: Predicate) -> Read:
    if isinstance(written, bool) and predicate.value == "boolean":
        text = str(written).lower()
        return Read(Boolean(written, text), text)
    if isinstance(written, bool):
        raise Misfit(
            f"a truth value for {predicate.id!r}, whose values are of kind {predicate.value}", "write the source's words in quotes", key=_KEY
        )
    hint = "write true or false without quotation marks"
    if isinstance(written, str) and written.strip().lower() in {"yes", "no"}:
        hint = f"write {'true' if written.strip().lower() == 'yes' else 'false'}, without quotation marks"
    raise Misfit(f"expected true or false, found {described(written)}", hint, key=_KEY)


def _as_words(written: object, predicate: Predicate) -> str:
    """The words of a value that is text, a number or a date."""
    kind = predicate.value
    if isinstance(written, str):
        if not written.strip():
            raise Misfit("the text is empty", "write the source's words, or { unknown = true }", key=_KEY)
        return written
    if isinstance(written, int | Decimal) and kind in {"quantity", "ordinal"}:
        if isinstance(written, Decimal) and kind == "ordinal":
            raise Misfit("a place in a row is a whole number", key=_KEY)
        return digits(written)
    if isinstance(written, date) and not isinstance(written, datetime) and kind == "date":
        return written.isoformat()
    hint = "write the source's words in quotes"
    if isinstance(written, datetime):
        hint = "write the day alone, as 2012-02-26"
    raise Misfit(f"{described(written)} is no value of kind {kind}", hint, key=_KEY)


def _unreadable(error: AverredError, kind: str) -> Misfit:
    """A reading that failed, as what is wrong with the entry."""
    more = {
        "quantity": "write { min, max, text } if the words have a meaning that cannot be read",
        "date": "write { min, max, text } with two days if the words have a meaning that cannot be read",
        "ordinal": 'write "20th" or 20',
    }[kind]
    return Misfit(error.message, f"{error.suggestion}; {more}" if error.suggestion else more, key=_KEY)
