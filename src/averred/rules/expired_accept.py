"""The rule `expired-accept`: its description; its findings are raised by acceptances."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

expired_accept = described(
    "expired-accept",
    Level.WARNING,
    raised_by="acceptances",
    documentation=r"""An acceptance is over.

    What it reports:
        Acceptances whose `until` has come. The finding that they covered is back.

    Why it matters:
        It was kept for a time only.

    Example:
        `until = 2031-04-01`, and it is May.

    What to do:
        Mend the finding, or set a later day with a new reason.

    Options:
        None.

    Where the idea comes from:
        Expiring suppressions in security scanners.
    """,
)
