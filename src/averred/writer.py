"""Records as blocks of TOML, which the reader reads back to the same records.

Nothing here touches a user's file: a block is text that is inserted as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from averred.errors import AverredError
from averred.facts import ACTUAL
from averred.structuring import as_written
from averred.values import Boolean, Date, NoValue, OneOf, Quantity, Unknown

if TYPE_CHECKING:
    from averred.entities import Entity, Source
    from averred.factbase import FactBase
    from averred.facts import Fact, LeaveOut
    from averred.findings import Acceptance
    from averred.values import Interval, Number, Value
    from averred.vocabulary import Constraint, Partition, Predicate

_MOST_PLACES: Final = 400
_DAYS: Final = frozenset({"until", "on"})
Pair = tuple[str, object]


def format_fact(fact: Fact, *, default_source: str | None = None) -> str:
    """A fact as a block.

    Args:
        fact: the fact.
        default_source: the source that its file gives for all facts, which is then not repeated.

    Raises:
        AverredError: if a number of it is no decimal fraction (1/3), which TOML cannot hold.
    """
    table = fact_table(fact)
    if table.get("source") == default_source:
        table.pop("source", None)
    return _block(f"[fact.{fact.id}]", table.items())


def fact_table(fact: Fact) -> dict[str, object]:
    """A fact as the table of a fact file: the keys that say something, without the id.

    Values are plain: text, truth values, exact numbers, days, lists of texts, tables of these.
    """
    citation = fact.citation
    quoted = attrs.asdict(citation) if citation else {}
    pairs: list[Pair] = [
        ("subject", fact.subject),
        ("predicate", fact.predicate),
        ("value", _value(fact)),
        *_same_named(fact, ("unit", "part", "of", "share")),
        ("polarity", "denied" if fact.denied else None),
        ("kind", "spread" if isinstance(fact.value, Quantity) and fact.value.spread else None),
        *_scope(fact),
        ("source", citation.source if citation else None),
        *((key.replace("_", "-"), quoted.get(key)) for key in ("quote", "prefix", "suffix", "section")),
        ("said-by", fact.attribution.speaker),
        ("via", fact.attribution.via or None),
        ("said-in", quoted.get("said_in")),
        ("rank", fact.rank if fact.rank != "normal" else None),
        ("confidence", _confidence(fact)),
        *_same_named(
            fact, ("year_from", "same_as", "because", "derived_from", "implied", "locator", "tags", "note")
        ),
        ("checked", dict(_given(attrs.asdict(fact.checked).items())) if fact.checked else None),
    ]
    return dict(_given(pairs))


def format_source(source: Source) -> str:
    """A source as a block."""
    return _block(f"[source.{source.id}]", _all_keys(source))


def format_entity(entity: Entity) -> str:
    """An entity as a block."""
    return _block(f"[entity.{entity.id}]", [*_all_keys(entity), *entity.rules.items()])


def format_predicate(predicate: Predicate) -> str:
    """A predicate as a block, with the parameters of rules that are declared on it."""
    return _block(f"[predicate.{predicate.id}]", [*_all_keys(predicate), *predicate.rules.items()])


def format_partition(partition: Partition) -> str:
    """A partition as a block."""
    return _block("[[partition]]", _all_keys(partition))


def format_constraint(constraint: Constraint) -> str:
    """A constraint as a block."""
    return _block("[[constraint]]", [*_all_keys(constraint), *constraint.parameters.items()])


def format_acceptance(acceptance: Acceptance) -> str:
    """An acceptance as a block."""
    return _block("[[accept]]", _all_keys(acceptance))


def format_leave_out(leave_out: LeaveOut) -> str:
    """A passage that claims nothing, as a block."""
    return _block("[[leave-out]]", _all_keys(leave_out))


def format_fact_base(fact_base: FactBase) -> str:
    """Everything of a fact base as the text of one file.

    Raises:
        AverredError: if a number of it is no decimal fraction.
    """
    return "\n".join(
        [
            *map(format_source, fact_base.sources.values()),
            *map(format_entity, fact_base.entities.values()),
            *map(format_predicate, fact_base.predicates.values()),
            *map(format_partition, fact_base.partitions),
            *map(format_constraint, fact_base.constraints),
            *map(format_fact, fact_base.facts),
            *map(format_acceptance, fact_base.acceptances),
            *map(format_leave_out, fact_base.leave_outs),
        ]
    )


def toml_value(value: object) -> str:
    """Plain data as TOML on one line.

    Raises:
        AverredError: for a number that is no decimal fraction.
    """
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(toml_value, value))}]"
    return _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _text(value)
        case int() | Fraction():
            return _number(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
    raise AverredError(f"a {type(value).__name__} cannot be written as TOML")


def _block(header: str, pairs: Iterable[Pair]) -> str:
    lines = [f"{_key(key)} = {toml_value(value)}" for key, value in _given(pairs)]
    return "\n".join([header, *lines]) + "\n"


def _given(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Without keys that say nothing; days as TOML writes them."""
    for key, value in pairs:
        if value is not None:
            yield key, date.fromisoformat(str(value)) if key in _DAYS else value


