"""Facts made in memory with few words, for tests of what takes facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from averred.factbase import FactBase
from averred.facts import Attribution, Citation, Confidence, Fact
from averred.testing.strategies import WORLD
from averred.values import Interval, Number, Quantity, Value


def quantity(low: Number | None, high: Number | None, unit: str | None = "person", **more: Any) -> Quantity:
    """A quantity between two numbers."""
    interval = Interval(low, high)
    return attrs.evolve(Quantity(interval, unit, str(interval)), **more)


def made_fact(name: str = "one", value: Value | None = None, **more: Any) -> Fact:
    """A fact about the number of participants of the invented march, in the voice of the gazette."""
    value = value or quantity(5, 5)
    plain = Fact(
        name,
        "march",
        "participants",
        value,
        value.text,
        Citation("gazette"),
        Attribution(),
        Confidence(Fraction(4, 5), None, "said flatly"),
    )
    return attrs.evolve(plain, **more)


def made_base(*facts: Fact, **more: Any) -> FactBase:
    """The invented world with some facts."""
    return attrs.evolve(WORLD, facts=facts, **more)
