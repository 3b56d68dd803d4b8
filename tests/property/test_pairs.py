"""Laws of the sweep: it finds what a look at every pair finds, and many facts do not make it slow."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any
from unittest import mock

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import checker
from averred.config import Settings
from averred.conflicts import pairs
from averred.conflicts.minimal import Round, count_by_round, round_of, value_conflicts
from averred.conflicts.pairs import possible_pairs
from averred.entities import Entity
from averred.exclusion import can_all_hold
from averred.factbase import FactBase
from averred.facts import Attribution, Citation, Confidence, Fact, Scope
from averred.findings import Verdict
from averred.scopes import Meeting, meet
from averred.values import Boolean, EntityRef, Interval, NoValue, OneOf, Quantity, Text, Value, read_date
from averred.vocabulary import Predicate

COUNT = Predicate("count", "quantity", functional=True)
WEIGHT = Confidence(Fraction(1, 2), None, "")


def _fact(number: int, value: Value, scope: Scope = Scope()) -> Fact:  # noqa: B008 - frozen
    return Fact(f"f{number}", "it", "count", value, "", None, Attribution(), WEIGHT, scope)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """An interval of small numbers, with or without ends."""
    low = draw(st.none() | st.integers(0, 6))
    size = draw(st.none() | st.integers(0, 3))
    high = None if size is None else (low or 0) + size
    is_open = draw(st.booleans()) and size != 0
    return Interval(low, high, lo_open=is_open, hi_open=is_open)


quantities = intervals().map(lambda interval: Quantity(interval, None, ""))
values = st.one_of(
    quantities,
    quantities,
    quantities,
    st.just(NoValue("")),
    st.just(OneOf((Quantity(Interval.point(1), None, ""), Quantity(Interval.point(5), None, "")), "")),
)
dates = st.sampled_from(["2031-05-01", "2031-05-02", "May 2031", "2031", "2030"]).map(read_date)
scopes = st.one_of(
    st.just(Scope()), dates.map(lambda date: Scope(during=date)), dates.map(lambda date: Scope(as_of=date))
)


@given(st.lists(st.tuples(values, scopes), min_size=33, max_size=36))
def test_the_sweep_finds_every_pair(made: list[tuple[Value, Scope]]) -> None:
    """Two facts that exclude each other where they surely compete are found, each pair once, in order."""
    facts = [_fact(number, value, scope) for number, (value, scope) in enumerate(made)]
    expected = [
        (i, j)
        for i, j in combinations(range(len(facts)), 2)
        if meet(facts[i].scope, facts[j].scope) is Meeting.SURELY
        and can_all_hold([facts[i].value, facts[j].value], COUNT, FactBase()) is Verdict.VIOLATED
    ]

    found = possible_pairs(facts)

    assert sorted(set(found)) == found
    assert set(expected) <= set(found)
    conflicts = [pair for pair in value_conflicts(COUNT, FactBase())(facts) if len(pair) == 2]
    assert expected == [(facts.index(a), facts.index(b)) for a, b in conflicts][: len(expected)]


voices = st.sampled_from([("gazette", None), ("almanac", None), ("gazette", "the mayor"), ("gazette", "?")])
#: Times of every kind: periods and days, known and vague, a period of unknown ends, none.
times = st.sampled_from(
    [
        Scope(),
        *(
            Scope(during=read_date(words))
            for words in ("2031", "May 2031", "2031-05-02", "2031-05/2031-07", "2031/2031")
        ),
        *(Scope(as_of=read_date(words)) for words in ("2031-05-01", "2031-05-02", "May 2031")),
        Scope(during=read_date("May 2031"), keys=(("method", "count"),)),
        Scope(keys=(("method", "?"),)),
        Scope(during=read_date("2031/.."), keys=(("method", "?"),)),
    ]
)


@given(st.lists(st.tuples(intervals(), times, voices), max_size=25))
def test_pairs_are_counted_as_if_each_were_looked_at(made: list[Any]) -> None:
    """The number of pairs that exclude each other, in each round, is that of looking at every pair."""
    facts = [
        attrs.evolve(
            _fact(n, Quantity(interval, None, ""), scope),
            citation=Citation(voice[0]),
            attribution=Attribution(voice[1]),
        )
        for n, (interval, scope, voice) in enumerate(made)
    ]
    expected = dict.fromkeys(Round, 0)
    for pair in combinations(facts, 2):
        if meet(pair[0].scope, pair[1].scope) is Meeting.SURELY and (
            can_all_hold([fact.value for fact in pair], COUNT, FactBase()) is Verdict.VIOLATED
        ):
            expected[round_of(pair)] += 1

    assert expected == count_by_round(facts)


def test_what_is_no_interval_is_not_counted() -> None:
    """Words and alternatives are listed pair by pair."""
    assert count_by_round([_fact(0, Text("a")), _fact(1, Text("b"))]) is None
    assert count_by_round([_fact(0, Text("a"))]) is None


def test_conflicts_are_counted_beyond_what_is_listed() -> None:
    """Of 1,000 facts that all differ the card lists the first conflicts and counts all 499,500."""
    apart = [_fact(n, Quantity(Interval.point(n), None, str(n))) for n in range(1000)]
    denied = attrs.evolve(_fact(1000, Quantity(Interval.point(3), None, "3")), denied=True)
    base = FactBase(facts=(*apart, denied), predicates={"count": COUNT})

    (card,) = checker.check(base, settings=Settings(select=frozenset({"contradictory"}))).findings

    assert 499_501 == len(card.conflicts) + card.omitted_conflicts
    assert len(card.headline) < 500


def test_of_many_words_those_that_are_looked_at_are_counted() -> None:
    """Texts of which all differ are no intervals: the pairs that were found are what is counted."""
    motto = Predicate("count", "text", functional=True, exact=True)
    apart = [_fact(n, Text(str(n))) for n in range(401)]
    base = FactBase(facts=tuple(apart), predicates={"count": motto})

    (card,) = checker.check(base, settings=Settings(select=frozenset({"contradictory"}))).findings

    assert 401 * 400 // 2 == len(card.conflicts) + card.omitted_conflicts


def test_words_entities_and_truth_values_are_paired_where_they_differ() -> None:
    """Of many facts that are no numbers only those that are not the same are looked at."""
    alike: list[Value] = [Text("a")] * 40
    made = [*alike, Text("b"), Boolean(value=True, text=""), EntityRef("x", "")]
    facts = [_fact(number, value) for number, value in enumerate(made)]

    assert 40 * 3 + 3 == len(possible_pairs(facts))
    assert [(0, 1)] == possible_pairs(facts[:2])


keyed = st.builds(
    lambda scope, keys: attrs.evolve(scope, keys=tuple(sorted(keys.items()))),
    scopes,
    st.dictionaries(st.sampled_from(["method", "place"]), st.sampled_from(["a", "b", "?"]), max_size=2),
)


@given(st.lists(st.tuples(values, keyed), min_size=2, max_size=12))
def test_no_conflict_is_lost_where_only_one_pair_is_listed(made: list[tuple[Value, Scope]]) -> None:
    """However few pairs are listed: where some two facts exclude each other, two that do are found."""
    facts = [_fact(number, value, scope) for number, (value, scope) in enumerate(made)]
    expected = any(
        meet(a.scope, b.scope) is Meeting.SURELY
        and can_all_hold([a.value, b.value], COUNT, FactBase()) is Verdict.VIOLATED
        for a, b in combinations(facts, 2)
    )

    with mock.patch.object(pairs, "_FEW", 0), mock.patch.object(pairs, "MOST_PAIRS", 1):
        found = [pair for pair in value_conflicts(COUNT, FactBase())(facts) if len(pair) == 2]

    assert expected == bool(found)


def test_pairs_of_facts_that_never_meet_use_up_no_room() -> None:
    """Five hundred facts by five hundred methods, and two by one method that exclude each other."""
    facts = [
        _fact(n, Quantity(Interval.point(n), None, ""), Scope(keys=(("method", str(n)),))) for n in range(500)
    ]
    last = [_fact(n, Quantity(Interval.point(n), None, ""), facts[-1].scope) for n in (1_000, 1_001)]

    assert [(499, 500), (499, 501), (500, 501)] == possible_pairs([*facts, *last])


def test_too_many_different_values_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of words that differ not every two are compared without end, and the verdict and the card say so."""
    monkeypatch.setattr(pairs, "MOST_LOOKS", 300)
    many = [_fact(n, Text(f"word {n}")) for n in range(401)]
    facts = [attrs.evolve(fact, predicate="motto") for fact in many]
    base = FactBase(
        facts=tuple(facts),
        entities={"it": Entity("it", "it")},
        predicates={"motto": Predicate("motto", "text", functional=True, exact=True)},
    )

    report = checker.check(base, settings=Settings(select=frozenset({"contradictory"})))

    cut = "so many values differ that not every two of them were compared"
    assert [cut] == [line for finding in report.findings for line in finding.derivation if "differ" in line]
    assert [(cut,)] == [found.needs for found in report.judgements]
    assert not pairs.are_too_many(facts[:20])


def test_facts_that_agree_give_no_pairs() -> None:
    """Ten thousand equal facts, and ten thousand that differ from day to day, are no pairs at all."""
    same = [_fact(n, Quantity(Interval.closed(1, 3 + n % 5), None, "")) for n in range(10_000)]
    days = [
        read_date(f"20{y:02d}-{m:02d}-{d:02d}")
        for y in range(10, 30)
        for m in range(1, 13)
        for d in range(1, 29)
    ]
    daily = [_fact(n, Quantity(Interval.point(n), None, ""), Scope(during=day)) for n, day in enumerate(days)]

    assert [] == possible_pairs(same)
    assert [] == possible_pairs(daily)


def test_too_many_pairs_are_cut_off() -> None:
    """Of a thousand facts that all differ, as many pairs as may be listed are looked at."""
    apart = [_fact(n, Quantity(Interval.point(n), None, "")) for n in range(1000)]

    assert 100_000 == len(possible_pairs(apart))
