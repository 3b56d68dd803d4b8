"""`averred coverage` and `averred drift`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from averred import loaders
from averred.commands import run
from averred.loaders import load_source
from averred.source import SourceText

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the facts and the text of the lantern march."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def test_coverage_counts_units_by_section(capsys: Screen) -> None:
    """With the text each section has its heading and counts; what no fact cites is listed on request."""
    pytest.importorskip("sentencex", reason="needs sentencex")
    run(["lock", "facts", "--sources", "."])
    capsys.readouterr()

    assert 0 == run(["coverage", "facts", "--sources", ".", "--uncovered"])
    text = capsys.readouterr().out
    assert text.startswith("lantern-march: ")
    assert "Afterwards: 1 of 2\n    sentence at " in text
    assert "They were released the same evening" in text


def test_coverage_works_without_the_text(here: Path, capsys: Screen) -> None:
    """Without the text the counts are the same, without a word of it; what is left out is counted apart."""
    with (here / "facts" / "march.toml").open("a", encoding="utf-8") as file:
        quote = "They were released the same evening"
        file.write(f'\n[[leave-out]]\nsource = "lantern-march"\nquote = "{quote}"\nreason = "no claim"\n')
    run(["lock", "facts", "--sources", "."])
    capsys.readouterr()

    assert 0 == run(["coverage", "facts", "--uncovered"])
    text = capsys.readouterr().out
    assert "1 of 1, 1 left out\n" in text
    assert "Afterwards" not in text
    assert 0 == run(["coverage", "facts"])
    assert "sentence at" not in capsys.readouterr().out


def test_coverage_can_be_demanded(capsys: Screen) -> None:
    """The exit code is 1 exactly where a source has fewer cited units than demanded; the line says which."""
    run(["lock", "facts", "--sources", "."])
    capsys.readouterr()

    assert 1 == run(["coverage", "facts", "--fail-under", "100"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert "lantern-march: fewer than 100 % of its units are cited" == last
    assert 0 == run(["coverage", "facts", "--fail-under", "50"])
    assert "fewer than" not in capsys.readouterr().out
    assert 2 == run(["coverage", "facts", "--fail-under", "101"])
    assert "--fail-under" in capsys.readouterr().err


def test_coverage_forgets_what_is_no_longer_cited(here: Path, capsys: Screen) -> None:
    """A fact that was taken away covers nothing, though its line is still in the lock."""
    run(["lock", "facts", "--sources", "."])
    capsys.readouterr()
    run(["coverage", "facts"])
    before = capsys.readouterr().out
    file = here / "facts" / "march.toml"
    words = file.read_text(encoding="utf-8")
    file.write_text("\n[fact.".join(words.split("\n[fact.")[:2]) + "\n", encoding="utf-8")

    assert 1 == run(["coverage", "facts", "--fail-under", "90"])
    assert before.splitlines()[0] != capsys.readouterr().out.splitlines()[0]


def test_coverage_is_of_the_text_at_hand(here: Path, capsys: Screen) -> None:
    """A sentence that was added since the lock is counted where its text is, and a fact that cites it too."""
    run(["lock", "facts", "--sources", "."])
    capsys.readouterr()
    run(["coverage", "facts"])
    locked = capsys.readouterr().out
    with (here / "lantern-march.txt").open("a", encoding="utf-8") as file:
        file.write("\nMore was said later.\n")

    assert 0 == run(["coverage", "facts", "--sources", ".", "--uncovered"])
    with_text = capsys.readouterr().out
    assert "More was said later." in with_text
    leave_out = (
        '[[leave-out]]\nsource = "lantern-march"\nquote = "More was said later"\nreason = "Of no use."\n'
    )
    (here / "facts" / "more.toml").write_text(leave_out, encoding="utf-8")
    assert 0 == run(["coverage", "facts", "--sources", ".", "--uncovered"])
    assert "More was said later." not in capsys.readouterr().out
    assert 0 == run(["coverage", "facts"])
    assert locked == capsys.readouterr().out


def test_coverage_needs_a_text_or_a_lock(here: Path, capsys: Screen) -> None:
    """With neither, one line says how to get on; the text alone is enough."""
    assert 2 == run(["coverage", "facts"])
    said = capsys.readouterr().err
    assert "facts has no lock, and no text of its sources is at hand (say where the texts are" in said
    assert 0 == run(["coverage", "facts", "--sources", "."])
    assert "units cited" in capsys.readouterr().out
    assert not (here / "facts" / "averred.lock").exists()


def test_drift_says_what_became_of_each_citation(here: Path, capsys: Screen) -> None:
    """A passage is the same, moved, changed or gone; the exit code says whether to look."""
    text = (here / "lantern-march.txt").read_text(encoding="utf-8")
    (here / "new.txt").write_text("New.\n\n" + text.replace("seven pipe", "eight pipe"), encoding="utf-8")

    assert 1 == run(["drift", "lantern-march.txt", "new.txt", "facts"])
    lines = capsys.readouterr().out.splitlines()
    assert "moved             marchers-box" in lines
    assert any(line.split()[1].rstrip(":") == "bands-pipe" and not line.startswith("moved") for line in lines)
    assert lines[-1].endswith(" citations, 1 to look at")
    assert 0 == run(["drift", "lantern-march.txt", "lantern-march.txt", "facts", "--source", "lantern-march"])


@pytest.mark.parametrize(
    "options, message",
    [
        (["--source", "x"], "facts has no source “x” (--source is one of lantern-march, other)"),
        ([], "facts has more than one source (--source is one of lantern-march, other)"),
    ],
)
def test_drift_needs_to_know_the_source(options: list[str], message: str, here: Path, capsys: Screen) -> None:
    """Where it is not clear which source the texts are of, one line asks."""
    (here / "facts" / "more.toml").write_text('[source.other]\ntitle = "x"\n', encoding="utf-8")

    assert 2 == run(["drift", "lantern-march.txt", "lantern-march.txt", "facts", *options])
    assert message in capsys.readouterr().err


def test_shown_fact_has_a_link_to_its_passage(here: Path, capsys: Screen) -> None:
    """Where the source has an address and its text is at hand, a browser can be led to the words."""
    file = here / "facts" / "march.toml"
    text = file.read_text(encoding="utf-8")
    link = "https://example.org/march#:~:text=Around%20700%20marchers"

    assert 0 == run(["show", "marchers-text", "--sources", "."])
    assert "link" not in capsys.readouterr().out
    file.write_text(text.replace("path  ", 'url = "https://example.org/march"\npath  '), encoding="utf-8")
    assert 0 == run(["show", "marchers-text", "--sources", "."])
    assert f"\n  link        {link}\n" in capsys.readouterr().out
    assert 0 == run(["show", "marchers-text"])
    assert "link" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "lock", "coverage"])
def test_each_text_is_read_once(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Whatever is done with it; to read it is what takes long."""
    read: list[Path] = []

    def counted(path: Path) -> SourceText:
        read.append(path)
        return load_source(path)

    monkeypatch.setattr(loaders, "load_source", counted)
    run([command, "facts", "--sources", "."])

    assert ["lantern-march.txt"] == [path.name for path in read]


