"""The most credible consistent reading: what to doubt first, compared with every other way to agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import averred
from averred.conflicts import credible, hitting
from averred.conflicts.credible import most_credible, swept, weight
from averred.conflicts.hitting import Steps, least_hitting_set
from averred.facts import Attribution, Confidence, Scope
from averred.report import Credible, Doubt, Report
from averred.values import Interval, Quantity, Text
from averred.vocabulary import Predicate

NUMBER = Predicate("n", "quantity", functional=True)


def _fact(
    name: str, share: Fraction, interval: Interval | None = None, subject: str = "march"
) -> averred.Fact:
    value = Text(name) if interval is None else Quantity(interval, None, name)
    who, why = Attribution(), Confidence(share, None, "a case")
    return averred.Fact(name, subject, "n", value, name, None, who, why, scope=Scope())


SHARES = st.sampled_from([Fraction(n, 100) for n in (1, 20, 40, 60, 80, 95, 99)])
ENDS = st.integers(0, 6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals over few numbers, so that they meet, touch and miss each other; some without an end."""
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return Interval.point(low)
    left, right = draw(st.booleans()), draw(st.booleans())
    return Interval(
        None if draw(st.integers(0, 9)) == 0 else low,
        None if draw(st.integers(0, 9)) == 0 else high,
        left,
        right,
    )


def _lightest(facts: list[averred.Fact], agrees: object) -> Fraction:
    """The least product of weights of any set of facts without which the others agree."""
    best = None
    for size in range(len(facts) + 1):
        for dropped in combinations(facts, size):
            if agrees([fact for fact in facts if fact not in dropped]):  # type: ignore[operator]  # a function
                product = Fraction(1)
                for fact in dropped:
                    product *= weight(fact)
                best = product if best is None else min(best, product)
    assert best is not None
    return best


def _product(names: set[str], facts: list[averred.Fact]) -> Fraction:
    product = Fraction(1)
    for fact in facts:
        if fact.id in names:
            product *= weight(fact)
    return product


@given(st.lists(st.tuples(SHARES, intervals()), min_size=1, max_size=6))
def test_the_sweep_drops_the_least_weight(claims: list[tuple[Fraction, Interval]]) -> None:
    """For one property: what stays shares a value, and no lighter set of facts could go instead."""
    facts = [_fact(f"f{at}", share, interval) for at, (share, interval) in enumerate(claims)]
    boxes = {fact.id: interval for fact, (_, interval) in zip(facts, claims, strict=True)}

    def agrees(kept: list[averred.Fact]) -> bool:
        return all(boxes[a.id].intersects(boxes[b.id]) for a, b in combinations(kept, 2))

    group = credible._Property({fact.id: fact for fact in facts}, boxes)
    dropped = swept(group)

    assert agrees([fact for fact in facts if fact.id not in dropped])
    assert _lightest(facts, agrees) == _product(dropped, facts)


def test_of_two_values_that_weigh_the_same_the_lower_one_is_kept() -> None:
    """Whatever the facts are called, and in whichever order they come."""
    for points in ((1, 2), (2, 1)):
        facts = [
            _fact(name, Fraction(1, 2), Interval.point(point))
            for name, point in zip("ab", points, strict=True)
        ]
        boxes = {fact.id: _number(fact) for fact in facts}
        group = credible._Property({fact.id: fact for fact in facts}, boxes)

        assert {"ab"[points.index(2)]} == swept(group)


def test_a_value_that_ends_before_a_number_and_one_that_begins_with_it_share_nothing() -> None:
    """Whatever the facts are called, one of the two goes."""
    below, above = Interval(1, 2, hi_open=True), Interval(2, 3)
    for boxes in ({"a": below, "b": above}, {"b": below, "a": above}):
        facts = {name: _fact(name, Fraction(1, 2), box) for name, box in boxes.items()}

        assert 1 == len(swept(credible._Property(facts, boxes)))


def test_values_that_share_numbers_may_conflict_for_another_reason() -> None:
    """Some other rule says so: no value that both allow settles it."""
    facts = [_fact(name, Fraction(share, 100), Interval.point(1)) for name, share in (("a", 80), ("b", 60))]
    base = averred.FactBase(facts=tuple(facts), predicates={"n": NUMBER})

    def shown(kept: Sequence[averred.Fact]) -> set[frozenset[str]]:
        return {frozenset("ab")} if len(kept) == 2 else set()

    found = most_credible(base, shown)

    assert (("a",), True) == (found.kept, found.is_exact)


