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
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from averred.commands.shared import Overrides

_SECONDS_BETWEEN_LOOKS: Final = 0.5
_INTERRUPTED: Final = 130


def again_and_again(
    check: Callable[[], int], bases: Sequence[Path], overrides: Overrides, written: Sequence[Path] = ()
) -> int:
    """Check, and check again after each change of a fact file, a text or the settings, until Ctrl-C.

    Settings that are wrong are said, and are looked at again when they change.

    Args:
        check: makes and shows the reports; the exit code.
        bases: what is checked.
        overrides: what the command line says.
        written: the files that a check writes: that they change is no reason to check again.

    Returns:
        The exit code of an interrupted command.
    """
    own = {str((file / "index.html" if file.is_dir() else file).absolute()) for file in written}
    paths = _watched(bases, overrides, [])
    seen: dict[str, int] | None = None
    try:
        while True:
            now = _times(paths, own)
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


def _times(paths: Iterable[Path], own: Collection[str]) -> dict[str, int]:
    """When each file was last written, by its name; but for our own, and those that editors and git hide."""
    files = [str(path) for path in paths if path.is_file()]
    for path in paths:
        for folder, folders, names in os.walk(path):
            folders[:] = [
                name for name in folders if not name.startswith(".") and not _is_ours(folder, name, own)
            ]
            files += [os.path.join(folder, name) for name in names if not name.startswith(".")]  # noqa: PTH118
    times = ((name, _time(name)) for name in files if os.path.abspath(name) not in own)  # noqa: PTH100
    return {name: time for name, time in times if time is not None}


def _is_ours(folder: str, name: str, own: Collection[str]) -> bool:
    """Whether a folder is that of the further pages of a report that a check writes."""
    report = f"{name.removesuffix('-pages')}.html"
    return name.endswith("-pages") and os.path.abspath(os.path.join(folder, report)) in own  # noqa: PTH100, PTH118


def _time(name: str) -> int | None:
    """When a file was last written; None for one that has just gone."""
    try:
        return os.stat(name).st_mtime_ns  # noqa: PTH116
    except OSError:
        return None
