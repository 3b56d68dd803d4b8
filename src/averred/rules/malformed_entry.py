"""The rule `malformed-entry`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

malformed_entry = described(
    "malformed-entry",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""An entry of a fact file has a value that cannot be taken.

    What it reports:
        Keys with a value of a wrong type, words that have no reading, and combinations that make no
        sense.

    Why it matters:
        The entry is left out of the checks until it is mended.

    Example:
        `value = "a great many-ish"` for a quantity.

    What to do:
        Write what the message asks for; where words have no reading, give `{ min = …, max = …, text
        = "…" }`.

    Options:
        None.

    Where the idea comes from:
        Schema validation.
    """,
)
