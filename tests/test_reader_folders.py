"""Which files are read, which folders are fact bases; nothing outside of the folder is touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from averred import exchange
from averred.exchange.ndjson import line_of
from averred.reader import find_fact_bases, find_row_files, is_row_file, read
from tests.same_report import differences, told
from tests.scale_bases import judge_everything, write_base
from tests.test_rows_without_ids import ROW, VOCABULARY
from tests.test_same_report_of_files import by_engine

ENTITY = '[entity.{0}]\nname = "{0}"\n'
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file below the test's folder."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_files_below_are_read(write: Write, tmp_path: Path) -> None:
    """Every `.toml` in the folder and below is read, but configuration, hidden ones and other files."""
    for name in ("b.toml", "a.toml", "deep/er/c.toml"):
        write(name, ENTITY.format(Path(name).stem))
    for name in (
        "averred.toml",
        "deep/pyproject.toml",
        ".hidden.toml",
        ".git/x.toml",
        "notes.txt",
        "x.toml.bak",
    ):
        write(name, "not ours")
    base = read(tmp_path)

    assert (["a", "b", "c"], ()) == (list(base.entities), base.problems)


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without fact files is an empty fact base."""
    assert (0, ()) == (len(read(tmp_path)), read(tmp_path).problems)


def test_links_out_are_refused(write: Write, tmp_path: Path) -> None:
    """A link out of the folder, to a file or a folder, is said and not followed."""
    write("outside/x.toml", ENTITY.format("secret"))
    write("facts/a.toml", ENTITY.format("a"))
    (tmp_path / "facts" / "file.toml").symlink_to("../outside/x.toml")
    (tmp_path / "facts" / "folder").symlink_to("../outside")
    base = read(tmp_path / "facts", display_root=tmp_path)

    assert ["a"] == list(base.entities)
    assert [("facts/file.toml:1:1", "path-outside"), ("facts/folder:1:1", "path-outside")] == [
        (str(problem.place), problem.rule) for problem in base.problems
    ]


def test_links_out_to_rows_are_said(write: Write, tmp_path: Path) -> None:
    """Nobody reads what they name; one to rows of the folder, which are read anyway, is nothing to say."""
    write("outside.ndjson", "{}")
    write("facts/a.toml", ENTITY.format("a"))
    write("facts/b.ndjson", "")
    for name, target in (
        ("rows.ndjson", "../outside.ndjson"),
        ("rows.Parquet", "../nowhere"),
        (".rows.ndjson", "../outside.ndjson"),
        ("rows.csv", "../outside.ndjson"),
        ("again.ndjson", "b.ndjson"),
    ):
        (tmp_path / "facts" / name).symlink_to(target)
    problems = read(tmp_path / "facts", display_root=tmp_path).problems

    assert [tmp_path / "facts" / "b.ndjson"] == find_row_files(tmp_path / "facts")
    assert {("facts/rows.Parquet:1:1", "path-outside"), ("facts/rows.ndjson:1:1", "path-outside")} == {
        (str(problem.place), problem.rule) for problem in problems
    }


def test_which_rows_belong_to_a_folder() -> None:
    """Those of every format that is exchanged, but for CSV, which may be anything."""
    assert {name for name in exchange.FORMATS if name != ".csv"} == {
        name for name in exchange.FORMATS if is_row_file(f"rows{name}")
    }


def test_links_within_are_read_once(write: Write, tmp_path: Path) -> None:
    """A link to a file that is read anyway is left out; one to another file of the folder is read."""
    write("a.toml", ENTITY.format("a"))
    write("b.txt", ENTITY.format("b"))
    write("sub/c.toml", ENTITY.format("c"))
    (tmp_path / "again.toml").symlink_to("a.toml")
    (tmp_path / "b.toml").symlink_to("b.txt")
    (tmp_path / "sub2").symlink_to("sub")
    base = read(tmp_path)

    assert (["a", "b", "c"], ()) == (list(base.entities), base.problems)


def test_link_to_nothing(tmp_path: Path) -> None:
    """A link to a file that is gone is said."""
    (tmp_path / "gone.toml").symlink_to("nothing.txt")
    problems = read(tmp_path).problems

    assert ["it cannot be read: No such file or directory"] == [problem.headline for problem in problems]


