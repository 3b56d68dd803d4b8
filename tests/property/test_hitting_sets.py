"""Laws of hitting sets: the search says what trying every set of facts says, and what it costs is counted."""

from __future__ import annotations

from decimal import ROUND_UP, localcontext
from fractions import Fraction
from itertools import combinations
from math import prod
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.conflicts import hitting
from averred.conflicts.hitting import Steps, _parts, _Search, _smallest, least_hitting_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Conflict = frozenset[str]
    Problem = tuple[set[Conflict], dict[str, int]]

chances = st.integers(0, 2**64).map(Random)


def _problems(chance: Random, count: int = 12) -> Iterator[Problem]:
    """Conflicts of up to seven facts: some of pairs only, some hold each other, some share nothing."""
    for _ in range(count):
        names = "abcdefg"[: chance.randint(1, 7)]
        weights = {name: chance.randint(1, chance.choice((1, 3, 9))) for name in names}
        least, most = chance.choice(((1, 2), (2, 2), (1, 3), (3, 4)))
        sizes = [min(chance.randint(least, most), len(names)) for _ in range(chance.randint(0, 10))]
        yield {frozenset(chance.sample(names, size)) for size in sizes}, weights


def _lightest(conflicts: Iterable[Conflict], weights: Mapping[str, int]) -> int:
    """The least that facts weigh of which one is in each conflict, by trying every set of facts."""
    found = list(conflicts)
    return min(
        sum(weights[name] for name in some)
        for size in range(len(weights) + 1)
        for some in combinations(weights, size)
        if all(not one.isdisjoint(some) for one in found)
    )


@given(chances)
def test_the_lightest_facts_are_found_if_they_weigh_less_than_a_limit(chance: Random) -> None:
    """And nothing is found at that weight or below it, however the limit cuts the search short."""
    for conflicts, weights in _problems(chance):
        least = _lightest(conflicts, weights)
        for limit in (least - 1, least, least + 1, least + 2, 99):
            search = _Search(weights, Steps())
            found = search.solve(set(conflicts), limit)

            assert (least < limit) == (found is not None)
            if found is not None:
                assert least == search.cost(found)
                assert all(found & one for one in conflicts)


@given(chances)
def test_logarithms_of_weights_add_up_as_weights_multiply(chance: Random) -> None:
    """What weighs least in all is the least product, and that is proved."""
    for conflicts, drawn in _problems(chance):
        weights = {name: Fraction(number, 3) + 1 for name, number in drawn.items()}
        found, proved = least_hitting_set(conflicts, weights)
        least = min(
            prod(weights[name] for name in some)
            for size in range(len(weights) + 1)
            for some in combinations(weights, size)
            if all(not one.isdisjoint(some) for one in conflicts)
        )

        assert proved
        assert all(found & one for one in conflicts)
        assert least == prod(weights[name] for name in found)


def test_a_logarithm_has_thirty_digits() -> None:
    """Whatever the program around us has set for its own decimal numbers."""
    with localcontext(prec=5, rounding=ROUND_UP):
        found = [hitting._logarithm(Fraction(2)), hitting._logarithm(Fraction(3, 2))]

    assert [693147180559945309417232121458, 405465108108164381978013115464] == found


@given(chances)
def test_a_smaller_problem_has_the_same_answer(chance: Random) -> None:
    """What is forced and the least of what is left weigh what the whole does; nothing more can be reduced."""
    for conflicts, weights in _problems(chance):
        search = _Search(weights, Steps())
        forced, left = search.reduced(set(conflicts))

        assert search.cost(forced) + _lightest(left, weights) == _lightest(conflicts, weights)
        assert not forced & {name for one in left for name in one}
        assert (set(), left) == search.reduced(set(left))
        assert all(len(one) > 1 for one in left)
        assert left == _smallest(left)
        for name, other in combinations({name for one in left for name in one}, 2):
            hit, also = ({one for one in left if each in one} for each in (name, other))
            assert not (hit <= also and weights[other] <= weights[name])
            assert not (also <= hit and weights[name] <= weights[other])


@given(chances)
def test_who_hits_the_smallest_conflicts_hits_all(chance: Random) -> None:
    """They are those that hold no other one."""
    for conflicts, _ in _problems(chance):
        smallest = {one for one in conflicts if not any(other < one for other in conflicts)}

        assert smallest == _smallest(conflicts)


@given(chances)
def test_parts_share_no_fact_and_hang_together(chance: Random) -> None:
    """Each conflict is in one part, no part can be cut in two, and they come in the order of their names."""
    for conflicts, _ in _problems(chance):
        parts = _parts(conflicts)

        assert parts == sorted(parts, key=lambda part: min(map(sorted, part)))
        assert sorted(map(sorted, conflicts)) == sorted(sorted(one) for part in parts for one in part)
        assert all(
            part.isdisjoint(other) for one, two in combinations(parts, 2) for part in one for other in two
        )
        for part in parts:
            reached = set(min(part, key=sorted))
            for _ in part:
                reached.update(*(one for one in part if one & reached))
            assert reached == set().union(*part)


@given(chances)
def test_a_bound_is_never_more_than_the_least_and_never_less_than_one_conflict_asks_for(
    chance: Random,
) -> None:
    """For conflicts that share nothing it is the least itself."""
    for conflicts, weights in _problems(chance):
        bound = _Search(weights, Steps()).bound(conflicts)
        alone = [min(weights[name] for name in one) for one in conflicts]

        assert max(alone, default=0) <= bound <= _lightest(conflicts, weights)
        if sum(map(len, conflicts)) == len(set().union(*conflicts)):
            assert sum(alone) == bound


