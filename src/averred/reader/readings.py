"""The value of a fact: what is written, read as the predicate's kind of value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from averred.errors import AverredError
from averred.reader import bounds
from averred.structuring import FactEntry, Misfit, Misfits, ValueTable, described, digits
from averred.values import (
    Boolean,
    Conventions,
    Date,
    EntityRef,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
    Value,
    read_date,
    read_ordinal,
    read_quantity,
)

if TYPE_CHECKING:
    from averred.reader.names import EntityNames
    from averred.vocabulary import Predicate


class Read(NamedTuple):
    """A value as read.

    Attributes:
        value: its reading.
        written: the words as written.
        overridden: the author gave the reading as numbers.
        unit: the unit that stands with these numbers.
    """

    value: Value
    written: str
    overridden: bool = False
    unit: str | None = None


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
            Misfits: if it cannot be read as the predicate's kind of value.
            UnreadError: if it is an entity whose own entry could not be read.
        """
        try:
            return self._read(entry, predicate)
        except Misfits as several:
            found = several.misfits
        except Misfit as one:
            found = [one.alone()]
        for misfit in found:
            misfit.key = ("value", *misfit.key)
        raise Misfits(found)

    def _read(self, entry: FactEntry, predicate: Predicate) -> Read:
        written = entry.value
        if not isinstance(written, str) and isinstance(written, Mapping):  # most are words
            return self._table(bounds.value_table(written), entry, predicate)
        if isinstance(written, bool) or predicate.value == "boolean":
            return _truth(written, predicate)
        words = _as_words(written, predicate.value)
        return Read(self._words(words, entry, predicate), words)

    def _words(self, words: str, entry: FactEntry, predicate: Predicate) -> Value:
        """The value that words mean."""
        match predicate.value:
            case "entity":
                return EntityRef(self.entities.id_of(words, ()), words)
            case "text":
                return Text(words)
            case "quotation":
                return Quotation(words, entry.subject)
        try:
            return self._phrase(words, entry, predicate)
        except AverredError as error:
            raise bounds.unreadable(error, predicate.value) from None

    def _phrase(self, words: str, entry: FactEntry, predicate: Predicate) -> Quantity | Date | Ordinal:
        if predicate.value == "date":
            return read_date(words, conventions=self.conventions.of(predicate.id))
        if predicate.value == "ordinal":
            return Ordinal(int(words), words) if _is_place(words) else read_ordinal(words)
        unit = entry.unit or predicate.unit
        conventions = self._conventions(predicate)
        read = read_quantity(words, unit=unit, conventions=conventions, spread=entry.kind == "spread")
        if entry.unit is None:
            return read
        bounds.refuse_other_unit(words, entry.unit, conventions)
        return bounds.in_unit(read, predicate.unit)

    def _conventions(self, predicate: Predicate) -> Conventions:
        if predicate.id not in self._by_predicate:
            self._by_predicate[predicate.id] = self.conventions.of(predicate.id, predicate.about)
        return self._by_predicate[predicate.id]

    def _table(self, table: ValueTable, entry: FactEntry, predicate: Predicate) -> Read:
        text = table.text or ""
        if table.unknown:
            return Read(Unknown(text), text)
        if table.none:
            return Read(NoValue(text), text)
        if table.one_of is None:
            value = bounds.between(table, entry, predicate, self.conventions)
            return Read(value, text, overridden=True, unit=table.unit)
        if predicate.value == "boolean":
            raise Misfit("a truth value has no alternatives", "write { unknown = true }")
        if len(set(table.one_of)) < 2:
            raise Misfit("alternatives are at least two", "write the words themselves", key=("one-of",))
        return Read(OneOf(tuple(self._words(each, entry, predicate) for each in table.one_of), text), text)


def _is_place(words: str) -> bool:
    """Whether bare digits stand for a place in a row, as a whole number in the file does."""
    return words.isascii() and words.isdigit() and len(words) < 10


def _truth(written: object, predicate: Predicate) -> Read:
    if predicate.value != "boolean":
        message = f"a truth value is no value of kind {predicate.value}"
        raise Misfit(message, "write the source's words in quotes")
    if isinstance(written, bool):
        text = str(written).lower()
        return Read(Boolean(written, text), text)
    word = written.strip().lower() if isinstance(written, str) else ""
    meant = {"yes": "true", "true": "true", "no": "false", "false": "false"}.get(word, "true or false")
    raise Misfit(
        f"expected true or false, found {described(written)}", f"write {meant}, without quotation marks"
    )


def _as_words(written: object, kind: str) -> str:
    """The words of a value that is text, a number or a date."""
    if isinstance(written, str):
        if not written.strip():
            raise Misfit("the text is empty", "write the source's words, or { unknown = true }")
        return written
    if isinstance(written, int) and kind in {"quantity", "ordinal"}:
        return digits(written)
    if isinstance(written, Decimal) and kind == "quantity":
        return digits(written)
    hint = "write the source's words in quotes"
    if isinstance(written, datetime):
        hint = "write the day alone, as 2012-02-26"
    elif isinstance(written, date) and kind == "date":
        return written.isoformat()
    raise Misfit(f"{described(written)} is no value of kind {kind}", hint)
