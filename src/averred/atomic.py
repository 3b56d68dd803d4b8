"""Write a file so that whoever reads it sees the old one or the new one, never half."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: So much of a name is kept in that of the file that waits: a system takes 255 bytes.
_NAME_KEPT = 40


def write_atomically(path: Path, text: str) -> None:
    """Replace a file's content as one step, in UTF-8 with the line ends of the text.

    Raises:
        OSError: it cannot be written; the old file is then still there, whole.
    """
    target = path.resolve()  # a link stays a link
    waiting = target.with_name(f".{target.name[:_NAME_KEPT]}.{os.getpid()}.new")
    try:
        with waiting.open("xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            waiting.chmod(target.stat().st_mode)
        waiting.replace(target)
    except BaseException as error:
        with suppress(OSError):
            waiting.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)  # the name that its owner knows
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that for folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
