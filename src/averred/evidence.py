"""Whether a passage says the value that a fact gives.

The definitions are those of `value-not-in-quote` in the rule catalogue.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from averred.anchor import parse_quote, quote_occurs_in
from averred.errors import AverredError
from averred.values import (
    DEFAULT_CONVENTIONS,
    Date,
    EntityRef,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    find_readings,
    read_date,
    read_ordinal,
    read_quantity,
    same_reading,
)

if TYPE_CHECKING:
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Conventions, Reading, Value

_NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|cannot|den(?:y|ies|ied)|refus(?:e|es|ed))\b|n['’]t\b",
    re.IGNORECASE,
)


def says_value(
    fact: Fact, passage: str, fact_base: FactBase, conventions: Conventions = DEFAULT_CONVENTIONS
) -> bool | None:
    """Whether a passage says the value of a fact.

    Args:
        fact: the fact.
        passage: the words of the source that it cites.
        fact_base: what the fact names.
        conventions: how words are read; a predicate may have its own.

    Returns:
        None where the question does not apply: truth values, unknown values, implied values.
    """
    if fact.implied:
        return None
    conventions = conventions.of(fact.predicate, fact_base.predicates[fact.predicate].about)
    said = _says(fact, fact.value, passage, fact_base, conventions)
    if said and fact.denied:
        return _NEGATION.search(passage) is not None
    return said


def _says(
    fact: Fact, value: Value, passage: str, fact_base: FactBase, conventions: Conventions
) -> bool | None:
    if isinstance(value, OneOf):
        return all(_says(fact, option, passage, fact_base, conventions) for option in value.alternatives)
    if isinstance(value, EntityRef):
        # Not `value.text`: an author may have written the id, which the source need not know.
        return any(quote_occurs_in(name, passage, "n2") for name in fact_base.entities[value.entity].names)
    if isinstance(value, Quantity | Date | Ordinal):
        if fact.overridden or fact.same_as:
            return _stands_in(value.text, passage)
        return _is_read_in(value, fact_base.predicates[fact.predicate].unit, passage, conventions)
    return _stands_in(value.text, passage) if isinstance(value, Text | Quotation) else None


def _stands_in(words: str, passage: str) -> bool:
    """Whether words, or their first and last words, stand in a passage letter by letter."""
    try:
        quote = parse_quote(words)
    except AverredError:
        return False
    return all(quote_occurs_in(piece, passage, "n1") for piece in (quote.start, quote.end) if piece)


def _is_read_in(
    value: Quantity | Date | Ordinal, unit: str | None, passage: str, conventions: Conventions
) -> bool:
    """Whether some words of the passage have the reading that the fact's own words have.

    The words are read as they stand, in their own unit; where they are plain only to one who knows the
    predicate's unit ("10m"), in that.
    """
    wanted: list[Reading] = []
    for known in dict.fromkeys((None, unit)):
        with suppress(AverredError):
            wanted.append(_reading(value, known, conventions))
    found = find_readings(passage.replace("\u00ad", ""), conventions=conventions)
    return any(same_reading(one.value, other) for one in found for other in wanted)


def _reading(value: Quantity | Date | Ordinal, unit: str | None, conventions: Conventions) -> Reading:
    """The reading of the words alone, without a year from elsewhere."""
    if isinstance(value, Date):
        return read_date(value.text, conventions=conventions)
    if isinstance(value, Ordinal):
        return read_ordinal(value.text)
    return read_quantity(value.text, unit=unit, conventions=conventions, spread=value.spread)
