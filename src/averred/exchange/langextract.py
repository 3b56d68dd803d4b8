"""LangExtract's JSON Lines, in and out: one document a line, with its text and what was extracted from it.

Its character intervals and its alignment status are claims of a program. Each is verified: the words must
stand in the text by averred's own rules, and the interval must be where they stand. "match_fuzzy" never
passes as found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from averred.anchor import Anchor, Quote, anchor, format_quote
from averred.anchor.boundaries import is_whole
from averred.errors import SourceError
from averred.normalise import normalise_words
from averred.source import SourceText, make_source
from averred.spans import Span

_STATUSES: Final = ("match_exact", "match_greater", "match_lesser", "match_fuzzy")


@attrs.frozen
class Extraction:
    """What a program says it found, and what averred says about that.

    Attributes:
        document: the id of the document.
        kind: the class that the program gave it.
        words: the words that it gave.
        attributes: what else it said, by name.
        claimed: the interval that it claims, in code points; None where it claims none.
        status: the alignment status that it claims.
        anchor: what averred found: `exact` where the words stand at the claimed interval, or in one place.
        agrees: whether the words stand at the claimed interval; None where none is claimed. False where
            what is claimed is no interval of the text, or the status is none that LangExtract has.
    """

    document: str
    kind: str
    words: str
    attributes: Mapping[str, str]
    claimed: Span | None
    status: str | None
    anchor: Anchor
    agrees: bool | None


def read_extractions(lines: Iterable[str]) -> Iterator[Extraction]:
    """Every extraction of the documents, verified.

    Raises:
        SourceError: a line is no document of LangExtract; the message names the line.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield from _of_document(json.loads(line))
            except (ValueError, TypeError, AttributeError, RecursionError):
                raise SourceError(f"line {number} is no document of LangExtract") from None


def _of_document(document: dict[str, Any]) -> Iterator[Extraction]:
    source = make_source(_text(document.get("text")))
    name = _text(document.get("document_id") or "")
    for extraction in document.get("extractions") or ():
        words = _text(extraction.get("extraction_text"))
        interval, status = extraction.get("char_interval") or {}, extraction.get("alignment_status")
        claimed = _interval(interval, len(source.text))
        found, agrees = _verified(words, claimed, source)
        claims = any(interval.get(end) is not None for end in ("start_pos", "end_pos"))
        if (claims and claimed is None) or (status is not None and status not in _STATUSES):
            agrees = False
        given = (extraction.get("attributes") or {}).items()
        yield Extraction(
            name,
            _text(extraction.get("extraction_class") or ""),
            words,
            {str(key): value if isinstance(value, str) else json.dumps(value) for key, value in given},
            claimed,
            status,
            found,
            agrees,
        )


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(found)
    return found


def _interval(found: Mapping[str, object], length: int) -> Span | None:
    """The claimed interval; None where there is none, or where it is no range of the text."""
    start, end = found.get("start_pos"), found.get("end_pos")
    if type(start) is int and type(end) is int and 0 <= start < end <= length:
        return Span(start, end)
    return None


def _verified(words: str, claimed: Span | None, source: SourceText) -> tuple[Anchor, bool | None]:
    """Where the words stand: at the claimed interval if they may be cited there, else wherever they are."""
    found = anchor(format_quote(Quote(words)), source)
    if claimed is None:
        return found, None
    if _stands_at(words, claimed, source):
        return Anchor("exact", claimed), True
    return found, False


def _stands_at(words: str, span: Span, source: SourceText) -> bool:
    normalised = source.normalised()
    low, high = normalised.normalised_offset(span.start), normalised.normalised_offset(span.end)
    same = normalised.text[low:high].strip(" ") == normalise_words(words)
    return same and normalised.raw_span(low, high) == span and is_whole(normalised.text, low, high)


def format_document(
    name: str, source: SourceText, passages: Iterable[tuple[str, Span, Mapping[str, str]]]
) -> str:
    """One line of JSON: a document with its text and the passages that facts cite.

    Args:
        name: the id of the document.
        source: its text.
        passages: for each fact its class (the predicate), its passage, and its attributes.
    """
    extractions = [
        {
            "extraction_class": kind,
            "extraction_text": source.text[span.start : span.end],
            "char_interval": {"start_pos": span.start, "end_pos": span.end},
            "alignment_status": "match_exact",
            "extraction_index": number,
            "attributes": dict(attributes),
        }
        for number, (kind, span, attributes) in enumerate(passages, 1)
    ]
    line = {"document_id": name, "text": source.text, "extractions": extractions}
    return json.dumps(line, ensure_ascii=False) + "\n"
