"""The two functions that a program starts with: load a fact base, check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.plugins import Plugins
    from averred.report import Report
    from averred.rules import Rule


def load(
    path: str | Path, *, settings: Settings | None = None, rules: Sequence[Rule] | None = None
) -> FactBase:
    """Load the facts of a folder, or of one file: fact files, and NDJSON and Parquet beside them.

    Entries that cannot be taken are in `FactBase.problems`, as findings with a place; nothing of them
    is raised.

    Args:
        path: a folder with fact files, or one file: `.toml`, or `.ndjson`, `.parquet` or `.csv` with the
            `.toml` files that say what its names mean right beside it.
        settings: how words are read; None for the defaults.
        rules: the rules that predicates and entities may declare; None for those of averred.

    Raises:
        ConfigurationError: if there is no such folder or file.
    """
    from averred import exchange, reader
    from averred.rules import RULES, declarable
    from averred.values import DEFAULT_CONVENTIONS

    path = Path(path)
    return reader.read(
        path,
        rows={file: exchange.entries(file) for file in exchange.row_files(path)},
        rule_keys=declarable(RULES if rules is None else rules),
        conventions=settings.conventions if settings else DEFAULT_CONVENTIONS,
    )


def check(
    fact_base: FactBase,
    *,
    sources: str | Path | None = None,
    settings: Settings | None = None,
    plugins: Plugins | None = None,
) -> Report:
    """Check a fact base and report what cannot all hold.

    Args:
        fact_base: from `load`, or made in memory.
        sources: the folder where the paths of sources start.
        settings: which rules run, at which level, and how words are read.
        plugins: own rules and checkers, from `averred.plugins.load_plugins`; None for the catalogue alone.

    Example:
        >>> report = check(load("facts/istanbul-rally-2012"))
        >>> for finding in report:
        ...     print(finding.id, finding.headline)

    Raises:
        ConfigurationError: for a declaration of a rule with wrong parameters.
    """
    from averred import checker
    from averred.rules import RULES

    return checker.check(
        fact_base,
        sources=Path(sources) if sources else None,
        settings=settings,
        rules=plugins.rules if plugins else RULES,
        checkers=plugins.checkers if plugins else None,
    )
