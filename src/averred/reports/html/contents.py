"""The index of a report of several pages: every source with its page, every finding with its card."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from averred.display.markup import Markup, element, joined
from averred.findings import Level
from averred.reports import base
from averred.reports.html import cards, judged
from averred.reports.html.links import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.html.book import Book, Part

#: More rows than these nobody reads at once; the counts are of all.
_MOST_LINES: Final = 1_000
_MOST_CARDS: Final = 200


def main(reports: Sequence[Report], book: Book) -> Markup:
    """What the index shows: the sources, the findings, and which facts to doubt first."""
    return element(
        "main", _sources(book), _findings(reports, book), judged.all_doubts(book.parts, book.links)
    )


def source_title(part: Part) -> str:
    """The title of the one source of a page, and which of its pages it is."""
    sheet = part.sheet
    known = part.report.fact_base.sources.get(sheet.extracts[0].source)
    title = (known and (known.title or known.path)) or sheet.extracts[0].source or "No source"
    return f"{title} ({sheet.number} of {sheet.of})" if sheet.of > 1 else title


def _sources(book: Book) -> Markup:
    """A row for each page: what it has, and how much of the source is cited."""
    columns = ("source", "facts", *(f"{level.value}s" for level in Level), "units cited")
    names = (element("th", column, scope="col", class_="number") for column in columns[1:])
    head = element("tr", element("th", columns[0], scope="col"), *names)
    rows = [_source(part, book) for part in book.parts]
    note = "Each finding is counted where it is shown in full: on the page of its first fact."
    table = element("table", element("caption", note), element("thead", head), element("tbody", *rows))
    scroller = element("div", table, class_="scroll", tabindex=0, role="group", aria_label="All sources")
    return element("section", element("h2", "Sources", id="sources"), scroller)


def _source(part: Part, book: Book) -> Markup:
    link = element("a", source_title(part), href=address(book.home, part.sheet.page))
    levels = Counter(finding.level for finding in part.findings)
    cited = "; ".join(f"{one.covered:,} of {one.counted:,}" for one in part.coverage)
    numbers = (len(part.sheet.facts), *(levels[level] for level in Level))
    cells = [element("td", words, class_="number") for words in (*map("{:,}".format, numbers), cited or "–")]
    return element("tr", element("th", link, scope="row"), *cells)


def _findings(reports: Sequence[Report], book: Book) -> Markup:
    """Findings on no fact in full, all others in a line that leads to their card."""
    loose = [pair for pair in book.loose if pair[1].accepted is None]
    off_pages = {id(finding) for _, finding in loose}
    lines = [one for _, one in base.all_findings(reports) if id(one) not in off_pages]
    accepted = [one for report in reports for one in report.accepted]
    parts = [element("h2", "Findings", id="findings")]
    parts += [cards.card(finding, report, book.links) for report, finding in loose[:_MOST_CARDS]]
    parts += [*_capped(len(loose), _MOST_CARDS), _lines(lines, book)]
    if accepted:
        parts += [element("h2", "Accepted", id="accepted"), _lines(accepted, book)]
    return element("section", *parts)


def _lines(findings: Sequence[Finding], book: Book) -> Markup:
    if not findings:
        return element("p", "None on a page of a source.")
    items = [element("li", *cards.line(one, book.links)) for one in findings[:_MOST_LINES]]
    return joined(element("ul", *items, class_="plain"), *_capped(len(findings), _MOST_LINES))


def _capped(total: int, most: int) -> list[Markup]:
    words = f"{most:,} of {total:,} shown here, the gravest first; the pages of the sources have all."
    return [element("p", words, class_="faint")] if total > most else []
