"""What a test of a rule says: these findings and no others; and that a rule is whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from averred.rules.base import HEADINGS
from averred.testing.lines import finding_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.findings import Finding
    from averred.rules.base import Rule
    from averred.testing.cases import Case


def assert_finds(findings: Iterable[Finding], *lines: str) -> None:
    """Say which findings there are, in any order, and that there is no other; without lines: none.

    Example:
        >>> import averred
        >>> report = averred.check(averred.FactBase())
        >>> assert_finds(report)

    Raises:
        AssertionError: with the findings that are missing, and those that nobody asked for.
    """
    found = sorted(map(finding_line, findings))
    expected = sorted(lines)
    if found != expected:
        missing = [f"  missing: {line}" for line in _rest(expected, found)]
        surplus = [f"  not expected: {line}" for line in _rest(found, expected)]
        raise AssertionError("\n".join(["the findings differ:", *missing, *surplus]))


def _rest(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """What is left of some lines, when each of the others takes one away."""
    left = list(some)
    for line in others:
        if line in left:
            left.remove(line)
    return left


def assert_whole(rule: Rule, cases: Iterable[Case]) -> None:
    """Say that a rule is named, documented and held by cases as those of averred are.

    Args:
        rule: the rule.
        cases: its literate cases: at least two in which it finds something, two in which it does not.

    Raises:
        AssertionError: with everything that is missing.
    """
    failing = [any(f"[{rule.name}]" in line for line in case.expected) for case in cases]
    lacks = [
        (not re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), "a name of words and hyphens"),
        (not re.fullmatch(r"\S.{10,120}[.?]", rule.summary), "a summary in one sentence on its first line"),
        *((not rule.sections.get(heading), f"the heading “{heading}”") for heading in HEADINGS),
        (sum(failing) < 2, "two cases in which it finds something"),
        (len(failing) - sum(failing) < 2, "two cases in which it finds nothing"),
    ]
    missing = [what for is_missing, what in lacks if is_missing]
    if missing:
        raise AssertionError(f"rule “{rule.name}” lacks {', '.join(missing)}")
