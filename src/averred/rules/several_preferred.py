"""The rule `several-preferred`."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from averred.conflicts.minimal import in_rounds
from averred.describe import listing, owner, property_of, said
from averred.findings import Finding, Judgement, Level, Verdict
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.scopes import Meeting, meet
from averred.shapes import agreement, cards_in_rounds, groups_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Several
    from averred.vocabulary import Constraint

_NAME = "several-preferred"
_PARAMETERS = for_predicate(competing=True)


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Several]:
    from averred.screening import Several

    for constraint in declared:  # which of them is preferred is asked of all, whenever they hold
        yield Several(str(constraint.parameters["predicate"]), on_one_day=False)


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS, screened=_screened)
def several_preferred(context: Context) -> Iterable[Finding | Judgement]:
    """Of several values none, or more than one, is marked as the preferred one.

    What it reports:
        Values that surely differ, where two of them have `rank = "preferred"`, or where none has.

    Why it matters:
        Whoever asks for the one best value gets two, or an arbitrary one.

    Example:
        `several-preferred = true` on the predicate, two numbers of inhabitants, and both are preferred.

    What to do:
        Mark one fact with `rank = "preferred"`; retract what is wrong.

    Options:
        `within`: the scope keys that must agree for two facts to compete; all if left out. `subject`,
        `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's single-best-value constraint with its two messages.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        for group in groups_under(context, constraint):
            yield from _judge(context, constraint, group)


def _judge(context: Context, constraint: Constraint, group: Sequence[Fact]) -> Iterator[Finding | Judgement]:
    preferred = [fact for fact in group if fact.rank == "preferred"]
    best = preferred or group
    first = group[0]
    about = " · ".join(filter(None, (first.subject, first.predicate, first.part, first.scope.status)))
    verdicts = {_differ(context, constraint, *pair) for pair in combinations(best, 2)}
    order = (Verdict.VIOLATED, Verdict.UNDETERMINED)
    verdict = next((found for found in order if found in verdicts), Verdict.SATISFIED)
    yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in best)))
    title = context.predicate_of(first).title
    whose = property_of(title, owner(first.subject, first.part, context.fact_base))
    what = f"several values are preferred for {whose}"
    if not preferred:
        what = f"{whose} has several values, and none is preferred"
    yield from cards_in_rounds(
        context,
        constraint,
        Level.WARNING,
        about,
        in_rounds(best, lambda facts: _pairs(context, constraint, facts)),
        lambda facts: f"{what}: {listing(said(fact, context.fact_base) for fact in facts)}",
        derivation=lambda facts: (
            "one value of a thing is the best (declared)",
            *(f"{said(fact, context.fact_base)} ({fact.id}) has the rank {fact.rank}" for fact in facts),
        ),
        advice=('mark one fact with rank = "preferred"', "or retract what is wrong"),
    )


def _pairs(context: Context, constraint: Constraint, facts: Sequence[Fact]) -> Iterator[Conflict]:
    for pair in combinations(facts, 2):
        if _differ(context, constraint, *pair) is Verdict.VIOLATED:
            yield pair


def _differ(context: Context, constraint: Constraint, first: Fact, second: Fact) -> Verdict:
    """Violated if two facts surely compete and surely give different values."""
    meeting = meet(first.scope, second.scope, constraint.within)
    if meeting is Meeting.NEVER:
        return Verdict.SATISFIED
    verdict = agreement(first.value, second.value, context.fact_base)
    if verdict is Verdict.VIOLATED and meeting is Meeting.PERHAPS:
        return Verdict.UNDETERMINED
    return verdict
