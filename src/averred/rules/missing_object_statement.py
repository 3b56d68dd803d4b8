"""The rule `missing-object-statement`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing, owner, reading
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name, values
from averred.listed import check_listed, listed
from averred.parameters import for_predicate
from averred.rules.base import By, Context, fact_finding, rule, stated_level
from averred.shapes import facts_under, is_stated
from averred.values import EntityRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Lacks
    from averred.vocabulary import Constraint

_NAME = "missing-object-statement"
_PARAMETERS = for_predicate(
    {"requires": predicate_name, "values": values},
    required=("requires",),
    short="requires",
    about=("entity",),
    check=check_listed("values", "requires"),
)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Lacks]:
    from averred.screening import Lacks

    for constraint in declared:
        given = {key: str(value) for key, value in constraint.parameters.items()}
        wanted = listed(constraint, "values", fact_base.predicates[given["requires"]], fact_base)
        yield Lacks(given["requires"], given["predicate"], of_value=True, values=wanted)


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.THING)
def missing_object_statement(context: Context) -> Iterable[Finding | Judgement]:
    """The value of a fact is a thing that lacks a fact which it must have.

    What it reports:
        Facts whose value is an entity without an active fact of the predicate that is required, or without
        one of the values that are.

    Why it matters:
        A capital must be a town; one for which nothing says so may be a mistake.

    Example:
        `missing-object-statement = "coordinates"` on the predicate `capital`.

    What to do:
        Add the fact that is missing, or `except` the subject.

    Options:
        `requires`: the predicate that the value must have. `values`: one of which its value must be.
        `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's value-requires-statement constraint, SHACL `sh:node`.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        base, requires = context.fact_base, str(constraint.parameters["requires"])
        predicate = base.predicates[requires]
        wanted = listed(constraint, "values", predicate, base)
        for fact in facts_under(context, constraint):
            if not isinstance(fact.value, EntityRef):
                continue
            verdict = is_stated(context, fact.value.entity, requires, wanted, fact.scope.status)
            yield Judgement(_NAME, fact.id, verdict, (fact.id,))
            if verdict is Verdict.VIOLATED:
                ending = f" {listing((reading(value, base) for value in wanted), 'or')}" if wanted else ""
                yield fact_finding(
                    context,
                    fact,
                    _NAME,
                    stated_level(constraint, Level.WARNING),
                    f"{owner(fact.value.entity, None, base)} has no {predicate.title}{ending}",
                    derivation=(f"it is the {context.predicate_of(fact).title} of {_holder(fact, base)}",),
                    advice=("add the fact that is missing",),
                )


def _holder(fact: Fact, base: FactBase) -> str:
    """Whose fact it is: its subject, or a part of it, and the fact's id."""
    return f"{owner(fact.subject, fact.part, base)} ({fact.id})"
