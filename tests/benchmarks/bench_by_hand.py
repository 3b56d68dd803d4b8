"""One rule beside the same asked by hand in DuckDB. Run by hand.

    python tests/benchmarks/bench_by_hand.py 10000000
    python tests/benchmarks/bench_by_hand.py --rounds 9 1000000

Three queries by hand, each of which a person may write for a functional property: the groups that
contradict themselves, the facts of these groups, the pairs of facts that exclude each other. Beside them
the rule `contradictory`: its screen, and its first 1,000 findings with their explanations. All are run in
turn, round by round, and the medians are told: wall time and time of the processor, in seconds. What every
check does before the rules, once for all of them, is told as well.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from averred.config import Settings
from averred.engine import session
from averred.engine.duck import DuckEngine
from averred.engine.screens import screens
from averred.scale import embedded, filling
from averred.scale.large import Large, open_large
from averred.scale.parts import Loader
from tests.benchmarks.bench_scale import generate

FIRST = 1_000


class Laps:
    """Wall and processor time of steps, in seconds, each time that they are run."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[float, float]]] = {}

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """One step."""
        wall, own = time.perf_counter(), time.process_time()
        yield
        self._found.setdefault(name, []).append((time.perf_counter() - wall, time.process_time() - own))

    def medians(self) -> dict[str, tuple[float, float]]:
        """The median of each step."""
        return {
            name: (round(median(wall for wall, _ in some), 2), round(median(own for _, own in some), 2))
            for name, some in self._found.items()
        }


def queries(path: Path) -> dict[str, str]:
    """What a person may ask."""
    rows = f"'{path}'"
    groups = f"SELECT subject, predicate FROM {rows} GROUP BY ALL HAVING max(min) > min(max)"
    same = "a.subject = b.subject AND a.predicate = b.predicate"
    return {
        "by hand, groups": groups,
        "by hand, their facts": f"SELECT a.* FROM {rows} a JOIN ({groups}) b ON {same}",
        "by hand, pairs": f"SELECT a.id, b.id FROM {rows} a JOIN {rows} b ON {same} AND a.min > b.max",
    }


def suspects(large: Large, engine: DuckEngine) -> session.Suspects:
    """What the screen of the rule lets through."""
    return session.run(engine, screens(large.vocabulary, large.screens, there=engine.predicates()))


def judged(large: Large, loader: Loader, found: session.Suspects) -> int:
    """How many findings there are, each with its explanation."""
    return sum(len(list(embedded.judged(large, part).findings)) for part in loader.suspects(found))


def beside(folder: Path, memory: str, rounds: int) -> Laps:
    """Everything in turn, some times."""
    laps = Laps()
    large = open_large(folder, Settings(select=frozenset({"contradictory"}), today="2026-11-22"))
    with closing(duckdb.connect()) as connection, closing(DuckEngine(memory)) as engine:
        with laps.lap("once: rows looked through"):
            filling.fill(engine, large, range(len(large.files)))
        with laps.lap("once: ids compared"):
            loader = Loader(large, engine)
        for _ in range(rounds):
            for name, query in queries(folder / "facts.parquet").items():
                with laps.lap(name):
                    connection.execute(query).fetchall()
            with laps.lap("the screen"):
                found = suspects(large, engine)
            some = session.Suspects(set(sorted(found.alone)[:FIRST]), set())
            with laps.lap(f"the first {FIRST:,} findings"):
                judged(large, loader, some)
        with laps.lap("once: all findings"):
            judged(large, loader, found)
    return laps


def main() -> None:
    """Generate facts and run everything in turn."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", default="1GB")
    chosen = parser.parse_args()
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            generate(Path(name), size, "parquet", hot=False)
            print(f"{size:,} facts: wall and processor, seconds")
            print(json.dumps(beside(Path(name), chosen.memory, chosen.rounds).medians(), indent=1))


if __name__ == "__main__":
    main()
