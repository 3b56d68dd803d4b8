"""JUnit XML, which every CI shows as tests: a case for each good citation and each finding.

A finding of level error or warning is a failure; a note and an accepted finding are skipped, with the
reason. Source: the schema of Jenkins' xUnit plug-in, which others follow.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from averred.display.cells import visible
from averred.findings import Level
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Options

_GOOD: Final = base.VERIFIED | {"locked"}


def render(reports: Sequence[Report], options: Options) -> str:
    """One suite for each fact base. No times: the same input gives the same bytes."""
    del options
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="averred">']
    for report in reports:
        lines += _suite(report)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(report: Report) -> list[str]:
    good = sorted(name for name, result in report.citations.items() if result.verdict in _GOOD)
    failed = [finding for finding in report.findings if finding.level is not Level.NOTE]
    skipped = [finding for finding in report.findings if finding.level is Level.NOTE]
    total = len(good) + len(report.findings) + len(report.accepted)
    counts = (
        f'tests="{total}" failures="{len(failed)}" skipped="{len(skipped) + len(report.accepted)}" errors="0"'
    )
    cases = [f'    <testcase classname="citation" name="{_text(name)}"/>' for name in good]
    cases += [_case(finding, report, _failure(finding)) for finding in failed]
    cases += [_case(finding, report, _skipped(finding.headline)) for finding in skipped]
    cases += [
        _case(finding, report, _skipped(f"accepted: {finding.accepted}")) for finding in report.accepted
    ]
    return [f'  <testsuite name="{_text(base.base_name(report))}" {counts}>', *cases, "  </testsuite>"]


def _case(finding: Finding, report: Report, outcome: str) -> str:
    place = base.place_of(finding, report)
    where = f'file="{_text(place.path)}" line="{place.line}"'
    name = f'classname="{_text(finding.rule)}" name="{_text(finding.id)}"'
    return f"    <testcase {name} {where}>{outcome}</testcase>"


def _failure(finding: Finding) -> str:
    steps = "\n".join(map(_text, (*finding.derivation, *finding.help)))
    return f'<failure type="{finding.level.value}" message="{_text(finding.headline)}">{steps}</failure>'


def _skipped(reason: str) -> str:
    return f'<skipped message="{_text(reason)}"/>'


def _text(text: str) -> str:
    """Text that can stand in XML: markup escaped, characters that XML has no place for written out."""
    return escape(visible(text), quote=True)
