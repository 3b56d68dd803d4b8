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
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.conflicts.hitting import Steps, least_hitting_set
from averred.convex import reading_of
from averred.disjoint_sets import DisjointSets
from averred.report import Credible, Doubt
from averred.scopes import Meeting, meet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Interval

    Conflict = frozenset[str]

#: How many steps all searches for hitting sets may take; none takes more than half of what is left.
MOST_STEPS: Final = 1_000_000
#: How many facts of conflicts are looked at again, for conflicts that show when others are gone; twice at
#: least. Then each that shows is hit at once. Facts in no conflict do not count: an engine may not have them.
MOST_LOOKED_AT: Final = 1_000
#: Of how many facts of a property each two that exclude each other are listed.
_MOST_PAIRED: Final = 500
_LEAST_ODDS: Final = Fraction(1, 99)
_A_LITTLE: Final = Fraction(101, 100)


def weight(fact: Fact) -> Fraction:
    """How much a fact weighs, as the power of which its weight is the logarithm: always more than 1."""
    p = fact.confidence.weight
    return p / (1 - p) / _LEAST_ODDS * _A_LITTLE


def most_credible(
    fact_base: FactBase,
    conflicts_of: Callable[[Sequence[Fact]], set[Conflict]],
    first: set[Conflict] | None = None,
) -> Credible:
    """The most credible consistent reading of the active facts.

    What it costs is counted, so that it ends on every machine and is the same on each. Where the count runs
    out, what is dropped is enough, and may be more than had to be: then it is a bound.

    Args:
        fact_base: the facts.
        conflicts_of: minimal conflicts of some facts, as sets of ids; none only if they can all hold.
        first: those of all facts, where they are known.
    """
    facts = {fact.id: fact for fact in fact_base.facts if fact.is_active}
    search = _Search(facts, list(_properties(fact_base, facts.values())))
    found = conflicts_of(list(facts.values())) if first is None else first
    looked_at = rounds = 0
    while found:
        may_go_on = rounds < 2 or looked_at <= MOST_LOOKED_AT
        search.add(found, from_the_start=may_go_on)
        kept = [fact for fact in facts.values() if fact.id not in search.dropped]
        found = {one for one in conflicts_of(kept) if one.isdisjoint(search.dropped)}
        looked_at, rounds = looked_at + len(search.in_conflict), rounds + 1
    doubts = tuple(_doubt(facts[name], search.known) for name in sorted(search.dropped))
    return Credible(tuple(sorted(facts.keys() - search.dropped)), doubts, search.is_exact)


def _doubt(fact: Fact, known: Iterable[Conflict]) -> Doubt:
    beside = sorted({name for conflict in known if fact.id in conflict for name in conflict} - {fact.id})
    return Doubt(fact.id, fact.confidence.weight, fact.confidence.because, tuple(beside))


class _Property(NamedTuple):
    """Facts that give one property one value each, as intervals, and all compete; both by their ids."""

    facts: Mapping[str, Fact]
    intervals: Mapping[str, Interval]

    def excludes(self, conflict: Conflict) -> bool:
        """Whether a conflict is one between two of its values that share nothing."""
        values = [self.intervals[name] for name in conflict if name in self.intervals]
        return len(values) == len(conflict) == 2 and not values[0].intersects(values[1])


