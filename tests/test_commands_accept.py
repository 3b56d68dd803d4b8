"""`averred accept`: known findings are kept with a reason, and come back when they are not what they were."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from averred import commands
from averred.commands import run

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]


@pytest.fixture
def march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fact file of the lantern march, in a working folder of its own."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work" / "facts" / "march.toml"


def concise(capsys: Screen, *options: str) -> str:
    """The findings, one a line."""
    capsys.readouterr()
    run(["check", "facts", "--sources", ".", "--output-format", "concise", *options])
    return capsys.readouterr().out


def test_an_accepted_finding_is_counted_and_no_longer_found(march: Path, capsys: Screen) -> None:
    """The block is added after what is there, and the finding is accepted from then on."""
    before = march.read_bytes()

    assert 0 == run(["accept", "disputed-", "--sources", ".", "--reason", 'It "tells" of both.'])
    assert capsys.readouterr().out.startswith("accepted disputed-")
    added = march.read_bytes().removeprefix(before).decode()
    assert (
        '\n[[accept]]\nrule   = "disputed"\nfacts  = ["marchers-box", "marchers-guild", "marchers-text"]\n'
        'reason = "It \\"tells\\" of both."\n'
    ) == added
    text = concise(capsys)
    assert "[disputed]" not in text
    assert "1 accepted" in text


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("ends", [True, False])
def test_line_ends_of_the_file_are_kept(march: Path, line_end: str, ends: bool) -> None:
    """A block gets the line ends of its file, whether or not the last line has one."""
    text = march.read_text(encoding="utf-8").rstrip("\n").replace("\n", line_end) + (line_end if ends else "")
    march.write_bytes(text.encode())

    assert 0 == run(["accept", "disputed-", "facts", "--sources", ".", "--reason", "known"])
    new = march.read_bytes().decode()
    assert new.startswith(text)
    assert (text + ("" if ends else line_end) + line_end + "[[accept]]" + line_end) in new
    assert ("\r\n" in text) == ("\n" not in new.replace("\r\n", ""))


@pytest.mark.usefixtures("march")
def test_an_acceptance_may_expire(capsys: Screen) -> None:
    """From the day given with --until the finding is back, and the acceptance is said to have expired."""
    known = ["accept", "disputed-", "--sources", ".", "--reason", "known"]

    assert 0 == run([*known, "--until", "2027-01-01", "--today", "2026-12-31"])

    assert "[disputed]" not in concise(capsys, "--today", "2026-12-31")
    text = concise(capsys, "--today", "2027-01-01")
    assert "[disputed]" in text
    assert "[expired-accept]" in text


def accept(reason: str, *more: str) -> None:
    """Accept the finding about two numbers, on a day in 2026."""
    known = ["accept", "disputed-", "--sources", ".", "--today", "2026-11-22", "--reason", reason]
    assert 0 == run([*known, *more])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_expired_acceptance_is_renewed_in_its_place(march: Path, line_end: str, capsys: Screen) -> None:
    """Reason and day of the block that is there are replaced, taken away or added; no other byte changes."""
    mark, before = "\ufeff", march.read_text(encoding="utf-8")
    rest = '\n[[accept]]\nrule   = "wrong-order"\nfacts  = ["date-box", "date-text"]\nreason = "x"  # y\n'
    facts = 'rule   = "disputed"\nfacts  = ["marchers-text", "marchers-guild", "marchers-box"]\n'
    old = f'\n[[accept]]\n{facts}reason = "a"  # ours\nuntil  = 2020-01-01\n'
    march.write_bytes(f"{mark}{before}{old}{rest}".replace("\n", line_end).encode())

    for more, now in (
        (("--until", "2027-01-01"), 'reason = "b"  # ours\nuntil  = 2027-01-01\n'),
        ((), 'reason = "b"  # ours\n'),
        (("--until", "2028-01-01"), 'reason = "b"  # ours\nuntil  = 2028-01-01\n'),
    ):
        accept("b", *more)

        expected = f"{mark}{before}\n[[accept]]\n{facts}{now}{rest}".replace("\n", line_end)
        assert expected == march.read_bytes().decode()
        assert "[expired-accept]" not in concise(capsys, "--today", "2026-12-31")
        assert "[disputed]" not in concise(capsys, "--today", "2026-12-31")


@pytest.mark.usefixtures("march")
def test_without_a_lock_it_is_said_what_is_not_kept(capsys: Screen) -> None:
    """Only a lock brings back a finding whose values change, so its absence is said."""
    accept("known")
    assert "averred lock keeps that" in capsys.readouterr().err

    run(["lock", "facts", "--sources", "."])
    capsys.readouterr()
    accept("known")
    assert "" == capsys.readouterr().err


def test_what_the_system_refuses_is_said(
    march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A disk that is full is no error of the program: the file that cannot be written is named."""
    before = march.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert 2 == run(["accept", "disputed-", "facts", "--sources", ".", "--reason", "known"])

    assert "averred: error: facts/march.toml: No space left on device\n" == capsys.readouterr().err
    assert before == march.read_bytes()


