"""The text of each source with its cited passages underlined; where it is not at hand, the quotes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from averred.display.markup import Markup, element
from averred.display.markup import text as text_of
from averred.reports import base

if TYPE_CHECKING:
    from averred.report import Report
    from averred.reports.html.cards import Numbers

    Marks = dict[str, tuple[str, tuple[int, ...]]]

#: How a passage is underlined: by the gravest finding on a fact that cites it.
_GRAVITY = ("fine", "note", "warning", "error")


def texts(report: Report, numbers: Numbers) -> Markup:
    """Every source of a fact base, in the order of their ids."""
    parts = []
    for source in report.fact_base.sources.values():
        title = element("h3", source.title or source.path or source.id)
        known = report.source_texts.get(source.id)
        body = _quotes(report, source.id) if known is None else _text(report, source.id, known, numbers)
        parts.append(element("section", title, *body, class_="text"))
    return Markup("".join(parts))


def _quotes(report: Report, source: str) -> list[Markup]:
    facts = [fact for fact in report.fact_base.facts if fact.source == source and fact.citation]
    quotes = dict.fromkeys(fact.citation.quote for fact in facts if fact.citation and fact.citation.quote)
    note = "The text of this source is not at hand: these are the quotes that facts cite."
    return [
        element("p", note, class_="faint"),
        *(element("blockquote", element("p", quote)) for quote in quotes),
    ]


def _text(report: Report, source: str, text: str, numbers: Numbers) -> list[Markup]:
    """The paragraphs of a text; each piece between two borders of passages is underlined as a whole."""
    spans = base.spans_of(report)
    facts = [fact.id for fact in report.fact_base.facts if fact.source == source and fact.id in spans]
    marks = _marks(report, numbers)
    borders = {0, len(text), *(found.end() for found in re.finditer("\n", text))}
    borders.update(edge for fact in facts for edge in (spans[fact].start, spans[fact].end))
    paragraphs: list[list[Markup]] = [[]]
    for start, end in pairwise(sorted(borders)):
        over = [fact for fact in facts if spans[fact].start <= start and end <= spans[fact].end]
        ending = [fact for fact in over if spans[fact].end == end]
        paragraphs[-1] += [_piece(text[start:end], over, marks), *_references(ending, marks)]
        if text[end - 1] == "\n":
            paragraphs.append([])
    return [element("p", *paragraph) for paragraph in paragraphs if "".join(paragraph).strip()]


def _marks(report: Report, numbers: Numbers) -> Marks:
    """For each fact the gravest level of its findings, and their numbers."""
    marks: dict[str, tuple[str, tuple[int, ...]]] = {}
    for finding in report.findings:
        for fact in finding.facts:
            level, known = marks.get(fact, ("fine", ()))
            gravest = max(level, finding.level.value, key=_GRAVITY.index)
            marks[fact] = gravest, (*known, numbers[id(finding)])
    return marks


def _piece(words: str, facts: list[str], marks: Marks) -> Markup:
    """A piece of text: a link to the first fact that cites it, underlined by the gravest finding."""
    if not facts or not words.strip():
        return text_of(words)
    level = max((marks.get(fact, ("fine", ()))[0] for fact in facts), key=_GRAVITY.index)
    return element("span", words, class_=f"passage {level}", title=", ".join(facts))


def _references(facts: list[str], marks: Marks) -> list[Markup]:
    """Links to the findings on facts whose passage ends here, in the order of their numbers."""
    found = sorted({number for fact in facts for number in marks.get(fact, ("fine", ()))[1]})
    return [
        element("a", str(number), href=f"#finding-{number}", class_="ref", aria_label=f"finding {number}")
        for number in found
    ]
