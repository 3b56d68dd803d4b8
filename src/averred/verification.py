"""What becomes of each citation: found in a source at hand, vouched for by the lock, or neither."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.errors import LockError
from averred.findings import Finding, Level
from averred.lock import claims_of, read_lock, verify_offline
from averred.spans import Place
from averred.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.factbase import FactBase
    from averred.lock import Claim, Lock
    from averred.report import CitationResult
    from averred.source import SourceText
    from averred.values import Conventions

LOCK_NAME: Final = "averred.lock"


class Verified(NamedTuple):
    """What is known of the citations of a fact base.

    Attributes:
        citations: what became of each quote, by fact id; of the words that name a speaker, by the fact
            id with " said-in" added.
        sources: the sources whose text was at hand, by id.
        problems: findings about sources that are there and cannot be read.
        accepted: the fingerprints that the lock has for acceptances, by rule and facts.
        skipped: what was not verified, one line each.
        lock: what the lock says; None where there is none, or none that can be read.
    """

    citations: Mapping[str, CitationResult]
    sources: Mapping[str, SourceText]
    problems: tuple[Finding, ...]
    accepted: Mapping[tuple[str, tuple[str, ...]], str] = MappingProxyType({})
    skipped: tuple[str, ...] = ()
    lock: Lock | None = None


class Kept:
    """What all parts of a fact base have in common, and is read once: the texts of sources, and the lock.

    What is sent to another process reads them there.

    Attributes:
        texts: those at hand.
    """

    def __init__(self) -> None:
        self.texts = Texts()
        self._lock: tuple[Lock | None, tuple[Finding, ...]] | None = None

    def __reduce__(self) -> tuple[type[Kept], tuple[()]]:
        """Without anything: all of it would travel with every task."""
        return type(self), ()

    def lock(self, fact_base: FactBase) -> tuple[Lock | None, tuple[Finding, ...]]:
        """The lock, and a finding for each thing in it that cannot be; None where it cannot be read.

        It is held against the texts that were read until then.
        """
        if self._lock is None:
            self._lock = _read_lock(fact_base, self.texts.read)
        return self._lock


def verify(
    fact_base: FactBase,
    folder: Path | None,
    conventions: Conventions,
    *,
    side_by_side: bool = False,
    kept: Kept | None = None,
) -> Verified:
    """Verify every citation: from the text where it is at hand, else against the lock.

    Args:
        fact_base: the facts.
        folder: where the paths of sources start; None for the folder of the fact files.
        conventions: how words are read.
        side_by_side: processes may read many or large sources (`averred.searching.search_all`).
        kept: what was read when other parts of the same facts were verified, and here more is kept.
    """
    kept = kept or Kept()
    claims = claims_of(fact_base)
    found = kept.texts.search(fact_base, folder, claims, side_by_side=side_by_side)
    found = _with_values(found, fact_base, conventions)
    sources = kept.texts.read
    lock, lock_problems = kept.lock(fact_base)
    at_hand = {key: claim for key, claim in claims.items() if claim.source in sources}
    if lock is not None and sources:
        from averred.lock.comparing import verify_full

        found = verify_full(lock, at_hand, sources, found)
    away = {key: claim for key, claim in claims.items() if key not in at_hand}
    skipped: tuple[str, ...] = ()
    if away and lock is None and lock_problems:
        skipped = (f"{len(away):,} citations: {LOCK_NAME} cannot be read",)
    else:
        found |= _from_lock(lock, away, fact_base, folder)
    problems = (*kept.texts.problems(fact_base), *lock_problems)
    return Verified(found, sources, problems, dict(lock.accepted) if lock else {}, skipped, lock)


def _from_lock(
    lock: Lock | None, away: Mapping[str, Claim], fact_base: FactBase, folder: Path | None
) -> dict[str, CitationResult]:
    """What becomes of citations whose text is not at hand; of one that no lock knows, where it was sought."""
    found = verify_offline(lock, away)
    unknown = {claim.source for claim in away.values() if not _is_locked(claim.source, lock)}
    if unknown:
        from averred.absence import looked_for

        told = {name: looked_for(fact_base, name, folder) for name in unknown}
        found |= {
            key: attrs.evolve(
                found[key],
                verdict="source-missing",
                message=told[claim.source].message,
                suggestion=told[claim.source].advice,
            )
            for key, claim in away.items()
            if claim.source in told
        }
    return found


def _is_locked(source: str, lock: Lock | None) -> bool:
    """Whether a lock knows a source; where none does and its text is not at hand, it is missing."""
    return lock is not None and source in lock.sources


def lock_path(fact_base: FactBase) -> Path | None:
    """Where the lock of a fact base stands; None for one made in memory."""
    root = fact_base.root
    return None if root is None else (root if root.is_dir() else root.parent) / LOCK_NAME


def _read_lock(
    fact_base: FactBase, sources: Mapping[str, SourceText]
) -> tuple[Lock | None, tuple[Finding, ...]]:
    """The lock, and a finding for each thing in it that cannot be; None where it cannot be read."""
    path = lock_path(fact_base)
    if path is None:
        return None, ()
    try:
        lock = read_lock(path)
    except LockError as error:
        return None, (_corrupt(error.message, _place(fact_base, path, error.line), error.suggestion),)
    if lock is None:
        return None, ()
    from averred.lock.auditing import disagreements

    place = _place(fact_base, path)
    return lock, tuple(_corrupt(f"{path.name}: {why}", place) for why in disagreements(lock, sources))


def _corrupt(why: str, place: Place, advice: str | None = None) -> Finding:
    help_ = advice or "restore averred.lock, or write it again with averred lock"
    return Finding("lock-corrupt", Level.ERROR, why, about=LOCK_NAME, help=(help_,), place=place)


def _place(fact_base: FactBase, path: Path, line: int | None = None) -> Place:
    """The lock as findings name files: from the working folder, in full, or from the folder of facts."""
    full, here = path.absolute(), Path.cwd()
    if full.is_relative_to(here):
        return Place(full.relative_to(here).as_posix(), line or 1)
    origins = [source.origin for source in fact_base.sources.values() if source.origin]
    in_full = any(origin.file.startswith(path.parent.as_posix()) for origin in origins)
    return Place(path.as_posix() if in_full else path.name, line or 1)


def _with_values(
    results: dict[str, CitationResult], fact_base: FactBase, conventions: Conventions
) -> dict[str, CitationResult]:
    """The results, with whether the value of each fact is read in its passage."""
    if not results:
        return results
    from averred.evidence import says_value

    for key, result in results.items():
        fact = fact_base.by_id.get(key)
        if fact is not None and result.passage is not None:
            read = says_value(fact, result.passage, fact_base, conventions)
            results[key] = attrs.evolve(result, value_read=read)
    return results
