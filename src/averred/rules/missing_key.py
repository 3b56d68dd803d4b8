"""The rule `missing-key`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

missing_key = described(
    "missing-key",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""An entry lacks a key that it must have.

    What it reports:
        Facts without subject, predicate or value, entities without a name, acceptances without a
        reason.

    Why it matters:
        The entry means nothing without it.

    Example:
        `[fact.start]` with a value and no predicate.

    What to do:
        Add the key.

    Options:
        None.

    Where the idea comes from:
        Schema validation.
    """,
)
