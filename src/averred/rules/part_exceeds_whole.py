"""The rule `part-exceeds-whole`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.alike import comparable, in_one_unit
from averred.conflicts.arithmetic import sums, violated_by
from averred.conflicts.minimal import Round, inequality_conflicts
from averred.constraint import (
    Bound,
    Holder,
    Inequality,
    Q,
    Variable,
    ground,
    linear,
    measured,
    room_for,
)
from averred.describe import listing, numbers, owner, read_as, reading_with_convention, said
from averred.findings import Finding, Judgement, Level
from averred.inequalities import by_round, minimal
from averred.ranges import declared_range
from averred.rules.base import Context, conflict_finding, level_in_round, rule
from averred.scopes import Meeting, all_meet
from averred.shapes import steps_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Linear
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Compared, Outside, Summed
    from averred.vocabulary import Constraint, Partition, Predicate

_NAME = "part-exceeds-whole"


def _screened(fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Compared | Outside | Summed]:
    from averred.screening import Compared, Outside, Summed

    quantities = [one for one in fact_base.predicates.values() if one.value == "quantity"]
    additive = [one for one in quantities if one.additive]
    for predicate in quantities:
        yield Compared(part_of_whole(predicate.id))
    for predicate in additive:
        yield Outside(predicate.id, predicate.min, predicate.max, alone=False)
    for partition in fact_base.partitions:
        least = min(1 if partition.exhaustive else 2, len(partition.parts))
        yield Summed(tuple(one.id for one in additive), partition.parts, least)


@rule(_NAME, Level.ERROR, logical=True, screened=_screened)
def part_exceeds_whole(context: Context) -> Iterable[Finding | Judgement]:
    """A part, or the sum of the parts of a declared partition, is greater than its whole.

    What it reports:
        A quantity of a `part` that cannot be at most that of the whole, or of a part that it is nested
        in; declared disjoint parts (`[[partition]]`) whose sum cannot be at most the whole, or, where
        the partition is exhaustive, cannot be as much as the whole.

    Why it matters:
        One of the numbers is wrong, or the part is not what it is taken for.

    Example:
        "40 of the marchers were drummers", and elsewhere "the 30 marchers".

    What to do:
        Compare the passages; correct one; remove `part` if it is no part of that whole.

    Options:
        `additive = false` on a predicate whose parts do not add up (an average, a percentage).

    Where the idea comes from:
        Checks of statistical tables (GRIM and its kin), XBRL calculation links.
    """
    for name, groups in context.active_by_quantity.items():
        predicate = context.fact_base.predicates[name]
        if predicate.value == "quantity" and predicate.additive:
            for subject in sorted({group[0].subject for group in groups if group[0].part}):
                own = [fact for fact in context.active_by_property[subject, name] if not fact.denied]
                if any(fact.part for fact in own):
                    yield from _judge_subject(context, predicate, subject, comparable(predicate, own))


def part_of_whole(predicate: str) -> Linear:
    """The rule as data: a single part is at most its whole."""
    return linear(Q("part", predicate).at_most(Q("whole", predicate)), where=[("part-of", "part", "whole")])


def _judge_subject(
    context: Context, predicate: Predicate, subject: str, facts: Sequence[Fact]
) -> Iterator[Finding | Judgement]:
    bounds = _bounds(predicate, facts)
    by_whole: dict[Holder, list[Inequality]] = {}
    pairs = list(_part_pairs(context, subject, sorted({fact.part or "" for fact in facts})))
    for inequality in ground(part_of_whole(predicate.id), {"part-of": pairs}):
        by_whole.setdefault(inequality.terms[1][1].holder, []).append(inequality)
    for inequality, whole in _partition_sums(context, predicate, subject, facts):
        by_whole.setdefault(whole, []).append(inequality)
    for whole, inequalities in sorted(by_whole.items()):
        yield from _judge_whole(context, predicate, whole, inequalities, bounds)


def _bounds(predicate: Predicate, facts: Sequence[Fact]) -> dict[Variable, list[Bound]]:
    """What bounds each quantity: its facts, and the range that the predicate declares."""
    bounds: dict[Variable, list[Bound]] = {}
    for fact in facts:
        variable = Variable(Holder(fact.subject, fact.part or ""), predicate.id)
        found = bounds.setdefault(variable, list(declared_range(predicate, facts)))
        interval = measured(fact.value, "value")
        if interval is not None:
            found.append(Bound(interval, fact))
    return bounds


def _part_pairs(context: Context, subject: str, parts: Sequence[str]) -> Iterator[tuple[Holder, Holder]]:
    """Which holder is a part of which: of the whole, and of the parts that it is nested in."""
    for part in filter(None, parts):
        yield Holder(subject, part), Holder(subject)
        for outer in context.fact_base.ancestors(part):
            if outer in parts:
                yield Holder(subject, part), Holder(subject, outer)


def _partition_sums(
    context: Context, predicate: Predicate, subject: str, facts: Sequence[Fact]
) -> Iterator[tuple[Inequality, Holder]]:
    """The sums of declared partitions against the whole; both ways where the partition is exhaustive."""
    known = {fact.part or "" for fact in facts}
    for partition in context.fact_base.partitions:
        counted = [part for part in partition.parts if part in known]
        terms = [(1, Variable(Holder(subject, part), predicate.id)) for part in counted]
        for whole in _wholes(context.fact_base, partition, subject, known):
            total = (-1, Variable(Holder(subject, whole), predicate.id))
            if len(counted) > 1:
                yield Inequality((*terms, total)), Holder(subject, whole)
            # Nothing is left out of `of`; a whole that holds more than `of` may well be greater.
            is_all = partition.of == (whole or subject)
            if partition.exhaustive and is_all and len(counted) == len(partition.parts):
                flipped = tuple((-factor, variable) for factor, variable in (*terms, total))
                yield Inequality(flipped), Holder(subject, whole)


def _wholes(base: FactBase, partition: Partition, subject: str, known: Collection[str]) -> Iterator[str]:
    """What holds all that is parted: known parts of a subject, and the subject (as an empty text)."""
    above = (partition.of, *base.ancestors(partition.of))
    parts = [whole for whole in above if whole in known]
    yield from parts
    if parts or subject in above:
        yield ""


def _judge_whole(
    context: Context,
    predicate: Predicate,
    whole: Holder,
    inequalities: Sequence[Inequality],
    bounds: Mapping[Variable, Sequence[Bound]],
) -> Iterator[Finding | Judgement]:
    """One card a round for everything that one whole has to hold."""
    about = _about(predicate, whole)

    def working(conflict: Conflict) -> list[str]:
        violated = list(violated_by(conflict, inequalities, lambda _: bounds))
        inequality, boxes = min(violated, key=lambda one: len(one[1]))
        first = ["these parts are all of it (declared)"] if inequality.terms[-1][0] > 0 else []
        return [*first, sums(inequality, boxes)]

    found: dict[Round, list[Conflict]] = {turn: [] for turn in Round}
    needs: list[str] = []
    for inequality in inequalities:
        result = inequality_conflicts(inequality, bounds)
        if result is None:
            continue
        for turn, conflicts in result.conflicts.items():
            found[turn] += conflicts
        asked = _needs(inequality, bounds)
        needs += asked
        yield Judgement(_NAME, about, result.verdict, result.facts, tuple(asked))
    for turn, conflicts in by_round(minimal([one for some in found.values() for one in some])).items():
        if conflicts:
            card = _card(context, predicate, whole, turn, conflicts, needs)
            yield attrs.evolve(card, derivation=steps_of(card.derivation, conflicts, working))


def _about(predicate: Predicate, whole: Holder) -> str:
    return f"{whole.subject} · {predicate.id}" + (f" · {whole.part}" if whole.part else "")


def _needs(inequality: Inequality, bounds: Mapping[Variable, Sequence[Bound]]) -> list[str]:
    """What each fact about the whole would have to mean, where the parts leave it possible."""
    *parts, (factor, whole) = inequality.terms
    if factor > 0:
        return []
    lines = []
    for bound in bounds.get(whole, ()):
        boxes = [_lowest(bounds[variable], bound.fact) for _, variable in parts]
        if bound.fact is None or any(box is None for box in boxes):
            continue
        room = room_for(inequality, [*(b.interval for b in boxes if b), bound.interval], len(parts))
        narrowed = room.intersection(bound.interval)
        if narrowed is not None and narrowed != bound.interval:
            lines.append(f"“{bound.fact.written}” ({bound.fact.id}) would have to mean {numbers(narrowed)}")
    return lines


def _lowest(bounds: Sequence[Bound], beside: Fact | None) -> Bound | None:
    """The bound with the highest lower end among those that surely compete with a fact, in its unit."""
    meeting = [bound for bound in bounds if bound.fact is None or (beside and _compete(bound.fact, beside))]
    return max(
        (bound for bound in meeting if bound.interval.lo is not None),
        key=lambda bound: (bound.interval.lo or 0, bound.interval.lo_open),
        default=None,
    )


def _compete(one: Fact, other: Fact) -> bool:
    return in_one_unit((one, other)) and all_meet((one, other)) is Meeting.SURELY


def _card(
    context: Context,
    predicate: Predicate,
    whole: Holder,
    turn: Round,
    conflicts: Sequence[Conflict],
    needs: Sequence[str],
) -> Finding:
    facts = context.facts_of(conflicts)
    parts = [fact for fact in facts if (fact.part or "") != whole.part]
    wholes = [fact for fact in facts if fact not in parts]
    of = owner(whole.subject, whole.part or None, context.fact_base)
    of_parts = listing(said(fact, context.fact_base) for fact in parts)
    of_wholes = listing(said(fact, context.fact_base) for fact in wholes) or "its declared range"
    headline = f"parts of {of} do not fit its {predicate.title}: {of_parts} against {of_wholes}"
    base = context.fact_base
    read = {fact.id: reading_with_convention(fact.value, base) for fact in facts}
    lines = [read_as(said(fact, base), fact, read[fact.id]) for fact in facts]
    return conflict_finding(
        context,
        _NAME,
        level_in_round(Level.ERROR, turn),
        headline,
        _about(predicate, whole),
        conflicts,
        derivation=("a part is at most its whole, and disjoint parts together are too", *lines),
        needs=tuple(dict.fromkeys(needs)),
        advice=(
            "compare the passages and correct one of them",
            "remove `part` if it is no part of that whole",
        ),
    )
