"""The lock: what it holds, what it says without the text, what it says of a changed text."""

from __future__ import annotations

import json
from binascii import a2b_base64
from pathlib import Path
from typing import Any

import attrs
import pytest

from averred.errors import LockError
from averred.facts import Scope
from averred.lock import (
    Lock,
    Unit,
    claims_of,
    format_lock,
    parse_lock,
    read_lock,
    verify_offline,
    write_lock,
)
from averred.lock.comparing import verify_full
from averred.lock.making import make_lock
from averred.lock.units import touched, units_of
from averred.source import make_source
from averred.spans import Span
from averred.values import read_date
from tests.lock_samples import PAGE, QUOTES, a_fact, facts_of, found_in, judged, locked, verdicts

FACTS = facts_of(
    QUOTES, a_fact("said", "on the first day", said_in="the guild said"), left_out="= The Oxbow fair ="
)
CITED = {*QUOTES, "said", "said said-in"}


@pytest.fixture(scope="module")
def lock() -> Lock:
    """The lock of the sample's facts."""
    return locked(FACTS)


def changed(old: str, new: str) -> str:
    """The page with one change."""
    assert old in PAGE
    return PAGE.replace(old, new)


def test_lock_holds_no_sentence_of_the_source(lock: Lock) -> None:
    """Digests, offsets, hashes and critical words: no two words in a row of the text."""
    text = format_lock(lock)

    assert "visitors on" not in text
    assert "guild of" not in text
    assert ("around", "2,000") == lock.citations["visitors"].critical
    assert ("some", "1 500", "two") == lock.citations["loaves"].critical
    assert len(QUOTES["visitors"]) == len(lock.citations["visitors"].span)
    assert 3 == len(a2b_base64(lock.citations["visitors"].skeleton))


def test_lock_is_sorted_json_lines(lock: Lock) -> None:
    """A header, the source, its units, the citations by key: one record a line."""
    lines = [json.loads(line) for line in format_lock(lock).splitlines()]

    assert {"averred-lock": 1, "normaliser": "n1/1", "tokeniser": "words/1"}.items() <= lines[0].items()
    assert lines[0]["segmenter"].startswith("sentencex/")
    assert "fair" == lines[1]["source"]
    assert {"heading": 2, "key": 1, "sentence": 6} == lines[1]["units"]
    assert list(range(9)) == [line["unit"] for line in lines[2:11]]
    keys = [line["citation"] for line in lines[11:]]
    assert sorted(keys) == keys
    assert CITED < set(keys)


def test_unchanged_source_is_exact(lock: Lock) -> None:
    """Lock, then verify: all exact."""
    assert {"exact"} == set(verdicts(FACTS, lock, PAGE).values())


def test_without_the_text_citations_are_locked_and_no_more(lock: Lock) -> None:
    """The offline check never says that a quote was found."""
    results = verify_offline(lock, claims_of(FACTS))

    assert {"locked"} == {result.verdict for result in results.values()}
    assert lock.citations["visitors"].span == results["visitors"].span
    assert "said" == results["said said-in"].fact


@pytest.mark.parametrize(
    "fact, verdict, message",
    [
        (a_fact("visitors", "about 2,000 visitors"), "stale-lock", "its quote was changed"),
        (a_fact("visitors", QUOTES["visitors"], denied=True), "stale-lock", "or polarity was changed"),
        (a_fact("other", QUOTES["visitors"]), "unlocked", "no line of the lock is about it"),
    ],
)
def test_what_was_edited_since_is_not_vouched_for(
    lock: Lock, fact: object, verdict: str, message: str
) -> None:
    """Any difference in the quote or in what is said about it is stale; what is new is unlocked."""
    facts = facts_of({}, fact)  # type: ignore[arg-type]  # parametrised values have no type
    result = next(iter(verify_offline(lock, claims_of(facts)).values()))

    assert verdict == result.verdict
    assert message in result.message


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "port"},
        {"predicate": "length"},
        {"part": "guild"},
        {"of": "port"},
        {"share": "many"},
        {"scope": Scope(status="expected")},
        {"scope": Scope(during=read_date("2015"))},
        {"scope": Scope(as_of=read_date("2015"))},
        {"scope": Scope(keys=(("method", "count"),))},
    ],
    ids="-".join,
)
def test_a_claim_about_something_else_is_not_vouched_for(lock: Lock, changes: dict[str, Any]) -> None:
    """The same words cited for another subject, property, part or scope were verified by nobody."""
    fact = attrs.evolve(FACTS["visitors"], **changes)
    [result] = verify_offline(lock, claims_of(attrs.evolve(FACTS, facts=(fact,), leave_outs=()))).values()

    assert "stale-lock" == result.verdict
    assert "its subject, property, scope, value" in result.message


