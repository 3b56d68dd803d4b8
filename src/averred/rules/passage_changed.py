"""The rule `passage-changed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("passage-changed", Level.ERROR, needs=Need.DOUBT)
def passage_changed(context: Context) -> Iterable[Finding]:
    r"""A number, a negation or a hedge inside a cited passage has changed since it was locked.

    What it reports:
        Passages whose critical words differ from the lock.

    Why it matters:
        First and last words of a range say nothing about its middle: 200 may have become 300.

    Example:
        "around … marchers" resolves, and "200" between became "300".

    What to do:
        Read the passage again and correct the fact.

    Options:
        None.

    Where the idea comes from:
        Measured before the project began: every changed number inside a range still resolves.
    """
    return citation_findings(
        context,
        "passage-changed",
        Level.ERROR,
        ("drift-critical",),
        "still resolves, but a number, a negation or a hedge in its passage has changed",
        ("read the passage again and correct the fact, then run averred lock --accept ID",),
    )
