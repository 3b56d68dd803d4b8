"""`averred lock`: keep what was verified, so that it can be checked without the sources' texts."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from averred.commands import shared
from averred.commands.catalogue import plugin_option
from averred.display import cells
from averred.errors import ConfigurationError, did_you_mean
from averred.reports import base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.lock import Lock
    from averred.report import Report

_AWAY: Final = frozenset({"stale-lock", "unlocked", "source-missing"})
"""What a citation is whose text is away and that the lock does not vouch for."""
_EXAMPLES = """\b
Examples:
  averred lock facts/lantern-march --sources texts
  averred lock --check                              in CI: is every lock current?
  averred lock --accept marchers-text               the passage changed, and that is right
  averred lock --renew --sources texts              the lock is broken: make it from the texts
"""


class _Options(NamedTuple):
    """What is to be done with each lock."""

    accept: tuple[str, ...]
    check_only: bool
    renew: bool


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@shared.sources_option
@click.option("--accept", multiple=True, metavar="FACT", help="Take the changed passage of this fact.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit 1 if a lock is not current.")
@click.option("--renew", is_flag=True, help="Do not read the lock so far: take every passage as it is now.")
@shared.today_option
@plugin_option
def command(  # noqa: PLR0913 - one for each option
    paths: tuple[Path, ...],
    sources: Path | None,
    accept: tuple[str, ...],
    today: str | None,
    plugins: tuple[str, ...],
    *,
    check_only: bool,
    renew: bool,
) -> int:
    """Write averred.lock: where each quote was found, and what was verified about it.

    With it a fact base can be checked where the sources' texts are not at hand. It holds no words of them.
    The exit code is 1 where a citation is not vouched for, with a line that says which and why.

    A lock that cannot be read is not overwritten, for it may know of changes that nobody has accepted.
    --renew gives that up, and the lines of sources whose text is not at hand.
    """
    overrides = shared.Overrides(sources=sources, today=shared.iso_day(today), plugins=plugins)
    options = _Options(accept, check_only, renew)
    codes = [_lock(path, overrides, options) for path in shared.fact_base_paths(paths)]
    return max(codes)


def _lock(path: Path, overrides: shared.Overrides, options: _Options) -> int:
    """Write or compare one lock; 1 if a citation is not vouched for, or the lock is not current."""
    from averred.lock import claims_of, format_lock, write_lock
    from averred.lock.accepting import refuse_what_is_not_there
    from averred.lock.making import make_lock
    from averred.verification import LOCK_NAME, verify

    fact_base, settings = shared.load(path, overrides)
    for name in options.accept:
        if name not in fact_base.by_id and name not in claims_of(fact_base):
            near = did_you_mean(name, fact_base.by_id)
            raise ConfigurationError(f"there is no fact “{name}” in {path}", suggestion=near or None)
    file = (path if path.is_dir() else path.parent) / LOCK_NAME
    verified = verify(fact_base, settings.sources, settings.conventions, side_by_side=True)
    previous = _previous(file, options, verified.lock)
    report = shared.check(fact_base, settings, overrides.plugins, verified=verified)
    for name in options.accept:
        refuse_what_is_not_there(name, report.citations)
    texts = verified.sources
    problems = [problem for problem in verified.problems if problem.rule == "source-missing"]
    lines = [f"not read: {problem.headline}" for problem in problems]
    if previous is None and not texts:
        raise shared.no_text_at_hand(path, fact_base, settings, problems)
    accepted = _accepted(fact_base, report, previous)
    lock = make_lock(
        fact_base, texts, report.citations, previous=previous, accept=options.accept, accepted=accepted
    )
    lines += [*_disorder(lock), *_not_locked(lock, report)]
    if options.check_only:
        return _compare(format_lock(lock), file, lines)
    write_lock(lock, file)
    locked = sum(_is_vouched_for(lock, key, report) for key in report.citations)
    counted = f"{base.plural(locked, 'citation')} of {base.plural(len(lock.sources), 'source')} locked"
    _say([f"{file}: {counted}", *lines])
    return int(bool(lines))


def _previous(file: Path, options: _Options, known: Lock | None) -> Lock | None:
    """The lock so far; None where there is none, or where it is to be made from nothing.

    Raises:
        LockError: it cannot be read.
    """
    from averred.lock import read_lock

    if options.renew or known is not None:
        return None if options.renew else known
    return read_lock(file) if file.is_file() else None


def _accepted(
    fact_base: FactBase, report: Report, previous: Lock | None
) -> Mapping[tuple[str, tuple[str, ...]], str]:
    """The fingerprints of what is accepted now; of an acceptance that covers nothing, the one it had."""
    declared = {(one.rule, tuple(sorted(one.facts))) for one in fact_base.acceptances}
    before = previous.accepted if previous else {}
    kept = {key: fingerprint for key, fingerprint in before.items() if key in declared}
    return {**kept, **{(one.rule, one.facts): one.fingerprint for one in report.accepted}}


def _compare(text: str, file: Path, lines: Sequence[str]) -> int:
    is_same = file.is_file() and file.read_bytes() == text.encode()
    if not is_same:
        words = "is not current: run averred lock"
    elif lines:
        words = "does not vouch for everything"
    else:
        words = "is current"
    _say([f"{file} {words}", *lines])
    return int(not is_same or bool(lines))


def _disorder(lock: Lock) -> Iterator[str]:
    """What of a lock cannot be, of sources whose text is away; of the others every line is new."""
    from averred.lock.auditing import disagreements

    for why in disagreements(lock, {}):
        yield f"corrupt: {why}"


def _is_vouched_for(lock: Lock, key: str, report: Report) -> bool:
    """Whether a line says what was verified of a citation, in the text at hand or in the text once locked."""
    line = lock.citations.get(key)
    return line is not None and line.text is None and report.citations[key].verdict not in _AWAY


def _not_locked(lock: Lock, report: Report) -> Iterator[str]:
    """Each citation that is not vouched for: a line of it is of an old text or of another claim."""
    from averred.lock.claims import SAID_IN

    for key in report.citations:
        if _is_vouched_for(lock, key, report):
            continue
        result = report.citations[key]
        yield f"not locked: {key}: {result.verdict} {result.message}".rstrip()
        if result.verdict in ("drift", "drift-critical"):
            name = shlex.quote(key.removesuffix(SAID_IN))
            yield f"  if the fact still says what the source says: averred lock --accept {name}"


def _say(lines: Sequence[str]) -> None:
    shared.say("".join(f"{cells.visible(line)}\n" for line in lines))
