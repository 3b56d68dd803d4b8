"""The rule `pattern-mismatch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.kinds import words
from averred.parameters import for_predicate
from averred.patterns import Pattern
from averred.rules.base import Context, rule
from averred.shapes import judge_records
from averred.values import NoValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint


def _pattern(value: object) -> str:
    return Pattern(words(value)).text


_NAME = "pattern-mismatch"
_PARAMETERS = for_predicate({"pattern": _pattern}, required=("pattern",), short="pattern")


@rule(_NAME, Level.ERROR, parameters=_PARAMETERS)
def pattern_mismatch(context: Context) -> Iterable[Finding]:
    r"""The words of a value do not have the form that they must have.

    What it reports:
        Facts, retracted ones too, whose value as written is not described by the pattern as a whole.

    Why it matters:
        A number of a passport, a code or a plate with a wrong form is mistyped.

    Example:
        `pattern-mismatch = '[A-Z]{2}\d{4}'` on the predicate, and a fact that says "AB12".

    What to do:
        Compare the value with its passage.

    Options:
        `pattern`: literals, `.`, `\d`, `\w`, `\s` and their opposites, `[a-z]`, `[^a-z]`, groups, `|`, `*`,
        `+`, `?`, `{2}`, `{2,}`, `{2,5}`. It always means the whole value. Look-around and back references
        are refused, so that no pattern is slow. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's format constraint, SHACL `sh:pattern`.
    """
    return judge_records(
        context, _NAME, Level.ERROR, _PARAMETERS, _judge, advice=("compare the value with its passage",)
    )


def _judge(_context: Context, fact: Fact, constraint: Constraint) -> str | None:
    pattern = str(constraint.parameters["pattern"])
    if isinstance(fact.value, NoValue | Unknown) or Pattern(pattern).matches(fact.written):
        return None
    return f"“{fact.written}” does not have the form {pattern}"
