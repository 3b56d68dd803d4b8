"""`averred check --watch`."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from averred import checker
from averred.commands import run
from averred.reports import html

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]


@pytest.fixture
def march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fact file of the lantern march, in a working folder of its own."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work" / "facts" / "march.toml"


def _pauses(*actions: Callable[[], object]) -> Callable[[float], None]:
    """What happens in each pause between two looks; after the last one comes Ctrl-C."""
    waiting = iter(actions)

    def pause(_: float) -> None:
        action = next(waiting, None)
        if action is None:
            raise KeyboardInterrupt
        action()

    return pause


def test_a_change_is_checked_again(march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """A changed fact file is checked again; where nothing changed, nothing is."""
    text = march.parent.parent / "lantern-march.txt"
    monkeypatch.setattr(
        time,
        "sleep",
        _pauses(lambda: None, lambda: os.utime(march, ns=(1, 1)), lambda: os.utime(text, ns=(1, 1))),
    )

    assert 130 == run(["check", "facts", "--sources", ".", "--watch", "--select", "disputed", "-q"])
    out, err = capsys.readouterr()
    assert 3 == out.count("note[disputed]")
    assert "watching; Ctrl-C ends\n" * 3 == err


def test_one_file_is_watched(march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """A single fact file is watched as well as a folder."""
    monkeypatch.setattr(time, "sleep", _pauses(lambda: os.utime(march, ns=(1, 1))))

    assert 130 == run(["check", "facts/march.toml", "--watch", "--select", "disputed", "-q"])
    assert 2 == capsys.readouterr().err.count("watching")


@pytest.mark.parametrize("most", [3, 1_500], ids=["pages", "page"])
@pytest.mark.parametrize("target", ["report.html", "public"])
@pytest.mark.usefixtures("march")
def test_what_a_check_writes_is_not_checked_again(
    target: str, most: int, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A report in a folder that is watched changes with each check, and is no reason for the next one."""
    monkeypatch.setattr(html, "MOST_FACTS", most)
    monkeypatch.setattr(html.sheets, "MOST_FACTS", most)
    Path("public").mkdir()
    monkeypatch.setattr(time, "sleep", _pauses(lambda: None, lambda: None))

    assert 130 == run(["check", "facts", "--sources", ".", "--watch", f"--output-format=html={target}"])
    assert 1 == capsys.readouterr().err.count("watching")
    written = Path("public/index.html") if target == "public" else Path(target)
    assert written.is_file()
    assert (most == 3) == written.with_name(f"{written.stem}-pages").is_dir()


def test_what_is_hidden_is_not_looked_at(
    march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """What editors and git keep beside the files changes all the time, and what is gone is no change."""
    hidden = march.parent / ".git"
    hidden.mkdir()
    pages = march.parent / "other-pages"
    pages.mkdir()
    march.with_name("gone.txt").symlink_to("nowhere")
    monkeypatch.setattr(
        time,
        "sleep",
        _pauses(
            lambda: march.with_name(".march.toml.swp").write_text("x", encoding="utf-8"),
            lambda: (hidden / "index").write_text("x", encoding="utf-8"),
            lambda: (pages / "new.txt").write_text("x", encoding="utf-8"),
        ),
    )

    assert 130 == run(["check", "facts", "--watch", "--select", "disputed", "-q"])
    assert 2 == capsys.readouterr().err.count("watching")


def test_settings_and_their_texts_are_watched(
    march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A setting that changes holds at once; a wrong one is said, and the watch goes on."""
    settings, text = march.parent.parent / "averred.toml", march.parent.parent / "lantern-march.txt"
    settings.write_text('sources = "."\n', encoding="utf-8")
    monkeypatch.setattr(
        time,
        "sleep",
        _pauses(
            lambda: os.utime(text, ns=(1, 1)),
            lambda: settings.write_text('sources = "."\nignroe = []\n', encoding="utf-8"),
            lambda: settings.write_text('sources = "."\nignore = ["disputed"]\n', encoding="utf-8"),
        ),
    )

    assert 130 == run(["check", "facts", "--watch", "--select", "disputed", "-q"])
    out, err = capsys.readouterr()
    assert 2 == out.count("note[disputed]")
    assert 1 == err.count("averred: error: averred.toml:2:1: unknown setting “ignroe” (did you mean ignore?)")
    assert 4 == err.count("watching")


@pytest.mark.usefixtures("march")
def test_an_interrupt_within_a_check_ends_the_watch(monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """Ctrl-C while a check runs ends it with what was checked so far."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checker, "check", interrupt)

    assert 130 == run(["check", "facts", "--watch"])
    assert "interrupted: 0 of 1 fact bases were checked\n" == capsys.readouterr().err
