"""The rule `stale-lock`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("stale-lock", Level.ERROR, needs=Need.DOUBT)
def stale_lock(context: Context) -> Iterable[Finding]:
    r"""A fact differs from what was verified when the lock was written.

    What it reports:
        Facts whose quote, subject, predicate, part, scope, value, reading, voice or polarity is not that
        of the lock.

    Why it matters:
        Without the source at hand the lock is all that vouches for a quote; it does not vouch for a
        changed fact.

    Example:
        The value was changed from 300 to 3,000, or the fact was moved from one event to another, and the
        lock was not written again.

    What to do:
        Run `averred lock` where the source is at hand.

    Options:
        None.

    Where the idea comes from:
        Lock files of package managers.
    """
    return citation_findings(
        context,
        "stale-lock",
        Level.ERROR,
        ("stale-lock",),
        "is not as it was locked",
        ("run averred lock with the source at hand",),
    )
