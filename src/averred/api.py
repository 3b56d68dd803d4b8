"""The two functions that a program starts with: load a fact base, check it."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.plugins import Plugins
    from averred.report import Report
    from averred.rules import Rule


#: Bytes of facts from which it pays to keep what was read (about 8,000 facts, a second).
WORTH_KEEPING: Final = 1_000_000


def load(
    path: str | Path,
    *,
    settings: Settings | None = None,
    rules: Sequence[Rule] | None = None,
    cached: bool = False,
) -> FactBase:
    """Load the facts of a folder, or of one file: fact files, and NDJSON and Parquet beside them.

    Entries that cannot be taken are in `FactBase.problems`, as findings with a place; nothing of them
    is raised.

    Args:
        path: a folder with fact files, or one file: `.toml`, or `.ndjson`, `.parquet` or `.csv` with the
            `.toml` files that say what its names mean right beside it.
        settings: how words are read; None for the defaults.
        rules: the rules that predicates and entities may declare; None for those of averred.
        cached: start from what was kept of a large fact base in the user's cache folder, and keep it
            there; see `averred.reader.cache`.

    Raises:
        ConfigurationError: if there is no such folder or file, or what is given is no path.
    """
    from averred import exchange, reader
    from averred.rules import RULES, declarable
    from averred.values import DEFAULT_CONVENTIONS

    path = _path(path)
    files = exchange.row_files(path)
    rows = {file: exchange.entries(file) for file in files}
    rule_keys = declarable(RULES if rules is None else rules)
    conventions = settings.conventions if settings else DEFAULT_CONVENTIONS
    if cached and _is_worth_keeping(path, files):
        from averred.reader import cache

        return cache.read(path, rows=rows, rule_keys=rule_keys, conventions=conventions)
    return reader.read(path, rows=rows, rule_keys=rule_keys, conventions=conventions)


def _path(path: object) -> Path:
    if not isinstance(path, str | PathLike):
        raise ConfigurationError(
            f"facts are loaded from a path, not from {_kind(path)}",
            suggestion='such as load("facts/my-facts")',
        )
    return Path(path)


def _kind(given: object) -> str:
    """What somebody gave instead, in a sentence."""
    return "None" if given is None else f"a value of the type {type(given).__name__}"


def _is_worth_keeping(path: Path, rows: Iterable[Path]) -> bool:
    """Whether a fact base is so large that reading it takes longer than to look for what was kept."""
    import os

    texts = (
        Path(folder, name) for folder, _, names in os.walk(path) for name in names if name.endswith(".toml")
    )
    size = 0
    for file in (path, *rows, *texts):
        size += file.stat().st_size if file.is_file() else 0
        if size > WORTH_KEEPING:
            return True
    return False


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
        ConfigurationError: for a declaration of a rule with wrong parameters, for settings that name a rule
            that there is not, and for anything but a fact base.
    """
    from averred import checker
    from averred.factbase import FactBase
    from averred.rules import RULES

    if not isinstance(fact_base, FactBase):
        raise ConfigurationError(
            f"what is checked is a fact base, not {_kind(fact_base)}",
            suggestion="load it first: check(load(path))",
        )
    return checker.check(
        fact_base,
        sources=Path(sources) if sources else None,
        settings=settings,
        rules=plugins.rules if plugins else RULES,
        checkers=plugins.checkers if plugins else None,
    )
