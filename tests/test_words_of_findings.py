"""Readings and voices in words, and the small things that findings and fact bases say of themselves."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from averred import checker
from averred.cards import MOST_CONFLICTS, conflict_finding
from averred.config import Settings
from averred.describe import days, listing, number, numbers
from averred.entities import Entity
from averred.errors import ConfigurationError
from averred.evidence import says_value
from averred.factbase import FactBase
from averred.facts import Origin
from averred.findings import Finding, Level
from averred.report import Report
from averred.rules import RULES
from averred.rules.base import Context
from averred.spans import Place
from averred.values import Interval, Text
from averred.vocabulary import Constraint
from tests.made import made_base, made_fact

if TYPE_CHECKING:
    from averred.values import Number


@pytest.mark.parametrize(
    "written, words",
    [(1_350_000, "1,350,000"), (Fraction(7, 2), "3.5"), (Fraction(1, 3), "1/3"), (-12_000, "-12,000")],
)
def test_a_number_in_words(written: Number, words: str) -> None:
    """Thousands are set apart; decimals and fractions stay exact."""
    assert words == number(written)


@pytest.mark.parametrize(
    "interval, words",
    [
        (Interval.point(5), "5 exactly"),
        (Interval.everything(), "any number"),
        (Interval.at_least(5), "at least 5"),
        (Interval.less_than(5), "less than 5"),
        (Interval(5, 9), "5 to 9"),
        (Interval(5, 9, lo_open=True), "more than 5 and at most 9"),
    ],
)
def test_an_interval_in_words(interval: Interval, words: str) -> None:
    """Open, closed and missing ends are told apart."""
    assert words == numbers(interval)


@pytest.mark.parametrize(
    "interval, words",
    [
        (Interval.point(741_440), "2030-12-29"),
        (Interval(741_440, 741_443), "2030-12-29 to 2031-01-01"),
        (Interval.everything(), "any day"),
        (Interval.at_least(741_440), "2030-12-29 or later"),
        (Interval.at_most(741_440), "2030-12-29 or earlier"),
    ],
)
def test_days_in_words(interval: Interval, words: str) -> None:
    """Days are written as ISO 8601 does."""
    assert words == days(interval)


def test_a_listing() -> None:
    """Each word once, the last after "and"."""
    assert ["", "a", "a and b", "a, b and c"] == [
        listing(words) for words in ([], ["a", "a"], ["a", "b"], ["a", "b", "a", "c"])
    ]


def test_a_card_lists_so_many_conflicts_and_says_how_many_more_there_are() -> None:
    """Lists are capped, counts never are."""
    facts = [made_fact(f"f{place:02}") for place in range(MOST_CONFLICTS + 5)]
    context = Context(made_base(*facts))
    finding = conflict_finding(context, "x", Level.ERROR, "h", "a", [(fact, facts[0]) for fact in facts[1:]])

    assert (MOST_CONFLICTS, 4) == (len(finding.conflicts), finding.omitted_conflicts)


@pytest.mark.parametrize("implied, level", [(("a",), Level.ERROR), (("a", "b"), Level.WARNING)])
def test_a_card_that_rests_on_implied_values_alone_is_a_warning(
    implied: tuple[str, ...], level: Level
) -> None:
    """One conflict among facts that the source spells out keeps it an error."""
    facts = {
        name: made_fact(name, implied="it follows" if name in implied else None) for name in ("a", "b", "c")
    }
    conflicts = [(facts["a"], facts["c"]), (facts["b"], facts["c"])]
    finding = conflict_finding(Context(made_base(*facts.values())), "x", Level.ERROR, "h", "about", conflicts)

    assert level is finding.level


def test_a_fact_base_made_in_memory_has_the_start_of_its_files_as_places() -> None:
    """Without a reader the file is known and the line is not; a record without origin has no place."""
    origin = Origin("facts.toml", ("fact", "one"))
    base = made_base(made_fact())

    assert Place("facts.toml") == base.place(origin)
    assert base.place(None) is None
    assert "one" == base["one"].id
    assert (1, ["one"]) == (len(base), [fact.id for fact in base])
    assert {"participants": (base["one"],)} == base.by_predicate


def test_what_a_thing_is_a_part_of() -> None:
    """Nearest first, each once, whatever ways lead there; an entity that is not declared lies in nothing."""
    entities = {
        "a": Entity("a", "a", part_of=("b", "c")),
        "b": Entity("b", "b", within=("d",)),
        "c": Entity("c", "c", within=("d",)),
        "d": Entity("d", "d", part_of=("gone",)),
    }
    base = FactBase(entities=entities)

    assert ("b", "c", "d", "gone") == base.ancestors("a")
    assert () == base.ancestors("nowhere")


def test_a_report_counts_and_iterates() -> None:
    """A report is as long as its open findings."""
    findings = (Finding("a", Level.ERROR, ""), Finding("b", Level.NOTE, ""))
    report = Report(made_base(), findings=findings)

    assert (2, list(findings), 1, False) == (
        len(report),
        list(report),
        report.count(Level.NOTE),
        report.consistent,
    )


def test_locked_makes_what_was_never_verified_an_error() -> None:
    """With `locked` an unlocked citation fails a run."""
    finding = Finding("unlocked", Level.WARNING, "")

    for locked, level in ((False, Level.WARNING), (True, Level.ERROR)):
        [found] = checker.selected([finding], Settings(locked=locked), RULES)

        assert level is found.level


def test_a_constraint_of_a_rule_that_takes_none_is_refused() -> None:
    """What an author declares and nobody reads would be lost in silence."""
    base = made_base(constraints=(Constraint("disputed"),))

    with pytest.raises(ConfigurationError, match="no rule “disputed” takes"):
        checker.check(base)


def test_two_findings_of_one_rule_about_the_same_facts_have_two_ids() -> None:
    """Ids tell findings apart that have their facts in common."""
    base = made_base(made_fact())
    findings = [Finding("x", Level.NOTE, "", about=about, facts=("one",)) for about in ("a", "b")]
    ids = {finding.id for finding in checker.identified(findings, base)}

    assert 2 == len(ids)


@pytest.mark.parametrize(
    "words, passage, expected",
    [
        ("no … such … quote", "no such quote", False),
        ("first … last", "the first and the last", True),
    ],
)
def test_a_text_stands_in_a_passage_as_a_quote_would(words: str, passage: str, expected: bool) -> None:
    """First and last words are enough; what is no quote stands nowhere."""
    fact = made_fact(value=Text(words), predicate="motto")

    assert expected is says_value(fact, passage, made_base(fact))
