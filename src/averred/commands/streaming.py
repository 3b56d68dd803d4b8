"""Findings of a large fact base as lines of JSON, each written as soon as it is judged."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from averred.commands import shared
from averred.errors import ConfigurationError
from averred.reports import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
        self._write(json_lines.found([part]))

    def end(self, reports: Sequence[Report], *, was_interrupted: bool) -> None:
        """Write what was not handed on, and the counts."""
        self._write(json_lines.found(reports))
        self._write(iter([json_lines.summary(reports, is_whole=not was_interrupted)]))
        if self._file:
            self._file.close()

    def _write(self, lines: Iterator[str]) -> None:
        while some := "".join(islice(lines, _LINES_AT_ONCE)):
            if self._file is None:
                shared.say(some)
            else:
                self._file.write(some.encode())
                self._file.flush()


_LINES_AT_ONCE: Final = 1_000


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("wb")
    except OSError as error:
        raise ConfigurationError(f"cannot write {file}: {error.strerror}") from error
