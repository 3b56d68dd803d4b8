"""Whose changed passage a person may accept: only one that the quote still finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.errors import LockError
from averred.lock.claims import SAID_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.report import CitationResult

_FOUND: Final = frozenset({"exact", "moved", "drift", "drift-critical", "lock-corrupt"})
_NOT_AT_HAND: Final = frozenset({"locked", "stale-lock", "unlocked", "source-missing"})


def refuse_what_is_not_there(name: str, results: Mapping[str, CitationResult]) -> None:
    """Refuse to accept a change where the source at hand does not have the quote.

    Args:
        name: the id of the fact whose change is to be accepted, or the key of a passage left out.
        results: what was found of each citation, by key.

    Raises:
        LockError: it has no quote, its source is not at hand, or the source does not have the quote as
            written. Accepting that would vouch for words that nobody found.
    """
    cited = [results[key] for key in (name, name + SAID_IN) if key in results]
    if not cited:
        raise LockError(f"“{name}” quotes nothing, so there is no change to accept")
    for result in cited:
        if result.verdict in _NOT_AT_HAND:
            raise LockError(
                f"“{name}” cannot be accepted: the text of its source is not at hand",
                suggestion="say where with --sources DIR",
            )
        if result.verdict not in _FOUND:
            now = f"; {result.suggestion}" if result.suggestion else ""
            raise LockError(
                f"“{name}” cannot be accepted: the source does not have its quote as written"
                f" ({result.verdict}{': ' if result.message else ''}{result.message}){now}",
                suggestion="correct the quote, and the value if it changed, then run averred lock",
            )
