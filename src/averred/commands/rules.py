"""`averred rules`: the catalogue."""

from __future__ import annotations

import click

from averred.commands import shared
from averred.commands.catalogue import catalogue, plugin_option

_EXAMPLES = """\b
Examples:
  averred rules
  averred rules --output-format json       names, levels and summaries for programs
  averred rules --plugin lantern_rules     those of a module among them
"""


@click.command(epilog=_EXAMPLES)
@click.option(
    "--output-format",
    type=click.Choice(["full", "json"]),
    default="full",
    help="For people, or for programs.",
)
@plugin_option
@shared.screen_options
def command(output_format: str, plugins: tuple[str, ...], color: str, *, ascii_only: bool) -> int:
    """List the rules with their levels, those of installed packages and of modules after averred's own.

    “averred explain RULE” says more of each.
    """
    rules = catalogue(plugins).rules
    if output_format == "json":
        import json

        data = [
            {"name": rule.name, "level": rule.level.value, "default": rule.default, "summary": rule.summary}
            for rule in rules
        ]
        shared.say(json.dumps(data, indent=2) + "\n")
        return 0
    terminal = shared.terminal_for(color, ascii_only=ascii_only)
    room = max(len(rule.name) for rule in rules)
    for rule in rules:
        off = "" if rule.default else " (off by default)"
        first = f"{rule.name:{room}}  {rule.level.value:7}  "
        lines = terminal.wrap(rule.summary + off, first=first, rest=" " * len(first))
        lines[0] = lines[0].replace(rule.level.value, terminal.paint(rule.level.value, rule.level.value), 1)
        shared.say("\n".join([*lines, ""]))
    return 0
