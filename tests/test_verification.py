"""Where the texts of sources are looked for, and what is said of those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.reader import read
from averred.texts import load_sources


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of sources with what does not belong there."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "in.txt").write_text("The fair took place in May.", encoding="utf-8")
    (folder / "link.txt").symlink_to("in.txt")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "folder.txt").mkdir()
    (folder / "bytes.txt").write_bytes(b"\xff")
    return folder


@pytest.mark.parametrize(
    "path, found, said",
    [
        ("in.txt", True, ""),
        ("link.txt", True, ""),
        ("absent.txt", False, ""),
        ("out.txt", False, "out.txt is a link that leads out of the folder of sources"),
        ("circle.txt", False, "circle.txt leads to no file"),
        ("folder.txt", False, "folder.txt is a folder"),
        ("bytes.txt", False, "bytes.txt is not UTF-8"),
        ("x" * 300, False, "leads to no file"),
    ],
)
def test_every_source_is_read_or_said_to_be_unreadable(
    path: str, found: bool, said: str, texts: Path
) -> None:
    """A source that is there and cannot be read is a finding; an absent one is not."""
    facts = texts.parent / "facts.toml"
    facts.write_text(f'[source.fair]\npath = "{path}"\n', encoding="utf-8")
    base = read(facts)
    loaded, problems = load_sources(base, texts)

    assert (["fair"] if found else []) == list(loaded)
    assert (["source-missing"] if said else []) == [problem.rule for problem in problems]
    assert said in "".join(problem.headline for problem in problems)
    assert all(problem.place == base.place(base.sources["fair"].origin, "path") for problem in problems)
