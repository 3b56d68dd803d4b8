"""A file is written as one step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from averred import atomic
from averred.atomic import write_atomically

WRITER = """
import sys
from pathlib import Path
from averred.atomic import write_atomically
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in "ab":
        write_atomically(path, letter * 500_000)
"""


def test_file_is_replaced_with_its_mode_and_links_stay(tmp_path: Path) -> None:
    """The new text stands under the old name; a link still leads to it; nothing else is left."""
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)

    write_atomically(link, "ü\r\n")

    assert "ü\r\n".encode() == path.read_bytes()
    assert 0o640 == path.stat().st_mode & 0o777
    assert link.is_symlink()
    assert ["file", "link"] == sorted(found.name for found in tmp_path.iterdir())


def test_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old file is there, whole, and no leftover."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left") as error:
        write_atomically(path, "new")

    assert str(path) == error.value.filename
    assert "old" == path.read_text(encoding="utf-8")
    assert ["file"] == [found.name for found in tmp_path.iterdir()]


def test_interruption_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while it is written is handed on; the old file is there, whole, and no leftover."""

    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")

    assert "old" == path.read_text(encoding="utf-8")
    assert ["file"] == [found.name for found in tmp_path.iterdir()]


def test_the_longest_name_can_be_replaced(tmp_path: Path) -> None:
    """The file that waits has a name that the system takes, however long that of the file is."""
    path = tmp_path / ("ü" * 127)
    for text in ("old", "new"):
        write_atomically(path, text)

    assert "new" == path.read_text(encoding="utf-8")
    assert [path] == list(tmp_path.iterdir())


def test_folders_that_cannot_be_synchronised_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems do not open folders; the file is written all the same."""

    def refuse(*_arguments: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)

    atomic._sync_folder(tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """Whenever the process is killed, a reader sees one of the two texts, whole."""
    path = tmp_path / "averred.lock"
    for round_ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, env=dict(os.environ)
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            deadline = time.monotonic() + 20
            while not path.exists() and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(0.003 * round_)
            writer.send_signal(signal.SIGKILL)
        text = path.read_text(encoding="utf-8")

        assert text in {"a" * 500_000, "b" * 500_000}
