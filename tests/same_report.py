"""A report as data, with everything that it tells, but for what may differ between engines."""

from __future__ import annotations

import json
from typing import Any

from averred.report import Report
from averred.reports import base, full, sarif
from averred.reports import json as as_json

#: What says how a report was made, and not what was found.
OF_THE_ENGINE = ("engine", "read_in_full")


def told(report: Report) -> dict[str, Any]:
    """All that users are shown: JSON, SARIF, cards, and what to doubt first."""
    options = base.Options(show_undetermined=False)
    document = json.loads(as_json.render([report], options))
    for one in document["fact_bases"]:
        for key in OF_THE_ENGINE:
            del one[key]
    credible = report.credible()
    *cards, summary = full.render([report], options).strip().split("\n\n")
    return {
        "json": document,
        "sarif": json.loads(sarif.render([report], options)),
        "cards": cards,
        "summary": " ".join(summary.split()).partition("; engine ")[0],
        "doubts": [str(one) for one in credible.doubts],
        "exact": credible.is_exact,
        "consistent": report.consistent,
        "citations": {name: one.verdict for name, one in report.citations.items() if one.verdict != "none"},
        "skipped": report.skipped,
    }


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two reports differ, and how: a line for each place."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted(one.keys() | other.keys())
        return [line for key in keys for line in differences(one.get(key), other.get(key), f"{path}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [line for at, pair in pairs for line in differences(*pair, f"{path}[{at}]")]
    return [] if one == other else [f"{path}: {one!r} / {other!r}"]
