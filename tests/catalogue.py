"""A world in which every rule about the world has something to judge, and fact bases about it.

For each logical rule there are the declarations that make it run, and the quantities ("slots") that its
facts are about, so that facts of a small base have much to do with each other. All names are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final, NamedTuple

import attrs

from averred import checker
from averred.config import Settings
from averred.entities import Entity
from averred.factbase import FactBase
from averred.report import Report
from averred.rules import RULES_BY_NAME
from averred.testing.strategies import WORLD
from averred.vocabulary import Constraint, Partition, Predicate
from tests.chance import Slot, fact_at

KEYS: Final = ("method", "place")
_PREDICATES = (
    Predicate("length", "quantity", unit="kilometre", functional=True, scope=KEYS, min=0),
    Predicate("depth", "quantity", unit="kilometre", scope=KEYS),
    Predicate("birth", "date", scope=KEYS),
    Predicate("death", "date", scope=KEYS),
    Predicate("lasting", "quantity", unit="day"),
    Predicate("partner", "entity", scope=KEYS),
    Predicate("leads", "entity", scope=KEYS),
    Predicate("led-by", "entity"),
    Predicate("saying", "text", exact=True, scope=KEYS),
)
_ENTITIES = (
    Entity("young", "the young drummers", kind="group", part_of=("drummers",)),
    Entity("old", "the old drummers", kind="group", part_of=("drummers",)),
    Entity("stray", "something of no kind"),
)
EMPTY: Final = attrs.evolve(
    WORLD,
    entities={**WORLD.entities, **{entity.id: entity for entity in _ENTITIES}},
    predicates={
        **{name: attrs.evolve(found, scope=KEYS) for name, found in WORLD.predicates.items()},
        **{predicate.id: predicate for predicate in _PREDICATES},
    },
)
_NESTED = (
    Partition("march", ("drummers", "dancers"), exhaustive=True),
    Partition("drummers", ("young", "old"), exhaustive=True),
)


class Shape(NamedTuple):
    """What a rule is tried on.

    Attributes:
        declared: parameters of its declarations, one of which a base has; none for a rule that needs none.
        surely: slots that a base has facts of.
        perhaps: slots of which it may have more.
        also: declarations of other rules that it builds on.
        partitions: which parts are summed.
    """

    declared: tuple[Mapping[str, object], ...]
    surely: tuple[Slot, ...]
    perhaps: tuple[Slot, ...]
    also: tuple[Constraint, ...] = ()
    partitions: tuple[Partition, ...] = ()


def _slot(subject: str, predicate: str, part: str = "", of: str = "") -> Slot:
    return subject, predicate, part, of


def _alone(predicate: str, *declared: Mapping[str, object]) -> Shape:
    """A rule about facts of one predicate, each alone or beside others of one subject."""
    slot = _slot("march", predicate)
    given = tuple({"predicate": predicate, **parameters} for parameters in declared)
    return Shape(given, (slot, slot), (slot, _slot("parade", predicate)))


def _across(predicate: str, *declared: Mapping[str, object]) -> Shape:
    """A rule about facts of one predicate of several subjects."""
    slots = tuple(_slot(subject, predicate) for subject in ("march", "parade", "mayor"))
    return Shape(tuple({"predicate": predicate, **given} for given in declared), slots, slots)


def _related(*predicates: str, declared: tuple[Mapping[str, object], ...]) -> Shape:
    """A rule about facts of several predicates of two subjects."""
    here = tuple(_slot("march", predicate) for predicate in predicates)
    there = tuple(_slot("parade", predicate) for predicate in predicates)
    return Shape(declared, here, (*here, *there))


_DATES = tuple(_slot(name, "date") for name in ("march", "parade", "mayor"))
_CROWDS = tuple(
    _slot("march", "length", part) for part in ("", "drummers", "dancers", "young", "old")
)  # fmt: skip
_LIVES = tuple(_slot(name, end) for name in ("march", "parade") for end in ("birth", "death"))

#: Every rule about the world, with what it is tried on.
SHAPES: Final[Mapping[str, Shape]] = {
    "contradictory": _alone("length"),
    "weaker-elsewhere": _alone("saying"),
    "part-elsewhere": Shape(
        ({"place": "place"},),
        (_slot("parade", "place"), _slot("march", "place")),
        (_slot("parade", "place"), _slot("march", "place")),
    ),
    "part-exceeds-whole": Shape((), _CROWDS[:2], _CROWDS, partitions=_NESTED),
    "wrong-order": Shape(({"before": "march", "after": "parade"},), _DATES[:2], _DATES[:2]),
    "impossible-anniversary": Shape(
        ({"ordinal": "anniversary"}, {"ordinal": "anniversary", "same-day": True}),
        (_slot("parade", "anniversary", "*", "march"), *_DATES[:2]),
        (_slot("parade", "anniversary", "*", "march"), *_DATES[:2]),
    ),
    "difference-out-of-range": _related(
        "death",
        "birth",
        declared=(
            {"predicate": "death", "from": "birth", "min": 1, "max": 2},
            {"predicate": "death", "from": "birth", "min": 0, "max": 0, "unit": "year"},
            {"predicate": "death", "from": "birth", "from-subject": "parade", "max": 0},
        ),
    ),
    "no-overlap": Shape(
        (
            {"predicate": "partner", "start": "birth", "end": "death"},
            {"first": "march", "second": "parade", "start": "birth", "end": "death"},
        ),
        (_slot("march", "partner"), _LIVES[0], _LIVES[3]),
        (*_LIVES, _slot("march", "partner")),
    ),
    "joint-conflict": Shape(
        ({"date": "date", "duration": "lasting"},),
        (_DATES[0], _DATES[2]),
        (*_DATES, _slot("parade", "lasting")),
        also=(
            Constraint("wrong-order", {"before": "march", "after": "parade"}),
            Constraint("wrong-order", {"before": "parade", "after": "mayor"}),
        ),
        partitions=_NESTED,
    ),
    "not-unique": _across("length", {}),
    "several-preferred": _alone("length", {}),
    "too-few": _alone("length", {"least": 2}, {"least": 3, "subject": ("march", "hill")}),
    "too-many": _alone("depth", {"most": 1}, {"most": 2}),
    "value-not-allowed": _alone("place", {"values": ("harbour", "velmora")}),
    "excluded-value": _alone("saying", {"values": ("Light for all",)}),
    "not-an-integer": _alone("length", {}),
    "out-of-range": _alone("length", {"min": "1", "max": "2"}, {"max": "2000 m"}),
    "wrong-subject-type": _across("length", {"kinds": ("person",)}, {"kinds": ("event",)}),
    "wrong-value-type": _alone("place", {"kinds": ("place",)}),
    "missing-inverse": _related("leads", "led-by", declared=({"predicate": "leads", "inverse": "led-by"},)),
    "missing-symmetric": _across("partner", {}),
    "missing-statement": _related(
        "length",
        "place",
        declared=(
            {"predicate": "length", "requires": "place"},
            {"predicate": "length", "requires": "place", "values": ("harbour",)},
            {"kind": ("event",), "requires": "place"},
        ),
    ),
    "missing-object-statement": _related(
        "leads",
        "place",
        declared=(
            {"predicate": "leads", "requires": "place"},
            {"predicate": "leads", "requires": "place", "values": ("harbour", "hill")},
        ),
    ),
    "mutually-exclusive": _related(
        "length",
        "place",
        declared=(
            {"predicate": "length", "with": ("place",)},
            {"predicate": "length", "with": ("place",), "values": ("harbour",)},
        ),
    ),
}  # fmt: skip


def base_for(rule: str, chance: Random, *, max_facts: int = 5) -> FactBase:
    """A small fact base for one rule, with one of its declarations.

    It is made by chance alone: Hypothesis draws the seed, since to draw each part of a base takes twenty
    times as long as to judge it.
    """
    shape = SHAPES[rule]
    more = chance.randint(0, max(0, max_facts - len(shape.surely)))
    plain = {name for name in ("voice", "scope", "kind") if chance.random() < 1 / 2}
    slots = (*shape.surely, *chance.choices(shape.perhaps, k=more))
    own = [Constraint(rule, chance.choice(shape.declared))] if shape.declared else []
    return attrs.evolve(
        EMPTY,
        facts=tuple(fact_at(slot, f"fact-{number}", chance, plain) for number, slot in enumerate(slots)),
        constraints=(*own, *shape.also),
        partitions=shape.partitions,
    )


def judged_by(rule: str, base: FactBase) -> Report:
    """What one rule says of a fact base."""
    names = frozenset({rule, *(found.name for found in RULES_BY_NAME.values() if found.raised_by == rule)})
    return checker.check(base, settings=Settings(select=names, today="2031-05-01"))


def takes_within(rule: str) -> bool:
    """Whether a rule lets facts compete only where some scope keys agree."""
    parameters = RULES_BY_NAME[rule].parameters
    return parameters is not None and parameters.competing
