"""The rule `mutually-exclusive`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts.minimal import in_rounds
from averred.describe import owner, said
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import names, predicate_names, values
from averred.listed import check_listed, listed
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.scopes import Meeting, meet
from averred.shapes import about_of, agreement, cards_in_rounds, facts_under
from averred.values import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Both
    from averred.vocabulary import Constraint

_NAME = "mutually-exclusive"


def _check(constraint: Constraint, fact_base: FactBase) -> None:
    check_listed("values", "with")(constraint, fact_base)
    given = constraint.parameters
    if given["predicate"] in names(given["with"]) and "values" not in given:
        raise ConfigurationError(
            f"rule “{_NAME}” excludes the predicate beside itself",
            suggestion="name another one in “with”, or use too-many",
            key="with",
        )


_PARAMETERS = for_predicate(
    {"with": predicate_names, "values": values},
    required=("with",),
    short="with",
    competing=True,
    check=_check,
)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Both]:
    from averred.screening import Both

    for constraint in declared:
        names = constraint.parameters["with"]
        for name in names if isinstance(names, tuple) else ():
            wanted = listed(constraint, "values", fact_base.predicates[name], fact_base)
            yield Both(str(constraint.parameters["predicate"]), name, wanted)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened)
def mutually_exclusive(context: Context) -> Iterable[Finding | Judgement]:
    """A thing has two properties of which it can have only one.

    What it reports:
        Two facts about one subject, one of each predicate, where their scopes meet; with `values`, only
        where the second fact surely has one of these.

    Why it matters:
        A thing that was never built has no day of opening: one of the two is wrong.

    Example:
        `mutually-exclusive = "opening-date"` on the predicate `cancelled-on`, and a hall with both.

    What to do:
        Correct or retract one of the facts.

    Options:
        `with`: the predicates that exclude it. `values`: only these values of them. `within`: the scope
        keys that must agree for two facts to compete; all if left out. `subject`, `kind`, `except`,
        `level`.

    Where the idea comes from:
        Wikidata's conflicts-with constraint, SHACL `sh:disjoint`.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        groups: dict[str, list[Fact]] = {}
        for fact in facts_under(context, constraint):
            if not isinstance(fact.value, NoValue):
                groups.setdefault(fact.subject, []).append(fact)
        for subject, facts in sorted(groups.items()):
            yield from _judge(context, constraint, subject, facts)


def _others(context: Context, constraint: Constraint, subject: str) -> list[Fact]:
    """The facts about a subject that those of the predicate may exclude."""
    names = constraint.parameters["with"]
    return [
        fact
        for name in (names if isinstance(names, tuple) else ())
        for fact in context.active_by_property.get((subject, name), ())
        if not fact.denied and not isinstance(fact.value, NoValue)
    ]


def _judge(
    context: Context, constraint: Constraint, subject: str, facts: Sequence[Fact]
) -> Iterator[Finding | Judgement]:
    others = _others(context, constraint, subject)
    verdicts = {
        (first.id, other.id): _excludes(context, constraint, first, other)
        for first in facts
        for other in others
    }
    about = about_of(f"{subject} · {facts[0].predicate}", constraint)
    order = (Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.SATISFIED)
    verdict = next((found for found in order if found in verdicts.values()), Verdict.SATISFIED)
    yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in (*facts, *others))))

    def find(group: Sequence[Fact]) -> Iterator[Conflict]:
        for first in group:
            for other in group:
                if verdicts.get((first.id, other.id)) is Verdict.VIOLATED:
                    yield first, other

    base = context.fact_base
    yield from cards_in_rounds(
        context,
        constraint,
        Level.ERROR,
        about,
        in_rounds(list({fact.id: fact for fact in (*facts, *others)}.values()), find),
        lambda shown: (
            f"{owner(subject, None, base)} cannot have both: "
            + " and ".join(dict.fromkeys(base.predicates[fact.predicate].title for fact in shown))
        ),
        derivation=lambda shown: (
            "a thing has only one of the two (declared)",
            *(f"its {base.predicates[f.predicate].title} is {said(f, base)} ({f.id})" for f in shown),
        ),
        advice=("correct or retract one of the facts",),
    )


def _excludes(context: Context, constraint: Constraint, first: Fact, other: Fact) -> Verdict:
    """Whether two facts surely are of one thing at one time, and the second has a value that is meant."""
    meeting = meet(first.scope, other.scope, constraint.within)
    if meeting is Meeting.NEVER or (first.part or "") != (other.part or ""):
        return Verdict.SATISFIED
    predicate = context.predicate_of(other)
    wanted = listed(constraint, "values", predicate, context.fact_base, context.conventions)
    verdicts = {agreement(other.value, value, context.fact_base) for value in wanted}
    if verdicts and verdicts <= {Verdict.VIOLATED}:
        return Verdict.SATISFIED
    surely = not verdicts or Verdict.SATISFIED in verdicts
    return Verdict.VIOLATED if surely and meeting is Meeting.SURELY else Verdict.UNDETERMINED
