"""Points in time that declared relations link, and which facts about them cannot all hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from averred.conflicts.distances import ORIGIN
from averred.conflicts.minimal import shrink
from averred.conflicts.refuting import is_cycle, refutation
from averred.disjoint_sets import DisjointSets
from averred.findings import Verdict
from averred.scopes import Meeting, all_meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from averred.conflicts.distances import Edge, Point
    from averred.conflicts.minimal import Conflict
    from averred.constraint import Holder
    from averred.facts import Fact


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
    linked: DisjointSets[Point] = DisjointSets()
    for edge in edges:
        if ORIGIN not in (edge.tail, edge.head):
            linked.join(edge.tail, edge.head)
    groups: dict[Point, list[Edge]] = {}
    for edge in sorted(edges, key=_in_words):  # what is found must not depend on the order of files
        groups.setdefault(linked.root(edge.head if edge.tail == ORIGIN else edge.tail), []).append(edge)
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


def first_conflict(component: Component, facts: Sequence[Fact]) -> Conflict | None:
    """A minimal set of facts that cannot all hold, with what is declared; None if they all can.

    Where what is declared cannot hold without any fact, that is nobody's conflict: None as well.
    """
    cycle = refutation(component.edges(facts))
    if cycle is None:
        return None
    inside = {edge.fact.id for edge in cycle if edge.fact is not None}
    found = shrink(
        [fact for fact in facts if fact.id in inside],
        lambda rest: refutation(component.edges(rest)) is not None,
    )
    return found or None


def chain(component: Component, conflict: Conflict) -> list[Edge]:
    """The edges that show a minimal conflict: most often a cycle, from the time origin if that is on it."""
    edges = refutation(component.edges(conflict)) or []
    if not is_cycle(edges):
        return _needed(edges)
    start = min(range(len(edges)), key=lambda at: _in_words(edges[at]), default=0)
    return edges[start:] + edges[:start]


def keys_that_agree(edges: Iterable[Edge]) -> tuple[str, ...] | None:
    """The scope keys that relations which act together ask facts to agree in; None for all."""
    asked = [edge.within for edge in edges if edge.relation]
    named = [keys for keys in asked if keys is not None]
    return tuple(sorted(set().union(*named))) if len(named) == len(asked) else None


def _needed(edges: Sequence[Edge]) -> list[Edge]:
    """Of edges that cannot all hold those without which the others can."""
    kept = sorted(edges, key=_in_words)
    for edge in tuple(kept):
        rest = [other for other in kept if other is not edge]
        kept = rest if refutation(rest) is not None else kept
    return kept


def verdict_of(component: Component) -> Verdict | None:
    """What is known of a component of which no joint conflict is known.

    Returns:
        SATISFIED if every choice of days within the facts keeps every relation, UNDETERMINED if some may;
        None if none does, which is then shown by a rule of its own.
    """
    edges = component.edges(component.facts)
    if refutation(edges) is not None:
        return None
    relations = [edge for edge in edges if edge.relation]
    compete = all_meet(component.facts, keys_that_agree(relations)) is Meeting.SURELY
    if not compete or not all(edge.is_exact for edge in relations):
        return Verdict.UNDETERMINED
    bounds: dict[Holder, list[Edge]] = {}
    for edge in edges:
        if not edge.relation:
            bounds.setdefault((edge.head if edge.tail == ORIGIN else edge.tail).holder, []).append(edge)
    surely = all(_is_implied(edge, bounds) for edge in relations)
    return Verdict.SATISFIED if surely else Verdict.UNDETERMINED


def _is_implied(relation: Edge, bounds: Mapping[Holder, Sequence[Edge]]) -> bool:
    """Whether no choice within the bounds of the two things that a relation links breaks it."""
    things = dict.fromkeys((relation.head.holder, relation.tail.holder))
    return (
        refutation([relation.broken(), *(edge for thing in things for edge in bounds.get(thing, ()))])
        is not None
    )


def needs_several(component: Component, conflict: Conflict) -> bool:
    """Whether no relation alone, with these facts, shows the conflict to a rule of its own."""
    own = [edge for fact in conflict for edge in component.said[fact.id]]
    bounds = [edge for edge in own if not edge.relation] + [e for e in component.declared if not e.relation]
    relations: dict[str, list[Edge]] = {}
    for edge in (*own, *component.declared):
        if edge.relation and edge.is_shown:
            relations.setdefault(edge.relation, []).append(edge)
    touched = {point for edge in own for point in (edge.tail, edge.head)}
    return refutation(bounds) is None and not any(
        refutation([*bounds, *edges]) is not None
        for edges in relations.values()
        if any(edge.tail in touched and edge.head in touched for edge in edges)
    )
