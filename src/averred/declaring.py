"""What is declared of rules, as it was written: tables, and keys of predicates and entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from averred.facts import Origin
from averred.vocabulary import Constraint

if TYPE_CHECKING:
    from collections.abc import Container

    from averred.factbase import FactBase
    from averred.vocabulary import Predicate


def place_of(constraint: Constraint, fact_base: FactBase, key: str = "", *, of_key: bool = False) -> str:
    """Where a declaration is written, as the beginning of a message; empty for one made in memory.

    Args:
        constraint: the declaration.
        fact_base: holds it.
        key: which of its keys is meant, if it is one.
        of_key: the place of this key, and not of its value.
    """
    place = fact_base.place(constraint.origin, key or None, of_key=bool(key) and of_key)
    return f"{place}: " if place else ""


#: What stands for the parameter of a bare value, where a rule has none that it could give.
BARE: Final = "a bare value"
#: What a key of a record leaves to be read: `except` and `within` as they were written.
Written: TypeAlias = "tuple[Constraint, Mapping[str, object]]"


def written(rule: str, kinds: Container[str], short: str, fact_base: FactBase) -> Iterator[Written]:
    """The tables, then what predicates declare, then what entities declare.

    Args:
        rule: its name.
        kinds: the names of its parameters.
        short: the one that a bare value gives.
        fact_base: holds the declarations.
    """
    yield from ((constraint, {}) for constraint in fact_base.constraints if constraint.rule == rule)
    if "predicate" in kinds:
        for predicate in fact_base.predicates.values():
            if rule in predicate.rules:
                given = {"predicate": predicate.id}
                yield from _tables(rule, short, predicate.rules[rule], given, _below(predicate.origin, rule))
    if "subject" in kinds:
        for entity in fact_base.entities.values():
            if rule in entity.rules:
                given = {"subject": entity.id}
                yield from _tables(rule, short, entity.rules[rule], given, _below(entity.origin, rule))


def _below(origin: Origin | None, key: str | int) -> Origin | None:
    """Where what a key of a record holds is written."""
    return Origin(origin.file, (*origin.table, key)) if origin else None


def _tables(
    rule: str, short: str, written: object, given: Mapping[str, object], origin: Origin | None
) -> Iterator[Written]:
    """`true`, a bare value, a table, or a list of tables: each is a constraint of its own."""
    if isinstance(written, tuple | list) and written and all(isinstance(item, Mapping) for item in written):
        for index, item in enumerate(written):
            yield from _tables(rule, short, item, given, _below(origin, index))
        return
    if written is False:
        return
    table: Mapping[str, object] = {}
    if isinstance(written, Mapping):
        table = written
    elif written is not True or short:
        table = {short or BARE: written}
    rest = {key: value for key, value in table.items() if key not in {"level", "except", "within"}}
    level = table.get("level")
    constraint = Constraint(rule, {**given, **rest}, None if level is None else str(level), origin=origin)
    yield constraint, {key: table[key] for key in ("except", "within") if key in table}


def with_constraints(fact_base: FactBase, *, without: Container[str]) -> Mapping[str, Predicate]:
    """The predicates, each with the rules that a `[[constraint]]` declares for it beside its own.

    Args:
        fact_base: holds the declarations.
        without: rules to leave out, wherever they are declared.
    """
    found = {name: _without(one, without) for name, one in fact_base.predicates.items()}
    for one in fact_base.constraints:
        own = found.get(str(one.parameters.get("predicate")))
        if own and one.rule not in without:
            found[own.id] = attrs.evolve(own, rules={**own.rules, one.rule: one.parameters})
    return found


def _without(predicate: Predicate, rules: Container[str]) -> Predicate:
    """A predicate that does not declare some rules."""
    if not any(name in rules for name in predicate.rules):
        return predicate
    return attrs.evolve(predicate, rules={k: v for k, v in predicate.rules.items() if k not in rules})
