"""Fact bases past one machine: Spark screens, and its executors measure the rows and judge the groups.

The same screens and the same judges as in `scale`. What stays with the driver: the fact files, groups that
belong together over subjects, facts that are in each other's way or rest on each other in turn, and the
acceptances. Everything else is judged where its rows are (`executors`).
"""

from __future__ import annotations

import pickle  # between the processes of one run, as Spark itself does
from contextlib import closing
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from averred.engine.spark import SparkEngine, in_plain_words, union
from averred.scale import embedded, executors
from averred.scale.afterwards import Known, last_parts
from averred.scale.large import open_large
from averred.scale.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from averred.config import Settings
    from averred.engine.session import Suspects, Tell
    from averred.engine.spark import Batches
    from averred.report import Report
    from averred.scale.large import Large
    from averred.scale.parts import Loader

#: Rows that a unit of judging needs: a subject, or some rows of which each is judged alone.
_WANTED: Final = {"unit": "STRING", "file": "BIGINT", "line": "BIGINT", "own": "BIGINT"}
_GROUPS: Final = (
    "SELECT f.subject AS unit, f.file, f.line, CAST(1 AS BIGINT) AS own FROM facts f, keys k "
    "WHERE f.subject = k.x AND f.predicate = k.y AND k.name = 'key'"
)
_LOOKED_AT: Final = "SELECT unit, file, line, own FROM wanted"


def check_path(  # noqa: PLR0913 - what a check at this size may be told
    path: Path,
    settings: Settings,
    *,
    session: Any = None,  # noqa: ANN401 - pyspark is not a dependency
    memory: str = "1GB",
    spill: Path | None = None,
    folder: str | None = None,
    hand_on: Callable[[Report], None] | None = None,
    tell: Tell | None = None,
    interruptible: bool = False,
) -> Report:
    """Check a large fact base with Spark.

    Args:
        path: a folder with fact files and files of rows, or one file of rows with fact files beside it.
            Each executor needs it under the same path, and averred with the extra `spark`.
        settings: which rules run and how.
        session: a pyspark.sql.SparkSession; a local one is taken or started if None.
        memory: the memory of a local session, and that of the engine that measures rows in an executor.
        spill: the folder for what does not fit there; None for the system's place for temporary files.
        folder: where Spark keeps tables while it runs, which all executors see; in its own cache if None.
        hand_on: as in `embedded.check`.
        tell: as in `embedded.check`.
        interruptible: as in `embedded.check`.

    Raises:
        ConfigurationError: for a wrong declaration or amount of memory, where Spark is missing, and for
            what an executor lacks.
    """
    large = open_large(path, settings, spill=spill)
    with closing(SparkEngine(session, memory, folder, spill)) as engine, in_plain_words():
        engine.measure(len(large.files), partial(executors.measured, large, memory))
        return check(large, engine, hand_on=hand_on, tell=tell, interruptible=interruptible)


def check(
    large: Large,
    engine: SparkEngine,
    *,
    hand_on: Callable[[Report], None] | None = None,
    tell: Tell | None = None,
    interruptible: bool = False,
) -> Report:
    """Screen on Spark, where the table `facts` is already, and judge in its executors.

    Args:
        large: what is checked.
        engine: has the table `facts`.
        hand_on: as in `embedded.check`.
        tell: as in `embedded.check`.
        interruptible: as in `embedded.check`.
    """
    judge = partial(judge_apart, engine)
    return embedded.check(large, engine, judge=judge, hand_on=hand_on, tell=tell, interruptible=interruptible)


def judge_apart(engine: SparkEngine, loader: Loader, suspects: Suspects) -> Iterator[Outcome]:
    """Judge what the screens let through: what belongs together here, the rest in the executors."""
    large = loader.large
    subjects = {fact.subject for fact in large.vocabulary.facts}
    here = {key for key in suspects.alone if key[0] in subjects}
    near = copy(suspects)
    near.alone = here
    for part in loader.suspects(near):
        yield embedded.judged(large, part)
    far = sorted(suspects.alone - here)
    loader.doing = "judging groups in the executors of Spark"
    if far:
        engine.fill("keys", [("key", subject, "", predicate, "") for subject, predicate in far])
        yield from _apart(engine, large, _GROUPS, partial(executors.judged_groups, large, loader.later))
    parts = loader.rows_looked_at()
    known = Known()
    yield known.note(embedded.looked_at(large, loader.first_looked_at(next(parts))))
    wanted = [(str(number), *row, 1) for number, rows in enumerate(parts) for row in sorted(rows)]
    loader.doing = "judging single facts in the executors of Spark"
    if wanted:
        engine.load("wanted", list(zip(*wanted, strict=True)), _WANTED)
        judge = partial(executors.judged_alone, large)
        yield from map(known.note, _apart(engine, large, _LOOKED_AT, judge))
    yield known.rest(loader)
    yield from embedded.unread(loader, known)
    for part in last_parts(loader, known):
        yield embedded.judged(large, part)


def _apart(
    engine: SparkEngine, large: Large, query: str, work: Callable[[Batches], Batches]
) -> Iterator[Outcome]:
    """What the executors find in the rows of a query, once everything that these rest on was read too."""
    read = partial(executors.fetched, large)
    engine.read("fetched0", query, read, executors.FETCHED)
    done = ["fetched0"]
    while engine.rest("resting", done):
        engine.read(f"fetched{len(done)}", "SELECT * FROM resting", read, executors.FETCHED)
        done.append(f"fetched{len(done)}")
    engine.group("outcomes", union(done), work, executors.OUTCOMES)
    for (outcome,) in engine.rows("SELECT outcome FROM outcomes"):
        yield cast("Outcome", pickle.loads(cast("bytes", outcome)))  # noqa: S301 - our executors made it
