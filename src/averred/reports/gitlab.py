"""GitLab's Code Quality report: a JSON array of what was found.

Source: docs.gitlab.com, "Code Quality", "Code Quality report format".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from averred.display.cells import visible
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.report import Report
    from averred.reports.base import Options

_SEVERITIES: Final = {"error": "major", "warning": "minor", "note": "info"}


def render(reports: Sequence[Report], options: Options) -> str:
    """The array; accepted findings are not in it."""
    del options
    found = []
    for report, finding in base.all_findings(reports):
        place = base.place_of(finding, report)
        found.append(
            {
                "description": visible(finding.headline),
                "check_name": finding.rule,
                "fingerprint": f"{base.base_name(report)}:{finding.id}:{finding.fingerprint}",
                "severity": _SEVERITIES[finding.level.value],
                "location": {"path": place.path, "lines": {"begin": place.line}},
            }
        )
    return json.dumps(found, indent=2) + "\n"
