"""Cards about citations: why the fact file is quoted, where a source was looked for, nothing drawn."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

import averred
from averred.absence import looked_for
from averred.checker import check
from averred.factbase import FactBase
from averred.reports import full
from averred.reports.base import Options

TEXT = """= Morning =
The fair had 4,000 visitors. The fair was long.

= Evening =
The fair had a band of nine.
"""
FACTS = """
[source.fair]
path = "fair.txt"
[entity.fair]
name = "Oxbow fair"
[predicate.visitors]
value = "quantity"
unit = "person"
functional = true
[fact.first]
source = "fair"
subject = "fair"
predicate = "visitors"
value = "4,000"
quote = "4,000 visitors"
[fact.second]
source = "fair"
subject = "fair"
predicate = "visitors"
value = "nine"
quote = "a band of nine"
"""


def base_with(folder: Path, facts: str = FACTS) -> FactBase:
    """The fair's facts, and its text beside them."""
    (folder / "facts.toml").write_text(facts, encoding="utf-8")
    (folder / "fair.txt").write_text(TEXT, encoding="utf-8")
    return averred.load(folder)


def cards(base: FactBase) -> str:
    """What a check shows at a terminal."""
    return full.render([check(base)], Options())


@pytest.mark.parametrize(
    "quote,title",
    [
        ('quote = "The fair"', "several of its passages fit"),
        ('quote = "4,000 visitors"\nprefix = "The band had"', "the words stand in it, but elsewhere"),
        ('quote = "4,000 visitors"\nsection = "Evening"', "the words stand in it, but elsewhere"),
        ('quote = "five thousand guests"', "it has no such passage"),
        ('quote = "… visitors"', "the quotes as written"),
    ],
)
def test_a_card_says_why_the_quote_is_shown(tmp_path: Path, quote: str, title: str) -> None:
    """The words over the quote fit what became of it."""
    base = base_with(tmp_path, FACTS.replace('quote = "4,000 visitors"', quote))

    assert title in cards(base)


def test_soft_hyphens_of_a_source_are_not_shown(tmp_path: Path) -> None:
    """Where a file parts a word at the end of a line, the card shows the word, and carets at their place."""
    base = base_with(tmp_path)
    (tmp_path / "fair.txt").write_text(TEXT.replace("visitors", "visi\u00adtors"), encoding="utf-8")
    words = "The fair had 4,000 visitors. The fair was long."

    assert f" {words}\n   │              ^^^^^ 4,000 exactly" in cards(base)


WRAPPED = """The fair had around
4,000 visitors. There were a band
of nine, and two thou\u00adsand
more.
"""


@pytest.mark.parametrize(
    "value, quote", [("around 4,000", "around 4,000 visitors"), ("two thousand", "two thousand more")]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_values_are_read_across_the_ends_of_lines(tmp_path: Path, ends: str, value: str, quote: str) -> None:
    """A text with short lines says what it says; the passage is shown on one line."""
    facts = FACTS.replace('"4,000"', f'"{value}"').replace('"4,000 visitors"', f'"{quote}"')
    base = base_with(tmp_path, facts)
    (tmp_path / "fair.txt").write_bytes(WRAPPED.replace("\n", ends).encode())
    report = check(base)

    assert not {"value-not-in-quote", "quote-not-found"} & {finding.rule for finding in report}
    assert not {"\r", "\n"} & set(report.citations["first"].passage or "")


def test_a_missing_source_draws_nothing(tmp_path: Path) -> None:
    """The facts of a source that is not there are no conflict of values, so their values are not plotted."""
    base = base_with(tmp_path, FACTS.replace("fair.txt", "fiar.txt"))
    shown = full.render([attrs.evolve(report := check(base), findings=report.findings[-1:])], Options())

    assert "┼" in cards(base_with(tmp_path))
    assert "source-missing" in shown
    assert "┼" not in shown
    assert "did you mean fair.txt?" in shown
    assert "fiar.txt" in shown


def test_where_a_source_was_looked_for_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path tried, from the working folder where it is inside; then the nearest name, or what to do."""
    base = base_with(tmp_path, FACTS.replace("fair.txt", "almanac.txt"))
    elsewhere = tmp_path / "texts"

    assert (
        "looked for almanac.txt in the folder of the facts",
        "name the folder of its text with --sources",
    ) == looked_for(base, "fair", None)
    assert (
        "looked for almanac.txt in the folder of the facts",
        "name the folder of its text with --sources",
    ) == looked_for(attrs.evolve(base, root=elsewhere / "facts.toml"), "fair", None)
    assert (
        f"looked for {(tmp_path / 'almanac.txt').as_posix()}",
        "correct its path, or the folder of the sources",
    ) == looked_for(base, "fair", tmp_path)
    monkeypatch.chdir(tmp_path)
    near = base_with(tmp_path, FACTS.replace("fair.txt", "fare.txt"))

    assert ("looked for fare.txt", "did you mean fair.txt?") == looked_for(near, "fair", tmp_path)


def test_a_source_without_a_file_is_said_so(tmp_path: Path) -> None:
    """Where no path or no folder is known there is nothing to look for, and that is said."""
    base = base_with(tmp_path)
    no_path = base_with(tmp_path, FACTS.replace('path = "fair.txt"', 'title = "Fair"'))

    assert ("it names no file", "give it a path") == looked_for(no_path, "fair", None)
    assert ("it names no file", "give it a path") == looked_for(base, "other", None)
    assert (
        "fair.txt was not looked for: no folder is known",
        "name the folder of its text",
    ) == looked_for(attrs.evolve(base, root=None), "fair", None)


def test_a_damaged_lock_is_placed_at_its_line(tmp_path: Path) -> None:
    """A line of the lock that cannot be read is where the finding points."""
    base = base_with(tmp_path)
    header = '{"averred-lock":1,"normaliser":"n1/1","tokeniser":"words/1"}'
    (tmp_path / "averred.lock").write_text(f"{header}\nnonsense\n", encoding="utf-8")
    places = [finding.place for finding in check(base) if finding.rule == "lock-corrupt"]

    assert [2] == [place.line for place in places if place]
