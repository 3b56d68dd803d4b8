"""The rule `value-not-allowed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing, reading, said
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import values
from averred.listed import check_listed, listed
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import Outcome, agreement, judge_each
from averred.values import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "value-not-allowed"
_PARAMETERS = for_predicate(
    {"values": values}, required=("values",), short="values", check=check_listed("values")
)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS)
def value_not_allowed(context: Context) -> Iterable[Finding | Judgement]:
    """A value is none of those that are allowed.

    What it reports:
        Facts whose value surely is none of the listed ones. Two entities are surely different if they are
        declared distinct or of one kind; texts are compared letter by letter.

    Why it matters:
        A property with a fixed list of values has no others: one of the two is wrong, the value or the
        list.

    Example:
        `value-not-allowed = ["red", "amber", "green"]` on the predicate, and a fact that says "blue".

    What to do:
        Correct the value, or add it to the list.

    Options:
        `values`: those that are allowed. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's one-of constraint, SHACL `sh:in`.
    """
    return judge_each(
        context,
        _NAME,
        Level.ERROR,
        _PARAMETERS,
        _judge,
        advice=("correct the value", "or add it to the values that are allowed"),
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> Outcome | None:
    if isinstance(fact.value, NoValue):
        return None
    base, predicate = context.fact_base, context.predicate_of(fact)
    allowed = listed(constraint, "values", predicate, base, context.conventions)
    words = listing((reading(value, base) for value in allowed), "or")
    verdicts = {agreement(fact.value, value, base) for value in allowed}
    if verdicts <= {Verdict.VIOLATED}:
        read_as = reading(fact.value, base)
        return Outcome(
            Verdict.VIOLATED,
            f"{said(fact, base)} is not among the values that are allowed ({predicate.title})",
            (f"{said(fact, base)} is read as {read_as}", f"allowed: {words}"),
        )
    if Verdict.SATISFIED in verdicts:
        return Outcome(Verdict.SATISFIED)
    return Outcome(Verdict.UNDETERMINED, needs=(f"the value would have to be {words}",))
