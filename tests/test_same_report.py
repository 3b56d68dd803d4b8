"""What a report tells behind an engine, case by case: passages, addresses, what to doubt first."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from averred import loaders, query_rules, verification
from averred.commands import run
from averred.config import PredicateSettings
from averred.errors import ConfigurationError, SourceError
from averred.lock import Lock, read_lock
from averred.reader import telling
from averred.report import Report
from averred.scale import embedded, large, meant
from averred.source import SourceText
from tests.same_report import differences, told
from tests.scale_bases import SETTINGS, WAYS, judge_everything, write_base

VOCABULARY = """
[source.annals]
title = "Annals"
url = "https://annals.example/march"
path = "annals.txt"
[entity.march]
name = "March"
[entity.lantern]
name = "Lantern"
[predicate.marchers]
value = "quantity"
functional = true
[predicate.kind]
value = "entity"
functional = true
[[constraint]]
rule = "wrong-value-type"
predicate = "kind"
kinds = ["event"]
[fact.told]
subject = "march"
predicate = "marchers"
value = "400"
source = "annals"
quote = "400 people"
"""
CITED = {"source": "annals", "quote": "900 came"}
ROWS: list[dict[str, Any]] = [
    {"id": "r0", "subject": "march", "predicate": "marchers", "value": "900", **CITED},
    {"id": "r1", "subject": "fair", "predicate": "marchers", "value": "900", **CITED, "said-by": "the mayor"},
    {"id": "r2", "subject": "fair", "predicate": "marchers", "value": "1", **CITED, "said-by": "the mayor"},
    {"id": "r3", "subject": "fair", "predicate": "kind", "value": "crowd", **CITED, "implied": "so it is"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fact that a row contradicts, and two rows of one speaker; each cites a text that is at hand."""
    write_base(tmp_path, VOCABULARY, ROWS)
    (tmp_path / "annals.txt").write_text("There were 400 people.\nSome say 900 came.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("way", WAYS)
def test_passages_and_doubts_are_those_of_judging_everything(way: str, folder: Path) -> None:
    """A finding has the line of its passage and an address; the weakest of each conflict is doubted."""
    everything = judge_everything(folder)
    screened = WAYS[way](large.open_large(folder, SETTINGS, most_read=1))

    assert "https://annals.example/march#:~:text=900%20came" == screened.link("r0")
    assert ["r0", "r1"] == [one.fact for one in screened.credible().doubts]
    assert [] == differences(told(everything), told(screened))


def test_what_is_handed_on_has_its_passages(folder: Path) -> None:
    """Where findings are written as they come each has its address; what to doubt is in no report then."""
    everything = judge_everything(folder)
    parts: list[Report] = []
    last = embedded.check_path(folder, SETTINGS, hand_on=parts.append)

    links = {part.link(fact) for part in parts for one in part.findings for fact in one.facts}
    assert {everything.link("told"), everything.link("r0")} == links
    assert () == last.credible().doubts


def test_a_source_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts cite it; it is not sent to where others judge."""
    read = []
    load = loaders.load_source

    def noted(path: Path) -> SourceText:
        read.append(path)
        return load(path)

    monkeypatch.setattr(loaders, "load_source", noted)
    opened = large.open_large(folder, SETTINGS, most_read=1)

    report = WAYS["sqlite"](opened)

    assert ["annals.txt"] == [path.name for path in read]
    assert ["annals"] == [*opened.kept.texts.read] == [*report.sources]
    assert [] == [*pickle.loads(pickle.dumps(opened.kept)).texts.read]  # noqa: S301 - our own


def test_a_source_that_cannot_be_read_is_tried_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts cite it, and it is said once."""
    (folder / "annals.txt").write_bytes(b"\xff\xfe\xfa")
    tried = []

    def noted(path: Path) -> SourceText:
        tried.append(path.name)
        raise SourceError("it is no text")

    monkeypatch.setattr(loaders, "load_source", noted)
    report = WAYS["sqlite"](large.open_large(folder, SETTINGS, most_read=1))

    assert ["annals.txt"] == tried
    assert ["source “annals” cannot be read: it is no text"] == [
        one.headline for one in report.findings if one.rule == "source-missing"
    ]


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_lock_is_read_once(is_whole: bool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts are held against it, and what is wrong with it is said once."""
    assert 0 == run(["lock", str(folder)])
    lock = folder / "averred.lock"
    if not is_whole:
        lock.write_text(lock.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    everything = judge_everything(folder)
    read = []

    def noted(path: Path) -> Lock | None:
        read.append(path)
        return read_lock(path)

    monkeypatch.setattr(verification, "read_lock", noted)
    screened = WAYS["sqlite"](large.open_large(folder, SETTINGS, most_read=1))

    assert [lock] == read
    assert int(not is_whole) == len([one for one in screened.findings if one.rule == "lock-corrupt"])
    assert [] == differences(told(everything), told(screened))


KEYS = {"subject": "march", "predicate": "marchers", "value": "400", "derived-from": "told"}
WRONG: list[dict[str, Any]] = [
    {"id": "r10", **KEYS},
    {"id": "r11", **KEYS, "derived-from": "r1O"},
    {"id": "r12", **KEYS, "derived-from": "R10"},
    {"id": "r13", **KEYS, "derived-from": "r11"},
    {"id": "r14", **KEYS, "derived-from": "r13"},
    {"id": "r15", **KEYS, "predicate": "kind", "value": "town_hall"},
    {"id": "r16", **KEYS, "predicate": "kind", "value": "town halls"},
    {"id": "r27", **KEYS, "predicate": "kind", "value": "LANTERN "},
    {"id": "r17", **KEYS, "subject": "town-hall", "said-by": "twn-hall"},
    {"id": "r18", **KEYS, "subject": "bakery", "part": "ovens", "of": "mill"},
    {"id": "r19", **KEYS, "predicate": "kind", "value": "guild", "polarity": "denied"},
    {"id": "r20", **KEYS, "said-by": "ovenz"},
    {"id": "r21", **KEYS, "said-by": "gild"},
    {"id": "r22", **KEYS, "said-by": "the mayor", "via": ["miil", "mil"]},
    {"id": "r23", **KEYS, "subject": ["crew"]},
    {"id": "r24", **KEYS, "derived-from": "r2E"},
    {"id": "r24", **KEYS, "derived-from": "rows-ndjson-1"},
    {"id": "r25", **KEYS, "derived-from": "rows-ndjson-34"},
    {"id": "r26", **KEYS, "derived-from": "other", "value": "?"},
]


#: Rows of which nobody has anything to say, so that none is read for itself.
SILENT = [{**KEYS, "subject": f"fair-{n}", "source": "annals", "derived-from": "r14"} for n in range(9)]
ACCEPTED = """
[[accept]]
rule = "contradictory"
facts = ["r11", "nobody-at-all"]
reason = "known"
"""


@pytest.mark.parametrize("many", [False, True], ids=["few names", "many names"])
@pytest.mark.parametrize("most_read", [1, 1_000])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_wrong_is_said_in_the_same_words(
    way: str, most_read: int, many: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was meant is looked for in the names of all rows; what needs a wrong row is named there."""
    write_base(folder, VOCABULARY + ACCEPTED, [*ROWS, *WRONG, *SILENT])
    with (folder / "rows.ndjson").open("a", encoding="utf-8") as lines:
        lines.write("{\n")
    if many:
        for module in (meant, telling):
            monkeypatch.setattr(module, "MOST_OPTIONS", 3)
    everything = judge_everything(folder)
    screened = WAYS[way](large.open_large(folder, SETTINGS, most_read=most_read))

    headlines = " ".join(one.headline for one in screened.findings)
    assert "did you mean 'r10'?" in headlines
    assert many is not ("did you mean 'ovens'?" in headlines)
    assert [] == differences(told(everything), told(screened))


QUERIES = """
[[constraint]]
rule = "unwanted-row"
name = "things"
query = "SELECT * FROM entities"
[[constraint]]
rule = "unwanted-row"
name = "facts"
query = "SELECT id AS fact, '{}' AS fact_that_is_none, 7 AS fact_count FROM facts"
"""


SLOW = """
[[constraint]]
rule = "unwanted-row"
name = "slow"
query = '''
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT (SELECT COUNT(*) * 999 FROM facts))
SELECT COUNT(*) FROM n
'''
"""


@pytest.mark.parametrize("most_read", [1, 1_000])
@pytest.mark.parametrize("way", WAYS)
def test_queries_are_asked_of_all_facts(way: str, most_read: int, folder: Path) -> None:
    """Rows of fact files and of others, but for those that cannot be taken; all things that any row names."""
    twin = {"id": "r10", **KEYS, "subject": "only-here"}
    write_base(folder, VOCABULARY + QUERIES, [*ROWS, *WRONG, twin, *SILENT])

    everything = judge_everything(folder)
    screened = WAYS[way](large.open_large(folder, SETTINGS, most_read=most_read))

    assert "things: id only-here, name only-here, kind None" in {one.headline for one in screened.findings}
    assert ("r10",) in {one.facts for one in screened.findings if one.rule == "unwanted-row"}
    assert [] == differences(told(everything), told(screened))


def test_a_query_that_takes_too_long_ends_the_check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the place of the query, as without an engine; nothing stays in the temporary folder."""
    monkeypatch.setattr(query_rules, "STEPS_A_FACT", 0)
    monkeypatch.setattr(query_rules, "MOST_STEPS", 20_000)
    write_base(folder, VOCABULARY + SLOW, ROWS)
    spill = folder.parent / "spill"
    spill.mkdir()

    errors = []
    for check in (judge_everything, lambda path: embedded.check_path(path, SETTINGS, spill=spill)):
        with pytest.raises(ConfigurationError, match=r"toml:\d+:9: the query takes too") as error:
            check(folder)
        errors.append(str(error.value))

    assert 1 == len(set(errors))
    assert [] == [*spill.iterdir()]


@pytest.mark.parametrize("way", WAYS)
def test_the_first_problems_of_a_file_are_shown(
    way: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By place, and the others counted, whichever part reads them first."""
    monkeypatch.setattr(telling, "MOST_SHOWN", 2)
    write_base(folder, VOCABULARY, reversed(WRONG))

    everything = judge_everything(folder)
    screened = WAYS[way](large.open_large(folder, SETTINGS, most_read=1))

    assert any("more problems in this file" in one.headline for one in screened.findings)
    assert [] == differences(told(everything), told(screened))


def test_settings_of_no_predicate_are_said_once(folder: Path) -> None:
    """However many parts are judged with them, also where findings are handed on as they come."""
    settings = attrs.evolve(SETTINGS, predicates={"marcher": PredicateSettings(place="averred.toml:1:1")})
    parts: list[Report] = []
    whole = embedded.check_path(folder, settings)
    last = embedded.check_path(folder, settings, hand_on=parts.append)

    words = "the settings are about a predicate “marcher”, which there is not; did you mean marchers?"
    for reports in ([whole], [*parts, last]):
        said = [one.headline for report in reports for one in report if one.rule == "unknown-name"]
        assert [words] == said


@pytest.mark.parametrize("way", WAYS)
def test_a_declaration_of_what_was_not_read_stops_nothing(way: str, folder: Path) -> None:
    """It is left out, as what it names is: the conflicts of everything else are found."""
    wrong = '[predicate.cost]\nvalue = "a number"\n'
    wrong += '[[constraint]]\nrule = "too-few"\npredicate = "cost"\nleast = 1\n'
    (folder / "wrong.toml").write_text(wrong, encoding="utf-8")

    everything = judge_everything(folder)
    screened = WAYS[way](large.open_large(folder, SETTINGS))

    assert "contradictory" in {one.rule for one in screened.findings}
    assert [] == differences(told(everything), told(screened))
