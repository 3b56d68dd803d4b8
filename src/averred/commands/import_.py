"""`averred import`: facts from NDJSON, Parquet or CSV as a fact file."""

from __future__ import annotations

from pathlib import Path

import click

from averred.commands import shared
from averred.commands.export import tell_problems
from averred.display import cells
from averred.errors import ConfigurationError
from averred.reports import base

_EXAMPLES = """\b
Examples:
  averred import facts/lantern-march/march.csv -o facts/lantern-march/march.toml
"""


@click.command(name="import", epilog=_EXAMPLES)
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
def command(path: Path, output: Path) -> int:
    """Write the facts of PATH, a file of NDJSON, Parquet or CSV, as a fact file.

    The fact files right beside PATH say what entities and predicates are. FILE must be new: nothing that
    somebody wrote is ever written over.
    """
    from averred import exchange
    from averred.formatting import format_text
    from averred.writer import format_fact

    if exchange.format_of(path) is None:
        raise ConfigurationError(
            f"{path.name} is of no format that is known",
            suggestion=f"names end in {', '.join(exchange.FORMATS)}",
        )
    if output.exists():
        raise ConfigurationError(f"{output} is there already", suggestion="give a new name")
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
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(format_text("\n".join(map(format_fact, rows))))
    except OSError as error:
        raise ConfigurationError(f"cannot write {output}: {error.strerror}") from error
    shared.say(f"{cells.visible(str(output))}: {base.plural(len(rows), 'fact')} written\n")
    return int(tell_problems(fact_base))
