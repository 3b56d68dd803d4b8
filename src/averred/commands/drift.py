"""`averred drift`: what became of each citation between two texts of a source."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.errors import ConfigurationError

#: Verdicts that need nobody: the passage is as it was, here or elsewhere in the text.
_UNTOUCHED: Final = frozenset({"exact", "moved"})
_EXAMPLES = """\b
Example:
  averred drift old/march.txt new/march.txt facts/lantern-march
"""
_text_argument = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(epilog=_EXAMPLES)
@click.argument("old", type=_text_argument)
@click.argument("new", type=_text_argument)
@shared.paths_argument
@click.option(
    "--source", metavar="ID", help="Which source the two texts are of; not needed where there is one."
)
@plugin_option
def command(
    old: Path, new: Path, paths: tuple[Path, ...], source: str | None, plugins: tuple[str, ...]
) -> int:
    """Say for each citation whether its passage is the same, moved, changed or gone in the NEW text.

    The exit code is 1 where a passage changed or is gone.
    """
    from averred.display.cells import visible
    from averred.drift import drift
    from averred.loaders import load_source

    before, after = load_source(old), load_source(new)
    lines: list[str] = []
    touched = 0
    for path in shared.fact_base_paths(paths):
        fact_base, _ = shared.load(path, shared.Overrides(plugins=plugins))
        name = _the_source(source, list(fact_base.sources), path)
        for key, result in drift(fact_base, name, before, after).items():
            touched += result.verdict not in _UNTOUCHED
            parts = (result.message, result.suggestion or "")
            told = "; ".join(part for part in parts if part)
            lines.append(f"{result.verdict:17} {key}{f': {told}' if told else ''}")
    lines.append(f"{len(lines)} citations, {touched} to look at")
    shared.say("".join(f"{visible(line)}\n" for line in lines))
    return int(touched > 0)


def _the_source(name: str | None, known: list[str], path: Path) -> str:
    """The source that was named, or the only one.

    Raises:
        ConfigurationError: where it is not clear which.
    """
    if name is None and len(known) == 1:
        return known[0]
    if name in known:
        return str(name)
    asked = f"has no source “{name}”" if name else "has more than one source"
    raise ConfigurationError(f"{path} {asked}", suggestion=f"--source is one of {', '.join(known)}")
