"""For authors of rules: literate cases, strategies and assertions."""

from __future__ import annotations

from averred.testing.cases import Case, outcome, read_cases

__all__ = ["Case", "outcome", "read_cases"]
