"""What several commands need: fact bases from paths, settings from options, text to the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs
import click

from averred.commands.catalogue import catalogue, rule_names
from averred.commands.engines import NOT_READ, engine_check, wants_engine, why_in_python
from averred.display.terminal import Terminal
from averred.errors import ConfigurationError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.findings import Finding
    from averred.report import Report
    from averred.verification import Verified

    Command = TypeVar("Command", bound=Callable[..., int])

#: Lines longer than this are hard to read; where there is no terminal to ask, this is the width.
_MOST_WIDTH, _USUAL_WIDTH, _LEAST_WIDTH = 160, 100, 40

#: So many files without facts are named where there are no others.
_MOST_NAMED = 3

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
sources_option = click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The folder against which the paths of sources are resolved.",
)
today_option = click.option(
    "--today", metavar="DATE", help="The day to use for what expires, such as 2026-11-22."
)


def screen_options(command: Command) -> Command:
    """The options about how text is shown."""
    color = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
    )
    plain = click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters alone.")
    return color(plain(command))


def terminal_for(color: str, *, ascii_only: bool) -> Terminal:
    """What stdout can show, and what was asked for."""
    wants_color = color == "always" or (color == "auto" and _is_colorful())
    return Terminal(_width(), wants_color, ascii_only or not _shows_unicode())


def _is_colorful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _shows_unicode() -> bool:
    try:
        "╭⟨±".encode(sys.stdout.encoding if sys.stdout.isatty() else "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and columns.isascii():
        width = int(columns[:6])
    elif sys.stdout.isatty():
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    else:
        width = _USUAL_WIDTH
    return min(max(width, _LEAST_WIDTH), _MOST_WIDTH)


def say(text: str) -> None:
    """Write text to stdout: as UTF-8 where no terminal asks for something else.

    Whoever reads a pipe may stop reading; that is no error of the check.
    """
    encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
    try:
        sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(text: str, file: Path) -> None:
    """Write text to a file as UTF-8.

    Raises:
        ConfigurationError: where the file cannot be written.
    """
    try:
        file.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ConfigurationError(f"cannot write {file}: {error.strerror}") from error


def fact_base_paths(paths: Sequence[Path]) -> list[Path]:
    """The fact bases that are meant: those named, or those below a folder, the working one by default.

    Raises:
        ConfigurationError: where there is none.
    """
    from averred import reader

    found: list[Path] = []
    for path in paths or [Path()]:
        if not path.exists():
            raise _no_such_path(path)
        inside = reader.find_fact_bases(path) if path.is_dir() else [path]
        if not inside:
            raise _no_fact_files(path)
        found += [one for one in inside if one not in found]
    return found


def _no_fact_files(folder: Path) -> ConfigurationError:
    """What was passed over is named: a misspelt table may be why nothing was found."""
    from averred import reader

    others = reader.other_tables(folder)
    for path, tables in others.items():
        for table in tables:
            if near := did_you_mean(table, reader.TABLES):
                words = f"no fact files in or below {folder}: {path} has a table [{table}]"
                return ConfigurationError(words, suggestion=near)
    some = ", ".join(str(path) for path in list(others)[:_MOST_NAMED])
    words = f": {some} {'has' if len(others) == 1 else 'have'} no table of facts" if some else ""
    return ConfigurationError(
        f"no fact files in or below {folder}{words}", suggestion="averred init NAME makes the first"
    )


def _no_such_path(path: Path) -> ConfigurationError:
    from averred.commands import COMMANDS

    advice = did_you_mean(str(path), COMMANDS) or "give a folder of facts, or a command"
    return ConfigurationError(f"there is no file, folder or command “{path}”", suggestion=advice)


class Overrides(NamedTuple):
    """What the command line says, over the settings of files.

    Attributes:
        select: rules to run; empty for those of the settings.
        ignore: rules to leave out, beside those of the settings.
        sources: the folder of the sources' texts.
        today: the day to use, as ISO 8601.
        locked: unlocked citations are errors.
        engine: auto, python, duckdb or spark.
        memory: the most memory that an engine may use, such as "1GB".
        plugins: modules with own rules.
        cached: start from what was kept of a large fact base.
        also: rules to run beside those.
        everything: all facts and all verdicts are to be shown.
        spill: where an engine puts what does not fit into its memory; None for the system's place.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    sources: Path | None = None
    today: str | None = None
    locked: bool = False
    engine: str = "auto"
    memory: str = "1GB"
    plugins: tuple[str, ...] = ()
    cached: bool = True
    spill: Path | None = None
    also: frozenset[str] = frozenset()
    everything: bool = False

    def over(self, settings: Settings) -> Settings:
        """The settings with these on top."""
        return attrs.evolve(
            settings,
            select=frozenset(self.select) or settings.select,
            extend_select=settings.extend_select | self.also,
            ignore=settings.ignore | frozenset(self.ignore),
            sources=self.sources or settings.sources,
            today=self.today or settings.today,
            locked=self.locked or settings.locked,
        )


