"""Laws of the house: what lies where, how long a file is, that rules are whole, what starts quickly."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parent.parent
TOP_LEVEL = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "changelog.d",
    "docs",
    "facts",
    "pyproject.toml",
    "src",
    "tests",
}
LONGEST_FILE = 300
# So many words of the article in a row would be a part of it, not a citation.
WORDS_IN_A_ROW = 16
RULE_HEADINGS = (
    "What it reports",
    "Why it matters",
    "Example",
    "What to do",
    "Options",
    "Where the idea comes from",
)
# No check needs any of them. (What attrs, cattrs and click import themselves is not ours to choose.)
HEAVY = {
    "asyncio",
    "concurrent.futures",
    "difflib",
    "duckdb",
    "email",
    "http",
    "hypothesis",
    "importlib.metadata",
    "logging",
    "multiprocessing",
    "mwparserfromhell",
    "numpy",
    "pandas",
    "pint",
    "polars",
    "pyarrow",
    "pypdfium2",
    "pyspark",
    "rapidfuzz",
    "sentencex",
    "ssl",
    "unittest",
}
# What a check of facts whose sources are not at hand has no use for: texts, anchors, what other commands do,
# engines, and the files of rules that cannot find anything there.
NOT_FOR_A_CHECK = {
    "_hashlib",  # OpenSSL
    "averred.anchor",
    "averred.atomic",
    "averred.conflicts.credible",
    "averred.directives",
    "averred.drift",
    "averred.editing",
    "averred.engine",
    "averred.evidence",
    "averred.history",
    "averred.loaders",
    "averred.lock.comparing",
    "averred.lock.making",
    "averred.patterns",
    "averred.plain",
    "averred.query_rules",
    "averred.query_tables",
    "averred.reanchor",
    "averred.reports.concise",
    "averred.reports.html",
    "averred.reports.json",
    "averred.rules.malformed_file",
    "averred.rules.not_unique",
    "averred.rules.quote_not_found",
    "averred.rules.stops_short",
    "averred.rules.unlocked",
    "averred.rules.unused_accept",
    "averred.rules.value_not_in_quote",
    "averred.screening",
    "averred.source",
    "averred.suggesting",
    "averred.sums",
    "averred.testing",
    "averred.values.finding",
    "averred.values.printing",
    "averred.writer",
    "cattrs",  # which says all that is wrong with a table, where something is
}


def _kept_files() -> list[Path]:
    """Every file that git keeps or would keep; skips where this is not a clone."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"needs git and a clone: {error}")
    paths = [PROJECT / name for name in listing.split("\0") if name]
    return [path for path in paths if path.is_file()]


def _text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def _pyproject() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_top_level_holds_nothing_unexpected() -> None:
    """Whoever opens the project sees only what belongs on the first page."""
    names = {path.relative_to(PROJECT).parts[0] for path in _kept_files()}

    unexpected = {name for name in names if not name.startswith(".")} - TOP_LEVEL

    assert set() == unexpected


def test_no_file_of_the_package_is_too_long() -> None:
    """A file that outgrows 300 lines has a part that found its own name."""
    lengths = {path: _text_of(path).count("\n") for path in (PROJECT / "src").rglob("*.py")}

    too_long = {str(path.relative_to(PROJECT)): n for path, n in lengths.items() if n > LONGEST_FILE}

    assert {} == too_long


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False))


def test_no_file_repeats_a_passage_of_the_article(article_text: str) -> None:
    """The article's text is not part of the project: nowhere do 16 of its words stand in a row."""
    passages = _runs(_words(article_text))

    copies = {
        str(path.relative_to(PROJECT)): " ".join(min(found)[:5])
        for path in _kept_files()
        if (found := passages & _runs(_words(_text_of(path))))
    }

    assert {} == copies


def test_no_file_names_a_machine_or_a_registry() -> None:
    """What is written here holds on any machine: no host of a registry and no folder of ours."""
    named = re.compile(
        "|".join(("py" + r"pi\.org", "python" + "hosted", r"deb\.deb" + "ian", "npm" + "js", "/wo" + "rk/"))
    )

    naming = [str(path.relative_to(PROJECT)) for path in _kept_files() if named.search(_text_of(path))]

    assert [] == naming


@pytest.mark.parametrize("mark", ["ci:run", "ci:test"])
def test_the_readme_has_the_commands_that_ci_runs(mark: str) -> None:
    """Each of the README's two commands stands alone in a fenced block after its mark."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")

    blocks = re.findall(rf"^<!-- {mark} -->\n```\w*\n(.+)\n```$", readme, flags=re.MULTILINE)

    assert 1 == len(blocks)
    assert blocks[0].startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_extra_and_the_group_test_are_the_same() -> None:
    """Whoever installs the extra `test`, which an old pip can, gets what the dependency group has."""
    pyproject = _pyproject()

    extra = pyproject["project"]["optional-dependencies"]["test"]

    assert pyproject["dependency-groups"]["test"] == extra


def test_the_extra_all_has_every_extra_of_a_user() -> None:
    """`averred[all]` leaves out only what developers use, and Spark, which is large and needs Java."""
    extras = dict(_pyproject()["project"]["optional-dependencies"])

    everything = extras.pop("all")
    for name in ("test", "testing", "spark"):
        del extras[name]

    assert [f"averred[{','.join(sorted(extras))}]"] == everything


def test_news_fragments_have_a_kind_and_a_text() -> None:
    """Every file in changelog.d is a fragment that ends up in the changelog."""
    fragments = [path for path in (PROJECT / "changelog.d").iterdir() if not path.name.startswith("_")]

    wrong = [
        path.name
        for path in fragments
        if not re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed)\.md", path.name) or not _text_of(path).strip()
    ]

    assert [] == wrong


def test_decisions_are_dated_and_short() -> None:
    """A decision is named by its day and its title, and is read in a minute."""
    pages = [path for path in (PROJECT / "docs" / "decisions").iterdir() if path.name != "index.md"]

    wrong = [
        path.name
        for path in pages
        if not re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z0-9-]+\.md", path.name) or _text_of(path).count("\n") > 30
    ]

    assert [] == wrong


def _modules_after(statement: str) -> set[str]:
    """Which modules a fresh interpreter has loaded after a statement."""
    program = f"import sys\n{statement}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        env={},  # a tool that measures coverage would import much by itself
    )
    return set(run.stderr.split())


def test_importing_averred_imports_nothing_heavy() -> None:
    """`import averred` starts quickly."""
    heavy = HEAVY & _modules_after("import averred")

    assert set() == heavy


def test_a_check_imports_nothing_heavy() -> None:
    """`averred check` on the article's facts loads neither an engine nor what only a failure needs."""
    arguments = ["check", "facts/istanbul-rally-2012", "--fail-on", "never"]

    loaded = _modules_after(f"from averred.commands import run\nassert run({arguments}) == 0")

    assert set() == HEAVY & loaded
    assert set() == NOT_FOR_A_CHECK & loaded


@pytest.mark.parametrize("name", sorted(name for name in NOT_FOR_A_CHECK if name.startswith("averred.")))
def test_what_a_check_does_not_load_is_there(name: str) -> None:
    """A module that was renamed would no longer be kept away from a check."""
    assert find_spec(name) is not None
