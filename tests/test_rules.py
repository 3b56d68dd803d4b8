"""Every literate case of every rule comes out as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.testing import Case, outcome, read_cases

CASES = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent / "rules").glob("*.md"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("rule,case", CASES, ids=[f"{rule}: {case.title}" for rule, case in CASES])
def test_literate_case(rule: str, case: Case) -> None:
    """The findings of a case are those of its expect block, whole."""
    actual = outcome(case)

    assert actual == case.expected, rule
