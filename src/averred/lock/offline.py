"""What the lock vouches for where the source is not at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.report import CitationResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.lock.claims import Claim
    from averred.lock.records import Lock, LockedCitation


def verify_offline(lock: Lock | None, claims: Mapping[str, Claim]) -> dict[str, CitationResult]:
    """What the lock vouches for where no source is at hand.

    The verdicts are `locked` (the citation and what is said about it are those that were verified),
    `stale-lock` (one of them is not) and `unlocked`. None of them says that the quote was found now.

    Args:
        lock: the lock; None where there is none.
        claims: the citations to judge, by key.
    """
    return {key: _offline(lock, claim) for key, claim in claims.items()}


def _offline(lock: Lock | None, claim: Claim) -> CitationResult:
    fact = claim.key.partition(" ")[0]
    line = lock.citations.get(claim.key) if lock else None
    if line is None or lock is None:
        return CitationResult(fact, "unlocked", message="no line of the lock is about it")
    if line.source != claim.source or line.source not in lock.sources:
        return CitationResult(fact, "stale-lock", message="it cites another source than the lock says")
    if line.quote != claim.quote_digest:
        return CitationResult(fact, "stale-lock", message="its quote was changed after it was locked")
    if line.claim != claim.claim_digest(value_read=line.value_read):
        return CitationResult(fact, "stale-lock", message=_why(line, claim))
    if line.text is not None:
        why = "the source has changed its passage since, and nobody has accepted that"
        return CitationResult(fact, "stale-lock", message=why)
    return CitationResult(fact, "locked", line.span, value_read=line.value_read)


def _why(line: LockedCitation, claim: Claim) -> str:
    """Why what a line vouches for is not what the fact says now."""
    if claim.once_about and line.claim == claim.older_digest(value_read=line.value_read):
        return (
            "the lock is of an older averred, which did not look at subject, property, part and scope:"
            " run averred lock once where the source is at hand"
        )
    return (
        "its subject, property, scope, value (or that it is implied), speaker or polarity was changed"
        " after it was locked"
    )
