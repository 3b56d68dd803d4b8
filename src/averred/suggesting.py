"""From words to the citation, value and predicate of a new fact: what `averred add` proposes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

import attrs

from averred.anchor import Anchor, Cited, Quote, anchor, cite, format_quote
from averred.anchor.places import places, terms_of
from averred.anchor.tokens import token_offsets
from averred.source import on_one_line
from averred.spans import Span
from averred.values import Date, Ordinal, Quantity, find_readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.factbase import FactBase
    from averred.source import SourceText
    from averred.values import FoundReading

_MOST_WORDS: Final = 8  # that are added to a quote before a prefix or suffix is proposed instead
_AROUND: Final = 80  # characters around a passage in which its words may be part of a longer reading
_KINDS: Final = {Quantity: "quantity", Date: "date", Ordinal: "ordinal"}


@attrs.frozen
class Suggestion:
    """What can be said of a new fact without asking.

    Attributes:
        source: the id of the source.
        span: the passage.
        cited: the shortest quote that is unique, or the quote with its context.
        value: the words to give as the value: the quantity, date or ordinal that they are part of, else all.
        predicates: the ids of predicates that fit, those of the same unit and those used most first.
        subjects: the ids of the subjects of facts that cite the source, the most frequent first.
    """

    source: str
    span: Span
    cited: Cited
    value: str
    predicates: tuple[str, ...]
    subjects: tuple[str, ...]

    def fact_id(self, predicate: str, taken: FactBase) -> str:
        """An id that no fact has: the predicate, with a number where that is taken."""
        base = re.sub(r"[^A-Za-z0-9_-]+", "-", predicate).strip("-") or "fact"
        number = 1
        name = base
        while name in taken.by_id:
            number += 1
            name = f"{base}-{number}"
        return name


def suggest(words: str, fact_base: FactBase, texts: Mapping[str, SourceText]) -> list[Suggestion | Anchor]:
    """Every passage of the sources at hand that has these words; where none has, why each source has not.

    Args:
        words: verbatim words, or first and last words with " … " between them.
        fact_base: whose predicates and subjects are proposed.
        texts: the sources, by id.
    """
    found: list[Suggestion | Anchor] = []
    missed: list[Suggestion | Anchor] = []
    for name, source in sorted(texts.items()):
        anchored = anchor(words, source)
        if anchored.verdict in ("exact", "ambiguous"):
            spans = [anchored.span] if anchored.span else list(anchored.candidates)
            found += [_suggestion(name, source, span, words, fact_base) for span in spans]
        else:
            missed.append(anchored)
    return found or missed


def _suggestion(name: str, source: SourceText, span: Span, words: str, fact_base: FactBase) -> Suggestion:
    reading = _reading(source, span)
    value, kind, unit = on_one_line(source.text[span.start : span.end]), None, None
    if reading:
        value = on_one_line(source.text[reading.span.start : reading.span.end])
        kind, unit = _KINDS[type(reading.value)], getattr(reading.value, "unit", None)
        wider = Span(min(span.start, reading.span.start), max(span.end, reading.span.end))
        span = wider if cite(source, wider) else span
    given = anchor(words, source).span == span
    cited = Cited(words) if given else shortest_citation(source, span)
    predicates = _predicates(fact_base, kind, unit)
    return Suggestion(name, span, cited, value, predicates, _subjects(fact_base, name))


def _reading(source: SourceText, span: Span) -> FoundReading | None:
    """The first quantity, date or ordinal that has a character of the passage, hedges and units with it."""
    low, high = max(0, span.start - _AROUND), min(len(source.text), span.end + _AROUND)
    for found in find_readings(source.words(Span(low, high))):
        at = Span(found.span.start + low, found.span.end + low)
        if at.start < span.end and at.end > span.start:
            return found._replace(span=at)
    return None


def shortest_citation(source: SourceText, span: Span) -> Cited:
    """The quote with fewest words around a passage that is unique; else the passage with its context."""
    normalised = source.normalised()
    low, high = normalised.normalised_offset(span.start), normalised.normalised_offset(span.end)
    tokens = token_offsets(normalised.text[max(0, low - 200) : high + 200])
    shift = max(0, low - 200)
    before = [start + shift for start, _ in tokens if start + shift < low][::-1][:_MOST_WORDS]
    after = [end + shift for _, end in tokens if end + shift > high][:_MOST_WORDS]
    starts, ends = [low, *before], [high, *after]
    for more in range(len(starts) + len(ends)):
        for left in range(more + 1):
            if left < len(starts) and more - left < len(ends):
                quote = _unique(source, starts[left], ends[more - left])
                if quote:
                    return Cited(quote)
    return cite(source, span) or Cited(_first_and_last(source, span))


def _unique(source: SourceText, low: int, high: int) -> str | None:
    """The words of a range as a quote, if they may be cited and stand nowhere else."""
    cited = cite(source, source.normalised().raw_span(low, high))
    return cited.quote if cited and cited.prefix is None and cited.suffix is None else None


def _first_and_last(source: SourceText, span: Span) -> str:
    """A passage over several blocks by as many first and last words as make it unique."""
    words = source.text[span.start : span.end].split()
    quote = ""
    for count in range(1, len(words) // 2 + 1):
        ends = Quote(" ".join(words[:count]), " ".join(words[-count:]))
        quote = format_quote(ends)
        if len(list(islice(places(terms_of(ends, None, None, "n1"), source, "n1"), 2))) == 1:
            return quote
    return quote


def _predicates(fact_base: FactBase, kind: str | None, unit: str | None) -> tuple[str, ...]:
    used = Counter(fact.predicate for fact in fact_base.facts)
    fitting = [
        predicate.id
        for predicate in fact_base.predicates.values()
        if predicate.value == kind or (kind is None and predicate.value not in _KINDS.values())
    ]
    other = {name for name in fitting if fact_base.predicates[name].unit != unit}
    return tuple(sorted(fitting, key=lambda name: (name in other, -used[name], name)))


def _subjects(fact_base: FactBase, source: str) -> tuple[str, ...]:
    used = Counter(fact.subject for fact in fact_base.facts if fact.source == source)
    return tuple(name for name, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])))
