"""Fact bases, settings and reports are written shortly and travel between processes."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import averred
from averred.factbase import FactBase
from averred.findings import Level
from averred.report import Report
from averred.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """
[source.gazette]
title = "Velmora Gazette"
[entity.march]
name = "Lantern March"
[predicate.marchers]
value = "quantity"
functional = true
[defaults]
source = "gazette"
"""
FACT = """
[fact.{name}]
subject = "march"
predicate = "marchers"
value = "{value}"
quote = "{value} marchers"
"""


def base_of(folder: Path, *values: str) -> FactBase:
    """A fact base with one fact a value."""
    facts = "".join(FACT.format(name=f"count-{value}", value=value) for value in values)
    (folder / "facts.toml").write_text(FACTS + facts, encoding="utf-8")
    return averred.load(folder)


def test_a_repr_is_short(tmp_path: Path) -> None:
    """Counts and the first ids, however many facts there are."""
    base = base_of(tmp_path, "200", "300", "400", "500")
    report = averred.check(base, settings=Settings(select=frozenset({"contradictory"}), today="2031-05-01"))
    [found] = report.findings

    assert (
        "<FactBase: 4 facts, 1 entities, 1 predicates, 1 sources, 0 problems:"
        " 'count-200', 'count-300', 'count-400', …>"
    ) == repr(base)
    assert f"<Report: 1 error, 0 warnings, 0 notes on 4 facts: '{found.id}'>" == repr(report)
    assert "<FactBase: 0 facts, 0 entities, 0 predicates, 0 sources, 0 problems>" == repr(FactBase())


def test_a_fact_base_travels(tmp_path: Path) -> None:
    """What is unpickled has the same facts, names and places, and is checked with the same result."""
    base = base_of(tmp_path, "200", "300")
    assert len(base.by_id) == 2
    other = pickle.loads(pickle.dumps(base))  # noqa: S301 - made right here

    assert (base.facts, base.entities, base.predicates) == (other.facts, other.entities, other.predicates)
    assert base.place(base.facts[0].origin, "value") == other.place(other.facts[0].origin, "value")
    assert averred.check(base).to_json() == averred.check(other).to_json()


def test_a_report_travels_with_its_most_credible_reading(tmp_path: Path) -> None:
    """Findings, verdicts and what to doubt first are there on the other side, though the rules are not."""
    report = averred.check(base_of(tmp_path, "200", "300", "201"))
    other = pickle.loads(pickle.dumps(report))  # noqa: S301 - made right here

    assert report.to_json() == other.to_json()
    assert report.credible() == other.credible()
    assert other.credible().doubts


def test_a_report_without_a_check_travels() -> None:
    """A report made by hand has no reading to work out."""
    other = pickle.loads(pickle.dumps(Report(FactBase())))  # noqa: S301 - made right here

    assert other.find_credible is None
    assert () == other.findings


def test_settings_travel() -> None:
    """Settings are the same on the other side."""
    settings = Settings(select=frozenset({"disputed"}), levels={"disputed": Level.ERROR})

    assert settings == pickle.loads(pickle.dumps(settings))  # noqa: S301 - made right here
