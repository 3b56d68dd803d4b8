"""What a report says of itself."""

from __future__ import annotations

from averred.findings import Finding, Level
from averred.report import Report
from tests.made import made_base


def test_a_report_counts_and_iterates() -> None:
    """A report is as long as its open findings."""
    findings = (Finding("a", Level.ERROR, ""), Finding("b", Level.NOTE, ""))
    report = Report(made_base(), findings=findings)

    assert (2, list(findings), 1, False) == (
        len(report),
        list(report),
        report.count(Level.NOTE),
        report.consistent,
    )
