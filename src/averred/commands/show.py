"""`averred show`: a fact in full, or all facts about something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import completing, shared
from averred.commands.catalogue import plugin_option
from averred.commands.details import details
from averred.errors import ConfigurationError, did_you_mean

if TYPE_CHECKING:
    from averred.factbase import FactBase
    from averred.facts import Fact

_EXAMPLES = """\b
Examples:
  averred show marchers-text
  averred show "the lamp works" facts/lantern-march
"""


@click.command(epilog=_EXAMPLES)
@click.argument("name", metavar="FACT|SUBJECT", shell_complete=completing.facts_and_subjects)
@shared.paths_argument
@shared.sources_option
@plugin_option
@shared.screen_options
def command(
    name: str,
    paths: tuple[Path, ...],
    sources: Path | None,
    plugins: tuple[str, ...],
    color: str,
    *,
    ascii_only: bool,
) -> int:
    """Show a fact in full, or every fact about something.

    SUBJECT is an entity's id, its name or an alias.
    """
    terminal = shared.terminal_for(color, ascii_only=ascii_only)
    overrides = shared.Overrides(sources=sources, plugins=plugins)
    blocks: list[list[str]] = []
    known: set[str] = set()
    for report in shared.reports_of(shared.fact_base_paths(paths), overrides):
        facts = _facts(name, report.fact_base)
        blocks += [details(fact, report, terminal) for fact in facts]
        known |= {*report.fact_base.by_id, *report.fact_base.entities}
    if not blocks:
        raise ConfigurationError(
            f"there is no fact, and nothing with facts, called “{name}”",
            suggestion=did_you_mean(name, sorted(known)) or "averred report shows all facts",
        )
    shared.say("\n\n".join("\n".join(block) for block in blocks) + "\n")
    return 0


def _facts(name: str, fact_base: FactBase) -> list[Fact]:
    """The fact with that id, or those whose subject has that id or name."""
    if name in fact_base.by_id:
        return [fact_base[name]]
    named = {entity.id for entity in fact_base.entities.values() if name in {entity.id, *entity.names}}
    return [fact for fact in fact_base.facts if fact.subject in named or fact.part in named]
