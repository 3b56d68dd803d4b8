"""Circles in an order: what comes before itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def first_circle(pairs: Sequence[tuple[T, T]]) -> list[T]:
    """A way from a thing back to itself, along pairs of an earlier and a later thing; empty if there is none.

    What nothing comes before is taken away until nothing is left (Kahn 1962), or only circles and what
    follows them; from there each step back stays among these.
    """
    before: dict[T, list[T]] = {}
    after: dict[T, list[T]] = {}
    for first, second in pairs:
        before.setdefault(second, []).append(first)
        after.setdefault(first, []).append(second)
    left = {thing: len(earlier) for thing, earlier in before.items()}
    free = [thing for thing in after if thing not in before]
    while free:
        for later in after.get(free.pop(), ()):
            left[later] -= 1
            if not left[later]:
                free.append(later)
    bound = [thing for thing, count in left.items() if count]
    way: list[T] = []
    while bound and bound[0] not in way:
        way.append(bound[0])
        bound = [thing for thing in before[bound[0]] if left.get(thing)]
    return [*way[way.index(bound[0]) :], bound[0]][::-1] if bound else []
