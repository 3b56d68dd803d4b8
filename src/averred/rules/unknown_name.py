"""The rule `unknown-name`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

unknown_name = described(
    "unknown-name",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""An entry names something that is not declared.

    What it reports:
        Subjects, predicates, entities, sources and facts that do not exist, with the nearest that
        does.

    Why it matters:
        A misspelt name would start a new thing in silence.

    Example:
        `subject = "mach"` where the entity is `march`.

    What to do:
        Correct the name, or declare the thing.

    Options:
        None.

    Where the idea comes from:
        Referential integrity.
    """,
)
