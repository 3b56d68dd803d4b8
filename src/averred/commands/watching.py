"""Run a check again whenever one of its files changes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

import click

from averred.commands.shared import settings_for
from averred.display.cells import visible
from averred.errors import AverredError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from averred.commands.shared import Overrides

_SECONDS_BETWEEN_LOOKS: Final = 0.5
_INTERRUPTED: Final = 130


def again_and_again(check: Callable[[], int], bases: Sequence[Path], overrides: Overrides) -> int:
    """Check, and check again after each change of a fact file, a text or the settings, until Ctrl-C.

    Settings that are wrong are said, and are looked at again when they change.

    Args:
        check: makes and shows the reports; the exit code.
        bases: what is checked.
        overrides: what the command line says.

    Returns:
        The exit code of an interrupted command.
    """
    paths = _watched(bases, overrides, [])
    seen: dict[str, int] | None = None
    try:
        while True:
            now = _times(paths)
            if now != seen:
                seen = now
                if _said(check) == _INTERRUPTED:
                    return _INTERRUPTED
                click.echo("watching; Ctrl-C ends", err=True)
                paths = _watched(bases, overrides, paths)
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _said(check: Callable[[], int]) -> int:
    """The exit code of a check; what makes it impossible is said, and somebody will mend it."""
    try:
        return check()
    except AverredError as error:
        click.echo(f"averred: error: {visible(str(error))}", err=True)
        return 0


def _watched(bases: Sequence[Path], overrides: Overrides, before: Iterable[Path]) -> list[Path]:
    """The fact bases, their settings, and the folders of their texts; where these are wrong, those before."""
    from averred.config import find_settings_file

    paths = list(bases)
    for base in bases:
        settings_file = find_settings_file((base if base.is_dir() else base.parent).resolve())
        paths += [settings_file] if settings_file else []
        try:
            sources = settings_for(base, overrides).sources
            paths += [sources] if sources else []
        except AverredError:  # the check says it
            paths += before
    return list(dict.fromkeys(paths))


def _times(paths: Iterable[Path]) -> dict[str, int]:
    """When each file was last written, by its name."""
    files = [str(path) for path in paths if path.is_file()]
    for path in paths:
        for folder, _, names in os.walk(path):
            files += [os.path.join(folder, name) for name in names]  # noqa: PTH118  # thousands of them, often
    return {name: os.stat(name).st_mtime_ns for name in files if os.path.exists(name)}  # noqa: PTH110, PTH116
