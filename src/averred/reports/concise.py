"""One line a finding: `path:line:column: level[rule] headline (id)`, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.report import Report
    from averred.reports.base import Options


def render(reports: Sequence[Report], options: Options) -> str:
    """The findings of all reports, gravest first, each on one line."""
    terminal = options.terminal
    pairs = base.all_findings(reports)
    lines = []
    for report, finding in pairs[: options.cap]:
        level = terminal.paint(f"{finding.level.value}[{finding.rule}]", finding.level.value)
        identity = f" ({finding.id})" if finding.id else ""
        place = terminal.show(str(base.place_of(finding, report)))
        lines.append(f"{place}: {level} {terminal.show(finding.headline)}{identity}")
    if len(lines) < len(pairs):
        lines.append(base.shown_of(len(lines), len(pairs)))
    if options.verbose >= 0:
        lines.append(base.summary(reports))
    return "\n".join([*lines, ""]) if lines else ""
