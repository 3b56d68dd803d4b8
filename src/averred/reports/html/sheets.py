"""What stands on which page: all on one, or above 1,500 facts a page for each source, and an index.

A source with more facts than a page holds has several pages, cut where a line of its text begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from averred.facts import Fact
    from averred.report import Report

#: A page of more facts takes a browser long to lay out, and nobody scrolls through it.
MOST_FACTS: Final = 1_500
_LONGEST_NAME: Final = 40


class Extract(NamedTuple):
    """A source from one character to another; 0 to 0 where its text is not at hand."""

    source: str
    start: int
    end: int


class Sheet(NamedTuple):
    """A page, or what one report has on it, before anything is written.

    Attributes:
        page: its file, as seen from the folder of the index; the index itself for a single page.
        report: the whole report.
        facts: those that stand on the page.
        extracts: which sources it shows.
        number: which page of its source it is, from 1.
        of: how many pages its source has.
    """

    page: str
    report: Report
    facts: Sequence[Fact]
    extracts: Sequence[Extract]
    number: int = 1
    of: int = 1


def single(reports: Sequence[Report], index: str) -> list[Sheet]:
    """Everything on one page, in the order of the fact bases."""
    return [
        Sheet(
            index,
            report,
            report.fact_base.facts,
            [Extract(name, 0, len(report.source_texts.get(name, ""))) for name in report.fact_base.sources],
        )
        for report in reports
    ]


def several(reports: Sequence[Report], folder: str) -> list[Sheet]:
    """A page or more for each source that has facts or a text, in the order of fact bases and sources.

    Args:
        reports: the reports.
        folder: where the pages lie, seen from the index.
    """
    found = [sheet for report in reports for sheet in _sheets(report)]
    digits = max(3, len(str(len(found))))
    return [
        sheet._replace(page=f"{folder}/{number:0{digits}}-{_slug(sheet)}.html")
        for number, sheet in enumerate(found, 1)
    ]


def _slug(sheet: Sheet) -> str:
    """The plain letters and digits of a source's id; an id from rows may hold anything."""
    name = sheet.extracts[0].source.lower()
    plain = re.sub("[^a-z0-9]+", "-", name)[:_LONGEST_NAME].strip("-") or "source"
    return f"{plain}-{sheet.number}" if sheet.of > 1 else plain


def _sheets(report: Report) -> Iterator[Sheet]:
    by_source: dict[str, list[Fact]] = {source: [] for source in report.fact_base.sources}
    for fact in report.fact_base.facts:
        by_source.setdefault(fact.source, []).append(fact)
    starts = {fact: span.start for fact, span in base.spans_of(report).items()}
    for source, facts in by_source.items():
        text = report.source_texts.get(source)
        if facts or text is not None:
            # Facts whose passage was not found stand last.
            facts.sort(key=lambda fact: (starts.get(fact.id, len(text or "")), fact.id))
            yield from _sheets_of(report, source, facts, starts)


def _sheets_of(
    report: Report, source: str, facts: Sequence[Fact], starts: Mapping[str, int]
) -> Iterator[Sheet]:
    """The facts of a source in portions, each with the piece of text from its first line on."""
    text = report.source_texts.get(source, "")
    chunks = [facts[first : first + MOST_FACTS] for first in range(0, len(facts) or 1, MOST_FACTS)]
    cuts = [0, *(_line_start(text, starts.get(chunk[0].id)) for chunk in chunks[1:]), len(text)]
    for number, chunk in enumerate(chunks, 1):
        # A line with facts of both pages is shown on both.
        last = max((starts[fact.id] for fact in chunk if fact.id in starts), default=0)
        ends = cuts[number - 1], max(cuts[number], _line_end(text, last))
        yield Sheet("", report, chunk, [Extract(source, *ends)], number, len(chunks))


def _line_start(text: str, start: int | None) -> int:
    return len(text) if start is None else text.rfind("\n", 0, start) + 1


def _line_end(text: str, start: int) -> int:
    return text.find("\n", start) + 1 or len(text)
