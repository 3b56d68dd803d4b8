"""The workflows and the action for GitHub that the documentation shows do what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="needs PyYAML")
PROJECT = Path(__file__).parent.parent
PAGE = (PROJECT / "docs" / "how-to" / "check-facts-in-ci.md").read_text(encoding="utf-8")
BY_HAND, BY_ACTION = (
    yaml.safe_load(block)["jobs"]["facts"]["steps"]
    for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
)
_FILE = PROJECT / ".github" / "actions" / "averred" / "action.yml"
if not _FILE.is_file():
    pytest.skip("the action lies in the repository alone", allow_module_level=True)
ACTION = yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with the facts of the tutorial in `facts`, their text in `texts`."""
    march = PROJECT / "docs" / "tutorial" / "lantern-march"
    shutil.copytree(march / "facts", tmp_path / "facts" / "lantern-march")
    (tmp_path / "texts").mkdir()
    shutil.copy(march / "lantern-march.txt", tmp_path / "texts")
    return tmp_path


def _run(step: dict[str, Any], folder: Path, given: dict[str, str]) -> tuple[str, int]:
    """What a step of a job prints, run as GitHub runs it, and its exit code."""
    bash = shutil.which("bash") or pytest.skip("needs bash")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    inputs = {name: given[_input(words)] for name, words in step.get("env", {}).items()}
    done = subprocess.run(
        [bash, "-e", "-c", step["run"]],
        cwd=folder,
        env={**environment, **inputs},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.returncode


def _input(expression: str) -> str:
    """The input that an expression such as `${{ inputs.path }}` names."""
    found = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)
    assert found
    return found[1]


def test_the_workflow_shows_annotations(checkout: Path) -> None:
    """The workflow's last step fails, annotates the lines of the facts, and verifies the texts."""
    printed, code = _run(BY_HAND[-1], checkout, {})

    assert 1 == code
    assert "::error file=facts/lantern-march/march.toml,line=" in printed
    assert "verified from the text" in printed
    assert "contradictory" in (checkout / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given, expected", [({}, 1), ({"fail-on": "never"}, 0), ({"path": "", "sources": ""}, 1)]
)
def test_the_action_checks_what_the_workflow_gives_it(
    checkout: Path, given: dict[str, str], expected: int
) -> None:
    """The action takes the inputs of the page, and does without those that may be left out."""
    defaults = {name: each["default"] for name, each in ACTION["inputs"].items()}
    printed, code = _run(
        ACTION["runs"]["steps"][-1], checkout, {**defaults, **BY_ACTION[-1]["with"], **given}
    )

    assert expected == code
    assert "::error file=facts/lantern-march/march.toml,line=" in printed


def test_the_page_says_where_the_action_is_and_what_it_takes() -> None:
    """The page names the action's folder and all of its inputs, and gives none that it does not have."""
    owner_and_folder, _, release = BY_ACTION[-1]["uses"].partition("@")
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)

    assert "RELEASE" == release
    assert (PROJECT / owner_and_folder.removeprefix("OWNER/averred/") / "action.yml").is_file()
    assert list(ACTION["inputs"]) == listed
    assert set(BY_ACTION[-1]["with"]) <= set(ACTION["inputs"])
