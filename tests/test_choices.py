"""The search for facts that violate an inequality: what it lists, in which order, and how many."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from averred.conflicts.choices import bounds_by, minimal_choices
from averred.constraint import Bound, Holder, Inequality, Variable
from averred.facts import Fact, Scope
from averred.values import Interval, read_date
from tests.made import made_fact

X, Y = Variable(Holder("x"), "p"), Variable(Holder("y"), "p")
SMALL = Inequality(((1, X),), -4)
LARGE = Inequality(((-1, X),), 4)
SOME = Interval.point(1)
IN_ORDER = Inequality(((1, X), (-1, Y)))


def _bounds(*made: tuple[str, Interval], scope: Scope = Scope()) -> list[Bound]:  # noqa: B008 - frozen
    return [Bound(interval, made_fact(name, scope=scope)) for name, interval in made]


def _ids(conflicts: Iterable[tuple[Fact, ...]]) -> list[str]:
    return ["".join(fact.id for fact in conflict) for conflict in conflicts]


def test_the_tightest_facts_are_listed_first() -> None:
    """What has to be small is worst where it begins highest, what has to be large where it ends lowest."""
    wide, narrow = Interval.at_least(6), Interval.closed(5, 7)

    assert ["b", "a", "c"] == _ids(
        minimal_choices(
            SMALL, [_bounds(("a", narrow), ("b", wide), ("c", Interval.point(5)), ("d", Interval(0, 9)))]
        )
    )
    assert ["b", "c", "a"] == _ids(
        minimal_choices(
            Inequality(((-1, X),), 4),
            [_bounds(("a", Interval(0, 3)), ("b", Interval(-9, 1)), ("c", Interval.point(2)), ("d", narrow))],
        )
    )


def test_every_two_that_cannot_both_hold_are_listed() -> None:
    """Of three and three that have to be in order, those that are not; a fact is with one of each side."""
    before = _bounds(("a", Interval.point(1)), ("b", Interval.point(3)), ("c", Interval.point(5)))
    after = _bounds(("d", Interval.point(4)), ("e", Interval.point(2)), ("f", Interval.point(5)))

    assert ["ce", "cd", "be"] == _ids(minimal_choices(IN_ORDER, [before, after]))


def test_what_is_declared_alone_suffices_beside_a_fact() -> None:
    """A declared range takes the place of a fact, and is narrowed by every other declared one."""
    declared = [Bound(Interval.at_least(0)), Bound(Interval.at_most(4)), Bound(Interval.at_most(8))]
    facts = _bounds(("a", Interval.point(3)), ("b", Interval.point(5)))

    assert ["b"] == _ids(minimal_choices(IN_ORDER, [facts, declared]))
    assert [] == _ids(minimal_choices(IN_ORDER, [[Bound(Interval.at_least(5))], declared]))


def test_one_fact_for_both_sides_is_no_conflict() -> None:
    """A fact does not exclude itself, and hides none behind it."""
    both = made_fact("a")
    before = [Bound(Interval.point(5), both), *_bounds(("b", Interval.point(4)))]
    after = [Bound(Interval.point(1), both)]

    assert ["ba"] == _ids(minimal_choices(IN_ORDER, [before, after]))


def test_facts_of_other_scopes_are_not_taken_together() -> None:
    """By methods that differ, unless the method need not agree; of two times, only what meets surely."""
    counted, guessed = (Scope(keys=(("method", how),)) for how in ("count", "guess"))
    before, after = [("a", Interval.point(9))], [("b", Interval.point(1))]
    here = [_bounds(*before, scope=counted), _bounds(*after, scope=guessed)]

    assert [] == _ids(minimal_choices(IN_ORDER, here))
    assert [] == _ids(minimal_choices(IN_ORDER, here, ["method"]))
    assert ["ab"] == _ids(minimal_choices(IN_ORDER, here, []))
    some_day, year = Scope(as_of=read_date("2031-05")), Scope(during=read_date("2031"))
    days = [_bounds(*before, scope=some_day), _bounds(*after, scope=some_day)]
    assert [] == _ids(minimal_choices(IN_ORDER, days))
    assert ["ab"] == _ids(minimal_choices(IN_ORDER, [days[0], _bounds(*after, scope=year)]))


def test_so_many_violations_are_listed() -> None:
    """Of 10,100 pairs that violate an inequality the first 10,000."""
    before = _bounds(*((f"b{n}", Interval.point(1000 + n)) for n in range(101)))
    after = _bounds(*((f"a{n}", Interval.point(n)) for n in range(100)))

    found = list(minimal_choices(IN_ORDER, [before, after]))

    assert 10_000 == len(found) == len(set(_ids(found)))
    assert ["b100", "a0"] == [fact.id for fact in found[0]]


@pytest.mark.parametrize("count", [1, 3])
def test_every_term_has_its_bounds(count: int) -> None:
    """Bounds of more or fewer quantities than an inequality has are misuse, which is not passed over."""
    bounds = _bounds(("a", Interval.point(9)))

    with pytest.raises(ValueError, match="zip"):
        list(minimal_choices(IN_ORDER, [bounds] * count))


def test_the_bounds_of_some_facts() -> None:
    """Theirs and the declared ones, of each quantity."""
    declared, (one, other) = Bound(Interval.at_least(0)), _bounds(("a", SOME), ("b", SOME))
    facts = [one.fact] if one.fact else []

    assert [[declared, one], []] == bounds_by(facts, [[declared, one], [other]])
