"""Which files are fact files, and which folders are fact bases. Nothing outside of the folder is read."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from averred.reader.parsing import LARGEST_FILE
from averred.structuring import Misfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCK_NAME: Final = "averred.lock"
_CONFIGURATION: Final = frozenset({"averred.toml", "pyproject.toml"})
#: CSV is for people to bring in by `averred import`: one that lies beside facts may be anything.
_ROWS: Final = (
    ".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz", ".ndjson.zst", ".jsonl.zst", ".parquet"
)  # fmt: skip
_NOT_OURS: Final = frozenset({"node_modules", "venv", "__pycache__", "site-packages"})
_OUR_TABLE: Final = (  # not [[constraint]]: other programs have that, and it never stands alone
    rb"(?m)^[ \t]*(?:\[[ \t]*source[ \t]*\.|\[?[ \t]*(?:entity|predicate|fact)[ \t]*\.|"
    rb"\[[ \t]*(?:entity|predicate|fact)[ \t]*\]|\[\[[ \t]*(?:accept|leave-out)[ \t]*\]\])"
)
_ANY_TABLE: Final = rb"(?m)^[ \t]*\[\[?[ \t]*([A-Za-z][A-Za-z0-9_-]*)"


def fact_files(root: Path) -> tuple[list[Path], list[tuple[Path, Misfit]]]:
    """The fact files in a folder and below, sorted, and what cannot be looked at.

    Hidden files and folders and the configuration are left out. A symbolic link that leads out of the
    folder is not followed, and said.
    """
    real_root = _real(root)
    files: list[Path] = []
    refused: list[tuple[Path, Misfit]] = []
    for folder, folders, names in _walk(root, refused):
        links = [name for name in folders if (folder / name).is_symlink()]
        for name in [*links, *names]:
            path = folder / name
            has_rows = is_row_file(name) and name not in links
            if not (has_rows or _is_candidate(path, is_link_to_folder=name in links)):
                continue
            misfit = _refusal(path, real_root, has_rows=has_rows)
            if misfit:
                refused.append((path, misfit))
            elif name not in links and not has_rows:
                files.append(path)
    return _each_once(files), refused


def find_row_files(root: Path) -> list[Path]:
    """The NDJSON and Parquet files in a folder and below, sorted; hidden ones are left out.

    Of a link that is not followed `fact_files` says so.
    """
    real_root = _real(root)
    found = (folder / name for folder, _, names in _walk(root, []) for name in names if is_row_file(name))
    return _each_once(path for path in found if not _refusal(path, real_root, has_rows=True))


def _refusal(path: Path, real_root: Path, *, has_rows: bool) -> Misfit | None:
    """Why a link is not followed; None where it is followed, and for a file."""
    if not path.is_symlink():
        return None
    if not _real(path).is_relative_to(real_root):
        message = "it is a link that leads out of the folder"
        return Misfit(message, "copy what it names into the folder", rule="path-outside")
    if has_rows and not path.exists():  # of a fact file the system says so, once it is opened
        return Misfit("it is a link to nothing", "remove it", rule="malformed-file")
    return None


def _each_once(paths: Iterable[Path]) -> list[Path]:
    """Files, and the links to files that are not read anyway; sorted."""
    found = sorted(paths, key=Path.as_posix)
    linked = [path for path in found if path.is_symlink()]
    own = {_real(path) for path in found if not path.is_symlink()} if linked else set()
    return [path for path in found if not path.is_symlink() or _real(path) not in own]


def _real(path: Path) -> Path:
    """Where a path leads; `Path.resolve` raises for a link to itself."""
    return Path(os.path.realpath(path))


def is_row_file(name: str) -> bool:
    """Whether a file of this name has a fact a row and belongs to the facts of its folder."""
    return not name.startswith(".") and name.lower().endswith(_ROWS)


def _is_candidate(path: Path, *, is_link_to_folder: bool) -> bool:
    if path.name.startswith("."):
        return False
    return is_link_to_folder or (path.suffix == ".toml" and path.name not in _CONFIGURATION)


def _walk(root: Path, refused: list[tuple[Path, Misfit]]) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Folder by folder, without hidden ones."""

    def refuse(error: OSError) -> None:
        refused.append((Path(error.filename), unreadable(error)))

    for folder, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(folder), folders, names


def unreadable(error: OSError) -> Misfit:
    """Why the system does not give a file, without the system's own paths."""
    return Misfit(f"it cannot be read: {error.strerror}", "see who may read it", rule="malformed-file")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, at most a few more than a fact file may have.

    Raises:
        Misfit: if it is no ordinary file (a pipe would be waited for), or cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Misfit("it is not an ordinary file", "remove it", rule="malformed-file")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable(error) from None


def find_fact_bases(folder: Path) -> list[Path]:
    """The topmost folders, `folder` itself or below it, that hold a lock or a fact file; sorted.

    Hidden folders, virtual environments and `node_modules` are not looked into, links not followed.
    """
    found: list[Path] = []
    for here, folders, names in _places(folder):
        if LOCK_NAME in names or any(_is_fact_file(here / file) for file in sorted(names)):
            found.append(here)
            folders.clear()
    return sorted(found)


def other_tables(folder: Path) -> dict[Path, list[str]]:
    """The names of the tables of each TOML file in a folder or below, configuration left out; sorted by path.

    It is asked where no fact file was found: a misspelt table may be why. What cannot be read is left out.
    """
    found: dict[Path, list[str]] = {}
    for here, _, names in _places(folder):
        for path in (here / name for name in names):
            if not _is_candidate(path, is_link_to_folder=False) or path.is_symlink():
                continue
            with suppress(Misfit):
                tables = re.findall(_ANY_TABLE, read_bytes(path))
                found[path] = list(dict.fromkeys(table.decode() for table in tables))
    return dict(sorted(found.items()))


def _places(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Folder by folder those that may hold facts, with the names in them; a caller may clear the folders."""
    for name, folders, names in os.walk(folder):
        here = Path(name)
        yield here, folders, names
        folders[:] = [sub for sub in folders if _may_hold_facts(here / sub)]


def _may_hold_facts(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _NOT_OURS
    return not hidden and not (folder / "pyvenv.cfg").exists()


def _is_fact_file(path: Path) -> bool:
    """Whether a file has at least one of our tables."""
    if not _is_candidate(path, is_link_to_folder=False) or path.is_symlink():
        return False
    try:
        return re.search(_OUR_TABLE, read_bytes(path)) is not None
    except Misfit:
        return False
