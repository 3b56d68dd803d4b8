"""The rule `wrong-subject-type`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing, one
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import names
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule
from averred.shapes import Outcome, judge_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import OfThings
    from averred.vocabulary import Constraint

_NAME = "wrong-subject-type"
_PARAMETERS = for_predicate({"kinds": names}, required=("kinds",), short="kinds")


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[OfThings]:
    from averred.screening import of_other_kinds

    return of_other_kinds(fact_base, declared)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.FACT)
def wrong_subject_type(context: Context) -> Iterable[Finding | Judgement]:
    """A fact is about a thing of a kind that cannot have it.

    What it reports:
        Facts whose subject is an entity of another `kind` than the listed ones. Where an entity has no kind
        nothing is known.

    Why it matters:
        A place is not born: the fact has the wrong subject, or the wrong predicate.

    Example:
        `wrong-subject-type = "person"` on the predicate `birth-date`, and a fact about a place.

    What to do:
        Correct the subject, or the kind of the entity.

    Options:
        `kinds`: one kind or a list of those that are allowed. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's subject-type constraint, SHACL `sh:targetSubjectsOf` with `sh:class`.
    """
    return judge_each(
        context, _NAME, Level.ERROR, _PARAMETERS, _judge, advice=("correct the subject, or its kind",)
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> Outcome:
    base = context.fact_base
    entity = base.entities.get(fact.subject)
    kind = entity.kind if entity else None
    allowed = constraint.parameters["kinds"]
    words = listing(allowed if isinstance(allowed, tuple) else (), "or")
    if kind is None:
        return Outcome(
            Verdict.UNDETERMINED, needs=(f"“{base.name_of(fact.subject)}” would have to be {one(words)}",)
        )
    if isinstance(allowed, tuple) and kind in allowed:
        return Outcome(Verdict.SATISFIED)
    title = context.predicate_of(fact).title
    headline = f"“{base.name_of(fact.subject)}” is {one(kind)} and has {one(title)}"
    return Outcome(Verdict.VIOLATED, headline, (f"only {one(words)} has {one(title)}",))
