"""Laws of facts that share a value, which are told from others without a search: it would find the same."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import reduce
from itertools import product
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.context import Context
from averred.convex import common_of, hull_of, hull_of_common, shared_by
from averred.errors import EmptyIntervalError
from averred.factbase import FactBase
from averred.facts import Fact, Scope
from averred.findings import Finding, Judgement, Verdict
from averred.rules import contradictory
from averred.shapes import facts_under, groups_under
from averred.testing.strategies import dates, intervals, scopes
from averred.values import Date, Interval, IntervalSet, NoValue, OneOf, Ordinal, Quantity, Unknown, Value
from averred.vocabulary import Constraint
from tests.effort import times
from tests.made import made_base, made_fact, quantity
from tests.strategies import judged_bases

DAY = Date(Interval.point(741_440), Interval.point(741_440), "day", "that day")
units = st.sampled_from(("metre", "metre", "metre", "kilometre", "dog", None))
odd: tuple[Value, ...] = (
    Unknown("?"),
    NoValue("none"),
    Ordinal(2, "second"),
    OneOf((quantity(1, 1, "metre"), quantity(3, 3, "metre")), "1 or 3"),
    attrs.evolve(DAY, missing_year=True, month_day=(12, 29)),
    attrs.evolve(DAY, parts=(DAY.start, DAY.start.shift(2))),
)
near = intervals(st.integers(0, 2))
quantities = st.builds(lambda found, unit: Quantity(found, unit, str(found)), near, units)
days = st.one_of(dates(), dates(), st.sampled_from([one for one in odd if isinstance(one, Date)]))
values: st.SearchStrategy[Sequence[Value]] = st.one_of(
    st.lists(quantities, min_size=2, max_size=4),
    st.lists(quantities.map(lambda one: attrs.evolve(one, unit="metre")), min_size=2, max_size=4),
    st.lists(days, min_size=2, max_size=3),
    st.lists(st.one_of(quantities, days, st.sampled_from(odd)), min_size=2, max_size=4),
    st.lists(st.just(quantity(1, 1, "metre")), min_size=2, max_size=3),
    st.lists(st.just(DAY), min_size=2, max_size=3),
)


@st.composite
def of_one_property(draw: st.DrawFn) -> FactBase:
    """Facts of one thing that are quantities in several units, dates, or what is neither."""
    made = []
    for place, value in enumerate(draw(values)):
        predicate = "date" if isinstance(value, Date) else "participants"
        scope = attrs.evolve(draw(st.one_of(st.just(Scope()), scopes())), status="actual")
        fact = made_fact(f"fact-{place}", value, predicate=predicate, scope=scope)
        made.append(attrs.evolve(fact, denied=draw(st.sampled_from([False] * 9 + [True]))))
    predicates = dict(made_base().predicates)
    if draw(st.booleans()):
        predicates["participants"] = attrs.evolve(predicates["participants"], unit=None)
    return made_base(*made, predicates=predicates)


def _said(base: FactBase) -> list[Finding | Judgement]:
    return list(contradictory.contradictory.check(Context(base)))


@times(4)
@given(st.one_of(judged_bases(), of_one_property()))
def test_the_search_says_the_same_of_what_agrees(base: FactBase) -> None:
    """No finding is hidden, and the verdict of each quantity and what it needs are the same."""
    quickly = _said(base)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contradictory, "shared_by", lambda _: None)
        slowly = _said(base)

    assert slowly == quickly


ONE, FROM_ONE = quantity(1, 1, "person"), quantity(1, 2, "person")


@pytest.mark.parametrize(
    "some, scope, predicate, said",
    [
        ((ONE, ONE), Scope(), "participants", [Verdict.SATISFIED]),
        ((ONE, FROM_ONE), Scope(), "participants", [Verdict.UNDETERMINED]),
        ((FROM_ONE, FROM_ONE), Scope(), "participants", [Verdict.UNDETERMINED]),
        ((ONE, ONE), Scope(as_of=DAY), "participants", [Verdict.UNDETERMINED]),
        ((ONE, ONE), Scope(), "length", []),
    ],
)
def test_what_is_said_of_what_agrees(
    some: Sequence[Value], scope: Scope, predicate: str, said: Sequence[Verdict]
) -> None:
    """Satisfied by one value at one time alone; nothing of a predicate that may have several."""
    first, second = (made_fact(f"f{n}", one, predicate=predicate) for n, one in enumerate(some))
    found = _said(made_base(attrs.evolve(second, scope=scope), first))

    assert [(verdict, ("f0", "f1")) for verdict in said] == [
        (one.verdict, one.facts) for one in found if isinstance(one, Judgement)
    ]
    assert len(said) == len(found)


@times(4)
@given(of_one_property())
def test_what_facts_share_is_in_each_and_all_that_is(base: FactBase) -> None:
    """It is the intersection of their readings; nothing where one is denied, is no interval, or is apart."""
    facts: Sequence[Fact] = base.facts
    common: Interval | None = Interval.everything()
    for fact in facts:
        one = _reading(fact.value)
        common = common.intersection(one) if common is not None and one is not None else None
    lines = {(type(one.value), one.value.unit if isinstance(one.value, Quantity) else None) for one in facts}
    if len(lines) > 1 or any(fact.denied for fact in facts):
        common = None

    assert common == shared_by(facts)


def _every_interval() -> list[Interval]:
    """All intervals with ends at 0 and 1, open, closed and missing."""
    found = []
    for low, high, low_open, high_open in product((None, 0, 1), (None, 0, 1), (False, True), (False, True)):
        with suppress(EmptyIntervalError):
            found.append(Interval(low, high, low_open, high_open))
    return found


@pytest.mark.parametrize("first", _every_interval(), ids=str)
def test_what_intervals_have_in_common_is_taken_two_by_two(first: Interval) -> None:
    """Whichever end is the tighter one, open or closed; of three as of two."""
    for second, third in product(_every_interval(), repeat=2):
        both = first.intersection(second)
        assert both == common_of((first, second))
        assert (None if both is None else both.intersection(third)) == common_of((first, second, third))


@given(st.one_of(values, st.lists(st.sampled_from(odd), min_size=1, max_size=2)))
def test_what_readings_have_in_common_is_what_their_pieces_have(some: Sequence[Value]) -> None:
    """Each piece is taken with each; nothing is in common where one value is no number and no day."""
    common = [Interval.everything()]
    for value in some:
        common = [
            met for one in common for piece in _pieces(value) if (met := one.intersection(piece)) is not None
        ]
    hull = reduce(Interval.hull, common) if common else None

    assert hull == hull_of_common(some)
    assert hull_of(some[0]) == hull_of_common(some[:1])


def _pieces(value: Value) -> Sequence[Interval]:
    """The intervals of a reading; of what is neither a number nor a day there are none."""
    if isinstance(value, Ordinal):
        return [Interval.point(value.number)]
    if isinstance(value, Date) and not value.missing_year:
        return value.parts or [value.interval]
    return [value.interval] if isinstance(value, Quantity) else []


def _reading(value: Value) -> Interval | None:
    """The reading of a quantity, or of a date that has its year; one interval, or none."""
    if isinstance(value, Quantity):
        return value.interval
    if not isinstance(value, Date) or value.missing_year:
        return None
    pieces = IntervalSet.of(*(value.parts or (value.interval,))).parts
    return pieces[0] if len(pieces) == 1 else None


@given(judged_bases(max_facts=6), st.randoms())
def test_a_quantity_is_a_subject_a_part_and_a_status(base: FactBase, chance: Random) -> None:
    """Two active facts of one predicate are in one group iff they agree in these; nothing is lost."""
    facts = [attrs.evolve(one, part=one.part or chance.choice((None, ""))) for one in base.facts]
    context = Context(attrs.evolve(base, facts=tuple(chance.sample(facts, len(facts)))))
    expected: dict[tuple[str, ...], list[Fact]] = {}
    for fact in context.fact_base.facts:
        if fact.rank != "retracted":
            key = fact.predicate, fact.subject, fact.part or "", fact.scope.status
            expected.setdefault(key, []).append(fact)
    actual = [(name, list(some)) for name, groups in context.active_by_quantity.items() for some in groups]

    assert [(key[0], expected[key]) for key in sorted(expected)] == actual


@given(judged_bases(max_facts=6), st.randoms())
def test_facts_are_put_in_the_order_of_the_passages(base: FactBase, chance: Random) -> None:
    """Some of them stand as they stand among all."""
    context = Context(base)
    some = chance.sample(base.facts, chance.randint(0, len(base.facts)))

    assert [fact for fact in context.records if fact in some] == context.in_order(some)
    assert context.facts_of([tuple(some), tuple(some)]) == context.in_order(some)


@given(judged_bases(max_facts=6), st.randoms(), st.sampled_from((None, ("march",), ("march", "parade"))))
def test_a_declaration_is_about_what_is_asserted_of_its_things(
    base: FactBase, chance: Random, subjects: tuple[str, ...] | None
) -> None:
    """By what may compete, in the order of the passages; nothing denied, and nothing of other things."""
    predicate = chance.choice(base.facts).predicate
    named: dict[str, object] = {} if subjects is None else {"subject": subjects}
    rule = Constraint("too-many", {"predicate": predicate, **named})
    context = Context(attrs.evolve(base, facts=tuple(chance.sample(base.facts, len(base.facts)))))
    expected: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts_under(context, rule):
        expected.setdefault((fact.subject, fact.part or "", fact.scope.status), []).append(fact)

    assert [expected[key] for key in sorted(expected)] == groups_under(context, rule)
