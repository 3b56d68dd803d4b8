"""Ids that several facts have, among more ids than fit into memory: order tells most, hashes the rest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.engine.protocol import Engine

    class Duck(Engine, Protocol):
        """DuckDB: functions that only it has are used here."""

        def execute(self, query: str) -> object:
            """Run a query of its own dialect."""

    #: The length of an id, and the id.
    Sized = tuple[int, str]


#: The most ids that are compared as texts.
FEW: Final = 1_000_000
#: The hashes that are compared at once: 4 million take about 200 MB.
AT_ONCE: Final = 4_000_000
_HASHES: Final = 2**64


def repeated(engine: Duck, sources: Mapping[str, int]) -> str:
    """A query for the ids that several facts have.

    No fact of a file whose ids grow has the id of another one there, nor of a file whose ids all come
    later. So such files are compared with the others alone, if these have few ids.

    Args:
        engine: where queries can be asked.
        sources: queries for facts, with how many each gives: of some without order, then of each file.
    """
    growing = [query for query in list(sources)[1:] if _grows(engine, query)]
    alone = set(growing) if len(growing) == 1 else _apart(engine, growing)
    rest = [query for query in sources if query not in alone]
    if sum(sources[query] for query in rest) > FEW:
        return _several(_alike(engine, _ids_of(sources), sum(sources.values())))
    again = _several(_ids_of(rest))
    return (
        f"{again} UNION SELECT id FROM ({_ids_of(alone)}) WHERE id IN ({_ids_of(rest)})" if alone else again
    )


def _grows(engine: Duck, query: str) -> bool:
    """Whether each id is longer than the one before it, or comes after it.

    Most files are written so, and to see it takes a small part of the time of comparing all ids.
    """
    before = "lag(id) OVER () AS before, strlen(before) AS size_before"
    pairs = f"SELECT id, strlen(id) AS size, {before} FROM ({query})"
    grows = "size > size_before OR (size = size_before AND id > before)"
    asked = f"SELECT bool_and(COALESCE({grows}, before IS NULL)) FROM ({pairs})"
    return list(engine.rows(asked)) == [(True,)]


def _apart(engine: Duck, growing: Iterable[str]) -> set[str]:
    """The files that share no id with any of the others that follow when they are sorted."""
    files: list[tuple[Sized, Sized, str]] = []
    for query in growing:
        sized = f"SELECT struct_pack(size := strlen(id), id := id) AS this FROM ({query})"
        ((first, last),) = engine.rows(f"SELECT MIN(this), MAX(this) FROM ({sized})")
        low, high = ((one["size"], one["id"]) for one in (first, last) if isinstance(one, dict))
        files.append((low, high, query))
    files.sort()
    meeting = {query for (_, last, query), (first, *_) in pairwise(files) if last >= first}
    return {query for *_, query in files} - meeting


def _alike(engine: Duck, ids: str, count: int) -> str:
    """The ids whose hash another one has too: all that are repeated, and hardly any others.

    Hashes are of one size, however long an id is, and each range of them is compared by itself.
    """
    engine.make("hashes", f"SELECT hash(id) AS h FROM ({ids})")
    engine.make("repeated_hashes", "SELECT h FROM hashes LIMIT 0")
    step = -(-_HASHES // -(-count // AT_ONCE))
    for low in range(0, _HASHES, step):
        high = min(low + step, _HASHES) - 1
        some = f"SELECT h FROM hashes WHERE h BETWEEN {low}::UBIGINT AND {high}::UBIGINT"
        engine.execute(f"INSERT INTO repeated_hashes {some} GROUP BY h HAVING COUNT(*) > 1")
    engine.execute("DROP TABLE hashes")
    return f"SELECT id FROM ({ids}) WHERE hash(id) IN (SELECT h FROM repeated_hashes)"


def _several(ids: str) -> str:
    return f"SELECT id FROM ({ids}) GROUP BY id HAVING COUNT(*) > 1"


def _ids_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT id FROM ({query})" for query in queries)
