"""Every format, compared whole: on the tutorial with its text, and on the article by its lock alone.

With AVERRED_UPDATE_GOLDEN=1 the files are written instead, for a person to read in the diff.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from averred.commands import run
from averred.reports import FORMATS

PROJECT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "reports"
COMMON = ["--today", "2026-11-22", "--fail-on", "never", "-v", "--show-undetermined", "--statistics"]


def _compare(name: str, found: str) -> None:
    path = GOLDEN / name
    if os.environ.get("AVERRED_UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == found


@pytest.mark.parametrize("name", FORMATS)
def test_the_tutorial_in_every_format(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The report on the lantern march is the one that was read and kept, to the last byte."""
    work = tmp_path / "lantern-march"
    shutil.copytree(
        PROJECT / "docs" / "tutorial" / "lantern-march", work, ignore=shutil.ignore_patterns("averred.lock")
    )
    monkeypatch.chdir(work)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    assert 0 == run(["check", "facts", "--sources", ".", *COMMON, "--output-format", name])
    _compare(f"lantern-march.{name}.txt", capfdbinary.readouterr().out.decode())


@pytest.mark.parametrize("name", FORMATS)
def test_the_article_in_every_format(
    name: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The report on the article, whose text is not at hand, is the one that was read and kept.

    It shows the quotes of its facts and no other word; `test_house` sees that no quote is long.
    """
    monkeypatch.chdir(PROJECT)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    assert 0 == run(["check", "facts/istanbul-rally-2012", *COMMON, "--output-format", name])
    _compare(f"istanbul-rally-2012.{name}.txt", capfdbinary.readouterr().out.decode())


def test_the_article_is_judged_alike_with_its_text(
    sources_dir: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """With the text at hand the same findings are reported, in the same places."""
    monkeypatch.chdir(PROJECT)
    common = ["check", "facts/istanbul-rally-2012", "--today", "2026-11-22", "--output-format", "concise"]
    pages = []
    for more in ([], ["--sources", str(sources_dir)]):
        assert 1 == run([*common, *more])
        pages.append(capfdbinary.readouterr().out.decode().splitlines()[:-1])

    assert pages[0] == pages[1]
