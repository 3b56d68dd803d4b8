"""Where facts compete: only where their scopes meet (semantics.md, "Scope")."""

from __future__ import annotations

import enum
from itertools import combinations
from typing import TYPE_CHECKING, Final

from averred.values import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.facts import Fact, Scope
    from averred.values import Date


#: What a scope key holds where its value is there and not known, as `said-by = "?"` is an unnamed speaker.
UNKNOWN_KEY: Final = "?"
#: How many steps the search for groups of facts that meet takes before it stops.
MOST_STEPS: Final = 10_000


class Meeting(enum.IntEnum):
    """Whether two scopes meet; the least of several is that of all together."""

    NEVER = 0
    PERHAPS = 1
    SURELY = 2


def meet(a: Scope, b: Scope, within: Sequence[str] | None = None) -> Meeting:
    """Whether facts of two scopes compete.

    Args:
        a: a scope.
        b: another.
        within: the further keys that must agree; None for all of them. Status and time always count.
    """
    if a.status != b.status:
        return Meeting.NEVER
    if _is_bare(a) and _is_bare(b):
        return Meeting.SURELY
    return min(_keys_meet(a, b, within), _times_meet(a, b))


def all_meet(facts: Iterable[Fact], within: Sequence[str] | None = None) -> Meeting:
    """Whether facts compete together.

    Pairs decide: keys are equalities and times are intervals, which meet together iff every two do.
    """
    scopes = [fact.scope for fact in facts]
    if all(_is_bare(scope) for scope in scopes) and len({scope.status for scope in scopes}) < 2:
        return Meeting.SURELY
    least = Meeting.SURELY
    for a, b in combinations(scopes, 2):
        least = min(least, meet(a, b, within))
        if least is Meeting.NEVER:
            break
    return least


def _is_bare(scope: Scope) -> bool:
    """Whether a scope says neither when nor how."""
    return scope.during is None and scope.as_of is None and not scope.keys


def meeting_groups(facts: Sequence[Fact], within: Sequence[str] | None = None) -> Iterator[list[Fact]]:
    """The largest sets of facts that surely compete together, up to a number of steps.

    Facts of one scope go together where that scope surely meets itself. The rest is Bron and Kerbosch's
    search for the largest cliques (1973), with a pivot.
    """
    classes: dict[object, list[int]] = {}
    for place, fact in enumerate(facts):
        itself = meet(fact.scope, fact.scope, within) is Meeting.SURELY
        classes.setdefault(fact.scope if itself else place, []).append(place)
    members = list(classes.values())
    scopes = [facts[some[0]].scope for some in members]
    near = [
        {j for j, b in enumerate(scopes) if i != j and meet(a, b, within) is Meeting.SURELY}
        for i, a in enumerate(scopes)
    ]
    waiting: list[tuple[set[int], set[int], set[int]]] = [(set(), set(range(len(members))), set())]
    for _ in range(MOST_STEPS):
        if not waiting:
            return
        chosen, possible, done = waiting.pop()
        if not possible and not done:
            yield [facts[place] for place in sorted(place for i in chosen for place in members[i])]
            continue
        pivot = max(sorted(possible | done), key=lambda i: len(near[i] & possible))
        for i in sorted(possible - near[pivot]):
            waiting.append(({*chosen, i}, possible & near[i], done & near[i]))
            possible, done = possible - {i}, done | {i}


def _keys_meet(a: Scope, b: Scope, within: Sequence[str] | None) -> Meeting:
    names = {name for name, _ in (*a.keys, *b.keys)} if within is None else set(within)
    return min((_key_meets(a.get(name), b.get(name)) for name in names), default=Meeting.SURELY)


def _key_meets(a: str | None, b: str | None) -> Meeting:
    if UNKNOWN_KEY in (a, b):
        return Meeting.PERHAPS
    if a == b:
        return Meeting.SURELY
    return Meeting.PERHAPS if a is None or b is None else Meeting.NEVER


def _times_meet(a: Scope, b: Scope) -> Meeting:
    first, second = _time(a), _time(b)
    if first is None or second is None:
        return Meeting.SURELY if first is second else Meeting.PERHAPS
    possible, other_possible = first[0].interval, second[0].interval
    if not possible.intersects(other_possible):
        return Meeting.NEVER
    core, other_core = _core(first[0], throughout=first[1]), _core(second[0], throughout=second[1])
    if first[1] and second[1]:
        surely = core is not None and other_core is not None and core.intersects(other_core)
    elif first[1] or second[1]:
        throughout, at_some_day = (core, other_possible) if first[1] else (other_core, possible)
        surely = throughout is not None and throughout.encloses(at_some_day)
    else:
        surely = possible.is_point and possible == other_possible
    return Meeting.SURELY if surely else Meeting.PERHAPS


def is_timed(scope: Scope) -> bool:
    """Whether a scope says when."""
    return scope.during is not None or scope.as_of is not None


def sure_days(scope: Scope) -> Interval | None:
    """The days at which a fact surely holds; None if there is no such day, or nothing says when."""
    time = _time(scope)
    return _core(time[0], throughout=time[1]) if time else None


def _time(scope: Scope) -> tuple[Date, bool] | None:
    """The time of a scope and whether the fact holds throughout it (else at one day of it)."""
    if scope.during is not None:
        return scope.during, True
    return (scope.as_of, False) if scope.as_of is not None else None


def _core(time: Date, *, throughout: bool) -> Interval | None:
    """The days at which a fact surely holds; None if there is no such day."""
    if not throughout:
        return time.interval if time.interval.is_point else None
    if not time.is_period:
        return time.interval
    first, last = time.start.hi, time.end.lo
    return Interval(first, last) if first is None or last is None or first <= last else None
