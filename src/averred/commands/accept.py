"""`averred accept`: keep a known finding, with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.commands.naming import find_finding
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.factbase import FactBase
    from averred.findings import Finding
    from averred.report import Report

    Accepted = dict[tuple[str, tuple[str, ...]], str]

_EXAMPLES = """\b
Examples:
  averred accept disputed-a7b1626e --reason "The text tells of both numbers."
  averred accept contradictory-2fb6a9d7 --reason "Asked the author." --until 2027-05-22
  averred accept --all facts/old --reason "Known before we began to check."
  averred accept --all --since main --reason "Looked at in review."
"""


@click.command(epilog=_EXAMPLES)
@click.argument("names", nargs=-1, metavar="FINDING|PATH…")
@click.option("--reason", required=True, help="Why it is kept; it stands in every report.")
@click.option("--until", metavar="DATE", help="From this day on it counts no more.")
@click.option("--all", "take_all", is_flag=True, help="Accept every open finding; all arguments are paths.")
@shared.sources_option
@click.option("--since", metavar="REV", help="With --all: the findings that REV of git did not have.")
@shared.today_option
@plugin_option
def command(  # noqa: PLR0913, PLR0917  # click hands over each option as an argument
    names: tuple[str, ...],
    reason: str,
    until: str | None,
    sources: Path | None,
    since: str | None,
    today: str | None,
    plugins: tuple[str, ...],
    *,
    take_all: bool,
) -> int:
    """Write an [[accept]] block for a finding, at the end of the file that has its first fact.

    FINDING is the id that a report shows; a PATH after it says where to look.
    """
    if not reason.strip():
        raise ConfigurationError("--reason is empty", suggestion="say why the finding is kept")
    if since and not take_all:
        raise ConfigurationError("--since chooses among many", suggestion="give it with --all")
    if not (names or take_all):
        raise ConfigurationError("no finding is named", suggestion="give its id, or --all")
    overrides = shared.Overrides(sources=sources, today=shared.iso_day(today), plugins=plugins)
    paths = [Path(name) for name in (names if take_all else names[1:])]
    if take_all:
        bases = shared.fact_base_paths(paths)
        chosen = [pair for base in bases for pair in _open_findings(base, overrides, since)]
    else:
        chosen = [find_finding(names[0], paths, overrides)]
    day = shared.iso_day(until)
    for report in {id(report): report for report, _ in chosen}.values():
        _accept(report.fact_base, [one for of, one in chosen if of is report], reason, day)
    for _, finding in chosen:
        shared.say(f"accepted {finding.id}\n")
    return 0


def _open_findings(
    base: Path, overrides: shared.Overrides, since: str | None
) -> list[tuple[Report, Finding]]:
    """The findings of a fact base that can be accepted; with a revision, those that it did not have."""
    (report,) = shared.reports_of([base], overrides)
    known: set[str] = set()
    if since:
        from averred.commands.revisions import known_at

        known = known_at(since, base, overrides)
    return [(report, one) for one in report.findings if one.facts and one.id not in known]


def _accept(fact_base: FactBase, findings: Sequence[Finding], reason: str, until: str | None) -> None:
    """Write the blocks that are not there yet, then what the lock keeps of them."""
    from averred.atomic import write_atomically
    from averred.findings import Acceptance
    from averred.formatting import format_text
    from averred.writer import format_acceptance

    known = {(one.rule, tuple(sorted(one.facts))) for one in fact_base.acceptances}
    blocks: dict[Path, list[str]] = {}
    for finding in findings:
        file = _file_of(finding, fact_base)
        if (finding.rule, finding.facts) not in known:
            acceptance = Acceptance(finding.rule, finding.facts, reason, until)
            blocks.setdefault(file, []).append(format_text(format_acceptance(acceptance)))
    for file, new in blocks.items():
        write_atomically(file, _appended(file.read_bytes().decode("utf-8"), new))
    _renew_lock(fact_base, {(one.rule, one.facts): one.fingerprint for one in findings})


def _file_of(finding: Finding, fact_base: FactBase) -> Path:
    """The fact file of a finding's first fact; for facts in rows, that of the first one's predicate.

    Raises:
        ConfigurationError: for a finding that rests on no fact of a file.
    """
    facts = [fact_base.by_id[fact] for fact in finding.facts if fact in fact_base.by_id]
    origins = [fact.origin for fact in facts] + [
        fact_base.predicates[fact.predicate].origin for fact in facts
    ]
    files = [origin.file for origin in origins if origin and origin.table[0] != "row"]
    if not files:
        raise ConfigurationError(
            f"{finding.id} is about no fact, and cannot be accepted", suggestion="mend it"
        )
    return Path(files[0])


def _appended(text: str, blocks: Iterable[str]) -> str:
    """A file's text with blocks after it, in its own line ends; not a byte of what was there changes."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    new = "".join(f"\n{block.strip()}\n" for block in blocks).replace("\n", line_end)
    return text + ("" if not text or text.endswith("\n") else line_end) + new


def _renew_lock(fact_base: FactBase, accepted: Accepted) -> None:
    """Where there is a lock, it keeps what the findings were accepted for."""
    from averred.lock import read_lock, write_lock
    from averred.verification import lock_path

    path = lock_path(fact_base)
    if path is not None and (lock := read_lock(path)) is not None:
        write_lock(attrs.evolve(lock, accepted={**lock.accepted, **accepted}), path)
