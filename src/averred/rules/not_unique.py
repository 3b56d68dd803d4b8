"""The rule `not-unique`."""

from __future__ import annotations

from itertools import combinations, islice, product
from math import comb
from typing import TYPE_CHECKING

from averred.conflicts.minimal import in_rounds
from averred.conflicts.pairs import MOST_PAIRS
from averred.describe import listing, owner, reading
from averred.exclusion import Precise, precise
from averred.findings import Finding, Judgement, Level, Verdict
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule
from averred.scopes import Meeting, meet
from averred.shapes import about_of, agreement, cards_in_rounds, facts_under
from averred.values import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Same
    from averred.vocabulary import Constraint

_NAME = "not-unique"
_PARAMETERS = for_predicate(competing=True)
_CUT = ("so many things have it that not every two of them are counted",)


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Same]:
    from averred.screening import Same

    for constraint in declared:
        yield Same(str(constraint.parameters["predicate"]))


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.VALUE)
def not_unique(context: Context) -> Iterable[Finding | Judgement]:
    """Two things have a value that only one can have.

    What it reports:
        Facts about different subjects whose values surely are the same, where their scopes meet: one card
        for each value, however many things have it.

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
    about = about_of(f"{context.predicate_of(facts[0]).id} · {status}", constraint)
    shared: dict[object, list[Fact]] = {}
    for fact in facts:
        shared.setdefault(precise(fact.value) or fact, []).append(fact)
    cards = [card for group in shared.values() for card in _cards(context, constraint, about, group)]
    verdict = Verdict.VIOLATED
    if not cards:
        perhaps = any(_may_share(context, constraint, *pair) for pair in _doubtful(shared))
        verdict = Verdict.UNDETERMINED if perhaps else Verdict.SATISFIED
    yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in facts)))
    yield from cards


def _cards(context: Context, constraint: Constraint, about: str, facts: Sequence[Fact]) -> Iterator[Finding]:
    """The cards of one value that several things surely have."""
    title, base = context.predicate_of(facts[0]).title, context.fact_base
    value = reading(facts[0].value, base)
    cut = _CUT if comb(len(facts), 2) > MOST_PAIRS else ()

    def pairs(group: Sequence[Fact]) -> Iterator[Conflict]:
        return islice(_sharing(group, constraint.within), MOST_PAIRS)

    def headline(found: Sequence[Fact]) -> str:
        things = listing(owner(fact.subject, None, base) for fact in found)
        return f"{things} have the same {title}: “{found[0].written}”"

    yield from cards_in_rounds(
        context,
        constraint,
        Level.ERROR,
        f"{about} · {value}",
        in_rounds(facts, pairs),
        headline,
        derivation=lambda _: (f"only one thing has the {title} {value}", *cut),
        advice=("correct one of the values", "or join the entities, if they are one thing"),
    )


def _sharing(facts: Sequence[Fact], within: Sequence[str] | None) -> Iterator[Conflict]:
    """Every two of some facts about one value that are about two things, where they surely compete."""
    for first, second in combinations(facts, 2):
        if first.subject != second.subject and meet(first.scope, second.scope, within) is Meeting.SURELY:
            yield first, second


def _doubtful(shared: Mapping[object, Sequence[Fact]]) -> Iterator[Conflict]:
    """Every two facts that may share a value: all but those whose values surely are two."""
    lines: dict[object, list[Fact]] = {}
    for key, group in shared.items():
        yield from combinations(group, 2)
        lines.setdefault(key.line if isinstance(key, Precise) else key, []).extend(group)
    for some, others in combinations(lines.values(), 2):
        yield from product(some, others)


def _may_share(context: Context, constraint: Constraint, first: Fact, second: Fact) -> bool:
    """Whether two facts may say that two things share a value."""
    if first.subject == second.subject or meet(first.scope, second.scope, constraint.within) is Meeting.NEVER:
        return False
    verdict = agreement(first.value, second.value, context.fact_base)
    return verdict is not Verdict.VIOLATED
