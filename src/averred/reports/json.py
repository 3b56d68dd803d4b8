"""Everything as one JSON document, for programs. `version` says which shape it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from averred import plain
from averred.findings import Verdict
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Options


def render(reports: Sequence[Report], options: Options) -> str:
    """One document over all reports, in ASCII: the same bytes whatever the locale, and safe to look at."""
    return json.dumps(document(reports, options), indent=2, allow_nan=False) + "\n"


def document(reports: Sequence[Report], options: Options) -> plain.Data:
    """The data of the document."""
    spans = {id(report): base.spans_of(report) for report in reports}

    def as_data(report: Report, finding: Finding) -> plain.Data:
        data = plain.finding_data(finding, report.fact_base, spans[id(report)], report.link)
        return {"fact_base": base.base_name(report), **data}

    data: plain.Data = {
        "version": plain.VERSION,
        "summary": _summary(reports),
        "fact_bases": [_fact_base(report) for report in reports],
        "findings": [as_data(report, finding) for report, finding in base.all_findings(reports)],
        "accepted": [as_data(report, finding) for report in reports for finding in report.accepted],
    }
    if options.show_undetermined:
        data["undetermined"] = [
            {"fact_base": base.base_name(report), **plain.judgement_data(judgement)}
            for report in reports
            for judgement in report.judgements
            if judgement.verdict is Verdict.UNDETERMINED
        ]
    return data


def _summary(reports: Sequence[Report]) -> plain.Data:
    return {
        "consistent": all(report.consistent for report in reports),
        "facts": sum(report.checked for report in reports),
        "citations": base.citation_counts(reports),
        "findings": base.level_counts(reports),
        "rules": base.rule_counts(reports),
        "accepted": sum(len(report.accepted) for report in reports),
    }


def _fact_base(report: Report) -> plain.Data:
    return {
        "name": base.base_name(report),
        "facts": report.checked,
        "citations": base.citation_counts([report]),
        "findings": base.level_counts([report]),
        "engine": report.engine,
        "read_in_full": report.read_in_full,
        "today": report.today,
        "skipped": [*report.skipped, *report.remarks],
    }
