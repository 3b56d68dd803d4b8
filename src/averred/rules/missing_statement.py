"""The rule `missing-statement`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing, owner
from averred.errors import ConfigurationError
from averred.facts import ACTUAL
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name, values
from averred.listed import check_listed, listed
from averred.parameters import COMMON, Parameters
from averred.rules.base import By, Context, rule, stated_level
from averred.shapes import about_of, is_stated, needs_target, subjects_under, things_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Lacks
    from averred.vocabulary import Constraint, Predicate


def _check(constraint: Constraint, fact_base: FactBase) -> None:
    needs_target(constraint, fact_base)
    check_listed("values", "requires")(constraint, fact_base)
    given = constraint.parameters
    if given.get("predicate") == given["requires"] and "values" not in given:
        raise ConfigurationError(
            f"rule “{_NAME}” requires the predicate beside itself, which it always is",
            suggestion="require another one, or some “values”",
            key="requires",
        )


_NAME = "missing-statement"
_PARAMETERS = Parameters(
    {**COMMON, "requires": predicate_name, "values": values},
    ("requires",),
    "requires",
    check=_check,
)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Lacks]:
    from averred.screening import Lacks

    for constraint in declared:
        given = {key: str(value) for key, value in constraint.parameters.items()}
        wanted = listed(constraint, "values", fact_base.predicates[given["requires"]], fact_base)
        beside = given.get("predicate", "")
        things = None if beside else tuple(things_under(constraint, fact_base) or ())
        yield Lacks(given["requires"], beside, things, values=wanted)


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.THING)
def missing_statement(context: Context) -> Iterable[Finding | Judgement]:
    """A thing lacks a fact that it must have beside another, or for its kind.

    What it reports:
        Subjects with a fact of the predicate (or of the named kind, or that are named) without an active
        fact of the predicate that is required, or without one of the values that are.

    Why it matters:
        A person with a place of death and no day of death is half recorded.

    Example:
        `missing-statement = "death-date"` on the predicate `death-place`; `[[constraint]]
        rule = "missing-statement" kind = "match" requires = "date"`.

    What to do:
        Add the fact that is missing, or `except` the subject.

    Options:
        `requires`: the predicate that must be there. `values`: one of which its value must be. `kind`,
        `subject`: whom it is about, where no predicate is named. `except`, `level`.

    Where the idea comes from:
        Wikidata's item-requires-statement constraint, SHACL `sh:minCount` and `sh:hasValue`.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        base, requires = context.fact_base, str(constraint.parameters["requires"])
        predicate = base.predicates[requires]
        wanted = listed(constraint, "values", predicate, base)
        for subject in subjects_under(context, constraint):
            for status, facts in _beside(context, constraint, subject).items():
                verdict = is_stated(context, subject, requires, wanted, status)
                known = str(constraint.parameters.get("predicate", ""))
                planned = "" if status == ACTUAL else status
                about = about_of(" · ".join(filter(None, (subject, known, planned))), constraint)
                yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in facts)))
                if verdict is Verdict.VIOLATED:
                    yield _card(context, constraint, about, subject, facts, predicate)


def _beside(context: Context, constraint: Constraint, subject: str) -> dict[str, list[Fact]]:
    """The facts beside which another is required, by status; none where the subject itself requires it."""
    beside = constraint.parameters.get("predicate")
    if beside is None:
        return {ACTUAL: []}
    found: dict[str, list[Fact]] = {}
    for fact in context.active_by_property.get((subject, str(beside)), ()):
        if not fact.denied:
            found.setdefault(fact.scope.status, []).append(fact)
    return dict(sorted(found.items()))


def _card(
    context: Context,
    constraint: Constraint,
    about: str,
    subject: str,
    facts: Sequence[Fact],
    predicate: Predicate,
) -> Finding:
    entity = context.fact_base.entities.get(subject)
    words = constraint.parameters.get("values")
    ending = f" {listing(words, 'or')}" if isinstance(words, tuple) else ""
    return Finding(
        _NAME,
        stated_level(constraint, Level.WARNING),
        f"{owner(subject, None, context.fact_base)} has no {predicate.title}{ending}",
        about=about,
        facts=tuple(sorted(fact.id for fact in facts)),
        labels=tuple(context.label(fact) for fact in facts),
        derivation=tuple(f"its {context.predicate_of(fact).title} is stated ({fact.id})" for fact in facts)
        or (_whom(constraint),),
        help=("add the fact that is missing", "or name the subject in `except`"),
        place=context.place(facts[0].origin if facts else entity.origin if entity else None),
    )


def _whom(constraint: Constraint) -> str:
    """Of whom the statement is required, where no other statement requires it."""
    kinds = constraint.parameters.get("kind")
    return (
        f"every {listing(kinds, 'or')} has one (declared)"
        if isinstance(kinds, tuple)
        else "it has one (declared)"
    )
