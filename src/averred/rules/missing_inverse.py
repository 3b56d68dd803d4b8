"""The rule `missing-inverse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Judgement, Level
from averred.kinds import predicate_name
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule
from averred.shapes import missing_way_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.screening import Lacks
    from averred.vocabulary import Constraint

_NAME = "missing-inverse"
_PARAMETERS = for_predicate(
    {"inverse": predicate_name}, required=("inverse",), short="inverse", about=("entity",)
)


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Lacks]:
    from averred.screening import Lacks

    for constraint in declared:
        given = {key: str(value) for key, value in constraint.parameters.items()}
        yield Lacks(given["inverse"], given["predicate"], of_value=True, leads_back=True)


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.THING)
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
    return missing_way_back(
        context, _NAME, _PARAMETERS, lambda constraint: str(constraint.parameters["inverse"])
    )
