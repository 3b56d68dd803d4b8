"""Hitting sets of least weight: a fact of every conflict, so that what is dropped weighs least in all.

The search is a branch and bound over smaller and smaller problems. Before each choice the problem is
reduced (conflicts that hold another one, facts that are never better than another, conflicts of one fact:
Weihe 1998), split into parts that share no fact, and bounded from below by sharing out the weights of facts
among their conflicts (dual ascent). What it costs is counted, not timed: another machine gives the same. A
step is a fact of a conflict that is looked at, so that conflicts of many facts cost more than pairs.
"""

from __future__ import annotations

import heapq
from collections import Counter
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from fractions import Fraction

    Conflict = frozenset[str]

#: How many steps a search may take; a million take two or three seconds.
MOST_STEPS: Final = 1_000_000
#: Logarithms are whole numbers of this many digits behind the point: sums of them are compared exactly.
_DIGITS: Final = 30
_CONTEXT: Final = Context(prec=_DIGITS + 10, rounding=ROUND_HALF_EVEN)


#: How many choices may rest on each other.
_DEEPEST: Final = 200
#: Weights are divided by counts in whole numbers; so much finer they are.
_SHARES: Final = 1_000


class Steps:
    """The steps that are left.

    Attributes:
        left: how many facts of conflicts may still be looked at.
    """

    def __init__(self, left: int = MOST_STEPS) -> None:
        self.left = left

    def take(self, conflicts: Iterable[Conflict]) -> bool:
        """Whether there was still time to look at the facts of some conflicts."""
        self.left -= sum(map(len, conflicts))
        return self.left >= 0

    def half(self) -> Steps:
        """Half of the steps: whoever takes these leaves the other half to others."""
        return Steps(self.left - self.left // 2)


class _Stopped(Exception):  # noqa: N818 - no error: it leaves the search
    """The steps are used up."""


def least_hitting_set(
    conflicts: Collection[Conflict], weights: Mapping[str, Fraction], steps: Steps | None = None
) -> tuple[set[str], bool]:
    """A set of facts with a fact of every conflict that weighs least, and whether that is proved.

    Args:
        conflicts: sets of names, none empty.
        weights: the power of each name, of which its weight is the logarithm; more than 1.
        steps: those that the search may take, for all parts together; it takes them away.
    """
    logarithms = {power: _logarithm(power) for power in set(weights.values())}
    search = _Search({name: logarithms[power] for name, power in weights.items()}, steps or Steps())
    guess = search.guess(conflicts)
    try:
        lighter = search.solve(set(conflicts), search.cost(guess))
    except _Stopped:
        return guess, False
    return guess if lighter is None else lighter, True


def _logarithm(power: Fraction) -> int:
    """The natural logarithm, correctly rounded, in units of the last digit; in no context but ours."""
    quotient = _CONTEXT.divide(Decimal(power.numerator), Decimal(power.denominator))
    return int(_CONTEXT.to_integral_value(_CONTEXT.scaleb(_CONTEXT.ln(quotient), _DIGITS)))


class _Search:
    """Weights, and the steps that are left.

    Attributes:
        weights: the weight of each fact, as a whole number.
        steps: those that are left.
        depth: how many choices the search is in.
    """

    def __init__(self, weights: Mapping[str, int], steps: Steps) -> None:
        self.weights = weights
        self.steps = steps
        self.depth = 0

    def cost(self, names: Iterable[str]) -> int:
        """What facts weigh together."""
        return sum(self.weights[name] for name in names)

    def solve(self, conflicts: set[Conflict], limit: int) -> set[str] | None:
        """The lightest facts that hit every conflict, if they weigh less than a limit."""
        forced, left = self.reduced(conflicts)
        limit -= self.cost(forced)
        parts = [(self.bound(part), part) for part in _parts(left)]
        rest = sum(bound for bound, _ in parts)
        chosen = set(forced)
        for bound, part in parts:
            rest -= bound
            found = self._branch(part, bound, limit - rest)
            if found is None:
                return None
            chosen |= found
            limit -= self.cost(found)
        return chosen if limit > 0 else None

    def _branch(self, conflicts: set[Conflict], bound: int, limit: int) -> set[str] | None:
        """The lightest facts that hit a part: with the fact in most conflicts, or without it."""
        if bound >= limit:
            return None
        self._spend(conflicts)
        best: set[str] | None = None
        guess = self.guess(conflicts)
        if self.cost(guess) < limit:
            best, limit = guess, self.cost(guess)
        if limit == bound:
            return best
        counts = _counts(conflicts)
        name = min(counts, key=lambda one: (-counts[one], self.weights[one], one))
        self.depth += 1
        with_it = self.solve({found for found in conflicts if name not in found}, limit - self.weights[name])
        if with_it is not None:
            best = {name, *with_it}
            limit = self.cost(best)
        without = self.solve({found - {name} for found in conflicts}, limit)
        self.depth -= 1
        return best if without is None else without

    def reduced(self, conflicts: set[Conflict]) -> tuple[set[str], set[Conflict]]:
        """The facts that have to be in, and what is then left to hit, no larger than it must be."""
        forced: set[str] = set()
        while True:
            self._spend(conflicts)
            single = {name for found in conflicts if len(found) == 1 for name in found}
            forced |= single
            conflicts = _smallest({found for found in conflicts if single.isdisjoint(found)})
            spare = self._spare(conflicts)
            if not spare:
                return forced, conflicts
            conflicts = {found - spare for found in conflicts}

    def _spare(self, conflicts: set[Conflict]) -> set[str]:
        """Facts beside which another one hits all that they hit, and weighs no more."""
        hit = _by_fact(conflicts)
        ranks = {name: (self.weights[name], -len(found), name) for name, found in hit.items()}
        return {
            name
            for name, found in hit.items()
            if any(ranks[other] < ranks[name] for other in frozenset.intersection(*found))
        }

    def bound(self, conflicts: set[Conflict]) -> int:
        """What must be dropped at least: each conflict takes what the lightest of its facts has left."""
        counts = _counts(conflicts)
        left = {name: self.weights[name] for name in counts}
        total = 0
        for found in sorted(conflicts, key=lambda one: (sum(counts[name] for name in one), sorted(one))):
            share = min(left[name] for name in found)
            total += share
            for name in found:
                left[name] -= share
        return total

    def guess(self, conflicts: Collection[Conflict]) -> set[str]:
        """A hitting set to begin with: who weighs least for each conflict hit, and none to spare."""
        hit = _by_fact(conflicts)
        open_to = {name: len(found) for name, found in hit.items()}
        waiting = [(self._share(name, count), name) for name, count in open_to.items()]
        heapq.heapify(waiting)
        done: set[Conflict] = set()
        chosen: list[str] = []
        while len(done) < len(conflicts):
            share, name = heapq.heappop(waiting)
            if not open_to[name]:
                continue
            if share != self._share(name, open_to[name]):  # some of its conflicts have been hit since
                heapq.heappush(waiting, (self._share(name, open_to[name]), name))
                continue
            chosen.append(name)
            for found in hit[name] - done:
                done.add(found)
                for other in found:
                    open_to[other] -= 1
        return self._needed(chosen, hit)

    def _share(self, name: str, count: int) -> int:
        return self.weights[name] * _SHARES // count

    def _needed(self, chosen: Iterable[str], hit: Mapping[str, set[Conflict]]) -> set[str]:
        """The chosen facts without those, heaviest first, whose conflicts others hit as well."""
        kept = set(chosen)
        for name in sorted(kept, key=lambda one: (-self.weights[one], one)):
            if all(kept & found != {name} for found in hit[name]):
                kept.discard(name)
        return kept

    def _spend(self, conflicts: Iterable[Conflict]) -> None:
        if not self.steps.take(conflicts) or self.depth > _DEEPEST:
            raise _Stopped


def _smallest(conflicts: set[Conflict]) -> set[Conflict]:
    """The conflicts that hold no other one: who hits these hits all."""
    kept: set[Conflict] = set()
    by_fact: dict[str, list[Conflict]] = {}
    for _, alike in groupby(sorted(conflicts, key=len), key=len):  # none holds another one of its size
        new = [
            found
            for found in alike
            if not any(other <= found for name in found for other in by_fact.get(name, ()))
        ]
        kept.update(new)
        for found in new:
            by_fact.setdefault(min(found), []).append(found)
    return kept


def _counts(conflicts: Iterable[Conflict]) -> Mapping[str, int]:
    """How many conflicts each fact is in."""
    return Counter(name for found in conflicts for name in found)


def _by_fact(conflicts: Iterable[Conflict]) -> dict[str, set[Conflict]]:
    """The conflicts that each fact is in."""
    hit: dict[str, set[Conflict]] = {}
    for found in conflicts:
        for name in found:
            hit.setdefault(name, set()).add(found)
    return hit


def _parts(conflicts: set[Conflict]) -> list[set[Conflict]]:
    """The conflicts that hang together by the facts that they share, in a stable order."""
    hit = _by_fact(conflicts)
    left = set(conflicts)
    parts = []
    for first in sorted(conflicts, key=sorted):
        if first in left:
            part = {first}
            waiting = [first]
            while waiting:
                beside = {other for name in waiting.pop() for other in hit.pop(name, ())}
                waiting += beside - part
                part |= beside
            left -= part
            parts.append(part)
    return parts
