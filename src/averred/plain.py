"""Facts, readings and findings as plain data for JSON: strings, numbers, lists and dictionaries.

Numbers are exact: whole ones are numbers, all others strings ("0.1", "1/3"). Days are ISO 8601.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred import describe
from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Unknown,
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.findings import Finding, Judgement, Label
    from averred.spans import Place, Span
    from averred.values import Number, Value

    Data = dict[str, object]
    Spans = Mapping[str, Span]

#: Of the shape of the JSON: a key that goes or changes its meaning makes a new one, a new key does not.
VERSION: Final = 1


def number_data(x: Number | None) -> int | str | None:
    """A whole number as itself, any other exact number as text."""
    return x if x is None or isinstance(x, int) else number_text(x)


def interval_data(interval: Interval) -> Data:
    """`min`, `max` (None: no end), and which of them are themselves left out."""
    ends: Data = {"min": number_data(interval.lo), "max": number_data(interval.hi)}
    return ends | {"min_open": interval.lo_open, "max_open": interval.hi_open}


def reading_data(value: Value) -> Data:
    """What a value was read as; `kind` says which other keys there are."""
    if isinstance(value, Quantity):
        about: Data = {"unit": value.unit, "hedge": value.hedge, "convention": value.convention}
        return {"kind": "quantity", **interval_data(value.interval), **about, "spread": value.spread}
    if isinstance(value, Date):
        return _date_data(value)
    if isinstance(value, OneOf):
        return {"kind": "one-of", "alternatives": [reading_data(option) for option in value.alternatives]}
    return _simple_data(value)


def _simple_data(value: Value) -> Data:
    """The readings that are one thing, not an interval."""
    if isinstance(value, Ordinal):
        return {"kind": "ordinal", "number": value.number}
    if isinstance(value, EntityRef):
        return {"kind": "entity", "entity": value.entity}
    if isinstance(value, Boolean):
        return {"kind": "boolean", "value": value.value}
    if isinstance(value, Unknown | NoValue):
        return {"kind": "unknown" if isinstance(value, Unknown) else "none"}
    if isinstance(value, Quotation):
        return {"kind": "quotation", "text": value.text, "speaker": value.speaker}
    return {"kind": "text", "text": value.text}


def _date_data(value: Date) -> Data:
    days = interval_data(value.interval)
    ends: Data = {"min": _day(value.interval.lo), "max": _day(value.interval.hi)}
    data: Data = {"kind": "date", **days, **ends, "precision": value.precision, "period": value.is_period}
    if value.is_period:
        data["start"] = [_day(value.start.lo), _day(value.start.hi)]
        data["end"] = [_day(value.end.lo), _day(value.end.hi)]
    return data | {"missing_year": value.missing_year, "convention": value.convention}


def _day(number: Number | None) -> str | None:
    from averred.values.calendar import day_text

    return None if number is None else day_text(int(number))


def fact_data(fact: Fact, fact_base: FactBase, span: Span | None = None, link: str | None = None) -> Data:
    """A fact with its reading, its citation, and where both stand.

    Args:
        fact: the fact.
        fact_base: what it belongs to.
        span: where its passage is in its source, where that is known.
        link: an address that leads a browser there, where there is one.
    """
    citation = fact.citation
    return {
        "id": fact.id,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "value": fact.written,
        "reading": reading_data(fact.value),
        "reading_text": describe.reading(fact.value, fact_base),
        "part": fact.part,
        "of": fact.of,
        "denied": fact.denied,
        "status": fact.scope.status,
        "scope": dict(fact.scope.keys),
        "said_by": fact.attribution.speaker,
        "via": list(fact.attribution.via),
        "confidence": number_data(fact.confidence.weight),
        "source": fact.source or None,
        "quote": citation.quote if citation else None,
        "link": link,
        **span_data(span),
        **place_data(fact_base.place(fact.origin, "value")),
    }


def span_data(span: Span | None) -> Data:
    """`start` and `end` in code points of the source's derived text; None where it is not known."""
    return {"start": span.start if span else None, "end": span.end if span else None}


def place_data(place: Place | None) -> Data:
    """`file`, `line` and `column`, counted from 1; None where there is no place."""
    if place is None:
        return {"file": None, "line": None, "column": None}
    return {"file": place.path, "line": place.line, "column": place.column}


def finding_data(
    finding: Finding, fact_base: FactBase, spans: Spans, link: Callable[[str], str | None]
) -> Data:
    """A finding with everything that it rests on.

    Args:
        finding: the finding.
        fact_base: what it is about.
        spans: where the passages of facts are, by fact id.
        link: gives the address that leads a browser to the passage of a fact, by its id.
    """
    facts = [fact_base.by_id[fact] for fact in finding.facts if fact in fact_base.by_id]
    return {
        "id": finding.id,
        "rule": finding.rule,
        "level": finding.level.value,
        "headline": finding.headline,
        "about": finding.about,
        "conflicts": [list(conflict) for conflict in finding.conflicts],
        "omitted_conflicts": finding.omitted_conflicts,
        "derivation": list(finding.derivation),
        "needs": list(finding.needs),
        "help": list(finding.help),
        "accepted": finding.accepted,
        "fingerprint": finding.fingerprint,
        "facts": [fact_data(fact, fact_base, spans.get(fact.id), link(fact.id)) for fact in facts],
        "labels": [_label_data(label) for label in finding.labels],
        **place_data(finding.place),
    }


def _label_data(label: Label) -> Data:
    data: Data = {"message": label.message, "fact": label.fact, "source": label.source}
    return data | {"words": label.words, **span_data(label.span), **place_data(label.place)}


def judgement_data(judgement: Judgement) -> Data:
    """A verdict that is no finding: what it is about and what would have to be true."""
    return {
        "rule": judgement.rule,
        "about": judgement.about,
        "verdict": judgement.verdict.value,
        "facts": list(judgement.facts),
        "needs": list(judgement.needs),
    }
