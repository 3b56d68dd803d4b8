"""Minimal conflicts: sets of facts that cannot all hold, from which none can be left out.

Every logical rule is judged in three rounds (semantics.md, "Voices"): one voice alone; the own voices of
all sources; everybody. Each round reports only conflicts that no earlier one has. Whether a set is
minimal does not depend on the other facts, so a conflict belongs to the first round whose facts hold it.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.alike import in_one_unit
from averred.conflicts.choices import bounds_by, minimal_choices
from averred.conflicts.competing import possible_groups
from averred.conflicts.pairs import possible_pairs
from averred.constraint import Bound, Inequality, intersect, judge
from averred.convex import convex_of, intervals_of, reading_of
from averred.exclusion import can_all_hold, options_of, union_of
from averred.findings import Verdict
from averred.scopes import Meeting, all_meet, meet, meeting_groups
from averred.values import OneOf, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from averred.constraint import Variable
    from averred.factbase import FactBase
    from averred.facts import Fact, Voice
    from averred.vocabulary import Predicate

    Conflict = tuple[Fact, ...]
    Finder = Callable[[Sequence[Fact]], Iterable[Conflict]]


class Round(enum.IntEnum):
    """Whose facts are taken together."""

    ONE_VOICE = 1
    OWN_VOICES = 2
    EVERYBODY = 3


#: In order. Going over an enumeration costs more than over this, and it is done for each quantity.
ROUNDS: Final = tuple(Round)


def round_of(facts: Iterable[Fact]) -> Round:
    """The first round in which all these facts are taken together."""
    voices = {fact.voice for fact in facts}
    if len(voices) == 1:
        return Round.ONE_VOICE
    return Round.OWN_VOICES if all(voice.is_own for voice in voices) else Round.EVERYBODY


def in_rounds(facts: Sequence[Fact], find: Finder) -> dict[Round, list[Conflict]]:
    """The minimal conflicts that `find` yields, each in the first round that holds it.

    `find` is asked for every voice alone, then for all own voices, then for everybody, so that a search
    that stops early cannot lose a contradiction behind a dispute.
    """
    found: dict[Round, list[Conflict]] = {turn: [] for turn in ROUNDS}
    seen: set[frozenset[str]] = set()
    is_one = _is_one_own_voice(facts)
    for group in [facts] if is_one else _groups_by_voice(facts):
        for conflict in find(group):
            ids = frozenset([fact.id for fact in conflict])
            if ids not in seen:
                seen.add(ids)
                found[Round.ONE_VOICE if is_one else round_of(conflict)].append(conflict)
    return found


def count_by_round(facts: Sequence[Fact]) -> dict[Round, int] | None:
    """How many pairs of one property exclude each other, in the rounds in which `in_rounds` has them.

    Returns:
        The exact numbers; None where some reading is not one interval.
    """
    from averred.conflicts.counting import count_pairs

    everybody = count_pairs(facts)
    if everybody is None:
        return None
    own = count_pairs([fact for fact in facts if fact.attribution.is_own_voice]) or 0
    within = [(some[0].voice.is_own, count_pairs(some) or 0) for some in by_voice(facts)]
    own_alone = sum(number for is_own, number in within if is_own)
    others_alone = sum(number for is_own, number in within if not is_own)
    return {
        Round.ONE_VOICE: own_alone + others_alone,
        Round.OWN_VOICES: own - own_alone,
        Round.EVERYBODY: everybody - own - others_alone,
    }


def _groups_by_voice(facts: Sequence[Fact]) -> Iterator[Sequence[Fact]]:
    """The facts of each voice, then those of all own voices, then all."""
    voices = by_voice(facts)
    yield from voices
    if len(voices) > 1:
        yield [fact for fact in facts if fact.voice.is_own]
        yield facts


def by_voice(facts: Sequence[Fact]) -> list[Sequence[Fact]]:
    """The facts of each voice, in the order in which the voices come."""
    if _is_one_own_voice(facts):
        return [facts]
    voices: dict[Voice, list[Fact]] = {}
    for fact in facts:
        voices.setdefault(fact.voice, []).append(fact)
    return list(voices.values())


def _is_one_own_voice(facts: Sequence[Fact]) -> bool:
    """Whether one source says everything itself: the most common case, told without making voices."""
    sources = {fact.source if fact.attribution.speaker is None else None for fact in facts}
    return len(sources) == 1 and None not in sources


def shrink(facts: Sequence[Fact], conflicting: Callable[[Sequence[Fact]], bool]) -> Conflict:
    """A minimal conflicting subset of a conflicting set, by leaving out one fact after another.

    The last facts are tried first, so the result depends on the order alone.
    """
    kept = list(facts)
    for fact in reversed(facts):
        rest = [other for other in kept if other is not fact]
        if conflicting(rest):
            kept = rest
    return tuple(kept)


def value_conflicts(predicate: Predicate, fact_base: FactBase, within: Sequence[str] | None = None) -> Finder:
    """Finds the minimal conflicts of facts that give one property several values.

    For convex readings, pairs are all there is (Helly); unions and alternatives may exclude each other
    only together, and of those disjoint ones are found.
    """

    def conflicting(facts: Sequence[Fact]) -> bool:
        verdict = can_all_hold([fact.value for fact in facts], predicate, fact_base)
        return verdict is Verdict.VIOLATED and all_meet(facts, within) is Meeting.SURELY

    def exclude(a: Fact, b: Fact) -> bool:
        return can_all_hold((a.value, b.value), predicate, fact_base) is Verdict.VIOLATED

    def find(facts: Sequence[Fact]) -> Iterator[Conflict]:
        # Of intervals in one unit the pairs that are apart are all.
        is_line = intervals_of([fact.value for fact in facts]) is not None
        listed: set[str] = set()
        for i, j in possible_pairs(facts, exclude, within):
            first, second = facts[i], facts[j]
            competes = meet(first.scope, second.scope, within) is Meeting.SURELY
            if competes and (is_line or exclude(first, second)):
                listed.add(second.id)
                yield first, second
        for group in meeting_groups(facts, within) if not is_line and any(map(_is_union, facts)) else ():
            for conflict in _disjoint([fact for fact in group if fact.id not in listed], conflicting):
                listed.update(fact.id for fact in conflict)
                yield conflict

    return find


def _is_union(fact: Fact) -> bool:
    """Whether a value allows numbers with gaps between them, or is a list of alternatives."""
    if convex_of(fact.value) is not None:
        return False
    return isinstance(fact.value, OneOf) or reading_of(fact.value) is not None


def _disjoint(facts: Sequence[Fact], conflicting: Callable[[Sequence[Fact]], bool]) -> Iterator[Conflict]:
    """Minimal conflicts that share no fact, one after another."""
    left = list(facts)
    while conflicting(left):
        conflict = shrink(left, conflicting)
        yield conflict
        left = [fact for fact in left if fact not in conflict]


def denial_conflicts(predicate: Predicate, fact_base: FactBase) -> Finder:
    """Finds pairs in which one fact denies what the other asserts: the asserted reading lies inside."""

    def find(facts: Sequence[Fact]) -> Iterator[Conflict]:
        denied = [fact for fact in facts if fact.denied]
        for asserted in (fact for fact in facts if not fact.denied):
            for denial in denied:
                if meet(asserted.scope, denial.scope) is Meeting.SURELY and _lies_inside(
                    asserted, denial, predicate, fact_base
                ):
                    yield asserted, denial

    return find


def _lies_inside(asserted: Fact, denial: Fact, predicate: Predicate, fact_base: FactBase) -> bool:
    """Whether all that one fact allows is denied by the other; a list of alternatives is denied whole."""
    inner, outer = options_of(asserted.value), options_of(denial.value)
    inside, outside = union_of(inner), union_of(outer)
    if inside is not None and outside is not None:
        units = {value.unit for value in (*inner, *outer) if isinstance(value, Quantity)}
        return len(units) < 2 and outside.encloses(inside)
    return all(
        any(can_all_hold((one, other), predicate, fact_base) is Verdict.SATISFIED for other in outer)
        for one in inner
    )


class InequalityResult(NamedTuple):
    """What the facts at hand say of one inequality.

    Attributes:
        verdict: violated, satisfied, undetermined.
        conflicts: the minimal conflicts by round.
        facts: the ids of the facts that were judged together, sorted.
    """

    verdict: Verdict
    conflicts: dict[Round, list[Conflict]]
    facts: tuple[str, ...]


def inequality_conflicts(
    inequality: Inequality, bounds: Mapping[Variable, Sequence[Bound]], within: Sequence[str] | None = None
) -> InequalityResult | None:
    """The verdict of one inequality over facts, and the minimal conflicts that show a violation.

    Args:
        inequality: the inequality.
        bounds: for each variable the intervals that bound it, declared ones included.
        within: the scope keys that must agree.

    Returns:
        None where the inequality is not applicable: a variable is bounded by nothing, or no facts about
        all of them may compete.
    """
    candidates = [bounds.get(variable, ()) for _, variable in inequality.terms]
    if not all(candidates):
        return None
    facts = {bound.fact.id: bound.fact for found in candidates for bound in found if bound.fact}

    def find(group: Sequence[Fact]) -> Iterator[Conflict]:
        yield from minimal_choices(inequality, bounds_by(group, candidates), within)

    conflicts = in_rounds(list(facts.values()), find)
    if any(conflicts.values()):
        return InequalityResult(Verdict.VIOLATED, conflicts, tuple(sorted(facts)))
    judged = [
        (group, _overall(inequality, bounds_by(group, candidates), group, within))
        for group in possible_groups(facts.values(), within)
        if _says_all(candidates, group)
    ]
    if not judged:
        return None
    verdict = max((found for _, found in judged), key=_WORST.index)
    ids = sorted(fact.id for group, _ in judged for fact in group)
    return InequalityResult(verdict, conflicts, tuple(ids))


#: The verdicts that no conflict shows, the better one first.
_WORST: Final = (Verdict.SATISFIED, Verdict.UNDETERMINED)


def _says_all(candidates: Sequence[Sequence[Bound]], group: Sequence[Fact]) -> bool:
    """Whether facts of a group bound every term that any fact bounds."""
    ids = {fact.id for fact in group}
    facts = [{bound.fact.id for bound in found if bound.fact} for found in candidates]
    return all(not some or some & ids for some in facts)


def _overall(
    inequality: Inequality,
    candidates: Sequence[Sequence[Bound]],
    facts: Sequence[Fact],
    within: Sequence[str] | None,
) -> Verdict:
    """Satisfied iff every choice of precise values satisfies it and all the facts surely compete."""
    boxes = [intersect(bound.interval for bound in found) for found in candidates]
    known = [box for box in boxes if box is not None]
    if len(known) < len(boxes) or not in_one_unit(facts) or all_meet(facts, within) is not Meeting.SURELY:
        return Verdict.UNDETERMINED
    verdict = judge(inequality, known)
    return Verdict.UNDETERMINED if verdict is Verdict.VIOLATED else verdict
