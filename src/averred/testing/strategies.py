"""Hypothesis strategies for facts and fact bases. Needs `pip install averred[testing]`.

Everything is drawn about a `world`: a fact base without facts, which says what entities, predicates,
sources and constraints there are. Numbers and days are few and close together, so that the facts of a
small base often meet, agree and exclude each other.

    from hypothesis import given
    from averred.testing.strategies import fact_bases

    @given(fact_bases())
    def test_my_rule_says_nothing_about_retracted_facts(fact_base): ...
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs
from hypothesis import strategies as st

from averred.entities import Entity, Source
from averred.factbase import FactBase
from averred.facts import Attribution, Citation, Confidence, Fact, Scope
from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
    Value,
)
from averred.values.calendar import day_number
from averred.vocabulary import Partition, Predicate

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The ends of generated numbers and days lie between these two.
LEAST: Final = 0
MOST: Final = 4
#: Generated days count from this one, so that some lie in 2030 and some in 2031.
FIRST_DAY: Final = day_number(2030, 12, 29)

_BOUNDED = ("closed", "point", "open")
_PREDICATES = (
    Predicate("participants", "quantity", unit="person", functional=True, min=0),
    Predicate("length", "quantity", unit="kilometre", scope=("method",)),
    Predicate("date", "date", functional=True),
    Predicate("anniversary", "ordinal"),
    Predicate("place", "entity", functional=True),
    Predicate("motto", "text", functional=True, exact=True),
    Predicate("speech", "quotation"),
    Predicate("permitted", "boolean", functional=True),
)
_ENTITIES = (
    Entity("march", "Lantern March", kind="event"),
    Entity("parade", "the drum parade", kind="event", part_of=("march",)),
    Entity("drummers", "the drummers", kind="group", part_of=("march",)),
    Entity("dancers", "the dancers", kind="group", part_of=("march",)),
    Entity("velmora", "Velmora", kind="place"),
    Entity("harbour", "Harbour Square", kind="place", within=("velmora",)),
    Entity("hill", "Hill Gate", kind="place"),
    Entity("mayor", "Mirela Voss", kind="person"),
)
#: An invented march with its parts, its places and what may be said of it.
WORLD: Final = FactBase(
    entities={entity.id: entity for entity in _ENTITIES},
    predicates={predicate.id: predicate for predicate in _PREDICATES},
    sources={name: Source(name) for name in ("almanac", "gazette")},
    partitions=(Partition("march", ("drummers", "dancers")),),
)


@st.composite
def intervals(draw: st.DrawFn, ends: st.SearchStrategy[int] | None = None) -> Interval:
    """Intervals with closed, open and missing ends, points among them."""
    numbers = st.integers(LEAST, MOST) if ends is None else ends
    low, high = sorted((draw(numbers), draw(numbers)))
    form = draw(st.sampled_from((*_BOUNDED, *_BOUNDED, "above", "below", "everything")))
    if form == "open" and low < high:
        return Interval(low, high, draw(st.booleans()), draw(st.booleans()))
    return {
        "point": Interval.point(low),
        "above": Interval(low, None, lo_open=draw(st.booleans())),
        "below": Interval(None, high, hi_open=draw(st.booleans())),
        "everything": Interval.everything(),
    }.get(form, Interval.closed(low, high))


def quantities(unit: str | None = None) -> st.SearchStrategy[Quantity]:
    """Quantities of one unit, as their intervals are written."""
    return intervals().map(lambda found: Quantity(found, unit, str(found)))


@st.composite
def dates(draw: st.DrawFn) -> Date:
    """Days, vague days and periods, all within some days of each other."""
    offsets = st.integers(LEAST, MOST)
    first, second = (_days(*sorted((draw(offsets), draw(offsets)))) for _ in range(2))
    form = draw(st.sampled_from(("day", "vague day", "period")))
    if form == "day":
        first = Interval.point(first.lo or 0)
    if form != "period":
        return Date(first, first, "day", str(first))
    start, end = sorted((first, second), key=lambda days: (days.lo or 0, days.hi or 0))
    end = Interval(end.lo, max(end.hi or 0, start.hi or 0))
    return Date(start, end, "day", f"{start} to {end}", is_period=True)


def _days(first: int, last: int) -> Interval:
    return Interval.closed(FIRST_DAY + first, FIRST_DAY + last)


def values(predicate: Predicate, world: FactBase = WORLD) -> st.SearchStrategy[Value]:
    """Values of a predicate's kind: mostly one, sometimes alternatives, unknown or none."""
    plain = _plain(predicate, world)
    alternatives = st.lists(plain, min_size=2, max_size=3, unique_by=str).map(
        lambda options: OneOf(tuple(options), " or ".join(map(str, options)))
    )
    rare: st.SearchStrategy[Value] = st.sampled_from((Unknown("?"), NoValue("none")))
    if predicate.value != "boolean":
        rare = alternatives | rare
    return st.one_of(*[plain] * 7, rare)


