"""A slow second opinion: every minimal conflict of a small fact base, by trying everything.

It takes every set of facts, and tries precise values on a small grid until one makes all of them hold. It
shares no code with what it judges but the typed records: who is of one voice, what meets, what a reading
allows are all written a second time here, in the plainest way that follows from the definitions.

A conflict is (rule, level, ids of its facts). Readings that are lists of alternatives are exact where one
property has one value, and their hull elsewhere, as the definitions have it.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, TypeAlias

from averred.values import Interval
from tests.oracle_readings import above, box, denies, end_of, number, one_value, start_of, together, year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Value
    from averred.vocabulary import Constraint

Facts: TypeAlias = "tuple[Fact, ...]"
Conflict: TypeAlias = tuple[str, str, frozenset[str]]
#: A coefficient, the facts that bound a quantity, and what of their values does.
Term: TypeAlias = "tuple[int, Facts, Callable[[Value], Interval | None]]"

LEVELS = ("error", "warning", "note")
NAMES = ("contradictory", "sources-conflict", "disputed")


def conflicts(base: FactBase) -> set[Conflict]:
    """All minimal conflicts that the rules about values define."""
    facts = tuple(fact for fact in base.facts if fact.rank != "retracted")
    found = set(_of_one_property(facts, base))
    found |= set(_of_parts(facts, base))
    for constraint in base.constraints:
        if constraint.rule == "wrong-order":
            found |= set(_of_order(constraint, facts))
        if constraint.rule == "impossible-anniversary":
            found |= set(_of_anniversary(constraint, facts))
    return found


def _minimal(facts: Facts, conflicting: Callable[[Facts], bool]) -> Iterator[Facts]:
    """Sets of facts, small ones first, that conflict and hold no smaller one that does."""
    found: list[set[str]] = []
    for size in range(1, len(facts) + 1):
        for some in combinations(facts, size):
            ids = {fact.id for fact in some}
            if not any(smaller <= ids for smaller in found) and conflicting(some):
                found.append(ids)
                yield some


def turn(facts: Iterable[Fact]) -> int:
    """0 for one voice, 1 for the own voices of several sources, 2 for everybody."""
    voices = set()
    for fact in facts:
        speaker = fact.attribution.speaker
        who = f"nobody but {fact.id}" if speaker == "?" else speaker
        voices.add((fact.citation.source if fact.citation else "", who, fact.attribution.via))
    if len(voices) == 1:
        return 0
    return 1 if all(who is None for _, who, _ in voices) else 2


def _of_one_property(facts: Facts, base: FactBase) -> Iterator[Conflict]:
    keys = sorted({(fact.subject, fact.part or "", fact.predicate) for fact in facts})
    for key in keys:
        group = tuple(fact for fact in facts if (fact.subject, fact.part or "", fact.predicate) == key)
        asserted = tuple(fact for fact in group if not fact.denied)
        denied = tuple(fact for fact in group if fact.denied)
        found: list[Facts] = [pair for pair in product(asserted, denied) if together(pair) and denies(*pair)]
        if base.predicates[key[2]].functional:
            found += _minimal(asserted, lambda some: together(some) and not one_value(some, base))
        for some in found:
            yield NAMES[turn(some)], LEVELS[turn(some)], frozenset(fact.id for fact in some)


def _sum_conflicts(terms: Sequence[Term], floor: Interval, within: Sequence[str] | None) -> Iterator[Facts]:
    """Minimal sets of facts for which no precise values make Σ cᵢ·xᵢ ≤ 0."""
    if not all(facts for _, facts, _ in terms):
        return
    everything = {fact.id: fact for _, facts, _ in terms for fact in facts}

    def conflicting(some: Facts) -> bool:
        boxes = [box([read(f.value) for f in facts if f in some], floor) for _, facts, read in terms]
        if not together(some, within) or not all(boxes):
            return False
        sums = (sum(c * x for (c, _, _), x in zip(terms, choice, strict=True)) for choice in product(*boxes))
        return all(total > 0 for total in sums)

    yield from _minimal(tuple(everything[name] for name in sorted(everything)), conflicting)


def _of_parts(facts: Facts, base: FactBase) -> Iterator[Conflict]:
    counted = [f for f in facts if not f.denied and base.predicates[f.predicate].value == "quantity"]
    for subject, predicate in sorted({(f.subject, f.predicate) for f in counted}):
        declared = base.predicates[predicate]
        own = tuple(f for f in counted if (f.subject, f.predicate) == (subject, predicate))
        floor = Interval(declared.min, declared.max)
        by_whole: dict[str, list[Facts]] = {}
        for whole, terms in _part_terms(subject, own, base) if declared.additive else ():
            by_whole.setdefault(whole, []).extend(_sum_conflicts(terms, floor, None))
        for found in by_whole.values():
            for some in found:
                ids = frozenset(fact.id for fact in some)
                if not any({fact.id for fact in other} < ids for other in found):
                    yield "part-exceeds-whole", LEVELS[turn(some)], ids


def _part_terms(subject: str, own: Facts, base: FactBase) -> Iterator[tuple[str, list[Term]]]:
    held = {part: tuple(f for f in own if (f.part or "") == part) for part in {f.part or "" for f in own}}
    for part in filter(None, held):
        for whole in ("", *above(part, base)):
            if whole in held and whole != subject:
                yield whole, [(1, held[part], number), (-1, held[whole], number)]
    for partition in base.partitions:
        holding = [partition.of, *above(partition.of, base)]
        wholes = [whole for whole in holding if whole in held]
        if "" in held and (wholes or subject in holding):
            wholes.append("")
        known = [part for part in partition.parts if part in held]
        terms: list[Term] = [(1, held[part], number) for part in known]
        for whole in wholes:
            if len(known) > 1:
                yield whole, [*terms, (-1, held[whole], number)]
            if (
                partition.exhaustive
                and len(known) == len(partition.parts)
                and partition.of == (whole or subject)
            ):
                yield whole, [(-1, f, read) for _, f, read in terms] + [(1, held[whole], number)]


# ---- days and years


def _of_order(constraint: Constraint, facts: Facts) -> Iterator[Conflict]:
    names = constraint.parameters
    if {names["before"], names["after"]} & set(constraint.exceptions):
        return
    terms: list[Term] = [
        (1, _dated(facts, names["before"], names.get("before-predicate", "date")), end_of),
        (-1, _dated(facts, names["after"], names.get("after-predicate", "date")), start_of),
    ]
    for some in _sum_conflicts(terms, Interval.everything(), constraint.within):
        yield "wrong-order", LEVELS[turn(some)], frozenset(fact.id for fact in some)


def _dated(facts: Facts, subject: object, predicate: object) -> Facts:
    return tuple(
        f for f in facts if (f.subject, f.predicate) == (subject, predicate) and not (f.denied or f.part)
    )


def _of_anniversary(constraint: Constraint, facts: Facts) -> Iterator[Conflict]:
    ordinal, dated = constraint.parameters["ordinal"], constraint.parameters.get("date", "date")
    numbered = [f for f in facts if f.predicate == ordinal and f.of and not f.denied]
    for subject, event in sorted({(f.subject, f.of or "") for f in numbered}):
        if subject in constraint.exceptions or subject == event:
            continue
        counts = tuple(f for f in numbered if (f.subject, f.of) == (subject, event))
        years = (_dated(facts, event, dated), _dated(facts, subject, dated))
        terms: list[Term] = [(1, years[0], year_of), (1, counts, number), (-1, years[1], year_of)]
        flipped: list[Term] = [(-c, some, read) for c, some, read in terms]
        found = {
            frozenset(fact.id for fact in some): turn(some)
            for way in (terms, flipped)
            for some in _sum_conflicts(way, Interval.everything(), constraint.within)
        }
        yield from (("impossible-anniversary", LEVELS[place], ids) for ids, place in found.items())
