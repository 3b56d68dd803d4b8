"""Every example of the README and the documentation does what it says.

An HTML comment before a fenced block says what the block is:

- `file: NAME`: a file of the example; it is written when its turn comes.
- `holds: NAME`: what a file of the example holds by then.
- `run` or `run: exit 1`: a command behind "$ ", and what it prints; in the folder of the example's files.
- `run until Ctrl-C`: a command that does not end by itself.
- `run in the project` (with or without `: exit N`): the same in the project's own folder.

A comment `the lantern march` puts the tutorial's facts and text where the examples of the page expect them,
`a copy of the tutorial` puts them where they are in the project, so that an example may change them, and
`needs: pandas` skips a page where that library is not installed.
A line "[…]" stands for any lines. `>>>` examples run as they are. With AVERRED_WRITE_DOCS=1 the printed
output is written into the pages instead, for a person to read in the diff.
"""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import averred
from averred import config, errors, values

PROJECT = Path(__file__).parent.parent
PAGES = sorted(
    page
    for page in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md"))
    # The pages of rules are written from their cases, which are tests of their own.
    if "rules" not in page.parts and "_build" not in page.parts
)
_BLOCK = re.compile(
    r"^<!-- (file|holds|run)(?: (?:in|until) (the project|Ctrl-C))?(?:: (.+?))? -->\n```\w*\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NEEDS = re.compile(r"^<!-- needs: (\w+) -->$", re.MULTILINE)
TUTORIAL = Path("docs") / "tutorial" / "lantern-march"
_WAITS = "watching; Ctrl-C ends"
_ANY_LINES = "[…]\n"


def _run(command: str, folder: Path, *, until_interrupt: bool = False) -> tuple[str, int]:
    """What a command `averred …` or `git …` prints, and its exit code."""
    name, *arguments = shlex.split(command)
    identity = {f"GIT_{who}_{what}": "Ilse" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    shown = {"COLUMNS": "90", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    environment = {**os.environ, **identity, **shown}
    while "=" in name:
        key, _, value = name.partition("=")
        environment[key] = f"{value}{os.pathsep}{environment.get(key, '')}"
        name, *arguments = arguments
    assert name in {"averred", "git"}, command
    if until_interrupt:  # a shell that starts tests in the background has them ignore it, and what they start
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [name, *arguments] if name == "git" else [sys.executable, "-m", "averred", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as run:
        assert run.stdout
        lines = []
        for line in run.stdout:
            lines.append(line.rstrip())
            if until_interrupt and line.startswith(_WAITS):
                run.send_signal(signal.SIGINT)
    return ("\n".join(lines).rstrip() + "\n" if lines else ""), run.returncode


def _matches(expected: str, actual: str) -> bool:
    pieces = [re.escape(piece) for piece in expected.split(_ANY_LINES)]
    return re.fullmatch("(?:.*\n)*?".join(pieces), actual) is not None


def _copy_lantern_march(folder: Path) -> None:
    """The facts of the tutorial in `facts/lantern-march`, their text in `texts`."""
    march = PROJECT / TUTORIAL
    shutil.copytree(march / "facts", folder / "facts" / "lantern-march")
    (folder / "texts").mkdir()
    shutil.copy(march / "lantern-march.txt", folder / "texts")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_the_examples_of_a_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command prints what the page shows and ends with its exit code; each `>>>` example holds."""
    text = page.read_text(encoding="utf-8")
    for name in _NEEDS.findall(text):
        pytest.importorskip(name)
    if "<!-- the lantern march -->" in text:
        _copy_lantern_march(tmp_path)
    if "<!-- a copy of the tutorial -->" in text:
        shutil.copytree(PROJECT / TUTORIAL, tmp_path / TUTORIAL)
    for kind, where, detail, body in _BLOCK.findall(text):
        file = tmp_path / detail
        if kind == "file":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
            continue
        if kind == "holds":
            assert body == file.read_text(encoding="utf-8")
            continue
        command, _, expected = body.removeprefix("$ ").partition("\n")
        folder = PROJECT if where == "the project" else tmp_path
        actual, code = _run(command, folder, until_interrupt=where == "Ctrl-C")
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_what_a_page_imports_is_there(page: Path) -> None:
    """Code that no test can run, since it needs a cluster, imports what there is, and calls what that has."""
    for name in _NEEDS.findall(page.read_text(encoding="utf-8")):
        pytest.importorskip(name)
    for body in _FENCED.findall(page.read_text(encoding="utf-8")):
        for name, attributes in _imported(body).items():
            module, _, own = name.rpartition(".")
            found = getattr(importlib.import_module(module), own, None) if module else averred
            found = found or importlib.import_module(name)
            assert [] == [one for one in attributes if not hasattr(found, one)], name


def _imported(code: str) -> dict[str, set[str]]:
    """What code imports of this project, in full, with the attributes that it takes of each."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:  # no Python
        return {}
    full: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "averred":
            full |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            full |= {one.name: one.name for one in node.names if one.name == "averred"}
    taken = [(ast.unparse(node.value), node.attr) for node in nodes if isinstance(node, ast.Attribute)]
    return {name: {attr for value, attr in taken if value == own} for own, name in full.items()}


def test_the_interface_page_has_every_public_name() -> None:
    """What is public and not re-exported by `averred` itself is listed on the page by its name."""
    page = (PROJECT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    public = {name for name, value in vars(errors).items() if isinstance(value, type)} | set(values.__all__)
    listed = {name for names in re.findall(r":members: (.+)", page) for name in names.split(", ")}

    assert public - set(averred.__all__) == listed


def test_the_page_of_settings_has_every_key() -> None:
    """Each setting of a file has a row on its page, and no row is of one that there is not."""
    page = (PROJECT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)

    assert list(config.KEYS) == listed
