"""The rule `wrong-value-type`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing, one
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import names
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule
from averred.shapes import Outcome, judge_each
from averred.values import EntityRef, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import OfThings
    from averred.vocabulary import Constraint

_NAME = "wrong-value-type"
_PARAMETERS = for_predicate({"kinds": names}, required=("kinds",), short="kinds", about=("entity",))


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[OfThings]:
    from averred.screening import of_other_kinds

    return of_other_kinds(fact_base, declared, as_value=True)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.FACT)
def wrong_value_type(context: Context) -> Iterable[Finding | Judgement]:
    """The value of a fact is a thing of a kind that it cannot be.

    What it reports:
        Facts whose value is an entity of another `kind` than the listed ones. Where an entity has no kind
        nothing is known.

    Why it matters:
        A birthplace that is a person is a mix-up of names.

    Example:
        `wrong-value-type = "place"` on the predicate `birthplace`, and a fact whose value is a person.

    What to do:
        Correct the value, or the kind of the entity.

    Options:
        `kinds`: one kind or a list of those that are allowed. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's value-type constraint, SHACL `sh:class`.
    """
    return judge_each(
        context, _NAME, Level.ERROR, _PARAMETERS, _judge, advice=("correct the value, or its kind",)
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> Outcome | None:
    value = fact.value
    options = value.alternatives if isinstance(value, OneOf) else (value,)
    entities = [option.entity for option in options if isinstance(option, EntityRef)]
    allowed = constraint.parameters["kinds"]
    if not entities or not isinstance(allowed, tuple):
        return None
    base, words = context.fact_base, one(listing(allowed, "or"))
    kinds = [base.entities[entity].kind for entity in entities]
    if all(kind in allowed for kind in kinds):
        return Outcome(Verdict.SATISFIED)
    if any(kind is None or kind in allowed for kind in kinds):
        return Outcome(Verdict.UNDETERMINED, needs=(f"the value would have to be {words}",))
    named = zip(map(base.name_of, entities), filter(None, kinds), strict=True)
    found = listing(f"“{name}” is {one(kind)}" for name, kind in named)
    title = one(context.predicate_of(fact).title)
    return Outcome(Verdict.VIOLATED, f"{found}, and cannot be {title}", (f"only {words} is {title}",))
