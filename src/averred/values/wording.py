"""Reads words: a phrase into a quantity, a date or an ordinal, and every such phrase of a text.

The grammars are imported when they are first used.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from averred.errors import ReadingError
from averred.spans import Span
from averred.values.conventions import DEFAULT_CONVENTIONS, Conventions
from averred.values.dates import Date, same_days
from averred.values.value import Ordinal, Quantity, Reading


class FoundReading(NamedTuple):
    """A quantity, date or ordinal of a running text.

    Attributes:
        span: where its words stand, with their hedge and their unit.
        value: what they mean.
        restates: the span of the reading that this one only says again: "(3.3 lb)" after "1.5 kg", and
            "since 1889", which is listed beside its "1889".
    """

    span: Span
    value: Reading
    restates: Span | None = None


def read_quantity(
    text: str,
    *,
    unit: str | None = None,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    spread: bool = False,
) -> Quantity:
    """Read a phrase as how many or how much: "around 200,000", "US$ 2 million", "3.1 miles".

    Args:
        text: the phrase; nothing of it may be left over.
        unit: the unit to read it in. A bare number gets it; another unit is converted exactly.
        conventions: what vague words mean.
        spread: the phrase gives several estimates as a range.

    Raises:
        ReadingError: if the words are no quantity, or their unit does not convert to `unit`.
    """
    from averred.values import phrases

    return phrases.read_quantity(text, unit, conventions, spread=spread)


def read_date(text: str, *, conventions: Conventions = DEFAULT_CONVENTIONS) -> Date:
    """Read a date: ISO 8601-2 (EDTF) such as `2012-02-26` or `1984~`, or words such as "8 May 2008".

    Raises:
        ReadingError: if it is neither.
    """
    from averred.values import phrases

    return phrases.read_date(text, conventions)


def read_ordinal(text: str) -> Ordinal:
    """Read a place in a row: "twentieth", "20th".

    Raises:
        ReadingError: if it is none.
    """
    from averred.values import phrases

    return phrases.read_ordinal(text)


def read(
    text: str,
    kind: Literal["quantity", "date", "ordinal"] | None = None,
    *,
    unit: str | None = None,
    conventions: Conventions = DEFAULT_CONVENTIONS,
) -> Reading:
    """Read a phrase of a kind, or of the kind that it looks like (dates and ordinals first).

    Raises:
        ReadingError: if the words have no such reading, or the kind does not exist.
    """
    if kind == "quantity":
        return read_quantity(text, unit=unit, conventions=conventions)
    if kind == "date":
        return read_date(text, conventions=conventions)
    if kind == "ordinal":
        return read_ordinal(text)
    if kind is not None:
        raise ReadingError(f"there is no kind {kind!r}", suggestion="kinds are quantity, date and ordinal")
    from averred.values import phrases

    return phrases.read_any(text, unit, conventions)


def find_readings(text: str, *, conventions: Conventions = DEFAULT_CONVENTIONS) -> list[FoundReading]:
    """Every quantity, date and ordinal of a running text, in order. Never raises for any text."""
    from averred.values import finding

    return [
        FoundReading(Span(start, end), value, None if again is None else Span(*again))
        for start, end, value, again in finding.find(text, conventions)
    ]


def same_reading(a: Reading, b: Reading) -> bool:
    """Whether two readings mean the same: the same numbers and unit, days, or place in a row.

    A bare number has the unit of the other: "nine" is "nine people". Counts of things are compared
    by their numbers alone, since a source names what it counts in many ways.
    """
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return _same_quantity(a, b)
    if isinstance(a, Date) and isinstance(b, Date):
        return same_days(a, b)
    if isinstance(a, Ordinal) and isinstance(b, Ordinal):
        return a.number == b.number
    return False


def _same_quantity(a: Quantity, b: Quantity) -> bool:
    """The same numbers, in one unit or in units that may be one."""
    if a.unit == b.unit:
        return a.interval == b.interval
    from averred.values import quantity_phrases

    return quantity_phrases.same_quantity(a, b)


def in_words(value: Reading) -> str:
    """A reading in words that read back to it, under the default conventions.

    "about 200,000 people", "between 20 and 30 km", "26 February 2012", "20th". A count of things with
    an unusual plural is printed without its noun: read it back with `unit=`.
    """
    from averred.values import printing

    return printing.in_words(value)
