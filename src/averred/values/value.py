"""The typed values: what a fact's words mean. Frozen data without behaviour.

Each keeps `text`, the source's own words.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from averred.records import Record
from averred.values.dates import Date
from averred.values.interval import Interval, Number


@attrs.frozen(eq=False, repr=False)
class Quantity(Record):
    """How many or how much.

    Attributes:
        interval: the precise values that the words allow, in `unit`.
        unit: the canonical name of the unit ("person", "kilometre", "USD"), None for a bare number.
        text: the source's own words.
        hedge: canonical name of the hedge ("about", "more-than", "at-least", "vague", …), if there is one.
        convention: what the reading rests on ("about = ±10 %"), None where nothing was assumed.
        spread: several estimates given as a range, excluded only as a whole.
        centre: the number that was written (200000 in "around 200,000"), if there is one.
    """

    interval: Interval
    unit: str | None
    text: str
    hedge: str | None = None
    convention: str | None = None
    spread: bool = False
    centre: Number | None = None


@attrs.frozen(eq=False, repr=False)
class Ordinal(Record):
    """A place in a row: "twentieth" is 20."""

    number: int
    text: str


@attrs.frozen(eq=False, repr=False)
class EntityRef(Record):
    """An entity of the fact base, by its id."""

    entity: str
    text: str


@attrs.frozen(eq=False, repr=False)
class Text(Record):
    """Words that stand for themselves: a name, a motto."""

    text: str


@attrs.frozen(eq=False, repr=False)
class Quotation(Record):
    """Words that somebody said."""

    text: str
    speaker: str | None


@attrs.frozen(eq=False, repr=False)
class Boolean(Record):
    """A truth value."""

    value: bool
    text: str


@attrs.frozen(eq=False, repr=False)
class Unknown(Record):
    """There is a value, and it is not given."""

    text: str


@attrs.frozen(eq=False, repr=False)
class NoValue(Record):
    """There is no value."""

    text: str


@attrs.frozen(eq=False, repr=False)
class OneOf(Record):
    """Exactly one of several values holds."""

    alternatives: tuple[Value, ...]
    text: str


#: What words are read as.
Reading: TypeAlias = Quantity | Date | Ordinal
Value: TypeAlias = (
    Quantity | Date | Ordinal | EntityRef | Text | Quotation | Boolean | OneOf | Unknown | NoValue
)
