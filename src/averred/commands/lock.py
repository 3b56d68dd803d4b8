"""`averred lock`: keep what was verified, so that it can be checked without the sources' texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.display import cells
from averred.errors import ConfigurationError
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.factbase import FactBase
    from averred.lock import Lock
    from averred.report import Report

_EXAMPLES = """\b
Examples:
  averred lock facts/lantern-march --sources texts
  averred lock --check                              in CI: is every lock current?
  averred lock --accept marchers-text               the passage changed, and that is right
"""


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@shared.sources_option
@click.option("--accept", multiple=True, metavar="FACT", help="Take the changed passage of this fact.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit 1 if a lock is not current.")
@shared.today_option
@plugin_option
def command(
    paths: tuple[Path, ...],
    sources: Path | None,
    accept: tuple[str, ...],
    today: str | None,
    plugins: tuple[str, ...],
    *,
    check_only: bool,
) -> int:
    """Write averred.lock: where each quote was found, and what was verified about it.

    With it a fact base can be checked where the sources' texts are not at hand. It holds no words of them.
    """
    overrides = shared.Overrides(sources=sources, today=shared.iso_day(today), plugins=plugins)
    codes = [_lock(path, overrides, accept, check_only=check_only) for path in shared.fact_base_paths(paths)]
    return max(codes)


def _lock(path: Path, overrides: shared.Overrides, accept: tuple[str, ...], *, check_only: bool) -> int:
    """Write or compare one lock; 1 if a citation could not be locked, or the lock is not current."""
    from averred.lock import claims_of, format_lock, read_lock, write_lock
    from averred.lock.accepting import refuse_what_is_not_there
    from averred.lock.making import make_lock
    from averred.verification import LOCK_NAME, load_sources

    fact_base, settings = shared.load(path, overrides)
    for name in accept:
        if name not in fact_base.by_id and name not in claims_of(fact_base):
            raise ConfigurationError(f"there is no fact “{name}” in {path}")
    file = (path if path.is_dir() else path.parent) / LOCK_NAME
    report = shared.check(fact_base, settings, overrides.plugins)
    for name in accept:
        refuse_what_is_not_there(name, report.citations)
    texts, _ = load_sources(fact_base, settings.sources)
    previous = read_lock(file) if file.is_file() else None
    if previous is None and not texts:
        raise ConfigurationError(
            f"the text of no source of {path} is at hand", suggestion="say where with --sources DIR"
        )
    accepted = _accepted(fact_base, report, previous)
    lock = make_lock(fact_base, texts, report.citations, previous=previous, accept=accept, accepted=accepted)
    if check_only:
        return _compare(format_lock(lock), file)
    write_lock(lock, file)
    return _tell(lock, report, file)


def _accepted(
    fact_base: FactBase, report: Report, previous: Lock | None
) -> Mapping[tuple[str, tuple[str, ...]], str]:
    """The fingerprints of what is accepted now; of an acceptance that covers nothing, the one it had."""
    declared = {(one.rule, tuple(sorted(one.facts))) for one in fact_base.acceptances}
    before = previous.accepted if previous else {}
    kept = {key: fingerprint for key, fingerprint in before.items() if key in declared}
    return {**kept, **{(one.rule, one.facts): one.fingerprint for one in report.accepted}}


def _compare(text: str, file: Path) -> int:
    is_current = file.is_file() and file.read_bytes() == text.encode()
    words = "is current" if is_current else "is not current: run averred lock"
    shared.say(f"{cells.visible(str(file))} {words}\n")
    return int(not is_current)


def _tell(lock: Lock, report: Report, file: Path) -> int:
    """Say what was locked, and each citation that was not: its line, if it has one, is of the old text."""
    current = {key for key, line in lock.citations.items() if line.text is None}
    unlocked = [key for key in report.citations if key not in current]
    citations = base.plural(len(current), "citation")
    lines = [f"{file}: {citations} of {base.plural(len(lock.sources), 'source')} locked"]
    for key in unlocked:
        result = report.citations[key]
        lines.append(f"not locked: {key}: {result.verdict} {result.message}".rstrip())
        if result.verdict in ("drift", "drift-critical"):
            lines.append(f"  if the fact still says what the source says: averred lock --accept {key}")
    shared.say("".join(f"{cells.visible(line)}\n" for line in lines))
    return int(bool(unlocked))
