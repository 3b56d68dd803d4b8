"""The rule `unused-predicate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.findings import Finding, Label, Level
from averred.listed import texts_in
from averred.rules.base import By, Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.screening import Unused
    from averred.vocabulary import Constraint

_NAME = "unused-predicate"


def _screened(fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Unused]:
    from averred.screening import Unused

    used = set(_used(attrs.evolve(fact_base, facts=())))
    yield Unused(
        tuple((name, (name,)) for name in fact_base.predicates if name not in used), of_predicates=True
    )


@rule(_NAME, Level.NOTE, screened=_screened, judged_by=By.NAME)
def unused_predicate(context: Context) -> Iterable[Finding]:
    """A predicate is declared and no fact uses it.

    What it reports:
        Predicates that neither a fact nor a scope nor the declaration of a rule names. Nothing where an
        entry could not be read, which may be what uses it.

    Why it matters:
        It may be a second spelling of one that is used, or a leftover; the rules on it judge nothing.

    Example:
        `[predicate.lenght]` beside `[predicate.length]`.

    What to do:
        Remove it, or write the facts.

    Options:
        None.

    Where the idea comes from:
        Linters that report unused names.
    """
    base = context.fact_base
    if base.problems:
        return
    used = set(_used(base))
    for predicate in base.predicates.values():
        if predicate.id not in used:
            place = context.place(predicate.origin)
            yield Finding(
                _NAME,
                Level.NOTE,
                f"no fact uses the predicate “{predicate.id}”",
                about=predicate.id,
                labels=(Label("declared here", place=place),),
                help=("remove it, or write the facts",),
                place=place,
            )


def _used(base: FactBase) -> Iterator[str]:
    """Every name that something uses."""
    for fact in base.facts:
        yield fact.predicate
        yield from (key for key, _ in fact.scope.keys)
    for constraint in base.constraints:
        yield from texts_in(constraint.parameters.values())
    for predicate in base.predicates.values():
        yield from texts_in(predicate.rules.values())
    for entity in base.entities.values():
        yield from texts_in(entity.rules.values())
