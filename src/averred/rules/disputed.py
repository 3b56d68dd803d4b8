"""The rule `disputed`: its description; its findings are raised by contradictory."""

from __future__ import annotations

from averred.findings import Level
from averred.rules.base import described

disputed = described(
    "disputed",
    Level.NOTE,
    raised_by="contradictory",
    logical=True,
    documentation=r"""People who are reported differ from each other, or from the source that reports them.

    What it reports:
        Values that exclude each other only when everybody is taken together.

    Why it matters:
        A source that reports what somebody says does not contradict itself; the reader should still
        see that the claim is disputed.

    Example:
        The source says "around 300 marchers" and reports that the police counted 120.

    What to do:
        Usually nothing: accept it with a reason, or show both numbers in the text.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{disputed inline}}.
    """,
)
