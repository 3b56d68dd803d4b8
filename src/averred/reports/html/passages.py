"""The text of each source with its cited passages underlined; where it is not at hand, the quotes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from averred.display.markup import Markup, element
from averred.display.markup import text as text_of

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
        body = _text(part, extract, marks, links) if is_known else _quotes(part, extract.source)
        sections.append(element("section", element("h3", title), *body, class_="text"))
    return Markup("".join(sections))


def _quotes(part: Part, source: str) -> list[Markup]:
    facts = [fact for fact in part.sheet.facts if fact.source == source and fact.citation]
    quotes = dict.fromkeys(fact.citation.quote for fact in facts if fact.citation and fact.citation.quote)
    note = "The text of this source is not at hand: these are the quotes that facts cite."
    return [
        element("p", note, class_="faint"),
        *(element("blockquote", element("p", quote)) for quote in quotes),
    ]


def _text(part: Part, extract: Extract, marks: Marks, links: Links) -> list[Markup]:
    """The paragraphs of a text; each piece between two borders of passages is underlined as a whole."""
    text = part.report.source_texts[extract.source]
    places = _places(part, extract)
    borders = {extract.start, extract.end, *(edge for place in places.values() for edge in place)}
    borders.update(line.end() for line in re.compile("\n").finditer(text, extract.start, extract.end))
    paragraphs: list[list[Markup]] = [[]]
    for start, end, over in _pieces(sorted(borders), places):
        paragraphs[-1] += [
            element("span", id=links.anchor(fact, part.report, "text"))
            for fact in over
            if places[fact][0] == start
        ]
        ending = [fact for fact in over if places[fact][1] == end]
        paragraphs[-1] += [_piece(text[start:end], over, marks), *_references(ending, marks, links)]
        if text[end - 1] == "\n":
            paragraphs.append([])
    return [element("p", *paragraph) for paragraph in paragraphs if "".join(paragraph).strip()]


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
        element("a", str(number), href=links.finding(one), class_="ref", aria_label=f"finding {number}")
        for number, one in sorted(findings.items())
    ]
