"""`averred coverage`: which sentences carry no fact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from averred.coverage import SectionCoverage, SourceCoverage
    from averred.factbase import FactBase
    from averred.findings import Finding
    from averred.report import Report
    from averred.source import SourceText

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
    help="Exit with 1 where fewer of a source's units are cited, or nobody can count them.",
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

    Where the text is at hand it is counted from the text, and headings and first words are shown. Where it
    is not, the lock knows its sentences by their places; a line of it counts if a fact still has its quote.
    """
    from averred.display.cells import visible

    lines: list[str] = []
    too_few: list[str] = []
    for path in shared.fact_base_paths(paths):
        counted = _counted(path, shared.Overrides(sources=sources, plugins=plugins))
        if counted.sources is None:
            raise ConfigurationError(
                f"{path} has no lock, and no text of its sources is at hand",
                suggestion="say where the texts are with --sources DIR",
            )
        for source in counted.sources:
            lines += _source_lines(source, is_full=uncovered)
            if fail_under:
                too_few += _too_little(source, fail_under)
        (too_few if fail_under else lines).extend(counted.others)
    shared.say("".join(f"{visible(line)}\n" for line in lines + too_few))
    return 1 if too_few else 0


def coverage_of(
    path: Path, overrides: shared.Overrides, report: Report | None = None
) -> tuple[SourceCoverage, ...] | None:
    """The coverage of the sources of a fact base; None where it has neither lock nor text.

    Args:
        path: the fact base.
        overrides: what the command line says.
        report: what a check found of it; None to read and verify it.

    Raises:
        LockError: for a lock that cannot be read.
    """
    return _counted(path, overrides, report).sources


class _Counted(NamedTuple):
    """The coverage of a fact base.

    Attributes:
        sources: those that could be counted; None where there is neither lock nor text.
        others: a line for each of the others that name a file.
    """

    sources: tuple[SourceCoverage, ...] | None
    others: list[str]


def _counted(path: Path, overrides: shared.Overrides, report: Report | None = None) -> _Counted:
    from averred.coverage import coverage
    from averred.lock import claims_of, read_lock
    from averred.lock.making import make_lock
    from averred.texts import load_sources
    from averred.verification import verify

    lock = read_lock((path if path.is_dir() else path.parent) / _LOCK)
    settings = shared.settings_for(path, overrides)
    fact_base = shared.read(path, settings, overrides.plugins) if report is None else report.fact_base
    texts: Mapping[str, SourceText]
    if report is None:
        found = verify(fact_base, settings.sources, settings.conventions, side_by_side=True)
        texts, problems, citations = found.sources, found.problems, found.citations
    else:
        (texts, problems), citations = load_sources(fact_base, settings.sources), report.citations
    if texts:  # what was written since the lock counts as well
        lock = make_lock(fact_base, texts, citations, previous=lock)
    if lock is None:
        return _Counted(None, [])
    sources = coverage(lock, texts, claims_of(fact_base))
    return _Counted(sources, _others(fact_base, settings.sources, {one.source for one in sources}, problems))


def _others(
    fact_base: FactBase, folder: Path | None, counted: Collection[str], problems: Iterable[Finding]
) -> list[str]:
    """A line for each source that names a file and could not be counted: why not."""
    from averred.absence import looked_for

    why = {problem.about: problem.headline for problem in problems}
    names = [name for name, one in fact_base.sources.items() if one.path and name not in counted]
    return [
        f"{name}: not counted: {why.get(name) or looked_for(fact_base, name, folder).message}"
        for name in names
    ]


def _too_little(source: SourceCoverage, percent: int) -> Iterator[str]:
    if source.covered * 100 < percent * source.counted:
        yield f"{source.source}: fewer than {percent} % of its units are cited"


def _source_lines(source: SourceCoverage, *, is_full: bool) -> Iterator[str]:
    cited = f"{round(source.cited_share * 100)} % of their characters"
    yield f"{source.source}: {source.covered} of {source.counted} units cited ({cited})"
    for section in source.sections:
        yield from _section_lines(section, is_full=is_full)


def _section_lines(section: SectionCoverage, *, is_full: bool) -> Iterator[str]:
    title = f" {section.title}" if section.title else ""
    left_out = f", {section.left_out} left out" if section.left_out else ""
    yield f"  section {section.number}{title}: {section.covered} of {section.counted}{left_out}"
    for unit in section.uncovered if is_full else ():
        words = f": {unit.words}" if unit.words else ""
        yield f"    {unit.kind} at {unit.span.start} to {unit.span.end}{words}"
