"""Laws of joint conflicts: found iff there are any, minimal, and what a solver for arithmetic says."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import averred
from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.conflicts.joint import Component, chain, components, first_conflict
from averred.conflicts.refuting import is_cycle, negative_cycle
from averred.conflicts.search import disjoint_conflicts
from averred.constraint import Holder
from averred.facts import Attribution, Confidence
from averred.values import Text

POINTS = [ORIGIN, *(Point(Holder(name), "date", "start") for name in "abcd")]


def _fact(name: str) -> averred.Fact:
    why = Confidence(Fraction(4, 5), None, "a case")
    return averred.Fact(name, "s", "p", Text(name), name, None, Attribution(), why)


@st.composite
def graphs(draw: st.DrawFn) -> Component:
    """A few points, and bounds between them: declared ones, and ones that facts say."""
    edges = []
    for at in range(draw(st.integers(2, 8))):
        tail, head = draw(st.sampled_from(POINTS)), draw(st.sampled_from(POINTS))
        if tail != head:
            most = draw(st.integers(-4, 6))
            said = draw(st.booleans())
            name = draw(st.sampled_from("pqrst")) if said else ""
            edges.append(
                Edge(tail, head, most, f"e{at}", "" if said else f"e{at}", _fact(name) if said else None)
            )
    facts = {edge.fact.id: edge.fact for edge in edges if edge.fact}
    return Component(
        tuple(edge for edge in edges if edge.fact is None),
        {name: tuple(edge for edge in edges if edge.fact and edge.fact.id == name) for name in facts},
        tuple(facts[name] for name in sorted(facts)),
    )


def _can_hold(edges: list[Edge]) -> bool:
    """By the shortest ways between all points (Floyd and Warshall): another algorithm than the code has."""
    ways = {(a, b): 0 if a == b else 10**6 for a in POINTS for b in POINTS}
    for edge in edges:
        ways[edge.tail, edge.head] = min(ways[edge.tail, edge.head], edge.most)
    for k in POINTS:
        for i in POINTS:
            for j in POINTS:
                ways[i, j] = min(ways[i, j], ways[i, k] + ways[k, j])
    return all(ways[point, point] >= 0 for point in POINTS)


@given(graphs())
def test_a_negative_cycle_is_found_iff_the_constraints_cannot_all_hold(graph: Component) -> None:
    """And what is found is a cycle, of the edges that were given, and comes to less than 0."""
    edges = graph.edges(graph.facts)
    cycle = negative_cycle(edges)

    assert _can_hold(edges) == (cycle is None)
    if cycle is not None:
        assert sum(edge.most for edge in cycle) < 0
        assert all(a.head == b.tail for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True))


@given(graphs())
def test_a_conflict_is_minimal(graph: Component) -> None:
    """Law 4: leave any fact out of it, and the rest of it can hold with what is declared."""
    found = first_conflict(graph, graph.facts)
    if found is None:
        assert _can_hold(graph.edges(graph.facts)) or not _can_hold(graph.edges([]))
        return

    assert not _can_hold(graph.edges(found))
    assert all(_can_hold(graph.edges(rest)) for rest in combinations(found, len(found) - 1))
    edges = chain(graph, found)
    assert is_cycle(edges)
    assert sum(edge.most for edge in edges) < 0
    assert edges[0] == min(edges, key=lambda edge: (edge.tail != ORIGIN, edge[:4]))


@given(graphs())
def test_disjoint_conflicts_share_no_fact_and_leave_nothing_over(graph: Component) -> None:
    """Without the facts of all that were listed, the others can hold."""
    if not _can_hold(graph.edges([])):
        return
    found = list(disjoint_conflicts(graph.facts, lambda facts: first_conflict(graph, facts), lambda _: True))
    used = [fact.id for conflict in found for fact in conflict]

    assert len(set(used)) == len(used)
    assert _can_hold(graph.edges([fact for fact in graph.facts if fact.id not in used]))


@given(graphs())
def test_what_is_not_meant_hides_nothing_that_is(graph: Component) -> None:
    """Every minimal conflict of its kind that stands alone is found behind those of another kind."""
    if not _can_hold(graph.edges([])):
        return
    minimal = [
        set(ids)
        for size in range(1, len(graph.facts) + 1)
        for ids in combinations([fact.id for fact in graph.facts], size)
        if not _can_hold(graph.edges([fact for fact in graph.facts if fact.id in ids]))
        and all(
            _can_hold(graph.edges([fact for fact in graph.facts if fact.id in rest]))
            for rest in combinations(ids, size - 1)
        )
    ]
    large = [ids for ids in minimal if len(ids) > 1]

    found = list(
        disjoint_conflicts(
            graph.facts, lambda facts: first_conflict(graph, facts), lambda conflict: len(conflict) > 1
        )
    )

    assert bool(found) == bool(large)
    assert all({fact.id for fact in conflict} in large for conflict in found)


@given(st.text(), st.text(), st.text())
def test_the_time_origin_comes_before_all_points(subject: str, predicate: str, end: str) -> None:
    """So that chains begin with it, whatever things are called."""
    assert Point(Holder(subject), predicate, end) >= ORIGIN


@given(graphs())
def test_the_components_hold_every_edge_once(graph: Component) -> None:
    """The time origin links nothing: without it no two components share a point."""
    edges = graph.edges(graph.facts)
    parts = components(edges, lambda fact: fact.id)
    inside = [edge for part in parts for edge in part.edges(part.facts)]
    points = [
        {point for edge in part.edges(part.facts) for point in (edge.tail, edge.head)} - {ORIGIN}
        for part in parts
    ]

    assert parts == components(edges[::-1], lambda fact: fact.id)
    assert sorted(edges, key=repr) == sorted(inside, key=repr)
    assert all(not a & b for a, b in combinations(points, 2))


@given(graphs())
def test_a_solver_agrees(graph: Component) -> None:
    """Z3, which knows nothing of graphs, says of the same constraints whether they can hold."""
    z3 = pytest.importorskip("z3", reason="needs z3-solver (dependency group oracles)")
    days = {point: z3.Int(f"x{at}") for at, point in enumerate(POINTS)}
    solver = z3.Solver()
    edges = graph.edges(graph.facts)
    for edge in edges:
        solver.add(days[edge.head] - days[edge.tail] <= edge.most)

    assert (solver.check() == z3.sat) == (negative_cycle(edges) is None)
