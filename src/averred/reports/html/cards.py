"""The findings of the page: a numbered card each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from averred.display import cells
from averred.display.markup import Markup, element, joined, text
from averred.display.svg import forest_plot, with_caption
from averred.reports import base
from averred.reports.html.links import to_source

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
        *(_passages(group, report, links) for group in _by_line(passages[:_MOST_PASSAGES])),
        *([element("p", f"and {more}", class_="faint")] if len(passages) > _MOST_PASSAGES else []),
        plot(finding, report),
        element("dl", *_rows(finding, report, links)),
    ]
    return element("article", *parts, id=f"finding-{number}", class_=f"card {kind}", tabindex=-1)


def _by_line(passages: Sequence[Passage]) -> list[list[Passage]]:
    """The passages of each line together, so that no line is shown twice on a card."""
    groups: dict[tuple[str, int, str], list[Passage]] = {}
    for passage in passages:
        groups.setdefault((passage.place.path, passage.place.line, passage.line), []).append(passage)
    return list(groups.values())


def _passages(group: Sequence[Passage], report: Report, links: Links) -> Markup:
    """A line with its passages marked, and below it what each of them says."""
    line = group[0].line
    edges: list[tuple[int, int]] = []
    for start, end in sorted((passage.start, passage.end) for passage in group):
        if edges and start <= edges[-1][1]:
            edges[-1] = edges[-1][0], max(end, edges[-1][1])
        else:
            edges.append((start, end))
    about = (_about(passage, report, links, is_alone=len(edges) == 1) for passage in group)
    notes = (element("p", words, class_="facts-of") for words in about)
    return element("blockquote", element("p", *_marked(line, edges)), *notes)


def _marked(line: str, edges: Sequence[tuple[int, int]]) -> list[str]:
    """What a card shows of a line: the marked words and some before, between and after them."""
    if len(edges) == 1:
        start, end = edges[0]
        whole = cells.Window(*map(cells.visible, (line[:start], line[start:end], line[end:])))
        shown = cells.window(whole, max(_SHOWN, cells.width(whole.marked) + _SHOWN // 2))
        return [shown.before, element("mark", shown.marked), shown.after]
    room = max(_SHOWN // len(edges) // 2, 40)
    pieces: list[str] = [_end_of(line[: edges[0][0]], room)]
    for (start, end), (following, _) in zip(edges, (*edges[1:], (len(line), 0)), strict=True):
        pieces.append(element("mark", line[start:end]))
        pieces.append(_between(line[end:following], room, is_last=following == len(line)))
    return pieces


def _between(words: str, room: int, *, is_last: bool) -> str:
    """The words after a mark: both ends of them, or their beginning alone after the last one."""
    words = cells.visible(words)
    if not is_last and cells.width(words) <= 2 * room:
        return words
    beginning = cells.window(cells.Window("", "", words), room).after
    return beginning if is_last else f"{beginning} {_end_of(words, room).removeprefix('… ')}"


def _end_of(words: str, room: int) -> str:
    return cells.window(cells.Window(cells.visible(words), "", ""), room).before


def _about(passage: Passage, report: Report, links: Links, *, is_alone: bool) -> Markup:
    """What a passage says, which fact cites it, and where it stands; its words, if others are marked too."""
    words = "" if is_alone else f"“{passage.line[passage.start : passage.end]}”"
    where = str(passage.place) if passage.at_hand else f"{passage.place.path}, quote"
    fact = passage.label.fact or ""
    address = links.passage(fact, report)
    named = element("a", fact, href=address) if address else fact
    told = filter(None, (words, passage.label.message, named, where))
    return joined(*told, *to_source(fact, report), between="; ")


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
    return [element("dt", term), element("dd", *(element("p", *_prose(line)) for line in lines))]


def _prose(words: str) -> list[str]:
    """Words with the keys in them (`part`) as code."""
    pieces = re.split("`([a-z][a-z-]*)`", words)
    return [element("code", piece) if number % 2 else piece for number, piece in enumerate(pieces)]
