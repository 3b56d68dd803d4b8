"""Sources are read side by side where that pays; what is found is the same."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from averred import searching
from averred.anchor.many import Asked
from averred.searching import Job, Outcome, search_all

TEXTS = {
    "a.txt": "The fair drew 2,000 visitors.",
    "b.html": "<p>The fair drew 3,000 visitors.</p><p>It closed.</p>",
    "c.txt": "Nothing.",
}
ASKED = (("The fair drew", None, None, None), ("2,000 visitors", "drew", ".", None))


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    """Three sources that can be read, one that cannot, one that is not there."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(b"\xff")
    names = [*TEXTS, "d.txt", "e.txt"]
    return [Job(tmp_path / name, ASKED if number != 2 else ()) for number, name in enumerate(names)]


def told(outcome: Outcome) -> object:
    """All that an outcome says."""
    source = outcome.source
    text = source and (source.text, source.digest, source.blocks, source.cuts, source.loader)
    return text, list(outcome.anchors), str(outcome.error), outcome.error and outcome.error.suggestion


def test_side_by_side_finds_the_same_in_the_same_order(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts, places and errors, whoever reads; and the normalised text comes with the text."""
    alone = list(search_all(jobs, side_by_side=True))
    monkeypatch.setattr(searching, "_workers", lambda _: 2)
    together = list(search_all(jobs, side_by_side=True))

    assert list(map(told, alone)) == list(map(told, together))
    assert ["exact", "exact"] == [anchor.verdict for anchor in together[0].anchors]
    assert ["d.txt is not UTF-8", "there is no file e"] == [str(one.error)[:18] for one in together[3:]]
    assert together[0].source is not None
    assert "n1" in together[0].source._known
    assert Asked(*ASKED[0]).quote in together[0].source.text


def test_where_no_processes_can_be_had_everything_is_read_here(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container may lack what they are waited for with."""

    def refuse(_: int) -> None:
        raise OSError(38, "Function not implemented")

    alone = list(search_all(jobs))
    monkeypatch.setattr(searching, "_workers", lambda _: 2)
    monkeypatch.setattr(searching, "_pool", refuse)

    assert list(map(told, alone)) == list(map(told, search_all(jobs, side_by_side=True)))


class Deadly(type(Path())):  # type: ignore[misc]
    """A path at which the process ends that is to read it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return signal.raise_signal, (int(signal.SIGABRT),)


def test_a_source_that_ends_its_process_is_at_fault_alone(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are read all the same."""
    monkeypatch.setattr(searching, "_workers", lambda _: 2)
    given = [jobs[0], Job(Deadly(jobs[1].path), ASKED), jobs[2]]
    found = list(search_all(given, side_by_side=True))

    assert [True, False, True] == [one.source is not None for one in found]
    assert "b.html ends the program that reads it (save it as text and cite that)" == str(found[1].error)


@pytest.mark.parametrize(
    "name, sizes, citations, processors, expected",
    [
        ("a.pdf", [300_000, 300_000], 0, 2, 2),
        ("a.pdf", [300_000, 300_000, 300_000], 0, 2, 2),
        ("a.pdf", [300_000, 300_000], 0, 8, 2),
        ("a.pdf", [300_000, 300_000], 0, 1, 1),
        ("a.pdf", [600_000, 50_000], 0, 2, 1),
        ("a.pdf", [600_000], 0, 2, 1),
        ("a.PDF", [300_000, 300_000], 0, 2, 2),
        ("a.txt", [300_000, 300_000], 0, 2, 1),
        ("a.txt", [300_000, 300_000], 25_000, 2, 1),
        ("a.txt", [300_000, 300_000], 90_000, 2, 2),
        ("a.txt", [], 0, 2, 1),
    ],
)
def test_processes_start_where_they_save_more_than_they_cost(
    tmp_path: Path, name: str, sizes: list[int], citations: int, processors: int, *, expected: int
) -> None:
    """Two sources that take long, and two processors; one large source is not made faster."""
    given = []
    for number, size in enumerate(sizes):
        (tmp_path / f"{number}{name}").write_bytes(b" " * size)
        given.append(Job(tmp_path / f"{number}{name}", [ASKED[0]] * citations))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "_processors", lambda: processors)
        assert expected == searching._workers(given)


def test_a_source_that_is_gone_takes_no_time() -> None:
    """It is found to be gone when it is read."""
    assert 0 == Job(Path("nowhere.pdf"), ()).seconds


def test_processors_are_counted_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that may be used, or else all."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)

    assert 1 == searching._processors()


def test_an_interruption_ends_the_processes_at_once() -> None:
    """Nobody waits for what nobody wants any more, and no process is left."""
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _interrupted(60)

    assert time.monotonic() - start < 50
    assert [] == multiprocessing.active_children()


def _interrupted(seconds: int) -> None:
    with searching._pool(2) as pool:
        pool.submit(time.sleep, seconds)
        raise KeyboardInterrupt


# Two processes read, however many processors there are, and never end: they are interrupted while they read.
_WAITS = """
import os, pathlib, signal, time
from averred import loaders, searching

def wait(path):
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    (pathlib.Path({folder!r}) / f"{{os.getpid()}} {{blocked}}").touch()
    time.sleep(600)

signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background is deaf to it
loaders.load_source, searching._workers = wait, lambda jobs: 2
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")
def test_ctrl_c_is_one_word(tmp_path: Path) -> None:
    """A terminal interrupts all processes at once; those that read say nothing about it."""
    for folder in ("s", "here", "reading"):
        (tmp_path / folder).mkdir()
    (tmp_path / "here" / "sitecustomize.py").write_text(_WAITS.format(folder=str(tmp_path / "reading")))
    for number in range(4):
        (tmp_path / "s" / f"{number}.txt").write_text("The fair.")
    (tmp_path / "facts.toml").write_text(
        "".join(f'[source.s{number}]\npath = "{number}.txt"\n' for number in range(4))
    )
    command = [sys.executable, "-m", "averred", "check", str(tmp_path), "--sources", str(tmp_path / "s")]
    with subprocess.Popen(
        command,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "here")},
    ) as checking:
        try:
            deadline = time.monotonic() + 120
            while len(_names(tmp_path / "reading")) < 2 and time.monotonic() < deadline:
                time.sleep(0.05)
            reading = _names(tmp_path / "reading")
            os.killpg(checking.pid, signal.SIGINT)
            out, err = checking.communicate(timeout=120)
        except BaseException:
            os.killpg(checking.pid, signal.SIGKILL)
            raise

    assert (130, b"interrupted: 0 of 1 fact bases were checked") == (checking.returncode, err.strip())
    assert b"0 facts" in out
    assert ["True", "True"] == [name.split()[1] for name in reading]
    assert str(checking.pid) not in {name.split()[0] for name in reading}


def _names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]
