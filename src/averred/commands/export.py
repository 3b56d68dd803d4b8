"""`averred export`: facts in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.display import cells
from averred.reports import base

if TYPE_CHECKING:
    from averred.factbase import FactBase

_EXAMPLES = """\b
Examples:
  averred export facts/lantern-march -o march.csv        for a spreadsheet
  averred export facts/lantern-march -o march.parquet
  averred export facts/lantern-march -o march.ndjson.gz
"""


@click.command(epilog=_EXAMPLES)
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
@plugin_option
def command(path: Path, output: Path, plugins: tuple[str, ...]) -> int:
    """Write the facts of PATH to FILE: NDJSON, Parquet or CSV, as the name of FILE says.

    The keys are those of fact files, one fact a row. Entities and predicates stay in the fact files.
    """
    from averred import exchange

    fact_base, _ = shared.load(path, shared.Overrides(plugins=plugins))
    count = exchange.write_facts(fact_base.facts, output)
    shared.say(f"{cells.visible(str(output))}: {base.plural(count, 'fact')} written\n")
    return int(tell_problems(fact_base))


def tell_problems(fact_base: FactBase) -> bool:
    """Says on stderr which entries were not taken; whether there are any."""
    for problem in fact_base.problems:
        click.echo(cells.visible(f"{problem.place}: {problem.headline}"), err=True)
    return bool(fact_base.problems)
