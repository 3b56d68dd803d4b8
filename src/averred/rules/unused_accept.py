"""The rule `unused-accept`: its description; its findings are raised by acceptances."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

unused_accept = described(
    "unused-accept",
    Level.WARNING,
    raised_by="acceptances",
    documentation=r"""An acceptance covers no finding.

    What it reports:
        Acceptances whose rule finds nothing (any more) for their facts.

    Why it matters:
        An acceptance that covers nothing hides the next finding of that kind from its readers.

    Example:
        The contradiction was corrected and the `[[accept]]` stayed.

    What to do:
        Remove the acceptance.

    Options:
        None.

    Where the idea comes from:
        Unused suppressions in linters.
    """,
)
