"""The contracts about imports in pyproject.toml hold for the package, and notice what breaks them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

pytest.importorskip("importlinter", reason="needs import-linter (dependency group lint)")


#: The packages whose own modules have layers: the contracts want them to be there.
CONTAINERS = ("scale", "conflicts")


def _write_package(folder: Path, modules: dict[str, str]) -> None:
    """Write modules (path below the package → text), and an empty `__init__` for each folder."""
    for name, text in {**{f"{name}/__init__.py": "" for name in CONTAINERS}, **modules}.items():
        path = folder / "averred" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for package in {path.parent, folder / "averred"}:
            (package / "__init__.py").touch()
        path.write_text(text, encoding="utf-8")


def _broken_contracts(folder: Path) -> list[str]:
    """The names of the contracts that the package `averred` in a folder breaks."""
    arguments = ["--no-cache", "--no-logo", "--config", str(PROJECT / "pyproject.toml")]
    program = "import sys; from importlinter.cli import lint_imports_command as lint; lint()"
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    assert "Contracts:" in run.stdout, run.stdout + run.stderr
    return [line.split(" BROKEN")[0] for line in run.stdout.splitlines() if " BROKEN" in line]


def test_the_package_keeps_every_contract() -> None:
    """What is written today imports strictly downwards, and every module has its place."""
    broken = _broken_contracts(PROJECT / "src")

    assert [] == broken


@pytest.mark.parametrize(
    "modules,expected",
    [
        ({"spans.py": "import averred.facts", "facts.py": ""}, "Layers: "),
        ({"newcomer.py": ""}, "Layers: "),
        (
            {"conflicts/pairs.py": "import averred.conflicts.joint", "conflicts/joint.py": ""},
            "Layers of conflicts",
        ),
        ({"scale/parts.py": "import averred.scale.embedded", "scale/embedded.py": ""}, "Layers of scale"),
        ({"reader.py": "import averred.lock", "lock.py": ""}, "Side by side: reader"),
        ({"values/__init__.py": "import averred.source", "source.py": ""}, "Side by side: values | source"),
        ({"acceptances.py": "import averred.editing", "editing.py": ""}, "Side by side: acceptances"),
        ({"rules/one.py": "import averred.rules.two", "rules/two.py": ""}, "No rule sees another"),
        ({"reports/a.py": "import averred.reports.b", "reports/b.py": ""}, "No report format sees another"),
        ({"exchange/a.py": "import averred.exchange.b", "exchange/b.py": ""}, "No exchange format"),
        (
            {"reports/full.py": "import averred.rules", "rules/one.py": ""},
            "Reports see data only: never the rules",
        ),
        (
            {"reports/full.py": "import averred.config", "config.py": ""},
            "Reports see data only: never the conf",
        ),
        ({"reader.py": "import cattrs"}, "cattrs is imported by structuring alone"),
        ({"checker.py": "import duckdb"}, "The engines' packages"),
        ({"values/a.py": "import averred.values.b", "values/b.py": "import averred.values.a"}, "No cycles"),
    ],
    ids=lambda case: "+".join(case) if isinstance(case, dict) else "",
)
def test_a_forbidden_import_is_noticed(tmp_path: Path, modules: dict[str, str], expected: str) -> None:
    """Each contract is broken by the import that it forbids."""
    _write_package(tmp_path, modules)

    broken = _broken_contracts(tmp_path)

    assert any(name.startswith(expected) for name in broken), broken


@pytest.mark.parametrize(
    "modules",
    [
        {"rules/one.py": "import averred.rules.base", "rules/base.py": ""},
        {"structuring.py": "import cattrs"},
        {"engine/duck.py": "import duckdb"},
        {"config.py": "import averred.acceptances", "acceptances.py": ""},
        {"coverage.py": "import averred.lock", "lock.py": ""},
    ],
    ids="+".join,
)
def test_an_allowed_import_breaks_nothing(tmp_path: Path, modules: dict[str, str]) -> None:
    """What the layout allows passes, also while most modules of the layout do not exist."""
    _write_package(tmp_path, modules)

    broken = _broken_contracts(tmp_path)

    assert [] == broken