def _properties(fact_base: FactBase, facts: Iterable[Fact]) -> Iterator[_Property]:
    """The properties for which a sweep decides."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact_base.predicates[fact.predicate].functional and not fact.denied:
            unit = getattr(fact.value, "unit", None)
            key = (fact.subject, fact.part, fact.predicate, fact.scope, unit, type(fact.value))
            groups.setdefault(key, []).append(fact)
    for group in groups.values():
        readings = {fact.id: reading_of(fact.value) for fact in group}
        intervals = {
            name: found.hull
            for name, found in readings.items()
            if found is not None and len(found.parts) == 1
        }
        scope = group[0].scope
        if len(intervals) == len(group) > 1 and meet(scope, scope) is Meeting.SURELY:
            yield _Property({fact.id: fact for fact in group}, intervals)


class _Search:
    """Conflicts that are known, and the facts that are dropped for them.

    Attributes:
        known: every conflict that was found.
        dropped: a fact of each of them.
        is_exact: whether what is dropped is proved to weigh least.
    """

    def __init__(self, facts: Mapping[str, Fact], groups: Sequence[_Property]) -> None:
        self.known: set[Conflict] = set()
        self.dropped: set[str] = set()
        self.is_exact = True
        self._facts, self._groups = facts, groups
        self._steps = Steps(MOST_STEPS)
        self._paired: tuple[_Property | None, frozenset[Conflict]] = None, frozenset()
        self._solved: dict[frozenset[Conflict], tuple[set[str], bool]] = {}

    @property
    def in_conflict(self) -> set[str]:
        """The facts of every conflict that is known."""
        return set().union(*self.known)

    def add(self, found: set[Conflict], *, from_the_start: bool) -> None:
        """Drop facts so that new conflicts are gone too.

        Args:
            found: conflicts of facts that are not dropped.
            from_the_start: what is dropped so far may change; else more is dropped.
        """
        self.known |= found
        if not from_the_start:
            weights = {name: weight(self._facts[name]) for name in frozenset().union(*found)}
            self.dropped |= least_hitting_set(found, weights, Steps(0))[0]
            self.is_exact = False
            return
        solved = [
            self._solve(names, frozenset(conflicts))
            for names, conflicts in sorted(_components(self._groups, self.known), key=_size)
        ]
        self.dropped = set().union(*(dropped for dropped, _ in solved))
        self.is_exact = all(proved for _, proved in solved)

    def _solve(self, names: set[str], conflicts: frozenset[Conflict]) -> tuple[set[str], bool]:
        """The facts of a component to drop, and whether that is proved to be the least weight."""
        for group in self._groups:
            if all(map(group.excludes, conflicts)):
                return swept(group), True
        if conflicts not in self._solved:
            explicit = set(conflicts)
            for group in self._groups:
                if len(group.facts) <= _MOST_PAIRED and not names.isdisjoint(group.facts):
                    explicit.update(self._pairs_of(group))
            weights = {name: weight(self._facts[name]) for name in names.union(*explicit)}
            steps = self._steps.half()
            given = steps.left
            self._solved[conflicts] = least_hitting_set(explicit, weights, steps)
            self._steps.left -= given - max(steps.left, 0)
        return self._solved[conflicts]

    def _pairs_of(self, group: _Property) -> frozenset[Conflict]:
        """The values of a property that exclude each other; the next round mostly asks for the same again."""
        if self._paired[0] is not group:
            self._paired = group, frozenset(_pairs(group))
        return self._paired[1]


def _size(component: tuple[set[str], list[Conflict]]) -> tuple[int, list[str]]:
    """Small components are solved first, so that a tangle takes no steps from them."""
    names, conflicts = component
    return len(conflicts), sorted(names)


def _components(
    groups: Sequence[_Property], known: Collection[Conflict]
) -> Iterator[tuple[set[str], list[Conflict]]]:
    """Conflicts that hang together, by facts that they share or by a property that their facts give."""
    sets: DisjointSets[str] = DisjointSets()
    conflicting = set().union(*known)
    linked = [[name for name in group.facts if name in conflicting] for group in groups]
    for names in (*map(sorted, known), *linked):
        for name in names[1:]:
            sets.join(name, names[0])
    found: dict[str, tuple[set[str], list[Conflict]]] = {}
    for conflict in known:
        names_here, conflicts = found.setdefault(sets.root(next(iter(conflict))), (set(), []))
        names_here |= conflict
        conflicts.append(conflict)
    yield from found.values()


def _pairs(group: _Property) -> Iterator[Conflict]:
    yield from filter(group.excludes, map(frozenset, combinations(group.facts, 2)))


def swept(group: _Property) -> set[str]:
    """The facts of one property to drop: those without the value that weighs most.

    The heaviest value is the lower end of some interval (or lies right above it, where it is open); of
    two that weigh the same the lower one is taken.
    """
    ends: list[tuple[tuple[bool, Fraction, int], int, str]] = []
    for name, interval in group.intervals.items():
        low = (interval.lo is not None, Fraction(interval.lo or 0), int(interval.lo_open))
        ends.append((low, 0, name))
        if interval.hi is not None:
            ends.append(((True, Fraction(interval.hi), 0 if interval.hi_open else 1), 1, name))
    active: set[str] = set()
    total = best = Fraction(1)
    kept: set[str] = set()
    for _, is_end, name in sorted(ends, key=_sweep_order):
        factor = weight(group.facts[name])
        if is_end:
            active.discard(name)
            total /= factor
        else:
            active.add(name)
            total *= factor
        if total > best:
            best, kept = total, set(active)
    return group.facts.keys() - kept


def _sweep_order(end: tuple[tuple[bool, Fraction, int], int, str]) -> tuple[bool, Fraction, int, str]:
    """Where an interval begins or ends along the line.

    At one number: open ends first (the number is not in them any more), closed beginnings, closed ends,
    open beginnings.
    """
    (bounded, number, mark), is_end, name = end
    rank = {(1, 0): 0, (0, 0): 1, (1, 1): 2, (0, 1): 3}[is_end, mark]
    return bounded, number, rank, name
