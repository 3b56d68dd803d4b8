"""One JSON document a line: a header with the counts, then each finding, then each accepted one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from averred import plain
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.report import Report
    from averred.reports.base import Options


def render(reports: Sequence[Report], options: Options) -> str:
    """The lines; `type` says what each is: summary, finding or accepted."""
    del options
    return "".join(f"{json.dumps(line, allow_nan=False)}\n" for line in _lines(reports))


def _lines(reports: Sequence[Report]) -> Iterator[plain.Data]:
    yield {
        "type": "summary",
        "version": plain.VERSION,
        "facts": sum(len(report.fact_base) for report in reports),
        "citations": base.citation_counts(reports),
        "findings": base.level_counts(reports),
        "accepted": sum(len(report.accepted) for report in reports),
    }
    spans = {id(report): base.spans_of(report) for report in reports}
    for report, finding in base.all_findings(reports):
        data = plain.finding_data(finding, report.fact_base, spans[id(report)])
        yield {"type": "finding", "fact_base": base.base_name(report), **data}
    for report in reports:
        for finding in report.accepted:
            data = plain.finding_data(finding, report.fact_base, spans[id(report)])
            yield {"type": "accepted", "fact_base": base.base_name(report), **data}
