"""One JSON document a line: each finding, each accepted one, and at the end the counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from averred import plain
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Options


def render(reports: Sequence[Report], options: Options) -> str:
    """The lines; `type` says what each is: finding, accepted or summary, which is the last one."""
    del options
    return "".join([*found(reports), summary(reports)])


def found(reports: Sequence[Report]) -> Iterator[str]:
    """The lines of the findings, open ones first, without the summary."""
    yield from _lines("finding", base.all_findings(reports))
    accepted = [(report, finding) for report in reports for finding in report.accepted]
    yield from _lines("accepted", accepted)


def summary(reports: Sequence[Report], *, is_whole: bool = True) -> str:
    """The line with the counts of everything, be it written in lines before or not.

    Args:
        reports: one for each fact base.
        is_whole: whether these are all that were to be made.
    """
    return _line(
        {
            "type": "summary",
            "version": plain.VERSION,
            "facts": sum(report.checked for report in reports),
            "citations": base.citation_counts(reports),
            "findings": base.level_counts(reports),
            "rules": base.rule_counts(reports),
            "accepted": sum(len(report.accepted) for report in reports),
            "engines": sorted({report.engine for report in reports}),
            "skipped": [reason for report in reports for reason in (*report.skipped, *report.remarks)],
            "interrupted": not (is_whole and all(report.is_whole for report in reports)),
        }
    )


def _lines(kind: str, pairs: Iterable[tuple[Report, Finding]]) -> Iterator[str]:
    spans: dict[int, plain.Spans] = {}
    for report, finding in pairs:
        if id(report) not in spans:
            spans[id(report)] = base.spans_of(report)
        data = plain.finding_data(finding, report.fact_base, spans[id(report)], report.link)
        yield _line({"type": kind, "fact_base": base.base_name(report), **data})


def _line(data: plain.Data) -> str:
    return f"{json.dumps(data, allow_nan=False)}\n"
