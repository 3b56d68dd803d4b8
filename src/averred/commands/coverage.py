"""`averred coverage`: which sentences carry no fact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from averred.coverage import SectionCoverage, SourceCoverage
    from averred.factbase import FactBase

_LOCK = "averred.lock"
_EXAMPLES = """\b
Example:
  averred coverage --fail-under 100 --uncovered     in CI: is every sentence cited or left out?
"""


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@shared.sources_option
@click.option("--uncovered", is_flag=True, help="List every unit that no fact cites.")
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Exit with 1 where fewer of a source's units are cited, or its text is not the locked one.",
)
@plugin_option
def command(
    paths: tuple[Path, ...],
    sources: Path | None,
    plugins: tuple[str, ...],
    *,
    uncovered: bool,
    fail_under: int,
) -> int:
    """Show how much of each source is cited, section by section.

    It reads the lock, so that it works without the texts; with them, headings and first words are shown.
    A line of the lock counts if a fact still has its quote.
    """
    from averred.display.cells import visible

    lines: list[str] = []
    too_few: list[str] = []
    for path in shared.fact_base_paths(paths):
        found = coverage_of(path, shared.Overrides(sources=sources, plugins=plugins))
        if found is None:
            raise ConfigurationError(f"{path} has no lock", suggestion="averred lock writes it")
        for source in found:
            lines += _source_lines(source, is_full=uncovered)
            if fail_under:
                too_few += _too_little(source, fail_under)
    shared.say("".join(f"{visible(line)}\n" for line in lines + too_few))
    return 1 if too_few else 0


def coverage_of(
    path: Path, overrides: shared.Overrides, fact_base: FactBase | None = None
) -> tuple[SourceCoverage, ...] | None:
    """The coverage of the sources of a fact base; None where it has no lock.

    Args:
        path: the fact base.
        overrides: what the command line says.
        fact_base: what was read of it; None to read it.

    Raises:
        LockError: for a lock that cannot be read.
    """
    from averred.coverage import coverage
    from averred.lock import claims_of, read_lock
    from averred.verification import load_sources

    lock = read_lock((path if path.is_dir() else path.parent) / _LOCK)
    if lock is None:
        return None
    settings = shared.settings_for(path, overrides)
    if fact_base is None:
        fact_base = shared.read(path, settings, overrides.plugins)
    texts, _ = load_sources(fact_base, settings.sources)
    return coverage(lock, texts, claims_of(fact_base))


def _too_little(source: SourceCoverage, percent: int) -> Iterator[str]:
    """Why a source fails: of a text that is not the one that was locked no share is known."""
    if source.is_of_other_text:
        yield f"{source.source}: what is cited of its text as it is now is not known"
    if source.covered * 100 < percent * source.counted:
        yield f"{source.source}: fewer than {percent} % of its units are cited"


def _source_lines(source: SourceCoverage, *, is_full: bool) -> Iterator[str]:
    cited = f"{round(source.cited_share * 100)} % of their characters"
    yield f"{source.source}: {source.covered} of {source.counted} units cited ({cited})"
    if source.is_of_other_text:
        yield "  the text is not the one that was locked, which is counted here: run averred lock"
    for section in source.sections:
        yield from _section_lines(section, is_full=is_full)


def _section_lines(section: SectionCoverage, *, is_full: bool) -> Iterator[str]:
    title = f" {section.title}" if section.title else ""
    left_out = f", {section.left_out} left out" if section.left_out else ""
    yield f"  section {section.number}{title}: {section.covered} of {section.counted}{left_out}"
    for unit in section.uncovered if is_full else ():
        words = f": {unit.words}" if unit.words else ""
        yield f"    {unit.kind} at {unit.span.start} to {unit.span.end}{words}"
