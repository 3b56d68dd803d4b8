"""`averred report`: the report to send to somebody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.reports import render
from averred.reports.base import Options, plural

if TYPE_CHECKING:
    from averred.coverage import SourceCoverage

_EXAMPLES = """\b
Examples:
  averred report -o report.html
  averred report facts/lantern-march --sources texts -o march.html
"""


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="report.html",
    show_default=True,
    metavar="FILE",
    help="The page to write.",
)
@shared.sources_option
@shared.today_option
@plugin_option
def command(
    paths: tuple[Path, ...], output: Path, sources: Path | None, today: str | None, plugins: tuple[str, ...]
) -> int:
    """Write one HTML page with the texts, the findings, plots and all facts.

    It needs no network and no JavaScript, can be printed, and can be read by a screen reader. The exit code
    is 0 whatever was found.
    """
    overrides = shared.Overrides(sources=sources, today=shared.iso_day(today), plugins=plugins)
    bases = shared.fact_base_paths(paths)
    reports = list(shared.reports_of(bases, overrides))
    covered = [source for base in bases for source in _coverage(base, overrides)]
    shared.write(render(reports, "html", Options(coverage=covered)), output)
    found = plural(sum(len(report) for report in reports), "finding")
    shared.say(f"{output}: {found}, one page of {output.stat().st_size // 1000 + 1} kB\n")
    return 0


def _coverage(base: Path, overrides: shared.Overrides) -> tuple[SourceCoverage, ...]:
    """The coverage of a fact base's sources, as far as its lock can be read; the findings say if not."""
    from averred.commands.coverage import coverage_of
    from averred.errors import LockError

    try:
        return coverage_of(base, overrides) or ()
    except LockError:
        return ()
