"""Annotations for GitHub Actions, as workflow commands.

GitHub shows ten annotations of a level for each step, so the gravest come first and the rest is counted;
`markdown`, written to the step summary, has them all.
Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.display.cells import visible
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Options

_MOST_OF_A_LEVEL: Final = 10
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def render(reports: Sequence[Report], options: Options) -> str:
    """One annotation a finding, at most ten of each level, and how many there are in all."""
    del options
    pairs = base.all_findings(reports)
    shown: dict[str, int] = {}
    lines = []
    for report, finding in pairs:
        level = finding.level.value
        shown[level] = shown.get(level, 0) + 1
        if shown[level] <= _MOST_OF_A_LEVEL:
            lines.append(_annotation(report, finding))
    return "\n".join([*lines, f"{len(lines)} of {len(pairs)} findings shown; {base.summary(reports)}", ""])


def _annotation(report: Report, finding: Finding) -> str:
    place = base.place_of(finding, report)
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{finding.rule} ({finding.id})",
    }
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    # A line break of ours is written %0A, as GitHub wants it; those of a text became spaces.
    steps = "%0A".join(map(_message, [finding.headline, *finding.derivation]))
    return f"::{_COMMANDS[finding.level.value]} {told}::{steps}"


def _message(text: str) -> str:
    """Text that can neither end its command nor begin another."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
