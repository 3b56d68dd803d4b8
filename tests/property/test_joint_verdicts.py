"""Laws of joint verdicts: what trying every choice of days, and of numbers, says."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING

import attrs
from hypothesis import given, note
from hypothesis import strategies as st

from averred.findings import Verdict
from averred.testing.strategies import FIRST_DAY
from averred.values import Date, Interval, Quantity
from averred.vocabulary import Constraint, Partition
from tests.catalogue import EMPTY, judged_by
from tests.chance import date
from tests.effort import times
from tests.made import made_fact
from tests.strategies import Told

if TYPE_CHECKING:
    from averred.factbase import FactBase

EVENTS = ("march", "parade", "mayor")
#: Days that are tried for a thing of which none is known: more on each side than all differences together.
FREE = range(FIRST_DAY - 5, FIRST_DAY + 10)
chances = st.integers(0, 2**64).map(Random)


def dated(chance: Random) -> FactBase:
    """Three things one after another, with some dates, and perhaps a difference and an overlap."""
    said = [(event, date(chance)) for event in chance.choices(EVENTS, k=chance.randint(2, 4))]
    if chance.random() < 1 / 2:
        days = sorted((date(chance) for _ in EVENTS), key=lambda day: (day.start.lo or 0, day.end.hi or 0))
        said = list(zip(EVENTS, days, strict=True))
    facts = [
        made_fact(f"fact-{at}", day, subject=event, predicate="date") for at, (event, day) in enumerate(said)
    ]
    constraints = [Constraint("wrong-order", {"before": a, "after": b}) for a, b in (EVENTS[:2], EVENTS[1:])]
    low = chance.randint(0, 3)
    apart = {"predicate": "date", "subject": ("mayor",), "from": "date", "from-subject": "march"}
    if chance.random() < 2 / 3:
        bounds = {"min": low, "max": low + chance.randint(0, 2)}
        for gone in chance.choice(((), ("min",), ("max",))):
            del bounds[gone]
        constraints.append(Constraint("difference-out-of-range", {**apart, **bounds}))
    if chance.random() < 1 / 3:
        pair = {"first": "march", "second": "mayor", "period": "date"}
        constraints.append(Constraint("no-overlap", pair))
    return attrs.evolve(EMPTY, facts=tuple(facts), constraints=tuple(constraints))


def _days(base: FactBase, event: str) -> list[tuple[int, int]]:
    """Each beginning and end that all dates of a thing allow."""
    dates = [fact.value for fact in base.facts if fact.subject == event and isinstance(fact.value, Date)]
    return [
        (first, last)
        for first in FREE
        for last in FREE
        if first <= last
        and all(first in found.start and last in found.end for found in dates)
        and (first == last or all(found.is_period for found in dates))
    ]


def _holds(base: FactBase, days: dict[str, tuple[int, int]]) -> bool:
    """Whether all that is declared holds on these days."""
    for constraint in base.constraints:
        given_here = constraint.parameters
        if constraint.rule == "wrong-order":
            kept = days[str(given_here["before"])][1] <= days[str(given_here["after"])][0]
        elif constraint.rule == "no-overlap":
            one, other = days["march"], days["mayor"]
            kept = one[0] <= other[1] and other[0] <= one[1]
        else:
            apart = days["mayor"][0] - days["march"][1]
            low, high = given_here.get("min", -99), given_here.get("max", 99)
            assert isinstance(low, int)
            assert isinstance(high, int)
            kept = low <= apart <= high
        if not kept:
            return False
    return True


@times(3)
@given(chances)
def test_the_verdict_on_days_is_that_of_trying_all(chance: Random) -> None:
    """Satisfied iff every choice of days holds, undetermined iff some do; else violated or shown alone."""
    base = dated(chance)
    note(Told(base))
    choices = product(*(_days(base, event) for event in EVENTS))
    held = {_holds(base, dict(zip(EVENTS, choice, strict=True))) for choice in choices}
    expected = Verdict.VIOLATED if True not in held else None
    if expected is None:
        expected = Verdict.SATISFIED if held == {True} else Verdict.UNDETERMINED
    actual = {one.verdict for one in judged_by("joint-conflict", base).judgements}

    assert actual <= {expected}
    assert actual or expected is Verdict.VIOLATED


TREE = (Partition("march", ("drummers", "dancers"), exhaustive=True), Partition("drummers", ("young", "old")))


@given(chances)
def test_the_verdict_on_sums_is_that_of_trying_all(chance: Random) -> None:
    """The same for numbers of people: whole numbers are tried, since all bounds are whole."""
    parts = (None, "drummers", "dancers", "young", "old")
    facts = []
    for at, part in enumerate((*parts, *chance.choices(parts, k=chance.randint(0, 1)))):
        low = chance.randint(0, 4) + (5 if part is None else 0)
        box = Interval(low, low + chance.choice((0, 0, 1)))
        facts.append(made_fact(f"fact-{at}", Quantity(box, "person", str(box)), part=part))
    base = attrs.evolve(EMPTY, facts=tuple(facts), partitions=TREE)
    note(Told(base))
    ranges = []
    for part in parts:
        boxes = [f.value.interval for f in facts if f.part == part and isinstance(f.value, Quantity)]
        ranges.append([number for number in range(12) if all(number in box for box in boxes)])
    held = {
        young + old <= drummers
        and drummers + dancers == whole
        and max(young, old, drummers, dancers) <= whole
        for whole, drummers, dancers, young, old in product(*ranges)
    }
    expected = Verdict.VIOLATED if True not in held else None
    if expected is None:
        expected = Verdict.SATISFIED if held == {True} else Verdict.UNDETERMINED
    actual = {one.verdict for one in judged_by("joint-conflict", base).judgements}

    assert actual <= {expected}
    assert actual or expected is Verdict.VIOLATED
