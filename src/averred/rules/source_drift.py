"""The rule `source-drift`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("source-drift", Level.WARNING, needs=Need.DOUBT)
def source_drift(context: Context) -> Iterable[Finding]:
    r"""The words between the first and the last words of a quote have changed since they were locked.

    What it reports:
        Passages whose digest differs from the lock, with no number, negation or hedge changed.

    Why it matters:
        The passage that was checked is no longer the passage that stands there.

    Example:
        "the march … to the harbour" resolves, and a word between was replaced.

    What to do:
        Read the passage again; accept it with `averred lock --accept ID`, or correct the fact.

    Options:
        None.

    Where the idea comes from:
        Link rot and content drift studies of the scholarly web.
    """
    return citation_findings(
        context,
        "source-drift",
        Level.WARNING,
        ("drift",),
        "still resolves, but its passage has changed",
        ("read the passage again, then run averred lock --accept ID",),
    )