def _plain(predicate: Predicate, world: FactBase) -> st.SearchStrategy[Value]:
    words = st.sampled_from(("Light for all", "Light for everybody"))
    strategies: dict[str, st.SearchStrategy[Value]] = {
        "quantity": quantities(predicate.unit),
        "date": dates(),
        "ordinal": st.integers(1, 3).map(lambda number: Ordinal(number, str(number))),
        "entity": st.sampled_from(sorted(world.entities)).map(lambda name: EntityRef(name, name)),
        "boolean": st.booleans().map(lambda value: Boolean(value, str(value).lower())),
        "quotation": words.map(lambda text: Quotation(text, None)),
        "text": words.map(Text),
    }
    return strategies[predicate.value]


def attributions(world: FactBase = WORLD) -> st.SearchStrategy[Attribution]:
    """The source's own voice mostly; else a speaker, an unnamed one, or one who was relayed."""
    speakers = st.sampled_from([*sorted(world.entities)[:1], "a baker", "?"])
    relayed = st.builds(Attribution, speakers, st.sampled_from(((), ("the town crier",))))
    return st.one_of(*[st.just(Attribution())] * 3, relayed)


@st.composite
def scopes(draw: st.DrawFn, keys: Sequence[str] = ()) -> Scope:
    """Scopes of few different times, statuses and values of the given keys."""
    status = draw(st.sampled_from(("actual", "actual", "expected")))
    when = draw(st.none() | dates())
    holds = draw(st.booleans())
    given = [(key, draw(st.none() | st.sampled_from(("counted", "guessed")))) for key in keys]
    return Scope(
        status,
        during=when if holds else None,
        as_of=None if holds else when,
        keys=tuple((key, value) for key, value in sorted(given) if value),
    )


@st.composite
def facts(
    draw: st.DrawFn,
    world: FactBase = WORLD,
    *,
    subjects: Sequence[str] = (),
    predicates: Sequence[str] = (),
) -> Fact:
    """A fact about a world: whatever its predicates and entities allow.

    Args:
        draw: given by Hypothesis.
        world: what the fact is about.
        subjects: the entities that it may be about; empty for all.
        predicates: the predicates that it may use; empty for all.
    """
    predicate = world.predicates[draw(st.sampled_from(sorted(predicates or world.predicates)))]
    value = draw(values(predicate, world))
    subject = draw(st.sampled_from(sorted(subjects or world.entities)))
    parts = [name for name in sorted(world.entities) if subject in world.ancestors(name)]
    weight = Fraction(draw(st.integers(1, 99)), 100)
    return Fact(
        "fact",
        subject,
        predicate.id,
        value,
        value.text,
        Citation(draw(st.sampled_from(sorted(world.sources)))),
        draw(attributions(world)),
        Confidence(weight, None, "drawn"),
        draw(st.one_of(*[st.just(Scope())] * 3, scopes(predicate.scope))),
        part=draw(st.none() | st.sampled_from(parts)) if parts else None,
        of=draw(st.sampled_from(sorted(world.entities))) if predicate.value == "ordinal" else None,
        share=draw(st.sampled_from((None, None, "many", "some"))),
        denied=predicate.value != "boolean" and draw(st.sampled_from([False] * 9 + [True])),
        rank=draw(st.sampled_from(["normal"] * 8 + ["preferred", "retracted"])),
    )


@st.composite
def fact_bases(
    draw: st.DrawFn,
    world: FactBase = WORLD,
    *,
    min_facts: int = 0,
    max_facts: int = 6,
    made: st.SearchStrategy[Fact] | None = None,
) -> FactBase:
    """A world with some facts, mostly about one or two things so that they have to do with each other.

    Args:
        draw: given by Hypothesis.
        world: what the facts are about.
        min_facts: the fewest facts that are drawn.
        max_facts: the most.
        made: a strategy for facts of your own; their ids are given here.
    """
    if made is None:
        few = [
            draw(st.lists(st.sampled_from(sorted(names)), min_size=1, max_size=2))
            for names in (world.entities, world.predicates)
        ]
        made = facts(world, subjects=few[0], predicates=few[1])
    drawn = draw(st.lists(made, min_size=min_facts, max_size=max_facts))
    named = [attrs.evolve(fact, id=f"fact-{number}") for number, fact in enumerate(drawn)]
    return attrs.evolve(world, facts=tuple(sorted(named, key=lambda fact: (fact.source, fact.id))))
