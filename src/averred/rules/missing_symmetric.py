"""The rule `missing-symmetric`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Judgement, Level
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule
from averred.shapes import missing_way_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.screening import Lacks
    from averred.vocabulary import Constraint

_NAME = "missing-symmetric"
_PARAMETERS = for_predicate(about=("entity",))


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Lacks]:
    from averred.screening import Lacks

    for constraint in declared:
        given = {key: str(value) for key, value in constraint.parameters.items()}
        yield Lacks(given["predicate"], given["predicate"], of_value=True, leads_back=True)


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.THING)
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
    return missing_way_back(
        context, _NAME, _PARAMETERS, lambda constraint: str(constraint.parameters["predicate"])
    )
