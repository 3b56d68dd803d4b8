"""Fact bases as they were at a revision of git."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.commands import shared
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.findings import Finding


#: So many names fit on one command line of git, on every system.
_AT_ONCE: Final = 100


def report_at(revision: str, path: Path, overrides: shared.Overrides) -> Report:
    """The report on a fact base as it was; an empty one where it was not there yet.

    Where git keeps the sources' texts as well they are those of the revision: facts are held against the
    text that they were written for.

    Raises:
        ConfigurationError: outside a git repository, or for a revision that git does not know.
    """
    # The settings are those of today: what differs is then the facts, not how they are looked at.
    settings = shared.settings_for(path, overrides)
    texts = (settings.sources or _folder(path)).resolve()
    with _exported(revision, path) as old:
        if not old.path.exists():
            return Report(FactBase())
        fact_base = shared.read(old.path, settings, overrides.plugins)
        settings = attrs.evolve(settings, sources=old.texts(fact_base, texts))
        return shared.check(fact_base, settings, overrides.plugins)


def known_at(revision: str, path: Path, overrides: shared.Overrides) -> set[tuple[str, str]]:
    """The findings that were open at a revision: by their ids, and by what their facts said."""
    return {identity(finding) for finding in report_at(revision, path, overrides).findings}


def identity(finding: Finding) -> tuple[str, str]:
    """What a finding is known by: where the facts are the same and say something else it is a new one."""
    return finding.id, finding.fingerprint


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


class _Export(NamedTuple):
    """Files of a revision, in a folder that lasts as long as it is used.

    Attributes:
        revision: which one.
        top: the repository.
        place: the folder that stands for it.
        path: the fact base in it; what is not there was not there at the revision.
    """

    revision: str
    top: Path
    place: Path
    path: Path

    def take(self, names: Sequence[str]) -> None:
        """Take files and folders, by their names in the repository; those that it has not are left out."""
        for some in (names[first : first + _AT_ONCE] for first in range(0, len(names), _AT_ONCE)):
            listed = _git(self.top, "ls-tree", "--name-only", "-z", self.revision, "--", *some)
            if listed:
                there = os.fsdecode(listed).rstrip("\0").split("\0")
                archive = _git(self.top, "archive", "--format=tar", self.revision, "--", *there)
                with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                    tar.extractall(self.place, filter="data")

    def texts(self, fact_base: FactBase, folder: Path) -> Path:
        """The folder of the sources' texts of that time.

        A text that the revision has not is that of today: some keep texts out of the repository.

        Args:
            fact_base: names the sources.
            folder: where their texts are today.
        """
        if not folder.is_relative_to(self.top):
            return folder
        then = self.place / folder.relative_to(self.top)
        known = [source.path for source in fact_base.sources.values() if source.path]
        today = {path: (folder / path).resolve() for path in known}
        inside = {path: file for path, file in today.items() if file.is_relative_to(folder)}
        self.take([str(file.relative_to(self.top)) for file in inside.values()])
        for path, file in inside.items():
            if file.is_file() and not (then / path).exists():
                (then / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, then / path)
        return then


@contextmanager
def _exported(revision: str, path: Path) -> Iterator[_Export]:
    """The files below a path as they were at a revision."""
    top = _top(_folder(path.resolve()))
    _check_revision(revision, top)
    top = top.resolve()
    inside = path.resolve().relative_to(top)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        export = _Export(revision, top, place, place / inside)
        export.take([str(inside)])
        yield export


def _top(folder: Path) -> Path:
    """The top folder of the repository that a folder is in."""
    try:
        return Path(_git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    except ConfigurationError as error:
        if "not a git repository" not in str(error):
            raise
        raise ConfigurationError(
            f"{folder.name} is in no git repository", suggestion="revisions are those of git"
        ) from None


def _check_revision(revision: str, top: Path) -> None:
    """Refuse what is no revision; where it is a path, say how to name one."""
    try:
        _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except ConfigurationError as error:
        is_path = Path(revision).exists()
        advice = f"a path is named by an option: averred diff HEAD --path {revision}" if is_path else None
        raise ConfigurationError(str(error), suggestion=advice) from None


def _git(folder: Path, *arguments: str) -> bytes:
    """What git answers.

    Raises:
        ConfigurationError: with its first line, where it refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603  # the revision comes after an option that ends options
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the git that the user has
            capture_output=True,
            check=False,
            # what it says is looked at, so in no other language; a name is a name, whatever stands in it
            env={**os.environ, "LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1"},
        )
    except FileNotFoundError:
        raise ConfigurationError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").partition("\n")[0]
        raise ConfigurationError(said or f"git knows no revision {arguments[-1].removesuffix('^{commit}')}")
    return done.stdout
