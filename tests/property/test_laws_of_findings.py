"""Laws of the rules about values: what they find is what must be found, whatever the order and the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import TypeVar

import attrs
from hypothesis import assume, given, note
from hypothesis import strategies as st

from averred.constraint import Holder, Inequality, Variable, judge
from averred.exclusion import can_all_hold
from averred.factbase import FactBase
from averred.facts import Fact, Scope
from averred.findings import Verdict
from averred.testing.strategies import FIRST_DAY, WORLD, dates, intervals
from averred.values import Date, EntityRef, Interval, Number, OneOf, Quantity, Unknown, Value
from tests.effort import times
from tests.made import made_base, made_fact, quantity
from tests.oracle import conflicts
from tests.oracle_readings import box
from tests.renaming import joined, renamed
from tests.strategies import LAW_WORLD, FoundConflict, judged, judged_bases, reported, told, with_facts

T = TypeVar("T")


more_often = times(4)


@more_often
@given(judged_bases())
def test_python_and_the_oracle_find_the_same(base: FactBase) -> None:
    """Law 8: the conflicts, with their rules and levels, are those of the oracle that tries everything."""
    note(told(base))
    expected = conflicts(base)

    assert expected == reported(base)


@more_often
@given(
    st.lists(st.tuples(intervals(), st.sampled_from((-2, -1, 1, 2))), min_size=1, max_size=3),
    st.integers(-3, 3),
    st.booleans(),
)
def test_an_inequality_is_judged_as_if_all_was_tried(
    terms: list[tuple[Interval, int]], constant: int, strict: bool
) -> None:
    """Law 8: an inequality is violated iff no choice of precise values satisfies it, satisfied iff all do."""
    inequality = Inequality(
        tuple((factor, _variable(str(place))) for place, (_, factor) in enumerate(terms)), constant, strict
    )
    tried = [[factor * x for x in box([found], Interval.everything())] for found, factor in terms]
    totals = [sum(choice) + constant for choice in product(*tried)]
    holds = {total < 0 or (total == 0 and not strict) for total in totals}
    expected = (
        Verdict.UNDETERMINED if len(holds) > 1 else Verdict.SATISFIED if True in holds else Verdict.VIOLATED
    )

    assert expected is judge(inequality, [found for found, _ in terms])


_DAYS = [Interval.point(FIRST_DAY + place) for place in range(2)]
_SCOPES = (
    Scope(),
    *(Scope(as_of=Date(day, day, "day", "a day")) for day in _DAYS),
    Scope(during=Date(_DAYS[0].hull(_DAYS[1]), _DAYS[0].hull(_DAYS[1]), "day", "both days")),
)
_lists = st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True)


@more_often
@given(st.lists(st.tuples(_lists, st.sampled_from(_SCOPES)), min_size=3, max_size=6))
def test_lists_of_alternatives_may_exclude_each_other_only_together(
    lists: list[tuple[list[int], Scope]],
) -> None:
    """Of conflicts over alternatives disjoint ones are listed: each is minimal, and no other is left over."""
    base = made_base(
        *(
            made_fact(f"fact-{place}", OneOf(tuple(quantity(n, n) for n in numbers), "or"), scope=scope)
            for place, (numbers, scope) in enumerate(lists)
        )
    )
    expected, actual = conflicts(base), reported(base)
    listed = {fact for _, _, ids in actual for fact in ids}

    assert expected >= actual
    assert all(ids & listed for _, _, ids in expected)


@given(judged_bases(), st.data())
def test_a_wider_value_makes_no_new_conflict(base: FactBase, data: st.DataObject) -> None:
    """Law 1: facts that conflict with a wider value hold facts that conflict with the narrow one."""
    asserted = [place for place, fact in enumerate(base.facts) if not fact.denied]
    assume(asserted)
    place = data.draw(st.sampled_from(asserted))
    value = data.draw(_wider(base.facts[place].value))
    wide = attrs.evolve(base.facts[place], value=value)
    note(f"{told(base)}\nwider: {wide.id} {value}")
    before = reported(base)
    after = reported(with_facts(base, (*base.facts[:place], wide, *base.facts[place + 1 :])))

    assert set() == {found for found in after if not any(_within(known, found) for known in before)}


@more_often
@given(st.lists(intervals(), min_size=2, max_size=4), intervals(), st.booleans())
def test_a_wider_reading_never_turns_into_violated(boxes: list[Interval], more: Interval, less: bool) -> None:
    """Law 1, for the two forms: values of one property, and an inequality over independent quantities."""
    wide = [boxes[0].hull(more), *boxes[1:]]
    terms = tuple((-1 if place % 2 else 1, _variable(str(place))) for place in range(len(boxes)))
    inequality = Inequality(terms, strict=less)
    for narrow, wider in (
        (_together(boxes), _together(wide)),
        (judge(inequality, boxes), judge(inequality, wide)),
    ):
        assert wider in {narrow, Verdict.UNDETERMINED}


def _variable(name: str) -> Variable:
    """A quantity of its own."""
    return Variable(Holder(name), "participants")


def _together(boxes: Sequence[Interval]) -> Verdict:
    values = [Quantity(box, "person", str(box)) for box in boxes]
    return can_all_hold(values, WORLD.predicates["participants"], WORLD)


def _within(known: FoundConflict, found: FoundConflict) -> bool:
    """Whether a conflict of the same kind lies in another."""
    return _kind(known[0]) == _kind(found[0]) and known[2] <= found[2]


def _kind(rule: str) -> str:
    """The three rounds of one rule have three names."""
    return "contradictory" if rule in {"sources-conflict", "disputed"} else rule


def _wider(value: Value) -> st.SearchStrategy[Value]:
    """Values that allow all that a value allows, and perhaps more."""
    if isinstance(value, Quantity):
        return intervals().map(lambda more: attrs.evolve(value, interval=value.interval.hull(more)))
    if isinstance(value, Date):
        days = dates().map(lambda more: more.interval)
        return days.map(
            lambda more: attrs.evolve(value, start=value.start.hull(more), end=value.end.hull(more), parts=())
        )
    if isinstance(value, EntityRef):
        return st.just(OneOf((value, EntityRef("hill", "hill")), "one of two"))
    return st.just(Unknown("?") if isinstance(value, OneOf) else value)


@given(judged_bases(), st.integers(0, 2**32).map(Random))
def test_order_changes_nothing(base: FactBase, chance: Random) -> None:
    """Law 2: the order of facts, entities, predicates, partitions and constraints changes no finding."""
    shuffled = attrs.evolve(
        base,
        facts=_mixed(base.facts, chance),
        entities=dict(_mixed(tuple(base.entities.items()), chance)),
        predicates=dict(_mixed(tuple(base.predicates.items()), chance)),
        partitions=_mixed(base.partitions, chance),
        constraints=_mixed(base.constraints, chance),
    )

    assert judged(base).findings == judged(shuffled).findings


def _mixed(items: tuple[T, ...], chance: Random) -> tuple[T, ...]:
    return tuple(chance.sample(items, len(items)))


@given(judged_bases(), st.integers(0, 2**32).map(Random))
def test_names_change_nothing_but_names(base: FactBase, chance: Random) -> None:
    """Law 2: with other ids the same facts conflict, at the same levels.

    Lists of alternatives are left out: of conflicts that share facts, which are listed is decided by ids.
    """
    assume(not any(isinstance(fact.value, OneOf) for fact in base.facts))
    numbers = chance.sample(range(100), 100)
    other, names = renamed(base, lambda name: f"n{numbers[sum(map(ord, name)) % 100]}-{name}")
    expected = {
        (rule, level, frozenset(names[fact] for fact in facts)) for rule, level, facts in reported(base)
    }
    note(told(base))

    assert expected == reported(other)


@given(judged_bases(max_facts=4), judged_bases(max_facts=4))
def test_what_shares_nothing_changes_nothing(one: FactBase, two: FactBase) -> None:
    """Law 3: two fact bases that share no name say together what each of them says alone."""
    apart, _ = renamed(two, lambda name: f"other-{name}")

    assert reported(one) | reported(apart) == reported(joined(one, apart))


@given(judged_bases())
def test_a_conflict_is_minimal_and_stands_alone(base: FactBase) -> None:
    """Law 4: the facts of a conflict conflict by themselves, and none of them can be left out."""
    for rule, level, ids in reported(base):
        facts = [fact for fact in base.facts if fact.id in ids]
        fewer = [reported(with_facts(base, some)) for some in combinations(facts, len(facts) - 1)]
        note(f"{told(base)}\n{rule} {ids}")

        assert (rule, level, ids) in reported(with_facts(base, facts))
        assert not any(_kind(found[0]) == _kind(rule) for some in fewer for found in some)


@given(st.lists(intervals(), min_size=2, max_size=6), st.lists(dates(), min_size=2, max_size=6))
def test_what_can_hold_in_pairs_can_hold_together(numbers: list[Interval], days: list[Date]) -> None:
    """Law 5: of convex readings, if every two share a value, all do."""
    quantities = [Quantity(interval, "person", str(interval)) for interval in numbers]
    readings: tuple[tuple[str, Sequence[Value]], ...] = (("participants", quantities), ("date", days))
    for name, values in readings:
        predicate = LAW_WORLD.predicates[name]
        pairwise = all(
            can_all_hold(pair, predicate, LAW_WORLD) is not Verdict.VIOLATED
            for pair in combinations(values, 2)
        )

        assert pairwise == (can_all_hold(values, predicate, LAW_WORLD) is not Verdict.VIOLATED)


_KEYED_DATE = attrs.evolve(WORLD.predicates["date"], scope=("method", "place"))
_KEYED = attrs.evolve(LAW_WORLD, predicates={**WORLD.predicates, "date": _KEYED_DATE})


@given(judged_bases(world=_KEYED))
def test_fewer_keys_that_must_agree_find_more(base: FactBase) -> None:
    """Law 6: what conflicts where more keys must agree conflicts where fewer must."""
    found = []
    for within in (("method", "place"), ("method",), ()):
        constraints = tuple(attrs.evolve(constraint, within=within) for constraint in base.constraints)
        narrowed = reported(attrs.evolve(base, constraints=constraints))
        found.append({known for known in narrowed if known[0] in {"wrong-order", "impossible-anniversary"}})
    note(told(base))

    assert all(any(_within(known, one) for known in found[1]) for one in found[0])
    assert all(any(_within(known, one) for known in found[2]) for one in found[1])


@given(judged_bases(), st.integers(0, 9))
def test_a_retracted_fact_is_as_if_it_were_not_there(base: FactBase, place: int) -> None:
    """Rules about the world see no retracted fact."""
    gone = base.facts[place % len(base.facts)]
    kept = [fact for fact in base.facts if fact is not gone]
    note(f"{told(base)}\nretracted: {gone.id}")

    assert reported(with_facts(base, kept)) == reported(
        with_facts(base, [*kept, attrs.evolve(gone, rank="retracted")])
    )


@given(judged_bases())
def test_only_one_voice_makes_an_error(base: FactBase) -> None:
    """An error is one voice against itself, a warning is sources in their own voices, all else a note."""
    voices = {fact.id: fact.voice for fact in base.facts}
    for _, level, ids in reported(base):
        speaking = {voices[fact] for fact in ids}
        own = all(voice.is_own for voice in speaking)

        assert level == ("error" if len(speaking) == 1 else "warning" if own else "note")


@given(judged_bases(), st.data())
def test_what_holds_for_every_choice_holds_for_each(base: FactBase, data: st.DataObject) -> None:
    """Law 1: what is satisfied stays satisfied when values are narrowed to precise ones."""
    assume(not any(isinstance(fact.value, OneOf) for fact in base.facts))
    before = _verdicts(base)
    precise = with_facts(base, _precise(base.facts, data))
    after = _verdicts(precise)
    note(told(base))

    assert all(
        after.get(key, found) == found for key, found in before.items() if found == {Verdict.SATISFIED}
    )


def _verdicts(base: FactBase) -> dict[tuple[str, str, tuple[str, ...]], set[Verdict]]:
    """The verdicts of everything that was judged; of an equality there are two, one for each direction."""
    found: dict[tuple[str, str, tuple[str, ...]], set[Verdict]] = {}
    for judgement in judged(base).judgements:
        found.setdefault((judgement.rule, judgement.about, judgement.facts), set()).add(judgement.verdict)
    return found


def _precise(facts: Sequence[Fact], data: st.DataObject) -> Iterator[Fact]:
    """The facts with one precise number for each quantity, which all facts about it allow."""
    boxes: dict[tuple[str, str | None, str], Interval | None] = {}
    for fact in facts:
        key = (fact.subject, fact.part, fact.predicate)
        if isinstance(fact.value, Quantity) and not fact.denied and fact.is_active:
            declared = LAW_WORLD.predicates[fact.predicate]
            box = boxes.get(key, Interval(declared.min, declared.max))
            boxes[key] = None if box is None else fact.value.interval.intersection(box)
    points = {key: data.draw(_number_in(box)) for key, box in boxes.items() if box is not None}
    for fact in facts:
        point = points.get((fact.subject, fact.part, fact.predicate))
        if isinstance(fact.value, Quantity) and point is not None and point in fact.value.interval:
            yield attrs.evolve(fact, value=attrs.evolve(fact.value, interval=Interval.point(point)))
        else:
            yield fact


def _number_in(box: Interval) -> st.SearchStrategy[Number]:
    tried = [Fraction(half, 2) for half in range(-2, 16)]
    return st.sampled_from([number for number in tried if number in box])
