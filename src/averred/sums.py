"""Sums of disjoint parts through nested partitions: bounds that are handed on until nothing changes.

Each inequality bounds each of its quantities by the ends of the others (Davis 1987, "Constraint
propagation with interval labels"); each bound remembers the facts that it rests on. On nested partitions,
which are trees, this finds every contradiction; elsewhere it may miss one and never makes one up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs

from averred.alike import comparable, in_one_unit
from averred.conflicts.arithmetic import room
from averred.conflicts.minimal import shrink
from averred.constraint import (
    Holder,
    Inequality,
    Variable,
    intersect,
    judge,
    measured,
    room_for,
)
from averred.describe import numbers, owner, reading_with_convention
from averred.findings import Verdict
from averred.ranges import declared_range
from averred.records import record_repr
from averred.scopes import Meeting, all_meet
from averred.values import Interval, OneOf, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.context import Context
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.vocabulary import Partition, Predicate

_NOTHING: frozenset[str] = frozenset()


class Box(NamedTuple):
    """What a quantity can be, and the facts on which its two ends rest."""

    interval: Interval
    low: frozenset[str] = _NOTHING
    high: frozenset[str] = _NOTHING


@attrs.frozen(eq=False)
class System:
    """The quantities of one subject and its parts, and the inequalities between them.

    Attributes:
        subject: the whole: an entity's id.
        predicate: the predicate's id.
        fact_base: names the things.
        facts: what is said of the quantities.
        inequalities: a part is at most its whole, disjoint parts together are too.
        floor: what the predicate declares of every quantity.
        implied: disjoint parts together are at most what holds their whole, which a rule of its own says.
    """

    subject: str
    predicate: str
    fact_base: FactBase
    facts: tuple[Fact, ...]
    inequalities: tuple[Inequality, ...]
    floor: Interval
    implied: tuple[Inequality, ...] = ()

    __repr__ = record_repr

    def first_conflict(self, facts: Sequence[Fact]) -> Conflict | None:
        """A minimal set of facts that cannot all hold; None if nothing shows that they cannot."""
        inside = self.contradiction(facts, self.inequalities)
        if not inside:
            return None
        return shrink(
            [fact for fact in facts if fact.id in inside],
            lambda rest: self.contradiction(rest, self.inequalities) is not None,
        )

    def needs_several(self, conflict: Conflict) -> bool:
        """Whether no inequality alone shows the conflict to a rule of its own."""
        return self.contradiction(conflict, ()) is None and all(
            self.contradiction(conflict, (inequality,)) is None
            for inequality in (*self.inequalities, *self.implied)
        )

    def verdict(self) -> Verdict | None:
        """What is known of the sums where no joint conflict is known.

        Returns:
            SATISFIED if every choice of precise values keeps all of them, UNDETERMINED if some may; None if
            none does, which is then shown by a rule of its own.
        """
        if self.contradiction(self.facts, self.inequalities) is not None:
            return None
        said = self._said(self.facts)
        verdicts = set()
        for inequality in self.inequalities:
            known = [intersect([self.floor, *said.get(v, ())]) for _, v in inequality.terms]
            verdicts.add(judge(inequality, [box for box in known if box is not None]))
        surely = verdicts == {Verdict.SATISFIED} and all_meet(self.facts) is Meeting.SURELY
        return Verdict.SATISFIED if surely else Verdict.UNDETERMINED

    def steps(self, conflict: Conflict) -> list[str]:
        """How a minimal conflict follows: what each fact says, and what each sum leaves for a quantity."""
        needed = list(self.inequalities)
        for inequality in self.inequalities:
            rest = [other for other in needed if other is not inequality]
            if self.contradiction(conflict, rest) is not None:
                needed = rest
        said = [
            f"“{fact.written}” ({fact.id}) is read as {reading_with_convention(fact.value, self.fact_base)}"
            for fact in conflict
        ]
        return [*said, *self._handed_on(conflict, needed)]

    def _said(self, facts: Sequence[Fact]) -> dict[Variable, list[Interval]]:
        """What facts say of each quantity."""
        found: dict[Variable, list[Interval]] = {}
        for fact in facts:
            interval = measured(fact.value, "value")
            if interval is not None:
                variable = Variable(Holder(fact.subject, fact.part or ""), fact.predicate)
                found.setdefault(variable, []).append(interval)
        return found

    def _box(self, intervals: Sequence[Interval]) -> Interval:
        """What some intervals that share numbers leave."""
        box = intersect([self.floor, *intervals])
        return self.floor if box is None else box

    def _handed_on(self, facts: Sequence[Fact], needed: Sequence[Inequality]) -> Iterator[str]:
        """From the smallest parts on what each sum says of the one quantity that a further sum needs."""
        said, left = self._said(facts), list(needed)
        while left:
            inequality, index = _next_step(left)
            known = [self._box(said.get(variable, ())) for _, variable in inequality.terms]
            variable = inequality.terms[index][1]
            limit = room_for(inequality, known, index)
            narrowed = known[index].intersection(limit)
            words = f"{self._words(inequality)}: {room(inequality, known, index)}"
            if narrowed is None:
                yield f"{words}, and {self._title(variable)} is {numbers(known[index])}"
            else:
                yield f"{words}, so {self._title(variable)} is {numbers(limit)}"
                said[variable] = [narrowed]
            left.remove(inequality)

    def _words(self, inequality: Inequality) -> str:
        smaller = [self._title(variable) for factor, variable in inequality.terms if factor > 0]
        greater = [self._title(variable) for factor, variable in inequality.terms if factor < 0]
        return f"{' + '.join(smaller)} is at most {' + '.join(greater)}"

    def _title(self, variable: Variable) -> str:
        part = variable.holder.part
        return f"“{self.fact_base.name_of(part)}”" if part else owner(self.subject, None, self.fact_base)

    def contradiction(
        self, facts: Sequence[Fact], inequalities: Sequence[Inequality]
    ) -> frozenset[str] | None:
        """The ids of facts that cannot all hold, by handing bounds on; None if that shows nothing."""
        boxes: dict[Variable, Box] = {}
        for fact in facts:
            interval = measured(fact.value, "value")
            variable = Variable(Holder(fact.subject, fact.part or ""), fact.predicate)
            box = boxes.get(variable, Box(self.floor))
            if interval is not None:
                ids = frozenset({fact.id})
                narrowed = _narrowed(box, interval, ids)
                if narrowed is None:
                    return box.low | box.high | ids
                boxes[variable] = narrowed
        for _ in range(2 * len(inequalities) + 1):
            before = dict(boxes)
            for inequality in inequalities:
                found = self._hand_on(inequality, boxes)
                if found is not None:
                    return found
            if boxes == before:
                return None
        return None

    def _hand_on(self, inequality: Inequality, boxes: dict[Variable, Box]) -> frozenset[str] | None:
        """Narrow each quantity by the others; the facts at fault if one has no value left."""
        for index, (_, variable) in enumerate(inequality.terms):
            known = [boxes.get(other, Box(self.floor)) for _, other in inequality.terms]
            room = room_for(inequality, [box.interval for box in known], index)
            ids = _NOTHING.union(
                *(
                    box.low if factor > 0 else box.high
                    for place, ((factor, _), box) in enumerate(zip(inequality.terms, known, strict=True))
                    if place != index
                )
            )
            narrowed = _narrowed(known[index], room, ids)
            if narrowed is None:
                return ids | known[index].low | known[index].high
            boxes[variable] = narrowed
        return None


def _next_step(left: Sequence[Inequality]) -> tuple[Inequality, int]:
    """A sum that shares but one quantity with the others, and which that is; of the last one, its whole."""
    for inequality in left:
        others = {variable for other in left if other is not inequality for _, variable in other.terms}
        shared = [at for at, (_, variable) in enumerate(inequality.terms) if variable in others]
        if len(shared) == 1:
            return inequality, shared[0]
    factors = [factor for factor, _ in left[0].terms]
    return left[0], next((at for at, factor in enumerate(factors) if factors.count(factor) == 1), 0)


def _narrowed(box: Box, interval: Interval, ids: frozenset[str]) -> Box | None:
    """A box without what lies outside of an interval; None if nothing is left."""
    left = box.interval.intersection(interval)
    if left is None:
        return None
    same_low = (left.lo, left.lo_open) == (box.interval.lo, box.interval.lo_open)
    same_high = (left.hi, left.hi_open) == (box.interval.hi, box.interval.hi_open)
    return Box(left, box.low if same_low else ids, box.high if same_high else ids)


def part_systems(context: Context) -> Iterator[System]:
    """A system for each subject and predicate to which more than one partition applies."""
    predicates = context.fact_base.predicates
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in context.active:
        predicate = context.predicate_of(fact)
        if predicate.value == "quantity" and predicate.additive and not fact.denied:
            groups.setdefault((predicate.id, fact.subject, fact.scope.status), []).append(fact)
    by_unit: dict[tuple[str, str, str, str], list[Fact]] = {}
    for key, found in groups.items():
        for fact in filter(_is_in_one_unit, comparable(predicates[key[0]], found)):
            by_unit.setdefault((*key, _unit(fact)), []).append(fact)
    for (name, subject, *_), facts in sorted(by_unit.items()):
        partitions = [found for found in context.fact_base.partitions if _applies(context, found, subject)]
        if len(partitions) > 1:
            yield _system(context, predicates[name], subject, tuple(facts), partitions)


def _is_in_one_unit(fact: Fact) -> bool:
    return in_one_unit((fact,))


def _unit(fact: Fact) -> str:
    """The unit of a quantity; empty where there is none."""
    options = fact.value.alternatives if isinstance(fact.value, OneOf) else (fact.value,)
    return next((one.unit for one in options if isinstance(one, Quantity) and one.unit), "")


def _applies(context: Context, partition: Partition, subject: str) -> bool:
    return partition.of == subject or subject in context.fact_base.ancestors(partition.of)


def _system(
    context: Context,
    predicate: Predicate,
    subject: str,
    facts: tuple[Fact, ...],
    partitions: Sequence[Partition],
) -> System:
    parts = {part for partition in partitions for part in partition.parts}
    parts |= {fact.part for fact in facts if fact.part}
    variables = {part: Variable(Holder(subject, part), predicate.id) for part in ("", *sorted(parts))}
    inequalities = [found for partition in partitions for found in _sums(partition, subject, variables)]
    inequalities += [
        Inequality(((1, variables[part]), (-1, variables[whole])))
        for part in sorted(parts)
        for whole in ("", *context.fact_base.ancestors(part))
        if whole in variables
    ]
    implied = tuple(
        Inequality(((-1, variables[whole]), *((1, variables[part]) for part in partition.parts)))
        for partition in partitions
        for whole in ("", *context.fact_base.ancestors(partition.of))
        if whole in variables
    )
    floor = next((bound.interval for bound in declared_range(predicate, facts)), Interval.everything())
    return System(subject, predicate.id, context.fact_base, facts, tuple(inequalities), floor, implied)


def _sums(partition: Partition, subject: str, variables: Mapping[str, Variable]) -> Iterator[Inequality]:
    """The parts together are at most the whole, and where they are all of it, at least.

    A whole that holds more than what is parted may well be greater.
    """
    whole = variables.get(partition.of, variables[""])
    terms = ((-1, whole), *((1, variables[part]) for part in partition.parts))
    yield Inequality(terms)
    if partition.exhaustive and (partition.of in variables or partition.of == subject):
        yield Inequality(tuple((-factor, variable) for factor, variable in terms))
