"""The page about the command line says what the commands say."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import click
import pytest

from averred.commands import COMMANDS, cli

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "reference" / "command-line.md"


@pytest.fixture(scope="module")
def module() -> Any:
    """The module beside Sphinx's settings that writes the page."""
    spec = importlib.util.spec_from_file_location("_command_page", DOCS / "_command_page.py")
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_page_is_current(module: Any) -> None:
    """The page is what is made of the commands; AVERRED_WRITE_DOCS=1 writes it anew."""
    if os.environ.get("AVERRED_WRITE_DOCS"):
        module.write_command_page(PAGE)

    assert module.command_page() == PAGE.read_text(encoding="utf-8")


def test_a_page_that_is_not_current_is_written_anew(module: Any, tmp_path: Path) -> None:
    """A page that is missing or old is written; one that is current is not touched."""
    page = tmp_path / "command-line.md"
    for before in (None, "old"):
        if before:
            page.write_text(before, encoding="utf-8")
        module.write_command_page(page)
        assert module.command_page() == page.read_text(encoding="utf-8")
    page.chmod(0o444)
    changed = page.stat().st_mtime_ns
    module.write_command_page(page)

    assert changed == page.stat().st_mtime_ns


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_every_command_and_flag(name: str) -> None:
    """Each command has a section with all of its options, and each of its options says what it does."""
    command = cli.get_command(click.Context(cli), name)
    assert command
    _, _, section = PAGE.read_text(encoding="utf-8").partition(f"\n## averred {name}\n")
    section = section.partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `-")]
    flags = [
        flag
        for each in command.params
        if isinstance(each, click.Option)
        for flag in each.opts + each.secondary_opts
    ]

    assert [] == [flag for flag in flags if not any(flag in row.split(" | ")[0] for row in rows)]
    assert [] == [row for row in rows if not row.split(" | ")[1].strip(" |")]
