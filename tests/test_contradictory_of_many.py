"""Contradictions of very many facts: all are counted, and where not all were compared it is said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from averred.conflicts import pairs
from averred.context import Context
from averred.facts import Citation, Fact
from averred.findings import Finding, Judgement
from averred.rules import contradictory
from averred.values import Text
from tests.made import made_base, made_fact, quantity

CUT = "so many values differ that not every two of them were compared"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four facts are many, of which two pairs are listed."""
    monkeypatch.setattr(contradictory, "_MANY", 3)
    monkeypatch.setattr(pairs, "_FEW", 0)
    monkeypatch.setattr(pairs, "MOST_PAIRS", 2)


def _judged(facts: Sequence[Fact]) -> tuple[list[tuple[str, int, int]], Judgement]:
    """The cards by rule, with how many conflicts are listed and how many more there are; and the verdict."""
    *cards, judgement = contradictory.contradictory.check(Context(made_base(*facts)))
    assert isinstance(judgement, Judgement)
    findings = [card for card in cards if isinstance(card, Finding)]
    return [(card.rule, len(card.conflicts), card.omitted_conflicts) for card in findings], judgement


def _numbers(count: int, first: int = 0, **more: object) -> list[Fact]:
    return [made_fact(f"n{n}", quantity(n, n), **more) for n in range(first, first + count)]


def test_of_many_numbers_all_pairs_are_counted() -> None:
    """Of four that all differ two pairs are listed, and the other four are counted; of three none is."""
    assert [("contradictory", 2, 4)] == _judged(_numbers(4))[0]
    assert [("contradictory", 2, 0)] == _judged(_numbers(3))[0]


def test_each_round_is_counted_by_itself() -> None:
    """Pairs within a source are contradictions, those across two sources are conflicts of sources."""
    facts = [*_numbers(3), *_numbers(2, 3, citation=Citation("almanac"))]
    cards, _ = _judged(facts)

    assert {"contradictory": 4, "sources-conflict": 6} == {name: some + more for name, some, more in cards}


def test_what_is_denied_is_counted_with_the_pairs() -> None:
    """A denial excludes what it denies, beside all that exclude each other."""
    denial = made_fact("denied", quantity(1, 2), denied=True)

    assert [("contradictory", 4, 4)] == _judged([*_numbers(4), denial])[0]


def test_of_many_words_those_that_were_compared_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that are no numbers are not counted otherwise; where not all were compared it is said."""
    words = [made_fact(f"w{n}", Text(f"word {n}"), predicate="motto") for n in range(4)]

    cards, judgement = _judged(words)
    assert [("contradictory", 2, 0)] == cards
    assert CUT not in judgement.needs
    monkeypatch.setattr(pairs, "MOST_LOOKS", 5)
    (card, said) = contradictory.contradictory.check(Context(made_base(*words)))
    assert isinstance(card, Finding)
    assert card.derivation[-1:] == said.needs[-1:] == (CUT,)
    assert CUT not in _judged(words[:3])[1].needs
