"""What the page says of all facts together: quantities, events in their order, and every fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred import describe
from averred.display.markup import Markup, element, joined
from averred.display.svg import forest_plot, with_caption
from averred.reports import base
from averred.reports.html.links import to_source
from averred.values import Date, Quantity
from averred.values.calendar import time_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.facts import Fact
    from averred.report import Report
    from averred.reports.html.book import Part, Plot
    from averred.reports.html.links import Links

#: More plots than these nobody looks at, and they make most of a page.
_MOST_PLOTS = 100


def quantities(parts: Sequence[Part]) -> Markup:
    """For each property that is given more than once, what every passage and voice allows."""
    plots = [(plot, part.report) for part in parts for plot in part.plots]
    note = "Claims are not averaged: each row is what one passage allows. Dashed: said by somebody else."
    if len(plots) > _MOST_PLOTS:
        plots.sort(key=lambda pair: _is_agreed(pair[0]))
        note += f" {_MOST_PLOTS} of {len(plots):,} properties are drawn, first those whose values differ."
    drawn = [_plot(plot, report) for plot, report in plots[:_MOST_PLOTS]]
    body = element("div", *drawn, class_="plots")
    pieces = [element("p", note, class_="faint"), body] if plots else [element("p", "None to compare.")]
    return element("section", element("h2", "Quantities", id="quantities"), *pieces)


def _is_agreed(plot: Plot) -> bool:
    """Whether all passages allow the same: then there is little to see."""
    return len({fact.value.interval for fact in plot.facts if isinstance(fact.value, Quantity)}) == 1


def _plot(plot: Plot, report: Report) -> Markup:
    names = base.short_names(plot.facts)
    bars = [
        base.bar_of(fact, fact.value, names[fact.id])
        for fact in plot.facts
        if isinstance(fact.value, Quantity)
    ]
    fact = plot.facts[0]
    unit = f", {fact.value.unit}" if isinstance(fact.value, Quantity) and fact.value.unit else ""
    what = report.fact_base.predicates[fact.predicate].title
    more = f"; {plot.omitted:,} more on other pages" if plot.omitted else ""
    title = f"{report.fact_base.name_of(fact.subject)}: {what} ({fact.scope.status}{unit}){more}"
    return with_caption(forest_plot(bars, "; ".join(f"{bar.label}: {bar.words}" for bar in bars)), title)


def events(parts: Sequence[Part], links: Links) -> Markup:
    """Every dated fact of a page in the order of the days, with the gaps written out."""
    dated = [
        (int(fact.value.interval.lo or 0), int(fact.value.interval.hi or 0), fact, part.report)
        for part in parts
        for fact in part.sheet.facts
        if isinstance(fact.value, Date) and fact.value.interval.is_bounded and fact.is_active
    ]
    dated.sort(key=lambda entry: (entry[0], entry[1], entry[2].id))
    items: list[list[str]] = []
    reached: int | None = None
    for first, last, fact, report in dated:
        if reached is not None and first > reached:
            items[-1].append(element("p", f"{time_between(reached, first)} later", class_="gap"))
        items.append(_event(fact, report, links))
        reached = max(last, reached or last)
    body = element("ol", *(element("li", *item) for item in items), class_="events")
    heading = element("h2", "Events", id="events")
    return element("section", heading, body if items else element("p", "No dates."))


def _event(fact: Fact, report: Report, links: Links) -> list[str]:
    what = report.fact_base.predicates[fact.predicate].title
    days = describe.days(fact.value.interval) if isinstance(fact.value, Date) else ""
    name = report.fact_base.name_of(fact.subject)
    link = element("a", fact.id, href=links.fact(fact.id, report))
    return [element("strong", days), f" {name}, {what}: “{fact.written}” (", link, ")"]


def facts(parts: Sequence[Part], links: Links) -> Markup:
    """Every fact of a page: what it says, how it was read, who says so, and how its citation fared."""
    columns = ("fact", "about", "value", "read as", "said by", "confidence", "citation", "quote")
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_fact(fact, part.report, links) for part in parts for fact in part.sheet.facts]
    is_some = any(part.report.read_in_full is not None for part in parts)
    count = base.plural(len(rows), "fact")
    caption = element("caption", f"{count} read in full" if is_some else f"All {count}")
    table = element("table", caption, element("thead", head), element("tbody", *rows), class_="facts")
    label = "Facts read in full" if is_some else "All facts"
    scroller = element("div", table, class_="scroll", tabindex=0, role="group", aria_label=label)
    return element("section", element("h2", "Facts", id="facts"), scroller)


def _fact(fact: Fact, report: Report, links: Links) -> Markup:
    fact_base = report.fact_base
    result = report.citations.get(fact.id)
    what = fact_base.predicates[fact.predicate].title
    quote = (fact.citation.quote if fact.citation else None) or ""
    address = links.passage(fact.id, report)
    cells = (
        f"{describe.owner(fact.subject, fact.part, fact_base)}: {what}",
        f"not {fact.written}" if fact.denied else fact.written,
        describe.reading_with_convention(fact.value, fact_base),
        describe.voice(fact, fact_base),
        describe.number(fact.confidence.weight),
        result.verdict if result else "none",
        joined(
            element("a", quote, href=address) if address else quote, *to_source(fact.id, report), between=" "
        ),
    )
    name = element("th", fact.id, scope="row", id=links.anchor(fact.id, report))
    return joined(element("tr", name, *(element("td", cell) for cell in cells)))
