"""What the executors of Spark do: measure files, read single rows in full, judge groups.

Each function takes the rows of a partition as one stream of Arrow batches, in order, and gives another.
Entries and findings travel pickled: Spark ships its own work so, between the same processes.
"""

from __future__ import annotations

import pickle
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from averred import exchange
from averred.engine.rows import links_of
from averred.engine.spark import batches_of
from averred.errors import AverredError
from averred.scale import embedded, filling
from averred.scale.fetching import name_in
from averred.scale.outcomes import Outcome
from averred.scale.parts import Loader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from averred.engine.spark import Batches
    from averred.scale.fetching import Place, Row
    from averred.scale.large import Large


#: Rows that were read for a unit. `own` is 1 where the unit judges it, 0 where something there rests on
#: it; `entry` is the entry, or what is wrong with it; `links` the ids of what it rests on.
FETCHED: Final = (
    "unit STRING, file BIGINT, line BIGINT, own BIGINT, id STRING, entry BINARY, links ARRAY<STRING>"
)
OUTCOMES: Final = "outcome BINARY"
#: The most rows, or findings, that travel together.
_BATCH: Final = 5_000


def measured(large: Large, memory: str, batches: Batches) -> Batches:
    """The numbers of files → their rows of the table `facts`; -1 stands for the fact files."""
    from averred.engine.duck import DuckEngine, enough

    for batch in batches:
        for file in batch.column("file").to_pylist():
            with enough(memory), closing(DuckEngine(memory)) as engine:
                filling.fill(engine, large, [] if file < 0 else [file])
                yield from batches_of(engine, file)


def fetched(large: Large, batches: Batches) -> Batches:
    """Rows that units want, by file and line → these rows in full. Each is read once."""
    known = large.known
    made: list[tuple[object, ...]] = []
    for file, wanted in groupby(_rows(batches), key=itemgetter("file")):
        units: dict[int, list[tuple[str, int]]] = {}
        for row in wanted:
            units.setdefault(row["line"], []).append((row["unit"], row["own"]))
        for line, name, entry in exchange.entries(large.files[file], units.keys()):
            packed, links = pickle.dumps(entry), sorted(links_of([entry]) - known)
            made += [(unit, file, line, own, name, packed, links) for unit, own in units.get(line, ())]
            if len(made) >= _BATCH:
                yield _fetched_batch(made)
                made = []
    if made:
        yield _fetched_batch(made)


def judged_groups(large: Large, later: Collection[Place], batches: Batches) -> Batches:
    """The rows of groups → what is found in them, some groups at a time."""
    waiting: list[dict[str, Any]] = []
    for rows in _units(batches):
        waiting += rows
        if len(waiting) >= large.most_read:
            yield from _judged(Apart(large, waiting, later))
            waiting = []
    if waiting:
        yield from _judged(Apart(large, waiting, later))


def _judged(apart: Apart) -> Batches:
    return _packed(apart.large, embedded.judged(apart.large, apart.groups(apart.keys, apart.own)))


def judged_alone(large: Large, batches: Batches) -> Batches:
    """Rows of which one alone may give a finding → what is found, unit by unit."""
    for rows in _units(batches):
        apart = Apart(large, rows)
        yield from _packed(large, embedded.looked_at(large, apart.more_looked_at(apart.own)))


class Apart(Loader):
    """Has the rows that were read for some units, and reads no file of rows itself.

    Attributes:
        own: the rows that these units judge.
        keys: their groups: subject and predicate.
    """

    def __init__(self, large: Large, rows: Iterable[dict[str, Any]], later: Collection[Place] = ()) -> None:
        """Unpack the rows of some units."""
        self.large = large
        self.later = set(later)
        self.own: set[Place] = set()
        self.keys: set[tuple[str, str]] = set()
        self._given: dict[Place, Row] = {}
        self._places: dict[str, set[Place]] = {}
        for row in rows:
            file, line, entry = row["file"], row["line"], pickle.loads(row["entry"])  # noqa: S301 - `fetched` made it
            self._given[file, line] = line, row["id"], entry
            name = name_in(large.row_ids, (file, line), self._given[file, line])
            self._places.setdefault(name, set()).add((file, line))
            if row["own"]:
                self.own.add((file, line))
                if isinstance(entry, dict):
                    self.keys.add((str(entry.get("subject")), str(entry.get("predicate"))))

    def _entries(self, rows: set[Place]) -> Iterator[tuple[Place, Row]]:
        for place in sorted(rows & self._given.keys()):
            yield place, self._given[place]

    def _named(self, names: set[str]) -> set[Place]:
        return {place for name in names for place in self._places.get(name, ())}


def _units(batches: Batches) -> Iterator[Iterator[dict[str, Any]]]:
    """The rows of each unit.

    Raises:
        AverredError: if a unit comes in pieces, of which each would be taken for the whole.
    """
    done: set[str] = set()
    for unit, rows in groupby(_rows(batches), key=itemgetter("unit")):
        if unit in done:
            raise AverredError(
                f"the rows of “{unit}” came in pieces", suggestion="use a Spark that keeps rows sorted"
            )
        done.add(unit)
        yield rows


def _rows(batches: Batches) -> Iterator[dict[str, Any]]:
    for batch in batches:
        yield from batch.to_pylist()


def _fetched_batch(rows: Sequence[tuple[object, ...]]) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    import pyarrow as pa

    kinds = [pa.string(), *[pa.int64()] * 3, pa.string(), pa.binary(), pa.list_(pa.string())]
    arrays = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
    return pa.record_batch(arrays, names=[column.split()[0] for column in FETCHED.split(", ")])


def _packed(large: Large, outcome: Outcome) -> Batches:
    import pyarrow as pa

    for piece in _pieces(outcome, large.vocabulary.by_id.keys()):
        yield pa.record_batch([pa.array([pickle.dumps(piece)], pa.binary())], names=["outcome"])


def _pieces(outcome: Outcome, known: Collection[str]) -> Iterator[Outcome]:
    """An outcome in pieces that can travel: findings with their facts, then the facts of no finding.

    Facts of the fact files are left out: the driver has these.
    """
    facts = {name: fact for name, fact in outcome.facts.items() if name not in known}
    cited = outcome.citations
    findings, rest = list(outcome.findings), dict(facts)
    for start in range(0, len(findings), _BATCH):
        some = findings[start : start + _BATCH]
        own = {name: facts[name] for finding in some for name in finding.facts if name in facts}
        rest = {name: fact for name, fact in rest.items() if name not in own}
        citations = {name: cited[name] for name in own if name in cited}
        yield Outcome(some, own, citations, {})
    names = list(rest)
    for start in range(0, len(names), _BATCH):
        own = {name: rest[name] for name in names[start : start + _BATCH]}
        yield Outcome((), own, {name: cited[name] for name in own if name in cited}, {})
    if outcome.tells:
        verdicts = dict(outcome.verdicts)
        wrong = None if outcome.wrong is None else outcome.wrong.travelling()
        yield outcome._replace(findings=(), facts={}, citations={}, verdicts=verdicts, wrong=wrong)
