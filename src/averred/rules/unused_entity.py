"""The rule `unused-entity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.findings import Finding, Label, Level
from averred.listed import texts_in
from averred.rules.base import By, Context, rule
from averred.values import EntityRef, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Unused
    from averred.vocabulary import Constraint

_NAME = "unused-entity"


def _screened(fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Unused]:
    from averred.screening import Unused

    used = set(_used(attrs.evolve(fact_base, facts=())))
    forms = ((one.id, (one.id, one.name, *one.aliases)) for one in fact_base.entities.values())
    yield Unused(tuple(form for form in forms if form[0] not in used))


@rule(_NAME, Level.NOTE, screened=_screened, judged_by=By.NAME)
def unused_entity(context: Context) -> Iterable[Finding]:
    """An entity is declared and nothing speaks of it.

    What it reports:
        Entities that are no subject, value, part or speaker of a fact, and that no other entity, partition
        or declaration of a rule names. Nothing where an entry could not be read, which may be what uses it.

    Why it matters:
        It may be a second spelling of a thing that has facts, or a leftover.

    Example:
        `[entity.mayor]`, and no fact about the mayor.

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
    for entity in base.entities.values():
        if entity.id not in used:
            place = context.place(entity.origin)
            yield Finding(
                _NAME,
                Level.NOTE,
                f"nothing speaks of the entity “{entity.id}”",
                about=entity.id,
                labels=(Label("declared here", place=place),),
                help=("remove it, or write the facts",),
                place=place,
            )


def _used(base: FactBase) -> Iterator[str]:
    """Every name that something uses, what is declared of entities included."""
    for fact in base.facts:
        yield from _named_by(fact)
    for entity in base.entities.values():
        yield from (*entity.part_of, *entity.within, *entity.member_of)
        if entity.rules:
            yield entity.id
    for partition in base.partitions:
        yield from (partition.of, *partition.parts)
    yield from _declared_of(base)


def _declared_of(base: FactBase) -> Iterator[str]:
    """Whom declarations of rules name, by id or, in a list of values, by name."""
    of_tables = (given for one in base.constraints for given in (one.parameters, one.exceptions))
    named = {
        *texts_in(of_tables),
        *texts_in(one.rules for one in base.predicates.values()),
        *texts_in(one.rules for one in base.entities.values()),
    }
    for entity in base.entities.values():
        if not named.isdisjoint((entity.id, entity.name, *entity.aliases)):
            yield entity.id


def _named_by(fact: Fact) -> Iterator[str]:
    yield fact.subject
    yield from filter(None, (fact.part, fact.of, fact.attribution.speaker))
    yield from fact.attribution.via
    values = fact.value.alternatives if isinstance(fact.value, OneOf) else (fact.value,)
    yield from (value.entity for value in values if isinstance(value, EntityRef))
