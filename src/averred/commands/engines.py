"""Which engine checks a fact base: none for a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from averred.report import Report
    from averred.rules.base import Rule


def wants_engine(path: Path, engine: str, rules: Sequence[Rule]) -> bool:
    """Whether a fact base is checked with an engine: where somebody asks for it, or where it pays.

    Args:
        path: the fact base.
        engine: auto, python, duckdb or spark.
        rules: those that are to run.

    Raises:
        ConfigurationError: where somebody asks for it and own rules, which it cannot narrow, are to run.
    """
    from averred import exchange
    from averred.rules import RULES

    if engine == "python" or not exchange.row_files(path):
        return False
    if rules != RULES:
        if engine != "auto":
            raise ConfigurationError("own rules run in Python alone", suggestion="leave --engine out")
        return False
    from averred.scale import embedded

    return engine != "auto" or embedded.is_large(path)


def why_in_python(engine: str) -> tuple[str, ...]:
    """Why an engine that somebody asked for did nothing: it narrows files of rows, and there are none."""
    if engine in {"auto", "python"}:
        return ()
    return (f"--engine {engine} is for files of rows, and there are none: all was judged in Python",)


def engine_check(engine: str) -> Callable[..., Report]:
    """What checks with an engine: `check_path` of the one or the other."""
    if engine == "spark":
        from averred.scale import distributed

        return distributed.check_path
    from averred.scale import embedded

    return embedded.check_path
