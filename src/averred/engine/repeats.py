"""Ids that several facts have, among more ids than fit into memory: order tells most, hashes the rest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from averred.engine import ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from averred.engine.ids import Ids, Span
    from averred.engine.protocol import Engine

    class Duck(Engine, Protocol):
        """DuckDB: functions that only it has are used here."""

        def execute(self, query: str) -> object:
            """Run a query of its own dialect."""

        def arrow(self, query: str) -> Iterable[Any]:
            """What a query gives, as Arrow batches."""

        def load(self, table: str, rows: object) -> None:
            """Make a table of an Arrow table."""


#: The most ids that are compared as texts.
FEW: Final = 1_000_000
#: The hashes that are compared at once: 4 million take about 200 MB.
AT_ONCE: Final = 4_000_000
_HASHES: Final = 2**64
#: The most pairs of an id and a span that are tried; beyond that it is quicker to look for all of them.
_MOST_TRIED: Final = 10_000_000


class Named(NamedTuple):
    """Facts whose ids are compared.

    Attributes:
        size: how many facts.
        ids: what is known of their ids; None if nobody has looked at them.
    """

    size: int
    ids: Ids | None = None


def repeated(engine: Duck, sources: Mapping[str, Named]) -> str:
    """A query for the ids that several facts have.

    No fact of a file whose ids are told apart by their order has the id of another one there, nor of a file
    whose ids all come later. So such files are compared with the others alone, if these have few ids, and
    looked through only for those that lie between ids of theirs.

    Args:
        engine: where queries can be asked.
        sources: by a query for facts: of some without order, then of each file.
    """
    ordered: dict[str, Sequence[Span]] = {}
    for query, source in list(sources.items())[1:]:
        known = ids.surveyed(engine.arrow(ids.asked(query))) if source.ids is None else source.ids
        if known.spans is not None:
            ordered[query] = known.spans
    alone = _apart(ordered)
    rest = [query for query in sources if query not in alone]
    if sum(sources[query].size for query in rest) > FEW:
        return _several(_alike(engine, _ids_of(sources), sum(one.size for one in sources.values())))
    again = _several(_ids_of(rest))
    if not alone:
        return again
    spans = [span for query in alone for span in ordered[query]]
    is_quick = sum(sources[query].size for query in rest) * len(spans) <= _MOST_TRIED
    engine.make("near", _between(engine, rest, spans) if is_quick else _ids_of(rest))
    return f"{again} UNION SELECT id FROM ({_ids_of(alone)}) WHERE id IN (SELECT id FROM near)"


def _apart(ordered: Mapping[str, Sequence[Span]]) -> list[str]:
    """The files that share no id with any of the others that follow when they are sorted."""
    files = sorted(
        (spans[0][:2], (spans[-1].size, spans[-1].last), query) for query, spans in ordered.items() if spans
    )
    meeting = {query for (_, last, query), (first, *_) in pairwise(files) if last >= first}
    return [query for query in ordered if query not in meeting]


def _between(engine: Duck, rest: Sequence[str], spans: Sequence[Span]) -> str:
    """A query for those ids of the rest that lie between ids of their size in a file that has an order."""
    import pyarrow as pa

    kinds = {"size": pa.int64(), "first": pa.string(), "last": pa.string()}
    columns = list(zip(*spans, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds.values(), strict=True)]
    engine.load("spans", pa.table(arrays, names=list(kinds)))
    is_between = "strlen(i.id) = s.size AND i.id BETWEEN s.first AND s.last"
    return f"SELECT DISTINCT i.id AS id FROM ({_ids_of(rest)}) i JOIN spans s ON {is_between}"


def _alike(engine: Duck, names: str, count: int) -> str:
    """The ids whose hash another one has too: all that are repeated, and hardly any others.

    Hashes are of one size, however long an id is, and each range of them is compared by itself.
    """
    engine.make("hashes", f"SELECT hash(id) AS h FROM ({names})")
    engine.make("repeated_hashes", "SELECT h FROM hashes LIMIT 0")
    step = -(-_HASHES // -(-count // AT_ONCE))
    for low in range(0, _HASHES, step):
        high = min(low + step, _HASHES) - 1
        some = f"SELECT h FROM hashes WHERE h BETWEEN {low}::UBIGINT AND {high}::UBIGINT"
        engine.execute(f"INSERT INTO repeated_hashes {some} GROUP BY h HAVING COUNT(*) > 1")
    engine.execute("DROP TABLE hashes")
    return f"SELECT id FROM ({names}) WHERE hash(id) IN (SELECT h FROM repeated_hashes)"


def _several(names: str) -> str:
    return f"SELECT id FROM ({names}) GROUP BY id HAVING COUNT(*) > 1"


def _ids_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT id FROM ({query})" for query in queries)
