"""Every error that averred raises on purpose.

Misuse of the library raises one of these. Bad *input* (a fact file, a source) never raises past the
reader: it becomes a finding with a position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
    """A wrong option, setting, or rule parameter: the command line exits with 2.

    Attributes:
        key: the key at fault of what a rule declares; empty where it is the whole declaration.
    """

    def __init__(self, message: str, *, suggestion: str | None = None, key: str = "") -> None:
        super().__init__(message, suggestion=suggestion)
        self.key = key


class SeveralError(ConfigurationError):
    """Several wrong declarations of rules: each is said, so that nobody mends them one run at a time.

    Attributes:
        errors: what is wrong, each with its place.
    """

    def __init__(self, errors: Sequence[ConfigurationError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = tuple(errors)


class RuleError(AverredError):
    """A rule, or a checker outside of averred, that failed: the message says which, and on which line.

    What it raised is the `__cause__`.
    """


class SourceError(AverredError):
    """A source that cannot be read as text."""


class QuoteError(AverredError):
    """A quote or a text directive that is malformed."""


class LockError(AverredError):
    """A lock file that cannot be read or written, or a change that it may not take.

    Attributes:
        line: the line of the lock that is wrong, from 1; None where it is no line of its own.
        file: the lock that has this line.
    """

    def __init__(
        self, message: str, *, suggestion: str | None = None, line: int | None = None, file: str = ""
    ) -> None:
        super().__init__(message, suggestion=suggestion)
        self.line = line
        self.file = file

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else ""
        return f"{place}{super().__str__()}"


def raise_all(errors: Sequence[ConfigurationError]) -> None:
    """Raise what went wrong: nothing, one error, or several as one."""
    each = [
        one for error in errors for one in (error.errors if isinstance(error, SeveralError) else (error,))
    ]
    if each:
        raise each[0] if len(each) == 1 else SeveralError(each)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question that suggests the nearest known word; empty where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f"did you mean {near[0]}?" if near else ""
