"""`averred add`: from words of a source to a fact that cites them."""

from __future__ import annotations

import io
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from averred.commands import cli, run

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]
COMMON = ["facts", "--sources", "."]
NEW = ["first lantern", *COMMON, "--yes", "--subject", "march", "--predicate"]


@pytest.fixture
def march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fact file of the lantern march, in a working folder of its own."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work" / "facts" / "march.toml"


def fact(file: Path, name: str) -> dict[str, str]:
    """A fact as it is written."""
    found: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8-sig"))["fact"][name]
    return found


def answered(words: str, *answers: str) -> tuple[int, str]:
    """What a run with these answers gave: its exit code and all that was shown."""
    result = CliRunner().invoke(
        cli, ["add", words, *COMMON], "\n".join([*answers, ""]), standalone_mode=False
    )
    return result.return_value, result.output


def test_a_fact_is_written_without_questions(march: Path, capsys: Screen) -> None:
    """The quote is the shortest unique one, the value is read, the block stands in the order of the text."""
    before = march.read_text(encoding="utf-8")

    assert 0 == run(["add", "Fourteen", *COMMON, "--yes", "--subject", "march", "--predicate", "bands"])

    block = '[fact.bands-2]\nsubject   = "march"\npredicate = "bands"\nvalue     = "Fourteen bands"\n'
    block += 'quote     = "Fourteen bands"\n'
    after = march.read_text(encoding="utf-8")
    assert before == after.replace(f"\n{block}", "")
    assert after.index("[fact.lit-by]") > after.index("[fact.bands]") > 0
    assert f"{block}facts/march.toml: bands-2 added\n" == capsys.readouterr().out


def test_what_cannot_be_known_is_asked(march: Path) -> None:
    """An empty answer takes what is proposed; the speaker is asked for, and may be left empty."""
    code, shown = answered("2,000 to 3,000", "", "", "", "", "guild", "y")

    assert 0 == code, shown
    assert "subject (march, custody, lamp-works) [march]" in shown
    assert "part (brass-bands, pipe-bands; empty: the whole)" in shown
    added = fact(march, "marchers")
    assert ("march", "marchers", "guild") == (added["subject"], added["predicate"], added["said-by"])
    code, shown = answered("Fourteen bands", "", "", "bands", "", "", "n")
    assert 1 == code
    assert "said-by" not in shown
    assert "bands-2" not in march.read_text(encoding="utf-8")


def test_a_slip_in_an_answer_is_asked_again(march: Path) -> None:
    """Nobody answers everything anew because of one letter."""
    code, shown = answered("2,000 to 3,000", "marhc", "march", "bras-bands", "", "marcher", "", "", "", "y")

    assert 0 == code, shown
    assert "there is no subject “marhc” (did you mean march?)" in shown
    assert "there is no part “bras-bands” (did you mean brass-bands?)" in shown
    assert "there is no predicate “marcher” (did you mean marchers?)" in shown
    assert "march" == fact(march, "marchers")["subject"]


