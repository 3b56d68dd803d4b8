"""The rule `sources-conflict`: its description; its findings are raised by contradictory."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

sources_conflict = described(
    "sources-conflict",
    Level.WARNING,
    raised_by="contradictory",
    logical=True,
    documentation=r"""Two sources, each in its own voice, give one thing values that exclude each other.

    What it reports:
        What `contradictory` reports of one voice, here between the own voices of different sources.

    Why it matters:
        One of them is wrong, or they speak of different things. Neither contradicts itself.

    Example:
        The town's page says "12,000 visitors", the almanac "9,000 visitors".

    What to do:
        Look at both passages; give the facts a `scope`, `during` or `as-of` that tells them apart,
        or accept the finding with a reason.

    Options:
        None.

    Where the idea comes from:
        Wikidata's single-value constraint with references, Wikipedia's conflicting sources.
    """,
)
