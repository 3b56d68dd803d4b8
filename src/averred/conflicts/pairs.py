"""Which two of many facts exclude each other: a sweep instead of a look at every pair.

Facts are rectangles, time × value. In the order of their beginnings, each fact meets only those that still
hold, and of these only the ones whose values lie wholly above or below its own are given. So the work is
that of sorting plus that of the pairs found (Bentley and Ottmann's sweep, for intervals). Facts whose
scopes do not surely meet are never put together, so that their pairs use up no room.
"""

from __future__ import annotations

import math
from itertools import chain, combinations, islice, product
from typing import TYPE_CHECKING, Final

from averred.conflicts.rectangles import days_of, ends_of, scope_class, value_class
from averred.convex import common_of, convex_of
from averred.exclusion import normal_form
from averred.scopes import Meeting, meet
from averred.values import Boolean, EntityRef, Quotation, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from averred.conflicts.rectangles import End
    from averred.facts import Fact
    from averred.values import Interval, Number

    Pair = tuple[int, int]
    Group = list[int]

#: Below this number of facts every pair is looked at.
_FEW: Final = 32
#: The most pairs of a kind that are listed: more are too many to read, and are counted.
MOST_PAIRS: Final = 100_000
#: The most pairs of different values that are compared where values are no intervals.
MOST_LOOKS: Final = 500_000


def possible_pairs(
    facts: Sequence[Fact],
    exclude: Callable[[Fact, Fact], bool] = lambda _, __: True,
    within: Sequence[str] | None = None,
) -> list[Pair]:
    """The places of two facts, the first before the second, that may exclude each other; sorted.

    Every two that exclude each other and surely compete are among them, up to `MOST_PAIRS`. Of many facts
    the intervals among them surely do; other values are asked about, once for each two that differ.

    Args:
        facts: facts about one property.
        exclude: whether the values of two facts exclude each other.
        within: the scope keys that must agree; None for all of them.
    """
    readings = [convex_of(fact.value) for fact in facts]
    known = [reading for reading in readings if reading is not None]
    if known and len(known) == len(readings) and common_of(known) is not None:
        return []  # intervals that share a number exclude each other in no two (Helly)
    if len(facts) <= _FEW:
        return [(i, j) for i, j in combinations(range(len(facts)), 2) if _apart(readings[i], readings[j])]
    groups = _grouped(range(len(facts)), [scope_class(fact.scope, within) for fact in facts])
    intervals = chain.from_iterable(_of_intervals(facts, readings, group, within) for group in groups)
    others = chain.from_iterable(_unlike(facts, readings, group, exclude, within) for group in groups)
    return sorted({*islice(intervals, MOST_PAIRS), *islice(others, MOST_PAIRS)})


def are_too_many(facts: Sequence[Fact], within: Sequence[str] | None = None) -> bool:
    """Whether so many different values are no intervals that not all of them are compared."""
    readings = [convex_of(fact.value) for fact in facts]
    groups = _grouped(range(len(facts)), [scope_class(fact.scope, within) for fact in facts])
    beyond = (islice(_different(facts, readings, group), MOST_LOOKS, None) for group in groups)
    return len(facts) > _FEW and any(next(more, None) is not None for more in beyond)


def _grouped(places: Iterable[int], keys: Sequence[object]) -> list[Group]:
    """Places by their keys; those without a key are left out."""
    groups: dict[object, Group] = {}
    for place in places:
        if keys[place] is not None:
            groups.setdefault(keys[place], []).append(place)
    return list(groups.values())


def _apart(a: Interval | None, b: Interval | None) -> bool:
    """Whether two readings may share nothing."""
    return a is None or b is None or not a.intersects(b)


def _of_intervals(
    facts: Sequence[Fact], readings: Sequence[Interval | None], group: Group, within: Sequence[str] | None
) -> Iterator[Pair]:
    """Pairs of intervals that share nothing while both surely hold."""
    convex = [place for place in group if readings[place] is not None]
    for line in _grouped(convex, [value_class(fact) for fact in facts]):
        boxes = [(place, readings[place]) for place in line]
        yield from _sweep(facts, [(place, reading) for place, reading in boxes if reading is not None])
        some_day = [place for place in line if days_of(facts[place].scope) is None]
        lasting = [place for place in line if facts[place].scope.during is not None]
        for i, j in islice(product(some_day, lasting), MOST_LOOKS):
            if _apart(readings[i], readings[j]) and _surely_meet(facts[i], facts[j], within):
                yield _sorted(i, j)


def _surely_meet(a: Fact, b: Fact, within: Sequence[str] | None) -> bool:
    return meet(a.scope, b.scope, within) is Meeting.SURELY


def _unlike(
    facts: Sequence[Fact],
    readings: Sequence[Interval | None],
    group: Group,
    exclude: Callable[[Fact, Fact], bool],
    within: Sequence[str] | None,
) -> Iterator[Pair]:
    """Pairs of which one is no interval, where their values exclude each other."""
    for some, others in islice(_different(facts, readings, group), MOST_LOOKS):
        if exclude(facts[some[0]], facts[others[0]]):
            met = ((i, j) for i, j in product(some, others) if _surely_meet(facts[i], facts[j], within))
            yield from (_sorted(i, j) for i, j in met)


def _different(
    facts: Sequence[Fact], readings: Sequence[Interval | None], group: Group
) -> Iterator[tuple[Group, Group]]:
    """The facts of every two different values of which one is no interval."""
    alike = _grouped(group, [_identity(fact) for fact in facts])
    odd = [some for some in alike if readings[some[0]] is None]
    yield from combinations(odd, 2)
    yield from product(odd, (some for some in alike if readings[some[0]] is not None))


def _identity(fact: Fact) -> object:
    """What two values that agree have in common."""
    value = fact.value
    if isinstance(value, EntityRef):
        return EntityRef, value.entity
    if isinstance(value, Text | Quotation):
        return Text, normal_form(value.text)
    return (Boolean, value.value) if isinstance(value, Boolean) else value


def _sorted(i: int, j: int) -> Pair:
    return min(i, j), max(i, j)


def _sweep(facts: Sequence[Fact], line: Sequence[tuple[int, Interval]]) -> Iterator[Pair]:
    """Pairs of which one lies above the other while both surely hold."""
    import heapq
    from bisect import bisect_left, bisect_right, insort

    by_low: list[tuple[End, int]] = []
    by_high: list[tuple[End, int]] = []
    ends: list[tuple[Number | float, int, End, End]] = []
    for start, place, end, low, high in _in_time(facts, line):
        while ends and ends[0][0] < start:
            _, gone, gone_low, gone_high = heapq.heappop(ends)
            by_low.pop(bisect_left(by_low, (gone_low, gone)))
            by_high.pop(bisect_left(by_high, (gone_high, gone)))
        for _, other in islice(by_low, bisect_right(by_low, (high, math.inf)), None):
            yield _sorted(place, other)
        for _, other in islice(by_high, bisect_left(by_high, (low, -1))):
            yield _sorted(place, other)
        insort(by_low, (low, place))
        insort(by_high, (high, place))
        heapq.heappush(ends, (end, place, low, high))


def _in_time(
    facts: Sequence[Fact], line: Sequence[tuple[int, Interval]]
) -> list[tuple[Number | float, int, Number | float, End, End]]:
    """Beginning, place, end and ends of the reading of each fact that surely holds at some day; in order."""
    timed = [(days_of(facts[place].scope), place, ends_of(reading)) for place, reading in line]
    return sorted((days[0], place, days[1], *ends) for days, place, ends in timed if days is not None)
