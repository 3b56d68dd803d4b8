"""What hangs together, by way of whatever: disjoint sets (Galler and Fischer 1964, Tarjan 1975)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


class DisjointSets(Generic[T]):
    """Things in sets that are joined two by two; a thing that was never named is a set of its own."""

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}

    def __iter__(self) -> Iterator[T]:
        """Everything that was named, in the order of naming."""
        return iter(self._parents)

    def root(self, thing: T) -> T:
        """The one of its set that stands for all of them, as long as nothing more is joined."""
        parents = self._parents
        parents.setdefault(thing, thing)
        while parents[thing] != thing:
            parents[thing] = parents[parents[thing]]  # the way gets shorter for whoever comes next
            thing = parents[thing]
        return thing

    def join(self, thing: T, other: T) -> None:
        """Make one set of theirs; the root of the other stands for it."""
        self._parents[self.root(thing)] = self.root(other)
