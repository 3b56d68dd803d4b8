"""Which pairs the sweep gives, exactly: none that it need not, and what it leaves out of many."""

from __future__ import annotations

from unittest import mock

import pytest

from averred.conflicts import pairs
from averred.conflicts.counting import count_pairs
from averred.conflicts.pairs import are_too_many, possible_pairs
from averred.facts import Fact, Scope
from averred.values import Interval, NoValue, Text, Value, read_date
from tests.made import made_fact, quantity


def _during(words: str) -> Scope:
    return Scope(during=read_date(words))


def _at(words: str) -> Scope:
    return Scope(as_of=read_date(words))


def _by(method: str) -> Scope:
    return Scope(keys=(("method", method),))


def _facts(*made: tuple[Value, Scope]) -> list[Fact]:
    return [made_fact(f"f{place}", value, scope=scope) for place, (value, scope) in enumerate(made)]


def _swept(*made: tuple[Value, Scope]) -> list[tuple[int, int]]:
    """The pairs of facts that are swept however few they are."""
    with mock.patch.object(pairs, "_FEW", 0):
        return possible_pairs(_facts(*made))


ONE, TWO, THREE = (quantity(n, n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    "first, second, found",
    [
        (_during("2031-05-01"), _during("2031-05-01"), True),
        (_during("2031-05"), _during("2031-05-31"), True),
        (_during("2031-05-31"), _during("2031-05"), True),
        (_during("2031-05"), _during("2031-06"), False),
        (_during("2031/.."), _during("2035"), False),
        (_during("../2031"), _during("1900"), False),
        (_at("2031-05-01"), _during("2031-05"), True),
        (_at("2031-05-01"), _at("2031-05-01"), True),
        (_at("2031-05-01"), _at("2031-05-02"), False),
        (_at("2031-05"), _during("2031"), True),
        (_during("2031"), _at("2031-05"), True),
        (_at("2031-05"), _during("2030"), False),
        (_at("2031-05"), _at("2031-05"), False),
        (_at("2031-05"), Scope(), False),
        (Scope(), Scope(), True),
        (Scope(), _during("2031"), False),
        (_by("count"), _by("count"), True),
        (_by("count"), _by("guess"), False),
        (_by("?"), _by("?"), False),
    ],
)
def test_two_numbers_are_a_pair_where_both_surely_hold(first: Scope, second: Scope, found: bool) -> None:
    """They differ; that they are a pair hangs on their scopes alone. Counted, they are as many."""
    assert [(0, 1)] * found == _swept((ONE, first), (TWO, second))
    assert [] == _swept((ONE, first), (ONE, second))
    assert int(found) == count_pairs(_facts((ONE, first), (TWO, second)))
    assert 0 == count_pairs(_facts((ONE, first), (ONE, second)))


def test_what_no_longer_holds_is_counted_no_more() -> None:
    """In whichever order the facts are given, each meets those that still hold when it begins."""
    made = [
        (ONE, _during("2031-01")),
        (TWO, _during("2031-01/2031-03")),
        (THREE, _during("2031-02/2031-04")),
        (ONE, _during("2031-03/2031-06")),
        (TWO, _during("2031-05")),
        (THREE, _during("2031-05-31")),
    ]
    found = [(0, 1), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]

    assert found == _swept(*made)
    assert len(found) == count_pairs(_facts(*made)) == count_pairs(_facts(*made[::-1]))


@pytest.mark.parametrize(
    "first, second, found",
    [
        (quantity(1, 2), quantity(3, 4), True),
        (quantity(1, 2), quantity(2, 3), False),
        (Interval(1, 2, hi_open=True), quantity(2, 3), True),
        (quantity(1, 2), Interval(2, 3, lo_open=True), True),
        (quantity(None, 2), quantity(3, None), True),
        (quantity(None, 2), quantity(2, None), False),
        (quantity(1, 2), quantity(3, 4, "dog"), False),
    ],
)
def test_two_numbers_are_a_pair_where_one_lies_above(first: Value, second: Value, found: bool) -> None:
    """Also where they only touch and one does not reach its end; never in different units."""
    one, other = (
        quantity(value.lo, value.hi, interval=value) if isinstance(value, Interval) else value
        for value in (first, second)
    )
    apart = (quantity(90, 90, "cat"), _by("other"))

    assert [(0, 1)] * found == _swept((one, Scope()), (other, Scope()), apart)
    assert [(0, 1)] * found == _swept((other, Scope()), (one, Scope()), apart)


def test_what_has_ended_is_in_no_further_pair() -> None:
    """Each fact meets those that still hold: of months and a year each month is beside the year only."""
    months = [(quantity(n, n), _during(f"2031-0{n}")) for n in (1, 2, 3, 4)]

    assert [] == _swept(*months)
    assert [(0, 4), (1, 4), (2, 4), (3, 4)] == _swept(*months, (quantity(9, 9), _during("2031")))
    assert [(0, 1), (0, 2), (0, 3), (0, 4)] == _swept((quantity(9, 9), _during("2031")), *months)
    overlapping = [(ONE, _during("2031-01/2031-03")), (TWO, _during("2031-02")), (THREE, _during("2031-03"))]
    assert [(0, 1), (0, 2)] == _swept(*overlapping)
    assert [(0, 2), (1, 2)] == _swept(*reversed(overlapping))


def test_a_date_that_is_vague_is_beside_what_lasts_throughout_it() -> None:
    """Some day of May against the whole year, where their values are apart; and nothing else."""
    some_day, year = (ONE, _at("2031-05")), (TWO, _during("2031"))
    same, before = (ONE, _during("2031")), (TWO, _during("2030"))

    assert [(0, 1), (1, 2)] == _swept(some_day, year, same, before)
    assert [(1, 3), (2, 3)] == _swept(before, same, some_day, year)


def test_what_is_no_number_is_beside_all_that_differ_and_surely_compete() -> None:
    """No value and words, beside numbers; what is alike is asked about once."""
    asked = []

    def exclude(a: Fact, b: Fact) -> bool:
        asked.append((a.id, b.id))
        return True

    facts = _facts(
        (NoValue(""), Scope()),
        (NoValue(""), Scope()),
        (ONE, Scope()),
        (TWO, _by("guess")),
        (Text("a"), Scope()),
    )
    with mock.patch.object(pairs, "_FEW", 0):
        found = possible_pairs(facts, exclude)

    assert [(0, 2), (0, 4), (1, 2), (1, 4), (2, 4)] == found
    assert [("f0", "f2"), ("f0", "f4"), ("f4", "f2")] == sorted(asked)
    with mock.patch.object(pairs, "_FEW", 0):
        assert [] == possible_pairs(facts, lambda *_: False)


def test_few_facts_are_paired_without_a_look_at_their_scopes() -> None:
    """Up to 32 every two apart may exclude each other; of 33 only those that surely compete."""
    facts = _facts(*((quantity(n, n), _by(str(n))) for n in range(33)))

    assert 32 * 31 // 2 == len(possible_pairs(facts[:32]))
    assert [] == possible_pairs(facts)


def test_intervals_that_share_a_number_are_no_pairs() -> None:
    """They need not be looked at; where one shares nothing with the others it is in every pair."""
    wide = [(quantity(n, 9), Scope()) for n in (1, 2, 3)]

    assert [] == possible_pairs(_facts(*wide))
    assert [(0, 3), (1, 3), (2, 3)] == possible_pairs(_facts(*wide, (quantity(10, 10), Scope())))


def test_of_many_pairs_the_first_facts_have_theirs() -> None:
    """A cut leaves pairs of the facts that begin first, then of those that stand first."""
    alike = [(quantity(n, n), Scope()) for n in range(40)]
    dated = [(quantity(n, n), _during(f"{2040 - n}/2040")) for n in range(40)]

    with mock.patch.object(pairs, "MOST_PAIRS", 3):
        assert [(0, 1), (0, 2), (1, 2)] == possible_pairs(_facts(*alike))
        assert [(37, 38), (37, 39), (38, 39)] == possible_pairs(_facts(*dated))


def test_of_many_words_so_many_are_compared_as_is_said() -> None:
    """Exactly as many comparisons as are made are not too many, one more is; few facts never are."""
    words = _facts(*((Text(str(n)), Scope()) for n in range(33)))
    alone = _facts((Text("a"), _by("guess")), (Text("b"), _by("guess")))

    def too_many(facts: list[Fact], most: int) -> bool:
        with mock.patch.object(pairs, "MOST_LOOKS", most):
            return are_too_many(facts)

    assert not are_too_many(words)
    assert not too_many(words, 33 * 32 // 2)
    assert too_many(words, 33 * 32 // 2 - 1)
    assert too_many([*alone, *words], 33 * 32 // 2 - 1)
    assert not too_many(words[:32], 1)
    assert too_many(words, 1)
