"""`averred diff`: what came, went and changed between two revisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option

if TYPE_CHECKING:
    from averred.history import Changes
    from averred.report import Report

_EXAMPLES = """\b
Examples:
  averred diff HEAD                        the working folder against the last commit
  averred diff v1 v2 --path facts/march    two revisions of one fact base
"""


@click.command(epilog=_EXAMPLES)
@click.argument("revision")
@click.argument("other", required=False, metavar="[REVISION]")
@click.option(
    "--path", "paths", multiple=True, type=click.Path(path_type=Path), help="A fact base; repeatable."
)
@shared.sources_option
@shared.today_option
@plugin_option
def command(
    revision: str,
    other: str | None,
    paths: tuple[Path, ...],
    sources: Path | None,
    today: str | None,
    plugins: tuple[str, ...],
) -> int:
    """Show which facts and findings were added, removed or changed since REVISION.

    Without a second revision, REVISION is compared with the working folder.
    """
    from averred.commands.revisions import report_at
    from averred.display.cells import visible
    from averred.history import compare

    folder = sources and sources.resolve()
    overrides = shared.Overrides(sources=folder, today=shared.iso_day(today), plugins=plugins)
    lines: list[str] = []
    for path in shared.fact_base_paths(paths):
        before = report_at(revision, path, overrides)
        if other:
            after = report_at(other, path, overrides)
        else:
            fact_base, settings = shared.load(path, overrides)
            after = shared.check(fact_base, settings, plugins)
        lines += _lines(compare(before, after), before)
    shared.say("".join(f"{visible(line)}\n" for line in lines or ["no fact and no finding differs"]))
    return 0


def _lines(changes: Changes, before: Report) -> list[str]:
    """One line for each thing that differs: + added, - removed, ~ changed."""
    lines = [f"+ fact {fact.id}: {fact.written}" for fact in changes.facts_added]
    lines += [f"- fact {fact.id}: {fact.written}" for fact in changes.facts_removed]
    for fact, fields in changes.facts_changed:
        was = before.fact_base[fact.id].written
        told = f": {was} → {fact.written}" if "written" in fields else ""
        lines.append(f"~ fact {fact.id}{told} ({', '.join(fields)})")
    signs = (("+", changes.findings_added), ("-", changes.findings_removed), ("~", changes.findings_changed))
    for sign, findings in signs:
        lines += [f"{sign} {one.level.value}[{one.rule}] {one.headline} ({one.id})" for one in findings]
    return lines
