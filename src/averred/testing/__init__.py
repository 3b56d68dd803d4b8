"""For authors of rules: literate cases and assertions; strategies are in `averred.testing.strategies`."""

from __future__ import annotations

from averred.testing.assertions import assert_finds, assert_whole
from averred.testing.cases import Case, Past, outcome, read_cases, run
from averred.testing.lines import finding_line

__all__ = [
    "Case",
    "Past",
    "assert_finds",
    "assert_whole",
    "finding_line",
    "outcome",
    "read_cases",
    "run",
]
