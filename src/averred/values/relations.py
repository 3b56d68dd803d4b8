"""The thirteen relations between two times (Allen, 1983), over dates that are not known exactly.

A time is a run of whole days from its first to its last day, so it meets the next one when that begins on the
day after. Where start or end are only known to lie within some days, a relation holds in every choice
("yes"), in none ("no") or in some ("maybe"); of a time about which nothing is known it is "unknown".
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from averred.values.dates import Date
from averred.values.interval import Interval
from averred.values.value import Unknown

Answer: TypeAlias = Literal["yes", "no", "maybe", "unknown"]
#: One day of a pair: first and last of the one, first and last of the other.
_A, _A_END, _B, _B_END, _ORIGIN = range(5)
#: x - y ≤ distance
_Difference: TypeAlias = tuple[int, int, int]


def _less(x: int, y: int, by: int = 1) -> _Difference:
    """X + by ≤ y."""
    return (x, y, -by)


def _same(x: int, y: int, apart: int = 0) -> tuple[_Difference, _Difference]:
    """X + apart = y."""
    return (x, y, -apart), (y, x, apart)


#: Relation → what must hold between the first and last days (a, a_end, b, b_end).
RELATIONS: dict[str, tuple[_Difference, ...]] = {
    "before": (_less(_A_END, _B, 2),),
    "meets": (*_same(_A_END, _B, 1),),
    "overlaps": (_less(_A, _B), _less(_B, _A_END, 0), _less(_A_END, _B_END)),
    "starts": (*_same(_A, _B), _less(_A_END, _B_END)),
    "during": (_less(_B, _A), _less(_A_END, _B_END)),
    "finishes": (*_same(_A_END, _B_END), _less(_B, _A)),
    "equals": (*_same(_A, _B), *_same(_A_END, _B_END)),
    "finished-by": (*_same(_A_END, _B_END), _less(_A, _B)),
    "contains": (_less(_A, _B), _less(_B_END, _A_END)),
    "started-by": (*_same(_A, _B), _less(_B_END, _A_END)),
    "overlapped-by": (_less(_B, _A), _less(_A, _B_END, 0), _less(_B_END, _A_END)),
    "met-by": (*_same(_B_END, _A, 1),),
    "after": (_less(_B_END, _A, 2),),
}
INVERSES = dict(zip(RELATIONS, reversed(RELATIONS), strict=True))


def related(a: Date | Unknown, b: Date | Unknown, relation: str) -> Answer:
    """Whether a relation holds between two times.

    Args:
        a: the one.
        b: the other.
        relation: a key of `RELATIONS`, such as "before" or "during".

    Raises:
        KeyError: if there is no such relation.
    """
    RELATIONS[relation]  # an unknown name is a mistake also where the times are unknown
    possible = possible_relations(a, b)
    if possible is None:
        return "unknown"
    if relation not in possible:
        return "no"
    return "maybe" if len(possible) > 1 else "yes"


def possible_relations(a: Date | Unknown, b: Date | Unknown) -> tuple[str, ...] | None:
    """The relations that some choice of days allows; None if nothing is known about one of the two."""
    if not isinstance(a, Date) or not isinstance(b, Date) or _says_nothing(a) or _says_nothing(b):
        return None
    choices = [(*one, *other) for one in _choices(a, _A, _A_END) for other in _choices(b, _B, _B_END)]
    return tuple(
        relation
        for relation, differences in RELATIONS.items()
        if any(_can_hold((*choice, *differences)) for choice in choices)
    )


def _says_nothing(date: Date) -> bool:
    """Whether every day is allowed."""
    return date.interval == Interval.everything()


def _choices(date: Date, first: int, last: int) -> list[tuple[_Difference, ...]]:
    """What is known of the first and last day, once for each piece of a date that is in pieces."""
    if date.is_period:
        return [(*_within(first, date.start), *_within(last, date.end), _less(first, last, 0))]
    return [(*_within(first, piece), *_same(first, last)) for piece in date.parts or (date.interval,)]


def _within(day: int, interval: Interval) -> list[_Difference]:
    """A day lies in an interval of days."""
    whole = interval.whole()
    limits: list[_Difference] = []
    if whole is not None and whole.hi is not None:
        limits.append((day, _ORIGIN, int(whole.hi)))
    if whole is not None and whole.lo is not None:
        limits.append((_ORIGIN, day, -int(whole.lo)))
    return limits


def _can_hold(differences: tuple[_Difference, ...]) -> bool:
    """Whether some whole days satisfy all differences: no cycle of them is negative (Bellman and Ford)."""
    distance = [0] * 5
    for __ in range(5):
        changed = False
        for x, y, most in differences:
            if distance[y] + most < distance[x]:
                distance[x], changed = distance[y] + most, True
        if not changed:
            return True
    return False
