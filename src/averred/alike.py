"""Quantities that are written in several units, in one: of a predicate that declares none.

Where a predicate declares its unit, every value of it is read in that unit. Elsewhere each keeps the unit
of its words, and values that are compared are brought into the finest unit among those that measure the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.values import OneOf, Quantity, exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from averred.facts import Fact
    from averred.values import Value
    from averred.vocabulary import Predicate


def units_of(values: Iterable[Value]) -> frozenset[str | None]:
    """The units of the quantities among some values."""
    found: set[str | None] = set()
    for value in values:
        if isinstance(value, Quantity):
            found.add(value.unit)
        elif isinstance(value, OneOf):
            found |= units_of(value.alternatives)
    return frozenset(found)


def in_one_unit(facts: Sequence[Fact]) -> bool:
    """Whether the quantities among the values of facts are in one unit; else their numbers say nothing.

    Facts of a predicate that declares a unit are in it, whatever their words say.
    """
    first = facts[0].value if facts else None
    if isinstance(first, Quantity):  # it is asked of every group of facts, and hardly any has anything else
        unit = first.unit
        for fact in facts:
            value = fact.value
            if value.__class__ is not Quantity or value.unit != unit:
                break
        else:
            return True
    return len(units_of(fact.value for fact in facts)) < 2


def alike(values: Sequence[Value]) -> Sequence[Value]:
    """Values that can be compared: "300 m" and "1 km" are 300 and 1,000 metres.

    What is in a unit that converts to no other one among them stays as it is.
    """
    units = units_of(values)
    if len(units) < 2:
        return values
    targets = _finest(unit for unit in units if unit is not None)
    return [_in_unit(value, targets) for value in values]


def comparable(predicate: Predicate, facts: Sequence[Fact]) -> Sequence[Fact]:
    """Facts of one predicate with values that can be compared: in its unit they are already."""
    return facts if predicate.unit or predicate.value != "quantity" else facts_alike(facts)


def facts_alike(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Facts with values that can be compared (`alike`)."""
    if in_one_unit(facts):
        return facts
    found = alike([fact.value for fact in facts])
    return [
        fact if value is fact.value else attrs.evolve(fact, value=value)
        for fact, value in zip(facts, found, strict=True)
    ]


def _finest(units: Iterable[str]) -> dict[str, str]:
    """For each unit the one to compare in: the smallest that measures the same."""
    from averred.values.units import Unit, find_unit

    known: list[Unit] = [found for unit in units if (found := find_unit(unit)) is not None]
    finest: dict[str, Unit] = {}
    for unit in sorted(known, key=lambda unit: (unit.factor, unit.name)):
        finest.setdefault(unit.dimension, unit)
    return {unit.name: finest[unit.dimension].name for unit in known}


def _in_unit(value: Value, targets: Mapping[str, str]) -> Value:
    if isinstance(value, OneOf):
        return attrs.evolve(value, alternatives=tuple(_in_unit(one, targets) for one in value.alternatives))
    if not isinstance(value, Quantity) or value.unit is None:
        return value
    target = targets.get(value.unit, value.unit)
    return value if target == value.unit else _converted(value, value.unit, target)


def _converted(value: Quantity, unit: str, target: str) -> Quantity:
    from averred.values.units import convert, convert_number

    centre = None if value.centre is None else convert_number(value.centre, unit, target)
    return attrs.evolve(value, interval=convert(value.interval, unit, target), unit=target, centre=centre)


def in_base_units(value: Value) -> Value:
    """A value, or alternatives, in base units (`in_base_unit`)."""
    if isinstance(value, OneOf):
        return attrs.evolve(value, alternatives=tuple(map(in_base_units, value.alternatives)))
    return in_base_unit(value) if isinstance(value, Quantity) else value


def in_base_unit(value: Quantity) -> Quantity:
    """A quantity in the unit that all others of what it measures are defined by, whatever it stands beside.

    Its unit is then the name of what it measures; one that does not convert stays as it is.
    """
    if value.unit is None:
        return value
    from averred.values.units import find_unit

    unit = find_unit(value.unit)
    if unit is None:
        return value
    interval = value.interval.scale(exact(unit.factor)).shift(exact(unit.offset))
    return attrs.evolve(value, interval=interval, unit=unit.dimension)
