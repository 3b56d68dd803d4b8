"""SARIF 2.1.0 (OASIS standard, 2020), which code hosts and editors read.

A result stands at the fact's line; its related locations are the passages of the sources. An accepted
finding is a suppressed result with the reason as its justification.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import attrs

from averred.display.cells import visible
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Options, Passage
    from averred.spans import Place

    Data = dict[str, object]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(reports: Sequence[Report], options: Options) -> str:
    """One run with a result for each finding, the accepted ones last."""
    pairs = base.all_findings(reports)
    pairs += [(report, finding) for report in reports for finding in report.accepted]
    rules = sorted({finding.rule for _, finding in pairs})
    run = {
        "tool": {"driver": {"name": "averred", "rules": [_rule(name, options) for name in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder where the check ran."}}},
        "results": [_result(report, finding, rules) for report, finding in pairs],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(name: str, options: Options) -> Data:
    """A rule with its documentation, as far as it is known."""
    rule = options.rule_text(name)
    if rule is None:
        return {"id": name}
    summary, sections = rule.summary, rule.sections
    plain = "\n\n".join([summary, *(f"{title}\n{body}" for title, body in sections.items())])
    marked = "\n\n".join([summary, *(f"## {title}\n\n{body}" for title, body in sections.items())])
    return {
        "id": name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": " ".join(sections.get("What it reports", summary).split())},
        "help": {"text": plain, "markdown": marked},
        "defaultConfiguration": {"level": rule.level.value},
    }


def _result(report: Report, finding: Finding, rules: list[str]) -> Data:
    steps = [finding.headline, *finding.derivation]
    data: Data = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.level.value,
        "message": {"text": "\n".join(map(visible, steps))},
        "locations": [{"physicalLocation": _location(base.place_of(finding, report))}],
        "partialFingerprints": {"averredFinding/v1": finding.fingerprint or finding.id},
    }
    related = [_related(passage) for passage in base.passages(finding, report) if passage.at_hand]
    if related:
        data["relatedLocations"] = related
    if finding.accepted is not None:
        reason = visible(finding.accepted)
        data["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": reason}]
    return data


def _location(place: Place, length: int = 0) -> Data:
    region = {"startLine": place.line, "startColumn": place.column}
    if length:
        region["endColumn"] = place.column + length
    if place.path.startswith("/"):  # outside of the folder where the check ran; two slashes would name a host
        return {"artifactLocation": {"uri": f"file:///{_uri(place.path.lstrip('/'))}"}, "region": region}
    return {"artifactLocation": {"uri": _uri(place.path), "uriBaseId": "SRCROOT"}, "region": region}


def _related(passage: Passage) -> Data:
    message = ": ".join(part for part in (passage.label.fact or "", passage.label.message) if part)
    place = attrs.evolve(passage.place, path=passage.file)
    location = _location(place, passage.end - passage.start)
    return {"physicalLocation": location, "message": {"text": visible(message) or "the passage"}}


def _uri(path: str) -> str:
    """A relative URI reference; a path is percent-encoded, so that no character of it acts."""
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogatepass"), safe="/")
