"""What the page says of all facts together: quantities, events in their order, and every fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred import describe
from averred.display.markup import Markup, element, joined
from averred.display.plot import gap_text
from averred.display.svg import forest_plot, with_caption
from averred.reports import base
from averred.reports.html.cards import fact_anchor
from averred.values import Date, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.facts import Fact
    from averred.report import Report


def quantities(reports: Sequence[Report]) -> Markup:
    """For each property that is given more than once, what every passage and voice allows."""
    plots = [plot for report in reports for plot in _plots(report)]
    note = "Claims are not averaged: each row is what one passage allows. Dashed: said by somebody else."
    parts = [element("p", note, class_="faint"), *plots] if plots else [element("p", "None to compare.")]
    return element("section", element("h2", "Quantities", id="quantities"), *parts)


def _plots(report: Report) -> Iterator[Markup]:
    groups: dict[tuple[str, str, str, str], list[tuple[Fact, Quantity]]] = {}
    for fact in report.fact_base.facts:
        if isinstance(fact.value, Quantity) and fact.is_active and not fact.denied:
            key = (fact.subject, fact.predicate, fact.scope.status, fact.value.unit or "")
            groups.setdefault(key, []).append((fact, fact.value))
    for (subject, predicate, status, unit), pairs in groups.items():
        if len(pairs) > 1:
            names = base.short_names([fact for fact, _ in pairs])
            bars = [base.bar_of(fact, value, names[fact.id]) for fact, value in pairs]
            what = report.fact_base.predicates[predicate].title
            title = f"{what} of {report.fact_base.name_of(subject)} ({status}{f', {unit}' if unit else ''})"
            yield with_caption(
                forest_plot(bars, "; ".join(f"{bar.label}: {bar.words}" for bar in bars)), title
            )


def events(reports: Sequence[Report]) -> Markup:
    """Every dated fact in the order of the days, with the gaps written out."""
    dated = [
        (int(fact.value.interval.lo or 0), int(fact.value.interval.hi or 0), fact, report)
        for report in reports
        for fact in report.fact_base.facts
        if isinstance(fact.value, Date) and fact.value.interval.is_bounded and fact.is_active
    ]
    dated.sort(key=lambda entry: (entry[0], entry[1], entry[2].id))
    items: list[Markup] = []
    reached: int | None = None
    for first, last, fact, report in dated:
        if reached is not None and first > reached:
            items.append(element("li", f"{gap_text(first - reached)} later", class_="gap"))
        items.append(element("li", *_event(fact, report)))
        reached = max(last, reached or last)
    body = element("ol", *items, class_="events") if items else element("p", "No dates.")
    return element("section", element("h2", "Events", id="events"), body)


def _event(fact: Fact, report: Report) -> list[str]:
    what = report.fact_base.predicates[fact.predicate].title
    days = describe.days(fact.value.interval) if isinstance(fact.value, Date) else ""
    name = report.fact_base.name_of(fact.subject)
    link = element("a", fact.id, href=f"#{fact_anchor(fact, report)}")
    return [element("strong", days), f" {what} of {name}: “{fact.written}” (", link, ")"]


def facts(reports: Sequence[Report]) -> Markup:
    """Every fact: what it says, how it was read, who says so, and how its citation fared."""
    columns = ("fact", "about", "value", "read as", "said by", "confidence", "citation", "quote")
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_fact(fact, report) for report in reports for fact in report.fact_base.facts]
    caption = element("caption", f"All {base.plural(len(rows), 'fact')}")
    table = element("table", caption, element("thead", head), element("tbody", *rows))
    scroller = element("div", table, class_="scroll", tabindex=0, role="group", aria_label="All facts")
    return element("section", element("h2", "Facts", id="facts"), scroller)


def _fact(fact: Fact, report: Report) -> Markup:
    fact_base = report.fact_base
    result = report.citations.get(fact.id)
    what = fact_base.predicates[fact.predicate].title
    cells = (
        f"{what} of {describe.owner(fact.subject, fact.part, fact_base)}",
        f"not {fact.written}" if fact.denied else fact.written,
        describe.reading_with_convention(fact.value, fact_base),
        describe.voice(fact, fact_base),
        describe.number(fact.confidence.weight),
        result.verdict if result else "none",
        (fact.citation.quote if fact.citation else None) or "",
    )
    name = element("th", fact.id, scope="row", id=fact_anchor(fact, report))
    return joined(element("tr", name, *(element("td", cell) for cell in cells)))
