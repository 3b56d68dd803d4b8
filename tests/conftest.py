"""What all tests share: how hard Hypothesis tries, and the texts that may not be part of this project."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.browser import Browser, browser, is_there

PROJECT = Path(__file__).parent.parent

# "ci" is what everybody runs: the same examples each time, so a red build can be seen again at home.
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("heavy", parent=settings.get_profile("ci"), max_examples=1000, derandomize=False)
# For a second run of tests that have already run in full.
settings.register_profile("quick", parent=settings.get_profile("ci"), max_examples=10)
# For mutation testing, where a law runs for hundreds of mutants: what fails is not made small.
settings.register_profile(
    "mutation", parent=settings.get_profile("ci"), max_examples=25, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def _folder_outside(variable: str, name: str) -> Path:
    """A folder beside the project, or the one that an environment variable names; skips without it."""
    folder = Path(os.environ.get(variable) or PROJECT.parent / "shared" / name)
    if not folder.is_dir():
        pytest.skip(f"needs a folder that is not part of the project: set {variable}")
    return folder


@pytest.fixture(scope="session")
def sources_dir() -> Path:
    """The folder of the sources whose text must not be redistributed."""
    return _folder_outside("AVERRED_SOURCES", "sources")


@pytest.fixture(scope="session")
def thirdparty_dir() -> Path:
    """The folder of the test cases that other people wrote."""
    return _folder_outside("AVERRED_THIRDPARTY", "thirdparty")


@pytest.fixture(scope="session")
def article_text(sources_dir: Path) -> str:
    """The text of the article that `facts/istanbul-rally-2012` cites."""
    return (sources_dir / "istanbul-rally-2012.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; skips where there is none."""
    if not is_there():
        pytest.skip("needs chromium and chromedriver (apt-get install chromium chromium-driver)")
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker axe-core."""
    path = os.environ.get("AVERRED_AXE")
    if not path:
        pytest.skip("needs axe-core (npm: axe-core): set AVERRED_AXE to its axe.min.js")
    return Path(path).read_text(encoding="utf-8")


def _must_not_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where AVERRED_NO_SKIPS is set a skipped test fails: what it needs should have been installed there."""
    if os.environ.get("AVERRED_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each test's report."""
    report = yield
    _must_not_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at the report of each file, which may skip as a whole."""
    report = yield
    _must_not_skip(report)
    return report
