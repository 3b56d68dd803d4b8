"""The rule `duplicate-id`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

duplicate_id = described(
    "duplicate-id",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""Two entries of a fact base have the same id.

    What it reports:
        Ids that are used twice for the same kind of entry, in one file or in two.

    Why it matters:
        Nobody could say which of the two is meant.

    Example:
        `[fact.start]` in two files.

    What to do:
        Rename one of them.

    Options:
        None.

    Where the idea comes from:
        Every naming scheme.
    """,
)
