"""The two functions that a program starts with: load a fact base, check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.report import Report


def load(path: str | Path) -> FactBase:
    """Load the facts of a folder, or of one file.

    Entries that cannot be taken are in `FactBase.problems`, as findings with a place; nothing of them
    is raised.

    Args:
        path: a folder with `.toml` files, or one such file.

    Raises:
        ConfigurationError: if there is no such folder or file.
    """
    from averred import reader

    return reader.read(Path(path))


def check(
    fact_base: FactBase, *, sources: str | Path | None = None, settings: Settings | None = None
) -> Report:
    """Check a fact base and report what cannot all hold.

    Args:
        fact_base: from `load`, or made in memory.
        sources: the folder where the paths of sources start.
        settings: which rules run, at which level, and how words are read.

    Example:
        >>> report = check(load("facts/istanbul-rally-2012"))
        >>> for finding in report:
        ...     print(finding.id, finding.headline)

    Raises:
        ConfigurationError: for a `[[constraint]]` with wrong parameters.
    """
    from averred import checker

    return checker.check(fact_base, sources=Path(sources) if sources else None, settings=settings)
