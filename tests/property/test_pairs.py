"""Laws of the sweep: it finds what a look at every pair finds, and many facts do not make it slow."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from averred.conflicts import value_conflicts
from averred.exclusion import can_all_hold
from averred.factbase import FactBase
from averred.facts import Attribution, Confidence, Fact, Scope
from averred.findings import Verdict
from averred.pairs import possible_pairs
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


@settings(max_examples=25)
@given(st.lists(st.tuples(values, scopes), min_size=33, max_size=45))
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


def test_words_entities_and_truth_values_are_paired_where_they_differ() -> None:
    """Of many facts that are no numbers only those that are not the same are looked at."""
    alike: list[Value] = [Text("a")] * 40
    made = [*alike, Text("b"), Boolean(value=True, text=""), EntityRef("x", "")]
    facts = [_fact(number, value) for number, value in enumerate(made)]

    assert 40 * 3 + 3 == len(possible_pairs(facts))
    assert [(0, 1)] == possible_pairs(facts[:2])


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