def test_value_that_is_no_longer_implied_is_not_vouched_for() -> None:
    """Nobody looked for an implied value in the passage: it is stale once it has to stand there."""
    plain = FACTS["visitors"]
    implied = attrs.evolve(plain, implied="the passage says so otherwise")
    for before, after in ((implied, plain), (plain, implied)):
        lock = locked(attrs.evolve(FACTS, facts=(before,), leave_outs=()))
        now = claims_of(attrs.evolve(FACTS, facts=(after,), leave_outs=()))
        assert "stale-lock" == verify_offline(lock, now)["visitors"].verdict
        assert "implied" in verify_offline(lock, now)["visitors"].message
    reworded = claims_of(attrs.evolve(FACTS, facts=(attrs.evolve(implied, implied="else"),), leave_outs=()))

    lock = locked(attrs.evolve(FACTS, facts=(implied,), leave_outs=()))
    assert "locked" == verify_offline(lock, reworded)["visitors"].verdict


def test_a_lock_of_an_older_averred_says_what_to_do(lock: Lock) -> None:
    """A line that covers value, voice and polarity alone is stale, and its message says to lock once."""
    claim = claims_of(FACTS)["visitors"]
    line = lock.citations["visitors"]
    older = line._replace(claim=claim.older_digest(value_read=line.value_read))
    before = attrs.evolve(lock, citations={"visitors": older})
    result = verify_offline(before, {"visitors": claim})["visitors"]

    assert "stale-lock" == result.verdict
    assert "run averred lock once" in result.message


def test_no_lock_vouches_for_nothing() -> None:
    """Without a lock every citation is unlocked."""
    assert {"unlocked"} == {found.verdict for found in verify_offline(None, claims_of(FACTS)).values()}


def test_citation_of_another_source_is_stale(lock: Lock) -> None:
    """A line about one source says nothing about another."""
    claims = {key: claim._replace(source="elsewhere") for key, claim in claims_of(FACTS).items()}

    assert {"stale-lock"} == {found.verdict for found in verify_offline(lock, claims).values()}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A new first line.\n\n" + PAGE, dict.fromkeys(CITED, "moved")),
        (PAGE.replace("\n", "\r\n"), None),
        (changed("before noon", "before  noon"), None),
        (changed("at two crowns", "at three crowns"), {"loaves": "drift-critical"}),
        (changed("were\nsold at", "were gladly\nsold at"), {"loaves": "drift"}),
        (changed("the prices", "the reportedly prices"), {"prices": "drift-critical"}),
        (changed("around 2,000", "around 3,000"), {"visitors": "reanchor-critical"}),
        (changed("did not stay for the dance", "did not stay for the dancing"), {"mayor": "reanchor"}),
        (changed("Nobody was hurt when the stage fell on the second evening.", ""), {"stage": "orphan"}),
        (PAGE + "\nAround here, around 2,000 visitors came.\n", {"visitors": "ambiguous"}),
        (changed("around 2,000 visitors", "AROUND 2,000 visitors"), {"visitors": "folded"}),
    ],
)
def test_what_a_change_of_the_source_did(lock: Lock, text: str, expected: dict[str, str] | None) -> None:
    """Each citation that the change did not touch is exact or moved; the others say what happened."""
    found = verdicts(FACTS, lock, text)

    assert (expected or {}) == {key: found[key] for key in expected or {}}
    rest = {found[key] for key in CITED - set(expected or {})}
    assert rest <= {"exact", "moved"}


