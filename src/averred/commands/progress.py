"""What a long check is doing, on stderr: only on a terminal, or where somebody asks for it."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from averred.display.cells import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Whoever waits for less does not ask what goes on.
SECONDS_BEFORE_THE_FIRST: Final = 2.0
_SECONDS_BETWEEN: Final = 1.0
_CLEARED_LINE: Final = "\r\x1b[K"


def _now() -> float:
    return time.monotonic()


class Tell:
    """Takes what is being done now, and how far it is."""

    def __init__(self) -> None:
        self.begin("")

    def begin(self, whole: str) -> None:
        """Take what all that follows is a part of."""
        self._whole = visible(whole)
        self._now, self._done, self._of = "", 0, 0
        self._begin = _now()

    def __call__(self, now: str, done: int = 0, of: int = 0) -> None:
        """Take it.

        Args:
            now: what is being done.
            done: how much of it is done.
            of: how much there is; 0 where nobody knows.
        """
        now = visible(now)
        if now != self._now:
            self._begin = _now()
        self._now, self._done, self._of = now, done, of

    def line(self, seconds: float) -> str:
        """One line, with an estimate of what is left from how long the part took that is done.

        Args:
            seconds: how long all of it has taken.
        """
        parts = [": ".join(part for part in (self._whole, self._now) if part)]
        share = min(self._done / self._of, 1.0) if self._of else 0.0
        if self._done:
            parts.append(f"{share:.0%}" if self._of else f"{self._done:,} so far")
        parts.append(f"{round(seconds):,} s")
        if share:
            left = (_now() - self._begin) * (1 - share) / share
            parts.append(f"about {round(left):,} s left")
        return ", ".join(parts)


@contextmanager
def telling(*, wanted: bool | None, patience: float = SECONDS_BEFORE_THE_FIRST) -> Iterator[Tell]:
    """Within it, what is being done is shown once it takes long.

    Args:
        wanted: True and False for always and never; None for where stderr is a terminal.
        patience: seconds before something is shown.

    Yields:
        What takes what is being done now.
    """
    doing = Tell()
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        yield doing
        return
    from threading import Event, Thread

    is_done = Event()

    def show() -> None:
        begin, wait = _now(), patience
        while not is_done.wait(wait):
            wait = _SECONDS_BETWEEN
            _write(doing.line(_now() - begin))
        if wait != patience and sys.stderr.isatty():
            sys.stderr.write(_CLEARED_LINE)

    thread = Thread(target=show, daemon=True)
    thread.start()
    try:
        yield doing
    finally:
        is_done.set()
        thread.join()


def _write(words: str) -> None:
    """One line that the next one replaces; where there is no terminal, a line each."""
    sys.stderr.write(f"{_CLEARED_LINE}{words}" if sys.stderr.isatty() else f"{words}\n")
    sys.stderr.flush()
