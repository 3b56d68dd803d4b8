"""A lock that was edited by hand is found out; what may not be accepted is refused."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given

from averred.commands import run
from averred.errors import LockError
from averred.lock import Lock, claims_of, parse_lock
from averred.lock.accepting import refuse_what_is_not_there
from averred.lock.auditing import disagreements
from averred.lock.making import make_lock
from averred.lock.passages import read_passage
from averred.lock.records import LockedSource
from averred.lock.units import units_of
from averred.report import CitationResult
from averred.source import make_source
from averred.spans import Span
from tests.lock_samples import PAGE, QUOTES, facts_of, found_in
from tests.property.test_anchoring import texts

pytest.importorskip("sentencex", reason="needs sentencex")

FACTS = facts_of(QUOTES)
TEXT = make_source(PAGE)
Screen = pytest.CaptureFixture[str]


def lock_of(page: str = PAGE, raw: bytes | None = None, loader: str = "text") -> Lock:
    """The lock of the fair on a page."""
    source = make_source(page, raw, loader=(loader, "1"))
    return make_lock(FACTS, {"fair": source}, found_in(source, claims_of(FACTS)))


def with_source(**change: Any) -> Lock:
    """The lock with something else in the source's line."""
    lock = lock_of()
    return attrs.evolve(lock, sources={"fair": lock.sources["fair"]._replace(**change)})


def with_unit(number: int, start: int = 0, end: int = 0, **change: Any) -> Lock:
    """The lock with a unit's ends moved, or something else in its line."""
    source = lock_of().sources["fair"]
    units = list(source.units)
    span = units[number].span
    units[number] = units[number]._replace(span=Span(span.start + start, span.end + end), **change)
    return with_source(units=tuple(units))


def with_citation(**change: Any) -> Lock:
    """The lock with something else in the line of the loaves."""
    lock = lock_of()
    return attrs.evolve(
        lock, citations={**lock.citations, "loaves": lock.citations["loaves"]._replace(**change)}
    )


def test_passages_are_read_once_and_very_long_ones_are_not_kept() -> None:
    """What stands in the lines of a lock that somebody forged does not fill the memory."""
    source = make_source("The fair drew 2,000 visitors. " * 1_000)
    short, long = Span(0, 28), Span(0, 29_999)

    assert read_passage(source, short) is read_passage(source, short)
    assert read_passage(source, long) == read_passage(source, long)
    assert read_passage(source, long) is not read_passage(source, long)


def with_moved_tokens(by: int) -> Lock:
    """The lock with the tokens of the loaves elsewhere, as many as before."""
    first, end = lock_of().citations["loaves"].tokens
    return with_citation(tokens=(first + by, end + by))


EDITS: dict[str, tuple[Callable[[], Lock], str, bool]] = {
    "length": (lambda: with_source(length=10_000), "the same text has another length", False),
    "bytes": (lambda: with_source(digest="sha256-0"), "the same plain text has other bytes", False),
    "text": (lambda: with_source(text_digest="sha256-0"), "the same bytes have another text", False),
    "unit begins later": (lambda: with_unit(5, 1), "unit 5 is not one of the source", False),
    "unit ends earlier": (lambda: with_unit(3, 0, -3), "unit 4 is not one of the source", False),
    "unit ends in a space": (lambda: with_unit(2, 0, 1), "unit 2 is not after|unit 2 is not one", False),
    "unit of another kind": (lambda: with_unit(0, kind="item"), "unit 0 is not one of the source", False),
    "unit of another section": (lambda: with_unit(0, section=0), "unit 0 is not one of the source", False),
    "unit over two blocks": (lambda: with_unit(0, 0, 5), "unit 1 is not after the one before it", True),
    "unit of an earlier section": (lambda: with_unit(3, section=0), "unit 3 is not after", True),
    "unit outside": (lambda: with_unit(-1, 0, 9_999), "is not after the one before it", True),
    "no last unit": (
        lambda: with_source(units=lock_of().sources["fair"].units[:-1]),
        "place of “stage” is not in the units",
        True,
    ),
    "skeleton": (lambda: with_citation(skeleton="AA=="), "the skeleton of “loaves”", True),
    "no skeleton": (lambda: with_citation(skeleton="A"), "the skeleton of “loaves”", True),
    "tokens": (lambda: with_citation(tokens=(0, 1)), "the skeleton of “loaves”", True),
    "words of the skeleton": (
        lambda: with_citation(skeleton="AAAAAAAAAAAAAAA="),
        "the skeleton of “loaves” is not that of its words",
        False,
    ),
    "place of the tokens": (lambda: with_moved_tokens(1), "the tokens of “loaves” are not those", False),
    "loader of another name": (lambda: with_source(loader="pdf/1"), "no loader “pdf/1” is known", False),
    "loader that is not yet": (lambda: with_source(loader="text/99"), "no loader “text/99” is known", False),
    "loader of version none": (lambda: with_source(loader="text/0"), "no loader “text/0” is known", False),
    "loader without a number": (lambda: with_source(loader="text/x"), "no loader “text/x” is known", False),
    "units of a citation": (lambda: with_citation(units=(0,)), "the place of “loaves”", True),
    "place": (lambda: with_citation(span=Span(9_000, 9_001), units=()), "the place of “loaves”", True),
}