def test_changed_words_are_shown(lock: Lock) -> None:
    """A critical change names the words; a proposal shows its passage and its score."""
    drifted = judged(FACTS, lock, changed("at two crowns", "at three or four crowns"))["loaves"]
    denied = judged(FACTS, lock, changed("did not stay", "did stay"))["mayor"]
    proposed = judged(FACTS, lock, changed("around 2,000", "around 3,000"))["visitors"]

    assert "“two” became “three or four”" == drifted.message
    assert "“not” is gone" == denied.message
    text = changed("around 2,000", "around 3,000").replace("Nobody was hurt when", "Nobody")
    both = judged(FACTS, lock, text)
    assert ["reanchor-critical", "reanchor"] == [both[key].verdict for key in ("visitors", "stage")]
    assert "the passage has changed: “2,000” became “3,000”" == proposed.message
    assert "it may now be “around 3,000 visitors” (67 % of its words are the same)" == proposed.suggestion


@pytest.mark.parametrize(
    "change", [{"span": Span(20, 41)}, {"passage": "sha256-00000000000000000000000000000000"}]
)
def test_forged_line_is_found_with_the_text(lock: Lock, change: dict[str, object]) -> None:
    """On an unchanged source another place or another digest is the lock's fault."""
    line = lock.citations["visitors"]._replace(**change)  # type: ignore[arg-type]  # one field each
    forged = attrs.evolve(lock, citations={**lock.citations, "visitors": line})

    assert "lock-corrupt" == verdicts(FACTS, forged, PAGE)["visitors"]


def test_forged_line_of_a_quote_that_is_not_there_does_not_help_it(lock: Lock) -> None:
    """What is not in the source is missing, whatever the lock says."""
    facts = facts_of({"visitors": "about 9,000 visitors"})
    line = lock.citations["visitors"]._replace(quote=claims_of(facts)["visitors"].quote_digest)
    forged = attrs.evolve(lock, citations={"visitors": line})

    assert {"visitors": "missing"} == verdicts(facts, forged, PAGE)


def test_lock_says_nothing_of_citations_that_it_does_not_know(lock: Lock) -> None:
    """New, rewritten and uncited facts are judged by the text alone."""
    bare = (a_fact("bare", None), attrs.evolve(a_fact("none", None), citation=None))
    facts = facts_of({"visitors": "2,000 visitors", "new": "before noon"}, *bare)

    assert {"visitors": "exact", "new": "exact"} == verdicts(facts, lock, changed("Some", "Or"))
    assert {} == verify_full(lock, {}, {}, {})


_NOON = "after “Some 1 500 loaves were sold at two crowns apiece before noon”"
_PRICES = "“The guild of millers said that the prices were too high for …”"


@pytest.mark.parametrize(
    "gone, expected",
    [
        (
            "The mayor of Oxbow opened the fair and did not stay for the dance.",
            f"it stood {_NOON} and before {_PRICES}",
        ),
        ("Nobody was hurt when the stage fell on the second evening.", f"it stood after {_PRICES}"),
    ],
)
def test_passage_that_is_gone_is_said_to_have_stood_between_others(
    lock: Lock, gone: str, expected: str
) -> None:
    """Where nothing like it is left, the passages around it that other facts cite tell where to look."""
    results = {
        key: result.suggestion
        for key, result in judged(FACTS, lock, PAGE.replace(gone, "")).items()
        if result.verdict == "orphan"
    }

    assert [expected] == list(results.values())


def test_passage_without_neighbours_is_gone_without_a_place() -> None:
    """The only citation of a source has nothing around it."""
    facts = facts_of({"stage": QUOTES["stage"]})
    results = judged(facts, locked(facts), "Another page.")

    assert ("orphan", None) == (results["stage"].verdict, results["stage"].suggestion)


def test_unaccepted_change_keeps_the_old_line_until_a_person_accepts() -> None:
    """Locking again does not wash a change away; accepting it does; and the old text brings it back."""
    facts = facts_of(QUOTES)
    text = changed("at two crowns", "at nine crowns")
    old = locked(facts)
    waiting = locked(facts, text, old)
    accepted = locked(facts, text, waiting, accept=("loaves",))

    assert old.sources["fair"].text_digest == waiting.citations["loaves"].text
    assert "drift-critical" == verdicts(facts, waiting, text)["loaves"]
    assert "stale-lock" == verify_offline(waiting, claims_of(facts))["loaves"].verdict
    assert waiting.citations == locked(facts, text, waiting).citations
    assert {"exact"} == set(verdicts(facts, accepted, text).values())
    assert "exact" == verdicts(facts, waiting, PAGE)["loaves"]
    assert format_lock(old) == format_lock(locked(facts, PAGE, waiting))


