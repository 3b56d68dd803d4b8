"""The rule `malformed-file`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

malformed_file = described(
    "malformed-file",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""A fact file cannot be read at all.

    What it reports:
        Files that are not TOML, not UTF-8, too large or nested too deeply. The other files are
        still read.

    Why it matters:
        What stands in the file is not checked until it can be read.

    Example:
        A quotation mark at the end of a line is missing.

    What to do:
        Mend the file at the line and column that are named.

    Options:
        None.

    Where the idea comes from:
        Every parser's first error.
    """,
)
