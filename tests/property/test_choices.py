"""Laws of the search for facts that violate an inequality: it finds what trying every choice finds."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from averred.conflicts import choices
from averred.conflicts.choices import minimal_choices
from averred.conflicts.competing import possible_groups, sure_groups
from averred.constraint import Bound, Holder, Inequality, Variable, intersect, judge
from averred.facts import Attribution, Confidence, Fact, Scope
from averred.findings import Verdict
from averred.inequalities import minimal
from averred.scopes import Meeting, all_meet, meet
from averred.values import Interval, Text, read_date

VARIABLES = [Variable(Holder(name), "count") for name in "xyz"]
WEIGHT = Confidence(Fraction(1), None, "")
DECLARED = Bound(Interval.at_least(0))

intervals = st.builds(
    lambda low, size, is_open: Interval(
        low,
        None if size is None else low + size,
        lo_open=is_open and size != 0,
        hi_open=is_open and size != 0,
    ),
    st.integers(-1, 6),
    st.none() | st.integers(0, 3),
    st.booleans(),
)
dates = st.sampled_from(["2031-05-01", "2031-05-02", "May 2031", "2031", "2030"]).map(read_date)
scopes = st.builds(
    Scope,
    status=st.sampled_from(["actual", "actual", "actual", "expected"]),
    during=st.none() | dates,
    as_of=st.none() | dates,
    keys=st.sampled_from([(), (), (("method", "count"),), (("method", "guess"),), (("method", "?"),)]),
)
within = st.sampled_from([None, (), ("method",)])


def _fact(number: int, scope: Scope) -> Fact:
    return Fact(
        f"f{number}",
        "it",
        "count",
        Text(""),
        "",
        None,
        Attribution(),
        Confidence(Fraction(1), None, ""),
        scope,
    )


facts = st.lists(scopes, max_size=7).map(lambda some: [_fact(n, scope) for n, scope in enumerate(some)])


@st.composite
def terms(draw: st.DrawFn) -> list[list[Bound]]:
    """The bounds of two or three terms: the declared one, and some by facts."""
    bounds = st.builds(Bound, intervals, st.sampled_from(draw(facts.filter(bool))))
    return [[DECLARED, *draw(st.lists(bounds, max_size=4))] for _ in range(draw(st.integers(2, 3)))]


def _brute(
    inequality: Inequality, candidates: list[list[Bound]], keys: tuple[str, ...] | None
) -> set[frozenset[str]]:
    """Every choice of at most one fact a term that violates the inequality, none of its facts to spare."""

    def violates(choice: tuple[Bound, ...]) -> bool:
        boxes = [intersect((bound.interval, DECLARED.interval)) for bound in choice]
        known = [box for box in boxes if box is not None]
        return len(known) == len(boxes) and judge(inequality, known) is Verdict.VIOLATED

    found = set()
    for choice in product(*candidates):
        said = [bound.fact for bound in choice if bound.fact]
        spared = [(*choice[:i], DECLARED, *choice[i + 1 :]) for i, bound in enumerate(choice) if bound.fact]
        is_set = said and len({fact.id for fact in said}) == len(said)
        competes = all_meet(said, keys) is Meeting.SURELY
        if is_set and competes and violates(choice) and not any(map(violates, spared)):
            found.add(frozenset(fact.id for fact in said))
    return found


@given(terms(), st.lists(st.sampled_from([-2, -1, 1, 3]), min_size=3, max_size=3), st.booleans(), within)
def test_the_search_finds_what_trying_every_choice_finds(
    candidates: list[list[Bound]], factors: list[int], strict: bool, keys: tuple[str, ...] | None
) -> None:
    """The minimal violations are those of all combinations, whatever the scopes."""
    pairs = zip(factors, VARIABLES[: len(candidates)], strict=False)
    inequality = Inequality(tuple(pairs), -2, strict)
    expected = _brute(inequality, candidates, keys)

    found = {frozenset(fact.id for fact in some) for some in minimal_choices(inequality, candidates, keys)}

    assert expected == found
    with mock.patch.object(choices, "MOST_CHOICES", 1):
        assert bool(expected) == bool(list(minimal_choices(inequality, candidates, keys)))


@given(facts, within)
def test_groups_hold_all_that_compete(some: list[Fact], keys: tuple[str, ...] | None) -> None:
    """Two facts that surely compete are in one sure group, two that may in one possible group; each once."""
    sure = {fact.id: n for n, group in enumerate(sure_groups(some, keys)) for fact in group}
    possible = {fact.id: n for n, group in enumerate(possible_groups(some, keys)) for fact in group}

    assert {fact.id for fact in some} == possible.keys() == sure.keys()
    for a, b in combinations(some, 2):
        meeting = meet(a.scope, b.scope, keys)
        assert meeting is not Meeting.SURELY or sure[a.id] == sure[b.id]
        assert meeting is Meeting.NEVER or possible[a.id] == possible[b.id]


def test_many_facts_hide_no_violation() -> None:
    """A hundred and ten facts a side are over ten thousand choices, of which one alone violates."""
    wholes = [Bound(Interval(0, 1_000 + n), _fact(n, Scope())) for n in range(110)]
    parts = [Bound(Interval.point(n), _fact(200 + n, Scope())) for n in range(109)]
    parts.append(Bound(Interval.point(1_000 + 1), _fact(999, Scope())))
    inequality = Inequality(((1, VARIABLES[0]), (-1, VARIABLES[1])))

    found = list(minimal_choices(inequality, [parts, wholes]))

    assert [["f0", "f999"]] == [sorted(fact.id for fact in some) for some in found]


def test_two_facts_of_one_period_may_hold_at_other_times() -> None:
    """Of three days of one month, each beside the month, only facts of one time are taken together."""
    days = [Scope(during=read_date(day)) for day in ("May 2031", "2031-05-01", "2031-05-02")]
    month, first, second = (_fact(n, scope) for n, scope in enumerate(days))
    parts = [Bound(Interval.point(9), month), Bound(Interval.point(9), first)]
    wholes = [Bound(Interval.point(1), second)]
    inequality = Inequality(((1, VARIABLES[0]), (-1, VARIABLES[1])))

    found = list(minimal_choices(inequality, [parts, wholes]))

    assert [["f0", "f2"]] == [sorted(fact.id for fact in some) for some in found]


def test_of_many_conflicts_those_that_hold_another_are_left_out() -> None:
    """A pair that holds a single is no minimal conflict, among few and among many."""
    some = [_fact(n, Scope()) for n in range(12)]
    pairs = [(a, b) for a, b in combinations(some, 2)]

    assert [(some[0],)] == minimal([(some[0],), (some[0], some[1])])
    assert len(pairs) - 11 + 1 == len(minimal([*pairs, (some[0],)]))
