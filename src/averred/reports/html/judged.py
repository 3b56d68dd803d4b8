"""What the page says of the whole: which facts to doubt first, and how much of each source is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred import describe
from averred.display.markup import Markup, element
from averred.reports import base
from averred.reports.html.cards import fact_anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.coverage import SectionCoverage, SourceCoverage
    from averred.report import Doubt, Report


def doubts(reports: Sequence[Report]) -> Markup:
    """The facts that the most credible consistent reading leaves out."""
    items, is_exact = [], True
    for report in reports:
        found = report.credible()
        is_exact = is_exact and found.is_exact
        items += [element("li", *_doubt(doubt, report)) for doubt in found.doubts]
    note = "Without these facts all others can hold. It says what to look at first, not what is wrong."
    more = "" if is_exact else " There may be a lighter set: these were found by approximation."
    body = [element("p", note + more, class_="faint"), element("ul", *items)] if items else []
    heading = element("h2", "Doubts", id="doubts")
    return element("section", heading, *(body or [element("p", "None: all facts can hold.")]))


def _doubt(doubt: Doubt, report: Report) -> list[str]:
    fact = report.fact_base[doubt.fact]
    link = element("a", doubt.fact, href=f"#{fact_anchor(fact, report)}")
    why = f": “{fact.written}”, confidence {describe.number(doubt.confidence)} ({doubt.because})"
    return [link, f"{why}; beside {', '.join(doubt.beside)}"]


def coverage(sources: Sequence[SourceCoverage]) -> Markup:
    """How much of each source is cited, section by section; nothing where that is not known."""
    if not sources:
        return Markup("")
    note = "How many sentences, items and lines of a section have a passage that a fact cites."
    parts = [element("p", note, class_="faint"), *(_source(source) for source in sources)]
    return element("section", element("h2", "Coverage", id="coverage"), *parts)


def _source(source: SourceCoverage) -> Markup:
    cited = f"{round(source.cited_share * 100)} % of their characters"
    counted = base.plural(source.counted, "unit")
    caption = element("caption", f"{source.source}: {source.covered} of {counted} cited ({cited})")
    head = element(
        "tr", *(element("th", name, scope="col") for name in ("section", "cited", "of", "left out"))
    )
    rows = [_section(section) for section in source.sections]
    return element("table", caption, element("thead", head), element("tbody", *rows))


def _section(section: SectionCoverage) -> Markup:
    name = section.title or ("before the first heading" if section.number == 0 else f"{section.number}")
    numbers = (section.covered, section.counted, section.left_out)
    cells = (element("td", f"{number:,}") for number in numbers)
    return element("tr", element("th", name, scope="row"), *cells)
