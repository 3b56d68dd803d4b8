"""Where the text of a source was looked for, and what may be meant, where it is not there."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.errors import did_you_mean

if TYPE_CHECKING:
    from averred.factbase import FactBase

_MOST_NAMES: Final = 1_000  # of files of the folder that are compared


class Absence(NamedTuple):
    """What is said of a source that is not there.

    Attributes:
        message: where it was looked for.
        advice: what can be done.
    """

    message: str
    advice: str


def looked_for(fact_base: FactBase, name: str, folder: Path | None) -> Absence:
    """Where a missing source was looked for, and what can be done.

    Args:
        fact_base: names the sources and the folder of the fact files.
        name: the id of the source.
        folder: where the paths of sources start, if somebody said so.
    """
    source = fact_base.sources.get(name)
    if source is None or source.path is None:
        return Absence("it names no file", "give it a path")
    root = folder or fact_base.root
    if root is None:
        return Absence(f"{source.path} was not looked for: no folder is known", "name the folder of its text")
    path = (root if root.is_dir() else root.parent) / source.path
    near = did_you_mean(path.name, _names_beside(path))
    other = "correct its path, or the folder of the sources" if folder else _OTHER_FOLDER
    return Absence(f"looked for {_shown(path, folder, source.path)}", near or other)


_OTHER_FOLDER: Final = "name the folder of its text with --sources"


def _names_beside(path: Path) -> list[str]:
    """The names of the files in the folder of a path; none where there is no such folder."""
    try:
        return sorted(islice((one.name for one in path.parent.iterdir() if one.is_file()), _MOST_NAMES))
    except OSError:
        return []


def _shown(path: Path, folder: Path | None, written: str) -> str:
    """A path from the working folder where it is inside, else as it was named."""
    full, here = path.absolute(), Path.cwd()
    if full.is_relative_to(here):
        return full.relative_to(here).as_posix()
    return path.as_posix() if folder else f"{written} in the folder of the facts"
