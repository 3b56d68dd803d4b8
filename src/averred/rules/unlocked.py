"""The rule `unlocked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("unlocked", Level.WARNING, needs=Need.DOUBT)
def unlocked(context: Context) -> Iterable[Finding]:
    r"""A quote is neither found in a source at hand nor held by the lock.

    What it reports:
        Citations of sources without text for which the lock has no line.

    Why it matters:
        Nobody has verified this quote.

    Example:
        A fact was added on a machine that lacks the source.

    What to do:
        Run `averred lock` where the source is at hand; with `--locked` this fails.

    Options:
        None.

    Where the idea comes from:
        Lock files of package managers.
    """
    return citation_findings(
        context,
        "unlocked",
        Level.WARNING,
        ("unlocked",),
        "was never verified: its source is not at hand and no lock holds it",
        ("run averred lock where the source is at hand",),
    )