def _claims(chance: Random) -> tuple[list[averred.Fact], set[frozenset[str]]]:
    """Numbers of two things, and which facts conflict: by their values, and for reasons of other rules."""
    facts = []
    for name in "abcdefg"[: chance.randint(1, 7)]:
        low = chance.randint(0, 3)
        share = Fraction(chance.choice((1, 20, 40, 60, 80, 95)), 100)
        facts.append(
            _fact(name, share, Interval(low, low + chance.randint(0, 1)), chance.choice(("hill", "lake")))
        )
    ids = [fact.id for fact in facts]
    clash = [
        frozenset((a.id, b.id))
        for a, b in combinations(facts, 2)
        if a.subject == b.subject and not _number(a).intersects(_number(b))
    ]
    more = [
        frozenset(chance.sample(ids, min(chance.randint(1, 3), len(ids))))
        for _ in range(chance.randint(0, 3))
    ]
    found = {*clash, *more}
    return facts, {one for one in found if not any(other < one for other in found)}


def _number(fact: averred.Fact) -> Interval:
    assert isinstance(fact.value, Quantity)
    return fact.value.interval


@given(st.integers(0, 2**64).map(Random))
def test_what_is_doubted_is_the_least_without_which_all_others_can_hold(chance: Random) -> None:
    """As by trying every set of facts, though only some conflicts show at first."""
    for _ in range(6):
        facts, conflicts = _claims(chance)

        def holds(kept: Sequence[averred.Fact], conflicts: set[frozenset[str]] = conflicts) -> bool:
            return not any(one <= {fact.id for fact in kept} for one in conflicts)

        def shown(
            kept: Sequence[averred.Fact], conflicts: set[frozenset[str]] = conflicts
        ) -> set[frozenset[str]]:
            there = sorted((one for one in conflicts if one <= {fact.id for fact in kept}), key=sorted)
            return set(chance.sample(there, chance.randint(1, len(there)))) if there else set()

        found = most_credible(averred.FactBase(facts=tuple(facts), predicates={"n": NUMBER}), shown)
        dropped = {doubt.fact for doubt in found.doubts}

        assert found.is_exact
        assert {fact.id for fact in facts} - dropped == set(found.kept)
        assert holds([fact for fact in facts if fact.id in found.kept])
        assert _lightest(facts, holds) == _product(dropped, facts)


def test_a_weight_is_above_that_of_the_least_confidence() -> None:
    """The log-odds above those of 0.01, and a little: even 0.01 weighs something."""
    assert Fraction(101, 100) == weight(_fact("a", Fraction(1, 100)))
    assert Fraction(101, 100) * 99 == weight(_fact("a", Fraction(1, 2)))


def test_beyond_the_steps_it_is_said_to_be_a_bound() -> None:
    """What was found hits every conflict still."""
    names = [f"f{at:02}" for at in range(12)]
    conflicts = {frozenset(pair) for pair in combinations(names, 2)}
    found, proved = least_hitting_set(conflicts, dict.fromkeys(names, Fraction(2)), Steps(3))

    assert not proved
    assert all(found & conflict for conflict in conflicts)


