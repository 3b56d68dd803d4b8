"""The text of each source with its cited passages underlined; where it is not at hand, the quotes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from averred.display.markup import Markup, element
from averred.display.markup import text as text_of
from averred.reports import base
from averred.source import heading_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.findings import Finding
    from averred.reports.html.book import Part
    from averred.reports.html.links import Links
    from averred.reports.html.sheets import Extract

    Marks = dict[str, tuple[str, tuple[Finding, ...]]]
    Places = dict[str, tuple[int, int]]

#: How a passage is underlined: by the gravest finding on a fact that cites it.
_GRAVITY = ("fine", "note", "warning", "error")
_UNMARKED: tuple[str, tuple[Finding, ...]] = ("fine", ())


def texts(part: Part, links: Links) -> Markup:
    """Every source of a page, in the order of their ids."""
    report, sections = part.report, []
    marks = _marks(part)
    for extract in part.sheet.extracts:
        source = report.fact_base.sources.get(extract.source)
        title = (source and (source.title or source.path)) or extract.source or "No source"
        is_known = extract.source in report.source_texts
        body = (_text if is_known else _quotes)(part, extract, marks, links)
        sections.append(element("section", element("h3", title), *body, class_="text"))
    return Markup("".join(sections))


def _quotes(part: Part, extract: Extract, marks: Marks, links: Links) -> list[Markup]:
    """Each quote once, underlined as in the text; in its order, as far as the lock knows their places."""
    report, quotes = part.report, dict[str, list[str]]()
    starts = {fact: span.start for fact, span in base.spans_of(report).items()}
    last = max(starts.values(), default=0) + 1
    for fact in sorted(part.sheet.facts, key=lambda fact: (starts.get(fact.id, last), fact.id)):
        if fact.source == extract.source and fact.citation and fact.citation.quote:
            quotes.setdefault(fact.citation.quote, []).append(fact.id)
    note = "The text of this source is not at hand: these are the quotes that facts cite."
    shown = [element("p", note, class_="faint")]
    for quote, facts in quotes.items():
        places = (element("span", id=links.anchor(fact, report, "text")) for fact in facts)
        body = (*places, _piece(quote, facts, marks), *_references(facts, marks, links))
        shown.append(element("blockquote", element("p", *body)))
    return shown


def _text(part: Part, extract: Extract, marks: Marks, links: Links) -> list[Markup]:
    """The paragraphs of a text; each piece between two borders of passages is underlined as a whole."""
    text = part.report.source_texts[extract.source]
    places = _places(part, extract)
    borders = {extract.start, extract.end, *(edge for place in places.values() for edge in place)}
    borders.update(line.end() for line in re.compile("\n").finditer(text, extract.start, extract.end))
    headings = _headings(text, extract)
    borders.update(edge for words in headings.values() for edge in words)
    signs = {*headings, *(end for _, end in headings.values())}
    lines: list[tuple[str, list[Markup]]] = []
    for start, end, over in _pieces(sorted(borders), places):
        if start == extract.start or text[start - 1] == "\n":
            lines.append(("h4" if start in headings else "p", []))
        words = "" if start in signs else text[start:end]
        lines[-1][1].extend(
            element("span", id=links.anchor(fact, part.report, "text"))
            for fact in over
            if places[fact][0] == start
        )
        ending = [fact for fact in over if places[fact][1] == end]
        lines[-1][1].extend((_piece(words, over, marks), *_references(ending, marks, links)))
    return [element(tag, *pieces) for tag, pieces in lines if "".join(pieces).strip()]


def _headings(text: str, extract: Extract) -> dict[int, tuple[int, int]]:
    """Where each line begins that is a heading, and where its words begin and end, without their signs."""
    found: dict[int, tuple[int, int]] = {}
    start = extract.start
    for line in text[extract.start : extract.end].split("\n"):
        title = heading_title(line) if line.startswith(("=", "#")) else ""
        if title and title != line.strip():
            first = start + line.index(title)
            found[start] = first, first + len(title)
        start += len(line) + 1
    return found


def _places(part: Part, extract: Extract) -> Places:
    """Where the passages of the page's facts stand in a piece of text, in the order of the facts."""
    citations = part.report.citations
    facts = [fact.id for fact in part.sheet.facts if fact.source == extract.source]
    spans = {fact: citations[fact].span for fact in facts if fact in citations}
    return {fact: (span.start, min(span.end, extract.end)) for fact, span in spans.items() if span}


def _pieces(borders: Sequence[int], places: Places) -> Iterator[tuple[int, int, list[str]]]:
    """Each piece between two borders, with the facts whose passages lie over it, in their order."""
    order = {fact: number for number, fact in enumerate(places)}
    waiting = sorted(places, key=lambda fact: places[fact][0], reverse=True)
    over: list[str] = []
    for start, end in pairwise(borders):
        over = [fact for fact in over if places[fact][1] > start]
        while waiting and places[waiting[-1]][0] <= start:
            over.append(waiting.pop())
        over.sort(key=order.__getitem__)
        yield start, end, over


def _marks(part: Part) -> Marks:
    """For each fact the gravest level of its findings, and these findings."""
    marks: Marks = {}
    for finding in (*part.findings, *(one for one in part.elsewhere if one.accepted is None)):
        for fact in finding.facts:
            level, known = marks.get(fact, _UNMARKED)
            gravest = max(level, finding.level.value, key=_GRAVITY.index)
            marks[fact] = gravest, (*known, finding)
    return marks


def _piece(words: str, facts: Sequence[str], marks: Marks) -> Markup:
    """A piece of text: underlined by the gravest finding on the facts that cite it."""
    if not facts or not words.strip():
        return text_of(words)
    level = max((marks.get(fact, _UNMARKED)[0] for fact in facts), key=_GRAVITY.index)
    return element("span", words, class_=f"passage {level}", title=", ".join(facts))


def _references(facts: Iterable[str], marks: Marks, links: Links) -> list[Markup]:
    """Links to the findings on facts whose passage ends here, in the order of their numbers."""
    findings = {int(links.number(one)): one for fact in facts for one in marks.get(fact, _UNMARKED)[1]}
    return [
        element("a", f"\u00a0{number}", href=links.finding(one), class_="ref", aria_label=f"finding {number}")
        for number, one in sorted(findings.items())
    ]
