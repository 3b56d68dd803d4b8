"""The rule `missing-symmetric`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import owner
from averred.findings import Finding, Judgement, Level, Verdict
from averred.parameters import for_predicate
from averred.rules.base import Context, fact_finding, rule, stated_level
from averred.shapes import facts_under, is_stated
from averred.values import EntityRef

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "missing-symmetric"
_PARAMETERS = for_predicate(about=("entity",))


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS)
def missing_symmetric(context: Context) -> Iterable[Finding | Judgement]:
    """A relation that goes both ways is stated one way only.

    What it reports:
        Facts whose value is an entity, where no active fact of the same predicate leads back. Retracted and
        denied facts do not count.

    Why it matters:
        Whoever starts from the other end does not find the relation.

    Example:
        `missing-symmetric = true` on the predicate `twinned-with`, and only one of two towns names the
        other.

    What to do:
        Add the fact that is missing, or `except` the subject.

    Options:
        `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's symmetric constraint, OWL's symmetric properties.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        inverse = str(constraint.parameters["predicate"])
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
