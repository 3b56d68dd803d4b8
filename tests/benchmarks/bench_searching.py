"""What processes side by side gain: run by hand, `python tests/benchmarks/bench_searching.py [rounds]`.

Sources of invented words, read and searched by one process, and by two. Figures are seconds: of wall time
(the least of some rounds, in turn), and of the processor, by this process and by those that it started.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent.parent))  # a benchmark is run as a file, not as a module

from averred import searching
from averred.searching import Job
from tests.benchmarks.bench_anchoring import citations, text_of


def written(folder: Path, suffix: str, count: int, megabytes: float, cited: int) -> list[Job]:
    """Sources with citations of each."""
    jobs = []
    for number in range(count):
        text = text_of(max(1, round(megabytes)), seed=number)[: round(megabytes * 1_000_000)]
        path = folder / f"{number}{suffix}"
        path.write_text(page(text) if suffix == ".html" else text, encoding="utf-8")
        asked = citations(text, cited, seed=number)
        jobs.append(Job(path, [(one.quote, None, None, None) for one in asked]))
    return jobs


def page(text: str) -> str:
    """A text as a page."""
    return "<body>" + "".join(f"<p>{block}</p>\n" for block in text.split("\n\n")) + "</body>"


def cost(jobs: list[Job], workers: int) -> tuple[float, float, float, int]:
    """Seconds of wall time, of the processor here and elsewhere, and how many citations were found."""
    start, here, there = (
        time.perf_counter(),
        processor(resource.RUSAGE_SELF),
        processor(resource.RUSAGE_CHILDREN),
    )
    searched = searching._in_processes(jobs, workers) if workers > 1 else map(searching.search, jobs)
    found = sum(one.verdict == "exact" for outcome in searched for one in outcome.anchors)
    here, there = processor(resource.RUSAGE_SELF) - here, processor(resource.RUSAGE_CHILDREN) - there
    return time.perf_counter() - start, here, there, found


def processor(who: int) -> float:
    """Seconds that this process has used, or those that it started and that have ended."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def main(rounds: int) -> None:
    """Measure sources of some kinds and sizes."""
    for suffix, count, megabytes, cited in (
        (".txt", 4, 1, 500), (".txt", 40, 1, 500), (".txt", 10, 10, 500), (".html", 40, 0.2, 100),
    ):  # fmt: skip
        with TemporaryDirectory() as folder:
            jobs = written(Path(folder), suffix, count, megabytes, cited)
            told = f"{count} sources {suffix} of {megabytes} MB, {len(jobs[0].asked)} citations each"
            print(f"{told}; told in advance {sum(job.seconds for job in jobs):.1f} s")
            print(f"  processes that would be started: {searching._workers(jobs)}")
            costs: dict[int, list[tuple[float, float, float, int]]] = {1: [], 2: []}
            for _ in range(rounds):
                for workers, seen in costs.items():
                    seen.append(cost(jobs, workers))
            for workers, seen in costs.items():
                wall, here, there, found = min(seen)
                used = f"{here:.2f} s here, {there:.2f} s elsewhere"
                print(f"  {workers} at a time: {wall:.2f} s; of the processor {used}; {found:,} found")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["3"])[0]))
