"""Facts as tests of pytest: an item for each citation and each finding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from averred import api
from averred.config import load_settings
from averred.plugins import load_plugins
from averred.reports import base, full

pytest_plugins = ["pytester"]

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
INI = "[pytest]\naverred_paths = lantern/facts\naverred_sources = lantern\n"
ACCEPTED = """
[[accept]]
rule   = "contradictory"
facts  = ["marchers-box", "marchers-text"]
reason = "Asked the author."
"""


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """Have everything imported that a check needs: a run in this process forgets what it was first to import.

    Most tests run in this process, as to start a Python takes ten times as long as what is looked at.
    """
    settings, plugins = load_settings(LANTERN / "facts", ()), load_plugins()
    report = api.check(api.load(LANTERN / "facts", settings=settings), sources=LANTERN, plugins=plugins)
    full.render([report], base.Options())


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with the facts of the lantern march."""
    shutil.copytree(LANTERN, pytester.path / "lantern", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    pytester.makeini(INI)
    return pytester


def test_each_citation_and_finding_is_an_item(project: pytest.Pytester) -> None:
    """Citations that were found pass; errors and warnings fail with their card; notes pass."""
    result = project.runpytest_subprocess("lantern", "-v")

    result.stdout.fnmatch_lines(
        [
            "*citation[[]marchers-box[]] PASSED*",
            "*finding[[]contradictory-*[]] FAILED*",
            "*finding[[]disputed-*[]] PASSED*",
            "error[[]contradictory[]]: *",
            "* 3 │ - Marchers: 1,200*",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_an_accepted_finding_is_expected_to_fail(project: pytest.Pytester) -> None:
    """An acceptance turns a failure into an expected one, with its reason."""
    facts = project.path / "lantern" / "facts" / "march.toml"
    facts.write_text(facts.read_text(encoding="utf-8") + ACCEPTED, encoding="utf-8")
    result = project.runpytest_inprocess("lantern", "-rx", "-k", "contradictory")

    assert 1 == result.parseoutcomes()["xfailed"]
    result.stdout.fnmatch_lines(["XFAIL *contradictory-* - Asked the author."])


RULES = '''
from averred.findings import Level
from averred.rules import rule
from averred.rules.base import fact_finding


@rule("no-round-number", Level.WARNING)
def no_round_number(context):
    """A count that ends in two zeros."""
    for fact in context.active:
        if fact.written.endswith("00"):
            yield fact_finding(context, fact, "no-round-number", Level.WARNING, "a round number")
'''


def test_rules_of_installed_packages_are_tests_too(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the command line, where the facts may declare them and settings may name them."""
    info = project.mkdir("installed") / "lantern_rules-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: lantern-rules\nVersion: 1\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(
        "[averred.rules]\nlantern = lantern_pytest_rules\n", encoding="utf-8"
    )
    (project.path / "installed" / "lantern_pytest_rules.py").write_text(RULES, encoding="utf-8")
    settings = project.path / "lantern" / "facts" / "averred.toml"
    settings.write_text('[levels]\nno-round-number = "error"\n', encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(project.path / "installed"), prepend=":")
    result = project.runpytest_subprocess("lantern", "-k", "no-round-number")

    assert 3 == result.parseoutcomes()["failed"]
    result.stdout.fnmatch_lines(["error[[]no-round-number[]]: a round number*"])


def test_a_quote_that_is_not_there_fails(project: pytest.Pytester) -> None:
    """A citation that was not found fails and says why."""
    text = project.path / "lantern" / "lantern-march.txt"
    text.write_text(
        text.read_text(encoding="utf-8").replace("seven pipe bands", "six pipe bands"), encoding="utf-8"
    )
    result = project.runpytest_inprocess("lantern", "-k", "citation and bands-pipe")

    assert 1 == result.parseoutcomes()["failed"]
    result.stdout.fnmatch_lines(["missing; *"])


def test_nothing_is_collected_without_being_asked_for(pytester: pytest.Pytester) -> None:
    """A folder that the configuration does not name is no suite, even if it holds facts."""
    shutil.copytree(LANTERN, pytester.path / "lantern")

    assert pytest.ExitCode.NO_TESTS_COLLECTED == pytester.runpytest_inprocess("lantern").ret


def test_facts_without_their_text_are_said_to_be_missing_or_locked(project: pytest.Pytester) -> None:
    """Without the folder of the texts, and without a lock, citations fail."""
    project.makeini("[pytest]\naverred_paths = lantern/facts\n")
    result = project.runpytest_inprocess("lantern", "-k", "citation and marchers-box")

    assert 1 == result.parseoutcomes()["failed"]


def test_a_mistake_of_the_program_is_shown_whole(project: pytest.Pytester) -> None:
    """An error that is no finding is shown as pytest shows errors."""
    project.makeconftest(
        "from averred.pytest_plugin import CitationItem\n"
        "def fail(_):\n    raise RuntimeError('ours')\n"
        "CitationItem.runtest = fail\n"
    )
    result = project.runpytest_subprocess("lantern", "-k", "citation and marchers-box")

    result.stdout.fnmatch_lines(["*RuntimeError: ours"])


def test_items_know_the_folder_they_come_from(project: pytest.Pytester) -> None:
    """Where pytest lists durations and headings, an item is named by its folder and its own name."""
    result = project.runpytest_inprocess("lantern", "--collect-only", "-q")

    result.stdout.fnmatch_lines(["*lantern/facts::citation[[]marchers-box[]]"])


@pytest.mark.parametrize("name", ["nosuch", "lantern/facts/march.toml"])
def test_a_folder_that_is_not_there_stops_the_run(project: pytest.Pytester, name: str) -> None:
    """A misspelt folder would be checked by nobody, so it is no green run."""
    project.makeini(f"[pytest]\naverred_paths = {name}\n")
    result = project.runpytest_inprocess("lantern")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([f"ERROR: averred_paths: there is no folder *{name}"])


def test_a_folder_without_facts_stops_the_run(project: pytest.Pytester) -> None:
    """Nothing would be checked there, and somebody expects a check."""
    project.makeini("[pytest]\naverred_paths = empty\n")
    (project.path / "empty").mkdir()
    result = project.runpytest_inprocess()

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["ERROR: averred_paths: no fact files in or below */empty"])


def test_a_run_of_all_tests_runs_all_facts(project: pytest.Pytester) -> None:
    """Where testpaths leaves the facts out they are missed; a run of some tests may leave them out."""
    project.makeini(f"{INI}testpaths = tests\n")
    (project.path / "tests").mkdir()
    (project.path / "tests" / "test_one.py").write_text("def test_one():\n    pass\n", encoding="utf-8")
    result = project.runpytest_inprocess()

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(
        ["ERROR: averred_paths: */lantern/facts was not collected; add it to testpaths*"]
    )
    for some in ["tests"], ["--ignore", "lantern"]:
        assert pytest.ExitCode.OK == project.runpytest_inprocess(*some).ret


def test_a_folder_may_be_named_by_a_detour(project: pytest.Pytester) -> None:
    """The same folder is meant, so it is collected."""
    project.makeini("[pytest]\naverred_paths = tests/../lantern/facts/\naverred_sources = lantern\n")
    result = project.runpytest_inprocess("-k", "citation and marchers-box")

    assert 1 == result.parseoutcomes()["passed"]
