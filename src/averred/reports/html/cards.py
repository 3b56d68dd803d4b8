"""The findings of the page: a numbered card each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.display import cells
from averred.display.markup import Markup, element, identifier, joined
from averred.display.svg import forest_plot, with_caption
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from averred.facts import Fact
    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Passage

    Numbers = Mapping[int, int]

#: Characters of a long line that a card shows.
_SHOWN = 300


def fact_anchor(fact: Fact, report: Report) -> str:
    """The id of a fact's row on the page."""
    return identifier("fact", f"{base.base_name(report)}-{fact.id}")


def numbered(reports: Sequence[Report]) -> Numbers:
    """The number of each finding on the page, gravest first, by the finding's identity."""
    return {id(finding): number for number, (_, finding) in enumerate(base.all_findings(reports), 1)}


def section(reports: Sequence[Report], numbers: Numbers) -> Markup:
    """All findings, then those that are accepted."""
    found = [
        card(finding, report, str(numbers[id(finding)])) for report, finding in base.all_findings(reports)
    ]
    kept = [(report, finding) for report in reports for finding in report.accepted]
    parts = [element("h2", "Findings", id="findings"), *(found or [element("p", "None.")])]
    if kept:
        parts.append(element("h2", "Accepted", id="accepted"))
        parts += [card(finding, report, f"a{index}") for index, (report, finding) in enumerate(kept, 1)]
    return element("section", *parts)


def card(finding: Finding, report: Report, number: str) -> Markup:
    """One finding: what, where, the picture, why, what it needs, what can be done."""
    is_accepted = finding.accepted is not None
    kind = "accepted" if is_accepted else finding.level.value
    tag = element("span", f"{number}. {kind} [{finding.rule}]", class_=f"tag {kind}")
    parts = [
        element("h3", tag, " ", finding.headline),
        *(_passage(passage) for passage in base.passages(finding, report)),
        plot(finding, report),
        element("dl", *_rows(finding, report)),
    ]
    return element("article", *parts, id=f"finding-{number}", class_=f"card {kind}", tabindex=-1)


def _passage(passage: Passage) -> Markup:
    line, start, end = passage.line, passage.start, passage.end
    whole = cells.Window(*map(cells.visible, (line[:start], line[start:end], line[end:])))
    shown = cells.window(whole, max(_SHOWN, cells.width(whole.marked) + _SHOWN // 2))
    where = str(passage.place) if passage.at_hand else f"{passage.place.path}, quote"
    about = "; ".join(part for part in (passage.label.message, passage.label.fact or "", where) if part)
    quote = element("p", shown.before, element("mark", shown.marked), shown.after)
    return element("blockquote", quote, element("p", about, class_="facts-of"))


def plot(finding: Finding, report: Report) -> Markup:
    """The quantities of a finding over one axis; empty where there are none to compare."""
    pairs = base.quantities_of(finding, report)
    names = base.short_names([fact for fact, _ in pairs])
    bars = [base.bar_of(fact, value, names[fact.id]) for fact, value in pairs]
    title = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    return with_caption(forest_plot(bars, title), "What each passage allows. Dashed: said by somebody else.")


def _rows(finding: Finding, report: Report) -> list[Markup]:
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
    links = [element("a", fact.id, href=f"#{fact_anchor(fact, report)}") for fact in facts]
    if links:
        rows += [element("dt", "facts"), element("dd", joined(*links, between=", "))]
    place = base.place_of(finding, report)
    return [*rows, *_row("place", [str(place)]), *_row("id", [finding.id])]


def _row(term: str, lines: Sequence[str]) -> list[Markup]:
    return [element("dt", term), element("dd", *(element("p", line) for line in lines))]
