"""Which sentences no fact covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.coverage import SourceCoverage, _characters_in_both, coverage
from averred.lock import Lock, claims_of
from averred.source import make_source
from averred.spans import Span
from tests.lock_samples import PAGE, QUOTES, facts_of, locked

FACTS = facts_of({"visitors": QUOTES["visitors"], "stage": QUOTES["stage"]}, left_out="- Visitors: 2,000")


def test_coverage_counts_units_with_a_passage_in_them() -> None:
    """By section; headings do not count; what is left out is not counted."""
    text = make_source(PAGE)
    (found,) = coverage(locked(FACTS), {"fair": text})
    first, second = found.sections

    assert ("fair", 2, 6, Fraction(1, 3)) == (found.source, found.covered, found.counted, found.share)
    assert ("The Oxbow fair", 1, 3, 1) == (first.title, first.covered, first.counted, first.left_out)
    assert ("Reactions", 1, 3, 0) == (second.title, second.covered, second.counted, second.left_out)
    assert ["Some 1 500 loaves were sold at two …", "The mayor of Oxbow opened the fair and …"] == [
        unit.words for unit in first.uncovered
    ]
    assert PAGE.index("Some 1 500") == first.uncovered[0].span.start
    cited = len(QUOTES["visitors"]) + len(QUOTES["stage"])
    assert cited == found.cited_characters
    assert Fraction(cited, found.characters) == found.cited_share


def test_coverage_works_without_a_word_of_the_text() -> None:
    """Offline there are places, but no headings and no words; a text that has changed is not used."""
    lock = locked(FACTS)
    (offline,) = coverage(lock)
    (other,) = coverage(lock, {"fair": make_source(PAGE + "more")})

    assert (False, True) == (offline.is_of_other_text, other.is_of_other_text)
    assert offline == attrs.evolve(other, is_of_other_text=False)
    assert {None} == {section.title for section in offline.sections}
    assert {None} == {unit.words for section in offline.sections for unit in section.uncovered}
    assert 6 == offline.counted


def test_only_what_the_facts_still_cite_is_counted() -> None:
    """A fact that is gone, or whose quote was changed since, covers nothing."""
    lock = locked(FACTS)
    one = facts_of({"visitors": QUOTES["visitors"]}, left_out="- Visitors: 2,000")
    other = facts_of({"visitors": "2,000 visitors", "stage": QUOTES["stage"]})

    assert coverage(lock) == coverage(lock, claims=claims_of(FACTS))
    assert (1, 6) == _counts(coverage(lock, claims=claims_of(one)))
    assert (1, 7) == _counts(coverage(lock, claims=claims_of(other)))
    assert (0, 7) == _counts(coverage(lock, claims={}))


def _counts(found: tuple[SourceCoverage, ...]) -> tuple[int, int]:
    return found[0].covered, found[0].counted


def test_changed_passage_covers_nothing_until_it_is_accepted() -> None:
    """A line that waits for a person is not counted."""
    facts = facts_of(QUOTES)
    text = PAGE.replace("two crowns", "three crowns")
    waiting = locked(facts, text, locked(facts))

    assert 5 == coverage(locked(facts))[0].covered
    assert 4 == coverage(waiting)[0].covered
    fewer = facts_of({key: quote for key, quote in QUOTES.items() if key != "loaves"})
    assert coverage(locked(fewer, text))[0].cited_characters == coverage(waiting)[0].cited_characters


def test_source_without_units_is_covered() -> None:
    """All of nothing is all; short units are shown whole; overlapping passages count once."""
    empty = locked(facts_of({}), "= A =\n")
    overlapping = locked(
        facts_of({"a": "One two", "b": "two three", "c": "four"}), "One two three. Then four. Five."
    )
    (found,) = coverage(overlapping, {"fair": make_source("One two three. Then four. Five.")})

    assert (Fraction(1), Fraction(1)) == (coverage(empty)[0].share, coverage(empty)[0].cited_share)
    assert len("One two three") + len("four") == found.cited_characters
    assert [("Five.", Span(26, 31))] == [(unit.words, unit.span) for unit in found.sections[0].uncovered]
    assert () == coverage(Lock({}, {}))


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8).map(
    lambda pairs: [Span(start, start + length) for start, length in pairs]
)


@given(spans, st.lists(st.integers(1, 9), max_size=8))
def test_characters_in_both_are_those_that_are_in_both(some: list[Span], lengths: list[int]) -> None:
    """Each character once, however passages overlap and wherever units end."""
    ends = [0, *accumulate(lengths)]
    units = [Span(*pair) for pair in pairwise(ends)][::2]

    both = _offsets(some) & _offsets(units)
    assert len(both) == _characters_in_both(some, units)


def _offsets(spans: Sequence[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def test_each_unit_is_compared_with_the_passages_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with all of them, which would take as long as their numbers multiplied."""
    asked: list[int] = []

    def watched(merged: Sequence[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
        for number in range(first, len(merged)):
            asked.append(number)
            yield merged[number]

    monkeypatch.setattr("averred.coverage._from", watched)
    many = [Span(at, at + 3) for at in range(0, 10_000, 10)]

    assert 3_000 == _characters_in_both(many, [Span(at, at + 10) for at in range(0, 10_000, 10)])
    assert len(asked) < 3_000
