"""Every error that averred raises on purpose.

Misuse of the library raises one of these. Bad *input* (a fact file, a source) never raises past the
reader: it becomes a finding with a position.
"""

from __future__ import annotations


class AverredError(Exception):
    """The base of every error raised on purpose."""

    def __init__(self, message: str, *, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"{self.message} ({self.suggestion})" if self.suggestion else self.message


class ReadingError(AverredError):
    """Words that have no reading: not a quantity, a date or an ordinal that averred can read."""


class EmptyIntervalError(AverredError, ValueError):
    """An interval that would hold no value at all."""


class ConfigurationError(AverredError):
    """A wrong option, setting, or rule parameter: the command line exits with 2."""


class SourceError(AverredError):
    """A source that cannot be read as text."""


class QuoteError(AverredError):
    """A quote or a text directive that is malformed."""


class LockError(AverredError):
    """A lock file that cannot be read or written, or a change that it may not take."""
