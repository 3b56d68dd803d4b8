"""Sources are read, and their citations looked for: one after the other, or side by side in processes.

Each text is read and normalised once, by whoever searches it. What is found is the same either way, in the
same order. Processes cost a third of a second to start, so they are started where they save more.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from averred.anchor import Anchor
    from averred.source import SourceText

    Fields = tuple[str, str | None, str | None, str | None]

# Seconds a megabyte and a citation, measured on 2026-11-30 (2 cores at 2.8 GHz, a load of 6 to 7).
_COSTS: Final = {
    ".htm": 0.4, ".html": 0.4, ".xhtml": 0.4, ".wiki": 4.0, ".wikitext": 4.0, ".mediawiki": 4.0, ".pdf": 20.0,
}  # fmt: skip
_TEXT_COST: Final = 0.055
_CITATION_COST: Final = 0.00003
_WORTH: Final = 2.0  # seconds that processes must save, to be started


class Job(NamedTuple):
    """A source to read, and what to look for in it.

    Attributes:
        path: its file.
        asked: its citations, each as the fields of `averred.anchor.many.Asked`.
        source: its text, where it was read before.
    """

    path: Path
    asked: Sequence[Fields]
    source: SourceText | None = None

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        try:
            megabytes = self.path.stat().st_size / 1_000_000
        except OSError:
            return 0.0
        cost = _COSTS.get(self.path.suffix.lower(), _TEXT_COST)
        return cost * megabytes + _CITATION_COST * len(self.asked)


class Outcome(NamedTuple):
    """What came of a job.

    Attributes:
        source: the text; None where it cannot be read.
        anchors: where its citations stand, in the order in which they were asked for.
        error: why it cannot be read.
    """

    source: SourceText | None
    anchors: Sequence[Anchor] = ()
    error: SourceError | None = None


def search(job: Job) -> Outcome:
    """Read one source and look for its citations."""
    from averred.loaders import load_source

    try:
        source = job.source or load_source(job.path)
    except SourceError as error:
        return Outcome(None, error=error)
    if not job.asked:
        return Outcome(source)
    from averred.anchor.many import Asked, anchor_many

    return Outcome(source, anchor_many([Asked(*fields) for fields in job.asked], source))


def search_all(jobs: Sequence[Job], *, side_by_side: bool = False) -> Iterator[Outcome]:
    """Read the sources of all jobs and look for their citations, in the order of the jobs.

    Args:
        jobs: what to do.
        side_by_side: processes may be started, which a program that has no guard around what it does when it
            is imported (`if __name__ == "__main__"`) does not survive.
    """
    workers = _workers(jobs) if side_by_side else 1
    return _in_processes(jobs, workers) if workers > 1 else map(search, jobs)


def _workers(jobs: Sequence[Job]) -> int:
    """How many processes pay: 1 if they cost more to start than they save."""
    several = min(len(jobs), _processors())
    if several < 2:
        return 1
    seconds = [job.seconds for job in jobs]
    saved = sum(seconds) - max(*seconds, sum(seconds) / several)
    return several if saved > _WORTH else 1


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _in_processes(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """The outcome of each job, done in a process; one in which a process ends is done again, alone."""
    from concurrent.futures.process import BrokenProcessPool

    done, rest = 0, _alone
    try:
        with _pool(workers) as pool:
            with _no_interrupts():
                waiting = {number: pool.submit(search, job) for number, job in _longest_first(jobs)}
            for number in range(len(jobs)):
                yield waiting.pop(number).result()
                done += 1
    except BrokenProcessPool:
        pass
    except (OSError, NotImplementedError):  # the system gives no processes, or nothing to wait for them with
        rest = search
    yield from map(rest, jobs[done:])


def _longest_first(jobs: Sequence[Job]) -> list[tuple[int, Job]]:
    return sorted(enumerate(jobs), key=lambda numbered: -numbered[1].seconds)


def _alone(job: Job) -> Outcome:
    """A job after some process has ended, in one of its own: the source that ends it is at fault."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        with _no_interrupts():
            waiting = pool.submit(search, job)
        try:
            return waiting.result()
        except BrokenProcessPool:
            why = f"{job.path.name} ends the program that reads it"
            return Outcome(None, error=SourceError(why, suggestion="save it as text and cite that"))


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Processes that end with what they are needed for, also where somebody interrupts that."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")  # the copy of a process with threads may wait for ever
    pool = ProcessPoolExecutor(workers, mp_context=context)
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Ctrl-C reaches all processes of a terminal; those that start here leave it to who ends them."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