def test_who_interrupts_leaves_the_file_as_it_was(march: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after the fact was written, while it is read again."""
    before = march.read_bytes()

    def interrupted(*_: object) -> tuple[str, str]:
        assert b"[fact.bands-2]" in march.read_bytes()
        raise KeyboardInterrupt

    monkeypatch.setattr("averred.commands.placing._refused", interrupted)

    code = run(["add", "Fourteen", *COMMON, "--yes", "--subject", "march", "--predicate", "bands"])

    assert (130, before) == (code, march.read_bytes())


def test_part_that_is_meant_is_asked(march: Path) -> None:
    """A subject that has parts may be meant in part; what is not a part of anything has none."""
    code, shown = answered("nine brass bands", "", "brass-bands", "bands", "", "", "y")

    assert 0 == code, shown
    assert "brass-bands" == fact(march, "bands-2")["part"]
    code, shown = answered("nine brass bands", "lamp-works", "bands", "", "", "n")
    assert "part (" not in shown


def test_one_of_several_places_is_picked(march: Path) -> None:
    """Words that stand more than once are shown with what tells the places apart."""
    code, shown = answered("lamp", "2", "guild", "lit-by", "Ilse Vörland", "", "y")

    assert 0 == code, shown
    assert "1  lantern-march:7  " in shown
    assert "lamp makers" in fact(march, "lit-by-2")["quote"]


def test_every_option_is_written(march: Path) -> None:
    """What is given is taken as it is; the source is named where the file does not name it for all."""
    text = march.read_text(encoding="utf-8").replace('[defaults]\nsource = "lantern-march"\n', "")
    marked = text.replace("quote ", 'source = "lantern-march"\nquote ')
    march.write_text(f"\ufeff{marked}", encoding="utf-8")
    more = ["--said-by", "guild", "--said-in", "The guild had", "--value", "12 bands", "--id", "lantern"]
    more += ["--part", "pipe-bands", "--status", "expected"]

    assert 0 == run(["add", *NEW, "bands", "--source", "lantern-march", *more])

    assert {
        "subject": "march",
        "part": "pipe-bands",
        "predicate": "bands",
        "value": "12 bands",
        "status": "expected",
        "source": "lantern-march",
        "said-by": "guild",
        "quote": "first lantern",
        "said-in": "The guild had",
    } == fact(march, "lantern")
    assert march.read_bytes().startswith(b"\xef\xbb\xbf#")


def test_words_that_are_nowhere_are_said(capsys: Screen, march: Path) -> None:
    """Nothing is written, and what is near is shown; nothing is ever taken for similar."""
    before = march.read_bytes()

    assert 1 == run(["add", "Around 7,000 marchers", *COMMON, "--yes"])
    assert capsys.readouterr().err.startswith("lantern-march: ")
    assert before == march.read_bytes()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["lamp", *COMMON, "--yes"], "the words stand in 2 places (give more, such as “"),
        (
            ["Fourteen", *COMMON, "--yes"],
            "which subject is meant cannot be known (--subject: march, custody, lamp-works",
        ),
        (["Fourteen", *COMMON, "--yes", "--subject", "march"], "which predicate is meant cannot be known"),
        ([*NEW, "marchres"], "there is no predicate “marchres” (did you mean marchers?)"),
        ([*NEW, "¿"], "there is no predicate “¿” (declare it first)"),
        ([*NEW, "bands", "--id", "bands"], "there is a fact “bands” already (give another --id)"),
        ([*NEW, "bands", "--id", "B ands"], "“B ands” is no id (lower-case letters"),
        ([*NEW, "bands", "--source", "lantern"], "the text of no source “lantern” is at hand"),
        (
            ["lamp", "facts", "--yes"],
            "the text of no source of facts is at hand; there is no facts/lantern-march.txt (say where with",
        ),
        (["lamp", "--yes"], "2 fact bases are here (name one, such as "),
        ([*NEW, "bands", "--value", "moonlight"], "(give other words, or --value)"),
        ([*NEW, "bands", "--said-by", "guild", "--said-in", "The gild"], "--said-in “The gild”: the quote"),
        (
            [*NEW, "bands", "--said-by", "guild", "--said-in", "The guild"],
            "--said-in “The guild”: the quote stands in 2 places (write more words)",
        ),
        (
            [*NEW, "bands", "--value", "12 bands", "--said-by", "police"],
            "(declare [entity.police]; free words for a speaker need a space or a capital letter)",
        ),
    ],
)
def test_what_cannot_be_added_is_said(
    march: Path, arguments: list[str], message: str, capsys: Screen
) -> None:
    """One line says what is wrong, and the file is as it was."""
    if arguments == ["lamp", "--yes"]:
        shutil.copytree("facts", "more")
    before = march.read_bytes()

    assert 2 == run(["add", *arguments])
    assert message in capsys.readouterr().err
    assert before == march.read_bytes()
    assert ["march.toml"] == [path.name for path in march.parent.iterdir()]


def test_the_only_subject_and_predicate_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing else can be meant nothing is asked: the first fact of a fact base."""
    monkeypatch.chdir(tmp_path)
    Path("fair.txt").write_text("Some 40 bakers came.\n", encoding="utf-8")
    declared = "[source.fair]\npath = 'fair.txt'\n[entity.fair]\nname = 'fair'\n"
    file = Path("fair.toml")
    file.write_text(f"{declared}[predicate.bakers]\nvalue = 'quantity'", encoding="utf-8")

    assert 0 == run(["add", "40", "fair.toml", "--yes"])
    assert "Some 40 bakers" == fact(file, "bakers")["value"]


def test_a_file_that_cannot_be_written_is_said(
    march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """One line, no traceback."""

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("averred.atomic.write_atomically", fail)

    assert 2 == run(["add", *NEW, "bands", "--value", "1"])
    assert "cannot write facts/march.toml: Permission denied" in capsys.readouterr().err
    assert "bands-2" not in march.read_text(encoding="utf-8")


def test_where_nobody_can_be_asked_the_options_are_named(
    march: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A script has nobody who answers: that is a wrong call, and no interruption."""
    before = march.read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO())

    assert 2 == run(["add", "Fourteen", *COMMON])
    assert "nobody answers what has to be asked (say it with --subject" in capsys.readouterr().err
    assert before == march.read_bytes()


def test_who_interrupts_a_question_is_told_so(march: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C at a question is an interruption, as anywhere else."""

    def interrupt(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.termui.visible_prompt_func", interrupt)

    assert 130 == run(["add", "Fourteen", *COMMON])
    assert "bands-2" not in march.read_text(encoding="utf-8")


@pytest.mark.usefixtures("march")
def test_a_passage_that_is_cited_already_is_said(capsys: Screen) -> None:
    """The second fact about the same property from the same passage is written, with a note."""
    arguments = ["add", *NEW, "bands", "--value", "12 bands"]

    assert 0 == run(arguments)
    assert "" == capsys.readouterr().err
    assert 0 == run(arguments)
    assert capsys.readouterr().err.startswith("note: bands-2 cites this passage already")
    assert 0 == run(["add", *NEW, "marchers", "--value", "12"])
    assert "" == capsys.readouterr().err
