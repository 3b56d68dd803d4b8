"""The rule `joint-conflict`."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from averred.conflicts.distances import ORIGIN
from averred.conflicts.joint import (
    chain,
    components,
    first_conflict,
    keys_that_agree,
    needs_several,
    verdict_of,
)
from averred.conflicts.minimal import in_rounds, round_of
from averred.conflicts.refuting import is_cycle
from averred.describe import days, listing, owner
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name
from averred.parameters import Parameters
from averred.relations import edges_of
from averred.rules.base import MOST_CONFLICTS, By, Context, Need, conflict_finding, level_in_round, rule
from averred.scopes import Meeting, all_meet
from averred.values import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from averred.conflicts.distances import Edge
    from averred.conflicts.joint import Component
    from averred.conflicts.minimal import Conflict, Round
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Chained
    from averred.sums import System
    from averred.vocabulary import Constraint

_NAME = "joint-conflict"
_APART = "facts that contradict each other would have to be of one scope"
_CUT = "so much hangs together here that the search for further conflicts was stopped"


def _check(constraint: Constraint, _fact_base: FactBase) -> None:
    """Refuse a level: a chain is made of many declarations."""
    if constraint.level is not None:
        raise ConfigurationError(
            f"a declaration of rule “{_NAME}” has no level of its own",
            suggestion="set it under [levels] of the settings",
            key="level",
        )


_PARAMETERS = Parameters(
    {"date": predicate_name, "duration": predicate_name}, ("date", "duration"), competing=True, check=_check
)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Chained]:
    from averred.screening import Chained

    wholes = Counter(
        thing for one in fact_base.partitions for thing in {one.of, *fact_base.ancestors(one.of)}
    )
    sums = (
        (thing, one.id)
        for thing, count in wholes.items()
        for one in fact_base.predicates.values()
        if count > 1 and one.value == "quantity" and one.additive
    )
    lasting = ((str(one.parameters["date"]), str(one.parameters["duration"])) for one in declared)
    yield Chained(tuple(lasting), tuple(sums))


@rule(
    _NAME,
    Level.ERROR,
    logical=True,
    parameters=_PARAMETERS,
    needs=Need.RELATIONS,
    screened=_screened,
    judged_by=By.CLUSTER,
)
def joint_conflict(context: Context) -> Iterable[Finding | Judgement]:
    """A chain of declared relations cannot hold, though each link of it can.

    What it reports:
        Dates that contradict each other only by way of several declared orders, differences,
        anniversaries, overlaps or durations; and quantities of parts that contradict their whole only by
        way of nested partitions. What one relation alone shows is left to its own rule. Conflicts that
        share no fact are listed, up to a number that is said.

    Why it matters:
        No relation alone shows it, and still not all of it can be right.

    Example:
        The vote comes before the march and the march before the arrests; the vote is dated 20 March, the
        arrests 10 March, and the march has no date.

    What to do:
        Follow the chain, and correct the date or the declaration that is wrong.

    Options:
        `[[constraint]] rule = "joint-conflict" date = "date" duration = "duration"` says that the facts of
        the predicate `duration` are how long the periods of the predicate `date` last. `within`, `except`.
        Of dates, those scope keys must agree that one of the relations of the chain names in its `within`;
        all if one of them names none.

    Where the idea comes from:
        Simple temporal problems (Dechter, Meiri and Pearl, 1991); minimal unsatisfiable subsets.
    """
    order = {fact.id: at for at, fact in enumerate(context.active)}
    for status in sorted({fact.scope.status for fact in context.active}):
        for component in components(edges_of(context, status), lambda fact: order[fact.id]):
            if len(component.facts) > 1:
                yield from _judge_days(context, component)
    if len(context.fact_base.partitions) > 1:
        from averred.sums import part_systems

        for system in part_systems(context):
            yield from _judge_sums(context, system)


def _judge_days(context: Context, component: Component) -> Iterator[Finding | Judgement]:
    points = {
        point
        for edges in (component.declared, *component.said.values())
        for edge in edges
        for point in (edge.tail, edge.head)
    }
    subjects = sorted({point.holder.subject for point in points - {ORIGIN}})

    def meet(conflict: Conflict) -> bool:
        return all_meet(conflict, keys_that_agree(chain(component, conflict))) is Meeting.SURELY

    about = f"dates · {' · '.join(subjects)}"
    first, several = partial(first_conflict, component), partial(needs_several, component)
    searched = _searched(component.facts, first, meet, several)
    yield from _verdict(about, component.facts, searched, lambda: verdict_of(component))
    yield from _cards(context, about, subjects, searched, lambda found: list(_steps(chain(component, found))))


class _Searched(NamedTuple):
    """What was found in a component.

    Attributes:
        found: its conflicts by round.
        cut: what is said where the search for more was stopped.
        doubts: what would have to be so for more facts to conflict.
    """

    found: Mapping[Round, Sequence[Conflict]]
    cut: tuple[str, ...]
    doubts: tuple[str, ...]


def _searched(
    facts: Sequence[Fact],
    first: Callable[[Sequence[Fact]], Conflict | None],
    meet: Callable[[Conflict], bool],
    needs_several: Callable[[Conflict], bool],
) -> _Searched:
    """Disjoint conflicts, each in the round that it belongs to.

    Args:
        facts: those of the component.
        first: a minimal conflict of some of them; None if they can all hold.
        meet: whether facts surely hold of the same.
        needs_several: whether no rule of its own shows a conflict.
    """
    from averred.conflicts.search import disjoint_conflicts

    cut: set[str] = set()
    doubts: set[str] = set()

    def find(group: Sequence[Fact]) -> Iterator[Conflict]:
        def is_meant(conflict: Conflict) -> bool:
            if round_of(conflict) is not round_of(group):
                return False
            if not meet(conflict):
                doubts.add(_APART)
                return False
            return needs_several(conflict)

        return disjoint_conflicts(group, first, is_meant, lambda: cut.add(_CUT))

    return _Searched(in_rounds(facts, find), tuple(cut), tuple(doubts))


def _steps(edges: Sequence[Edge]) -> Iterator[str]:
    """A chain in words, from day to day, and by how much it fails."""
    begins = edges[0].tail == ORIGIN and is_cycle(edges)
    day = 0
    for edge in edges:
        day = edge.latest(day)
        follows = begins and edge is not edges[0] and edge.head != ORIGIN
        yield f"{edge.words}: {days(Interval.point(day))} at the latest" if follows else edge.words
    if begins or all(edge.apart is None for edge in edges):
        yield f"together they are {-day:,} {'day' if day == -1 else 'days'} short"
    else:
        yield "no choice of days keeps all of these"


def _judge_sums(context: Context, system: System) -> Iterator[Finding | Judgement]:
    def meet(conflict: Conflict) -> bool:
        return all_meet(conflict) is Meeting.SURELY

    about = f"sums · {system.subject} · {system.predicate}"
    searched = _searched(system.facts, system.first_conflict, meet, system.needs_several)
    yield from _verdict(about, system.facts, searched, system.verdict)
    yield from _cards(context, about, [system.subject], searched, system.steps)


def _verdict(
    about: str, facts: Sequence[Fact], searched: _Searched, otherwise: Callable[[], Verdict | None]
) -> Iterator[Judgement]:
    """The verdict of a component; none where a rule of its own shows all that is violated."""
    verdict = Verdict.VIOLATED if any(searched.found.values()) else otherwise()
    if verdict is None and (searched.cut or searched.doubts):
        verdict = Verdict.UNDETERMINED
    if verdict is not None:
        needs = (*searched.cut, *(searched.doubts if verdict is Verdict.UNDETERMINED else ()))
        yield Judgement(_NAME, about, verdict, tuple(sorted(fact.id for fact in facts)), needs)


def _cards(
    context: Context,
    about: str,
    subjects: Sequence[str],
    searched: _Searched,
    steps: Callable[[Conflict], list[str]],
) -> Iterator[Finding]:
    things = listing(owner(subject, None, context.fact_base) for subject in subjects)
    for turn, conflicts in searched.found.items():
        if conflicts:
            yield conflict_finding(
                context,
                _NAME,
                level_in_round(Level.ERROR, turn),
                f"what is said of {things} cannot all hold, though each link of the chain can",
                about,
                conflicts,
                derivation=[
                    *(line for conflict in conflicts[:MOST_CONFLICTS] for line in steps(conflict)),
                    *searched.cut,
                ],
                advice=("follow the chain, and correct the fact that is wrong", "or a declared relation"),
            )
