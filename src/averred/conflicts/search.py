"""Minimal conflicts one after another: those that share no fact, up to a number of steps.

To list all minimal conflicts takes time that doubles with each; disjoint ones show every place to mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.facts import Fact

#: How many sets of facts are looked at in one component and round before the search stops.
MOST_STEPS: Final = 200


def disjoint_conflicts(
    facts: Sequence[Fact],
    first_conflict: Callable[[Sequence[Fact]], Conflict | None],
    is_meant: Callable[[Conflict], bool],
    when_stopped: Callable[[], object] = lambda: None,
) -> Iterator[Conflict]:
    """Minimal conflicts that share no fact.

    A conflict that is not meant (another rule, or an earlier round, shows it) hides none that is: the
    search goes on without its first fact, then without its second, and so on.

    Args:
        facts: in which conflicts are looked for.
        first_conflict: a minimal conflict of some facts; None if they can all hold.
        is_meant: whether a conflict is one to yield.
        when_stopped: is called where the steps are used up, and there may be more conflicts.
    """
    used: set[str] = set()
    waiting: list[frozenset[str]] = [frozenset()]
    seen = set(waiting)
    for _ in range(MOST_STEPS):
        if not waiting:
            return
        left_out = waiting.pop()
        conflict = first_conflict([fact for fact in facts if fact.id not in left_out | used])
        if conflict is None:
            continue
        if is_meant(conflict):
            used |= {fact.id for fact in conflict}
            waiting.append(left_out)
            yield conflict
            continue
        for fact in reversed(conflict):
            smaller = left_out | {fact.id}
            if smaller not in seen:
                seen.add(smaller)
                waiting.append(smaller)
    if waiting:
        when_stopped()
