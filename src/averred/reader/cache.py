"""Large fact bases as they were read last time, kept in the user's own cache folder.

What is kept is found by the digest of every file that it came from, of how words are read, and of this
program; so it is never out of date. It is data, and nothing in it is ever run. It is never looked for in
the folder of the facts, which somebody else may have filled.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from averred.compiled import packed, unpacked
from averred.errors import AverredError
from averred.reader.folders import read_bytes
from averred.reader.loading import Display, files_of
from averred.reader.parsing import text_of
from averred.reader.positions import Locator
from averred.reader.reading import read as read_files
from averred.structuring import Misfit
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.factbase import FactBase
    from averred.reader.loading import Row
    from averred.values import Conventions

#: Grows with every change of what is kept.
_VERSION: Final = 1
_SUFFIX: Final = ".facts"
_MOST_DAYS_UNUSED: Final = 30
_SECONDS_A_DAY: Final = 86_400
_NOT_OURS: Final = (ValueError, LookupError, TypeError, AttributeError, AverredError, zlib.error)


def read(
    path: Path,
    *,
    rule_keys: frozenset[str],
    conventions: Conventions,
    rows: Mapping[Path, Iterable[Row]],
) -> FactBase:
    """Read a fact base as `averred.reader.read` does, from what was kept of it if nothing has changed.

    Args:
        path: a folder, a fact file, or a file of rows.
        rule_keys: the names of the rules that a predicate or an entity may declare.
        conventions: what vague words mean.
        rows: facts of files in other formats, by file.
    """
    told = repr((sorted(rule_keys), conventions))
    now = _state(path, rows, told)
    place = _place(path)
    found = _fetched(place, now, path) if now and place else None
    if found is not None:
        return found
    found = read_files(path, rule_keys=rule_keys, conventions=conventions, rows=rows)
    # what was written while it was read is not what was read
    if now and place and not _looks_elsewhere(found) and now.key == _key_of(path, rows, told):
        _keep(place, now.key, found)
    return found


def folder() -> Path | None:
    """The folder for what is kept: AVERRED_CACHE_DIR, or the user's one for caches.

    Returns:
        None where nothing is to be kept (AVERRED_NO_CACHE), or where the user has no home.
    """
    if os.environ.get("AVERRED_NO_CACHE"):
        return None
    own = os.environ.get("AVERRED_CACHE_DIR", "")
    if own:
        return Path(own).absolute()
    try:
        return _users() / "averred"
    except RuntimeError:
        return None


def _users() -> Path:
    """Where programs of this system keep what they can make again."""
    variable = {"win32": "LOCALAPPDATA", "darwin": ""}.get(sys.platform, "XDG_CACHE_HOME")
    given = Path(os.environ.get(variable, ""))
    if given.is_absolute():
        return given
    usual = {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(sys.platform, ".cache")
    return Path.home() / usual


def _place(path: Path) -> Path | None:
    """The file for a fact base; None where there is none, or where it would lie among its facts."""
    top = folder()
    real = path.resolve()
    if top is None or top.resolve().is_relative_to(real if path.is_dir() else real.parent):
        return None
    return top / (hashlib.sha256(os.fsencode(real)).hexdigest()[:32] + _SUFFIX)


class _State(NamedTuple):
    """What a fact base is read from.

    Attributes:
        key: the digest of all of it.
        texts: the bytes of the fact files, by the names that findings show.
    """

    key: str
    texts: Mapping[str, bytes]


def _state(path: Path, rows: Iterable[Path], told: str) -> _State | None:
    """The state of the files; None where one of them cannot be read."""
    root = path if path.is_dir() else path.parent
    display = Display(root, Path.cwd())
    files, refused = files_of(path, beside=path in rows)
    if refused:
        return None
    try:
        texts = {display(file): read_bytes(file) for file in files}
        others = {display(file): _digest(file) for file in rows}
    except (Misfit, OSError):
        return None
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in texts.items()}
    everything = (_VERSION, sys.version, _program(), told, digests, others)
    return _State(hashlib.sha256(repr(everything).encode(errors="surrogateescape")).hexdigest(), texts)


def _key_of(path: Path, rows: Iterable[Path], told: str) -> str:
    state = _state(path, rows, told)
    return state.key if state else ""


def _digest(file: Path) -> str:
    if not file.is_file():
        raise OSError(f"{file.name} is not an ordinary file")
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _program() -> tuple[tuple[str, int, int], ...]:
    """The files of this program, since another version of it may read other things."""
    top = Path(__file__).parent.parent
    found = ((file, file.stat()) for file in sorted(top.rglob("*.py")))
    return tuple((str(file.relative_to(top)), stat.st_size, stat.st_mtime_ns) for file, stat in found)


def _looks_elsewhere(fact_base: FactBase) -> bool:
    """Whether links of the file system had a say, which no digest of a file shows."""
    root = fact_base.root
    paths = [source.path for source in fact_base.sources.values() if source.path]
    return any(problem.rule == "path-outside" for problem in fact_base.problems) or (
        root is not None and any((root / path).is_symlink() for path in paths)
    )


def _fetched(place: Path, now: _State, path: Path) -> FactBase | None:
    """What was kept; None where there is nothing, or it is of another state. What is damaged goes."""
    try:
        header, _, data = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    try:
        known: dict[str, Any] = json.loads(header)
        if known["key"] != now.key:
            return None
        if known["digest"] != hashlib.sha256(data).hexdigest():
            raise ValueError("damaged")  # one way out for whatever is wrong with it
        with undisturbed():
            found = unpacked(data)
        locate = Locator({name: text_of(now.texts[name]) for name in known["texts"]})
    except _NOT_OURS:
        with suppress(OSError):
            place.unlink()
        return None
    with suppress(OSError):
        os.utime(place)
    found = attrs.evolve(found, root=path if path.is_dir() else path.parent, locate=locate)
    return None if _looks_elsewhere(found) else found


def _keep(place: Path, key: str, fact_base: FactBase) -> None:
    """Keep what was read, and let go what nobody asked for in a month. Nothing depends on it."""
    texts = sorted(fact_base.locate.texts) if isinstance(fact_base.locate, Locator) else []
    waiting = place.with_suffix(f".{os.getpid()}.new")
    with suppress(OSError, TypeError), undisturbed():
        data = packed(fact_base)
        header = {"key": key, "digest": hashlib.sha256(data).hexdigest(), "texts": texts}
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            waiting.write_bytes(json.dumps(header).encode() + b"\n" + data)
            waiting.replace(place)
        finally:
            waiting.unlink(missing_ok=True)
        oldest = time.time() - _MOST_DAYS_UNUSED * _SECONDS_A_DAY
        for other in place.parent.glob(f"*{_SUFFIX}"):
            if other.stat().st_mtime < oldest:
                other.unlink()