def test_lost_passage_keeps_its_line_and_a_rewritten_quote_gets_a_new_one() -> None:
    """What a proposal needs is kept; a quote that its author mended is verified from nothing."""
    facts = facts_of(QUOTES)
    text = changed("around 2,000", "around 3,000")
    waiting = locked(facts, text, locked(facts))
    mended = facts_of({**QUOTES, "visitors": "around 3,000 visitors"})

    assert "reanchor-critical" == verdicts(facts, waiting, text)["visitors"]
    assert {"exact"} == set(verdicts(mended, locked(mended, text, waiting), text).values())


def test_quote_that_is_not_found_exactly_is_not_locked() -> None:
    """Folded, missing, ambiguous and malformed quotes get no line; nor does one whose line was forged."""
    facts = facts_of({"a": "THE MAYOR", "b": "no such words", "c": "fair", "d": "… x"}, left_out="nowhere")
    forged = locked(facts_of(QUOTES)).citations["loaves"]._replace(key="b")
    previous = attrs.evolve(locked(facts), citations={"b": forged})

    assert {} == locked(facts).citations
    assert {} == locked(facts, PAGE, previous).citations


def test_lines_of_sources_that_are_not_at_hand_stay() -> None:
    """Facts are added while one source is away: its lines are kept, those of facts that are gone are not."""
    before = locked(facts_of(QUOTES))
    fewer = facts_of({"visitors": "changed", "new": "words"})
    again = make_lock(fewer, {}, {}, previous=before, accepted={("disputed", ("a", "b")): "f"})

    assert {"visitors": before.citations["visitors"]} == again.citations
    assert before.sources == again.sources
    assert before.segmenter == again.segmenter
    assert {("disputed", ("a", "b")): "f"} == again.accepted
    assert "" == make_lock(fewer, {}, {}).segmenter


def test_lock_reads_back(lock: Lock, tmp_path: Path) -> None:
    """Written, read and written again it is the same bytes; equal bases give equal bytes."""
    path = tmp_path / "averred.lock"
    full = attrs.evolve(lock, accepted={("disputed", ("a", "b")): "f00d"})
    line = lock.citations["visitors"]._replace(value_read=False, text="sha256-0")
    full = attrs.evolve(full, citations={**full.citations, "visitors": line})
    write_lock(full, path)
    read = read_lock(path)

    assert read is not None
    assert (full.sources, full.citations, full.accepted) == (read.sources, read.citations, read.accepted)
    assert path.read_text(encoding="utf-8") == format_lock(read)
    assert ["averred.lock"] == [file.name for file in tmp_path.iterdir()]
    assert None is read_lock(tmp_path / "none.lock")


def test_order_of_facts_does_not_change_the_lock(lock: Lock) -> None:
    """The same facts in another order give the same bytes."""
    backwards = attrs.evolve(FACTS, facts=FACTS.facts[::-1])

    assert format_lock(lock) == format_lock(locked(backwards))


