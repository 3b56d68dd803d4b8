"""`averred report`: the report to send to somebody."""

from __future__ import annotations

from pathlib import Path

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.commands.writing import covered, make_folder, write_report
from averred.display.cells import visible
from averred.reports.base import Options, plural

_EXAMPLES = """\b
Examples:
  averred report -o report.html
  averred report facts/lantern-march --sources texts -o march.html
  averred report -o public                           public/index.html, if public is a folder
"""


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="report.html",
    show_default=True,
    metavar="FILE|DIR",
    help="The page to write; in a folder, index.html. Missing folders above it are made.",
)
@shared.sources_option
@shared.today_option
@plugin_option
def command(
    paths: tuple[Path, ...], output: Path, sources: Path | None, today: str | None, plugins: tuple[str, ...]
) -> int:
    """Write one HTML page with the texts, the findings, plots and all facts.

    Above 1,500 facts it is an index, and the folder beside it (report-pages for report.html) has a page for
    each source. Pages need no network and no JavaScript, can be printed, and can be read by a screen reader.
    The exit code is 0 whatever was found.
    """
    overrides = shared.Overrides(
        sources=sources, today=shared.iso_day(today), plugins=plugins, everything=True
    )
    bases = shared.fact_base_paths(paths)
    reports = list(shared.reports_of(bases, overrides))
    options = Options(coverage=covered(reports, bases, overrides))
    make_folder(output.parent)
    first, *pages = write_report(reports, "html", options, output)
    found = plural(sum(len(report) for report in reports), "finding")
    size = sum(page.stat().st_size for page in (first, *pages)) // 1000 + 1
    many = f"an index, and {plural(len(pages), 'page')} in {pages[0].parent}" if pages else "one page"
    shared.say(f"{visible(str(first))}: {found}, {visible(many)}; {size:,} kB\n")
    return 0