def _all_keys(record: attrs.AttrsInstance) -> Iterator[Pair]:
    """The keys of a record that differ from what they are where they are absent."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name not in {"id", "origin", "rules", "parameters"} and value != field.default:
            yield as_written(field.name), value


def _same_named(fact: Fact, names: tuple[str, ...]) -> Iterator[Pair]:
    for name in names:
        yield as_written(name), getattr(fact, name) or None


def _scope(fact: Fact) -> Iterator[Pair]:
    scope = fact.scope
    yield "status", scope.status if scope.status != ACTUAL else None
    yield "during", scope.during.text if scope.during else None
    yield "as-of", scope.as_of.text if scope.as_of else None
    yield "scope", dict(scope.keys) or None


def _confidence(fact: Fact) -> object:
    mark = fact.confidence.written
    return Decimal(mark) if mark is not None and not mark[0].isalpha() else mark


def _value(fact: Fact) -> object:
    """What stands after `value =`."""
    if isinstance(fact.value, Boolean):
        return fact.value.value
    table = _bounds(fact) if fact.overridden else _special(fact.value)
    if table is None:
        return fact.written
    return {**table, "text": fact.written} if fact.written else table


def _special(value: Value) -> dict[str, object] | None:
    """The table of a value that is not words; None for words."""
    if isinstance(value, Unknown):
        return {"unknown": True}
    if isinstance(value, NoValue):
        return {"none": True}
    if isinstance(value, OneOf):
        return {"one-of": [option.text for option in value.alternatives]}
    return None


def _bounds(fact: Fact) -> dict[str, object] | None:
    """The table of a value that its author gave as numbers or days."""
    value = fact.value
    if isinstance(value, Date):
        ends = (("min", value.interval.lo), ("max", value.interval.hi))
        return {key: date.fromordinal(int(end)) for key, end in ends if end is not None}
    if not isinstance(value, Quantity):
        return None
    interval = _as_given(value, fact.unit)
    numbers = (
        ("min", interval.lo),
        ("min-open", interval.lo_open or None),
        ("max", interval.hi),
        ("max-open", interval.hi_open or None),
    )
    return {key: end for key, end in numbers if end is not None}


def _as_given(quantity: Quantity, unit: str | None) -> Interval:
    """The bounds in the unit in which the author gave them."""
    if unit is None or quantity.unit is None:
        return quantity.interval
    from averred.values import units

    return units.convert(quantity.interval, quantity.unit, units.canonical(unit))


def _number(x: Number) -> str:
    """A whole number or a decimal fraction, all of its digits."""
    if isinstance(x, int):
        return str(x)
    for places in range(1, _MOST_PLACES + 1):
        if 10**places % x.denominator == 0:
            digits = str(abs(x.numerator) * 10**places // x.denominator).rjust(places + 1, "0")
            return f"{'-' if x < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    raise AverredError(f"{x} is no decimal fraction", suggestion="give a unit in which it is one")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _text(words: str) -> str:
    """A basic string: quotation marks, backslashes and control characters escaped."""
    return '"' + re.sub(r'[\\"\x00-\x1f\x7f]', _escape, words) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return named.get(character) or f"\\u{ord(character):04x}"
