"""The findings of the page: a numbered card each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.display import cells
from averred.display.markup import Markup, element, joined, text
from averred.display.svg import forest_plot, with_caption
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Passage
    from averred.reports.html.book import Part
    from averred.reports.html.links import Links

#: Characters of a long line that a card shows.
_SHOWN = 300
#: More passages, rows of a plot, and facts than these nobody reads on one card; how many there are is said.
_MOST_PASSAGES, _MOST_ROWS, _MOST_FACTS = 50, 50, 200


def section(parts: Sequence[Part], links: Links) -> Markup:
    """All findings of a page, then those that are accepted, then those whose card is on another page."""
    found = [(part.report, one) for part in parts for one in part.findings]
    found.sort(key=lambda pair: int(links.number(pair[1])))
    kept = [(part.report, one) for part in parts for one in part.accepted]
    others = [one for part in parts for one in part.elsewhere]
    body = [card(one, report, links) for report, one in found] or [
        element("p", "None in full on this page." if others else "None.")
    ]
    pieces = [element("h2", "Findings", id="findings"), *body]
    if kept:
        cards = (card(one, report, links) for report, one in kept)
        pieces += [element("h2", "Accepted", id="accepted"), *cards]
    if others:
        heading = element("h2", "In full on other pages", id="elsewhere")
        pieces += [heading, element("ul", *(element("li", *line(one, links)) for one in others))]
    return element("section", *pieces)


def line(finding: Finding, links: Links) -> list[str]:
    """A finding in one line: its number, which leads to its card, its kind, and what it says."""
    link = element("a", f"finding {links.number(finding)}", href=links.finding(finding))
    return [link, ": ", _tag(finding), " ", finding.headline]


def _tag(finding: Finding, before: str = "") -> Markup:
    kind = finding.level.value if finding.accepted is None else "accepted"
    return element("span", f"{before}{kind} [{finding.rule}]", class_=f"tag {kind}")


def card(finding: Finding, report: Report, links: Links) -> Markup:
    """One finding: what, where, the picture, why, what it needs, what can be done."""
    number = links.number(finding)
    kind = finding.level.value if finding.accepted is None else "accepted"
    passages = base.passages(finding, report)
    more = base.plural(len(passages) - _MOST_PASSAGES, "more passage")
    parts = [
        element("h3", _tag(finding, f"{number}. "), " ", finding.headline),
        *(_passage(passage, report, links) for passage in passages[:_MOST_PASSAGES]),
        *([element("p", f"and {more}", class_="faint")] if len(passages) > _MOST_PASSAGES else []),
        plot(finding, report),
        element("dl", *_rows(finding, report, links)),
    ]
    return element("article", *parts, id=f"finding-{number}", class_=f"card {kind}", tabindex=-1)


def _passage(passage: Passage, report: Report, links: Links) -> Markup:
    line, start, end = passage.line, passage.start, passage.end
    whole = cells.Window(*map(cells.visible, (line[:start], line[start:end], line[end:])))
    shown = cells.window(whole, max(_SHOWN, cells.width(whole.marked) + _SHOWN // 2))
    where = str(passage.place) if passage.at_hand else f"{passage.place.path}, quote"
    fact = passage.label.fact or ""
    address = links.passage(fact, report)
    named = element("a", fact, href=address) if address else fact
    about = joined(*filter(None, (passage.label.message, named, where)), between="; ")
    quote = element("p", shown.before, element("mark", shown.marked), shown.after)
    return element("blockquote", quote, element("p", about, class_="facts-of"))


def plot(finding: Finding, report: Report) -> Markup:
    """The quantities of a finding over one axis; empty where there are none to compare."""
    pairs = base.quantities_of(finding, report)
    names = base.short_names([fact for fact, _ in pairs[:_MOST_ROWS]])
    bars = [base.bar_of(fact, value, names[fact.id]) for fact, value in pairs[:_MOST_ROWS]]
    title = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    more = f" {len(pairs) - _MOST_ROWS:,} more are not drawn." if len(pairs) > _MOST_ROWS else ""
    caption = f"What each passage allows. Dashed: said by somebody else.{more}"
    return with_caption(forest_plot(bars, title), caption)


def _rows(finding: Finding, report: Report, links: Links) -> list[Markup]:
    """What follows on a card, as terms and their descriptions."""
    sets = [" + ".join(conflict) for conflict in finding.conflicts] if len(finding.conflicts) > 1 else []
    more = [f"and {finding.omitted_conflicts:,} more"] if finding.omitted_conflicts else []
    terms: list[tuple[str, Sequence[str]]] = [
        ("accepted", [finding.accepted] if finding.accepted is not None else []),
        ("sets", [*sets, *more]),
        ("why", finding.derivation),
        ("needs", finding.needs),
        ("help", finding.help),
    ]
    rows = [part for term, lines in terms if lines for part in _row(term, lines)]
    facts = base.facts_of(finding, report)
    named = [element("a", fact.id, href=links.fact(fact.id, report)) for fact in facts[:_MOST_FACTS]]
    if len(facts) > _MOST_FACTS:
        named.append(text(f"and {len(facts) - _MOST_FACTS:,} more"))
    if named:
        rows += [element("dt", "facts"), element("dd", joined(*named, between=", "))]
    place = base.place_of(finding, report)
    return [*rows, *_row("place", [str(place)]), *_row("id", [finding.id])]


def _row(term: str, lines: Sequence[str]) -> list[Markup]:
    return [element("dt", term), element("dd", *(element("p", line) for line in lines))]
