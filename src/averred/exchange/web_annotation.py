"""Files of the W3C Web Annotation Data Model, in and out: the passages that facts cite, and what they say.

What the selectors of a target say is verified (`averred.selectors`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from averred.anchor import Quote, format_quote
from averred.directives import MARK, parse_directive
from averred.errors import QuoteError
from averred.exchange.base import Passage, Row, Stated, Statements, from_words, why_no_json
from averred.selectors import NO_WORDS, select, selectors_in, selectors_of
from averred.spans import Span
from averred.structuring import Misfit

if TYPE_CHECKING:
    from pathlib import Path

    from averred.entities import Source
    from averred.source import SourceText

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_URN: Final = "urn:averred:"
_JSON: Final = "application/json"
#: Under which key a file has them: a page or a collection of the standard, an answer of Hypothesis.
_LISTS: Final = ("items", "rows")
_GAPS: Final = frozenset(" \t\r\n,")
_LIST: Final = re.compile(r'(?:^|"(?:items|rows)"\s*:)\s*\[')


def annotation(
    name: str, body: str, span: Span, source: SourceText, url: str, row: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """A passage and what is said about it as a Web Annotation.

    Args:
        name: what identifies it, as a URI or a URN.
        body: what is said, in words.
        span: the passage.
        source: the text.
        url: where it can be read.
        row: the same for machines, which then is a second body.
    """
    said: dict[str, str] = {"type": "TextualBody", "value": body, "format": "text/plain"}
    row_said = {"type": "TextualBody", "value": json.dumps(row, ensure_ascii=False), "format": _JSON}
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "Annotation",
        "body": said if row is None else [said, row_said],
        "target": {"source": url, "selector": selectors_of(span, source, url)},
    }


def format_passages(passages: Iterable[Passage]) -> str:
    """Passages as a collection of annotations, one a line."""
    lines = []
    for one in passages:
        name, url = f"{_URN}fact:{one.fact}", one.source.url or f"{_URN}source:{one.source.id}"
        written = annotation(name, one.says, one.span, one.text, url, one.row)
        del written["@context"]  # that of the collection
        lines.append(json.dumps(written, ensure_ascii=False))
    head = {
        "@context": CONTEXT,
        "id": f"{_URN}facts",
        "type": "AnnotationCollection",
        "total": len(lines),
        "first": {"id": f"{_URN}facts:1", "type": "AnnotationPage", "startIndex": 0, "items": []},
    }
    before, after = json.dumps(head).rsplit("[]", 1)
    return f"{before}[\n{f',{chr(10)}'.join(lines)}\n]{after}\n"


def names_of(source: Source) -> tuple[str, ...]:
    """What annotations call a source."""
    return tuple(name for name in (source.url, f"{_URN}source:{source.id}", source.id) if name)


def read_passages(path: Path) -> Statements:
    """What the annotations of a file state, one for each target.

    A file holds one annotation, a list of them, a page or a collection with its first page, or what the
    programming interface of Hypothesis answers.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        why = why_no_json(error)
        yield line, Misfit(f"the file is no JSON: {why}", "save the annotations again", rule="malformed-file")
        return
    annotations = _annotations(found)
    if annotations is None:
        message = "the file has no annotations"
        yield 1, Misfit(message, "save a collection with its annotations", rule="malformed-file")
        return
    for line, one in zip(_lines(text, annotations), annotations, strict=True):
        yield from ((line, stated) for stated in _statements(one))


def _annotations(found: object) -> list[object] | None:
    """The annotations of a file; None where it has none."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    if "first" in found:
        return _annotations(found["first"])
    listed = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), None)
    return listed if listed is not None else [found] if "target" in found else None


def _lines(text: str, annotations: list[object]) -> list[int]:
    """The line on which each annotation begins; 1 where that cannot be said."""
    for found in _LIST.finditer(text):
        lines = list(_lines_from(text, found.end(), annotations))
        if len(lines) == len(annotations):
            return lines
    return [1] * len(annotations)


def _lines_from(text: str, start: int, annotations: list[object]) -> Iterator[int]:
    """The lines of those annotations that stand one after another from here on."""
    decoder, line, done = json.JSONDecoder(), 1 + text.count("\n", 0, start), start
    for expected in annotations:
        at = done
        while text[at : at + 1] in _GAPS:
            at += 1
        try:
            one, end = decoder.raw_decode(text, at)
        except ValueError:
            return
        if one != expected:
            return
        line += text.count("\n", done, at)
        yield line
        line += text.count("\n", at, end)
        done = end


def _statements(given: object) -> Iterator[Stated | Misfit]:
    """What one annotation states about each of its targets."""
    if not isinstance(given, Mapping) or "target" not in given:
        yield Misfit("this is no annotation: it has no target", "leave it out")
        return
    targets = given["target"] if isinstance(given["target"], list) else [given["target"]]
    row = _row(given)
    for target in targets:
        selectors = selectors_in(target.get("selector")) if isinstance(target, Mapping) else []
        named = target.get("source") or target.get("id") if isinstance(target, Mapping) else target
        words = _words(selectors)
        if words is None:
            yield Misfit(f"an annotation cannot be taken: {NO_WORDS}", "select the words, too")
            continue
        alone = row if len(targets) == 1 else {key: row[key] for key in row if key != "id"}
        names = (str(named).partition("#")[0],) if named else ()
        claimed = tuple(map(_span, (one for one in selectors if one.get("type") == "TextPositionSelector")))
        yield Stated(names, None, alone, *words, claimed, partial(select, selectors))


def _span(selector: Mapping[str, Any]) -> Span:
    start, end = selector.get("start"), selector.get("end")
    return Span(start, end) if type(start) is int and type(end) is int else Span(-1, -1)


def _words(selectors: Sequence[Mapping[str, Any]]) -> tuple[str, str, str | None, str | None] | None:
    """The words of a passage, these as a quote, and what stands around it; None where there are none."""
    for one in selectors:
        if one.get("type") == "TextQuoteSelector" and str(one.get("exact") or "").strip():
            exact, before, after = (str(one.get(key) or "") for key in ("exact", "prefix", "suffix"))
            return exact, format_quote(Quote(exact)), before or None, after or None
    for one in selectors:
        if one.get("type") == "FragmentSelector" and MARK in str(one.get("value")):
            try:
                directive = parse_directive(str(one.get("value")))
            except QuoteError:
                continue
            return directive.start, directive.quote, directive.prefix, directive.suffix
    return None


def _row(given: Mapping[str, Any]) -> Row:
    """The keys of a fact that an annotation gives: averred's own body, or the words of others as a note."""
    body = given.get("body")
    bodies: list[Any] = body if isinstance(body, list) else [body]
    notes = [given.get("text"), *(body for body in bodies if isinstance(body, str))]
    tags = list(given.get("tags") or ()) if isinstance(given.get("tags"), list) else []
    for body in filter(_is_object, bodies):
        if body.get("format") == _JSON and (own := _own_row(str(body.get("value")))):
            return own
        (tags if body.get("purpose") == "tagging" else notes).append(body.get("value"))
    noted = "; ".join(" ".join(one.split()) for one in notes if isinstance(one, str) and one.strip())
    row: Row = {"note": noted or None, "tags": [one for one in tags if isinstance(one, str) and one.strip()]}
    return row


def _is_object(found: object) -> bool:
    return isinstance(found, Mapping)


def _own_row(text: str) -> Row | None:
    """The row of a fact that averred wrote; None for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not {"subject", "predicate"} <= found.keys():
        return None
    return {key: from_words(key, item) for key, item in found.items()}