@pytest.mark.parametrize("name", EDITS)
def test_edit_by_hand_is_found(name: str) -> None:
    """What no lock can say is said with the text at hand, and without it where the lock's own lines tell."""
    edited, expected, offline = EDITS[name]
    [with_text] = disagreements(edited(), {"fair": TEXT})
    without = list(disagreements(edited(), {}))

    assert any(words in with_text for words in expected.split("|"))
    assert ([with_text] if offline else []) == without


def test_missing_units_at_the_end_are_found() -> None:
    """A source whose last sentence has no unit is not what was locked."""
    fewer = facts_of({"visitors": QUOTES["visitors"]})
    lock = make_lock(fewer, {"fair": TEXT}, found_in(TEXT, claims_of(fewer)))
    source = lock.sources["fair"]
    cut = attrs.evolve(lock, sources={"fair": source._replace(units=source.units[:-1])})

    assert "units of the source are missing at its end" in "".join(disagreements(cut, {"fair": TEXT}))


@pytest.mark.parametrize(
    "lock",
    [
        lock_of(),
        lock_of(raw=b"\xef\xbb\xbf" + PAGE.encode()),
        lock_of(raw=b"<p>other bytes", loader="html"),
        lock_of(PAGE + "\nMore."),
        attrs.evolve(lock_of(), sources={"fair": LockedSource("fair", "b", "t", 9, "x/1")}, citations={}),
        with_citation(text="sha256-0", units=(), span=Span(9_000, 9_001)),
        attrs.evolve(lock_of(), citations={}, sources={"fair": lock_of().sources["fair"]._replace(units=())}),
    ],
)
def test_honest_lock_agrees(lock: Lock) -> None:
    """The same text with a byte order mark or of another loader, a changed source, a line that waits."""
    assert [] == list(disagreements(lock, {"fair": TEXT}))
    with_mark = make_source(PAGE, b"\xef\xbb\xbf" + PAGE.encode())
    assert [] == list(disagreements(lock, {"fair": with_mark}))


@given(texts)
def test_units_of_any_text_agree_with_it(text: str) -> None:
    """Whatever a text is, the units that are made of it are units of it."""
    source = make_source(text)
    record = LockedSource("s", source.digest, source.text_digest, len(text), "text/1", units_of(source))

    assert [] == list(disagreements(Lock({"s": record}, {}), {"s": source}))


def test_lock_of_an_earlier_loader_agrees() -> None:
    """An earlier version of the loader that derived the same text is no forgery; a later one is unknown."""
    newer = make_source(PAGE, loader=("text", "3"))

    assert [] == list(disagreements(with_source(loader="text/2"), {"fair": newer}))
    assert [] != list(disagreements(with_source(loader="text/4"), {"fair": newer}))


def test_forged_words_of_a_passage_are_said_once() -> None:
    """A line whose digest is not that of its place is an error of that citation, not of its tokens."""
    lock = with_citation(passage="sha256-0", skeleton="AAAAAAAAAAAAAAA=")

    assert [] == list(disagreements(lock, {"fair": TEXT}))


