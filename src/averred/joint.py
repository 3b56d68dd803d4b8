"""Difference constraints between days, and the negative cycles that show which facts cannot all hold.

Every constraint says that one point in time is at most so many days after another. Facts bound a point
against the time origin; declared relations bound two points against each other. The constraints can all
hold iff no cycle of them comes to less than 0 (Bellman 1958, Ford 1956; Dechter, Meiri and Pearl 1991).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from averred.conflicts import shrink
from averred.constraint import Holder
from averred.findings import Verdict
from averred.scopes import Meeting, all_meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from averred.conflicts import Conflict
    from averred.facts import Fact


class Point(NamedTuple):
    """A point in time: where a thing's period begins or ends, in days."""

    holder: Holder
    predicate: str
    end: str


#: The time origin, day 0, to which facts refer.
ORIGIN = Point(Holder(""), "", "")


class Edge(NamedTuple):
    """`head` is at most `most` days after `tail`.

    Attributes:
        tail: the earlier point.
        head: the later point.
        most: the number of days.
        words: the same as a sentence.
        relation: which declared relation says so; empty for the bounds of a fact, and for what is so in
            every case (a beginning is not after its end).
        fact: the fact that says so; None for what is declared.
        is_shown: whether a rule of its own shows what contradicts this relation alone.
        is_exact: whether the relation holds wherever this does; else it leaves some room (a year has 365
            days or 366, a duration has a reading of its own).
    """

    tail: Point
    head: Point
    most: int
    words: str
    relation: str = ""
    fact: Fact | None = None
    is_shown: bool = True
    is_exact: bool = True


class Component(NamedTuple):
    """Points that relations link, and everything that is said about them.

    Attributes:
        declared: the edges that no fact says.
        said: the edges of each fact, by its id.
        facts: the facts, in their order.
    """

    declared: tuple[Edge, ...]
    said: Mapping[str, tuple[Edge, ...]]
    facts: tuple[Fact, ...]

    def edges(self, facts: Iterable[Fact]) -> list[Edge]:
        """What is declared, and what some of the facts say."""
        return [*self.declared, *(edge for fact in facts for edge in self.said[fact.id])]


def components(edges: Sequence[Edge], order: Callable[[Fact], object]) -> list[Component]:
    """The components of a graph; the time origin links nothing.

    Args:
        edges: all of them, each relation's and each fact's.
        order: how the facts of a component are sorted.
    """
    parents: dict[Point, Point] = {}

    def root(point: Point) -> Point:
        parents.setdefault(point, point)
        while parents[point] != point:
            parents[point] = parents[parents[point]]
            point = parents[point]
        return point

    for edge in edges:
        if ORIGIN not in (edge.tail, edge.head):
            parents[root(edge.tail)] = root(edge.head)
    groups: dict[Point, list[Edge]] = {}
    for edge in sorted(edges, key=_in_words):  # what is found must not depend on the order of files
        groups.setdefault(root(edge.head if edge.tail == ORIGIN else edge.tail), []).append(edge)
    return [_component(group, order) for group in groups.values()]


def _in_words(edge: Edge) -> tuple[Point, Point, int, str]:
    return edge[:4]


def _component(edges: Sequence[Edge], order: Callable[[Fact], object]) -> Component:
    said: dict[str, list[Edge]] = {}
    facts: dict[str, Fact] = {}
    for edge in edges:
        if edge.fact is not None:
            facts[edge.fact.id] = edge.fact
            said.setdefault(edge.fact.id, []).append(edge)
    declared = tuple(edge for edge in edges if edge.fact is None)
    ordered = tuple(sorted(facts.values(), key=order))  # type: ignore[arg-type]  # whatever the caller sorts by
    return Component(declared, {name: tuple(found) for name, found in said.items()}, ordered)


def negative_cycle(edges: Sequence[Edge]) -> list[Edge] | None:
    """A cycle of edges that comes to less than 0, in order; None if there is none.

    All points begin at 0, as if a further point had an edge of length 0 to each. After each pass the
    edges that were last used are looked at: they form a cycle only if it is negative, and most often
    long before the last pass.
    """
    points = {point: index for index, point in enumerate(dict.fromkeys(_points(edges)))}
    links = [(points[edge.tail], points[edge.head], edge) for edge in edges]
    distances = [0] * len(points)
    last_used: list[tuple[int, Edge] | None] = [None] * len(points)
    for _ in range(len(points) + 1):
        changed = False
        for tail, head, edge in links:
            if distances[tail] + edge.most < distances[head]:
                distances[head] = distances[tail] + edge.most
                last_used[head] = (tail, edge)
                changed = True
        if not changed:
            return None
        cycle = _cycle(last_used)
        if cycle is not None:
            return cycle
    raise AssertionError(edges)  # pragma: no cover - a distance that sinks for so long runs in a cycle


