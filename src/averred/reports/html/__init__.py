"""HTML pages that can be sent to somebody: no network, no JavaScript needed, nothing in them acts.

One page holds a report of up to 1,500 facts. A larger one has an index and a page for each source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.display.markup import Markup, element
from averred.errors import ConfigurationError
from averred.findings import Level
from averred.reports import base
from averred.reports.html import cards, contents, judged, overview, passages
from averred.reports.html.book import bound
from averred.reports.html.document import document, header, navigation
from averred.reports.html.links import address
from averred.reports.html.sheets import MOST_FACTS, several, single

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.report import Report
    from averred.reports.base import Options
    from averred.reports.html.book import Book, Part
    from averred.reports.html.links import Links


def render(reports: Sequence[Report], options: Options) -> str:
    """The one page over all reports: verdict, texts beside findings, plots, events, facts.

    Raises:
        ConfigurationError: for more facts than a page holds.
    """
    if is_large(reports):
        facts = base.plural(sum(len(report.fact_base) for report in reports), "fact")
        raise ConfigurationError(
            f"{facts} are too many for one HTML page",
            suggestion="name a file, such as html=report.html: a page for each source is written beside it",
        )
    book = bound(reports, single(reports, "report.html"), "report.html", options.coverage)
    title = f"averred: {', '.join(base.base_name(report) for report in reports) or 'no facts'}"
    lines = [verdict(reports), base.summary(reports), _how_verified(reports), *_left_out(reports)]
    return document(
        title, header(_title(reports), lines, _sections(book.parts)), _main(book.parts, book.links)
    )


def is_large(reports: Sequence[Report]) -> bool:
    """Whether the facts need more than one page."""
    return sum(len(report.fact_base) for report in reports) > MOST_FACTS


def pages(reports: Sequence[Report], options: Options, name: str) -> Iterator[tuple[str, str]]:
    """All pages of a report, one at a time: their files, as seen from the folder of the first, and texts.

    Args:
        reports: one for each fact base.
        options: how to show them.
        name: the file name of the page, or of the index where there are several; those lie in the folder
            of the same name with `-pages` in place of `.html`.
    """
    if not is_large(reports):
        yield name, render(reports, options)
        return
    folder = f"{name.removesuffix('.html')}-pages"
    book = bound(reports, several(reports, folder), name, options.coverage)
    lines = [verdict(reports), base.summary(reports), _how_verified(reports), *_left_out(reports)]
    sections = [(part.capitalize(), f"#{part}") for part in ("sources", "findings", "doubts")]
    top = header(_title(reports), lines, navigation("Sections", sections))
    yield name, document("averred: index", top, contents.main(reports, book))
    for number, part in enumerate(book.parts):
        yield part.sheet.page, _page(number, book, lines[0])


def _page(number: int, book: Book, verdict: str) -> str:
    """The page of a source: the verdict of the whole report, and all that concerns the source."""
    part = book.parts[number]
    links = book.links._replace(here=part.sheet.page)
    title = contents.source_title(part)
    facts = base.plural(len(part.sheet.facts), "fact")
    findings = base.plural(len(part.findings), "finding")
    lines = [
        f"All sources together: {verdict}",
        f"On this page: {facts}; {findings} in full, {len(part.elsewhere):,} more on other pages.",
        _how_verified([part.report], {extract.source for extract in part.sheet.extracts}),
        *_left_out([part.report]),
    ]
    top = header(f"Do the facts agree? {title}", lines, _pager(number, book), _sections([part]))
    return document(f"averred: {title}", top, _main([part], links))


def _pager(number: int, book: Book) -> Markup:
    """The way to the index and to the pages before and after."""
    here = book.parts[number].sheet.page
    around = [("Index of all sources", book.home)]
    around += [("Previous page", part.sheet.page) for part in book.parts[max(number - 1, 0) : number]]
    around += [("Next page", part.sheet.page) for part in book.parts[number + 1 : number + 2]]
    return navigation("Pages", ((words, address(here, there)) for words, there in around))


def _title(reports: Sequence[Report]) -> str:
    names = list(dict.fromkeys(name for report in reports for name in _titles(report)))
    more = f"; and {len(names) - 5:,} more" if len(names) > 5 else ""
    return f"Do the facts agree? {'; '.join(names[:5])}{more}"


def _titles(report: Report) -> list[str]:
    sources = report.fact_base.sources.values()
    return [source.title or source.path or source.id for source in sources] or [base.base_name(report)]


def verdict(reports: Sequence[Report]) -> str:
    """What the check says, in one sentence. It speaks of agreement, never of truth."""
    levels = base.level_counts(reports)
    if levels[Level.ERROR.value]:
        return f"The facts do not all agree: {base.plural(levels['error'], 'error')}."
    if any(levels.values()):
        return "Nothing contradicts itself; there are warnings or notes."
    return "Nothing was found. That says that the facts agree with each other, not that they are true."


def _how_verified(reports: Sequence[Report], sources: set[str] | None = None) -> str:
    """Which of the sources, or of some of them, were not at hand."""
    absent = [
        base.source_name(report, source)
        for report in reports
        for source in report.fact_base.sources
        if source not in report.source_texts and (sources is None or source in sources)
    ]
    if not absent:
        return "Every quote was looked up in the text of its source."
    more = f" and {len(absent) - 20:,} more" if len(absent) > 20 else ""
    return f"Not at hand, so that quotes alone are shown: {', '.join(absent[:20])}{more}."


def _left_out(reports: Sequence[Report]) -> list[str]:
    """What was not checked, or is not shown, and why: a line for each reason."""
    reasons = dict.fromkeys(reason for report in reports for reason in report.skipped)
    return [f"Not checked: {reason}." for reason in reasons]


def _sections(parts: Sequence[Part]) -> Markup:
    covered = ("coverage",) if any(part.coverage for part in parts) else ()
    names = ("findings", "text", "quantities", "events", "doubts", *covered, "facts")
    return navigation("Sections", ((name.capitalize(), f"#{name}") for name in names))


def _main(parts: Sequence[Part], links: Links) -> Markup:
    text = (passages.texts(part, links) for part in parts)
    heading = element("h2", "Text", id="text")
    texts = element("section", heading, *text, class_="texts", tabindex=0, aria_labelledby="text")
    return element(
        "main",
        element("div", cards.section(parts, links), texts, class_="beside"),
        overview.quantities(parts),
        overview.events(parts, links),
        judged.doubts(parts, links),
        judged.coverage([one for part in parts for one in part.coverage]),
        overview.facts(parts, links),
    )
