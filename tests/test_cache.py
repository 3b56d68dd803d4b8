"""Where large fact bases are kept, when they are taken from there, and when they are not."""

from __future__ import annotations

import gc
import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from averred import api, compiled
from averred.commands import run
from averred.reader import cache, reading
from averred.vocabulary import Constraint
from tests.made import made_base, made_fact

FACTS = """
[source.gazette]
title = "Gazette"
path = "texts/gazette.txt"
[entity.march]
name = "the march"
[predicate.marchers]
value = "quantity"
unit = "person"
functional = true
[fact.one]
subject = "march"
predicate = "marchers"
value = "400"
source = "gazette"
quote = "400 marched"
[fact.two]
subject = "march"
predicate = "marchers"
value = "500"
source = "gazette"
quote = "500 marched"
"""
Screen = pytest.CaptureFixture[str]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base that counts as large, and a folder of its own for what is kept."""
    monkeypatch.setattr(api, "WORTH_KEEPING", 100)
    monkeypatch.setattr(cache, "_program", tuple)  # whoever edits a module meanwhile breaks no test
    monkeypatch.setenv("AVERRED_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("AVERRED_NO_CACHE", raising=False)
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The fact bases that are read from their files."""
    seen: list[Path] = []
    plain = reading.read

    def read(path: Path, **more: object) -> object:
        seen.append(path)
        return plain(path, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(cache, "read_files", read)
    return seen


def _kept(base: Path) -> list[Path]:
    return sorted((base.parent / "kept").glob("*"))


def test_the_second_check_does_not_read(base: Path, reads: list[Path], capsys: Screen) -> None:
    """What was read once is taken from the cache, and the screen shows the same, places included."""
    assert 1 == run(["check", str(base), "--output-format", "json"])
    first = capsys.readouterr().out
    assert 1 == run(["check", str(base), "--output-format", "json"])

    assert first == capsys.readouterr().out
    assert [base] == reads
    assert ["facts"] == [file.suffix[1:] for file in _kept(base)]


def test_without_the_cache(base: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the option or the variable nothing is kept, and nothing that was kept is used."""
    assert 1 == run(["check", str(base), "--no-cache", "-q"])
    monkeypatch.setenv("AVERRED_NO_CACHE", "1")
    assert 1 == run(["check", str(base), "-q"])

    assert ([], [base]) == (_kept(base), reads)


def test_a_small_fact_base_is_not_kept(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the reading of a small one, so nothing is written."""
    monkeypatch.setattr(api, "WORTH_KEEPING", 1_000_000)

    assert 2 == len(api.load(base, cached=True))
    assert [] == _kept(base)


def test_a_file_that_is_not_there_is_not_counted(base: Path) -> None:
    """A link to nothing has no size, and is the reader's to speak of."""
    (base / "facts.toml").write_text("", encoding="utf-8")
    (base / "gone.toml").symlink_to(base / "nowhere.toml")

    assert not api._is_worth_keeping(base, [])


def test_one_file_and_rows_beside_it(base: Path, reads: list[Path]) -> None:
    """A single file is kept as well, and so is a file of rows with the names beside it."""
    rows = base / "rows.ndjson"
    rows.write_text('{"subject": "march", "predicate": "marchers", "value": "7", "source": "gazette"}\n' * 5)
    for path in (base / "facts.toml", rows) * 2:
        api.load(path, cached=True)

    assert [base / "facts.toml", rows] == reads


def test_the_program_is_known_by_its_files() -> None:
    """Another version of averred has other modules, or modules of another size or time."""
    known = {name: size for name, size, _ in cache._program()}

    assert Path(cache.__file__).stat().st_size == known[str(Path("reader", "cache.py"))]


@pytest.mark.parametrize("change", ["text", "row", "settings", "program"])
def test_whatever_changes_is_read_again(
    change: str, base: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another text, another row, another convention or another version of the program: it is read again."""
    run(["check", str(base), "-q"])
    if change == "text":
        (base / "facts.toml").write_text(FACTS.replace("500", "501"), encoding="utf-8")
    elif change == "row":
        (base / "more.ndjson").write_text('{"subject": "x"}\n', encoding="utf-8")
    elif change == "settings":
        (base / "averred.toml").write_text('about = "30 %"\n', encoding="utf-8")
    else:
        monkeypatch.setattr(cache, "_program", lambda: (("averred/new.py", 1, 1),))
    run(["check", str(base), "-q"])

    assert [base, base] == reads
    assert 1 == len(_kept(base))


def test_what_changes_while_it_is_read_is_not_kept(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is written during the reading would be kept under the digest of another text."""
    plain = reading.read

    def read(path: Path, **more: object) -> object:
        found = plain(path, **more)  # type: ignore[arg-type]  # handed on as they came
        (base / "facts.toml").unlink()
        (base / "facts.toml").mkdir()
        return found

    monkeypatch.setattr(cache, "read_files", read)

    assert 2 == len(api.load(base, cached=True))
    assert [] == _kept(base)


def test_damage_is_mended(base: Path, reads: list[Path]) -> None:
    """A damaged file is thrown away and made again."""
    api.load(base, cached=True)
    (file,) = _kept(base)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])

    assert 2 == len(api.load(base, cached=True))
    assert ([base, base], whole) == (reads, file.read_bytes())


def test_a_file_that_cannot_be_removed(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be thrown away or written is left alone; the check goes on."""
    api.load(base, cached=True)
    (file,) = _kept(base)
    file.write_bytes(b"{}\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    for name in ("unlink", "write_bytes", "replace"):
        monkeypatch.setattr(Path, name, refuse)

    assert 2 == len(api.load(base, cached=True))
    assert b"{}\n" == file.read_bytes()


def test_what_nobody_asks_for_goes(base: Path) -> None:
    """What was not used for a month is removed when something is written; what was used stays."""
    api.load(base, cached=True)
    (file,) = _kept(base)
    old, young = file.with_name("old.facts"), file.with_name("young.facts")
    for other in (old, young):
        other.write_bytes(b"")
    long_ago = time.time() - 31 * 86_400
    for other in (old, file):
        os.utime(other, (long_ago, long_ago))
    api.load(base, cached=True)
    (base / "more.toml").write_text("", encoding="utf-8")
    api.load(base, cached=True)

    assert [file, young] == _kept(base)


def test_never_among_the_facts(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder inside of the fact base is not used: whoever wrote the facts could have filled it."""
    monkeypatch.setenv("AVERRED_CACHE_DIR", str(base / ".cache"))
    api.load(base, cached=True)
    api.load(base / "facts.toml", cached=True)

    assert not (base / ".cache").exists()


@pytest.mark.parametrize("link", ["a source's text", "a fact file", "a source's text, later"])
def test_links_are_looked_at_each_time(link: str, base: Path, reads: list[Path]) -> None:
    """Where links of the file system have a say, no digest of a file shows a change, so nothing is kept."""
    (base / "texts").mkdir()
    outside = base.parent / "outside"
    outside.write_text("400 marched", encoding="utf-8")
    place = base / ("more.toml" if link == "a fact file" else "texts/gazette.txt")
    if link.endswith("later"):
        api.load(base, cached=True)
    place.symlink_to(outside)
    first = api.load(base, cached=True)
    second = api.load(base, cached=True)

    assert (
        ["path-outside"]
        == [problem.rule for problem in first.problems]
        == [problem.rule for problem in second.problems]
    )
    assert 2 <= reads.count(base)


def test_an_inner_link_of_a_source(base: Path, reads: list[Path]) -> None:
    """A link within the folder may lead elsewhere tomorrow: what needs it is read each time."""
    (base / "texts").mkdir()
    (base / "texts/real.txt").write_text("400 marched", encoding="utf-8")
    (base / "texts/gazette.txt").symlink_to(base / "texts/real.txt")
    for _ in range(2):
        assert () == api.load(base, cached=True).problems
    assert [base, base] == reads


def test_a_file_that_nobody_can_read(base: Path) -> None:
    """What cannot be read has no digest: it is said each time, and nothing is kept."""
    (base / "more.toml").mkdir()
    (base / "more.toml/x.toml").write_text("", encoding="utf-8")
    os.mkfifo(base / "pipe.toml")

    assert ["malformed-file"] == [problem.rule for problem in api.load(base, cached=True).problems]
    assert [] == _kept(base)


def test_a_pipe_of_rows_is_not_waited_for(base: Path) -> None:
    """A pipe in the place of a file of rows has no digest either."""
    os.mkfifo(base / "rows.ndjson")

    assert ["malformed-file"] == [problem.rule for problem in api.load(base, cached=True).problems]
    assert [] == _kept(base)


@pytest.mark.parametrize(
    "system, variables, expected",
    [
        ("linux", {"HOME": "/home/ada"}, "/home/ada/.cache/averred"),
        ("linux", {"HOME": "/home/ada", "XDG_CACHE_HOME": "/fast"}, "/fast/averred"),
        ("linux", {"HOME": "/home/ada", "XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/averred"),
        ("darwin", {"HOME": "/Users/ada", "XDG_CACHE_HOME": "/fast"}, "/Users/ada/Library/Caches/averred"),
        ("win32", {"HOME": "/ada", "LOCALAPPDATA": "/ada/Local"}, "/ada/Local/averred"),
        ("win32", {"HOME": "/ada"}, "/ada/AppData/Local/averred"),
        ("linux", {"HOME": "/home/ada", "AVERRED_CACHE_DIR": "/own"}, "/own"),
        ("linux", {"HOME": "/home/ada", "AVERRED_CACHE_DIR": "/own", "AVERRED_NO_CACHE": "1"}, None),
    ],
)
def test_where_it_is_kept(
    system: str, variables: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is the one that each system has for caches; a path that is not absolute does not count."""
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "AVERRED_CACHE_DIR", "AVERRED_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    found = cache.folder()

    assert expected == (None if found is None else found.as_posix())


def test_a_user_without_a_home(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no home, nothing is kept."""

    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("AVERRED_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)

    assert 2 == len(api.load(base, cached=True))


def test_the_search_for_garbage_goes_on(base: Path) -> None:
    """It is held up while records are made, and is afterwards as it was before."""
    for enabled in (True, False):
        (gc.enable if enabled else gc.disable)()
        api.load(base, cached=True)
        was = gc.isenabled()
        gc.enable()

        assert enabled == was


def test_what_is_no_data_is_refused() -> None:
    """Only records and what TOML knows are kept; numbers and truth values stay what they are."""
    plain = {"yes": True, "one": 1, "many": (1, True, Decimal("1.50"), None), "table": {"a": ()}}
    base = made_base(made_fact(), constraints=(Constraint("wrong-order", plain),))
    back = compiled.unpacked(compiled.packed(base)).constraints[0].parameters
    with pytest.raises(TypeError, match="a set is not kept"):
        compiled.packed(made_base(constraints=(Constraint("wrong-order", {"some": {1}}),)))

    assert repr(list(plain.values())[:3]) == repr(list(back.values())[:3])
    assert {"a": ()} == back["table"]
