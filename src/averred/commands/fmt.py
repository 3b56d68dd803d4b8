"""`averred fmt`: fact files in one order and spacing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from averred.commands import shared
from averred.display import cells
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EXAMPLES = """\b
Examples:
  averred fmt facts/lantern-march
  averred fmt --check                      in CI: is every file formatted?
"""


@click.command(epilog=_EXAMPLES)
@shared.paths_argument
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit 1 if a file would change.")
def command(paths: tuple[Path, ...], *, check_only: bool) -> int:
    """Align equal signs, put one blank line between tables, and order the keys of each fact.

    What a file says, its tables' order and every remark stay. A file with a mistake in it is left as it is.
    """
    from averred.formatting import format_text
    from averred.reader.parsing import BrokenFileError, parse

    codes = [0]
    for file in _files(shared.fact_base_paths(paths)):
        data = _bytes(file)
        try:
            parse(data)
        except BrokenFileError as error:
            place = f"{file}:{error.line}:{error.column}"
            click.echo(cells.visible(f"{place}: {error.misfit} (left as it is)"), err=True)
            codes.append(1)
            continue
        old = data.decode("utf-8")
        new = format_text(old)
        if new != old:
            codes.append(_changed(file, new, check_only=check_only))
    return max(codes)


def _files(bases: Iterable[Path]) -> Iterator[Path]:
    from averred.reader.folders import fact_files

    for base in bases:
        yield from fact_files(base)[0] if base.is_dir() else [base]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot read {file}: {error.strerror}") from error


def _changed(file: Path, new: str, *, check_only: bool) -> int:
    """Write the new text, or only say that it differs; the exit code."""
    from averred.atomic import write_atomically

    if check_only:
        shared.say(f"{cells.visible(str(file))} would change\n")
        return 1
    try:
        write_atomically(file, new)
    except OSError as error:
        raise ConfigurationError(f"cannot write {file}: {error.strerror}") from error
    shared.say(f"{cells.visible(str(file))} formatted\n")
    return 0
