"""The rule `cyclic-parts`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

cyclic_parts = described(
    "cyclic-parts",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""A thing is declared to be a part of itself.

    What it reports:
        Circles in `part-of` and `within`, shown as a chain.

    Why it matters:
        Nothing is a part of itself; no rule about parts could be trusted.

    Example:
        `a` is part of `b`, and `b` of `a`.

    What to do:
        Remove one of the links.

    Options:
        None.

    Where the idea comes from:
        Mereology: proper parthood is irreflexive.
    """,
)
