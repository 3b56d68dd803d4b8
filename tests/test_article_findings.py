"""What the check says of the article: everything that it gets wrong against itself, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import averred
from averred.findings import Level, Verdict

if TYPE_CHECKING:
    from averred.report import Report

FOLDER = Path(__file__).parent.parent / "facts" / "istanbul-rally-2012"

EXPECTED: Final = {
    ("attribution-needed", "campaign-joiners"),
    ("attribution-needed", "participants-expected"),
    ("attribution-needed", "participants-lede", "participants-section"),
    ("attribution-needed", "tone"),
    ("contradictory", "participants-infobox", "participants-lede", "participants-section"),
    ("date-incomplete", "agos-demonstration-date"),
    ("date-incomplete", "ustun-appeal-date"),
    (
        "disputed",
        "participants-infobox",
        "participants-lede",
        "participants-organisers",
        "participants-section",
    ),
    ("part-exceeds-whole", "participants-organisers", "participants-other-backgrounds"),
    ("weaker-elsewhere", "chanted-by-many", "chanted-by-some"),
    ("weaker-elsewhere", "displayed-by-many", "displayed-by-some"),
}


@pytest.fixture(scope="module")
def report(sources_dir: Path) -> Report:
    """The article's facts, checked against its text."""
    return averred.check(averred.load(FOLDER), sources=sources_dir)


def _conflicts(report: Report, rule: str) -> set[tuple[str, ...]]:
    return {conflict for finding in report if finding.rule == rule for conflict in finding.conflicts}


def test_every_entry_is_taken() -> None:
    """The reader finds nothing wrong in the files."""
    assert () == averred.load(FOLDER).problems


def test_every_citation_is_exact(report: Report) -> None:
    """Every quote, and all words that name a speaker, stand in the text as they are written."""
    assert {"exact"} == {result.verdict for result in report.citations.values()}


def test_every_value_is_read_in_its_passage(report: Report) -> None:
    """Where the words of a value can be read in a passage, they are."""
    unread = [fact for fact, result in report.citations.items() if result.value_read is False]

    assert [] == unread


def test_what_the_article_gets_wrong_is_found_and_nothing_else(report: Report) -> None:
    """Beside names that are written in two ways, these are all the findings, each on one card."""
    found = [(finding.rule, *finding.facts) for finding in report if finding.rule != "spelling-variant"]

    assert sorted(EXPECTED) == sorted(found)


def test_names_that_are_written_in_two_ways(report: Report) -> None:
    """The two names are found, and no other."""
    pairs = {
        tuple(re.findall(r"“(\w+)”", finding.headline))
        for finding in report
        if finding.rule == "spelling-variant"
    }

    assert {("Hüseyin", "Huseyin"), ("Khojaly", "Khojali")} == pairs


def test_the_smallest_sets_of_the_contradiction(report: Report) -> None:
    """The infobox excludes the lede, and the section; these two agree."""
    expected = {
        ("participants-infobox", "participants-lede"),
        ("participants-infobox", "participants-section"),
    }

    assert expected == _conflicts(report, "contradictory")


def test_the_organisers_dispute_each_number_of_the_article(report: Report) -> None:
    """The spread of the organisers excludes both numbers, as a note and never as a contradiction."""
    levels = {finding.level for finding in report if "participants-organisers" in finding.facts}

    assert {Level.NOTE} == levels
    assert {
        ("participants-infobox", "participants-organisers"),
        ("participants-lede", "participants-organisers"),
        ("participants-organisers", "participants-section"),
    } == _conflicts(report, "disputed")


def test_only_the_contradiction_is_an_error(report: Report) -> None:
    """An attributed speaker, an expected number and a vague word never make an error."""
    assert ["contradictory"] == [finding.rule for finding in report if finding.level is Level.ERROR]


def test_what_around_200000_would_have_to_mean(report: Report) -> None:
    """The part of the other backgrounds leaves both vague numbers possible, and says what it asks of them."""
    needs = {line for judgement in report.judgements for line in judgement.needs}
    asked = {fact: line for line in needs for fact in re.findall(r"\((participants-[a-z]+)\)", line)}

    assert {"participants-lede", "participants-section"} == asked.keys()
    assert all("200,001 to 220,000" in line for line in asked.values())


@pytest.mark.parametrize(
    "rule, number",
    [("impossible-anniversary", 1), ("wrong-order", 6)],
)
def test_anniversaries_and_orders_were_judged_and_hold(report: Report, rule: str, number: int) -> None:
    """The twentieth anniversary fits 1992 and 2012, and every declared order holds: judged, not skipped."""
    verdicts = {
        judgement.about: judgement.verdict for judgement in report.judgements if judgement.rule == rule
    }

    assert [Verdict.SATISFIED] * number == list(verdicts.values())


def test_without_the_text_every_citation_is_locked() -> None:
    """The committed lock vouches for every citation; where this fails, `averred lock` has to be run again."""
    report = averred.check(averred.load(FOLDER))

    assert {"locked"} == {result.verdict for result in report.citations.values()}


def test_without_the_text_the_same_is_found(report: Report) -> None:
    """Off-line the findings are those of the check beside the text."""
    offline = averred.check(averred.load(FOLDER))

    assert [(finding.id, finding.level) for finding in report] == [
        (finding.id, finding.level) for finding in offline
    ]
