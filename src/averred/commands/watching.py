"""Run a check again whenever one of its files changes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_SECONDS_BETWEEN_LOOKS: Final = 0.5
_INTERRUPTED: Final = 130


def again_and_again(check: Callable[[], int], paths: Iterable[Path]) -> int:
    """Check, and check again after each change of a file in or below the paths, until Ctrl-C.

    Returns:
        The exit code of an interrupted command.
    """
    paths = list(paths)
    seen: dict[str, int] | None = None
    try:
        while True:
            now = _times(paths)
            if now != seen:
                seen = now
                if check() == _INTERRUPTED:
                    return _INTERRUPTED
                click.echo("watching; Ctrl-C ends", err=True)
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _times(paths: Iterable[Path]) -> dict[str, int]:
    """When each file was last written, by its name."""
    files = [str(path) for path in paths if path.is_file()]
    for path in paths:
        for folder, _, names in os.walk(path):
            files += [os.path.join(folder, name) for name in names]  # noqa: PTH118  # thousands of them, often
    return {name: os.stat(name).st_mtime_ns for name in files if os.path.exists(name)}  # noqa: PTH110, PTH116
