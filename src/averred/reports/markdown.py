"""A table of all findings in Markdown: for step summaries, pull requests and mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.display.cells import visible
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Options

#: GitHub refuses a step summary over 1 MiB; so many rows stay far below it.
_MOST_ROWS: Final = 1_000
_MOST_OF_LINKS: Final = 300_000  # characters, in all rows together
_LINKS_OF_A_ROW: Final = 5
_SPECIAL: Final = "\\`*_{}[]()<>#+-.!|~&:@$"


def render(reports: Sequence[Report], options: Options) -> str:
    """The summary, then one row a finding, gravest first, with links to its passages on the web."""
    del options
    pairs = base.all_findings(reports)
    lines = [f"**averred**: {text(base.summary(reports))}", ""]
    if pairs:
        lines += ["| level | rule | finding | where |", "| --- | --- | --- | --- |"]
    room = _MOST_OF_LINKS
    for report, finding in pairs[:_MOST_ROWS]:
        place = base.place_of(finding, report)
        cells = (finding.level.value, finding.rule, finding.headline, f"{place.path}:{place.line}")
        links = _links(finding, report, room)
        room -= len(links)
        lines.append(f"| {' | '.join(map(text, cells))}{links} |")
    if len(pairs) > _MOST_ROWS:
        lines += ["", f"{_MOST_ROWS:,} of {len(pairs):,} findings shown."]
    return "\n".join([*lines, ""])


def _links(finding: Finding, report: Report, room: int) -> str:
    """Links to the first passages of a finding that are on the web; none where there is no room for them."""
    links = ""
    for fact in base.facts_of(finding, report)[:_LINKS_OF_A_ROW]:
        address = report.link(fact.id)
        links += f", [{text(fact.id)}](<{_address(address)}>)" if address else ""
    return links if len(links) <= room else ""


def _address(address: str) -> str:
    """An address between angle brackets: nothing in it names a character or begins a formula."""
    return address.replace("&", "&amp;").replace("$", "%24")


def text(words: str) -> str:
    """Words as Markdown shows them: every character that could act is escaped."""
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in visible(words))
