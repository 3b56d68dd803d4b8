"""A table of all findings in Markdown: for step summaries, pull requests and mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.display.cells import visible
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.report import Report
    from averred.reports.base import Options

#: GitHub refuses a step summary over 1 MiB; so many rows stay far below it.
_MOST_ROWS: Final = 1_000
_SPECIAL: Final = "\\`*_{}[]()<>#+-.!|~&:@$"


def render(reports: Sequence[Report], options: Options) -> str:
    """The summary, then one row a finding, gravest first."""
    del options
    pairs = base.all_findings(reports)
    lines = [f"**averred**: {text(base.summary(reports))}", ""]
    if pairs:
        lines += ["| level | rule | finding | where |", "| --- | --- | --- | --- |"]
    for report, finding in pairs[:_MOST_ROWS]:
        place = base.place_of(finding, report)
        cells = (finding.level.value, finding.rule, finding.headline, f"{place.path}:{place.line}")
        lines.append(f"| {' | '.join(map(text, cells))} |")
    if len(pairs) > _MOST_ROWS:
        lines += ["", f"{_MOST_ROWS:,} of {len(pairs):,} findings shown."]
    return "\n".join([*lines, ""])


def text(words: str) -> str:
    """Words as Markdown shows them: every character that could act is escaped."""
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in visible(words))
