"""Fact bases as they were at a revision of git."""

from __future__ import annotations

import io
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
    _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    inside = path.resolve().relative_to(top.resolve())
    listed = _git(top, "ls-tree", "--name-only", "-z", revision, "--", str(inside))
    with tempfile.TemporaryDirectory() as place:
        if listed:
            archive = _git(top, "archive", "--format=tar", revision, "--", str(inside))
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(place, filter="data")
        yield Path(place).resolve() / inside


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
        )
    except FileNotFoundError:
        raise ConfigurationError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").partition("\n")[0]
        raise ConfigurationError(said or f"git knows no revision {arguments[-1].removesuffix('^{commit}')}")
    return done.stdout
