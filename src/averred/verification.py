"""What becomes of each citation: found in a source at hand, vouched for by the lock, or neither."""

from __future__ import annotations

from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.errors import LockError, SourceError
from averred.findings import Finding, Level
from averred.lock import claims_of, read_lock, result_of, verify_offline
from averred.searching import Job, search_all
from averred.spans import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.entities import Source
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


def verify(
    fact_base: FactBase,
    folder: Path | None,
    conventions: Conventions,
    *,
    side_by_side: bool = False,
    texts: Mapping[str, SourceText] = MappingProxyType({}),
) -> Verified:
    """Verify every citation: from the text where it is at hand, else against the lock.

    Args:
        fact_base: the facts.
        folder: where the paths of sources start; None for the folder of the fact files.
        conventions: how words are read.
        side_by_side: processes may read many or large sources (`averred.searching.search_all`).
        texts: of sources that were read before, by id: these are not read again.
    """
    claims = claims_of(fact_base)
    sources, problems, found = _searched(fact_base, folder, claims, side_by_side=side_by_side, known=texts)
    found = _with_values(found, fact_base, conventions)
    lock, lock_problems = _read_lock(fact_base, sources)
    at_hand = {key: claim for key, claim in claims.items() if claim.source in sources}
    if lock is not None and sources:
        from averred.lock.comparing import verify_full

        found = verify_full(lock, at_hand, sources, found)
    away = {key: claim for key, claim in claims.items() if claim.source not in sources}
    accepted = dict(lock.accepted) if lock else {}
    if away and lock is None and lock_problems:
        skipped = (f"{len(away):,} citations: {LOCK_NAME} cannot be read",)
        return Verified(found, sources, (*problems, *lock_problems), accepted, skipped)
    offline = verify_offline(lock, away)
    unknown = {claim.source for claim in away.values() if not _is_locked(claim.source, lock)}
    if unknown:
        from averred.absence import looked_for

        told = {name: looked_for(fact_base, name, folder) for name in unknown}
        offline |= {
            key: attrs.evolve(
                offline[key],
                verdict="source-missing",
                message=told[claim.source].message,
                suggestion=told[claim.source].advice,
            )
            for key, claim in away.items()
            if claim.source in told
        }
    found |= offline
    return Verified(found, sources, (*problems, *lock_problems), accepted, lock=lock)


def _is_locked(source: str, lock: Lock | None) -> bool:
    """Whether a lock knows a source; where none does and its text is not at hand, it is missing."""
    return lock is not None and source in lock.sources


def lock_path(fact_base: FactBase) -> Path | None:
    """Where the lock of a fact base stands; None for one made in memory."""
    root = fact_base.root
    return None if root is None else (root if root.is_dir() else root.parent) / LOCK_NAME


def _read_lock(
    fact_base: FactBase, sources: Mapping[str, SourceText] = MappingProxyType({})
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


def load_sources(
    fact_base: FactBase, folder: Path | None
) -> tuple[dict[str, SourceText], tuple[Finding, ...]]:
    """The texts of the sources that are at hand, and findings about those that cannot be read.

    Args:
        fact_base: names the sources and the folder of the fact files.
        folder: where the paths of sources start; None for the folder of the fact files.
    """
    texts, problems, _ = _searched(fact_base, folder, {})
    return texts, problems


def _searched(
    fact_base: FactBase,
    folder: Path | None,
    claims: Mapping[str, Claim],
    *,
    side_by_side: bool = False,
    known: Mapping[str, SourceText] = MappingProxyType({}),
) -> tuple[dict[str, SourceText], tuple[Finding, ...], dict[str, CitationResult]]:
    """The texts at hand, findings about those that cannot be read, and where the citations stand in them."""
    asked: dict[str, dict[str, Claim]] = {}
    for key, claim in claims.items():
        asked.setdefault(claim.source, {})[key] = claim
    paths, errors = _paths(fact_base, folder)
    jobs = [_job(path, asked.get(name, {}).values(), known.get(name)) for name, path in paths.items()]
    texts: dict[str, SourceText] = {}
    results: dict[str, CitationResult] = {}
    for name, outcome in zip(paths, search_all(jobs, side_by_side=side_by_side), strict=True):
        if outcome.source is None or outcome.error is not None:
            errors[name] = outcome.error or SourceError("nothing was read")
            continue
        texts[name] = outcome.source
        for key, found in zip(asked.get(name, {}), outcome.anchors, strict=True):
            results[key] = result_of(key, found, outcome.source)
    sources = fact_base.sources.values()
    problems = (_unreadable(fact_base, one, errors[one.id]) for one in sources if one.id in errors)
    return texts, tuple(problems), results


def _job(path: Path, claims: Iterable[Claim], source: SourceText | None) -> Job:
    asked = [(claim.quote, claim.prefix, claim.suffix, claim.section) for claim in claims]
    return Job(path, asked, source)


def _paths(fact_base: FactBase, folder: Path | None) -> tuple[dict[str, Path], dict[str, SourceError]]:
    """The files of the sources at hand, and why others that are there are none."""
    root = folder or fact_base.root
    paths: dict[str, Path] = {}
    errors: dict[str, SourceError] = {}
    for source in fact_base.sources.values():
        try:
            path = _path_inside(root, source)
        except SourceError as error:
            errors[source.id] = error
            continue
        if path is not None:
            paths[source.id] = path
    return paths, errors


def source_files(fact_base: FactBase, folder: Path | None, sources: Iterable[str]) -> dict[str, str]:
    """The files of some sources by their ids: from the working folder where they are inside, else in full.

    Args:
        fact_base: names the sources and the folder of the fact files.
        folder: where the paths of sources start; None for the folder of the fact files.
        sources: the ids of those whose text was read.
    """
    root, here = folder or fact_base.root, Path.cwd()
    if root is None:
        return {}
    base = (root if root.is_dir() else root.parent).absolute()
    files = {name: Path(normpath(base / (fact_base.sources[name].path or ""))) for name in sources}
    return {
        name: (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
        for name, path in files.items()
    }


def _path_inside(root: Path | None, source: Source) -> Path | None:
    """The file of a source; None where there is none at hand.

    Raises:
        SourceError: it is no file, or a link that goes round in a circle or out of the folder.
    """
    if root is None or source.path is None:
        return None
    base = (root if root.is_dir() else root.parent).resolve()
    try:
        path = (base / source.path).resolve()
        if not path.is_relative_to(base):
            raise SourceError(f"{source.path} is a link that leads out of the folder of sources")
        if path.is_dir():
            raise SourceError(f"{source.path} is a folder")
        return path if path.is_file() else None
    except (OSError, RuntimeError, ValueError) as error:  # Python 3.11 raises RuntimeError for a circle
        raise SourceError(f"{source.path} leads to no file: {error}") from None


def _unreadable(fact_base: FactBase, source: Source, error: SourceError) -> Finding:
    return Finding(
        "source-missing",
        Level.ERROR,
        f"source “{source.id}” cannot be read: {error.message}",
        about=source.id,
        help=(error.suggestion,) if error.suggestion else (),
        place=fact_base.place(source.origin, "path"),
    )


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
