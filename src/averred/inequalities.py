"""Several inequalities that one thing has to keep, judged together: one verdict, one set of conflicts."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from averred.conflicts.minimal import Round, inequality_conflicts, round_of
from averred.findings import Verdict
from averred.scopes import Meeting, all_meet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Inequality
    from averred.context import Context
    from averred.facts import Fact


class Judged(NamedTuple):
    """What the facts at hand say of some inequalities.

    Attributes:
        verdict: violated if one of them is, satisfied if all are; None where none is applicable.
        conflicts: the minimal conflicts by round.
        facts: the ids of the facts that were looked at, sorted.
    """

    verdict: Verdict | None
    conflicts: dict[Round, list[Conflict]]
    facts: tuple[str, ...]


def judge_together(
    context: Context,
    inequalities: Iterable[Inequality],
    within: Sequence[str] | None = None,
    link: Fact | None = None,
) -> Judged:
    """Judge inequalities that all have to hold.

    Args:
        context: holds the facts.
        inequalities: over quantities that the facts give.
        within: the scope keys that must agree; None for all.
        link: a fact but for which nothing has to hold ("x was a pupil of y"); a part of every conflict.
    """
    verdicts: set[Verdict] = set()
    conflicts: list[Conflict] = []
    ids: set[str] = {link.id} if link else set()
    for inequality in inequalities:
        result = inequality_conflicts(inequality, context.bounds_of(inequality), within)
        if result is not None:
            verdicts.add(result.verdict)
            conflicts += [conflict for found in result.conflicts.values() for conflict in found]
            ids |= set(result.facts)
    if link is not None:
        conflicts = [(link, *conflict) for conflict in conflicts if link not in conflict]
    sure = [conflict for conflict in conflicts if all_meet(conflict, within) is Meeting.SURELY]
    if len(sure) < len(conflicts):
        verdicts = verdicts - {Verdict.VIOLATED} | {Verdict.UNDETERMINED}
    if sure:
        verdicts.add(Verdict.VIOLATED)
    order = (Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.SATISFIED)
    verdict = next((found for found in order if found in verdicts), None)
    return Judged(verdict, by_round(minimal(sure)), tuple(sorted(ids)))


def minimal(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """Each conflict once, and none that holds another one."""
    unique = {frozenset(fact.id for fact in conflict): conflict for conflict in conflicts}
    return [conflict for ids, conflict in unique.items() if not _holds_another(ids, unique)]


def _holds_another(ids: frozenset[str], others: Mapping[frozenset[str], Conflict]) -> bool:
    """Whether a smaller set is among others: its subsets are looked up, or the others gone through."""
    if 2 ** len(ids) > len(others):
        return any(other < ids for other in others)
    return any(frozenset(some) in others for size in range(1, len(ids)) for some in combinations(ids, size))


def by_round(conflicts: Iterable[Conflict]) -> dict[Round, list[Conflict]]:
    """Conflicts by the first round that holds their facts."""
    found: dict[Round, list[Conflict]] = {turn: [] for turn in Round}
    for conflict in conflicts:
        found[round_of(conflict)].append(conflict)
    return found
