"""Report formats: from reports to text. Each is one module with `render(reports, options)`.

A format is imported when it is used, so that nobody pays for those that are not.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from averred.report import Report
    from averred.reports.base import Options

#: Name of a format → its module, and what it is for.
FORMATS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "full": ("averred.reports.full", "each finding with its passages, for people at a terminal"),
        "concise": ("averred.reports.concise", "one line a finding"),
        "json": ("averred.reports.json", "everything, as one JSON document"),
        "json-lines": ("averred.reports.json_lines", "the same, one JSON document a line"),
        "github": ("averred.reports.github", "annotations for GitHub Actions"),
        "gitlab": ("averred.reports.gitlab", "GitLab's Code Quality report"),
        "sarif": ("averred.reports.sarif", "SARIF 2.1.0 for code hosts and editors"),
        "junit": ("averred.reports.junit", "JUnit XML for CI servers"),
        "html": ("averred.reports.html", "one page to send to somebody"),
        "markdown": ("averred.reports.markdown", "a table for summaries and mail"),
    }
)


def render(reports: Sequence[Report], name: str, options: Options) -> str:
    """The reports as one text in a format, with a line break at its end.

    Args:
        reports: one for each fact base.
        name: one of FORMATS.
        options: how to show them.

    Raises:
        ConfigurationError: for a name that is no format.
    """
    if name not in FORMATS:
        raise ConfigurationError(f"there is no format {name!r}", suggestion=f"one of {', '.join(FORMATS)}")
    rendered: str = import_module(FORMATS[name][0]).render(reports, options)
    return rendered


def render_files(
    reports: Sequence[Report], name: str, options: Options, file: str
) -> Iterator[tuple[str, str]]:
    """The reports for a file, and further files where the format has them (HTML of many facts).

    Args:
        reports: one for each fact base.
        name: one of FORMATS.
        options: how to show them.
        file: the name of the file.

    Yields:
        Each file, as seen from the folder of the first one, and its text.

    Raises:
        ConfigurationError: for a name that is no format.
    """
    if name == "html":
        from averred.reports.html import pages

        yield from pages(reports, options, file)
    else:
        yield file, render(reports, name, options)