def test_tokens_of_a_very_long_text_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a length the numbers of the tokens are left out of the audit; the skeleton is not."""
    monkeypatch.setattr("averred.lock.auditing._LONGEST", 10)

    assert [] == list(disagreements(with_moved_tokens(1), {"fair": TEXT}))
    assert [] != list(disagreements(EDITS["words of the skeleton"][0](), {"fair": TEXT}))


def test_numbers_of_a_passage_cannot_be_rewritten() -> None:
    """The list by which a changed number is noticed is that of the passage, or the lock is corrupt."""
    from tests.lock_samples import verdicts

    lock = with_citation(critical=("9",))

    assert "lock-corrupt" == verdicts(FACTS, lock, PAGE)["loaves"]
    assert "exact" == verdicts(FACTS, lock_of(), PAGE)["loaves"]


def test_lines_of_units_are_counted() -> None:
    """A lock that lacks the last unit of its source cannot be read."""
    from averred.lock import format_lock

    lines = format_lock(lock_of()).splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if line.startswith('{"unit"'))

    with pytest.raises(LockError, match="has other units than its line says"):
        parse_lock("".join(lines[:last] + lines[last + 1 :]))


@pytest.mark.parametrize(
    "results, message",
    [
        ({}, "quotes nothing"),
        ({"a": "missing"}, "does not have its quote as written (missing: why); it may be “x” (correct the"),
        ({"a": "reanchor-critical"}, "does not have its quote as written"),
        ({"a": "folded"}, "does not have its quote as written"),
        ({"a": "exact", "a said-in": "orphan"}, "does not have its quote as written"),
        ({"a": "locked"}, "the text of its source is not at hand (say where with --sources DIR)"),
    ],
)
def test_what_does_not_stand_there_is_not_accepted(results: dict[str, str], message: str) -> None:
    """Accepting vouches for a passage that the quote finds, and for no other."""
    made = {
        key: CitationResult("a", verdict, message="why", suggestion="it may be “x”")
        for key, verdict in results.items()
    }

    with pytest.raises(LockError) as raised:
        refuse_what_is_not_there("a", made)
    assert message in str(raised.value)


def test_what_the_quote_finds_is_accepted() -> None:
    """A passage that changed between its first and last words, moved, or did not change at all."""
    for verdict in ("exact", "moved", "drift", "drift-critical"):
        refuse_what_is_not_there("a", {"a": CitationResult("a", verdict)})


@pytest.fixture
def march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locked fact base of two facts and a passage left out; the folder is the working folder."""
    (tmp_path / "march.txt").write_text(
        "Around 700 people came, 50 of them by boat, in spite of the rain. It is said that it rained again.",
        encoding="utf-8",
    )
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "march.toml").write_text(
        """[source.paper]
path = "march.txt"
[defaults]
source = "paper"
[entity.march]
name = "the march"
[entity.people]
name = "It is said"
[predicate.people]
value = "quantity"
[predicate.weather]
value = "text"
[fact.people]
subject = "march"
predicate = "people"
value = "Around 700"
quote = "Around 700 people came"
[fact.weather]
subject = "march"
predicate = "weather"
value = "rain"
quote = "Around 700 … the rain"
said-by = "people"
said-in = "It is … again"
[[leave-out]]
source = "paper"
quote = "It is said … again"
reason = "hearsay"
""",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert 0 == run(["lock", "facts", "--sources", "."])
    return tmp_path


def change(march: Path, old: str, new: str) -> None:
    """Change the source."""
    file = march / "march.txt"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_changed_number_of_a_quote_is_not_laundered(march: Path, capsys: Screen) -> None:
    """A quote that does not stand there is refused, nothing is written, and what it may be is shown."""
    change(march, "700", "900")
    before = (march / "facts" / "averred.lock").read_bytes()

    assert 2 == run(["lock", "facts", "--sources", ".", "--accept", "people"])
    message = capsys.readouterr().err
    assert "“people” cannot be accepted: the source does not have its quote as written" in message
    assert "it may now be “Around 900 people came”" in message
    assert before == (march / "facts" / "averred.lock").read_bytes()


def test_what_waits_to_be_accepted_is_not_called_locked(march: Path, capsys: Screen) -> None:
    """A change is said until it is accepted: in a quote, in who says so, in what is left out."""
    change(march, "50", "90")
    change(march, "that it", "that it never")
    capsys.readouterr()

    assert 1 == run(["lock", "facts", "--sources", "."])
    said = capsys.readouterr().out
    assert "facts/averred.lock: 1 citation of 1 source locked\n" in said
    assert "not locked: weather: drift-critical “50” became “90”\n" in said
    assert "  if the fact still says what the source says: averred lock --accept weather\n" in said
    left_out = next(line.split("--accept ")[1] for line in said.splitlines() if "--accept 'leave-out" in line)
    assert 0 == run(
        ["lock", "facts", "--sources", ".", "--accept", "weather", "--accept", left_out.strip("'")]
    )
    assert 0 == run(["lock", "facts", "--sources", ".", "--check"])


def test_lock_that_cannot_be_read_is_said_once(march: Path, capsys: Screen) -> None:
    """A broken line, or a folder of the lock's name: one error at its place, and no word of sources."""
    lock = march / "facts" / "averred.lock"
    lock.write_text("{}\n", encoding="utf-8")
    capsys.readouterr()
    for words in ("'averred-lock' is missing", "averred.lock is not an ordinary file"):
        assert 1 == run(["check", "facts", "--output-format", "concise"])
        said = capsys.readouterr().out
        assert f"facts/averred.lock:1:1: error[lock-corrupt] {words}" in said
        assert "source-missing" not in said
        assert "; no citations verified; " in said
        run(["check", "facts", "--output-format", "json"])
        said = capsys.readouterr().out
        assert "4 citations: averred.lock cannot be read" in said
        assert ("averred lock --renew" in said) == ("missing" in words)
        lock.unlink(missing_ok=True) if lock.is_file() else lock.rmdir()
        lock.mkdir()


def test_lock_elsewhere_is_named_by_its_path(
    march: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that is not below the working folder is named in full."""
    (march / "facts" / "averred.lock").write_text("{}\n", encoding="utf-8")
    (march / "empty").mkdir()
    monkeypatch.chdir(march / "empty")
    run(["check", str(march / "facts"), "--output-format", "concise"])

    assert (
        f"{(march / 'facts' / 'averred.lock').as_posix()}:1:1: error[lock-corrupt]" in capsys.readouterr().out
    )


def test_line_of_an_audited_lock_says_what_is_wrong(march: Path, capsys: Screen) -> None:
    """An edited unit is an error at the lock."""
    lock = march / "facts" / "averred.lock"
    lock.write_text(
        lock.read_text(encoding="utf-8").replace('"span":[0,65]', '"span":[0,60]'), encoding="utf-8"
    )
    capsys.readouterr()

    assert 1 == run(["check", "facts", "--sources", ".", "--output-format", "concise"])
    assert "error[lock-corrupt] averred.lock: its lines about the source “paper”" in capsys.readouterr().out


def edit(march: Path, name: str, old: str, new: str) -> None:
    """Change a file of facts, or the lock."""
    file = march / "facts" / name
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


NEW_FACT = """[fact.new]
subject = "march"
predicate = "weather"
value = "rain"
quote = "the rain"
[[leave-out]]"""
STALE: dict[str, tuple[str, str, str, str]] = {
    "value": ("march.toml", '"Around 700"', '"about 700"', "people: stale-lock its subject"),
    "new fact": ("march.toml", "[[leave-out]]", NEW_FACT, "new: unlocked no line"),
    "claim": ("averred.lock", '"claim":"sha256-', '"claim":"sha256-0', "stale-lock its subject"),
    "quote": ("averred.lock", '"quote":"sha256-', '"quote":"sha256-0', "stale-lock its quote was changed"),
    "skeleton": (
        "averred.lock",
        '"skeleton":"',
        '"skeleton":"AAAA',
        "corrupt: its lines about the source “paper”",
    ),
    "units": ("averred.lock", '"units":[', '"units":[77,', "corrupt: its lines about the source “paper”"),
}


@pytest.mark.parametrize("name", STALE)
def test_lock_without_the_text_calls_nothing_wrong_current(name: str, march: Path, capsys: Screen) -> None:
    """Where the text is away, what the lock does not vouch for is listed, and the exit code is 1."""
    file, old, new, expected = STALE[name]
    edit(march, file, old, new)
    capsys.readouterr()

    for options in (["--check"], []):
        assert 1 == run(["lock", "facts", *options])
        assert expected in capsys.readouterr().out


def test_deleted_line_of_a_lock_is_missed(march: Path, capsys: Screen) -> None:
    """A citation without a line is unlocked, and said so without the text."""
    lock = march / "facts" / "averred.lock"
    lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if '"citation":"people"' not in line), encoding="utf-8")
    capsys.readouterr()

    assert 1 == run(["lock", "facts", "--check"])
    said = capsys.readouterr().out
    assert "facts/averred.lock does not vouch for everything\n" in said
    assert "not locked: people: unlocked no line of the lock is about it\n" in said


def test_lock_that_leaves_a_fact_unlocked_is_not_called_current(march: Path, capsys: Screen) -> None:
    """Right after a lock that could not lock everything, `--check` says so too."""
    assert 0 == run(["lock", "facts", "--check"])
    edit(march, "march.toml", "Around 700 people came", "Around 800 people came")
    assert 1 == run(["lock", "facts", "--sources", "."])
    capsys.readouterr()

    assert 1 == run(["lock", "facts", "--sources", ".", "--check"])
    assert "not locked: people: missing" in capsys.readouterr().out


def test_lock_of_a_source_that_cannot_be_read_is_not_current(march: Path, capsys: Screen) -> None:
    """A source that is not UTF-8 is said, with a lock and without one."""
    (march / "march.txt").write_bytes(b"Around 700 people \xff came")
    capsys.readouterr()

    assert 1 == run(["lock", "facts", "--sources", ".", "--check"])
    assert "not read: source “paper” cannot be read: " in capsys.readouterr().out
    (march / "facts" / "averred.lock").unlink()
    assert 2 == run(["lock", "facts", "--sources", "."])
    assert "source “paper” cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", ["", "{}\n", '{"averred-lock":1,"normaliser":"n9/1","tokeniser":"words/1"}\n']
)
def test_broken_lock_is_made_anew_on_demand_only(words: str, march: Path, capsys: Screen) -> None:
    """An empty or broken lock, or one of another normaliser, stays until `--renew`; the error says so."""
    lock = march / "facts" / "averred.lock"
    before = lock.read_bytes()
    lock.write_text(words, encoding="utf-8")
    capsys.readouterr()

    assert 2 == run(["lock", "facts", "--sources", "."])
    assert "averred lock --renew" in capsys.readouterr().err
    assert 2 == run(["lock", "facts", "--renew"])
    assert "is at hand" in capsys.readouterr().err
    assert words == lock.read_text(encoding="utf-8")
    assert 0 == run(["lock", "facts", "--sources", ".", "--renew"])
    assert before == lock.read_bytes()


def test_renewed_lock_takes_changes_as_they_are(march: Path) -> None:
    """What nobody has accepted is gone with the lock that knew of it."""
    change(march, "50", "90")

    assert 1 == run(["lock", "facts", "--sources", "."])
    assert 0 == run(["lock", "facts", "--sources", ".", "--renew"])
    assert 0 == run(["lock", "facts", "--check"])


def test_command_that_accepts_words_that_name_a_speaker_works(march: Path, capsys: Screen) -> None:
    """The command that is proposed has the fact's id, and quotes the name of a passage left out."""
    change(march, "rained again", "never rained again")
    capsys.readouterr()

    assert 1 == run(["lock", "facts", "--sources", "."])
    commands = [line for line in capsys.readouterr().out.splitlines() if "averred lock --accept" in line]
    accepted = [shlex.split(line.partition("averred lock ")[2]) for line in commands]
    assert [["--accept", "weather"]] == [words for words in accepted if "weather" in words]
    assert [2, 2] == [len(words) for words in accepted]
    assert 0 == run(["lock", "facts", "--sources", ".", *(word for words in accepted for word in words)])


def test_link_out_of_the_folder_is_not_followed(march: Path, capsys: Screen) -> None:
    """A lock that is a link to elsewhere is neither read nor written, nor one that goes round in a circle."""
    lock = march / "facts" / "averred.lock"
    words = lock.read_bytes()
    (march / "precious").write_bytes(words)
    for target in ("../elsewhere", "../precious", "averred.lock"):
        lock.unlink()
        lock.symlink_to(target)
        capsys.readouterr()
        assert 2 == run(["lock", "facts", "--sources", ".", "--renew"])
        assert "averred.lock is a link that leads out of the folder" in capsys.readouterr().err
        assert not (march / "elsewhere").exists()
        assert 1 == run(["check", "facts", "--output-format", "concise"])
        out = capsys.readouterr().out
        assert "facts/averred.lock:1:1: error[lock-corrupt] averred.lock is a link that leads out" in out
    lock.unlink()
    lock.symlink_to("other.lock")

    assert 0 == run(["lock", "facts", "--sources", ".", "--renew"])
    assert words == (march / "facts" / "other.lock").read_bytes()
