"""How long joint conflicts take, and the most credible reading of tangles of them.

python tests/benchmarks/bench_joint.py
"""

from __future__ import annotations

import random
import time
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

import attrs

import averred
from averred.config import Settings
from averred.entities import Entity
from averred.facts import Attribution, Citation, Confidence, Fact
from averred.values import Date, Interval
from averred.vocabulary import Constraint, Predicate

ONLY_JOINT = Settings(select=frozenset({"joint-conflict"}), today="2031-01-01")
SURE = Confidence(Fraction(4, 5), None, "a case")


def _date(name: str, subject: str, day: int) -> Fact:
    box = Interval.point(day)
    value = Date(box, box, "day", str(day))
    return Fact(name, subject, "date", value, str(day), Citation("gazette", "words"), Attribution(), SURE)


def _order(before: str, after: str) -> Constraint:
    return Constraint("wrong-order", MappingProxyType({"before": before, "after": after}))


def _base(facts: list[Fact], constraints: list[Constraint], things: list[str]) -> averred.FactBase:
    return averred.FactBase(
        facts=tuple(facts),
        entities={name: Entity(name, name) for name in things},
        predicates={"date": Predicate("date", "date")},
        constraints=tuple(constraints),
    )


def one_large_component(size: int, errors: int) -> averred.FactBase:
    """Events in a row, dated every second one, of which some are dated later than the next but one."""
    things = [f"e{at}" for at in range(size)]
    orders = [_order(a, b) for a, b in pairwise(things)]
    days = [1000 + 10 * at for at in range(size)]
    wrong = random.Random(5).sample(range(4, size - 4, 12), errors)  # noqa: S311 - the same errors each time
    for at in wrong:
        days[at] += 25
    facts = [_date(f"f{at}", things[at], days[at]) for at in range(0, size, 2)]
    return _base(facts, orders, things)


def one_large_component_in_years(size: int, errors: int) -> averred.FactBase:
    """The same with at least a full year between each two, which has no fixed number of days."""
    things = [f"e{at}" for at in range(size)]
    days = [1000 + 366 * at for at in range(size)]
    for at in random.Random(5).sample(range(4, size - 4, 12), errors):  # noqa: S311 - the same errors each time
        days[at] += 800
    facts = [_date(f"f{at}", things[at], days[at]) for at in range(0, size, 2)]
    return _base(facts, [_a_year_apart(a, b) for a, b in pairwise(things)], things)


def _a_year_apart(earlier: str, later: str) -> Constraint:
    given = {"predicate": "date", "subject": (later,), "from": "date", "from-subject": earlier}
    return Constraint("difference-out-of-range", MappingProxyType({**given, "min": 1, "unit": "year"}))


def small_components(number: int) -> averred.FactBase:
    """Three events each, of which the first and the last are dated; one component in a hundred is wrong."""
    facts: list[Fact] = []
    orders: list[Constraint] = []
    things: list[str] = []
    for at in range(number):
        first, middle, last = (f"c{at}-{name}" for name in "abc")
        things += [first, middle, last]
        orders += [_order(first, middle), _order(middle, last)]
        facts.append(_date(f"c{at}-1", first, 1000))
        facts.append(_date(f"c{at}-2", last, 900 if at % 100 == 0 else 1100))
    return _base(facts, orders, things)


def tangle(events: int, dates: int, orders: int) -> averred.FactBase:
    """Events with several dates each and orders between them, drawn by chance: nearly all is in conflict."""
    chance = random.Random(1)  # noqa: S311 - the same tangle each time
    things = [f"e{at}" for at in range(events)]
    facts = [
        _date(f"f{at}-{n}", thing, chance.randrange(1000, 1366))
        for at, thing in enumerate(things)
        for n in range(dates)
    ]
    weighed = [
        attrs.evolve(fact, confidence=Confidence(Fraction(chance.choice((4, 6, 8, 9)), 10), None, "a case"))
        for fact in facts
    ]
    pairs = [sorted(chance.sample(range(events), 2)) for _ in range(orders)]
    base = _base(weighed, [_order(things[a], things[b]) for a, b in pairs], things)
    return attrs.evolve(base, predicates={"date": Predicate("date", "date", functional=True)})


def _timed_reading(base: averred.FactBase) -> tuple[float, float, bool]:
    """Seconds of a check and of the most credible reading after it, and whether that is exact."""
    start = time.process_time()
    report = averred.check(base, settings=Settings(today="2031-01-01"))
    checked = time.process_time()
    is_exact = report.credible().is_exact
    return checked - start, time.process_time() - checked, is_exact


def _timed(base: averred.FactBase) -> tuple[float, int]:
    start = time.process_time()
    report = averred.check(base, settings=ONLY_JOINT)
    found = sum(len(finding.conflicts) + finding.omitted_conflicts for finding in report)
    return time.process_time() - start, found


def main() -> None:
    """Print the figures."""
    seconds, found = _timed(one_large_component(400, 15))
    print(f"one component of 200 dated events, 15 wrong: {found} conflicts in {seconds:.2f} s")
    seconds, found = _timed(one_large_component_in_years(400, 15))
    print(f"the same in years: {found} conflicts in {seconds:.2f} s")
    for number in (1_000, 10_000, 100_000):
        seconds, found = _timed(small_components(number))
        per = seconds / number * 1e6
        print(f"{number:>7,} components: {found:,} conflicts in {seconds:.2f} s, {per:.0f} µs each")
    for events, dates, orders in ((260, 2, 40), (100, 2, 100), (260, 2, 200), (260, 2, 520), (40, 13, 100)):
        check, reading, is_exact = _timed_reading(tangle(events, dates, orders))
        what = f"{events} events with {dates} dates each, {orders} orders"
        print(
            f"{what}: checked in {check:.2f} s, read in {reading:.2f} s, {'exact' if is_exact else 'a bound'}"
        )


if __name__ == "__main__":
    main()
