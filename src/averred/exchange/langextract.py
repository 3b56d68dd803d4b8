"""LangExtract's JSON Lines, in and out: one document a line, with its text and what was extracted from it.

Its character intervals and its alignment status are claims of a program. Each is verified: the words must
stand in the text by averred's own rules, and the interval must be where they stand. "match_fuzzy" never
passes as found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.anchor import Anchor, Quote, anchor, format_quote
from averred.anchor.boundaries import is_whole
from averred.errors import SourceError
from averred.exchange.base import Passage, Row, Stated, Statements, from_words, is_key
from averred.normalise import normalise_words
from averred.selectors import Selected
from averred.source import SourceText, make_source
from averred.spans import Span
from averred.structuring import Misfit

if TYPE_CHECKING:
    from pathlib import Path

    from averred.entities import Source

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
    attributes: Mapping[str, str | list[str]]
    claimed: Span | None
    status: str | None
    anchor: Anchor
    agrees: bool | None


def read_extractions(lines: Iterable[str]) -> Iterator[Extraction]:
    """Every extraction of the documents, verified.

    Raises:
        SourceError: a line is no document of LangExtract, or one of its extractions is malformed; the
            message names the line.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            document = _document(line)
            if document is None:
                raise SourceError(f"line {number} is no document of LangExtract")
            for one in document[1]:
                if isinstance(one, Misfit):
                    raise SourceError(f"line {number}: {one.message}", suggestion=one.help)
                yield one


def _document(line: str) -> tuple[SourceText, list[Extraction | Misfit]] | None:
    """The text of a document and its extractions; None for a line that is none."""
    try:
        document = json.loads(line)
        source = make_source(_text(document.get("text")))
        name = _text(document.get("document_id") or "")
        given = enumerate(document.get("extractions") or (), 1)
        return source, [_read(number, name, source, one) for number, one in given]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _read(number: int, name: str, source: SourceText, extraction: Mapping[str, Any]) -> Extraction | Misfit:
    """An extraction, or that it is none: one that is malformed takes no other with it."""
    try:
        return _extraction(name, source, extraction)
    except (TypeError, AttributeError):
        what = "has no text, or an interval or attributes that are no object"
        message = f"extraction {number} of the document {what}"
        return Misfit(message, "correct it, or leave it out; the others are read", rule="malformed-file")


def _extraction(name: str, source: SourceText, extraction: Mapping[str, Any]) -> Extraction:
    words = _text(extraction.get("extraction_text"))
    interval, status = extraction.get("char_interval") or {}, extraction.get("alignment_status")
    claimed = _interval(interval, len(source.text))
    found, agrees = _verified(words, claimed, source)
    claims = any(interval.get(end) is not None for end in ("start_pos", "end_pos"))
    if (claims and claimed is None) or (status is not None and status not in _STATUSES):
        agrees = False
    kind = _text(extraction.get("extraction_class") or "")
    attributes = (extraction.get("attributes") or {}).items()
    given = {str(key): item if _is_words(item) else json.dumps(item) for key, item in attributes}
    return Extraction(name, kind, words, given, claimed, status, found, agrees)


def _is_words(item: object) -> bool:
    return isinstance(item, str) or (isinstance(item, list) and all(isinstance(one, str) for one in item))


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
    name: str, source: SourceText, passages: Iterable[tuple[str, Span, Mapping[str, str | list[str]]]]
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


def format_passages(passages: Iterable[Passage]) -> str:
    """Passages as one document for each source, with its whole text."""
    documents: dict[str, list[Passage]] = {}
    for one in passages:
        documents.setdefault(one.source.id, []).append(one)
    return "".join(
        format_document(name, some[0].text, ((one.kind, one.span, one.row) for one in some))
        for name, some in documents.items()
    )


def names_of(source: Source) -> tuple[str, ...]:
    """What documents call a source."""
    return (source.id,)


def read_passages(path: Path) -> Statements:
    """What the documents of a file state, extraction by extraction."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield from ((number, stated) for stated in _statements(line))


def _statements(line: bytes) -> Iterator[Stated | Misfit]:
    try:
        found = _document(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield Misfit(f"the line is not UTF-8: {error.reason}", "save it as UTF-8", rule="malformed-file")
        return
    if found is None:
        message = "the line is no document of LangExtract, with a text and extractions"
        yield Misfit(message, "write one document a line", rule="malformed-file")
        return
    document, extractions = found
    for one in extractions:
        if isinstance(one, Misfit):
            yield one
            continue
        quote = format_quote(Quote(one.words))
        claimed = (one.claimed,) if one.claimed else ()
        find = partial(_find, one, document)
        names = (one.document,) if one.document else ()
        yield Stated(names, document, _row(one), one.words, quote, None, None, claimed, find)


def _find(extraction: Extraction, document: SourceText, source: SourceText) -> Selected:
    """An interval is one of the document's own text; the words have to stand in the source."""
    own = source.text == document.text
    found = extraction.anchor if own else anchor(format_quote(Quote(extraction.words)), source)
    return Selected(found, extraction.agrees)


def _row(extraction: Extraction) -> Row:
    """The keys of a fact among the attributes; the others are its note."""
    given = extraction.attributes
    row: Row = {key: from_words(key, item) for key, item in given.items() if is_key(key)}
    others = {key: item if isinstance(item, str) else ", ".join(item) for key, item in given.items()}
    notes = [others["note"]] if "note" in row else []
    notes += [f"{key}: {item}" for key, item in others.items() if not is_key(key)]
    row |= {"note": "; ".join(notes)} if notes else {}
    return {"predicate": extraction.kind, **row} if extraction.kind else row
