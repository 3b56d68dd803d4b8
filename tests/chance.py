"""Facts and values made by chance from a seed, for laws that are tried on very many of them.

Numbers and days are few and close together, so that facts often meet, agree and exclude each other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from averred.facts import Attribution, Citation, Confidence, Fact, Scope
from averred.testing.strategies import FIRST_DAY, LEAST, MOST
from averred.values import (
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Text,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from random import Random

#: Subject, predicate, part ("" for the whole, "*" for any), what it relates to ("" for nothing).
Slot = tuple[str, str, str, str]

_DAYS: Final = frozenset({"date", "birth", "death"})
_ENTITIES: Final = frozenset({"place", "partner", "leads", "led-by"})
_UNITS: Final = {"length": "kilometre", "depth": "kilometre", "lasting": "day"}
_THINGS: Final = ("march", "parade", "mayor", "hill", "harbour", "velmora", "stray")
_RELATED: Final = {"place": _THINGS[3:6], "partner": _THINGS[:3], "leads": _THINGS[:3], "led-by": _THINGS[:3]}


def fact_at(slot: Slot, name: str, chance: Random, plain: AbstractSet[str] = frozenset()) -> Fact:
    """A fact about a quantity; plain in some respects, so that more facts exclude each other."""
    subject, predicate, part, of = slot
    value = value_of(predicate, chance)
    speaker = None if "voice" in plain else chance.choice((None, None, "mayor", "a baker", "?"))
    source = "gazette" if "voice" in plain else chance.choice(("gazette", "almanac"))
    via = chance.choice(((), ("the town crier",))) if speaker else ()
    rank = "normal" if "kind" in plain else chance.choice((*["normal"] * 6, *["preferred"] * 3, "retracted"))
    return Fact(
        name,
        subject,
        predicate,
        value,
        getattr(value, "text", ""),
        Citation(source),
        Attribution(speaker, via),
        Confidence(Fraction(chance.randint(1, 99), 100), None, "drawn"),
        Scope() if "scope" in plain or chance.random() < 1 / 2 else scope_of(chance),
        part=(None if part == "*" else part) or None,
        of=of or None,
        share=chance.choice(("many", "some")) if predicate == "saying" else None,
        denied="kind" not in plain and chance.random() < 1 / 10,
        rank=rank,
    )


def scope_of(chance: Random) -> Scope:
    """A scope of few different times, statuses and keys."""
    when = chance.choice((None, date(chance)))
    holds = chance.random() < 1 / 2
    keys = {key: chance.choice((None, "counted", "guessed", "?")) for key in ("method", "place")}
    return Scope(
        chance.choice(("actual", "actual", "actual", "expected")),
        during=when if holds else None,
        as_of=None if holds else when,
        keys=tuple((key, value) for key, value in keys.items() if value),
    )


def value_of(predicate: str, chance: Random) -> Value:
    """A value of a predicate: mostly one, sometimes alternatives, unknown or none."""
    form = chance.random()
    if form < 0.04:
        return Unknown("?")
    if form < 0.07:
        return NoValue("none")
    plain = _plain(predicate, chance)
    if form < 0.13:
        other = _plain(predicate, chance)
        return OneOf((plain, other), f"{plain.text} or {other.text}") if other != plain else plain
    return plain


def _plain(predicate: str, chance: Random) -> Value:
    if predicate in _DAYS:
        return date(chance)
    if predicate in _ENTITIES:
        entity = chance.choice(_THINGS if chance.random() < 0.2 else _RELATED[predicate])
        return EntityRef(entity, entity)
    if predicate == "anniversary":
        number = chance.randint(1, 2)
        return Ordinal(number, str(number))
    if predicate == "saying":
        return Text(chance.choice(("Light for all", "Light for everybody")))
    box = interval(chance)
    return Quantity(box, _UNITS[predicate], str(box))


def interval(chance: Random) -> Interval:
    """An interval with closed, open or missing ends; a point more often than not."""
    low, high = sorted(chance.choices(range(LEAST, MOST + 1), k=2))
    form = chance.choice(("point", "point", "closed", "open", "above", "below"))
    if form == "open" and low < high:
        return Interval(low, high, chance.random() < 2 / 3, chance.random() < 2 / 3)
    return {
        "closed": Interval(low, high),
        "above": Interval(low, None, lo_open=chance.random() < 1 / 2),
        # never wholly below 0, which a count cannot be: that is for another rule to say
        "below": Interval(None, max(high, 1), hi_open=chance.random() < 1 / 2),
    }.get(form, Interval.point(low))


def date(chance: Random) -> Date:
    """A day, a vague day or a period, some days before or after a New Year."""
    first, second, third, fourth = sorted(FIRST_DAY + chance.randint(LEAST, MOST) for _ in range(4))
    form = chance.choice(("day", "day", "vague day", "period"))
    if form == "period":
        start, end = Interval(first, second), Interval(third, fourth)
        return Date(start, end, "day", f"{start} to {end}", is_period=True)
    day = Interval.point(third) if form == "day" else Interval(second, third)
    return Date(day, day, "day", str(day))


def wider(value: Value, chance: Random) -> Value:
    """A value that allows all that another allows, and perhaps more."""
    if chance.random() < 0.15 and not isinstance(value, NoValue):
        return Unknown("?")  # some value: "none" is not among what it may be
    if isinstance(value, Quantity):
        return attrs.evolve(value, interval=value.interval.hull(interval(chance)))
    if isinstance(value, Date):
        more = date(chance).interval
        return attrs.evolve(value, start=value.start.hull(more), end=value.end.hull(more))
    if isinstance(value, EntityRef):
        return OneOf((value, EntityRef("hill", "hill")), "one of two")
    return value
