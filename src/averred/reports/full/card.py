"""The card of one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.display import cells
from averred.reports.full.picture import picture
from averred.reports.full.snippet import snippets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.display.terminal import Terminal
    from averred.findings import Finding
    from averred.report import Report

#: A card names so many minimal sets, and so many places of facts; how many more there are is said.
_MOST_SETS = 6
_MOST_PLACES = 12


def card(finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """The lines of a card: headline, passages, plot, why, what it needs, help, and where the facts stand."""
    return [
        *_headline(finding, terminal),
        *snippets(finding, report, terminal),
        *picture(finding, report, terminal),
        *_section("sets", _sets(finding), terminal),
        *_section("why", finding.derivation, terminal),
        *_section("needs", finding.needs, terminal),
        *_help(finding.help, terminal),
        *_places(finding, report, terminal),
        *([terminal.paint(f"  id    {finding.id}", "faint")] if finding.id else []),
    ]


def _headline(finding: Finding, terminal: Terminal) -> list[str]:
    tag = f"{finding.level.value}[{finding.rule}]"
    lines = terminal.wrap(f"{tag}: {finding.headline}", rest="  ")
    first = lines[0].removeprefix(tag)
    if first == lines[0]:  # a terminal narrower than the tag
        return lines
    bold = [terminal.paint(first, "strong"), *(terminal.paint(line, "strong") for line in lines[1:])]
    return [terminal.paint(tag, finding.level.value) + bold[0], *bold[1:]]


def _section(title: str, steps: Sequence[str], terminal: Terminal) -> list[str]:
    lines: list[str] = []
    for index, step in enumerate(steps):
        first = f"  {title:<5} " if index == 0 else " " * 8
        lines += terminal.wrap(step, first=first, rest=" " * 8)
    return lines


def _help(ways: Sequence[str], terminal: Terminal) -> list[str]:
    """What can be done: of several ways each may begin with "or", which a list has already said."""
    listed = "; ".join(way.removeprefix("or ") for way in ways)
    return _section("help", [f"one of: {listed}"] if len(ways) > 1 else ways, terminal)


def _sets(finding: Finding) -> list[str]:
    """The minimal sets of facts that cannot all hold, where the labels do not show them already."""
    if len(finding.conflicts) < 2:
        return []
    sets = [" + ".join(conflict) for conflict in finding.conflicts[:_MOST_SETS]]
    more = len(finding.conflicts) - len(sets) + finding.omitted_conflicts
    return [f"cannot all hold: {one}" for one in sets] + ([f"and {more:,} more"] if more else [])


def _places(finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """Where the facts are written, or what is no fact and quotes a source; several on a line if they fit."""
    places: list[str] = []
    for name in finding.facts:
        fact = report.fact_base.by_id.get(name)
        place = report.fact_base.place(fact.origin, "value") if fact else None
        if place:
            places.append(f"{place} {name}")
    if not finding.facts and finding.place and any(label.source for label in finding.labels):
        places = [str(finding.place)]
    lines: list[str] = []
    for text in map(terminal.show, places[:_MOST_PLACES]):
        joined = f"{lines[-1]}{terminal.glyph('dot')}{text}" if lines else ""
        if lines and cells.width(joined) <= terminal.width:
            lines[-1] = joined
        else:
            lines.append(f"  {text}")
    if len(places) > _MOST_PLACES:
        lines.append(f"  and {len(places) - _MOST_PLACES:,} more facts")
    return lines
