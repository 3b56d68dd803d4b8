"""What the page says of the whole: which facts to doubt first, and how much of each source is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred import describe
from averred.display.markup import Markup, element
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.coverage import SectionCoverage, SourceCoverage
    from averred.report import Doubt, Report
    from averred.reports.html.book import Part
    from averred.reports.html.links import Links

#: More of them than these nobody looks at first.
_MOST_DOUBTS, _MOST_UNITS = 1_500, 100


def doubts(parts: Sequence[Part], links: Links) -> Markup:
    """The facts of a page that the most credible consistent reading leaves out."""
    here = [{fact.id for fact in part.sheet.facts} for part in parts]
    found = [
        (part.report, doubt)
        for part, ids in zip(parts, here, strict=True)
        for doubt in part.credible.doubts
        if doubt.fact in ids
    ]
    return _section_of(found, links, is_exact=all(part.credible.is_exact for part in parts))


def all_doubts(parts: Sequence[Part], links: Links) -> Markup:
    """The facts of all pages that the most credible consistent reading leaves out."""
    by_report = {id(part.report): part for part in parts}.values()
    found = [(part.report, doubt) for part in by_report for doubt in part.credible.doubts]
    return _section_of(found, links, is_exact=all(part.credible.is_exact for part in parts))


def _section_of(found: Sequence[tuple[Report, Doubt]], links: Links, *, is_exact: bool) -> Markup:
    heading = element("h2", "Doubts", id="doubts")
    if not found:
        return element("section", heading, element("p", "None: all facts can hold."))
    shown = found[:_MOST_DOUBTS]
    first: dict[str, Doubt] = {}  # where a confidence comes from is said once, not in every line
    for _, doubt in shown:
        first.setdefault(doubt.because, doubt)
    items = [
        element("li", *_doubt(doubt, report, links, says_why=first[doubt.because] is doubt))
        for report, doubt in shown
    ]
    note = "Without these facts all others can hold. It says what to look at first, not what is wrong."
    more = "" if is_exact else " There may be a lighter set: these were found by approximation."
    cap = f" {_MOST_DOUBTS:,} of {len(found):,} are shown." if len(found) > _MOST_DOUBTS else ""
    return element("section", heading, element("p", note + more + cap, class_="faint"), element("ul", *items))


def _doubt(doubt: Doubt, report: Report, links: Links, *, says_why: bool) -> list[str]:
    fact = report.fact_base[doubt.fact]
    link = element("a", doubt.fact, href=links.fact(doubt.fact, report))
    because = f" ({doubt.because})" if says_why else ""
    why = f": “{fact.written}”, confidence {describe.number(doubt.confidence)}{because}"
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
    columns = (element("th", name, scope="col", class_="number") for name in ("cited", "of", "left out"))
    head = element("tr", element("th", "section", scope="col"), *columns)
    rows = [_section(section) for section in source.sections]
    table = element("table", caption, element("thead", head), element("tbody", *rows))
    return element("div", table, *_uncited(source), class_="coverage")


def _section(section: SectionCoverage) -> Markup:
    name = section.title or ("before the first heading" if section.number == 0 else f"{section.number}")
    numbers = (section.covered, section.counted, section.left_out)
    cells = (element("td", f"{number:,}", class_="number") for number in numbers)
    return element("tr", element("th", name, scope="row"), *cells)


def _uncited(source: SourceCoverage) -> list[Markup]:
    """How the units begin that no fact cites; where the text is not at hand, where they stand."""
    units = [unit for section in source.sections for unit in section.uncovered]
    if not units:
        return []
    shown = [
        unit.words or f"{unit.kind} at {unit.span.start} to {unit.span.end}" for unit in units[:_MOST_UNITS]
    ]
    more = f" ({_MOST_UNITS} of {len(units):,} shown)" if len(units) > _MOST_UNITS else ""
    return [element("p", f"Not cited{more}:"), element("ul", *(element("li", words) for words in shown))]
