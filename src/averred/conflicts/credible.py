"""The most credible consistent reading: which facts to doubt first, so that all others can hold.

Inside each conflict the set of facts is dropped that weighs least in all; facts in no conflict stay. A
fact weighs its log-odds above those of 0.01, and a little more, so that each weighs something (semantics.md).
The sweep compares sums of logarithms as products of odds, which are exact fractions; hitting sets compare
logarithms of 30 digits.

For one property whose readings are intervals a sweep over their ends finds it. Elsewhere it is a hitting
set of least weight over the conflicts, and conflicts that only show when others are gone are asked for
until there are none (Reiter 1987; Moreno-Centeno and Karp 2013, implicit hitting sets).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.conflicts.hitting import least_hitting_set
from averred.disjoint_sets import DisjointSets
from averred.exclusion import reading_of
from averred.report import Credible, Doubt
from averred.scopes import Meeting, meet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Interval

    Conflict = frozenset[str]

#: How many times new conflicts are asked for.
MOST_ROUNDS: Final = 100
_LEAST_ODDS: Final = Fraction(1, 99)
_A_LITTLE: Final = Fraction(101, 100)


def weight(fact: Fact) -> Fraction:
    """How much a fact weighs, as the power of which its weight is the logarithm: always more than 1."""
    p = fact.confidence.weight
    return p / (1 - p) / _LEAST_ODDS * _A_LITTLE


def most_credible(fact_base: FactBase, conflicts_of: Callable[[Sequence[Fact]], set[Conflict]]) -> Credible:
    """The most credible consistent reading of the active facts.

    Args:
        fact_base: the facts.
        conflicts_of: minimal conflicts of some facts, as sets of ids; none only if they can all hold.
    """
    facts = {fact.id: fact for fact in fact_base.facts if fact.is_active}
    groups = list(_properties(fact_base, facts.values()))
    known: set[Conflict] = set()
    dropped: set[str] = set()
    is_exact = True
    for _ in range(MOST_ROUNDS):
        found = conflicts_of([fact for fact in facts.values() if fact.id not in dropped]) - known
        if not found:
            break
        known |= found
        dropped, is_exact = _solve(facts, groups, known)
    else:
        is_exact = False
    doubts = tuple(_doubt(facts[name], known) for name in sorted(dropped))
    return Credible(tuple(sorted(facts.keys() - dropped)), doubts, is_exact)


def _doubt(fact: Fact, known: Iterable[Conflict]) -> Doubt:
    beside = sorted({name for conflict in known if fact.id in conflict for name in conflict} - {fact.id})
    return Doubt(fact.id, fact.confidence.weight, fact.confidence.because, tuple(beside))


class _Property(NamedTuple):
    """Facts that give one property one value each, as intervals, and all compete."""

    facts: tuple[Fact, ...]
    intervals: tuple[Interval, ...]


def _properties(fact_base: FactBase, facts: Iterable[Fact]) -> Iterator[_Property]:
    """The properties for which a sweep decides."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact_base.predicates[fact.predicate].functional and not fact.denied:
            unit = getattr(fact.value, "unit", None)
            key = (fact.subject, fact.part, fact.predicate, fact.scope, unit, type(fact.value))
            groups.setdefault(key, []).append(fact)
    for group in groups.values():
        readings = [reading_of(fact.value) for fact in group]
        intervals = tuple(found.hull for found in readings if found is not None and len(found.parts) == 1)
        scope = group[0].scope
        if len(intervals) == len(group) > 1 and meet(scope, scope) is Meeting.SURELY:
            yield _Property(tuple(group), intervals)


def _solve(
    facts: Mapping[str, Fact], groups: Sequence[_Property], known: Collection[Conflict]
) -> tuple[set[str], bool]:
    """The facts to drop, and whether that is proved to be the least weight."""
    dropped: set[str] = set()
    is_exact = True
    for names, conflicts in _components(groups, known):
        whole = next((group for group in groups if names <= {fact.id for fact in group.facts}), None)
        if whole is not None and all(len(conflict) == 2 for conflict in conflicts):
            dropped |= swept(whole)
            continue
        explicit = set(conflicts)
        for group in groups:
            if names & {fact.id for fact in group.facts}:
                explicit.update(_pairs(group))
        weights = {name: weight(facts[name]) for name in names.union(*explicit)}
        chosen, proved = least_hitting_set(explicit, weights)
        dropped |= chosen
        is_exact = is_exact and proved
    return dropped, is_exact


def _components(
    groups: Sequence[_Property], known: Collection[Conflict]
) -> Iterator[tuple[set[str], list[Conflict]]]:
    """Conflicts that hang together, by facts that they share or by a property that their facts give."""
    sets: DisjointSets[str] = DisjointSets()
    conflicting = {name for conflict in known for name in conflict}
    linked = [[fact.id for fact in group.facts if fact.id in conflicting] for group in groups]
    for names in (*map(sorted, known), *linked):
        for name in names[1:]:
            sets.join(name, names[0])
    found: dict[str, tuple[set[str], list[Conflict]]] = {}
    for conflict in sorted(known, key=sorted):
        names_here, conflicts = found.setdefault(sets.root(min(conflict)), (set(), []))
        names_here |= conflict
        conflicts.append(conflict)
    yield from found.values()


def _pairs(group: _Property) -> Iterator[Conflict]:
    for i, first in enumerate(group.facts):
        for j in range(i + 1, len(group.facts)):
            if not group.intervals[i].intersects(group.intervals[j]):
                yield frozenset({first.id, group.facts[j].id})


def swept(group: _Property) -> set[str]:
    """The facts of one property to drop: those without the value that weighs most.

    The heaviest value is the lower end of some interval (or lies right above it, where it is open); of
    two that weigh the same the lower one is taken.
    """
    ends: list[tuple[tuple[bool, Fraction, int], int, int]] = []
    for index, interval in enumerate(group.intervals):
        low = (interval.lo is not None, Fraction(interval.lo or 0), int(interval.lo_open))
        ends.append((low, 0, index))
        if interval.hi is not None:
            ends.append(((True, Fraction(interval.hi), 0 if interval.hi_open else 1), 1, index))
    active: set[int] = set()
    total = best = Fraction(1)
    kept: set[int] = set()
    for _, is_end, index in sorted(ends, key=_sweep_order):
        factor = weight(group.facts[index])
        if is_end:
            active.discard(index)
            total /= factor
        else:
            active.add(index)
            total *= factor
        if total > best:
            best, kept = total, set(active)
    return {fact.id for index, fact in enumerate(group.facts) if index not in kept}


def _sweep_order(end: tuple[tuple[bool, Fraction, int], int, int]) -> tuple[bool, Fraction, int, int]:
    """Where an interval begins or ends along the line.

    At one number: open ends first (the number is not in them any more), closed beginnings, closed ends,
    open beginnings.
    """
    (bounded, number, mark), is_end, index = end
    rank = {(1, 0): 0, (0, 0): 1, (1, 1): 2, (0, 1): 3}[is_end, mark]
    return bounded, number, rank, index
