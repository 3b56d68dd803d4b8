"""The rule `not-unique`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts import in_rounds
from averred.describe import listing, owner, reading
from averred.findings import Finding, Judgement, Level, Verdict
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.scopes import Meeting, meet
from averred.shapes import agreement, cards_in_rounds, facts_under
from averred.values import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.conflicts import Conflict
    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "not-unique"
_PARAMETERS = for_predicate()


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS)
def not_unique(context: Context) -> Iterable[Finding | Judgement]:
    """Two things have a value that only one can have.

    What it reports:
        Facts about different subjects whose values surely are the same, where their scopes meet.

    Why it matters:
        Two people do not have one passport number: a number is wrong, or the two are one person.

    Example:
        `not-unique = true` on the predicate `register-number`, and two clubs with the number 4711.

    What to do:
        Correct a value; join the two entities if they are one thing; or tell the facts apart by scope.

    Options:
        `within`: the scope keys that must agree for two facts to compete (Wikidata's separators); all if
        left out. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's distinct-values constraint, OWL's inverse functional properties, unique keys.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        groups: dict[str, list[Fact]] = {}
        for fact in facts_under(context, constraint):
            if not isinstance(fact.value, NoValue):
                groups.setdefault(fact.scope.status, []).append(fact)
        for status, facts in sorted(groups.items()):
            yield from _judge(context, constraint, status, facts)


def _judge(
    context: Context, constraint: Constraint, status: str, facts: Sequence[Fact]
) -> Iterator[Finding | Judgement]:
    predicate = context.predicate_of(facts[0])
    by_value: dict[str, list[Conflict]] = {}
    perhaps = False
    for i, first in enumerate(facts):
        for second in facts[i + 1 :]:
            verdict = _same(context, constraint, first, second)
            if verdict is Verdict.SATISFIED:
                by_value.setdefault(reading(first.value, context.fact_base), []).append((first, second))
            perhaps = perhaps or verdict is Verdict.UNDETERMINED
    about = f"{predicate.id} · {status}"
    verdict = Verdict.VIOLATED if by_value else Verdict.UNDETERMINED if perhaps else Verdict.SATISFIED
    yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in facts)))
    for value, pairs in by_value.items():
        yield from _cards(context, constraint, f"{about} · {value}", value, pairs)


def _cards(
    context: Context, constraint: Constraint, about: str, value: str, pairs: Sequence[Conflict]
) -> Iterator[Finding]:
    """The cards of one value that several things have."""
    shared = list({fact.id: fact for pair in pairs for fact in pair}.values())
    title, base = context.predicate_of(shared[0]).title, context.fact_base

    def inside(group: Sequence[Fact]) -> list[Conflict]:
        ids = {fact.id for fact in group}
        return [pair for pair in pairs if all(fact.id in ids for fact in pair)]

    def headline(found: Sequence[Fact]) -> str:
        things = listing(owner(fact.subject, None, base) for fact in found)
        return f"{things} have the same {title}: “{found[0].written}”"

    yield from cards_in_rounds(
        context,
        constraint,
        Level.ERROR,
        about,
        in_rounds(shared, inside),
        headline,
        derivation=lambda _: (f"only one thing has the {title} {value}",),
        advice=("correct one of the values", "or join the entities, if they are one thing"),
    )


def _same(context: Context, constraint: Constraint, first: Fact, second: Fact) -> Verdict:
    """Whether two facts say that two things share a value."""
    meeting = meet(first.scope, second.scope, constraint.within)
    if first.subject == second.subject or meeting is Meeting.NEVER:
        return Verdict.VIOLATED
    verdict = agreement(first.value, second.value, context.predicate_of(first), context.fact_base)
    if verdict is Verdict.SATISFIED and meeting is Meeting.PERHAPS:
        return Verdict.UNDETERMINED
    return verdict
