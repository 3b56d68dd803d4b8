"""What annotation tools state about passages, verified: never trusted, never dropped.

Whatever a file states about a passage becomes the entry of a fact, also where its words do not stand: then it
is said, and a check says so until somebody mends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from averred import exchange
from averred.anchor import Anchor, anchor, cite
from averred.exchange.base import VALUE_KEYS, Row, Stated, entry_of
from averred.normalise import normalise_words
from averred.structuring import Misfit
from averred.structuring.misfit import shown
from averred.values import Date, Ordinal, Quantity, find_readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from averred.factbase import FactBase
    from averred.source import SourceText
    from averred.spans import Span

_KINDS: Final = {"quantity": Quantity, "date": Date, "ordinal": Ordinal}
_RULES: Final = {"ambiguous": "quote-ambiguous", "invalid": "malformed-quote", "folded": "quote-folded"}


class Read(NamedTuple):
    """One statement of a file as the reader of facts takes it.

    Attributes:
        line: where it begins.
        id: of the fact.
        entry: as a fact file would have it; what cannot be read is a misfit in place of it.
        source: the source; None where it is not known.
        trouble: why what is claimed does not stand; None where it does, or no text is at hand.
    """

    line: int
    id: str | None
    entry: Mapping[str, Any] | Misfit
    source: str | None = None
    trouble: Misfit | None = None


def read_passages(
    path: Path, kind: str, fact_base: FactBase, texts: Mapping[str, SourceText], given: Row
) -> Iterator[Read]:
    """What a file states, verified.

    Args:
        path: the file.
        kind: the name of its format.
        fact_base: the sources and predicates that are declared.
        texts: the sources at hand, by id.
        given: `source`, for all of it; `subject` and `predicate`, for what gives none.
    """
    module = exchange.passage_module(kind)
    named = {name: source.id for source in fact_base.sources.values() for name in module.names_of(source)}
    for line, stated in module.read_passages(path):
        if isinstance(stated, Misfit):
            yield Read(line, None, stated)
            continue
        source = given.get("source") or _source_of(stated, named, fact_base, texts)
        if source is None:
            yield Read(line, None, _no_source(stated))
            continue
        text = texts.get(source) or stated.document
        row = {**given, **stated.row, "source": source}
        trouble = None
        if text is not None:
            trouble = _cite(row, stated, text)
        elif not isinstance(row.get("quote"), str):
            row |= _as_given(stated)
        predicate = fact_base.predicates.get(str(row.get("predicate")))
        if not row.keys() & {"value", "truth", "derived-from", *VALUE_KEYS}:
            row["value"] = _value(stated.words, predicate.value if predicate else None)
        yield Read(line, *entry_of(row), source, trouble)


def _source_of(
    stated: Stated, named: Mapping[str, str], fact_base: FactBase, texts: Mapping[str, SourceText]
) -> str | None:
    """The source that is meant: what averred wrote says it, or the text is the same, or what it is called."""
    own = stated.row.get("source")
    if isinstance(own, str) and own in fact_base.sources:
        return own
    if stated.document:
        same = (name for name, text in texts.items() if text.text == stated.document.text)
        if found := next(same, None):
            return found
    return next((named[name] for name in stated.names if name in named), None)


def _no_source(stated: Stated) -> Misfit:
    name = shown(stated.names[0]) if stated.names else "a text without a name"
    return Misfit(
        f"{shown(stated.words)} is of no source that is declared: {name}",
        "declare it as [source.…], or say which it is with --source ID",
        rule="unknown-name",
    )


def _cite(row: Row, stated: Stated, text: SourceText) -> Misfit | None:
    """Put the citation into the row; why what is claimed does not stand, where it does not."""
    given = row.get("quote")
    if isinstance(given, str):
        own = anchor(given, text, **_context(row))
        if own.span is not None and _is_as_claimed(stated, own.span, text):
            return _trouble(stated, own) if own.verdict == "folded" else None
    selected = stated.find(text)
    found = selected.anchor
    row |= _citation(stated, found, text)
    if found.verdict != "exact" or found.span is None:
        return _trouble(stated, found)
    if selected.agrees is False:
        where = f"stands at {found.span.start:,} to {found.span.end:,}, not as claimed"
        return Misfit(f"{shown(stated.words)} {where}", "look which passage was meant", rule="quote-moved")
    if given is not None:
        other = f"{shown(stated.words)} is not the passage that the quote beside it cites"
        return Misfit(other, "look which of them was meant", rule="quote-moved")
    return None


def _context(row: Row) -> dict[str, str]:
    """What a row says beside its quote; whatever is no text there is refused when the row is read."""
    return {key: row[key] for key in ("prefix", "suffix", "section") if isinstance(row.get(key), str)}


def _is_as_claimed(stated: Stated, span: Span, text: SourceText) -> bool:
    """Whether the passage of a quote is the one that the file gives beside it."""
    same_text = stated.document is None or stated.document.text == text.text
    moved = same_text and any(claimed != span for claimed in stated.claimed)
    passage = normalise_words(text.text[span.start : span.end])
    return not moved and passage == normalise_words(stated.words)


def _as_given(stated: Stated) -> Row:
    """The words as they are given, with what stands around them."""
    return {"quote": stated.quote, "prefix": _whole(stated.prefix, 1), "suffix": _whole(stated.suffix, 0)}


def _citation(stated: Stated, found: Anchor, text: SourceText) -> Row:
    """What to write so that the passage is found: the words as given, with what settles them if need be."""
    if found.span is None:
        return _as_given(stated)
    as_given: Row = {"quote": stated.quote, "prefix": None, "suffix": None, "section": None}
    if anchor(stated.quote, text).span == found.span:
        return as_given
    cited = cite(text, found.span)
    return as_given if cited is None else {**as_given, **attrs.asdict(cited)}


def _whole(context: str | None, side: int) -> str | None:
    """What stands around a passage without the word that other tools cut in two at its far end."""
    words = (context or "").split()
    return " ".join(words[1:] if side else words[:-1]) or None


def _trouble(stated: Stated, found: Anchor) -> Misfit:
    rule = _RULES.get(found.verdict, "quote-not-found")
    return Misfit(f"{shown(stated.words)}: {found.message}", found.suggestion or "", rule=rule)


def _value(words: str, kind: str | None) -> str:
    """The words of a passage that are the value of a fact: the first of the kind of its predicate, or all."""
    wanted = _KINDS.get(kind or "")
    words = " ".join(words.split())
    for found in find_readings(words) if wanted else ():
        if wanted and isinstance(found.value, wanted):
            return words[found.span.start : found.span.end]
    return words
