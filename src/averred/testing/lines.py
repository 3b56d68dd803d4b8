"""A finding as the line that cases and assertions compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from averred.findings import Finding


def finding_line(finding: Finding) -> str:
    """A finding in one line: `error[contradictory] infobox, lede`; without facts, what it is about."""
    return f"{finding.level.value}[{finding.rule}] {', '.join(finding.facts) or finding.about}"
