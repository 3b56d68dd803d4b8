"""The ids of a file, in one pass over them: whether they are plain, and whether they grow from row to row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Longer ids are not looked at: a million of them at once would take too much memory.
LONGEST: Final = 200
#: The most stretches of rows of which the first and last id are kept.
MOST_RUNS: Final = 200_000
_PLAIN: Final = b"abcdefghijklmnopqrstuvwxyz0123456789-"


class Span(NamedTuple):
    """All ids of one size: none of them is less than the first or greater than the last.

    Attributes:
        size: in bytes.
        first: the least.
        last: the greatest.
    """

    size: int
    first: str
    last: str


class Ids(NamedTuple):
    """What is known of all ids of a file.

    Attributes:
        plain: whether they have small letters, digits and hyphens alone.
        spans: size by size, where each id is longer than the one of the row before, or comes after it; None
            where they do not grow so.
    """

    plain: bool = False
    spans: tuple[Span, ...] | None = None


class _Run(NamedTuple):
    """Rows that follow each other with ids of one size that grow."""

    line: int
    size: int
    first: str
    last: str


def asked(query: str) -> str:
    """The ids and lines of the facts of a query; NULL for an id that is too long to be looked at."""
    return f"SELECT CASE WHEN strlen(id) <= {LONGEST} THEN id END AS id, line FROM ({query})"


def surveyed(batches: Iterable[Any]) -> Ids:
    """What is known of the ids of a file.

    Args:
        batches: Arrow batches with the columns id (text) and line (whole number, each once), in any order.
    """
    plain = True
    runs: list[_Run] | None = []
    for batch in filter(len, batches):
        names, lines = batch.columns
        if names.null_count:
            return Ids()
        plain = plain and _are_plain(names)
        found = None if runs is None else _runs(names, lines)
        runs = None if runs is None or found is None or len(runs) > MOST_RUNS else runs + found
        if not plain and runs is None:
            return Ids()
    return Ids(plain, None if runs is None else _spans(runs))


def _are_plain(names: Any) -> bool:  # noqa: ANN401 - pyarrow has no types of its own
    """Whether texts that lie one behind the other have only characters of plain ids."""
    import pyarrow as pa

    blobs = names.cast(pa.large_binary())
    _, offsets, text = blobs.buffers()
    ends = memoryview(offsets).cast("q")
    used = memoryview(text or b"")[ends[blobs.offset] : ends[blobs.offset + len(blobs)]]
    return not used.tobytes().translate(None, _PLAIN)


def _runs(names: Any, lines: Any) -> list[_Run] | None:  # noqa: ANN401 - as above
    """The stretches of a batch in which ids of one size grow; None where one does not."""
    import pyarrow.compute as pc

    count = len(names)
    sizes = pc.binary_length(names)
    before, after = ([one.slice(start, count - 1) for one in (names, lines, sizes)] for start in (0, 1))
    follows = pc.equal(after[1], pc.add(before[1], 1))
    is_alike = pc.equal(after[2], before[2])
    grows = pc.or_(pc.greater(after[2], before[2]), pc.and_(is_alike, pc.greater(after[0], before[0])))
    if pc.any(pc.and_(follows, pc.invert(grows))).as_py():
        return None
    breaks = pc.indices_nonzero(pc.invert(pc.and_(follows, is_alike))).to_pylist()
    starts, ends = [0, *(end + 1 for end in breaks)], [*breaks, count - 1]
    columns = [column.take(starts) for column in (lines, sizes, names)]
    rows = zip(*(column.to_pylist() for column in (*columns, names.take(ends))), strict=True)
    return [_Run(*row) for row in rows]


def _spans(runs: Sequence[_Run]) -> tuple[Span, ...] | None:
    """The sizes of ids with the first and last of each; None where a stretch does not grow from another."""
    found: list[Span] = []
    for _, size, first, last in sorted(runs):
        if found and (size, first) <= (found[-1].size, found[-1].last):
            return None
        if found and found[-1].size == size:
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Span(size, first, last))
    return tuple(found)
