"""The rule `changed-accept`: its description; its findings are raised by acceptances."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

changed_accept = described(
    "changed-accept",
    Level.WARNING,
    raised_by="acceptances",
    documentation=r"""A finding is not the one that was accepted.

    What it reports:
        Acceptances whose facts are those of a finding in part only, or whose facts have changed
        their values, voices or scopes since the lock was written.

    Why it matters:
        The reason was given for other facts.

    Example:
        A third number joined the two that were accepted.

    What to do:
        Look at the finding and accept it again.

    Options:
        None.

    Where the idea comes from:
        Baselines in static analysis.
    """,
)
