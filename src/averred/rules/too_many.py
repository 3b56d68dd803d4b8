"""The rule `too-many`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts.minimal import in_rounds
from averred.describe import listing, owner, property_of, said
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import count
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.scopes import Meeting, meet
from averred.shapes import about_of, agreement, cards_in_rounds, groups_under
from averred.values import NoValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Several
    from averred.vocabulary import Constraint

_NAME = "too-many"
_PARAMETERS = for_predicate({"most": count}, required=("most",), short="most", competing=True)
#: How many choices of facts are looked at for one quantity before the rest is left undetermined.
_MOST_STEPS = 20_000


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Several]:
    from averred.screening import Several

    for constraint in declared:
        most = int(str(constraint.parameters["most"]))
        yield Several(str(constraint.parameters["predicate"]), most)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened)
def too_many(context: Context) -> Iterable[Finding | Judgement]:
    """A thing has more values of a property than it can have.

    What it reports:
        More values than `most` that surely differ from each other, where the scopes of their facts meet.
        Two facts that give the same value are one value.

    Why it matters:
        Nobody has three birth parents: one of the values is wrong, or belongs to somebody else.

    Example:
        `too-many = 2` on the predicate `parent`, and facts that name three.

    What to do:
        Correct or retract a fact, or tell the facts apart by their scope.

    Options:
        `most`: the greatest number of different values; 1 is Wikidata's single value. `within`: the scope
        keys that must agree for two facts to compete (its separators); all if left out. `subject`, `kind`,
        `except`, `level`.

    Where the idea comes from:
        Wikidata's single-value constraint, SHACL `sh:maxCount`, OWL cardinality.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        most = int(str(constraint.parameters["most"]))
        for group in groups_under(context, constraint):
            facts = [fact for fact in group if not isinstance(fact.value, NoValue)]
            if facts:
                yield from _judge(context, constraint, facts, most)


def _judge(
    context: Context, constraint: Constraint, facts: Sequence[Fact], most: int
) -> Iterator[Finding | Judgement]:
    first = facts[0]
    title = context.predicate_of(first).title
    what = " · ".join(filter(None, (first.subject, first.predicate, first.part, first.scope.status)))
    found = in_rounds(facts, lambda group: _conflicts(context, constraint, group, most))
    about = about_of(what, constraint)
    violated = any(found.values())
    verdict = Verdict.VIOLATED if violated else Verdict.SATISFIED
    if not violated and _may_be_too_many(context, constraint, facts, most):
        verdict = Verdict.UNDETERMINED
    yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in facts)))
    base = context.fact_base
    whose = property_of(title, owner(first.subject, first.part, base))
    yield from cards_in_rounds(
        context,
        constraint,
        Level.ERROR,
        about,
        found,
        lambda shown: f"{_beyond(most)} given for {whose}: {listing(said(fact, base) for fact in shown)}",
        derivation=lambda _: (_allowed(most, property_of(title, "one thing")),),
        advice=("correct or retract a fact", "or tell the facts apart (part, during, as-of, scope)"),
    )


def _beyond(most: int) -> str:
    """What is too many, before "given for": titles have no plural that a program could know."""
    if most == 0:
        return "a value, where there can be none, is"
    return "more than 1 value is" if most == 1 else f"more than {most} values are"


def _allowed(most: int, whose: str) -> str:
    """How many values there can be, and what these facts say beside it."""
    if most == 0:
        return f"there is no value for {whose}"
    values = "is at most 1 value" if most == 1 else f"are at most {most} values"
    return f"there {values} for {whose}, and any {most + 1} of these differ"


def _conflicts(
    context: Context, constraint: Constraint, facts: Sequence[Fact], most: int
) -> Iterator[Conflict]:
    """Every `most` + 1 facts of which any two surely compete and surely differ."""

    def differ(first: Fact, second: Fact) -> bool:
        return (
            meet(first.scope, second.scope, constraint.within) is Meeting.SURELY
            and agreement(first.value, second.value, context.fact_base) is Verdict.VIOLATED
        )

    return filter(None, _sets(facts, most + 1, differ))


def _may_be_too_many(context: Context, constraint: Constraint, facts: Sequence[Fact], most: int) -> bool:
    """Whether for some choice of values and scopes `most` + 1 facts compete and differ, or nobody knows."""

    def may_differ(first: Fact, second: Fact) -> bool:
        return (
            meet(first.scope, second.scope, constraint.within) is not Meeting.NEVER
            and agreement(first.value, second.value, context.fact_base) is not Verdict.SATISFIED
        )

    return any(True for _ in _sets(facts, most + 1, may_differ))


def _sets(
    facts: Sequence[Fact], size: int, are_linked: Callable[[Fact, Fact], bool]
) -> Iterator[tuple[Fact, ...]]:
    """Every set of so many facts of which any two are linked; an empty one where the search was stopped."""
    linked = [
        {j for j in range(i + 1, len(facts)) if are_linked(facts[i], facts[j])} for i in range(len(facts))
    ]
    waiting: list[tuple[tuple[int, ...], set[int]]] = [((i,), linked[i]) for i in range(len(facts))]
    waiting.reverse()
    for _ in range(_MOST_STEPS):
        if not waiting:
            return
        chosen, open_to = waiting.pop()
        if len(chosen) == size:
            yield tuple(facts[i] for i in chosen)
        else:
            waiting += [((*chosen, i), open_to & linked[i]) for i in sorted(open_to, reverse=True)]
    yield ()
