"""Laws of sums through nested partitions: what handing bounds on finds is what a solver finds."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import averred
from averred.constraint import Holder, Inequality, Variable
from averred.facts import Attribution, Confidence
from averred.sums import System
from averred.values import Interval, Quantity

#: A whole, its parts, and the parts of these: a tree three levels deep.
TREE = {"": ("a", "b"), "a": ("c", "d"), "b": ("e", "f"), "c": ("g", "h")}
PARTS = ("", *"abcdefgh")


def _variable(part: str) -> Variable:
    return Variable(Holder("s", part), "n")


def _sums(whole: str, *, exhaustive: bool) -> list[Inequality]:
    terms = ((-1, _variable(whole)), *((1, _variable(part)) for part in TREE[whole]))
    found = [Inequality(terms)]
    if exhaustive:
        found.append(Inequality(tuple((-factor, variable) for factor, variable in terms)))
    return found


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Partitions of a tree, some exhaustive, in any order, and readings of some of its parts."""
    wholes = draw(st.permutations(sorted(TREE)))
    inequalities = [found for whole in wholes for found in _sums(whole, exhaustive=draw(st.booleans()))]
    facts = []
    for at, part in enumerate(draw(st.lists(st.sampled_from(PARTS), max_size=6))):
        low = draw(st.integers(0, 12))
        high = draw(st.none() | st.integers(low, 16))
        value = Quantity(Interval(low, high), None, f"{low} to {high}")
        why = Confidence(Fraction(4, 5), None, "a case")
        facts.append(
            averred.Fact(f"f{at}", "s", "n", value, value.text, None, Attribution(), why, part=part or None)
        )
    return System("s", "n", averred.FactBase(), tuple(facts), tuple(inequalities), Interval.at_least(0))


def _is_possible(z3: Any, system: System, facts: tuple[averred.Fact, ...]) -> bool:
    numbers = {part: z3.Real(f"x{part}") for part in PARTS}
    solver = z3.Solver()
    solver.add(*(number >= 0 for number in numbers.values()))
    for inequality in system.inequalities:
        solver.add(sum(factor * numbers[variable.holder.part] for factor, variable in inequality.terms) <= 0)
    for fact in facts:
        assert isinstance(fact.value, Quantity)
        box, number = fact.value.interval, numbers[fact.part or ""]
        solver.add(number >= box.lo)
        if box.hi is not None:
            solver.add(number <= box.hi)
    return bool(solver.check() == z3.sat)


@given(systems())
def test_a_conflict_is_found_iff_there_is_one_and_it_is_minimal(system: System) -> None:
    """On a tree of partitions; without any of its facts the rest is possible (law 4)."""
    z3 = pytest.importorskip("z3", reason="needs z3-solver (dependency group coverage)")
    found = system.first_conflict(system.facts)

    assert _is_possible(z3, system, system.facts) == (found is None)
    if found is not None:
        assert not _is_possible(z3, system, found)
        assert all(_is_possible(z3, system, rest) for rest in combinations(found, len(found) - 1))


def test_bounds_are_handed_on_until_nothing_changes() -> None:
    """The middle is asked before either end is known, so that one pass shows nothing."""
    given_order = [_sums(whole, exhaustive=False)[0] for whole in ("a", "", "c")]
    why = Confidence(Fraction(4, 5), None, "a case")
    facts = tuple(
        averred.Fact(name, "s", "n", Quantity(box, None, name), name, None, Attribution(), why, part=part)
        for name, part, box in (
            ("all", None, Interval(0, 10)),
            ("g", "g", Interval(6, 8)),
            ("h", "h", Interval(6, 8)),
        )
    )
    system = System("s", "n", averred.FactBase(), facts, tuple(given_order), Interval.at_least(0))

    assert facts == system.first_conflict(facts)
