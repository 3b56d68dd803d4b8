"""`averred config`: the settings in force."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option, rule_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from averred.config import Settings
    from averred.findings import Level
    from averred.values import Conventions

_EXAMPLES = """\b
Examples:
  averred config
  averred config facts/lantern-march       the settings that hold for one fact base
"""


@click.command(epilog=_EXAMPLES)
@click.argument("folder", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False))
@plugin_option
def command(folder: Path, plugins: tuple[str, ...]) -> int:
    """Show the settings that hold in FOLDER, and where each comes from.

    They come from the nearest averred.toml, or pyproject.toml with a table [tool.averred], in or above it.
    """
    from averred.config import find_settings_file, load_settings
    from averred.display.cells import visible

    settings = load_settings(folder, rule_names(plugins))
    conventions = settings.conventions
    values = {
        "select": ", ".join(sorted(settings.select)) or "every rule that is on by default",
        "extend-select": ", ".join(sorted(settings.extend_select)) or "none",
        "ignore": ", ".join(sorted(settings.ignore)) or "none",
        "levels": _levels(settings.levels) or "as listed",
        "sources": str(settings.sources or "the folder of the facts"),
        "locked": "yes" if settings.locked else "no",
        **_reading(conventions),
    }
    file = find_settings_file(folder.resolve())
    lines = [f"settings of {file or 'no file: the defaults'}"]
    room = max(map(len, values))
    lines += [
        f"{key:{room}}  {value}  ({settings.origins.get(key, 'default')})" for key, value in values.items()
    ]
    lines += _of_predicates(settings)
    shared.say("".join(f"{visible(line)}\n" for line in lines))
    return 0


def _levels(levels: Mapping[str, Level]) -> str:
    return ", ".join(f"{rule} {level.value}" for rule, level in sorted(levels.items()))


def _reading(conventions: Conventions) -> dict[str, str]:
    """How words are read, by the names of the settings."""
    return {
        "about": f"{conventions.tolerance * 100} %",
        "ranges": conventions.ranges,
        "measured": "yes" if conventions.measured else "no",
        "whole-counts": "yes" if conventions.whole_counts else "no",
    }


def _of_predicates(settings: Settings) -> Iterator[str]:
    """A line for each predicate with settings of its own: those that differ from the settings above."""
    usual = _reading(settings.conventions)
    for name, one in sorted(settings.predicates.items()):
        own = _reading(settings.conventions.by_predicate.get(name, settings.conventions))
        told = [f"{key} {value}" for key, value in own.items() if value != usual[key]]
        told += [f"ignore {', '.join(sorted(one.ignore))}"] if one.ignore else []
        told += [f"levels {_levels(one.levels)}"] if one.levels else []
        yield f"predicates.{name}: {'; '.join(told) or 'as above'}"
