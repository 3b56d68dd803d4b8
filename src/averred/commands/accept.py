"""`averred accept`: keep a known finding, with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from averred.commands import completing, shared
from averred.commands.catalogue import plugin_option
from averred.commands.naming import find_finding
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.factbase import FactBase
    from averred.facts import Origin
    from averred.findings import Acceptance, Finding
    from averred.report import Report

    Accepted = dict[tuple[str, tuple[str, ...]], str]

_EXAMPLES = """\b
Examples:
  averred accept disputed-a7b1626e --reason "The text tells of both numbers."
  averred accept contradictory-2fb6a9d7 --reason "Asked the author." --until 2027-05-22
  averred accept --all facts/old --reason "Known before we began to check."
  averred accept --all --since main --reason "Looked at in review."
"""


#: Without a lock nothing keeps the values for which a finding was accepted.
_NO_LOCK = "no lock: a changed value will not bring back what was accepted; averred lock keeps that"


@click.command(epilog=_EXAMPLES)
@click.argument("names", nargs=-1, metavar="FINDING|PATH…", shell_complete=completing.findings_or_paths)
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
    day = _checked_day(until, overrides.today)
    paths = [Path(name) for name in (names if take_all else names[1:])]
    if take_all:
        bases = shared.fact_base_paths(paths)
        chosen = [pair for base in bases for pair in _open_findings(base, overrides, since)]
    else:
        chosen = [find_finding(names[0], paths, overrides)]
    is_locked = [
        _accept(report.fact_base, [one for of, one in chosen if of is report], reason, day)
        for report in {id(report): report for report, _ in chosen}.values()
    ]
    shared.say("".join(f"accepted {finding.id}\n" for _, finding in chosen) or _nothing(since))
    if not all(is_locked):
        click.echo(_NO_LOCK, err=True)
    return 0


def _checked_day(until: str | None, today: str | None) -> str | None:
    """The day of --until, as ISO 8601.

    Raises:
        ConfigurationError: for a day that has come already, since nothing would be accepted.
    """
    from averred.checker import utc_day

    day = shared.iso_day(until)
    if day and day <= (today or utc_day()):
        raise ConfigurationError(f"--until {day} is not later than today", suggestion="give a later day")
    return day


def _nothing(since: str | None) -> str:
    """What is said where no finding is to be accepted."""
    return (
        f"no finding that {since} did not have: nothing to accept\n"
        if since
        else "no open finding: nothing to accept\n"
    )


def _open_findings(
    base: Path, overrides: shared.Overrides, since: str | None
) -> list[tuple[Report, Finding]]:
    """The findings of a fact base that can be accepted; with a revision, those that it did not have."""
    (report,) = shared.reports_of([base], overrides)
    from averred.commands.revisions import identity, known_at

    known = known_at(since, base, overrides) if since else set()
    return [(report, one) for one in report.findings if one.facts and identity(one) not in known]


def _accept(fact_base: FactBase, findings: Sequence[Finding], reason: str, until: str | None) -> bool:
    """Write the blocks, or reason and day into those that are there; then what the lock keeps of them.

    Returns:
        Whether there is a lock.
    """
    from averred.atomic import write_atomically
    from averred.findings import Acceptance

    known = {(one.rule, tuple(sorted(one.facts))): one.origin for one in fact_base.acceptances}
    new: dict[Path, list[Acceptance]] = {}
    old: dict[Path, list[Origin]] = {}
    for finding in findings:
        if origin := known.get((finding.rule, finding.facts)):
            old.setdefault(Path(origin.file), []).append(origin)
        else:
            acceptance = Acceptance(finding.rule, finding.facts, reason, until)
            new.setdefault(_file_of(finding, fact_base), []).append(acceptance)
    for file in {**old, **new}:
        text = file.read_bytes().decode("utf-8")
        for origin in old.get(file, ()):
            text = _changed(text, origin, reason, until)
        write_atomically(file, _appended(text, new.get(file, ())))
    return _renew_lock(fact_base, {(one.rule, one.facts): one.fingerprint for one in findings})


def _changed(text: str, origin: Origin, reason: str, until: str | None) -> str:
    """A file's text with another reason and day in an acceptance; the rest of it keeps every byte."""
    from datetime import date

    from averred.editing import put_value, remove_key, replace_value

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    new = replace_value(text.removeprefix(mark), origin.table, "reason", reason)
    if until is None:
        return mark + remove_key(new, origin.table, "until")
    return mark + put_value(new, origin.table, "until", date.fromisoformat(until), after="reason")


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


def _appended(text: str, acceptances: Sequence[Acceptance]) -> str:
    """A file's text with blocks after it, in its own line ends; not a byte of what was there changes."""
    from averred.formatting import format_text
    from averred.writer import format_acceptance

    if not acceptances:
        return text
    blocks = [format_text(format_acceptance(one)) for one in acceptances]
    line_end = "\r\n" if "\r\n" in text else "\n"
    new = "".join(f"\n{block.strip()}\n" for block in blocks).replace("\n", line_end)
    return text + ("" if not text or text.endswith("\n") else line_end) + new


def _renew_lock(fact_base: FactBase, accepted: Accepted) -> bool:
    """Where there is a lock, it keeps what the findings were accepted for; whether there is one."""
    from averred.lock import read_lock, write_lock
    from averred.verification import lock_path

    path = lock_path(fact_base)
    lock = path and read_lock(path)
    if not (path and lock):
        return False
    write_lock(attrs.evolve(lock, accepted={**lock.accepted, **accepted}), path)
    return True
