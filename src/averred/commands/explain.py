"""`averred explain`: what a rule means, or how a finding follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import completing, shared
from averred.commands.catalogue import catalogue, plugin_option, rule_names
from averred.commands.details import details
from averred.commands.naming import find_finding

if TYPE_CHECKING:
    from averred.display.terminal import Terminal
    from averred.findings import Finding
    from averred.report import Report
    from averred.rules import Rule

_EXAMPLES = """\b
Examples:
  averred explain part-exceeds-whole
  averred explain contradictory-3fa94c1e facts/lantern-march
"""


@click.command(epilog=_EXAMPLES)
@click.argument("name", metavar="RULE|FINDING", shell_complete=completing.rules_and_findings)
@shared.paths_argument
@shared.sources_option
@shared.today_option
@plugin_option
@shared.screen_options
def command(  # noqa: PLR0913  # click hands over each option as an argument
    name: str,
    paths: tuple[Path, ...],
    sources: Path | None,
    today: str | None,
    color: str,
    plugins: tuple[str, ...],
    *,
    ascii_only: bool,
) -> int:
    """Say what a rule means, or how a finding follows, step by step.

    FINDING is the id that a report shows, such as contradictory-3fa94c1e, or its beginning.
    """
    terminal = shared.terminal_for(color, ascii_only=ascii_only)
    rule = next((rule for rule in catalogue(plugins).rules if rule.name == name), None)
    if rule:
        lines = _rule_lines(rule, terminal)
    else:
        # a finding of a rule that is off was shown where somebody had selected it
        named = frozenset(one for one in rule_names(plugins) if name.startswith(f"{one}-"))
        day = shared.iso_day(today)
        overrides = shared.Overrides(sources=sources, today=day, plugins=plugins, also=named)
        report, finding = find_finding(name, paths, overrides, kinds="finding or rule")
        lines = _finding_lines(finding, report, terminal)
    shared.say("\n".join([*lines, ""]))
    return 0


def _rule_lines(rule: Rule, terminal: Terminal) -> list[str]:
    """The documentation of a rule, heading by heading."""
    level = terminal.paint(rule.level.value, rule.level.value)
    lines = [f"{terminal.paint(rule.name, 'strong')} ({level})", *terminal.wrap(rule.summary)]
    for heading, body in rule.sections.items():
        lines += ["", terminal.paint(heading, "strong")]
        lines += [f"  {terminal.show(line)}".rstrip() for line in body.splitlines()]
    return lines


def _finding_lines(finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """The card of a finding, then each of its facts in full, then what identifies it."""
    from averred.reports.base import facts_of
    from averred.reports.full.card import card

    lines = card(finding, report, terminal)
    for fact in facts_of(finding, report):
        lines += ["", *details(fact, report, terminal)]
    if finding.accepted is not None:
        lines += ["", *terminal.wrap(f"accepted: {finding.accepted}", rest="  ")]
    lines += ["", f"fingerprint {finding.fingerprint}"]
    return [*lines, f"what the rule means: averred explain {finding.rule}"]
