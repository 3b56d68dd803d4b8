"""For people at a terminal: each finding as a card with its passages, a plot, why, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Verdict
from averred.reports import base
from averred.reports.full.card import card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.report import Report
    from averred.reports.base import Options


def render(reports: Sequence[Report], options: Options) -> str:
    """The cards of all findings, gravest first, then what else was asked for, then the summary."""
    pairs = base.all_findings(reports)
    shown = pairs[: options.cap]
    blocks = [card(finding, report, options.terminal) for report, finding in shown]
    if len(shown) < len(pairs):
        blocks.append([base.shown_of(len(shown), len(pairs))])
    if options.show_undetermined:
        blocks += [_undetermined(report, options) for report in reports]
    if options.verbose > 0:
        blocks += [_accepted(report, options) for report in reports]
        blocks.append(_skipped(reports, options))
    if options.statistics:
        blocks.append([f"{count:>6,}  {rule}" for rule, count in base.rule_counts(reports).items()])
    if options.verbose >= 0:
        blocks.append(_summary(reports, options))
    return "".join(
        f"{line}\n" for line in "\n\n".join("\n".join(block) for block in blocks if block).splitlines()
    )


def _undetermined(report: Report, options: Options) -> list[str]:
    lines: list[str] = []
    for judgement in report.judgements:
        if judgement.verdict is Verdict.UNDETERMINED:
            facts = ", ".join(judgement.facts)
            lines += options.terminal.wrap(
                f"undetermined[{judgement.rule}]: {judgement.about} ({facts})", rest="  "
            )
            for need in judgement.needs:
                lines += options.terminal.wrap(need, first="  needs ", rest=" " * 8)
    return lines


def _accepted(report: Report, options: Options) -> list[str]:
    lines: list[str] = []
    for finding in report.accepted:
        text = f"accepted[{finding.rule}]: {finding.headline} ({finding.id}); reason: {finding.accepted}"
        lines += options.terminal.wrap(text, rest="  ")
    return lines


def _skipped(reports: Sequence[Report], options: Options) -> list[str]:
    return [
        line
        for report in reports
        for reason in report.skipped
        for line in options.terminal.wrap(f"not checked: {reason}", rest="  ")
    ]


def _summary(reports: Sequence[Report], options: Options) -> list[str]:
    lines = options.terminal.wrap(base.summary(reports), rest="  ")
    skipped = sum(len(report.skipped) for report in reports)
    if skipped and options.verbose == 0:
        text = f"{base.plural(skipped, 'thing')} could not be checked; -v says which and why"
        lines += options.terminal.wrap(text, rest="  ")
    return [options.terminal.paint(line, "strong") for line in lines]
