"""Reports to files: a page, or an index and the folder of its pages; with what the page says of coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.commands import shared
from averred.errors import ConfigurationError
from averred.reports import render_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from averred.coverage import SourceCoverage
    from averred.report import Report
    from averred.reports.base import Options

#: What tells our pages from other people's, near the beginning of each.
_OURS = b'<meta name="generator" content="averred">'
_BEGINNING = 2_000


def write_report(reports: Sequence[Report], name: str, options: Options, file: Path) -> Sequence[Path]:
    """Write reports in a format to a file, and further pages where HTML has them into a folder beside it.

    A folder means `index.html` in it. Pages of an earlier run that are not written again are removed.

    Returns:
        The files that were written, the one to open first.

    Raises:
        ConfigurationError: where a file cannot be written.
    """
    if name == "html" and file.is_dir():
        file /= "index.html"
    written: list[Path] = []
    for path, text in render_files(reports, name, options, file.name):
        written.append(file.parent / path)
        if len(written) > 1:  # that of the first file is the user's
            make_folder(written[-1].parent)
        shared.write(text, written[-1])
    _remove_old(written[1:])
    return written


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing.

    Raises:
        ConfigurationError: where that cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"cannot make {folder}: {error.strerror}") from error


def _remove_old(pages: Sequence[Path]) -> None:
    """Remove pages that an earlier report left in the folder: whoever sends it sends what holds now."""
    if not pages:
        return
    known = set(pages)
    for page in pages[0].parent.glob("*.html"):
        if page not in known and page.is_file() and _is_ours(page):
            page.unlink()


def _is_ours(page: Path) -> bool:
    with page.open("rb") as opened:
        return _OURS in opened.read(_BEGINNING)


def covered(
    reports: Iterable[Report], bases: Iterable[Path], overrides: shared.Overrides
) -> list[Sequence[SourceCoverage]]:
    """The coverage of the sources of each report; none where a lock cannot be read: the findings say so."""
    from averred.commands.coverage import coverage_of
    from averred.errors import LockError

    found: list[Sequence[SourceCoverage]] = []
    for report, base in zip(reports, bases, strict=False):
        try:
            found.append(coverage_of(base, overrides, report) or ())
        except LockError:
            found.append(())
    return found
