"""Days that differences link: whether a choice of days keeps all of them (Bellman 1958, Ford 1956).

No fact is read for it. Where there is one, no facts contradict each other by way of these differences,
however few of them are taken together. Where there is none, that says nothing: ends are tighter here than
what was said.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Before every day that anybody names; all sums of whole days from there on are exact in a double.
_EARLIEST: Final = -1e12


class Difference(NamedTuple):
    """One day is at most so many days after another.

    Attributes:
        later: the place of the one.
        earlier: the place of the other.
        most: how many days.
    """

    later: int
    earlier: int
    most: float


def can_be_kept(boxes: Sequence[tuple[float, float]], differences: Sequence[Difference]) -> bool:
    """Whether there is a day in each box so that all differences are kept.

    The earliest days are tried: each is put off as far as the others make it necessary.

    Args:
        boxes: the first and the last day that each may be.
        differences: between the days of two boxes, by their places.
    """
    days = [max(math.ceil(first), _EARLIEST) for first, _ in boxes]
    for _ in range(len(boxes) + 1):
        if any(day > last for day, (_, last) in zip(days, boxes, strict=True)):
            return False
        changed = False
        for later, earlier, most in differences:
            if days[earlier] < days[later] - most:
                days[earlier], changed = days[later] - most, True
        if not changed:
            return True
    return False


def box_of(ends: Iterable[object]) -> tuple[float, float]:
    """The first and last day on which something that begins and ends may be on one day.

    Args:
        ends: the latest of its earliest beginnings, the earliest of its latest ones, and both of its ends;
            None where there is none.
    """
    first, last, also_first, also_last = (None if end is None else float(str(end)) for end in ends)
    lows = [end for end in (first, also_first) if end is not None]
    highs = [end for end in (last, also_last) if end is not None]
    return max(lows, default=_EARLIEST), min(highs, default=math.inf)
