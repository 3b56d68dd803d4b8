"""Fact bases as they were at a revision of git."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from averred.commands import shared
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator


def report_at(revision: str, path: Path, overrides: shared.Overrides) -> Report:
    """The report on a fact base as it was; an empty one where it was not there yet.

    Raises:
        ConfigurationError: outside a git repository, or for a revision that git does not know.
    """
    with _exported(revision, path) as old:
        if not old.exists():
            return Report(FactBase())
        # The settings are those of today: what differs is then the facts, not how they are looked at.
        settings = shared.settings_for(path, overrides)
        return shared.check(shared.read(old, settings, overrides.plugins), settings, overrides.plugins)


def known_at(revision: str, path: Path, overrides: shared.Overrides) -> set[str]:
    """The ids of the findings that were open at a revision."""
    if overrides.sources:
        overrides = overrides._replace(sources=overrides.sources.resolve())
    return {finding.id for finding in report_at(revision, path, overrides).findings}


@contextmanager
def _exported(revision: str, path: Path) -> Iterator[Path]:
    """The files below a path as they were at a revision, in a folder that lasts as long as it is used."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    top = _top(folder)
    _check_revision(revision, top)
    inside = path.resolve().relative_to(top.resolve())
    listed = _git(top, "ls-tree", "--name-only", "-z", revision, "--", str(inside))
    with tempfile.TemporaryDirectory() as place:
        if listed:
            archive = _git(top, "archive", "--format=tar", revision, "--", str(inside))
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(place, filter="data")
        yield Path(place).resolve() / inside


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
            env={**os.environ, "LC_ALL": "C"},  # what it says is looked at, so in no other language
        )
    except FileNotFoundError:
        raise ConfigurationError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").partition("\n")[0]
        raise ConfigurationError(said or f"git knows no revision {arguments[-1].removesuffix('^{commit}')}")
    return done.stdout
