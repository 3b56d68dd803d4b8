"""The typed values: what a fact's words mean. Frozen data without behaviour.

Each keeps `text`, the source's own words.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from averred.records import record_repr
from averred.values.dates import Date
from averred.values.interval import Interval, Number


@attrs.frozen
class Quantity:
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

    __repr__ = record_repr


@attrs.frozen
class Ordinal:
    """A place in a row: "twentieth" is 20."""

    number: int
    text: str

    __repr__ = record_repr


@attrs.frozen
class EntityRef:
    """An entity of the fact base, by its id."""

    entity: str
    text: str

    __repr__ = record_repr


@attrs.frozen
class Text:
    """Words that stand for themselves: a name, a motto."""

    text: str

    __repr__ = record_repr


@attrs.frozen
class Quotation:
    """Words that somebody said."""

    text: str
    speaker: str | None

    __repr__ = record_repr


@attrs.frozen
class Boolean:
    """A truth value."""

    value: bool
    text: str

    __repr__ = record_repr


@attrs.frozen
class Unknown:
    """There is a value, and it is not given."""

    text: str

    __repr__ = record_repr


@attrs.frozen
class NoValue:
    """There is no value."""

    text: str

    __repr__ = record_repr


@attrs.frozen
class OneOf:
    """Exactly one of several values holds."""

    alternatives: tuple[Value, ...]
    text: str

    __repr__ = record_repr


#: What words are read as.
Reading: TypeAlias = Quantity | Date | Ordinal
Value: TypeAlias = (
    Quantity | Date | Ordinal | EntityRef | Text | Quotation | Boolean | OneOf | Unknown | NoValue
)
