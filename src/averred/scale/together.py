"""Which single facts have to be in one part, because there is one finding about all of them."""

from __future__ import annotations

from bisect import bisect
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from averred.engine import asking
from averred.screening import Unvoiced

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from averred.engine.protocol import Engine
    from averred.scale.fetching import Place
    from averred.screening import Screen


def gathered(
    engine: Engine, screens: Iterable[Screen], first: set[Place], parts: Sequence[Sequence[Place]], most: int
) -> Iterator[set[Place]]:
    """The rows of some parts, so that what one finding is about is in one of them; the first part first.

    Args:
        engine: has the table `facts`.
        screens: of the rules that run.
        first: rows that are in the first part in any case, beside the facts of fact files.
        parts: the others, in order.
        most: from how many rows on a part that is made of such facts is full.
    """
    groups = list(_spread(engine, screens, first, parts)) if len(parts) > 1 else []
    apart: list[set[Place]] = []
    of_first: list[set[Place]] = []
    for rows in groups:
        (of_first if any(_is_first(row, first) for row in rows) else apart).append(rows)
    first = first.union(*of_first)
    moved = first.union(*apart)
    head, *rest = parts
    yield first.union(set(head) - moved)
    yield from filter(None, (set(part) - moved for part in rest))
    waiting: set[Place] = set()
    for rows in apart:
        waiting |= rows
        if len(waiting) >= most:
            yield waiting
            waiting = set()
    if waiting:
        yield waiting


def _spread(
    engine: Engine, screens: Iterable[Screen], first: set[Place], parts: Sequence[Sequence[Place]]
) -> Iterator[set[Place]]:
    """The rows of each group that would be in several parts."""
    starts = [part[0] for part in parts[1:]]
    for one in dict.fromkeys(screens):
        if isinstance(one, Unvoiced):
            for _, group in groupby(engine.rows(asking.unvoiced(one.predicates)), key=itemgetter(0, 1, 2)):
                rows = {(int(str(file)), int(str(line))) for *_, file, line in group}
                if len({0 if _is_first(row, first) else bisect(starts, row) for row in rows}) > 1:
                    yield rows


def _is_first(row: Place, first: Container[Place]) -> bool:
    """Whether a row is in the first part in any case: the fact files are read there."""
    return row[0] < 0 or row in first
