"""What a report says of itself."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("findings", [(), (Finding("a", Level.ERROR, ""),)])
def test_a_report_is_neither_true_nor_false(findings: tuple[Finding, ...]) -> None:
    """Whether a report is "true" could mean two things, so it is refused, and both are named."""
    with pytest.raises(TypeError, match=r"use report\.consistent .* or len\(report\)"):
        bool(Report(made_base(), findings=findings))