def test_what_the_system_refuses_without_a_name_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """Where the system names no file, its words stand alone."""

    def refuse(**_arguments: object) -> int:
        raise OSError("no more")

    monkeypatch.setattr(commands.cli, "main", refuse)
    assert 2 == run(["check"])

    assert "averred: error: no more\n" == capsys.readouterr().err


def test_what_was_accepted_comes_back_when_it_changes(march: Path, capsys: Screen) -> None:
    """With a lock, a finding on other values than those accepted is back, until it is accepted again."""
    run(["lock", "facts", "--sources", "."])
    run(["accept", "disputed-", "--sources", ".", "--reason", "known"])
    text = march.parent.parent / "lantern-march.txt"
    for file in (march, text):
        changed = file.read_text(encoding="utf-8").replace("2,000 to 3,000", "2,500 to 3,500")
        file.write_text(changed, encoding="utf-8")

    assert "[changed-accept]" in concise(capsys)
    accepted = march.read_text(encoding="utf-8")
    accept("looked at again")
    assert accepted.replace('"known"', '"looked at again"') == march.read_text(encoding="utf-8")
    assert "[changed-accept]" not in concise(capsys)


@pytest.mark.usefixtures("march")
def test_all_findings_can_be_accepted_at_once(capsys: Screen) -> None:
    """A project that starts with many findings accepts them all, with one reason."""
    assert 0 == run(["accept", "--all", "facts", "--sources", ".", "--reason", "Known before we began."])

    assert "no findings" in concise(capsys)
    capsys.readouterr()
    assert 0 == run(["accept", "--all", "--sources", ".", "--reason", "again"])
    assert "no open finding: nothing to accept\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--reason", " ", "disputed-"], "--reason is empty (say why the finding is kept)"),
        (["--reason", "x"], "no finding is named (give its id, or --all)"),
        (["disputed-"], "Missing option '--reason'"),
        (["disputed-", "--reason", "x", "--until", "soon"], "“soon” is no day"),
        (
            ["disputed-", "--reason", "x", "--until", "2020-01-01"],
            "--until 2020-01-01 is not later than today (give a later day)",
        ),
        (
            ["disputed-", "--reason", "x", "--until", "2026-11-22", "--today", "2026-11-22"],
            "--until 2026-11-22 is not later than today",
        ),
        (["nonsense", "--reason", "x"], "there is no finding “nonsense” here (averred check shows the ids)"),
        (
            ["unknown-key-", "--reason", "x", "--sources", "."],
            "is about no fact, and cannot be accepted (mend it)",
        ),
    ],
)
def test_what_cannot_be_accepted_is_said(
    march: Path, arguments: list[str], message: str, capsys: Screen
) -> None:
    """A finding needs a name and a reason; a mistake in an entry is mended, not accepted."""
    march.write_text(
        march.read_text(encoding="utf-8") + "\n[entity.pond]\nname = 'pond'\nkint = 'x'\n", encoding="utf-8"
    )

    assert 2 == run(["accept", *arguments])
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_a_finding_about_rows_is_accepted_in_a_fact_file(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """Rows hold no [[accept]]: the block goes to the file that declares the predicate."""
    pytest.importorskip("duckdb", reason="needs duckdb (extra duckdb)")
    monkeypatch.chdir(tmp_path)
    names = '[source.a]\ntitle = "A"\n[predicate.visitors]\nvalue = "quantity"\nfunctional = true\n'
    Path("names.toml").write_text(names, encoding="utf-8")
    row = '{"subject": "mill", "predicate": "visitors", "value": "%d", "source": "a"}\n'
    rows = row % 4 + row % 5
    Path("rows.ndjson").write_text(rows, encoding="utf-8")

    assert 0 == run(["accept", "contradictory-", ".", "--reason", "known"])
    assert (rows, True) == (
        Path("rows.ndjson").read_text(encoding="utf-8"),
        "[[accept]]" in Path("names.toml").read_text(encoding="utf-8"),
    )
    capsys.readouterr()
    run(["check", ".", "--engine", engine, "--output-format", "concise"])
    text = capsys.readouterr().out
    assert "[contradictory]" not in text
    assert "1 accepted" in text
