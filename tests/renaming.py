"""A fact base under other ids, and two in one: for the laws about names and independence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.kinds import entity_name, entity_names, predicate_name, predicate_names
from averred.rules import RULES_BY_NAME
from averred.values import EntityRef, OneOf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from averred.entities import Entity
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Value
    from averred.vocabulary import Constraint

_NAMING: Final = (entity_name, entity_names, predicate_name, predicate_names)
#: Parameters that list kinds of things, or values, which may be entities.
_MAY_NAME: Final = frozenset({"kind", "kinds", "values"})
#: Parameters that mean "date" where they are left out.
_DATES: Final = {"wrong-order": ("before-predicate", "after-predicate"), "impossible-anniversary": ("date",)}


def renamed(base: FactBase, new: Callable[[str], str]) -> tuple[FactBase, Mapping[str, str]]:
    """A fact base with other ids for facts, entities, predicates and sources; and the new ids of facts."""
    names = {fact.id: new(fact.id) for fact in base.facts}
    other = attrs.evolve(
        base,
        facts=tuple(_fact(fact, base, new) for fact in base.facts),
        entities={new(name): _entity(entity, new) for name, entity in base.entities.items()},
        predicates={
            new(name): attrs.evolve(predicate, id=new(name)) for name, predicate in base.predicates.items()
        },
        sources={new(name): attrs.evolve(source, id=new(name)) for name, source in base.sources.items()},
        partitions=tuple(
            attrs.evolve(found, of=new(found.of), parts=tuple(map(new, found.parts)))
            for found in base.partitions
        ),
        constraints=tuple(_constraint(found, base, new) for found in base.constraints),
    )
    return other, names


def _fact(fact: Fact, base: FactBase, new: Callable[[str], str]) -> Fact:
    citation = attrs.evolve(fact.citation, source=new(fact.source)) if fact.citation else None
    speaker = fact.attribution.speaker
    said_by = new(speaker) if speaker in base.entities and speaker else speaker
    return attrs.evolve(
        fact,
        id=new(fact.id),
        subject=new(fact.subject),
        predicate=new(fact.predicate),
        value=_value(fact.value, new),
        citation=citation,
        attribution=attrs.evolve(fact.attribution, speaker=said_by),
        part=fact.part and new(fact.part),
        of=fact.of and new(fact.of),
    )


def _value(value: Value, new: Callable[[str], str]) -> Value:
    if isinstance(value, OneOf):
        return OneOf(tuple(_value(option, new) for option in value.alternatives), value.text)
    return attrs.evolve(value, entity=new(value.entity)) if isinstance(value, EntityRef) else value


def _entity(entity: Entity, new: Callable[[str], str]) -> Entity:
    return attrs.evolve(
        entity,
        id=new(entity.id),
        kind=entity.kind and new(entity.kind),
        part_of=tuple(map(new, entity.part_of)),
        within=tuple(map(new, entity.within)),
        distinct_from=tuple(map(new, entity.distinct_from)),
    )


def _constraint(constraint: Constraint, base: FactBase, new: Callable[[str], str]) -> Constraint:
    """The names among the parameters are new; the predicate of the dates, no longer "date", is named."""
    known = RULES_BY_NAME[constraint.rule].parameters
    given = dict.fromkeys(_DATES.get(constraint.rule, ()), "date") | dict(constraint.parameters)
    named = {
        key: _names(value, base, new)
        if known and (known.kinds[key] in _NAMING or key in _MAY_NAME)
        else value
        for key, value in given.items()
    }
    return attrs.evolve(constraint, parameters=named)


def _names(value: object, base: FactBase, new: Callable[[str], str]) -> object:
    """One name or several, of entities and predicates; other words stay."""
    if isinstance(value, tuple):
        return tuple(_names(item, base, new) for item in value)
    kinds = {entity.kind for entity in base.entities.values()}
    is_name = value in base.entities.keys() | base.predicates.keys() | kinds
    return new(str(value)) if is_name else value


def joined(one: FactBase, two: FactBase) -> FactBase:
    """Two fact bases without a common name as one."""
    return attrs.evolve(
        one,
        facts=one.facts + two.facts,
        entities={**one.entities, **two.entities},
        predicates={**one.predicates, **two.predicates},
        sources={**one.sources, **two.sources},
        partitions=one.partitions + two.partitions,
        constraints=one.constraints + two.constraints,
    )