HEADER = '{"averred-lock":1,"normaliser":"n1/1","tokeniser":"words/1"}\n'
SOURCE = '{"source":"s","bytes":"b","text":"t","length":9,"loader":"text/1"}\n'
CITATION = (
    '{"citation":"c","of":"s","quote":"q","span":[0,1],"passage":"p","tokens":[0,1],"skeleton":"","critical":[]'
    ',"units":[],"claim":"c"}\n'
)


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "averred.lock:1: this is not a line of a lock"),
        ("[]\n", "averred.lock:1: this is not a line of a lock"),
        ('{"x":1}\n', "averred.lock:1: 'averred-lock' is missing"),
        ("[" * 100_000, "averred.lock:1: this is not"),
        (HEADER.replace("n1/1", "n1/2"), "averred.lock:1: another version of averred wrote it"),
        (HEADER + "<<<<<<< HEAD\n", "averred.lock:2: this is not"),
        (HEADER + "\n" + SOURCE, "averred.lock:2: this is not"),
        (HEADER + "7\n", "averred.lock:2: this is not"),
        (HEADER + "[" * 100_000 + "\n", "averred.lock:2: this is not"),
        (HEADER + SOURCE + SOURCE, "averred.lock:3: this is not"),
        (HEADER + CITATION + CITATION, "averred.lock:3: this is not"),
        (HEADER + SOURCE.replace("9", "-9"), "averred.lock:2: this is not"),
        (HEADER + SOURCE.replace("9", "true"), "averred.lock:2: this is not"),
        (HEADER + SOURCE.replace('"b"', "4"), "averred.lock:2: this is not"),
        (
            HEADER + CITATION.replace('"claim":"c"', '"value-read":3,"claim":"c"'),
            "averred.lock:2: this is not",
        ),
        (HEADER + CITATION.replace("[0,1]", "[2,1]"), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace("[0,1]", "[2]"), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace("[0,1]", "[0,true]"), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace("[0,1]", '"01"'), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace('"quote":"q"', '"quote":1'), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace('"critical":[]', '"critical":["a",1]'), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace('"units":[]', '"units":[1.0]'), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace('"units":[]', '"units":[0,-1]'), "averred.lock:2: this is not"),
        (HEADER + SOURCE[:-1] + "," + CITATION, "averred.lock:2: this is not"),
        (HEADER + SOURCE.replace(',"text"', '\n"text"'), "averred.lock:2: this is not"),
        (HEADER + CITATION.replace('"claim":"c"', '"more":1'), "averred.lock:2: 'claim' is missing"),
        (
            HEADER + '{"unit":1,"of":"s","kind":"key","section":0,"span":[0,1]}\n',
            "averred.lock:2: this is not",
        ),
        (HEADER + "{}\n", "averred.lock:2: 'facts' is missing"),
    ],
)
def test_broken_lock_names_its_line(text: str, message: str) -> None:
    """Whatever stands in a lock file, the answer is one error with a line."""
    with pytest.raises(LockError, match="averred") as caught:
        parse_lock(text)

    assert str(caught.value).startswith(message)


def test_lock_that_cannot_be_read_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other bytes than UTF-8 name their line; a folder in the place of the lock is an error."""
    path = tmp_path / "averred.lock"
    path.write_bytes(HEADER.encode() + b"\xff\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(Path, "is_file", lambda found: found.exists())
    with pytest.raises(LockError, match="folder cannot be read: Is a directory"):
        read_lock(folder)
    monkeypatch.undo()

    with pytest.raises(LockError, match=r"averred.lock:2: not UTF-8"):
        read_lock(path)
    with pytest.raises(LockError, match="folder is not an ordinary file"):
        read_lock(folder)
    with pytest.raises(LockError, match="folder cannot be written"):
        write_lock(Lock({}, {}), folder)
    assert ["averred.lock", "folder"] == sorted(file.name for file in tmp_path.iterdir())


def test_units_are_headings_items_key_lines_and_sentences() -> None:
    """Sentences of paragraphs and of items; the section is the innermost one."""
    source = make_source(
        "Lead. More lead.\n\n= A =\n- One thing. Another.\n- Key: value\n\n\n== B ==\nText\n"
    )
    units = units_of(source, "en-GB")

    assert [
        ("sentence", 0, "Lead."),
        ("sentence", 0, "More lead."),
        ("heading", 1, "= A ="),
        ("item", 1, "- One thing."),
        ("item", 1, "Another."),
        ("key", 1, "- Key: value"),
        ("heading", 2, "== B =="),
        ("sentence", 2, "Text"),
    ] == [(unit.kind, unit.section, source.text[unit.span.start : unit.span.end]) for unit in units]
    assert (0, 1) == touched(units, Span(3, 8))
    assert () == touched(units, Span(17, 18))
    assert () == touched((Unit("key", 0, Span(5, 9)),), Span(0, 5))
    assert () == units_of(make_source("  \n"))


def test_language_of_the_source_is_that_of_its_sentences() -> None:
    """A source's language tag is used; facts may name sources that the base does not."""
    facts = attrs.evolve(facts_of({"a": "one"}), sources={})
    source = make_source("one two")

    lock = make_lock(facts, {"fair": source}, found_in(source, claims_of(facts)))

    assert {"a"} == set(lock.citations)
