"""The rule `missing-inverse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import owner
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name
from averred.parameters import for_predicate
from averred.rules.base import Context, fact_finding, rule, stated_level
from averred.shapes import facts_under, is_stated
from averred.values import EntityRef

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "missing-inverse"
_PARAMETERS = for_predicate(
    {"inverse": predicate_name}, required=("inverse",), short="inverse", about=("entity",)
)


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS)
def missing_inverse(context: Context) -> Iterable[Finding | Judgement]:
    """A relation is stated in one direction only.

    What it reports:
        Facts whose value is an entity, where no active fact says the inverse of that entity. Retracted and
        denied facts do not count.

    Why it matters:
        Whoever starts from the other end does not find the relation.

    Example:
        `missing-inverse = "part-of-series"` on the predicate `episode`, and an episode that does not name
        its series.

    What to do:
        Add the fact that is missing, or `except` the subject.

    Options:
        `inverse`: the predicate of the other direction. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's inverse constraint, OWL `inverseOf`.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        inverse = str(constraint.parameters["inverse"])
        for fact in facts_under(context, constraint):
            if not isinstance(fact.value, EntityRef):
                continue
            other, base = fact.value.entity, context.fact_base
            back = EntityRef(fact.subject, base.name_of(fact.subject))
            verdict = is_stated(context, other, inverse, (back,), fact.scope.status)
            yield Judgement(_NAME, fact.id, verdict, (fact.id,))
            if verdict is Verdict.VIOLATED:
                title = base.predicates[inverse].title
                yield fact_finding(
                    context,
                    fact,
                    _NAME,
                    stated_level(constraint, Level.WARNING),
                    f"no fact says that {owner(fact.subject, None, base)} is the {title} of "
                    f"{owner(other, None, base)}",
                    derivation=(f"{fact.id} says the one direction, and no active fact the other",),
                    advice=("add the fact for the other direction",),
                )
