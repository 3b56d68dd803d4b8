"""Two states of a fact base compared, in memory and between revisions of git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import attrs
import pytest

from averred.commands import run
from averred.findings import Level
from averred.history import Changes, compare
from tests.report_samples import CONTRADICTION, DISPUTE, FACT_BASE, FACTS, REPORT, UNKNOWN_KEY

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]


def test_nothing_differs_from_itself() -> None:
    """A report compared with itself has no changes; a fact that only moved in its file says the same."""
    moved = attrs.evolve(FACT_BASE, facts=tuple(attrs.evolve(fact, origin=None) for fact in FACTS))

    assert Changes() == compare(REPORT, REPORT)
    assert not compare(REPORT, attrs.evolve(REPORT, fact_base=moved))


def test_what_came_went_and_changed() -> None:
    """Facts are compared by id and fields, findings by id, fingerprint and level."""
    changed = attrs.evolve(FACTS[1], written="3,501", note="new")
    added = attrs.evolve(FACTS[0], id="visitors-new")
    after = attrs.evolve(
        REPORT,
        fact_base=attrs.evolve(FACT_BASE, facts=(changed, FACTS[2], added)),
        findings=(
            attrs.evolve(CONTRADICTION, level=Level.NOTE),
            attrs.evolve(DISPUTE, id="disputed-11111111"),
        ),
    )
    changes = compare(REPORT, after)

    assert (added,) == changes.facts_added
    assert (FACTS[0],) == changes.facts_removed
    assert ((changed, ("written", "note")),) == changes.facts_changed
    assert ["disputed-11111111"] == [finding.id for finding in changes.findings_added]
    assert {UNKNOWN_KEY.id, DISPUTE.id} == {finding.id for finding in changes.findings_removed}
    assert [CONTRADICTION.id] == [finding.id for finding in changes.findings_changed]
    assert changes


def git(*arguments: str) -> None:
    """Run git in the working folder, as somebody invented."""
    who = ["-c", "user.name=Ilse Brandt", "-c", "user.email=ilse@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fact file of the lantern march in a git repository with two commits, and a change after them."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    file = tmp_path / "work" / "facts" / "march.toml"
    whole = file.read_text(encoding="utf-8")
    git("init", "--quiet")
    Path("README").write_text("empty\n", encoding="utf-8")
    git("add", "README")
    git("commit", "--quiet", "-m", "empty")
    file.write_text(whole.partition("[fact.marchers-guild]")[0], encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "half")
    whole = whole.replace('value     = "1,200"', 'value     = "1,300"').replace(
        "[fact.date-box]", "[fact.date-infobox]"
    )
    file.write_text(whole, encoding="utf-8")
    return file


@pytest.mark.usefixtures("march")
def test_diff_with_the_working_folder(capsys: Screen) -> None:
    """Facts and findings that came, went and changed since a revision are listed, one a line."""
    assert 0 == run(["diff", "HEAD", "--sources", "."])
    lines = capsys.readouterr().out.splitlines()

    assert "+ fact bands: Fourteen" in lines
    assert "- fact date-box: 9 November 2019" in lines
    assert "~ fact marchers-box: 1,200 → 1,300 (value, written)" in lines
    assert any(line.startswith("+ error[part-exceeds-whole] ") for line in lines)
    assert any(line.startswith("~ error[contradictory] ") for line in lines)


@pytest.mark.usefixtures("march")
def test_diff_of_two_revisions(capsys: Screen) -> None:
    """A fact base that was not there at the first revision is new as a whole; equal ones do not differ."""
    assert 0 == run(["diff", "HEAD~1", "HEAD", "--path", "facts", "--sources", "."])
    assert "+ fact marchers-box: 1,200\n" in capsys.readouterr().out
    assert 0 == run(["diff", "HEAD", "HEAD", "--path", "facts/march.toml"])
    assert "no fact and no finding differs\n" == capsys.readouterr().out


def test_a_changed_note_is_said(march: Path, capsys: Screen) -> None:
    """A change that leaves the words alone names the fields."""
    git("add", ".")
    git("commit", "--quiet", "-m", "whole")
    text = march.read_text(encoding="utf-8")
    march.write_text(
        text.replace('quote     = "Marchers: 1,200"', 'quote     = "Marchers: 1,200"\nnote = "x"'),
        encoding="utf-8",
    )

    assert 0 == run(["diff", "HEAD", "--sources", "."])
    assert "~ fact marchers-box (note)\n" in capsys.readouterr().out


@pytest.mark.usefixtures("march")
def test_check_since_a_revision(capsys: Screen) -> None:
    """Only findings that the revision did not have are shown, and how many it had is said."""
    options = ["--sources", ".", "--output-format", "concise"]

    assert 1 == run(["check", "facts", *options, "--since", "HEAD"])
    text, told = capsys.readouterr()
    assert "[part-exceeds-whole]" in text
    assert "[attribution-needed]" not in text
    assert "[contradictory]" in text  # of the same facts, and one of them says something else now
    assert " of facts that HEAD has as well: not shown\n" in told
    assert 1 == run(["check", "facts", "--since", "HEAD~1", "-v"])
    assert "HEAD~1 has as well" not in capsys.readouterr().err


TEXT = Path("lantern-march.txt")


def _edit_text() -> None:
    """The text says 15 where it said fourteen; the facts stay."""
    TEXT.write_text(TEXT.read_text(encoding="utf-8").replace("Fourteen", "Fifteen"), encoding="utf-8")


@pytest.mark.usefixtures("march")
def test_facts_of_a_revision_are_held_against_the_text_of_that_time(capsys: Screen) -> None:
    """A quote that an edit of the text made untrue is a new finding, not one that was there before."""
    git("add", ".")
    git("commit", "--quiet", "-m", "whole")
    _edit_text()

    assert 0 == run(["diff", "HEAD", "--sources", "."])
    assert "+ error[quote-not-found] quote of “bands” is not" in capsys.readouterr().out
    assert 1 == run(["check", "--sources", ".", "--since", "HEAD", "--output-format", "concise"])
    assert "[quote-not-found] quote of “bands” is not" in capsys.readouterr().out


@pytest.mark.parametrize("outside", [True, False], ids=["outside", "ignored"])
@pytest.mark.usefixtures("march")
def test_a_text_that_git_does_not_keep_is_that_of_today(outside: bool, capsys: Screen) -> None:
    """Texts beside the repository, or left out of it, have no history: both sides have the same."""
    sources = Path("..") if outside else Path("texts")
    sources.mkdir(exist_ok=True)
    TEXT.rename(sources / TEXT)
    Path(".gitignore").write_text("texts\n", encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "whole")

    assert 0 == run(["diff", "HEAD", "--sources", str(sources)])
    assert "no fact and no finding differs\n" == capsys.readouterr().out
    assert 0 == run(["check", "--sources", str(sources), "--since", "HEAD"])
    assert "18 verified from the text; no findings; " in capsys.readouterr().out


def test_names_of_texts_are_no_patterns(march: Path, capsys: Screen) -> None:
    """What git would take for a pattern is a name; a fact base may be the whole repository."""
    TEXT.rename(":(top)[a]*.txt")
    march.write_text(
        march.read_text(encoding="utf-8").replace('"lantern-march.txt"', '":(top)[a]*.txt"'), encoding="utf-8"
    )
    git("add", "--all")
    git("commit", "--quiet", "-m", "whole")

    assert 0 == run(["diff", "HEAD", "--path", ".", "--sources", "."])
    assert "no fact and no finding differs\n" == capsys.readouterr().out


@pytest.mark.usefixtures("march")
def test_both_sides_are_looked_at_with_the_same_settings(capsys: Screen) -> None:
    """Settings that no revision has hold for both sides, so that they alone make no difference."""
    git("add", ".")
    git("commit", "--quiet", "-m", "whole")
    Path("averred.toml").write_text('select = ["contradictory"]\nabout = "75 %"\n', encoding="utf-8")

    assert 0 == run(["diff", "HEAD", "--sources", "."])
    assert "no fact and no finding differs\n" == capsys.readouterr().out


@pytest.mark.usefixtures("march")
@pytest.mark.parametrize("revision", ["nonsense", "--output=x", "HEAD:README"])
def test_an_unknown_revision_is_refused(revision: str, capsys: Screen) -> None:
    """What is no commit is said in one line; an option in its place does nothing."""
    assert 2 == run(["diff", "--", revision])
    assert f"git knows no revision {revision}" in capsys.readouterr().err
    assert not Path("x").exists()


def test_outside_of_git_that_is_said(march: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, or without git, one line says so."""
    shutil.rmtree(".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(march.parent.parent.parent))

    assert 2 == run(["diff", "HEAD"])
    assert "facts is in no git repository (revisions are those of git)" in capsys.readouterr().err

    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", missing)
    assert 2 == run(["diff", "HEAD"])
    assert "git is not installed" in capsys.readouterr().err


@pytest.mark.usefixtures("march")
def test_a_path_in_place_of_a_revision_is_named_by_an_option(capsys: Screen) -> None:
    """Who gives a path as the second word is told how to name one; other words get no such advice."""
    assert 2 == run(["diff", "HEAD", "facts", "--sources", "."])
    advice = "git knows no revision facts (a path is named by an option: averred diff HEAD --path facts)"
    assert advice in capsys.readouterr().err
    assert 2 == run(["diff", "HEAD", "nonsense", "--sources", "."])
    assert "git knows no revision nonsense\n" in capsys.readouterr().err


def test_another_refusal_of_git_is_passed_on(
    march: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git says of a repository that is broken is said as it is."""
    (march.parent.parent / ".git" / "config").write_text("[core\n", encoding="utf-8")
    monkeypatch.setenv("LANGUAGE", "de")

    assert 2 == run(["diff", "HEAD"])
    assert "bad config line 1 in file" in capsys.readouterr().err
