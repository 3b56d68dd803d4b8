"""`averred import`: facts from tables and from annotation tools as a fact file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import completing, shared
from averred.commands.export import format_option, tell, tell_problems
from averred.display import cells
from averred.errors import ConfigurationError
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.entities import Entity
    from averred.facts import Fact

_EXAMPLES = """\b
Examples:
  averred import facts/lantern-march/march.csv -o facts/lantern-march/march.toml
  averred import extracted.jsonl -o facts/lantern-march/extracted.toml --sources texts
"""


@click.command(name="import", epilog=_EXAMPLES)
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
@format_option
@click.option(
    "--source", metavar="ID", shell_complete=completing.sources, help="The source that passages are of."
)
@click.option("--subject", metavar="ID", help="What passages are about that do not say it.")
@click.option("--predicate", metavar="ID", help="Which property passages give that do not say it.")
@shared.sources_option
def command(path: Path, output: Path, kind: str | None, sources: Path | None, **given: str | None) -> int:
    """Write the facts of PATH as a fact file.

    PATH is a table (NDJSON, Parquet or CSV), and the fact files right beside it say what entities and
    predicates are. An entity that the table alone names is written too.

    Or it holds passages of an annotation tool: Web Annotations (.jsonld), or LangExtract's JSON Lines. Then
    the fact files beside FILE say it, and whatever is claimed of a passage is verified: what does not stand
    is written all the same, and said.

    FILE must be new: nothing that somebody wrote is ever written over.
    """
    from averred import exchange

    if output.exists():
        raise ConfigurationError(f"{output} is there already", suggestion="give a new name")
    kind = kind or exchange.passage_format(path)
    row = {key: words for key, words in given.items() if words}
    if kind:
        return _passages(path, kind, output, sources, row)
    if row:
        raise ConfigurationError(
            f"{path.name} is a table, of which each row says its {next(iter(row))}",
            suggestion="where it holds passages, say of which --format",
        )
    return _rows(path, output)


def _rows(path: Path, output: Path) -> int:
    """Write the facts of a table; the exit code."""
    from averred import exchange

    if exchange.format_of(path) is None:
        known = ", ".join((*exchange.FORMATS, ".jsonld"))
        raise ConfigurationError(
            f"{path.name} is of no format that is known", suggestion=f"names end in {known}; or give --format"
        )
    fact_base, _ = shared.load(path, shared.Overrides())
    rows = [fact for fact in fact_base.facts if fact.origin is not None and fact.origin.table[0] == "row"]
    if not rows:
        tell_problems(fact_base)
        raise ConfigurationError(
            f"no fact of {path.name} can be taken, and nothing was written",
            suggestion=None
            if fact_base.predicates
            else "what its names mean is said by fact files beside it",
        )
    _write(rows, output, [entity for entity in fact_base.entities.values() if entity.origin is None])
    return int(tell_problems(fact_base))


def _passages(path: Path, kind: str, output: Path, sources: Path | None, row: dict[str, str]) -> int:
    """Write the facts that annotations state; the exit code."""
    from averred.passages import take

    settings = shared.settings_for(output, shared.Overrides(sources=sources))
    taken = take(path, kind, output.parent, settings, row)
    if taken.facts:
        _write(taken.facts, output)
    for source, count in sorted(taken.unseen.items()):
        seen = f"the text of “{source}” is not at hand (say where with --sources DIR)"
        shared.say(cells.visible(f"{base.plural(count, 'passage')} not looked for: {seen}") + "\n")
    tell(taken.findings)
    if not taken.facts:
        raise ConfigurationError(f"no fact of {path.name} can be taken, and nothing was written")
    return int(bool(taken.findings))


def _write(facts: Sequence[Fact], output: Path, things: Iterable[Entity] = ()) -> None:
    """Write facts, and first those of the things that they name: a fact file declares what it names."""
    from averred.atomic import write_atomically
    from averred.formatting import format_text
    from averred.writer import format_entity, format_fact

    written = list(map(format_fact, facts))
    named = {word for block in written for word in re.findall(r'"([a-z0-9-]+)"', block)}
    blocks = [*(format_entity(thing) for thing in things if thing.id in named), *written]
    try:
        write_atomically(output, format_text("\n".join(blocks)))
    except OSError as error:
        raise ConfigurationError(f"cannot write {output}: {error.strerror}") from error
    shared.say(f"{cells.visible(str(output))}: {base.plural(len(facts), 'fact')} written\n")
