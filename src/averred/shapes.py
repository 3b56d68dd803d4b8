"""What the rules about the shape of facts share: whom a declaration is about, what it lists, one verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.cards import MOST_CONFLICTS, conflict_finding, fact_finding, level_in_round, stated_level
from averred.describe import owner
from averred.errors import ConfigurationError
from averred.exclusion import can_all_hold
from averred.facts import ACTUAL
from averred.findings import Finding, Judgement, Level, Verdict
from averred.values import EntityRef, NoValue
from averred.vocabulary import Predicate

if TYPE_CHECKING:
    from averred.conflicts.minimal import Conflict, Round
    from averred.context import Context
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.parameters import Parameters
    from averred.values import Value
    from averred.vocabulary import Constraint


class Outcome(NamedTuple):
    """What a rule says of one fact.

    Attributes:
        verdict: violated, satisfied or undetermined.
        headline: what is wrong, where it is violated.
        derivation: how it follows.
        needs: what would have to be true, where it is undetermined.
    """

    verdict: Verdict
    headline: str = ""
    derivation: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


Judge = Callable[["Context", "Fact", "Constraint"], Outcome | None]


def holds_for(constraint: Constraint, fact_base: FactBase, subject: str) -> bool:
    """Whether a declaration is about a subject: none of its exceptions, one that it names, of its kinds."""
    if subject in constraint.exceptions or not fact_base.is_judged(subject):
        return False
    named, kinds = constraint.parameters.get("subject"), constraint.parameters.get("kind")
    if isinstance(named, tuple) and subject not in named:
        return False
    entity = fact_base.entities.get(subject)
    return not isinstance(kinds, tuple) or (entity is not None and entity.kind in kinds)


def facts_under(context: Context, constraint: Constraint) -> list[Fact]:
    """The active facts that a declaration is about; what is denied is not asserted, and left out."""
    facts = context.active_by_predicate.get(str(constraint.parameters["predicate"]), ())
    return [
        fact for fact in facts if not fact.denied and holds_for(constraint, context.fact_base, fact.subject)
    ]


def records_under(context: Context, constraint: Constraint) -> list[Fact]:
    """All facts that a declaration about the record is about: retracted and denied ones too."""
    facts = context.fact_base.by_predicate.get(str(constraint.parameters["predicate"]), ())
    return [fact for fact in facts if holds_for(constraint, context.fact_base, fact.subject)]


def groups_under(context: Context, constraint: Constraint) -> list[list[Fact]]:
    """The facts that a declaration is about, by what may compete: subject, part and status."""
    groups = context.active_by_quantity.get(str(constraint.parameters["predicate"]), ())
    under = [group for group in groups if holds_for(constraint, context.fact_base, group[0].subject)]
    asserted = ([fact for fact in group if not fact.denied] for group in under)
    return [context.in_order(group) for group in asserted if group]


def subjects_under(context: Context, constraint: Constraint) -> list[str]:
    """The subjects that a declaration asks something of.

    Those that it names, or of the kinds that it names; else those with facts of its predicate.
    """
    things = things_under(constraint, context.fact_base)
    return sorted({fact.subject for fact in facts_under(context, constraint)}) if things is None else things


def things_under(constraint: Constraint, base: FactBase) -> list[str] | None:
    """The things that a declaration names, by themselves or by their kind; None where it names none."""
    if not {"subject", "kind"} & constraint.parameters.keys():
        return None
    return [entity for entity in sorted(base.entities) if holds_for(constraint, base, entity)]


def needs_target(constraint: Constraint, _fact_base: FactBase) -> None:
    """Refuses a declaration that asks something of nobody.

    Raises:
        ConfigurationError: where it names neither a predicate nor subjects nor a kind.
    """
    if not {"predicate", "subject", "kind"} & constraint.parameters.keys():
        raise ConfigurationError(
            f"rule “{constraint.rule}” has to say whom it is about",
            suggestion="name a predicate, a kind or subjects",
        )


def judge_each(
    context: Context,
    name: str,
    level: Level,
    parameters: Parameters,
    judge: Judge,
    advice: Sequence[str] = (),
) -> Iterator[Finding | Judgement]:
    """Judge each fact alone: a card where it is violated, and every verdict."""
    for constraint in context.declared(name, parameters):
        for fact in facts_under(context, constraint):
            outcome = judge(context, fact, constraint)
            if outcome is None:
                continue
            about = about_of(fact.id, constraint)
            yield Judgement(name, about, outcome.verdict, (fact.id,), outcome.needs)
            if outcome.verdict is Verdict.VIOLATED:
                yield conflict_finding(
                    context,
                    name,
                    stated_level(constraint, level),
                    outcome.headline,
                    about,
                    [(fact,)],
                    derivation=outcome.derivation,
                    advice=advice,
                )


def judge_records(  # noqa: PLR0913 - the parts of a rule, each with its name
    context: Context,
    name: str,
    level: Level,
    parameters: Parameters,
    judge: Callable[[Context, Fact, Constraint], str | None],
    *,
    key: str = "value",
    advice: Sequence[str] = (),
) -> Iterator[Finding]:
    """A finding for each record, retracted ones included, of which `judge` says what is wrong."""
    for constraint in context.declared(name, parameters):
        for fact in records_under(context, constraint):
            wrong = judge(context, fact, constraint)
            if wrong is not None:
                level_here = stated_level(constraint, level)
                card = fact_finding(context, fact, name, level_here, wrong, key=key, advice=advice)
                yield attrs.evolve(card, about=about_of(fact.id, constraint))


def cards_in_rounds(  # noqa: PLR0913 - the parts of a card, each with its name
    context: Context,
    constraint: Constraint,
    level: Level,
    about: str,
    found: dict[Round, list[Conflict]],
    headline: Callable[[Sequence[Fact]], str],
    *,
    derivation: Callable[[Sequence[Fact]], Iterable[str]] = lambda _facts: (),
    working: Callable[[Conflict], Iterable[str]] = lambda _conflict: (),
    advice: Sequence[str] = (),
) -> Iterator[Finding]:
    """One card for each round in which there are conflicts.

    `derivation` says how it follows from all facts of the card, `working` the arithmetic of a conflict.
    """
    for turn, conflicts in found.items():
        if conflicts:
            facts = context.facts_of(conflicts)
            yield conflict_finding(
                context,
                constraint.rule,
                level_in_round(stated_level(constraint, level), turn),
                headline(facts),
                about,
                conflicts,
                derivation=steps_of(derivation(facts), conflicts, working),
                advice=advice,
            )


def steps_of(
    first: Iterable[str], conflicts: Sequence[Conflict], working: Callable[[Conflict], Iterable[str]]
) -> tuple[str, ...]:
    """The steps of a card: what holds for all of it, then the arithmetic of each conflict that it lists."""
    lines = [line for conflict in conflicts[:MOST_CONFLICTS] for line in working(conflict)]
    return tuple(dict.fromkeys((*first, *lines)))


def about_of(record: str, constraint: Constraint) -> str:
    """What a card is about: the record and the declaration, since two declarations are two cards."""
    said = [
        f"{key} {', '.join(value) if isinstance(value, tuple) else value}"
        for key, value in sorted(constraint.parameters.items())
        if key != "predicate"
    ]
    if constraint.within is not None:
        said.append(f"within {', '.join(constraint.within) or 'nothing'}")
    return " · ".join([record, *said])


#: All that a comparison asks of a predicate: whether other words are another value.
_EXACT: Final = Predicate("any", "text", exact=True)


def agreement(a: Value, b: Value, fact_base: FactBase) -> Verdict:
    """Satisfied if two values surely are the same, violated if they surely are not.

    Where a rule lists texts, or counts them, other words are another text.
    """
    return can_all_hold((a, b), _EXACT, fact_base)


def is_stated(
    context: Context, subject: str, predicate: str, wanted: Sequence[Value] = (), status: str = ACTUAL
) -> Verdict:
    """Whether active facts say that a subject has a value of a predicate (one of those that are wanted).

    A fact that there is none does not count, nor does a denied one.
    """
    best = Verdict.VIOLATED
    for fact in context.active_by_property.get((subject, predicate), ()):
        if fact.denied or isinstance(fact.value, NoValue) or fact.scope.status != status:
            continue
        if not wanted:
            return Verdict.SATISFIED
        verdicts = {agreement(fact.value, value, context.fact_base) for value in wanted}
        if Verdict.SATISFIED in verdicts:
            return Verdict.SATISFIED
        if Verdict.UNDETERMINED in verdicts:
            best = Verdict.UNDETERMINED
    return best


def missing_way_back(
    context: Context, name: str, parameters: Parameters, inverse_of: Callable[[Constraint], str]
) -> Iterator[Finding | Judgement]:
    """A card for each relation that is stated in one direction only.

    Args:
        context: holds the facts.
        name: the rule's name.
        parameters: what a declaration of the rule may say.
        inverse_of: the predicate that leads back, which may be the same.
    """
    base = context.fact_base
    for constraint in context.declared(name, parameters):
        inverse = inverse_of(constraint)
        for fact in facts_under(context, constraint):
            if not isinstance(fact.value, EntityRef):
                continue
            other, back = fact.value.entity, EntityRef(fact.subject, base.name_of(fact.subject))
            verdict = is_stated(context, other, inverse, (back,), fact.scope.status)
            yield Judgement(name, fact.id, verdict, (fact.id,))
            if verdict is Verdict.VIOLATED:
                yield fact_finding(
                    context,
                    fact,
                    name,
                    stated_level(constraint, Level.WARNING),
                    f"no fact says that {owner(fact.subject, None, base)} is the "
                    f"{base.predicates[inverse].title} of {owner(other, None, base)}",
                    derivation=(
                        f"the fact “{fact.id}” says the one direction, and no active fact the other",
                    ),
                    advice=("add the fact for the other direction",),
                )


def scope_keys(fact: Fact) -> tuple[str, ...]:
    """The keys by which a fact says within what it holds."""
    scope = fact.scope
    own = {
        "part": fact.part,
        "during": scope.during,
        "as-of": scope.as_of,
        "of": fact.of,
        "share": fact.share,
    }
    return (*(key for key, value in own.items() if value is not None), *(key for key, _ in scope.keys))