def test_choices_that_rest_on_very_many_others_are_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search goes no deeper than Python can."""
    monkeypatch.setattr(hitting, "_DEEPEST", 1)
    names = [f"f{at:02}" for at in range(12)]
    conflicts = {frozenset(pair) for pair in combinations(names, 2)}

    found, proved = least_hitting_set(conflicts, dict.fromkeys(names, Fraction(2)))

    assert (11, False) == (len(found), proved)


def test_conflicts_that_show_only_when_others_are_gone_are_asked_for() -> None:
    """Each answer may bring new conflicts, until there are none; without an end it is a bound."""
    facts = [_fact(name, Fraction(share, 100)) for name, share in (("a", 20), ("b", 60), ("c", 80))]
    base = averred.FactBase(facts=tuple(facts), predicates={"n": Predicate("n", "text")})

    def one_at_a_time(kept: Sequence[averred.Fact]) -> set[frozenset[str]]:
        ids = {fact.id for fact in kept}
        pairs = [frozenset(pair) for pair in (("a", "b"), ("b", "c")) if set(pair) <= ids]
        return set(pairs[:1])

    found = most_credible(base, one_at_a_time)

    assert Credible(("a", "c"), (Doubt("b", Fraction(3, 5), "a case", ("a", "c")),), is_exact=True) == found


def test_where_conflicts_show_again_and_again_each_is_hit_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many facts that are looked at again, what is dropped is enough, and may be too much."""
    monkeypatch.setattr(credible, "MOST_LOOKED_AT", 0)
    shares = (60, 80, 80, 80, 20, 60)
    facts = [_fact(name, Fraction(share, 100)) for name, share in zip("abcdef", shares, strict=True)]
    base = averred.FactBase(facts=tuple(facts), predicates={"n": Predicate("n", "text")})
    asked: list[str] = []

    def one_at_a_time(kept: Sequence[averred.Fact]) -> set[frozenset[str]]:
        ids = {fact.id for fact in kept}
        asked.append("".join(sorted(ids)))
        pairs = [frozenset(pair) for pair in ("ab", "ac", "ad", "be", "cf") if set(pair) <= ids]
        return set(pairs[:1])

    found = most_credible(base, one_at_a_time)

    assert ["abcdef", "bcdef", "acdef", "cdef", "cde"] == asked
    assert ("c", "d", "e") == found.kept
    assert not found.is_exact


