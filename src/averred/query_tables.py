"""What queries read: the columns of each table, and the rows that facts make in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from averred.constraint import measured
from averred.values import Boolean, Date, EntityRef, Quantity, Quotation, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Number

    Cell = str | int | float | None

#: The columns of each table, with what they hold.
TABLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "facts": {
            "id": "the fact's id",
            "subject": "an entity's id",
            "part": "an entity's id; empty for the whole",
            "predicate": "a predicate's id",
            "value": "the value as written",
            "kind": "the kind of the predicate's values",
            "low": "the least number (for a date: day number, 1 is 0001-01-01); NULL if there is none",
            "high": "the greatest number",
            "low_open": "1 if the least number itself is left out",
            "high_open": "1 if the greatest number itself is left out",
            "unit": "the unit of a quantity",
            "entity": "the id of an entity that is the value",
            "text": "the text of a text or quotation",
            "truth": "1 or 0, for a truth value",
            "status": "actual, planned, …",
            "denied": "1 if the source says that it is not so",
            "rank": "normal, preferred or retracted",
            "source": "a source's id",
            "speaker": "who says so; empty for the source itself",
            "quote": "the words that it cites",
            "confidence": "from 0.01 to 0.99",
        },
        "scopes": {"fact": "the fact's id", "key": "a scope key", "value": "its words"},
        "entities": {"id": "the entity's id", "name": "its name", "kind": "its kind"},
        "names": {"entity": "the entity's id", "name": "its name or an alias"},
        "relations": {
            "entity": "the entity's id",
            "relation": "part-of, within, member-of or distinct-from",
            "other": "the other entity's id",
        },
        "predicates": {
            "id": "the predicate's id",
            "kind": "the kind of its values",
            "unit": "its unit",
            "functional": "1 if it has one value within a scope",
        },
        "sources": {"id": "the source's id", "title": "its title", "url": "where it can be read"},
    }
)


def rows_of(base: FactBase) -> Mapping[str, Iterable[tuple[Cell, ...]]]:
    """The rows of each table."""
    entities = base.entities.values()
    return {
        "facts": (_fact_row(fact, base) for fact in base.facts),
        "scopes": (pair for fact in base.facts for pair in _scope_rows(fact)),
        "entities": ((one.id, one.name, one.kind) for one in entities),
        "names": ((one.id, name) for one in entities for name in one.names),
        "relations": (
            (one.id, relation, other)
            for one in entities
            for relation in ("part-of", "within", "member-of", "distinct-from")
            for other in getattr(one, relation.replace("-", "_"))
        ),
        "predicates": ((one.id, one.value, one.unit, one.functional) for one in base.predicates.values()),
        "sources": ((one.id, one.title, one.url) for one in base.sources.values()),
    }


def _fact_row(fact: Fact, base: FactBase) -> tuple[Cell, ...]:
    value = fact.value
    box = measured(value, "value")
    low, high = (None, None) if box is None else (_cell(box.lo), _cell(box.hi))
    return (
        fact.id,
        fact.subject,
        fact.part or "",
        fact.predicate,
        fact.written,
        base.predicates[fact.predicate].value,
        low,
        high,
        None if box is None else int(box.lo_open),
        None if box is None else int(box.hi_open),
        value.unit if isinstance(value, Quantity) else "day" if isinstance(value, Date) else None,
        value.entity if isinstance(value, EntityRef) else None,
        value.text if isinstance(value, Text | Quotation) else None,
        int(value.value) if isinstance(value, Boolean) else None,
        fact.scope.status,
        int(fact.denied),
        fact.rank,
        fact.source,
        fact.attribution.speaker or "",
        fact.citation.quote if fact.citation else None,
        float(fact.confidence.weight),
    )


def _cell(number: Number | None) -> Cell:
    """A number as SQLite holds it: whole up to 64 bits, else the nearest binary fraction."""
    if number is None or (isinstance(number, int) and abs(number) < 2**63):
        return number
    try:
        return float(number)
    except OverflowError:
        return None


def _scope_rows(fact: Fact) -> Iterator[tuple[Cell, ...]]:
    for key, date in (("during", fact.scope.during), ("as-of", fact.scope.as_of)):
        if date is not None:
            yield fact.id, key, date.text
    for key, value in fact.scope.keys:
        yield fact.id, key, value
