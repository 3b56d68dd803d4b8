"""Findings of a large fact base as lines of JSON, each written as soon as it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from averred.commands import shared
from averred.errors import ConfigurationError
from averred.reports import json_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from averred.report import Report


class Stream:
    """Takes findings as they come, and in the end what is left, with the counts of everything."""

    def __init__(self, file: Path | None) -> None:
        """Begin.

        Args:
            file: where to; None for the screen.

        Raises:
            ConfigurationError: where the file cannot be written.
        """
        self._file = _opened(file) if file else None

    def take(self, part: Report) -> None:
        """Write what was found in a part of a fact base."""
        self._write("".join(json_lines.found([part])))

    def end(self, reports: Sequence[Report], *, was_interrupted: bool) -> None:
        """Write what was not handed on, and the counts."""
        self._write("".join(json_lines.found(reports)))
        self._write(json_lines.summary(reports, is_whole=not was_interrupted))
        if self._file:
            self._file.close()

    def _write(self, lines: str) -> None:
        if self._file is None:
            shared.say(lines)
            return
        self._file.write(lines.encode())
        self._file.flush()


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("wb")
    except OSError as error:
        raise ConfigurationError(f"cannot write {file}: {error.strerror}") from error