def test_links_within_to_rows_are_read_once(write: Write, tmp_path: Path) -> None:
    """As those to fact files: one to another file is read, one to rows that are read anyway is not."""
    write("a.ndjson", "")
    write("b.txt", "")
    write(".kept/c.ndjson", "")
    write("sub/d.parquet", "")
    for name, target in (
        ("again.ndjson", "a.ndjson"),
        ("b.jsonl", "b.txt"),
        ("c.ndjson", ".kept/c.ndjson"),
        ("sub2", "sub"),
        ("gone.ndjson", "nothing.txt"),
        ("round.ndjson", "round.ndjson"),
        ("gone.toml", "gone.toml"),
    ):
        (tmp_path / name).symlink_to(target)
    found = [str(path.relative_to(tmp_path)) for path in find_row_files(tmp_path)]
    problems = read(tmp_path, display_root=tmp_path).problems

    assert ["a.ndjson", "b.jsonl", "c.ndjson", "sub/d.parquet"] == found
    assert ["gone.ndjson", "gone.toml", "round.ndjson"] == [one.place.path for one in problems if one.place]
    assert ["it is a link to nothing"] * 2 == [one.headline for one in problems if "nothing" in one.headline]


def test_rows_behind_a_link_are_facts(tmp_path: Path) -> None:
    """At every size."""
    write_base(tmp_path, VOCABULARY, [])
    (tmp_path / "rows.txt").write_text(line_of({"id": "a", **ROW, "value": "5"}), encoding="utf-8")
    (tmp_path / "rows.ndjson").unlink()
    (tmp_path / "rows.ndjson").symlink_to("rows.txt")
    everything, screened = judge_everything(tmp_path), by_engine(tmp_path)

    assert ["a", "count"] == sorted(everything.fact_base.by_id)
    assert [] == differences(told(everything), told(screened))


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """A pipe named like a fact file is said, not opened."""
    os.mkfifo(tmp_path / "pipe.toml")

    assert ["it is not an ordinary file"] == [problem.headline for problem in read(tmp_path).problems]


def test_folders_that_cannot_be_read(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that the system does not let us list is said, and hides no other."""
    write("a.toml", ENTITY.format("a"))
    (tmp_path / "closed").mkdir()
    listed = os.scandir

    def refuse(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    base = read(tmp_path, display_root=tmp_path)

    assert ["a"] == list(base.entities)
    assert [("closed:1:1", "it cannot be read: Permission denied")] == [
        (str(problem.place), problem.headline) for problem in base.problems
    ]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is read, and its name can be printed."""
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.toml")).write_text("a = 1\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    place = read(tmp_path, display_root=tmp_path).problems[0].place

    assert "caf\ufffd.toml:1:1" == str(place).encode("utf-8").decode()


def test_fact_bases_are_found(write: Write, tmp_path: Path) -> None:
    """The topmost folders with a lock or a fact file are found; below them nobody looks."""
    write("one/entities.toml", ENTITY.format("a"))
    write("one/below/more.toml", ENTITY.format("b"))
    write("two/averred.lock", "")
    write("two/below/more.toml", ENTITY.format("c"))
    write("deep/er/x.toml", '\n  [[ accept ]]\nrule = "x"\n')
    write("inline/x.toml", '[entity]\na = { name = "A" }\n')
    write("dotted/x.toml", 'fact.a.subject = "b"\n')
    for name in ("other/poetry.toml", "other/Cargo.toml"):
        write(name, "[package]\nentity = 1\nfact-file = 2\n[[constraint]]\n[facts]\n")
    write("settings/averred.toml", ENTITY.format("d"))
    for name in ("node_modules", ".hidden", "venv", "env", "deep/__pycache__"):
        write(f"{name}/x.toml", ENTITY.format("e"))
    write("env/pyvenv.cfg", "")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "x.toml").symlink_to("../one/entities.toml")
    os.mkfifo(tmp_path / "linked" / "pipe.toml")

    assert ["deep/er", "dotted", "inline", "one", "two"] == [
        path.relative_to(tmp_path).as_posix() for path in find_fact_bases(tmp_path)
    ]


def test_folder_itself_is_a_fact_base(write: Write, tmp_path: Path) -> None:
    """The folder where one stands may be the fact base."""
    write("x.toml", ENTITY.format("a"))

    assert [tmp_path] == find_fact_bases(tmp_path)
