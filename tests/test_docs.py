"""Every example of the README and the documentation does what it says.

An HTML comment before a fenced block says what the block is:

- `file: NAME`: a file of the example; it is written before anything runs.
- `run` or `run: exit 1`: a command behind "$ ", and what it prints; in the folder of the example's files.
- `run in the project` (with or without `: exit N`): the same in the project's own folder.

A line "[…]" stands for any lines. `>>>` examples run as they are. With AVERRED_WRITE_DOCS=1 the printed
output is written into the pages instead, for a person to read in the diff.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import averred
from averred import errors, values

PROJECT = Path(__file__).parent.parent
PAGES = sorted(
    page
    for page in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md"))
    # The pages of rules are written from their cases, which are tests of their own.
    if "rules" not in page.parts and "_build" not in page.parts
)
_BLOCK = re.compile(
    r"^<!-- (file|run)(?: in (the project))?(?:: (.+?))? -->\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_ANY_LINES = "[…]\n"


def _run(command: str, folder: Path) -> tuple[str, int]:
    """What a command `averred …` prints, and its exit code."""
    name, *arguments = shlex.split(command)
    assert name == "averred", command
    environment = {**os.environ, "COLUMNS": "90", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-m", "averred", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    lines = [line.rstrip() for line in run.stdout.splitlines()]
    return "\n".join(lines).rstrip() + "\n", run.returncode


def _matches(expected: str, actual: str) -> bool:
    pieces = [re.escape(piece) for piece in expected.split(_ANY_LINES)]
    return re.fullmatch("(?:.*\n)*?".join(pieces), actual) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_the_examples_of_a_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command prints what the page shows and ends with its exit code; each `>>>` example holds."""
    text = page.read_text(encoding="utf-8")
    for kind, where, detail, body in _BLOCK.findall(text):
        if kind == "file":
            file = tmp_path / detail
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
            continue
        command, _, expected = body.removeprefix("$ ").partition("\n")
        actual, code = _run(command, PROJECT if where else tmp_path)
        assert int(detail.removeprefix("exit ") or 0) == code, actual
        if os.environ.get("AVERRED_WRITE_DOCS") and _ANY_LINES not in expected:
            text = text.replace(body, f"$ {command}\n{actual}")
            page.write_text(text, encoding="utf-8")
        else:
            assert _matches(expected, actual), f"{command}\n{actual}"

    monkeypatch.chdir(tmp_path)
    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples).failed

    assert 0 == failed


def test_the_interface_page_has_every_public_name() -> None:
    """What is public and not re-exported by `averred` itself is listed on the page by its name."""
    page = (PROJECT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    public = {name for name, value in vars(errors).items() if isinstance(value, type)} | set(values.__all__)
    listed = {name for names in re.findall(r":members: (.+)", page) for name in names.split(", ")}

    assert public - set(averred.__all__) == listed