def _points(edges: Sequence[Edge]) -> Iterator[Point]:
    for edge in edges:
        yield edge.tail
        yield edge.head


def _cycle(last_used: Sequence[tuple[int, Edge] | None]) -> list[Edge] | None:
    """The edges of a cycle among those that were last used to reach each point."""
    done = [False] * len(last_used)
    for start in range(len(last_used)):
        path: dict[int, int] = {}
        edges: list[Edge] = []
        point = start
        while not done[point] and point not in path:
            step = last_used[point]
            if step is None:
                break
            path[point] = len(edges)
            edges.append(step[1])
            point = step[0]
        if point in path:
            return edges[path[point] :][::-1]
        for passed in path:
            done[passed] = True
    return None


def first_conflict(component: Component, facts: Sequence[Fact]) -> Conflict | None:
    """A minimal set of facts that cannot all hold, with what is declared; None if they all can.

    Where what is declared cannot hold without any fact, that is nobody's conflict: None as well.
    """
    cycle = negative_cycle(component.edges(facts))
    if cycle is None:
        return None
    inside = {edge.fact.id for edge in cycle if edge.fact is not None}
    found = shrink(
        [fact for fact in facts if fact.id in inside],
        lambda rest: negative_cycle(component.edges(rest)) is not None,
    )
    return found or None


def chain(component: Component, conflict: Conflict) -> list[Edge]:
    """The cycle that shows a minimal conflict, beginning with what a fact says."""
    cycle = negative_cycle(component.edges(conflict)) or []
    first = min((edge for edge in cycle if edge.tail == ORIGIN), key=_in_words, default=None)
    start = cycle.index(first or min(cycle, key=_in_words)) if cycle else 0
    return cycle[start:] + cycle[:start]


def verdict_of(component: Component) -> Verdict | None:
    """What is known of a component of which no joint conflict is known.

    Returns:
        SATISFIED if every choice of days within the facts keeps every relation, UNDETERMINED if some may;
        None if none does, which is then shown by a rule of its own.
    """
    edges = component.edges(component.facts)
    if negative_cycle(edges) is not None:
        return None
    relations = [edge for edge in edges if edge.relation]
    if all_meet(component.facts) is not Meeting.SURELY or not all(edge.is_exact for edge in relations):
        return Verdict.UNDETERMINED
    bounds: dict[Holder, list[Edge]] = {}
    for edge in edges:
        if not edge.relation:
            bounds.setdefault((edge.head if edge.tail == ORIGIN else edge.tail).holder, []).append(edge)
    surely = all(_is_implied(edge, bounds) for edge in relations)
    return Verdict.SATISFIED if surely else Verdict.UNDETERMINED


def _is_implied(relation: Edge, bounds: Mapping[Holder, Sequence[Edge]]) -> bool:
    """Whether no choice within the bounds of the two things that a relation links breaks it."""
    broken = Edge(relation.head, relation.tail, -relation.most - 1, "")
    things = dict.fromkeys((relation.head.holder, relation.tail.holder))
    return negative_cycle([broken, *(edge for thing in things for edge in bounds.get(thing, ()))]) is not None


def needs_several(component: Component, conflict: Conflict) -> bool:
    """Whether no relation alone, with these facts, shows the conflict to a rule of its own."""
    own = [edge for fact in conflict for edge in component.said[fact.id]]
    bounds = [edge for edge in own if not edge.relation] + [e for e in component.declared if not e.relation]
    relations: dict[str, list[Edge]] = {}
    for edge in (*own, *component.declared):
        if edge.relation and edge.is_shown:
            relations.setdefault(edge.relation, []).append(edge)
    touched = {point for edge in own for point in (edge.tail, edge.head)}
    return negative_cycle(bounds) is None and not any(
        negative_cycle([*bounds, *edges]) is not None
        for edges in relations.values()
        if any(edge.tail in touched and edge.head in touched for edge in edges)
    )
