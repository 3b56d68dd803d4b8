"""The ids of a file, in one pass over them: are they plain, and does their order tell them apart?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Longer ids are not looked at: a million of them at once would take too much memory.
LONGEST: Final = 200
#: The most stretches of rows of which the first and last id are kept.
MOST_STRETCHES: Final = 200_000
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
        spans: size by size, where they come in stretches of rows in which they grow and that do not
            overlap, so that no two are equal; None where they do not.
    """

    plain: bool = False
    spans: tuple[Span, ...] | None = None


def asked(query: str) -> str:
    """The ids and lines of the facts of a query; NULL for an id that is too long to be looked at."""
    return f"SELECT CASE WHEN strlen(id) <= {LONGEST} THEN id END AS id, line FROM ({query})"


def surveyed(batches: Iterable[Any]) -> Ids:
    """What is known of the ids of a file.

    Args:
        batches: Arrow batches with the columns id and line, in any order.
    """
    plain = True
    stretches: list[Span] | None = []
    for batch in filter(len, batches):
        names, lines = batch.columns
        if names.null_count:
            return Ids()
        plain = plain and _are_plain(names)
        if stretches is not None:
            found = _stretches(names, lines, MOST_STRETCHES - len(stretches))
            stretches = None if found is None else stretches + found
        if not plain and stretches is None:
            return Ids()
    return Ids(plain, None if stretches is None else _spans(stretches))


def _are_plain(names: Any) -> bool:  # noqa: ANN401 - pyarrow has no types of its own
    """Whether texts that lie one behind the other have only characters of plain ids."""
    import pyarrow as pa

    blobs = names.cast(pa.large_binary())
    _, offsets, text = blobs.buffers()
    ends = memoryview(offsets).cast("q")
    used = memoryview(text or b"")[ends[blobs.offset] : ends[blobs.offset + len(blobs)]]
    return not used.tobytes().translate(None, _PLAIN)


def _stretches(names: Any, lines: Any, most: int) -> list[Span] | None:  # noqa: ANN401 - as above
    """The stretches of lines in which ids of one size grow; None where there are more than so many."""
    import pyarrow.compute as pc

    columns = (names, pc.binary_length(names), lines)
    before, after = ([one.slice(start, len(names) - 1) for one in columns] for start in (0, 1))
    grows = pc.and_(pc.greater(after[0], before[0]), pc.equal(after[1], before[1]))
    follows = pc.equal(after[2], pc.add(before[2], 1))
    breaks = pc.indices_nonzero(pc.invert(pc.and_(grows, follows)))
    if len(breaks) >= most:
        return None
    starts, ends = [0, *(end + 1 for end in breaks.to_pylist())], [*breaks.to_pylist(), len(names) - 1]
    found = (columns[1].take(starts), names.take(starts), names.take(ends))
    return [Span(*row) for row in zip(*(column.to_pylist() for column in found), strict=True)]


def _spans(stretches: Sequence[Span]) -> tuple[Span, ...] | None:
    """The sizes of ids with the least and greatest of each; None where stretches overlap."""
    found: list[Span] = []
    for size, first, last in sorted(stretches):
        if found and found[-1].size == size:
            if first <= found[-1].last:
                return None
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Span(size, first, last))
    return tuple(found)
