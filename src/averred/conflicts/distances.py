"""Points in time, and how far apart they may be: what is declared or said of days, as edges of a graph.

Every edge says that one point is at most so long after another. Facts bound a point against the time
origin; declared relations bound two points against each other (Dechter, Meiri and Pearl 1991).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from averred.constraint import Holder

if TYPE_CHECKING:
    from averred.facts import Fact
    from averred.values.day_scales import Apart


class Point(NamedTuple):
    """A point in time: where a thing's period begins or ends, in days."""

    holder: Holder
    predicate: str
    end: str


#: The time origin, day 0, to which facts refer. Before all other points, so that chains begin with it.
ORIGIN = Point(Holder(""), "", "")


class Edge(NamedTuple):
    """`head` is at most so long after `tail`.

    Attributes:
        tail: the earlier point.
        head: the later point.
        most: a number of days; a bound, where `apart` says it exactly.
        words: the same as a sentence.
        relation: which declared relation says so; empty for the bounds of a fact, and for what is so in
            every case (a beginning is not after its end).
        fact: the fact that says so; None for what is declared.
        is_shown: whether a rule of its own shows what contradicts this relation alone.
        is_exact: whether the relation holds wherever this does; else it leaves some room (a duration has a
            reading of its own, and a month no fixed number of days).
        apart: what is said in years, which have no fixed number of days.
        within: the scope keys in which facts must agree for the relation to bound them; None for all.
    """

    tail: Point
    head: Point
    most: int
    words: str
    relation: str = ""
    fact: Fact | None = None
    is_shown: bool = True
    is_exact: bool = True
    apart: Apart | None = None
    within: tuple[str, ...] | None = None

    def latest(self, day: int) -> int:
        """The latest day of the head if the tail is on a day."""
        return day + self.most if self.apart is None else self.apart.latest(day)

    def broken(self) -> Edge:
        """What holds iff this does not: the tail is too long before the head."""
        if self.apart is None:
            return Edge(self.head, self.tail, -self.most - 1, "")
        contrary = self.apart.broken()
        return Edge(self.head, self.tail, contrary.most_days, "", apart=contrary)
