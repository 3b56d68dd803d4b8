"""What cannot all hold: edges between points in time that lead round to an earlier day.

A cycle that comes to less than 0 days refutes its edges (Bellman 1958, Ford 1956). A year has 365 days or
366, so days are counted with some room first: whatever is refuted so surely is. What is left is followed
from the time origin in exact arithmetic. Every edge is a step function that never falls, so the latest
day of each point is found by going through the edges until nothing changes.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from averred.conflicts.distances import ORIGIN
from averred.values.day_scales import PERIOD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from averred.conflicts.distances import Edge, Point

    Step = tuple[int, Edge]

#: How often edges are gone through, or one cycle, before nothing more is asked.
MOST_ROUNDS: Final = 2_000
#: After how many rounds a cycle is looked for again.
_EVERY: Final = 8


def refutation(edges: Sequence[Edge]) -> list[Edge] | None:
    """Edges that cannot all hold.

    Returns:
        A cycle of edges, in order, or in rare cases a few more (two cycles that exclude each other);
        None where all can hold, or where going round `MOST_ROUNDS` times did not show that they cannot.
    """
    cycle, distances = _searched(edges)
    if cycle is not None or all(edge.apart is None for edge in edges):
        return cycle
    # What is late is handed on first, so that most often each edge is looked at once or twice.
    return _followed(sorted(edges, key=lambda edge: -distances[edge.tail]))


def is_cycle(edges: Sequence[Edge]) -> bool:
    """Whether each edge begins where the one before it ends."""
    return all(edge.tail == edges[at - 1].head for at, edge in enumerate(edges))


def negative_cycle(edges: Sequence[Edge]) -> list[Edge] | None:
    """A cycle of edges that comes to less than 0, in order; None if there is none.

    All points begin at 0, as if a further point had an edge of length 0 to each. After the first passes,
    and then after some, the edges that were last used are looked at: they form a cycle only if it is
    negative, and most often long before the last pass.
    """
    return _searched(edges)[0]


def _searched(edges: Sequence[Edge]) -> tuple[list[Edge] | None, Mapping[Point, int]]:
    """A negative cycle; where there is none, distances of the points that keep all edges."""
    points = {point: index for index, point in enumerate(dict.fromkeys(_points(edges)))}
    links = [(points[edge.tail], points[edge.head], edge) for edge in edges]
    distances = [0] * len(points)
    last_used: dict[int, Step] = {}
    for turn in count():  # pragma: no branch - what sinks as often as there are points runs in a cycle
        changed = False
        for tail, head, edge in links:
            if distances[tail] + edge.most < distances[head]:
                distances[head] = distances[tail] + edge.most
                last_used[head] = (tail, edge)
                changed = True
        if not changed:
            break
        cycle = _cycle(last_used) if turn < _EVERY or turn % _EVERY == 0 else None
        if cycle is not None:
            return cycle, {}
    return None, {point: distances[index] for point, index in points.items()}


def _points(edges: Sequence[Edge]) -> Iterator[Point]:
    for edge in edges:
        yield edge.tail
        yield edge.head


def _cycle(last_used: Mapping[int, Step]) -> list[Edge] | None:
    """The edges of a cycle among those that were last used to reach each point."""
    reached_from: dict[int, int] = {}
    for start in last_used:
        point = start
        while point in last_used and point not in reached_from:
            reached_from[point] = start
            point = last_used[point][0]
        if reached_from.get(point) == start:
            return _way_round(last_used, point)
    return None


def _way_round(last_used: Mapping[int, Step], point: int) -> list[Edge] | None:
    """The way by which a point was reached from itself; None if another cycle is on it."""
    edges: list[Edge] = []
    before = point
    for _ in last_used:
        before, edge = last_used[before]
        edges.append(edge)
        if before == point:
            return edges[::-1]
    return None


def _followed(edges: Sequence[Edge]) -> list[Edge] | None:
    """The same in exact arithmetic, from the latest days that there could be downwards."""
    points = {point: index for index, point in enumerate(dict.fromkeys((ORIGIN, *_points(edges))))}
    links = [(points[edge.tail], points[edge.head], edge) for edge in edges]
    latest = [sum(abs(edge.most) for edge in edges) + 2 * PERIOD] * len(points)
    latest[0] = 0
    last_used: dict[int, Step] = {}
    used: dict[int, Edge] = {}
    looked_at: set[tuple[int, ...]] = set()
    for turn in range(MOST_ROUNDS):
        changed = False
        for at, (tail, head, edge) in enumerate(links):
            day = edge.latest(latest[tail])
            if day < latest[head]:
                latest[head], last_used[head], used[at], changed = day, (tail, edge), edge, True
                if head == 0:
                    return _way_round(last_used, 0) or list(used.values())
        if not changed:
            return None
        cycle = _cycle(last_used) if turn % _EVERY == 0 else None
        if cycle is not None and _is_new(cycle, looked_at) and _leads_back(cycle):
            return cycle
    return None


def _is_new(cycle: Sequence[Edge], looked_at: set[tuple[int, ...]]) -> bool:
    """Whether a cycle was not looked at before; from now on it was."""
    name = tuple(sorted(map(id, cycle)))
    was_there = name in looked_at
    looked_at.add(name)
    return not was_there


def _leads_back(cycle: Sequence[Edge]) -> bool:
    """Whether going round leads to an earlier day from every day; after a `PERIOD` all is the same again."""
    slots = [
        0 if edge.apart is None and edge.most <= 0 else edge.apart and edge.apart.most_slots for edge in cycle
    ]
    if None not in slots and sum(filter(None, slots)) < 0:
        return True
    day = 0
    for _ in range(MOST_ROUNDS):
        before = day
        for edge in cycle:
            day = edge.latest(day)
        if day >= before:
            return False
        if day <= -PERIOD:
            return True
    return False
