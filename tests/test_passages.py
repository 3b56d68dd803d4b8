"""Passages of annotation tools through the command line: claims in, facts out, and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

from averred import api, exchange
from averred.commands import run
from averred.factbase import FactBase
from averred.facts import Fact

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
Screen = pytest.CaptureFixture[str]
VOCABULARY = """
[source.fair]
title = "The fair"
path = "fair.txt"
url = "https://gazette.example/fair"
[source.away]
title = "Away"
path = "away.txt"
[entity.the-fair]
name = "The fair"
[predicate.visitors]
value = "quantity"
[predicate.opened]
value = "date"
[predicate.motto]
value = "text"
"""
TEXT = "The fair drew 2,000 visitors.\n\nThe fair opened on 4 May 2031. Its sign said “Light”."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a vocabulary, and the text that it speaks of."""
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "names.toml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "fair.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quoted(words: str, *more: dict[str, object], source: str = "https://gazette.example/fair") -> Any:
    """An annotation of some words, as other tools write it."""
    selector = [{"type": "TextQuoteSelector", "exact": words}, *more]
    return {"type": "Annotation", "target": {"source": source, "selector": selector}}


def at(start: int, end: int) -> dict[str, object]:
    """The offsets that a tool claims."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def taken(given: object, *options: str, name: str = "notes.jsonld") -> tuple[int, dict[str, Fact]]:
    """The exit code of an import into the folder, and the facts that are in it then."""
    text = given if isinstance(given, str) else json.dumps(given)
    Path(name).write_text(text, encoding="utf-8")
    about = ("--subject", "the-fair", "--predicate", "visitors")
    code = run(["import", name, "-o", "facts/new.toml", "--sources", ".", *(options or about)])
    return code, dict(api.load("facts").by_id)


def extraction(words: str, start: int, **more: Any) -> dict[str, Any]:
    """An extraction as LangExtract writes it."""
    attributes = {"subject": "the-fair", **more.pop("attributes", {})}
    interval = {"start_pos": start, "end_pos": start + len(words)}
    made = {"extraction_class": "visitors", "extraction_text": words, "char_interval": interval}
    return {**made, "alignment_status": "match_exact", "attributes": attributes, **more}


def document(*extractions: dict[str, Any], text: str = TEXT, name: str = "doc_1") -> str:
    """A line of LangExtract."""
    return json.dumps({"document_id": name, "text": text, "extractions": extractions}) + "\n"


def test_what_stands_becomes_a_fact(capsys: Screen) -> None:
    """Words that stand where they are claimed: a fact that cites them, with other words as its note."""
    one = quoted("drew 2,000 visitors", at(9, 28))
    note = {"type": "TextualBody", "value": "many\n people"}
    tag = {"type": "TextualBody", "value": "crowds", "purpose": "tagging"}
    code, facts = taken({**one, "body": [note, tag, "so", {}], "tags": ["a", 3]})

    assert (0, ["notes-jsonld-1"]) == (code, list(facts))
    fact = facts["notes-jsonld-1"]
    assert ("2,000 visitors", "drew 2,000 visitors") == (fact.written, fact.citation and fact.citation.quote)
    assert ("so; many people", ("a", "crowds")) == (fact.note, fact.tags)
    assert "facts/new.toml: 1 fact written\n" == capsys.readouterr().out
    assert 0 == run(["check", "facts", "--sources", ".", "--select", "quote-not-found"])


def test_words_of_another_kind_are_no_value(capsys: Screen) -> None:
    """A day is no number of visitors: all words are given then, and that they say none is said."""
    assert (2, {}) == taken(quoted("opened on 4 May 2031"))
    assert "'opened on 4 May 2031' is not a quantity that can be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "claimed, rule, said",
    [
        (quoted("2,000 visitors", at(0, 14)), None, "'2,000 visitors' stands at 14 to 28, not as claimed"),
        (quoted("3,000 visitors", at(14, 28)), "quote-not-found", "has “3,000” where the source has “2,000”"),
        (quoted("000 visitors", at(16, 28)), "quote-not-found", "only inside a longer word or number"),
        (quoted("the fair drew 2,000"), "quote-folded", "only if accents, case and ligatures are ignored"),
        (quoted("drew 2,000 visitors", {"type": "FragmentSelector", "value": ":~:text=May"}), None, "not as"),
    ],
)
def test_what_does_not_stand_is_written_and_said(
    capsys: Screen, claimed: object, rule: str | None, said: str
) -> None:
    """One line for each claim that does not stand; its fact is there, and a check finds it, too."""
    code, facts = taken([quoted("drew 2,000 visitors"), claimed])
    lines = capsys.readouterr().err.splitlines()

    assert (1, 2, 1) == (code, len(facts), len(lines))
    assert lines[0].startswith("notes.jsonld:1:1: ")
    assert said in lines[0]
    run(["check", "facts", "--sources", ".", "--output-format", "json"])
    found = {finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert ({rule} if rule else set()) == found & {"quote-not-found", "quote-folded", "quote-ambiguous"}


def test_context_that_settles_an_ambiguous_quote_is_kept() -> None:
    """Words in two places are cited with what tells the places apart; without, the finding says it."""
    selector = {"type": "TextQuoteSelector", "exact": "The fair", "prefix": "", "suffix": " opened on"}
    options = ("--subject", "the-fair", "--predicate", "motto")
    code, facts = taken(
        {"target": {"source": "https://gazette.example/fair#x", "selector": selector}}, *options
    )

    cited = facts["notes-jsonld-1"].citation
    assert (0, "The fair", "visitors.") == (code, cited and cited.quote, cited and cited.prefix)


def test_a_directive_and_several_targets_are_taken(capsys: Screen) -> None:
    """A text directive has words; each target of an annotation is a fact; one without words is said."""
    link = {"type": "FragmentSelector", "value": "#:~:text=fair%20opened%20on%204%20May%202031"}
    broken = {"type": "FragmentSelector", "value": "#:~:text=4-May-2031"}
    other = {"type": "FragmentSelector", "value": "#top"}
    targets = [
        {"source": "fair", "selector": link},
        {"source": "fair", "selector": [other, broken]},
        "fair",
        3,
    ]
    code, facts = taken({"target": targets}, "--subject", "the-fair", "--predicate", "opened")

    assert (1, ["4 May 2031"]) == (code, [fact.written for fact in facts.values()])
    assert 3 == capsys.readouterr().err.count("the target has no words")


@pytest.mark.parametrize(
    "text, place, said",
    [
        ("{", "1:1", "the file is no JSON: Expecting property name enclosed in double quotes at character 2"),
        ('{"items":\n\n[}', "3:1", "the file is no JSON: Expecting value at character 13"),
        ("[" * 100_000, "1:1", "the file is no JSON: "),
        ("3", "1:1", "the file has no annotations"),
        ('{"first": "https://elsewhere.example"}', "1:1", "the file has no annotations"),
        ('{"total": 0}', "1:1", "the file has no annotations"),
        ('{"type": "x",\n"items": [\n\n3]}', "4:1", "this is no annotation"),
        ('{"x": {"items": [4]}, "rows": [3,\n {"a": []}]}', "1:1", "this is no annotation"),
        ('{"items": [3, 3], "items": [\n4]}', "2:1", "this is no annotation"),
        ('{"\\u0069tems": [\n4]}', "1:1", "this is no annotation"),
        ('{"x": {"items": [z', "1:1", "the file is no JSON"),
        ('{"x": {"items": []}, "rows": [\n3]}', "2:1", "this is no annotation"),
    ],
)
def test_what_is_no_annotation_is_said_with_its_place(
    capsys: Screen, text: str, place: str, said: str
) -> None:
    """Whatever JSON holds, or does not hold, is a line with a place; nothing is written."""
    code, facts = taken(text)
    error = capsys.readouterr().err

    assert (2, {}) == (code, facts)
    assert error.startswith(f"notes.jsonld:{place}: ")
    assert said in error
    assert not Path("facts/new.toml").exists()


def test_extractions_become_facts(capsys: Screen) -> None:
    """The class is the predicate, attributes are keys of the fact, and what is no key is its note."""
    more = {"mood": "glad", "why": ["a", "b"], "n": 3, "note": "seen", "tags": ["x"], "said-by": "the mayor"}
    line = document(
        extraction("drew 2,000 visitors", 9, attributes=more),
        extraction("4 May 2031", 50, extraction_class="opened", attributes={"mood": "dry"}),
    )
    code, facts = taken(line, "--source", "fair", name="out.jsonl")

    first, second = facts["out-jsonl-1"], facts["out-jsonl-2"]
    assert (0, "") == (code, capsys.readouterr().err)
    assert ("visitors", "2,000 visitors", "fair") == (first.predicate, first.written, first.source)
    assert ("seen; mood: glad; why: a, b; n: 3", ("x",)) == (first.note, first.tags)
    assert ("the mayor", "mood: dry") == (first.attribution.speaker, second.note)


def test_fuzzy_alignments_and_wrong_intervals_are_said(capsys: Screen) -> None:
    """What a program aligned by likeness is not found; what stands elsewhere is said; each in a line."""
    fuzzy = extraction("about 2,000 visitors", 9, alignment_status="match_fuzzy")
    code, facts = taken(document(fuzzy, extraction("2,000 visitors", 0)), "--source", "fair", name="o.jsonl")
    lines = capsys.readouterr().err.splitlines()

    assert (1, 2) == (code, len(facts))
    assert ["o.jsonl:1:1: 'about", "o.jsonl:1:1: '2,000"] == [
        line[:19] for line in sorted(lines, reverse=True)
    ]


def test_the_source_of_a_document_is_found_by_its_text_or_its_id(capsys: Screen) -> None:
    """The same text is the source, else the id is; a document of neither is said."""
    words = "2,000 visitors"
    lines = [
        document(extraction(words, 14)),
        document(extraction(words, 7), text=f"Was it {words}?", name="fair"),
        document(extraction("9 visitors", 7), text="It had 9 visitors.", name="fair"),
        document(extraction(words, 7), text=f"Was it {words}?", name=""),
    ]
    code, facts = taken("\n".join(lines), "--subject", "the-fair", name="o.jsonl")
    error = capsys.readouterr().err

    assert (1, ["fair"] * 3) == (code, [fact.source for fact in facts.values()])
    assert "o.jsonl:5:1: '9 visitors': " in error
    assert "o.jsonl:7:1: row 7: '2,000 visitors' is of no source that is declared: a text without" in error
    assert 2 == error.count("\n")


@pytest.mark.parametrize("line", [b"x\n", b"\xff\n", b'{"text": "a", "extractions": [3]}'])
def test_what_is_no_document_is_said_with_its_line(capsys: Screen, line: bytes) -> None:
    """One line that cannot be read does not hide the others."""
    Path("o.txt").write_bytes(
        b"\n" + line.strip() + b"\n" + document(extraction("2,000 visitors", 14)).encode()
    )
    code = run(["import", "o.txt", "-o", "facts/n.toml", "--sources", ".", "--format", "langextract"])

    assert (1, ["o-txt-2"]) == (code, [fact.id for fact in api.load("facts").facts])
    assert capsys.readouterr().err.startswith("o.txt:2:1: ")


def test_a_malformed_extraction_takes_no_other_with_it(capsys: Screen) -> None:
    """It is said which one of its document it is."""
    good = extraction("2,000 visitors", 14)
    code, facts = taken(document(good, {**good, "extraction_text": None}, good), name="o.jsonl")

    assert (1, 2) == (code, len(facts))
    assert "o.jsonl:1:1: row 1: extraction 2 of the document has no text, or" in capsys.readouterr().err


def test_facts_that_are_there_already_are_named(capsys: Screen) -> None:
    """Many of them stand on one line, so the line alone would not tell them apart."""
    both = [extraction("2,000 visitors", 14, attributes={"id": name}) for name in ("one", "two")]
    taken(document(*both), name="o.jsonl")
    capsys.readouterr()
    run(["import", "o.jsonl", "-o", "facts/again.toml", "--sources", ".", "--subject", "the-fair"])
    said = capsys.readouterr().err

    for number, name in enumerate(("one", "two"), 1):
        words = f"o.jsonl:1:1: row 1: the fact '{name}' is declared twice, first in "
        assert words in said, number


def test_text_that_is_not_at_hand_is_said(capsys: Screen) -> None:
    """Nothing tells then whether a quote stands: it is written as given, and said so once for a source."""
    given = quoted("9 visitors", source="urn:averred:source:away")
    given["target"]["selector"][0] |= {"prefix": "nly about", "suffix": "came to i"}
    own = {"subject": "the-fair", "predicate": "motto", "value": "x", "quote": "the one thing"}
    body = {"type": "TextualBody", "format": "application/json", "value": json.dumps(own)}
    code, facts = taken([given, {**given, "body": body}])

    cited = [fact.citation for fact in facts.values()]
    assert [("9 visitors", "about", "came to"), ("the one thing", None, None)] == [
        (one.quote, one.prefix, one.suffix) for one in cited if one
    ]
    assert 0 == code
    told = "2 passages not looked for: the text of “away” is not at hand (say where with --sources DIR)\n"
    assert f"facts/new.toml: 2 facts written\n{told}" == capsys.readouterr().out


@pytest.mark.parametrize(
    "quote, words, start, expected",
    [
        ("drew … visitors", "drew 2,000 visitors", 9, (0, "drew … visitors")),
        ("drew … visitors", "drew 2,000 visitors", 0, (1, "drew 2,000 visitors")),
        ("drew … visitors", "4 May 2031", 50, (1, "4 May 2031")),
        ("Drew 2,000 visitors", "drew 2,000 visitors", 9, (1, "Drew 2,000 visitors")),
        ("DREW 2,000 visitors", "DREW 2,000 visitors", 9, (1, "DREW 2,000 visitors")),
        ("nowhere", "drew 2,000 visitors", 9, (1, "drew 2,000 visitors")),
        ("2,000", "drew 2,000 visitors", 9, (1, "drew 2,000 visitors")),
        (3, "drew 2,000 visitors", 9, (1, "drew 2,000 visitors")),
    ],
)
def test_a_citation_of_averred_counts_while_it_is_that_of_the_selectors(
    quote: object, words: str, start: int, expected: tuple[int, str]
) -> None:
    """Whoever changes the body or the selectors by hand is not believed: the words of the selectors are."""
    own = {"subject": "the-fair", "predicate": "visitors", "value": "9", "quote": quote, "prefix": None}
    bodies = [{"format": "application/json", "value": text} for text in ("{", "[]", "{}", json.dumps(own))]
    code, facts = taken({**quoted(words, at(start, start + len(words))), "body": bodies})
    [fact] = facts.values()

    assert (expected, "9") == ((code, fact.citation and fact.citation.quote), fact.written)


def test_import_refuses_what_it_cannot_do(capsys: Screen) -> None:
    """No declarations, undeclared names, a table that is asked as passages are, a name of no format."""
    Path("elsewhere").mkdir()
    Path("a.jsonld").write_text("[]", encoding="utf-8")
    Path("a.csv").write_text("id\n", encoding="utf-8")
    Path("a.txt").write_text("id\n", encoding="utf-8")
    for arguments, said in [
        (["a.jsonld", "-o", "elsewhere/x.toml"], "nothing in elsewhere declares sources and predicates"),
        (
            ["a.jsonld", "-o", "facts/x.toml", "--source", "fare"],
            "no source “fare” is declared (did you mean",
        ),
        (["a.jsonld", "-o", "facts/x.toml", "--predicate", "zzz"], "no predicate “zzz” is declared\n"),
        (["a.jsonld", "-o", "facts/x.toml"], "no fact of a.jsonld can be taken, and nothing was written"),
        (["a.csv", "-o", "facts/x.toml", "--subject", "a"], "each row says its subject"),
        (["a.txt", "-o", "facts/x.toml"], "or give --format"),
    ]:
        assert 2 == run(["import", *arguments])
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("kind, name", [("web-annotation", "m.jsonld"), ("langextract", "m.jsonl")])
def test_the_lantern_march_goes_out_and_comes_back(here: Path, capsys: Screen, kind: str, name: str) -> None:
    """Every fact that cites words is written, and comes back as it was; what stands nowhere is said."""
    shutil.copytree(LANTERN, here / "march")
    with (here / "march" / "facts" / "march.toml").open("a", encoding="utf-8") as file:
        for fact, more in (
            ("gone", 'source = "lantern-march"\nquote = "gone"'),
            ("sure", 'because = "gone"'),
        ):
            file.write(f'\n[fact.{fact}]\nsubject = "march"\npredicate = "marchers"\nvalue = "3"\n{more}\n')
    assert 1 == run(["export", "march/facts", "-o", name, "--format", kind, "--sources", "march"])
    out, err = capsys.readouterr()
    before = _plain(api.load("march/facts"))
    Path("march/facts/march.toml").write_text(
        _without_facts(Path("march/facts/march.toml")), encoding="utf-8"
    )
    assert 0 == run(["import", name, "-o", "march/facts/back.toml", "--sources", "march"])
    after = _plain(api.load("march/facts"))

    assert f"{name}: 16 passages written\n1 fact without a quote left out\n" == out
    assert "“gone” is left out: the quote is not in the source" in err
    assert {"gone", "sure"} == before.keys() - after.keys()
    assert all(before[name] == fact for name, fact in after.items())


def _plain(fact_base: FactBase) -> dict[str, Fact]:
    """The facts without where they are written."""
    return {fact.id: attrs.evolve(fact, origin=None) for fact in fact_base.facts}


def _without_facts(file: Path) -> str:
    blocks = file.read_text(encoding="utf-8").split("\n[")
    return "\n[".join(block for block in blocks if not block.startswith("fact."))


def test_a_source_that_cannot_be_read_is_said(here: Path, capsys: Screen) -> None:
    """A text that is there and no text is said, on the way out and on the way in."""
    fact = (
        '[fact.a]\nsubject = "the-fair"\npredicate = "visitors"\nvalue = "9"\nsource = "fair"\nquote = "9"\n'
    )
    (here / "facts" / "a.toml").write_text(fact, encoding="utf-8")
    (here / "fair.txt").write_bytes(b"\xff")

    assert 1 == run(["export", "facts", "-o", "a.jsonld", "--sources", "."])
    unreadable, left = capsys.readouterr().err.splitlines()
    assert unreadable.startswith("facts/names.toml:4:8: source “fair” cannot be read")
    assert left.startswith("facts/a.toml:6:9: “a” is left out: the text of “fair” was not read")
    assert 1 == taken([quoted("9 visitors")])[0]
    assert "source “fair” cannot be read" in capsys.readouterr().err


def test_rows_that_lie_in_the_folder_are_no_hindrance() -> None:
    """The file may lie beside the facts, where other rows lie: ids that are taken there are said."""
    row = {"id": "o-jsonl-1", "subject": "the-fair", "predicate": "visitors", "value": "7"}
    Path("facts/rows.ndjson").write_text(json.dumps(row) + "\n", encoding="utf-8")
    line = document(extraction("2,000 visitors", 14), extraction("drew 2,000", 9))

    assert 1 == taken(line, "--source", "fair", name="facts/o.jsonl")[0]
    assert "langextract" == exchange.passage_format(Path("facts/o.jsonl"))
    assert None is exchange.passage_format(Path("facts/rows.ndjson"))
