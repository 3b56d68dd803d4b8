"""Laws of scopes: where facts compete, against trying every meaning of vague times."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from averred.facts import Fact, Scope
from averred.scopes import UNKNOWN_KEY, Meeting, all_meet, meet
from averred.testing.strategies import scopes
from tests.effort import times
from tests.made import made_fact
from tests.oracle_readings import together, worlds

KEYS = ("method", "place")
one_fact = (
    scopes(KEYS) | scopes(()) | scopes(KEYS).map(lambda scope: attrs.evolve(scope, status="actual"))
).map(lambda scope: made_fact(scope=scope))
within = st.sampled_from([None, (), ("method",), KEYS])
more_often = times(5)


@more_often
@given(st.lists(one_fact, min_size=2, max_size=4), within)
def test_facts_surely_meet_iff_they_do_in_every_world(some: list[Fact], keys: tuple[str, ...] | None) -> None:
    """Facts surely compete iff all their keys agree and, whatever their vague days mean, they share a day."""
    assert together(some, keys) == (all_meet(some, keys) is Meeting.SURELY)


@more_often
@given(one_fact, one_fact)
def test_two_facts_never_meet_iff_no_world_lets_them(one: Fact, two: Fact) -> None:
    """Two facts never compete iff a key, the status, or the days in every world keep them apart."""
    first, second = list(worlds(one)), list(worlds(two))
    apart_in_time = bool(first and second) and not any(a & b for a in first for b in second)
    given_keys = {name: {scope.get(name) for scope in (one.scope, two.scope)} - {None} for name in KEYS}
    apart = one.scope.status != two.scope.status or any(len(found) > 1 for found in given_keys.values())

    assert (apart or apart_in_time) == (meet(one.scope, two.scope) is Meeting.NEVER)


@given(one_fact, one_fact, within)
def test_meeting_is_symmetric(one: Fact, two: Fact, keys: tuple[str, ...] | None) -> None:
    """Which of two scopes is named first does not matter."""
    assert meet(one.scope, two.scope, keys) is meet(two.scope, one.scope, keys)


@given(st.lists(one_fact, min_size=1, max_size=4))
def test_fewer_keys_never_part_facts(some: list[Fact]) -> None:
    """Law 6: facts meet at least as surely where fewer keys must agree."""
    found = [all_meet(some, keys) for keys in (KEYS, ("method",), ())]

    assert sorted(found) == found


def test_a_key_that_is_there_and_not_known_may_be_any() -> None:
    """An unknown key meets nothing surely, not even another unknown one, and is kept apart from nothing."""
    unknown, counted, bare = (
        Scope(keys=(("method", UNKNOWN_KEY),)), Scope(keys=(("method", "counted"),)), Scope(),
    )  # fmt: skip

    assert {Meeting.PERHAPS} == {meet(unknown, other) for other in (unknown, counted, bare)}


def test_a_single_fact_meets_itself() -> None:
    """Where there is nobody to compete with, nothing is in doubt."""
    assert Meeting.SURELY is all_meet([])
