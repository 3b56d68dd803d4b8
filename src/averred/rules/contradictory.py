"""The rule `contradictory`, which also raises `sources-conflict` and `disputed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.alike import comparable, in_one_unit
from averred.cards import MOST_CONFLICTS
from averred.conflicts.minimal import (
    ROUNDS,
    Round,
    count_by_round,
    denial_conflicts,
    in_rounds,
    value_conflicts,
)
from averred.conflicts.pairs import are_too_many
from averred.convex import convex_of, hull_of, hull_of_common, shared_by
from averred.describe import (
    days,
    listing,
    number,
    numbers,
    owner,
    property_of,
    read_as,
    reading_with_convention,
    unit_words,
)
from averred.differing import one_wording, who_differs
from averred.exclusion import can_all_hold, tolerance_to_agree
from averred.findings import Finding, Judgement, Level, Verdict
from averred.rules.base import Context, conflict_finding, rule
from averred.scopes import Meeting, all_meet
from averred.values import Date, exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Several
    from averred.values import Interval, Number
    from averred.vocabulary import Constraint, Predicate

_NAMES = {
    Round.ONE_VOICE: ("contradictory", Level.ERROR),
    Round.OWN_VOICES: ("sources-conflict", Level.WARNING),
    Round.EVERYBODY: ("disputed", Level.NOTE),
}


_PAIR = 2
#: From so many facts on there may be more pairs than are listed or compared (`averred.conflicts.pairs`).
_MANY = 400
_CUT = ("so many values differ that not every two of them were compared",)


def _screened(fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Several]:
    """A group in which something is denied is looked at in every case."""
    from averred.screening import Several

    for predicate in fact_base.predicates.values():
        if predicate.functional:
            yield Several(predicate.id)


@rule("contradictory", Level.ERROR, logical=True, screened=_screened)
def contradictory(context: Context) -> Iterable[Finding | Judgement]:
    """One voice says things that cannot all hold.

    What it reports:
        Facts of one voice that give one thing values that exclude each other, where the predicate has
        one value within a scope (`functional = true`); and, for any predicate, a fact that denies what
        another asserts. The same between sources is `sources-conflict`, across voices `disputed`.

    Why it matters:
        At most one of the values can be right. Nobody who reads only one passage can know.

    Example:
        The infobox says "350 marchers", the first paragraph "around 200 marchers".

    What to do:
        Correct one of the passages; say who counted (`said-by`) if the source says so; give the facts
        `during`, `as-of`, `part` or a scope if they are about different things; or accept the finding
        with a reason.

    Options:
        `functional` on the predicate; `about` on the predicate is its tolerance of "around".

    Where the idea comes from:
        Wikipedia's {{contradictory inline}}, Wikidata's single-value constraint, functional
        dependencies of databases.
    """
    for name, groups in context.active_by_quantity.items():
        predicate = context.fact_base.predicates[name]
        for group in groups:
            if len(group) < 2:
                continue
            common = shared_by(group) if predicate.functional else None
            if common is not None:  # nearly every group is such a one: nothing has to be searched in it
                yield _agreeing(predicate, group, common)
            else:
                yield from _judge(context, predicate, comparable(predicate, context.in_order(group)))


def _agreeing(predicate: Predicate, facts: Sequence[Fact], common: Interval) -> Judgement:
    """The verdict of asserted facts that share a value; `_judge` gives the same."""
    ids = tuple(sorted([fact.id for fact in facts]))
    is_one = common.is_point and all(convex_of(fact.value) == common for fact in facts)
    if is_one and all_meet(facts) is Meeting.SURELY:
        return Judgement("contradictory", _about(predicate, facts[0]), Verdict.SATISFIED, ids)
    needs = (_place_of(common, facts[0]),)
    return Judgement("contradictory", _about(predicate, facts[0]), Verdict.UNDETERMINED, ids, needs)


def _about(predicate: Predicate, fact: Fact) -> str:
    """The quantity that a fact is about."""
    return f"{fact.subject} · {predicate.id}" + (f" · {fact.part}" if fact.part else "")


def _judge(context: Context, predicate: Predicate, group: Sequence[Fact]) -> Iterator[Finding | Judgement]:
    """The cards and the verdict of one quantity."""
    asserted = [fact for fact in group if not fact.denied]
    found: dict[Round, list[Conflict]] = {turn: [] for turn in ROUNDS}
    if len(asserted) < len(group):
        found = in_rounds(group, denial_conflicts(predicate, context.fact_base))
    if predicate.functional:
        for turn, conflicts in in_rounds(asserted, value_conflicts(predicate, context.fact_base)).items():
            found[turn] += conflicts
    elif not any(found.values()):
        return
    about = _about(predicate, group[0])
    is_large = predicate.functional and len(group) > _MANY
    totals = _totals(asserted, found) if is_large else {}
    cut = _CUT if is_large and are_too_many(asserted) else ()
    for turn, conflicts in found.items():
        if conflicts:
            card = _card(context, predicate, about, turn, conflicts, totals.get(turn))
            yield attrs.evolve(card, derivation=(*card.derivation, *cut)) if cut else card
    violated = any(found.values())
    judgement = _judgement(context, predicate, about, group if violated else asserted, violated=violated)
    yield attrs.evolve(judgement, needs=(*judgement.needs, *cut)) if cut else judgement


def _totals(asserted: Sequence[Fact], found: Mapping[Round, Sequence[Conflict]]) -> Mapping[Round, int]:
    """How many conflicts there are in each round: of very many facts not all pairs were looked at."""
    counted = count_by_round(asserted)
    if counted is None:
        return {}
    denials = {turn: sum(any(fact.denied for fact in one) for one in some) for turn, some in found.items()}
    return {turn: number + denials[turn] for turn, number in counted.items()}


def _judgement(
    context: Context, predicate: Predicate, about: str, facts: Sequence[Fact], *, violated: bool
) -> Judgement:
    ids = tuple(sorted(fact.id for fact in facts))
    if violated:
        return Judgement("contradictory", about, Verdict.VIOLATED, ids)
    verdict = can_all_hold([fact.value for fact in facts], predicate, context.fact_base)
    if verdict is Verdict.SATISFIED and all_meet(facts) is Meeting.SURELY:
        return Judgement("contradictory", about, Verdict.SATISFIED, ids)
    return Judgement("contradictory", about, Verdict.UNDETERMINED, ids, _needs(facts))


def _needs(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Where the one value would have to lie, if all have readings that meet, in one unit."""
    if not in_one_unit(facts):
        return ("the units would have to convert",)
    common = hull_of_common([fact.value for fact in facts])
    if common is None:
        return ()
    return (_place_of(common, facts[0]),)


