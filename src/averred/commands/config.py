"""`averred config`: the settings in force."""

from __future__ import annotations

from pathlib import Path

import click

from averred.commands import shared

_EXAMPLES = """\b
Examples:
  averred config
  averred config facts/lantern-march       the settings that hold for one fact base
"""


@click.command(epilog=_EXAMPLES)
@click.argument("folder", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(folder: Path) -> int:
    """Show the settings that hold in FOLDER, and where each comes from.

    They come from the nearest averred.toml, or pyproject.toml with a table [tool.averred], in or above it.
    """
    from averred.config import find_settings_file, load_settings
    from averred.display.cells import visible
    from averred.rules import RULES_BY_NAME

    settings = load_settings(folder, RULES_BY_NAME)
    conventions = settings.conventions
    values = {
        "select": ", ".join(sorted(settings.select)) or "every rule that is on by default",
        "ignore": ", ".join(sorted(settings.ignore)) or "none",
        "levels": ", ".join(f"{rule} {level.value}" for rule, level in sorted(settings.levels.items()))
        or "as listed",
        "sources": str(settings.sources or "the folder of the facts"),
        "locked": "yes" if settings.locked else "no",
        "about": f"{conventions.tolerance * 100} %",
        "ranges": conventions.ranges,
        "measured": "yes" if conventions.measured else "no",
        "whole-counts": "yes" if conventions.whole_counts else "no",
    }
    file = find_settings_file(folder.resolve())
    lines = [f"settings of {file or 'no file: the defaults'}"]
    room = max(map(len, values))
    lines += [
        f"{key:{room}}  {value}  ({settings.origins.get(key, 'default')})" for key, value in values.items()
    ]
    shared.say("".join(f"{visible(line)}\n" for line in lines))
    return 0
