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
    from collections.abc import Iterable

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.findings import Finding

_EXAMPLES = """\b
Examples:
  averred export facts/lantern-march -o march.csv        for a spreadsheet
  averred export facts/lantern-march -o march.parquet
  averred export facts/lantern-march -o march.ndjson.gz
  averred export facts/lantern-march -o march.jsonld     for annotation tools
  averred export facts/lantern-march -o march.jsonl --format langextract
"""

format_option = click.option(
    "--format",
    "kind",
    type=click.Choice(["web-annotation", "langextract"]),
    help="A format of annotation tools, where the name of the file does not say it.",
)


@click.command(epilog=_EXAMPLES)
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
@format_option
@shared.sources_option
@plugin_option
def command(
    path: Path, output: Path, kind: str | None, sources: Path | None, plugins: tuple[str, ...]
) -> int:
    """Write the facts of PATH to FILE, in the format that the name of FILE says.

    NDJSON, Parquet and CSV hold the facts: their keys are those of fact files, one fact a row. Entities and
    predicates stay in the fact files.

    Web Annotation (.jsonld) and LangExtract's JSON Lines hold passages, so the texts of the sources have to
    be at hand. A fact whose quote does not stand in its source is left out, and said.
    """
    from averred import exchange

    fact_base, settings = shared.load(path, shared.Overrides(plugins=plugins, sources=sources))
    kind = kind or ("web-annotation" if output.suffix.lower() == ".jsonld" else None)
    if kind is not None:
        return _passages(kind, fact_base, settings, output)
    count = exchange.write_facts(fact_base.facts, output)
    shared.say(f"{cells.visible(str(output))}: {base.plural(count, 'fact')} written\n")
    return int(tell_problems(fact_base))


def _passages(kind: str, fact_base: FactBase, settings: Settings, output: Path) -> int:
    """Write the passages that facts cite; the exit code."""
    from averred import passages
    from averred.verification import verify

    verified = verify(fact_base, settings.sources, settings.conventions)
    written = passages.format_passages(kind, fact_base, verified)
    shared.write(written.text, output)
    shared.say(f"{cells.visible(str(output))}: {base.plural(written.passages, 'passage')} written\n")
    if written.without:
        shared.say(f"{base.plural(written.without, 'fact')} without a quote left out\n")
    tell(verified.problems)
    for why in written.left:
        click.echo(cells.visible(why), err=True)
    return int(tell_problems(fact_base) or bool(written.left or verified.problems))


def tell_problems(fact_base: FactBase) -> bool:
    """Says on stderr which entries were not taken; whether there are any."""
    tell(fact_base.problems)
    return bool(fact_base.problems)


def tell(problems: Iterable[Finding]) -> None:
    """Says each on stderr, with its place and what can be done."""
    for problem in problems:
        advice = f" ({problem.help[0]})" if problem.help else ""
        place = f"{problem.place}: " if problem.place else ""
        click.echo(cells.visible(f"{place}{problem.headline}{advice}"), err=True)
