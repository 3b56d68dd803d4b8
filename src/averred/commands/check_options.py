"""The options of `averred check`, in two groups: what is checked and how, and what is shown of it."""

from __future__ import annotations

import re
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from averred.commands import completing, shared
from averred.commands.catalogue import names, plugin_option
from averred.errors import ConfigurationError
from averred.reports.base import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., int]

#: More cards than this nobody reads at once; the summary counts all.
_MOST_CARDS: Final = 100
_MEMORY: Final = "1GB"
_AMOUNT: Final = r"(?a:\d+(\.\d+)?\s?[kmgt]i?b)"


_CHECKING: Final = (
    click.option(
        "--select",
        multiple=True,
        metavar="NAMES",
        shell_complete=completing.rules,
        help="Run these rules alone (names, with commas).",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="NAMES",
        shell_complete=completing.rules,
        help="Leave these rules out.",
    ),
    shared.sources_option,
    click.option(
        "--locked",
        is_flag=True,
        help="Fail where a citation is neither verified nor locked, whichever rules are selected.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["auto", "python", "duckdb", "spark"]),
        default="auto",
        help="What narrows large NDJSON and Parquet; auto: duckdb where it pays. spark: a local session.",
    ),
    click.option(
        "--memory",
        default=_MEMORY,
        metavar="SIZE",
        help="The most memory that the engine may use, such as 2GB.",
    ),
    click.option(
        "--temporary-folder",
        type=click.Path(path_type=Path, exists=True, file_okay=False, writable=True),
        metavar="DIR",
        help="Where the engine puts what does not fit into its memory.",
    ),
    click.option("--no-cache", is_flag=True, help="Read all files anew, and keep nothing of them."),
    plugin_option,
    shared.today_option,
)


def checking_options(command: Command) -> Command:
    """The options about what is checked; the command gets them as one argument `overrides`."""

    @wraps(command)
    def run(  # noqa: PLR0913  # click hands over each option as an argument
        *,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        sources: Path | None,
        locked: bool,
        engine: str,
        memory: str,
        temporary_folder: Path | None,
        no_cache: bool,
        plugins: tuple[str, ...],
        today: str | None,
        **others: Any,  # noqa: ANN401  # what the command takes besides
    ) -> int:
        chosen, left_out = names(select, plugins), names(ignore, plugins)
        day, most = shared.iso_day(today), _amount(memory)
        overrides = shared.Overrides(
            chosen, left_out, sources, day, locked, engine, most, plugins, not no_cache, temporary_folder
        )
        return command(overrides=overrides, **others)

    return reduce(lambda one, option: option(one), reversed(_CHECKING), run)


def _amount(memory: str) -> str:
    """An amount of memory, looked at before any engine is asked for it.

    Raises:
        ConfigurationError: for words that are no such amount.
    """
    if memory != _MEMORY and not re.fullmatch(_AMOUNT, memory, re.IGNORECASE):
        raise ConfigurationError(f"“{memory}” is no amount of memory", suggestion="write 2GB")
    return memory


def showing_options(command: Command) -> Command:
    """The options about what is shown; the command gets them as one argument `options`."""

    @click.option("--show-undetermined", is_flag=True, help="Show what neither holds nor fails for sure.")
    @click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
    @shared.screen_options
    @click.option("-q", "--quiet", is_flag=True, help="Show findings alone, without the summary.")
    @click.option(
        "-v", "--verbose", is_flag=True, help="Show all findings, what was accepted, and what was skipped."
    )
    @wraps(command)
    def run(
        *,
        show_undetermined: bool,
        statistics: bool,
        color: str,
        ascii_only: bool,
        quiet: bool,
        verbose: bool,
        **others: Any,  # noqa: ANN401  # what the command takes besides
    ) -> int:
        options = Options(
            shared.terminal_for(color, ascii_only=ascii_only),
            show_undetermined=show_undetermined,
            verbose=1 if verbose else -1 if quiet else 0,
            cap=None if verbose else _MOST_CARDS,
            statistics=statistics,
        )
        return command(options=options, **others)

    return run