@pytest.mark.parametrize("command", [["check", "facts"], ["drift", "lantern-march.txt", "lantern-march.txt"]])
def test_words_without_a_prefix_are_not_told_to_get_one(
    here: Path, capsys: Screen, command: list[str]
) -> None:
    """What names a speaker and what is left out have no prefix; what is left out is named by its place."""
    facts = here / "facts" / "march.toml"
    text = facts.read_text(encoding="utf-8").replace('"The guild had expected"', '"The guild"')
    facts.write_text(text, encoding="utf-8")
    left = '[[leave-out]]\nsource = "lantern-march"\nquote = "marchers"\nreason = "no claim"\n'
    (here / "facts" / "left.toml").write_text(left, encoding="utf-8")
    options = ["--sources", "."] if command[0] == "check" else []

    assert 1 == run([*command, *options])
    said = capsys.readouterr().out
    assert 2 == said.count("stands in 2 places") == said.count("write more words")
    assert "add prefix" not in said
    assert ("\n  facts/left.toml:3:9\n" in said) == bool(options)


def test_a_source_that_cannot_be_counted_is_said(here: Path, capsys: Screen) -> None:
    """Nobody knows how much of it is cited, so no share that is demanded is there."""
    (here / "facts" / "more.toml").write_text(
        '[source.away]\npath = "away.txt"\n[source.book]\ntitle = "A book"\n[source.odd]\npath = "odd.txt"\n',
        encoding="utf-8",
    )
    (here / "odd.txt").write_bytes(b"\xff")
    odd = "odd.txt is not UTF-8: the byte 0xff at offset 0 fits nowhere"
    said = [
        "away: not counted: looked for away.txt",
        f"odd: not counted: source “odd” cannot be read: {odd}",
    ]

    assert 0 == run(["coverage", "facts", "--sources", "."])
    assert said == capsys.readouterr().out.splitlines()[-2:]
    assert 1 == run(["coverage", "facts", "--sources", ".", "--fail-under", "1"])
    assert said == capsys.readouterr().out.splitlines()[-2:]
