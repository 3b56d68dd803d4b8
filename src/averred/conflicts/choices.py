"""Which facts, one a term at most, violate an inequality: the tightest are tried first.

The least value of the left side is a sum, one number a term. With the bounds of each term sorted by what
they add to it, a choice that violates nothing ends the search among all that are looser. So the work is
that of the violations found, not that of all combinations.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from averred.alike import in_one_unit
from averred.conflicts.competing import sure_groups
from averred.conflicts.rectangles import ends_of
from averred.constraint import Bound, intersect, judge
from averred.findings import Verdict
from averred.scopes import Meeting, meet
from averred.values import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.constraint import Inequality
    from averred.facts import Fact
    from averred.values import Number

    Conflict = tuple[Fact, ...]
    Choice = tuple[Bound, ...]

#: How many violations of one inequality are listed.
MOST_CHOICES: Final = 10_000


def minimal_choices(
    inequality: Inequality, candidates: Sequence[Sequence[Bound]], within: Sequence[str] | None = None
) -> Iterator[Conflict]:
    """The minimal sets of facts that violate an inequality, at most one fact a term; up to `MOST_CHOICES`.

    Args:
        inequality: the inequality.
        candidates: the bounds of each of its terms, declared ones (without a fact) among them.
        within: the scope keys that must agree; None for all of them.
    """
    found = (
        choice
        for some in _by_class(candidates, within)
        for choice in _Search(inequality, some, within).minimal()
    )
    yield from islice(found, MOST_CHOICES)


def _by_class(
    candidates: Sequence[Sequence[Bound]], within: Sequence[str] | None
) -> Iterator[list[list[Bound]]]:
    """The bounds whose facts may surely compete, with the declared ones each time."""
    facts = {bound.fact.id: bound.fact for found in candidates for bound in found if bound.fact}
    for group in sure_groups(facts.values(), within):
        yield bounds_by(group, candidates)


def bounds_by(facts: Iterable[Fact], candidates: Sequence[Sequence[Bound]]) -> list[list[Bound]]:
    """The bounds of each term that some facts say, and those that are declared."""
    ids = {fact.id for fact in facts}
    return [[bound for bound in found if bound.fact is None or bound.fact.id in ids] for found in candidates]


class _Search:
    """The violations of one inequality by facts of one class of scopes."""

    def __init__(
        self, inequality: Inequality, candidates: Sequence[Sequence[Bound]], within: Sequence[str] | None
    ) -> None:
        self.inequality = inequality
        self.within = within
        ranges = [intersect(b.interval for b in found if b.fact is None) for found in candidates]
        self.floors = [Bound(box if box is not None else Interval.everything()) for box in ranges]
        terms = zip(inequality.terms, self.floors, candidates, strict=True)
        self.options = [
            [*_tightest_first(coefficient, floor.interval, found), floor]
            for (coefficient, _), floor, found in terms
        ]
        self.tightest = [found[0] for found in self.options]

    def minimal(self) -> Iterator[Conflict]:
        """The violating choices of which no fact can be spared."""
        for choice in self._violating(()):
            facts = tuple(bound.fact for bound in choice if bound.fact is not None)
            if facts and not self._has_spare(choice) and len({fact.id for fact in facts}) == len(facts):
                yield facts

    def _violating(self, chosen: Choice) -> Iterator[Choice]:
        """The violating choices that begin so; of those that need no further fact only that without any."""
        place = len(chosen)
        if self._violates((*chosen, *self.floors[place:])):
            yield (*chosen, *self.floors[place:])
            return
        for bound in self.options[place]:
            if not self._violates((*chosen, bound, *self.tightest[place + 1 :])):
                return  # and so does none that is looser
            if bound.fact is None or self._meets(chosen, bound.fact):
                yield from self._violating((*chosen, bound))

    def _meets(self, chosen: Choice, fact: Fact) -> bool:
        """Whether a fact surely competes with all that were chosen, and is in their unit."""
        others = [bound.fact for bound in chosen if bound.fact is not None]
        return in_one_unit((fact, *others)) and all(
            meet(other.scope, fact.scope, self.within) is Meeting.SURELY for other in others
        )

    def _has_spare(self, choice: Choice) -> bool:
        return any(
            bound.fact is not None and self._violates((*choice[:i], self.floors[i], *choice[i + 1 :]))
            for i, bound in enumerate(choice)
        )

    def _violates(self, choice: Sequence[Bound]) -> bool:
        return judge(self.inequality, [bound.interval for bound in choice]) is Verdict.VIOLATED


def _tightest_first(coefficient: Number, floor: Interval, bounds: Sequence[Bound]) -> list[Bound]:
    """The bounds by facts within the declared range, by how much each adds to the least left side.

    What lies wholly outside of the range is left out: that a value cannot be at all is for another rule.
    """
    boxes = ((bound.interval.intersection(floor), bound.fact) for bound in bounds if bound.fact)
    inside = [Bound(box, fact) for box, fact in boxes if box is not None]
    if coefficient > 0:
        return sorted(inside, key=lambda bound: ends_of(bound.interval)[0], reverse=True)
    return sorted(inside, key=lambda bound: ends_of(bound.interval)[1])