def _place_of(common: Interval, fact: Fact) -> str:
    """Where the one value would have to lie that this fact and others share."""
    words = days if isinstance(fact.value, Date) else numbers
    return f"the value would have to be {words(common)}"


def _card(
    context: Context,
    predicate: Predicate,
    about: str,
    turn: Round,
    conflicts: Sequence[Conflict],
    total: int | None,
) -> Finding:
    """A card; of very many conflicts it tells of the first, and how many there are."""
    name, level = _NAMES[turn]
    shown = conflicts[:MOST_CONFLICTS]
    facts = context.facts_of(shown)
    base = context.fact_base
    words = one_wording(facts, base)
    read = {fact.id: reading_with_convention(fact.value, base) for fact in facts}
    title = property_of(predicate.title, owner(facts[0].subject, facts[0].part, base))
    return conflict_finding(
        context,
        name,
        level,
        who_differs(turn, facts, words, title, base),
        about,
        conflicts,
        derivation=_derivation(predicate, facts, shown, words, read),
        advice=_help(turn),
        total=total,
        ordered=facts,
        readings=read,
    )


def _help(turn: Round) -> tuple[str, ...]:
    if turn is Round.EVERYBODY:
        return ("nothing has to be wrong: accept it with a reason, or tell the facts apart by their scope",)
    return (
        "correct the passage that is wrong",
        "say who counted, if the source says so (said-by)",
        "tell the facts apart (part, during, as-of, scope)",
        "accept it with a reason",
    )


def _derivation(
    predicate: Predicate,
    facts: Sequence[Fact],
    conflicts: Sequence[Conflict],
    words: Mapping[str, str],
    read: Mapping[str, str],
) -> tuple[str, ...]:
    lines = []
    if any(fact.denied for fact in facts):
        lines.append("one fact denies what the other asserts")
    else:
        lines.append(f"there is one value for {property_of(predicate.title, 'one thing')}")
    lines += [read_as(words[fact.id], fact, read[fact.id]) for fact in facts]
    lines += [_distance(conflict, words) for conflict in conflicts]
    return tuple(dict.fromkeys(filter(None, lines)))


def _distance(conflict: Conflict, words: Mapping[str, str]) -> str:
    """How far apart readings are, and how far a convention would have to move."""
    names = listing([words[fact.id] for fact in conflict])
    if len(conflict) > _PAIR:
        return f"{names} have no value in common"
    first, second = conflict
    a, b = hull_of(first.value), hull_of(second.value)
    if a is None or b is None or first.denied or second.denied:
        return ""
    gap = a.gap_to(b)
    unit = _days(gap) if isinstance(first.value, Date) else unit_words(first.value)
    line = f"{names} are {number(gap)} {unit}".rstrip() + " apart" if gap else f"{names} exclude each other"
    tolerance = tolerance_to_agree(first.value, second.value)
    if tolerance is None:
        return line
    return f"{line}; to agree, “about” would have to mean ±{_percent(tolerance)} %"


def _days(count: Number) -> str:
    return "day" if count == 1 else "days"


def _percent(share: Number) -> str:
    percent = exact(share * 100)
    return number(exact(round(percent, 1)))