@given(chances)
def test_a_first_guess_hits_everything_and_no_fact_of_it_can_be_spared(chance: Random) -> None:
    """Without any one of them some conflict stays."""
    for conflicts, weights in _problems(chance):
        guess = _Search(weights, Steps()).guess(conflicts)

        assert all(guess & one for one in conflicts)
        assert all(any(guess & one == {name} for one in conflicts) for name in guess)


@given(chances)
def test_so_many_steps_are_enough_and_one_fewer_is_not(chance: Random) -> None:
    """With fewer the search says that nothing is proved, and what it found still hits everything."""
    for conflicts, drawn in _problems(chance, 4):
        weights = {name: Fraction(number + 1) for name, number in drawn.items()}
        steps = Steps(1_000)
        found = least_hitting_set(conflicts, weights, steps)
        taken = 1_000 - steps.left

        assert found == least_hitting_set(conflicts, weights, Steps(taken))
        if taken:
            dropped, proved = least_hitting_set(conflicts, weights, Steps(taken - 1))
            assert not proved
            assert all(dropped & one for one in conflicts)


class _Name(str):
    """A name that stands elsewhere in sets: Python, too, puts names where it likes in each run."""

    __slots__ = ("place",)
    place: int

    def __hash__(self) -> int:
        return self.place


@given(chances)
def test_the_answer_does_not_hang_on_how_sets_are_ordered(chance: Random) -> None:
    """The same facts for as many steps, on every machine and in each run."""
    for conflicts, drawn in _problems(chance, 4):
        weights = {name: Fraction(number + 1) for name, number in drawn.items()}
        steps, also = Steps(), Steps()
        found, _ = least_hitting_set(conflicts, weights, steps)
        moved = {name: _Name(name) for name in weights}
        for name in moved.values():
            name.place = chance.getrandbits(32)
        again, _ = least_hitting_set(
            {frozenset(moved[name] for name in one) for one in conflicts},
            {moved[name]: weight for name, weight in weights.items()},
            also,
        )

        assert (sorted(found), steps.left) == (sorted(again), also.left)


def _ring(names: str) -> set[Conflict]:
    return {frozenset(pair) for pair in zip(names, names[1:] + names[0], strict=True)}


def _pairs(names: str) -> set[Conflict]:
    return set(map(frozenset, combinations(names, 2)))


def _size_of(conflicts: set[Conflict]) -> tuple[int, bool]:
    """How many facts are found, all of one weight, and whether that is proved."""
    found, proved = least_hitting_set(conflicts, EVEN)
    return len(found), proved


EVEN = dict.fromkeys("abcdefghiwxyz", Fraction(2))
ONES = dict.fromkeys("abcdef", 1)


def test_what_the_bound_proves_needs_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four in a ring two are guessed, and two are needed at least; of three in a ring one is tried."""
    monkeypatch.setattr(hitting, "_DEEPEST", 0)

    assert (2, True) == _size_of(_ring("abcd"))
    assert (2, False) == _size_of(_ring("abc"))


def test_choices_one_after_another_do_not_rest_on_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rings of three are one choice each; where four exclude each other two rest on each other."""
    monkeypatch.setattr(hitting, "_DEEPEST", 1)
    rings = _ring("abc") | _ring("def") | _ring("ghi")

    assert (6, True) == _size_of(rings)
    assert (9, False) == _size_of(rings | _pairs("wxyz"))


def test_what_one_part_weighs_is_not_there_for_the_next() -> None:
    """Two of each of two rings are four, though one of each is what the bounds say."""
    rings = _ring("abc") | _ring("def")
    search = _Search(ONES, Steps())

    assert [False, True] == [search.solve(rings, limit) is not None for limit in (4, 5)]


def test_a_step_is_a_fact_of_a_conflict_that_is_looked_at() -> None:
    """Of a ring of four its eight facts: once to see that nothing is forced, once to guess."""
    steps = Steps(100)
    _Search(ONES, steps).solve(_ring("abcd"), 9)

    assert 100 - 8 - 8 == steps.left


def test_who_weighs_least_for_each_conflict_is_guessed_first() -> None:
    """And of two facts for one conflict the heavier one is spared."""
    search = _Search({**ONES, "b": 5}, Steps())

    assert {"f"} == search.guess({frozenset(pair) for pair in ("cf", "df", "ef")})
    assert {"a"} == search._needed("ab", {name: {frozenset("ab")} for name in "ab"})


@pytest.mark.parametrize("size, count, most", [(3, 60, 4_805), (2, 200, 27_599)])
def test_typical_tangles_are_decided_in_few_steps(size: int, count: int, most: int) -> None:
    """Five of each kind among 200 facts, in no more steps than when this was last measured."""
    names = [f"f{at:03}" for at in range(200)]
    steps = Steps(most)
    for seed in range(5):
        chance = Random(seed)  # noqa: S311 - no secret
        weights = {name: Fraction(chance.choice((40, 60, 70, 80)), 20) for name in names}
        conflicts = {frozenset(chance.sample(names, size)) for _ in range(count)}
        found, proved = least_hitting_set(conflicts, weights, steps)

        assert proved
        assert all(found & conflict for conflict in conflicts)


def test_conflicts_whose_facts_are_in_few_others_are_counted_first() -> None:
    """In a row of four the outer pairs share no fact, so that both of them count."""
    row = {frozenset(pair) for pair in ("ab", "bc", "cd")}

    assert 2 == _Search(dict.fromkeys("abcd", 1), Steps()).bound(row)


def test_of_the_steps_the_greater_half_is_taken() -> None:
    """So that one step is one step, and not none."""
    assert [2, 2, 1] == [Steps(left).half().left for left in (4, 3, 1)]
