"""Facts as tests: one item for each citation and one for each finding.

It does nothing until the ini option `averred_paths` names folders of facts, relative to pytest's root folder.
A folder that is named and collected (`pytest facts`, or `testpaths`) is then a suite:

    [tool.pytest.ini_options]
    testpaths = ["tests", "facts"]
    averred_paths = ["facts/lantern-march"]
    averred_sources = "texts"        # optional: where the sources' texts are

A citation passes if it was found in its source, or if the lock vouches for it. A finding of level error or
warning fails, a note passes, and an accepted finding is an expected failure with its reason. A folder that is
not there, or that a run of all tests does not come to, is a usage error.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from averred.findings import Finding
    from averred.report import CitationResult, Report

_GOOD: Final = frozenset({"exact", "moved", "locked"})
_COLLECTED: Final = pytest.StashKey[set[Path]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The ini options."""
    parser.addini("averred_paths", "Folders of facts to check.", type="args", default=[])
    parser.addini("averred_sources", "The folder of the sources' texts.", default="")


def pytest_sessionstart(session: pytest.Session) -> None:
    """A folder that is not there, or has no facts, would never be checked.

    Raises:
        UsageError: naming it.
    """
    for path in _named(session.config):
        if not path.is_dir():
            raise pytest.UsageError(f"averred_paths: there is no folder {path}")
        from averred import reader

        if not reader.find_fact_bases(path):
            raise pytest.UsageError(f"averred_paths: no fact files in or below {path}")


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A suite for a folder that is named in the configuration; None leaves any other to pytest."""
    if path in _named(parent.config):
        parent.config.stash.setdefault(_COLLECTED, set()).add(path)
        suite: pytest.Collector = FactBaseSuite.from_parent(parent, path=path)
        return suite
    return None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Where all tests are run, so are all facts that are named.

    Raises:
        UsageError: naming a folder that pytest did not come to.
    """
    config = session.config
    missed = [path for path in _named(config) if path not in config.stash.get(_COLLECTED, set())]
    if missed and _runs_all(config):
        raise pytest.UsageError(
            f"averred_paths: {missed[0]} was not collected; add it to testpaths, and see norecursedirs"
        )


def _named(config: pytest.Config) -> list[Path]:
    """The folders of `averred_paths`."""
    return [Path(os.path.normpath(config.rootpath / name)) for name in config.getini("averred_paths")]


def _runs_all(config: pytest.Config) -> bool:
    """Whether the command line names no part of the tests, and leaves none out."""
    is_part = config.args_source is pytest.Config.ArgsSource.ARGS
    leaves_out = config.getoption("ignore") or config.getoption("ignore_glob")
    return not is_part and not leaves_out and config.invocation_params.dir == config.rootpath


class FactBaseSuite(pytest.Directory):
    """The items of one fact base."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each citation, each finding, and each accepted finding."""
        report = _check(self.config, self.path)
        for name, result in sorted(report.citations.items()):
            yield CitationItem.from_parent(self, name=f"citation[{name}]", result=result)
        for finding in (*report.findings, *report.accepted):
            yield FindingItem.from_parent(self, name=f"finding[{finding.id}]", finding=finding, report=report)


def _check(config: pytest.Config, path: Path) -> Report:
    """The report of a folder, with the settings that hold there, and the rules of installed packages."""
    import attrs

    from averred import api
    from averred.config import load_settings
    from averred.plugins import load_plugins

    plugins = load_plugins()
    settings = load_settings(path, [rule.name for rule in plugins.rules])
    sources = config.getini("averred_sources")
    if sources:
        settings = attrs.evolve(settings, sources=config.rootpath / sources)
    facts = api.load(path, settings=settings, rules=plugins.rules)
    return api.check(facts, settings=settings, plugins=plugins)


class _NotHeldError(Exception):
    """A citation or a finding that fails; its text is what is shown."""


class _FactItem(pytest.Item):
    """What citations and findings have in common: a failure is a message, not a traceback."""

    def repr_failure(  # type: ignore[override]  # the style of tracebacks is a type that pytest keeps to itself
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """The message alone; anything else is shown as pytest does."""
        return (
            str(excinfo.value) if isinstance(excinfo.value, _NotHeldError) else super().repr_failure(excinfo)
        )

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the item comes from, for the headings of pytest's report."""
        return self.path, None, self.name


class CitationItem(_FactItem):
    """One citation: it passes if the passage was found, or is locked."""

    def __init__(self, name: str, parent: pytest.Collector, result: CitationResult) -> None:
        super().__init__(name, parent)
        self._result = result

    def runtest(self) -> None:
        """Fail where the passage is not what the fact cites."""
        from averred.display.cells import visible

        if self._result.verdict not in _GOOD:
            parts = (self._result.verdict, self._result.message, self._result.suggestion or "")
            raise _NotHeldError(visible("; ".join(part for part in parts if part)))


class FindingItem(_FactItem):
    """One finding: an error or a warning fails, a note passes, an accepted one is expected to fail."""

    def __init__(self, name: str, parent: pytest.Collector, finding: Finding, report: Report) -> None:
        super().__init__(name, parent)
        self._finding, self._report = finding, report
        if finding.accepted is not None:
            self.add_marker(pytest.mark.xfail(reason=finding.accepted, raises=_NotHeldError))

    def runtest(self) -> None:
        """Fail with the card of the finding."""
        from averred.display.terminal import Terminal
        from averred.findings import Level
        from averred.reports.full.card import card

        if self._finding.level is not Level.NOTE or self._finding.accepted is not None:
            raise _NotHeldError("\n".join(card(self._finding, self._report, Terminal())))