@pytest.mark.parametrize("most, exact", [(5, False), (6, True)])
def test_so_many_facts_are_looked_at_again_and_no_more(
    most: int, exact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two facts, then four, were in the conflicts that had shown when the third one does."""
    monkeypatch.setattr(credible, "MOST_LOOKED_AT", most)
    facts = [
        _fact(name, Fraction(share, 100))
        for name, share in zip("abcdef", (90, 80, 70, 60, 50, 40), strict=True)
    ]
    base = averred.FactBase(facts=tuple(facts), predicates={"n": Predicate("n", "text")})
    left = iter([*({frozenset(pair)} for pair in ("ab", "cd", "ef")), set()])

    assert exact == most_credible(base, lambda _: next(left)).is_exact


def test_facts_in_no_conflict_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many they are: what is dropped, and whether it is proved to weigh least, stays the same."""
    monkeypatch.setattr(credible, "MOST_LOOKED_AT", 9)
    facts = [_fact(name, Fraction(share, 100)) for name, share in (("a", 20), ("b", 60), ("c", 80))]
    others = [_fact(f"other-{number}", Fraction(1, 2)) for number in range(30)]
    rounds: list[set[frozenset[str]]] = [{frozenset(pair)} for pair in ("ab", "bc")]
    found = []
    for some in (facts, [*facts, *others]):
        left = iter([*rounds, set()])
        base = averred.FactBase(facts=tuple(some), predicates={"n": Predicate("n", "text")})
        found.append(most_credible(base, lambda _, left=left: next(left)))  # type: ignore[misc]

    assert [(True, ["b"])] * 2 == [(one.is_exact, [doubt.fact for doubt in one.doubts]) for one in found]


def test_the_conflicts_that_a_check_has_found_are_not_sought_again() -> None:
    """They are handed over; it is asked only what shows once their facts are gone."""
    facts = tuple(_fact(name, Fraction(share, 100)) for name, share in (("a", 20), ("b", 60)))
    base = averred.FactBase(facts=facts, predicates={"n": Predicate("n", "text")})
    asked: list[tuple[str, ...]] = []

    def none_is_left(kept: Sequence[averred.Fact]) -> set[frozenset[str]]:
        asked.append(tuple(fact.id for fact in kept))
        return set()

    found = most_credible(base, none_is_left, {frozenset({"a", "b"})})

    assert (("b",), True, [("b",)]) == (found.kept, found.is_exact, asked)


def _tangle(chance: Random, size: int, count: int) -> set[frozenset[str]]:
    names = [f"t{at:03}" for at in range(size)]
    return {frozenset(chance.sample(names, 2)) for _ in range(count)}


def _shown_at(rounds: list[set[frozenset[str]]], names: set[str]) -> tuple[averred.FactBase, Any]:
    """Facts of these names, and conflicts that show one set after the other."""
    facts = tuple(_fact(name, Fraction(len(name) * 7 + ord(name[-1]) % 3, 100)) for name in sorted(names))
    base = averred.FactBase(facts=facts, predicates={"n": Predicate("n", "text")})
    left = iter(rounds)

    def shown(kept: Sequence[averred.Fact]) -> set[frozenset[str]]:
        ids = {fact.id for fact in kept}
        return {one for one in next(left, frozenset().union(*rounds)) if one <= ids}

    return base, shown


def test_what_all_searches_cost_together_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tangle that changes from round to round takes no more steps than there are."""
    taken: list[int] = []
    take = Steps.take

    def counted(self: Steps, conflicts: Iterable[frozenset[str]]) -> bool:
        was_there = take(self, conflicts)
        taken.append(sum(map(len, conflicts)) if was_there else 0)
        return was_there

    monkeypatch.setattr(Steps, "take", counted)
    monkeypatch.setattr(credible, "MOST_STEPS", 20_000)
    rounds = [_tangle(Random(seed), 90, 200) for seed in range(6)]  # noqa: S311 - no secret
    base, shown = _shown_at(rounds, {name for one in rounds for pair in one for name in pair})
    found = most_credible(base, shown)

    assert not found.is_exact
    assert 15_000 < sum(taken) <= 20_000
    assert not any(pair <= set(found.kept) for one in rounds for pair in one)


def test_a_tangle_takes_no_steps_from_what_is_simple(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small components come first: what is doubted in them is proved to weigh least."""
    monkeypatch.setattr(credible, "MOST_STEPS", 2_000)
    tangle = _tangle(Random(1), 90, 200)  # noqa: S311 - no secret
    simple = {
        frozenset({"heavy-one", f"light-{at}"}) for at in "abc"
    }  # by weight one of them, by number three
    base, shown = _shown_at([tangle | simple], {name for pair in tangle | simple for name in pair})
    found = most_credible(base, shown)

    assert not found.is_exact
    assert "heavy-one" in {doubt.fact for doubt in found.doubts}
    assert {"light-a", "light-b", "light-c"} <= set(found.kept)


def test_small_components_are_solved_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of as many conflicts by their names, in whichever order they were found."""
    sought: list[str] = []

    def noted(conflicts: Collection[frozenset[str]], *rest: Any) -> tuple[set[str], bool]:
        sought.append("".join(sorted(frozenset().union(*conflicts))))
        return least_hitting_set(conflicts, *rest)

    monkeypatch.setattr(credible, "least_hitting_set", noted)
    conflicts = {
        frozenset(some) for some in ("abc", "bcd", "cde", "fgh", "ghi", "jk", "lm", "no", "pq", "rs")
    }
    base, shown = _shown_at([conflicts], set().union(*conflicts))
    most_credible(base, shown)

    assert ["jk", "lm", "no", "pq", "rs", "fghi", "abcde"] == sought


def test_what_a_search_takes_the_next_one_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leaves over is there; one that was stopped has taken all that it was given, and no more."""
    ring = {frozenset(pair) for pair in ("ab", "bc", "ca")}
    facts = {name: _fact(name, Fraction(1, 2)) for name in "abc"}
    alone = Steps(100)
    least_hitting_set(ring, {name: weight(fact) for name, fact in facts.items()}, alone)
    for most, left in ((1_000, 900 + alone.left), (12, 6)):
        monkeypatch.setattr(credible, "MOST_STEPS", most)
        search = credible._Search(facts, [])
        search.add(ring, from_the_start=True)

        assert (left, most == 1_000) == (search._steps.left, search.is_exact)


def test_a_component_that_stays_as_it_is_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """New conflicts elsewhere change nothing about it."""
    sought: list[int] = []

    def counted(conflicts: Collection[frozenset[str]], *rest: Any) -> tuple[set[str], bool]:
        sought.append(len(conflicts))
        return least_hitting_set(conflicts, *rest)

    monkeypatch.setattr(credible, "least_hitting_set", counted)
    rounds = [{frozenset("abc"), frozenset("bcd")}, {frozenset("xyz")}]
    base, shown = _shown_at(rounds, set("abcdxyz"))
    found = most_credible(base, shown)

    assert found.is_exact
    assert [2, 1] == sought


def test_a_property_in_other_conflicts_is_judged_with_them() -> None:
    """Of two values of one property the one goes that contradicts something else too."""
    facts = (
        _fact("a", Fraction(4, 5), Interval.point(1)),
        _fact("b", Fraction(4, 5), Interval.point(2)),
        _fact("c", Fraction(4, 5), None, "other"),
    )
    base = averred.FactBase(facts=facts, predicates={"n": NUMBER})

    def conflicts(kept: Sequence[averred.Fact]) -> set[frozenset[str]]:
        ids = {fact.id for fact in kept}
        return {pair for pair in (frozenset({"a", "b"}), frozenset({"b", "c"})) if pair <= ids}

    found = most_credible(base, conflicts)

    assert ("a", "c") == found.kept


def _asked(
    monkeypatch: pytest.MonkeyPatch, facts: Sequence[averred.Fact], predicate: Predicate = NUMBER
) -> tuple[Credible, list[set[frozenset[str]]]]:
    """The reading where the first of some facts excludes each other one, and what was searched for it."""
    given: list[set[frozenset[str]]] = []

    def search(conflicts: Collection[frozenset[str]], *more: Any) -> tuple[set[str], bool]:
        given.append(set(conflicts))
        return least_hitting_set(conflicts, *more)

    def conflicts_of(kept: Iterable[averred.Fact]) -> set[frozenset[str]]:
        ids = {fact.id for fact in kept}
        pairs = {frozenset({facts[0].id, fact.id}) for fact in facts[1:]}
        return {pair for pair in pairs if pair <= ids}

    monkeypatch.setattr(credible, "least_hitting_set", search)
    base = averred.FactBase(facts=tuple(facts), predicates={"n": predicate})
    return most_credible(base, conflicts_of), given


def _three(*shares: int) -> list[averred.Fact]:
    """1 against 2 and 2 of one thing."""
    points = map(Interval.point, (1, 2, 2))
    return [
        _fact(name, Fraction(share, 100), point)
        for name, share, point in zip("abc", shares, points, strict=True)
    ]


@pytest.mark.parametrize(
    "shares, dropped", [((80, 60, 60), {"a"}), ((95, 20, 20), {"b", "c"}), ((80, 80, 20), {"a"})]
)
def test_one_property_is_swept_and_not_searched(
    shares: tuple[int, ...], dropped: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many values it has, nothing has to be tried."""
    found, given = _asked(monkeypatch, _three(*shares))

    assert (dropped, True, []) == ({doubt.fact for doubt in found.doubts}, found.is_exact, given)


@pytest.mark.parametrize(
    "more",
    [
        {"denied": True},
        {"subject": "hill"},
        {"part": "drummers"},
        {"scope": Scope(keys=(("method", "count"),))},
        {"value": Text("two")},
        {"value": Quantity(Interval.point(2), "metre", "2 m")},
    ],
)
def test_what_is_not_of_one_property_is_searched(
    more: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts that do not compete as numbers of one line are no intervals to sweep."""
    facts = _three(80, 60, 60)
    found, given = _asked(monkeypatch, [*facts[:2], attrs.evolve(facts[2], **more)])

    assert ["a"] == [doubt.fact for doubt in found.doubts]
    assert [{frozenset("ab"), frozenset("ac")}] == given


def test_nor_is_what_may_have_several_values_or_holds_of_nobody_knows_what(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a predicate that is not functional only denials conflict; an unknown scope meets nothing surely."""
    open_ = Predicate("n", "quantity")
    unknown = [attrs.evolve(fact, scope=Scope(keys=(("method", "?"),))) for fact in _three(80, 60, 60)]

    assert 1 == len(_asked(monkeypatch, _three(80, 60, 60), open_)[1])
    assert 1 == len(_asked(monkeypatch, unknown)[1])


def test_values_of_a_property_exclude_each_other_before_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside a conflict with something else all of its pairs are given at once, unless they are very many."""
    facts = [*_three(80, 60, 60), _fact("d", Fraction(4, 5), Interval.point(3))]
    other = _fact("e", Fraction(4, 5), subject="hill")

    _, given = _asked(monkeypatch, [other, *facts])
    pairs = {frozenset(pair) for pair in ("ab", "ac", "ad", "bd", "cd")}
    links = {frozenset({"e", name}) for name in "abcd"}
    assert [pairs | links] == given

    monkeypatch.setattr(credible, "_MOST_PAIRED", 4)
    assert [pairs | links] == _asked(monkeypatch, [other, *facts])[1]
    monkeypatch.setattr(credible, "_MOST_PAIRED", 3)
    assert [links] == _asked(monkeypatch, [other, *facts])[1]


def test_values_of_a_property_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rounds show further conflicts with something else."""
    compared: list[int] = []
    pairs = credible._pairs

    def counted(group: Any) -> Any:
        compared.append(len(group.facts))
        return pairs(group)

    monkeypatch.setattr(credible, "_pairs", counted)
    facts = [*_three(80, 60, 60), _fact("e", Fraction(99, 100), subject="hill")]
    base = averred.FactBase(facts=tuple(facts), predicates={"n": NUMBER})
    shown = iter([{frozenset("eb")}, {frozenset("ea")}, set()])
    most_credible(base, lambda _: next(shown))

    assert [] == [*shown]
    assert [3] == compared


def test_only_values_of_properties_with_a_conflict_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A property of which nobody said that it conflicts is not in it."""
    facts = [_fact("a", Fraction(4, 5)), *_three(80, 60, 60)[1:]]
    others = [_fact(name, Fraction(1, 2), Interval.point(at), "lake") for at, name in enumerate("xyz")]
    given: list[set[frozenset[str]]] = []

    def search(conflicts: Collection[frozenset[str]], *more: Any) -> tuple[set[str], bool]:
        given.append(set(conflicts))
        return least_hitting_set(conflicts, *more)

    monkeypatch.setattr(credible, "least_hitting_set", search)
    base = averred.FactBase(facts=(*facts, *others), predicates={"n": NUMBER})
    shown = iter([{frozenset("ab"), frozenset("ac")}, set()])
    most_credible(base, lambda _: next(shown))

    assert [{frozenset("ab"), frozenset("ac")}] == given


def test_two_values_of_a_property_are_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few as they are, nothing has to be tried."""
    assert [] == _asked(monkeypatch, _three(80, 60, 60)[:2])[1]


def test_a_report_that_no_check_made_keeps_everything_active() -> None:
    """It knows of no conflict."""
    base = averred.FactBase(facts=(_fact("a", Fraction(1, 5)),), predicates={"n": NUMBER})

    assert Credible(("a",)) == Report(base).credible()


def test_of_the_article_the_infobox_and_the_organisers_are_doubted_first(sources_dir: Path) -> None:
    """The two vague numbers of the article support each other, and outweigh either."""
    folder = Path(__file__).parent.parent / "facts" / "istanbul-rally-2012"

    found = averred.check(averred.load(folder), sources=sources_dir).credible()

    assert found.is_exact
    assert ["participants-infobox", "participants-organisers"] == [doubt.fact for doubt in found.doubts]


def test_the_lightest_of_a_property_goes(tmp_path: Path) -> None:
    """Two values against one: the sweep of a whole check."""
    values = {"a": "300", "b": "about 290", "c": "350"}
    facts = "".join(
        f'[fact.{name}]\nsource = "s"\nsubject = "m"\npredicate = "n"\nvalue = "{value}"\n'
        for name, value in values.items()
    )
    declared = (
        '[source.s]\n[entity.m]\nname = "March"\n[predicate.n]\nvalue = "quantity"\nfunctional = true\n'
    )
    (tmp_path / "facts.toml").write_text(declared + facts, encoding="utf-8")

    found = averred.check(averred.load(tmp_path)).credible()

    assert (("a", "b"), ["c"]) == (found.kept, [doubt.fact for doubt in found.doubts])


def test_a_heavy_fact_in_many_conflicts_outweighs_light_ones() -> None:
    """The first guess, the fact in most conflicts, is not the last word."""
    weights = {"a": Fraction(100), "b": Fraction(2), "c": Fraction(2)}

    found = least_hitting_set({frozenset("ab"), frozenset("ac")}, weights)

    assert ({"b", "c"}, True) == found


def test_conflicts_of_one_size_are_not_compared() -> None:
    """None of them holds another one: 400 values that all exclude each other are 79,800 pairs."""
    compared = []

    class Noted(frozenset[str]):
        def __le__(self, other: object) -> bool:
            compared.append(self)
            return super().__le__(other)  # type: ignore[operator]  # both are sets

    pairs = {Noted(pair) for pair in combinations("abcdefgh", 2)}

    assert pairs == hitting._smallest(set(pairs))
    assert [] == compared
    assert {frozenset("a")} == hitting._smallest({Noted("a"), Noted("ab"), Noted("ac")})
    assert 2 == len(compared)
