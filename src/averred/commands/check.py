"""`averred check`: the linter."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from averred.commands import completing, shared
from averred.commands.catalogue import rule_text
from averred.commands.check_options import checking_options, showing_options
from averred.commands.progress import telling
from averred.display.cells import visible
from averred.errors import ConfigurationError
from averred.findings import Level
from averred.reports import FORMATS, render
from averred.reports.base import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from averred.commands.streaming import Stream
    from averred.report import Report
    from averred.reports.base import Options

    Target = tuple[str, Path | None]

_NEVER = "never"
_INTERRUPTED = 130
_EXAMPLES = """\b
Examples:
  averred check facts/lantern-march --sources texts
  averred check --fail-on warning --output-format concise
  averred check --output-format full --output-format json=report.json
"""


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@checking_options
@click.option(
    "--output-format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    shell_complete=completing.formats,
    help=f"One of {', '.join(FORMATS)}; repeatable, each to the screen or to a file.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(level.value for level in Level), _NEVER]),
    default=Level.ERROR.value,
    show_default=True,
    help="The least level of a finding for which the exit code is 1.",
)
@click.option("--since", metavar="REV", help="Show the findings that a revision of git did not have.")
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Show on stderr what takes long; by default on a terminal only.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@showing_options
def command(  # noqa: PLR0913  # click hands over each option as an argument
    *,
    paths: tuple[Path, ...],
    overrides: shared.Overrides,
    options: Options,
    formats: tuple[str, ...],
    fail_on: str,
    since: str | None,
    progress: bool | None,
    watch: bool,
) -> int:
    """Find the facts that cannot all hold.

    PATH is a folder of facts or one fact file; without it, all fact bases below the working folder.
    """
    targets = _targets(formats)
    bases = shared.fact_base_paths(paths)
    everything = options.show_undetermined or any(name == "html" for name, _ in targets)
    overrides = overrides._replace(everything=everything)

    options = options._replace(rule_text=partial(rule_text, modules=overrides.plugins))

    def once() -> int:
        stream = None if since else _stream(targets)
        hand_on = stream.take if stream else None
        reports, was_interrupted = _run(bases, overrides, hand_on, progress=progress)
        if stream:
            stream.end(reports, was_interrupted=was_interrupted)
            return _INTERRUPTED if was_interrupted else _exit_code(reports, fail_on)
        if since:
            pairs = zip(reports, bases, strict=False)
            reports = [_since(since, report, base, overrides) for report, base in pairs]
        _show(reports, targets, _with_coverage(options, reports, bases, overrides, targets))
        return _INTERRUPTED if was_interrupted else _exit_code(reports, fail_on)

    if watch:
        from averred.commands.watching import again_and_again

        return again_and_again(once, bases, overrides, [file for _, file in targets if file])
    return once()


def _with_coverage(
    options: Options,
    reports: Sequence[Report],
    bases: Sequence[Path],
    overrides: shared.Overrides,
    targets: Iterable[Target],
) -> Options:
    """The options with how much of each source is cited, where a format shows it."""
    if all(name != "html" for name, _ in targets):
        return options
    from averred.commands.writing import covered

    return options._replace(coverage=covered(reports, bases, overrides))


def _show(reports: Sequence[Report], targets: Iterable[Target], options: Options) -> None:
    """Write the reports in every format that was asked for, each where it goes."""
    for name, file in targets:
        if file is None:
            shared.say(render(reports, name, options))
        else:
            from averred.commands.writing import write_report

            write_report(reports, name, options, file)
        if name == "github":
            _write_step_summary(render(reports, "markdown", options))


def _targets(formats: Iterable[str]) -> list[Target]:
    """The formats and where each goes; without any, cards on the screen.

    Raises:
        ConfigurationError: where two go to one file.
    """
    targets = [_target(one) for one in formats] or [("full", None)]
    files = [file for _, file in targets if file]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice:
        raise ConfigurationError(f"two formats go to {twice}", suggestion="give each a file of its own")
    return targets


def _target(text: str) -> Target:
    """A format and where it goes: None for the screen.

    Raises:
        ConfigurationError: for an unknown format, or an empty file name.
    """
    name, equals, file = text.partition("=")
    if name not in FORMATS:
        from difflib import get_close_matches

        near = get_close_matches(name, FORMATS, 1)
        advice = f"did you mean {near[0]}?" if near else f"one of {', '.join(FORMATS)}"
        raise ConfigurationError(f"there is no output format “{name}”", suggestion=advice)
    if equals and not file:
        raise ConfigurationError(
            f"--output-format {text} names no file", suggestion=f"write {name}=report.txt"
        )
    return name, Path(file) if file else None


def _stream(targets: Sequence[Target]) -> Stream | None:
    """What writes findings as they come, where they are wanted as lines and in no other way."""
    if len(targets) != 1 or targets[0][0] != "json-lines":
        return None
    from averred.commands.streaming import Stream

    return Stream(targets[0][1])


def _run(
    paths: Sequence[Path],
    overrides: shared.Overrides,
    hand_on: Callable[[Report], None] | None,
    *,
    progress: bool | None,
) -> tuple[list[Report], bool]:
    """The reports, and whether somebody stopped it before all were made."""
    reports: list[Report] = []
    was_interrupted = False
    try:
        with telling(wanted=progress) as tell:
            watch = shared.Watch(tell, hand_on)
            for number, path in enumerate(paths, 1):
                tell.begin(f"checking {path}" + (f" ({number} of {len(paths)})" if len(paths) > 1 else ""))
                reports.extend(shared.reports_of([path], overrides, watch))
                was_interrupted = not reports[-1].is_whole
                if was_interrupted:
                    break
    except KeyboardInterrupt:
        was_interrupted = True
    if was_interrupted:
        whole = sum(report.is_whole for report in reports)
        details = [report.skipped[-1].removeprefix("interrupted: ") for report in reports[whole:]]
        click.echo(
            "; ".join([f"interrupted: {whole} of {len(paths)} fact bases were checked", *details]), err=True
        )
    return reports, was_interrupted


def _since(revision: str, report: Report, base: Path, overrides: shared.Overrides) -> Report:
    """The report without the findings that were there at a revision."""
    from averred.commands.revisions import identity, known_at

    known = known_at(revision, base, overrides)
    new = tuple(finding for finding in report.findings if identity(finding) not in known)
    old = len(report.findings) - len(new)
    if old:
        words = f"{plural(old, 'finding')} of {base} that {revision} has as well: not shown"
        click.echo(visible(words), err=True)
    return attrs.evolve(report, findings=new)


def _write_step_summary(text: str) -> None:
    """Put the whole table where GitHub shows it below a job, if this is one."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with Path(file).open("ab") as summary:
            summary.write(text.encode("utf-8", "backslashreplace"))


def _exit_code(reports: Sequence[Report], fail_on: str) -> int:
    if fail_on == _NEVER:
        return 0
    least = Level(fail_on).rank
    grave = [level for level in Level if level.rank >= least]
    return int(any(report.count(level) for report in reports for level in grave))
