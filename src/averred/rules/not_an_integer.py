"""The rule `not-an-integer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.constraint import measured
from averred.describe import numbers
from averred.findings import Finding, Judgement, Level, Verdict
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import Outcome, judge_each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "not-an-integer"
_PARAMETERS = for_predicate(about=("quantity",))


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS)
def not_an_integer(context: Context) -> Iterable[Finding | Judgement]:
    """A value that must be a whole number cannot be one.

    What it reports:
        Quantities in whose reading no whole number lies. One whole number with a margin of error, such as
        7251 between 7250.7 and 7251.3, is whole.

    Why it matters:
        Nobody has two and a half sisters: the number, its unit or the property is wrong.

    Example:
        `not-an-integer = true` on the predicate, and a fact that says "2.5".

    What to do:
        Compare the value and its unit with the passage.

    Options:
        `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's integer constraint, which reports a whole number with bounds too.
    """
    return judge_each(
        context, _NAME, Level.ERROR, _PARAMETERS, _judge, advice=("compare the value and its unit",)
    )


def _judge(context: Context, fact: Fact, _constraint: Constraint) -> Outcome | None:
    box = measured(fact.value, "value")
    if box is None:
        return None
    whole = box.whole()
    if whole is None:
        headline = f"“{fact.written}” is not a whole number ({context.predicate_of(fact).title})"
        return Outcome(Verdict.VIOLATED, headline, (f"no whole number is {numbers(box)}",))
    if whole.is_point:
        return Outcome(Verdict.SATISFIED)
    return Outcome(Verdict.UNDETERMINED, needs=(f"the value would have to be whole, from {numbers(whole)}",))
