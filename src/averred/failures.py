"""Functions that somebody else wrote and that fail: which one it was, and on which line of its file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from averred.errors import ConfigurationError, RuleError
from averred.spans import from_here

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def named(what: str, function: object, advice: str) -> Iterator[None]:
    """Says of an error what failed and where; what is wrong with a declaration says so itself.

    Args:
        what: what runs, as the beginning of a sentence: "rule “round-number” of my_rules".
        function: what it is made of; the line is one of its file.
        advice: what to do about it.

    Raises:
        RuleError: in place of whatever was raised, which stays its cause.
    """
    try:
        yield
    except (ConfigurationError, RuleError):
        raise
    except Exception as error:
        said = str(error).strip()
        reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
        raise RuleError(f"{_place(function, error)}: {what} failed: {reason}", suggestion=advice) from error


def _place(function: object, error: Exception) -> str:
    """The last line of the function's file that ran: what it called of others is not where to look."""
    import traceback

    code = getattr(function, "__code__", None)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if code is not None and frame.filename == code.co_filename]
    if code is not None and not own:  # what it gave is wrong, not what it did
        return f"{from_here(code.co_filename)}:{code.co_firstlineno}:1"
    last = (own or frames)[-1]
    return f"{from_here(last.filename)}:{last.lineno}:{(last.colno or 0) + 1}"
