"""The rule `excluded-value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import one, reading, said
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import values
from averred.listed import check_listed, listed
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import Outcome, agreement, judge_each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "excluded-value"
_PARAMETERS = for_predicate(
    {"values": values}, required=("values",), short="values", check=check_listed("values")
)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS)
def excluded_value(context: Context) -> Iterable[Finding | Judgement]:
    """A value is one of those that are excluded.

    What it reports:
        Facts whose value surely is one of the listed ones.

    Why it matters:
        Some values are filled in by mistake again and again; a list of them catches the next one.

    Example:
        `excluded-value = ["n/a", "tba"]` on the predicate, and a fact that says "tba".

    What to do:
        Write the value, or `{ unknown = true }` if it is not known.

    Options:
        `values`: those that are excluded. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's none-of constraint, SHACL `sh:not` with `sh:in`.
    """
    return judge_each(
        context,
        _NAME,
        Level.ERROR,
        _PARAMETERS,
        _judge,
        advice=("write another value, or that it is unknown",),
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> Outcome:
    base, predicate = context.fact_base, context.predicate_of(fact)
    for value in listed(constraint, "values", predicate, base, context.conventions):
        verdict = agreement(fact.value, value, base)
        excluded = reading(value, base)
        if verdict is Verdict.SATISFIED:
            headline = f"{said(fact, base)} is excluded as {one(predicate.title)}"
            return Outcome(verdict.VIOLATED, headline, (f"excluded: {excluded}",))
        if verdict is Verdict.UNDETERMINED:
            return Outcome(verdict, needs=(f"the value must not be {excluded}",))
    return Outcome(Verdict.SATISFIED)
