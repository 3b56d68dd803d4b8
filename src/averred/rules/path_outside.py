"""The rule `path-outside`: its description; its findings are raised by the reader."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

path_outside = described(
    "path-outside",
    Level.ERROR,
    raised_by="the reader",
    documentation=r"""A path in a fact file climbs out of its folder.

    What it reports:
        Paths of sources that are absolute, that climb with `..`, or that leave the folder through a
        link.

    Why it matters:
        Checking somebody's fact base must not read other files of yours.

    Example:
        `path = "../../etc/notes.txt"`.

    What to do:
        Put the source into the folder, or name its folder with `--sources`.

    Options:
        None.

    Where the idea comes from:
        Path traversal in archives.
    """,
)
