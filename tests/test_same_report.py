"""What a report tells behind an engine, case by case: passages, addresses, what to doubt first."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from averred import loaders
from averred.report import Report
from averred.scale import embedded, large
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
    assert ["annals"] == [*opened.texts] == [*report.sources]
    assert [] == [*pickle.loads(pickle.dumps(opened.texts))]  # noqa: S301 - our own
