"""`averred fmt` changes order and spacing alone, and loses nothing."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.commands import run
from averred.formatting import format_text
from averred.structuring.entries import FactEntry
from averred.structuring.records import keys_of

PROJECT = Path(__file__).parent.parent
Screen = pytest.CaptureFixture[str]
UNTIDY = """

top = 1


  # about the fair
[ entity . fair ]   # a header
name="fair"
kind = "event"
# the end of the fair

# ---- facts

[fact.a]

quote = '''
 many
 words'''  # where

# what it says
value    = "x" # so
scope.method = "count"
"subject" = "fair"
predicate = [
    # inside
    "p",
]
odd = 1
[[accept]]
rule = "a"
[[accept]]
rule = "b"

# last"""
TIDY = """top = 1

# about the fair
[ entity . fair ]   # a header
name = "fair"
kind = "event"
# the end of the fair

# ---- facts

[fact.a]
"subject"    = "fair"
predicate    = [
    # inside
    "p",
]

# what it says
value        = "x" # so
scope.method = "count"
quote        = '''
 many
 words'''  # where
odd          = 1

[[accept]]
rule = "a"

[[accept]]
rule = "b"

# last
"""
FILES = sorted([*PROJECT.glob("facts/**/*.toml"), *PROJECT.glob("docs/tutorial/**/*.toml")])


def test_an_untidy_file() -> None:
    """Keys are aligned and ordered, tables stand apart, remarks stay with what they stand above."""
    assert TIDY == format_text(UNTIDY)
    assert "" == format_text("\n\n")
    assert "# alone\n" == format_text("# alone")


def test_line_ends_and_mark_are_kept() -> None:
    """A file of another system stays one."""
    assert "\ufeff" + TIDY.replace("\n", "\r\n") == format_text("\ufeff" + UNTIDY.replace("\n", "\r\n"))


def test_every_key_of_a_fact_has_its_place() -> None:
    """A key that the reader takes is not put last as one that nobody knows."""
    from averred.formatting import FACT_KEYS

    record: type = FactEntry

    assert set(keys_of(record)) == set(FACT_KEYS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_our_own_fact_files_say_the_same(path: Path) -> None:
    """Formatting changes nothing of what they say, nor a remark, and is done after one time."""
    text = path.read_text(encoding="utf-8")
    new = format_text(text)

    assert tomllib.loads(text) == tomllib.loads(new)
    assert _remarks(text) == _remarks(new)
    assert new == format_text(new)


def _remarks(text: str) -> Counter[str]:
    """What follows a number sign, as often as it stands there."""
    return Counter(found.rstrip() for found in re.findall("#.*", text))


_VALUES = st.sampled_from(["1", '"x"', "'a # b'", "[\n  1, # one\n]", "{ a = 1 }", '"""\n\n a\n"""'])
_REMARKS = st.sampled_from(["", "# r", "   # [x]", "\t# a = 1"])
_GAPS = st.lists(st.sampled_from(["", "  ", "# between", "  # [fact.no]"]), max_size=3)
_PAIRS = st.lists(st.tuples(_GAPS, _VALUES, _REMARKS), max_size=4)
_NAMES = ("value", "subject", "'quote'", "a.b")


@given(st.lists(st.tuples(st.sampled_from(["[fact.{}]", "[entity.{}]", "[[accept]]"]), _REMARKS, _PAIRS)))
def test_nothing_is_lost(tables: list[tuple[str, str, list[tuple[list[str], str, str]]]]) -> None:
    """Whatever stands in a file, it says the same afterwards, with every remark, and stays as it is then."""
    lines: list[str] = []
    for number, (header, remark, pairs) in enumerate(tables):
        lines.append(header.format(f"n{number}") + remark)
        for name, (gap, value, after) in zip(_NAMES, pairs, strict=False):
            lines += [*gap, f"{name} ={value} {after}"]
    text = "\n".join(lines)

    new = format_text(text)

    assert tomllib.loads(text) == tomllib.loads(new)
    assert _remarks(text) == _remarks(new)
    assert new == format_text(new)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a tidy file and one that is not."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROJECT / "docs" / "tutorial" / "lantern-march" / "facts", "facts")
    tidy = Path("facts/march.toml")
    tidy.write_text(format_text(tidy.read_text(encoding="utf-8")), encoding="utf-8")
    Path("facts/more.toml").write_text("[entity.pond]\nname='pond'\n", encoding="utf-8")
    return tmp_path


def test_the_command_writes_what_differs(folder: Path, capsys: Screen) -> None:
    """With --check it only says so, by words and exit code; afterwards nothing is left to do."""
    more = folder / "facts" / "more.toml"

    assert 1 == run(["fmt", "--check"])
    assert "facts/more.toml would change\n" == capsys.readouterr().out
    assert "[entity.pond]\nname='pond'\n" == more.read_text(encoding="utf-8")
    assert 0 == run(["fmt", "facts/more.toml"])
    assert "facts/more.toml formatted\n" == capsys.readouterr().out
    assert "[entity.pond]\nname = 'pond'\n" == more.read_text(encoding="utf-8")
    assert 0 == run(["fmt", "--check"])


def test_a_broken_file_is_left_as_it_is(folder: Path, capsys: Screen) -> None:
    """What is wrong is said with its place; the other files are formatted."""
    broken = folder / "facts" / "broken.toml"
    broken.write_text("[fact.a\n", encoding="utf-8")

    assert 1 == run(["fmt"])
    said = capsys.readouterr()
    assert said.err.startswith("facts/broken.toml:1:8: a table's name is not closed")
    assert "facts/more.toml formatted\n" == said.out
    assert "[fact.a\n" == broken.read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_files_that_the_system_refuses(monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """One line each, no traceback."""

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("averred.atomic.write_atomically", fail)
    assert 2 == run(["fmt", "facts/more.toml"])
    assert "cannot write facts/more.toml: Permission denied" in capsys.readouterr().err
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert 2 == run(["fmt", "facts/more.toml"])
    assert "cannot read facts/more.toml: Permission denied" in capsys.readouterr().err
