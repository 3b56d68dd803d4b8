"""Which engine checks a fact base: none for a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from averred.report import Report
    from averred.rules.base import Rule
    from averred.settings import Settings


def wants_engine(
    path: Path,
    engine: str,
    rules: Sequence[Rule],
    everything: bool = False,  # noqa: FBT001, FBT002 - `Overrides`
    settings: Settings | None = None,
) -> bool:
    """Whether a fact base is checked with an engine: where somebody asks for it, or where it pays.

    Args:
        path: the fact base.
        engine: auto, python, duckdb or spark.
        rules: those that are to run.
        everything: whether all facts and all verdicts are to be shown, most of which an engine does not read.
        settings: which rules are on; None for those that are by default.

    Raises:
        ConfigurationError: where somebody asks for it and own rules, which it cannot narrow, are to run;
            where it is not installed, and the rows are too many to go on without it.
    """
    from averred import exchange
    from averred.rules import RULES

    if engine == "python" or not exchange.row_files(path):
        return False
    if rules != RULES:
        if engine != "auto":
            raise ConfigurationError("own rules run in Python alone", suggestion="leave --engine out")
        return False
    from averred.scale import choosing

    if engine != "auto":
        return True
    if not choosing.pays(path, everything=everything, rests=_rests(settings)):
        return False
    if not choosing.is_installed() and choosing.size_of(path) > choosing.MOST_IN_PYTHON:
        size = f"{choosing.size_of(path) // 1_000_000:,} MB of rows"
        raise ConfigurationError(
            f"{path} has {size}, which is much to hold without DuckDB",
            suggestion=f"{_INSTALL}, or --engine python",
        )
    return choosing.is_installed()


def why_in_python(
    path: Path,
    engine: str,
    rules: Sequence[Rule],
    everything: bool,  # noqa: FBT001 - `Overrides`
    settings: Settings | None = None,
) -> tuple[str, ...]:
    """Why no engine was taken, where somebody asked for it or it would have paid."""
    from averred import exchange

    if engine == "python":
        return ()
    if engine != "auto":
        return (f"--engine {engine} is for files of rows, and there are none",)
    if not exchange.row_files(path):
        return ()
    from averred.rules import RULES
    from averred.scale import choosing

    if rules != RULES or choosing.is_installed():
        return ()
    if not choosing.pays(path, everything=everything, rests=_rests(settings)):
        return ()
    return (f"DuckDB, which would be quicker, is not installed ({_INSTALL})",)


def _rests(settings: Settings | None) -> bool:
    """Whether every fact has to rest on something."""
    from averred.running import asks_for_support

    return settings is None or asks_for_support(settings)


_INSTALL: Final = 'pip install "averred[duckdb]"'
_UNREAD: Final = "facts that no finding can be about, and verdicts that are undetermined"
#: What an engine does not tell.
NOT_READ: Final = (f"{_UNREAD}: an engine does not read these (--engine python does)",)


def engine_check(engine: str) -> Callable[..., Report]:
    """What checks with an engine: `check_path` of the one or the other."""
    if engine == "spark":
        from averred.scale import distributed

        return distributed.check_path
    from averred.scale import embedded

    return embedded.check_path
