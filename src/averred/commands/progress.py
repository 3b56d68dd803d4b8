"""What a long check is doing, on stderr: only on a terminal, or where somebody asks for it."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from averred.display.cells import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Whoever waits for less does not ask what goes on.
SECONDS_BEFORE_THE_FIRST: Final = 2.0
_SECONDS_BETWEEN: Final = 1.0
_CLEARED_LINE: Final = "\r\x1b[K"


@contextmanager
def telling(
    *, wanted: bool | None, patience: float = SECONDS_BEFORE_THE_FIRST
) -> Iterator[Callable[[str], None]]:
    """Within it, what is being done is shown once it takes long.

    Args:
        wanted: True and False for always and never; None for where stderr is a terminal.
        patience: seconds before something is shown.

    Yields:
        A function that takes what is being done now.
    """
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        yield lambda _: None
        return
    from threading import Event, Thread

    doing = [""]
    is_done = Event()

    def show() -> None:
        begin, wait = time.monotonic(), patience
        while not is_done.wait(wait):
            wait = _SECONDS_BETWEEN
            _write(f"{doing[0]}, {round(time.monotonic() - begin)} s")
        if wait != patience and sys.stderr.isatty():
            sys.stderr.write(_CLEARED_LINE)

    thread = Thread(target=show, daemon=True)
    thread.start()
    try:
        yield lambda now: doing.__setitem__(0, visible(now))
    finally:
        is_done.set()
        thread.join()


def _write(words: str) -> None:
    """One line that the next one replaces; where there is no terminal, a line each."""
    sys.stderr.write(f"{_CLEARED_LINE}{words}" if sys.stderr.isatty() else f"{words}\n")
    sys.stderr.flush()
