"""The rule `unknown-key`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

unknown_key = described(
    "unknown-key",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""A fact file uses a key that has no meaning, most often a typing mistake.

    What it reports:
        Keys that the format does not have, with the nearest one that it has.

    Why it matters:
        A misspelt key would be lost in silence, and the fact would say less than its author meant.

    Example:
        `saidby = "organisers"` instead of `said-by`.

    What to do:
        Correct the key; a remark goes into `note` or `tags`.

    Options:
        None.

    Where the idea comes from:
        Linters of configuration files.
    """,
)
