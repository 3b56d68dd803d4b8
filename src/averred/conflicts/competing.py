"""Facts in groups that compete apart from each other, so that nobody looks at pairs that never meet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from averred.conflicts.rectangles import scope_class
from averred.scopes import UNKNOWN_KEY
from averred.values import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from averred.facts import Fact
    from averred.values import Number

    Group = list[Fact]


def sure_groups(facts: Iterable[Fact], within: Sequence[str] | None = None) -> Iterator[Group]:
    """Facts in groups: two of different groups never surely compete.

    Args:
        facts: some facts; one that surely competes with no other is a group of its own.
        within: the scope keys that must agree; None for all of them.
    """
    for key, group in _by(lambda fact: scope_class(fact.scope, within), facts):
        yield from _by_time(group) if key is not None else ([fact] for fact in group)


def possible_groups(facts: Iterable[Fact], within: Sequence[str] | None = None) -> Iterator[Group]:
    """Facts in groups: two of different groups never compete, whatever the vague scopes among them mean."""
    for _, group in _by(lambda fact: fact.scope.status, facts):
        for _, some in _by_keys(group, within):
            yield from _by_time(some)


def _by(key: Callable[[Fact], Hashable], facts: Iterable[Fact]) -> list[tuple[Hashable, Group]]:
    groups: dict[Hashable, Group] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return list(groups.items())


def _by_keys(facts: Group, within: Sequence[str] | None) -> list[tuple[Hashable, Group]]:
    """By the scope keys, if all facts have the same ones and know them all."""
    names = {name for fact in facts for name, _ in fact.scope.keys} if within is None else set(within)
    values = {fact.scope.get(name) for fact in facts for name in names}
    if None in values or UNKNOWN_KEY in values:
        return [(None, facts)]
    return _by(lambda fact: tuple(fact.scope.get(name) for name in sorted(names)), facts)


def _by_time(facts: Group) -> Iterator[Group]:
    """By times that do not touch: a fact that has none touches all. There is at least one fact."""
    timed = sorted((*_days(fact), place) for place, fact in enumerate(facts))
    group: Group = []
    latest: Number | float = -math.inf
    for start, end, place in timed:
        if group and start > latest:
            yield group
            group = []
        group.append(facts[place])
        latest = max(latest, end)
    yield group


def _days(fact: Fact) -> tuple[Number | float, Number | float]:
    """From when to when a fact may hold."""
    date = fact.scope.during or fact.scope.as_of
    days = date.interval if date else Interval.everything()
    return -math.inf if days.lo is None else days.lo, math.inf if days.hi is None else days.hi