def iso_day(text: str | None) -> str | None:
    """A day of an option, as ISO 8601.

    Raises:
        ConfigurationError: for words that are no such day.
    """
    if text is None:
        return None
    from averred.settings import iso_day as checked

    return checked(text)


def settings_for(path: Path, overrides: Overrides) -> Settings:
    """The settings that hold for a fact base."""
    from averred.config import load_settings

    folder = path if path.is_dir() else path.parent
    return overrides.over(load_settings(folder, rule_names(overrides.plugins)))


def load(path: Path, overrides: Overrides) -> tuple[FactBase, Settings]:
    """A fact base with the settings that hold for it."""
    settings = settings_for(path, overrides)
    return read(path, settings, overrides.plugins, cached=overrides.cached), settings


def read(path: Path, settings: Settings, plugins: tuple[str, ...] = (), *, cached: bool = True) -> FactBase:
    """A fact base, read as the settings say, or taken from what was kept of it."""
    from averred import api

    return api.load(path, settings=settings, rules=catalogue(plugins).rules, cached=cached)


def check(
    fact_base: FactBase,
    settings: Settings,
    plugins: tuple[str, ...] = (),
    watch: Watch | None = None,
    verified: Verified | None = None,
) -> Report:
    """The report on a fact base, by the rules of the catalogue."""
    from averred import checker
    from averred.verification import verify

    rules, checkers = catalogue(plugins)
    checker.validate(fact_base, settings, rules)  # before what takes long
    given: dict[str, Any] = {"tell": watch.tell, "interruptible": True} if watch else {}
    if verified is None:
        verified = verify(fact_base, settings.sources, settings.conventions, side_by_side=True)
    given |= {"checkers": checkers, "verified": verified}
    return checker.check(fact_base, settings=settings, rules=rules, **given)


def no_text_at_hand(
    path: Path, fact_base: FactBase, settings: Settings, problems: Sequence[Finding] = ()
) -> ConfigurationError:
    """No text of a fact base is at hand: where it was looked for, and what could not be read."""
    from averred.describe import listing
    from averred.texts import source_files

    known = [source.id for source in fact_base.sources.values() if source.path]
    files = source_files(fact_base, settings.sources, known).values()
    missing = [f"there is no {listing(files, 'or')}" if files else "none with a path is declared"]
    reasons = [problem.headline for problem in problems] or missing
    return ConfigurationError(
        "; ".join([f"the text of no source of {path} is at hand", *reasons]),
        suggestion="say where with --sources DIR",
    )


class Watch(NamedTuple):
    """Who looks on while fact bases are checked, and may interrupt it.

    Attributes:
        tell: is told what is being done, how much of it is done, and of how much.
        hand_on: is given findings of large fact bases as they come; None where all are kept.
    """

    tell: Callable[[str, int, int], None]
    hand_on: Callable[[Report], None] | None = None


def reports_of(paths: Iterable[Path], overrides: Overrides, watch: Watch | None = None) -> Iterator[Report]:
    """The reports of fact bases, one after the other."""
    rules = catalogue(overrides.plugins).rules
    for path in paths:
        settings = settings_for(path, overrides)
        how = overrides.engine, rules, overrides.everything, settings
        if wants_engine(path, *how):
            watched: dict[str, Any] = {**watch._asdict(), "interruptible": True} if watch else {}
            check_path = engine_check(overrides.engine)
            report = check_path(path, settings, memory=overrides.memory, spill=overrides.spill, **watched)
            yield attrs.evolve(report, skipped=(*NOT_READ[: overrides.everything], *report.skipped))
            continue
        tell = watch.tell if watch else lambda *_: None
        tell("reading the fact files", 0, 0)
        fact_base = read(path, settings, overrides.plugins, cached=overrides.cached)
        tell("finding the quotes", 0, 0)
        report = check(fact_base, settings, overrides.plugins, watch)
        yield attrs.evolve(report, remarks=why_in_python(path, *how))
