"""The rule `lock-corrupt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("lock-corrupt", Level.ERROR, needs=Need.DOUBT)
def lock_corrupt(context: Context) -> Iterable[Finding]:
    r"""The lock says other things of an unchanged source than the source itself.

    What it reports:
        Offsets or digests in the lock that are wrong for a source with the very digest that the
        lock names, and lock files that cannot be read.

    Why it matters:
        A lock that was edited by hand or damaged vouches for nothing.

    Example:
        Somebody shifted the offsets of a line of `averred.lock`.

    What to do:
        Restore the file, or run `averred lock`; `averred lock --renew` where the file cannot be read.

    Options:
        None.

    Where the idea comes from:
        Lock files of package managers.
    """
    return citation_findings(
        context,
        "lock-corrupt",
        Level.ERROR,
        ("lock-corrupt",),
        "does not agree with the lock although the source is unchanged",
        ("restore averred.lock, or write it again with averred lock",),
    )
