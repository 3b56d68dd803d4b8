"""The rule `part-elsewhere`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.describe import listing, owner, said
from averred.exclusion import entities_exclude
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name
from averred.parameters import Parameters
from averred.rules.base import Context, conflict_finding, rule, stated_level
from averred.scopes import Meeting, meet
from averred.shapes import about_of
from averred.values import EntityRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Elsewhere
    from averred.vocabulary import Constraint

_NAME = "part-elsewhere"
_PARAMETERS = Parameters({"place": predicate_name}, ("place",), competing=True)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Elsewhere]:
    from averred.screening import Elsewhere

    pairs = tuple((one.id, whole) for one in fact_base.entities.values() for whole in one.part_of)
    for constraint in declared:
        yield Elsewhere(str(constraint.parameters["place"]), pairs)


@rule(_NAME, Level.NOTE, logical=True, parameters=_PARAMETERS, screened=_screened)
def part_elsewhere(context: Context) -> Iterable[Finding | Judgement]:
    """A part of an event takes place outside the place of the event.

    What it reports:
        A place of a part (an entity that is `part-of` another) that lies within none of the places that
        are given for the whole.

    Why it matters:
        Either the whole took place in more places than are named, or the part belongs to something else.

    Example:
        The march is placed in Harbour Square; a drum parade that is part of it in another town.

    What to do:
        Add the further place, declare where the places lie (`within`), or remove `part-of`.

    Options:
        `place`: the predicate with the places. `within`: the scope keys that must agree for two facts to
        compete; all if left out. `except`: the parts that it does not hold for; `level`.

    Where the idea comes from:
        Wikidata's checks of "located in" against "part of".
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        located: dict[str, list[Fact]] = {}
        for fact in context.active_by_predicate.get(str(constraint.parameters["place"]), ()):
            if not fact.denied:
                located.setdefault(fact.subject, []).append(fact)
        for subject, facts in sorted(located.items()):
            if subject not in constraint.exceptions:
                for whole in _wholes(context, subject):
                    yield from _compare(context, constraint, subject, whole, facts, located.get(whole, ()))


def _wholes(context: Context, subject: str) -> tuple[str, ...]:
    entity = context.fact_base.entities.get(subject)
    return entity.part_of if entity else ()


def _compare(
    context: Context,
    constraint: Constraint,
    part: str,
    whole: str,
    facts: Sequence[Fact],
    wholes: Sequence[Fact],
) -> Iterator[Finding | Judgement]:
    judged = [(fact, rivals) for fact in facts if (rivals := _rivals(fact, wholes, constraint.within))]
    if not judged:
        return
    verdicts = [_verdict(context, fact, rivals) for fact, rivals in judged]
    about = about_of(f"{part} · {whole}", constraint)
    ids = {fact.id for fact, _ in judged} | {rival.id for _, rivals in judged for rival in rivals}
    yield Judgement(_NAME, about, max(verdicts, key=_WORST.index), tuple(sorted(ids)))
    outside = [
        (fact, rival)
        for (fact, rivals), verdict in zip(judged, verdicts, strict=True)
        if verdict is Verdict.VIOLATED
        for rival, meeting in rivals.items()
        if meeting is Meeting.SURELY
    ]
    if outside:
        base = context.fact_base
        where = listing(dict.fromkeys(said(fact, base) for fact, _ in outside))
        yield conflict_finding(
            context,
            _NAME,
            stated_level(constraint, Level.NOTE),
            f"{owner(part, None, base)}, a part of {owner(whole, None, base)}, is elsewhere: {where}",
            about,
            outside,
            derivation=("no place of the whole contains the place of the part",),
            advice=(
                "add the further place of the whole",
                "say what lies within what",
                "remove part-of",
            ),
        )


#: The better verdict first.
_WORST: Final = (Verdict.SATISFIED, Verdict.UNDETERMINED, Verdict.VIOLATED)


def _rivals(part: Fact, wholes: Sequence[Fact], within: Sequence[str] | None) -> dict[Fact, Meeting]:
    """The places of the whole that may be meant together with a place of a part."""
    met = {whole: meet(part.scope, whole.scope, within) for whole in wholes}
    return {whole: meeting for whole, meeting in met.items() if meeting is not Meeting.NEVER}


def _verdict(context: Context, part: Fact, rivals: Mapping[Fact, Meeting]) -> Verdict:
    """Whether the place of a part lies in one of the whole, or surely in none that is meant with it."""
    surely = [rival for rival, meeting in rivals.items() if meeting is Meeting.SURELY]
    if surely and all(_elsewhere(context, part, rival) for rival in rivals):
        return Verdict.VIOLATED
    if any(_inside(context, part, rival) for rival in surely):
        return Verdict.SATISFIED
    return Verdict.UNDETERMINED


def _elsewhere(context: Context, part: Fact, whole: Fact) -> bool:
    """Whether the place of a part surely is not, and does not lie in, the place of the whole."""
    inner, outer = part.value, whole.value
    return (
        isinstance(inner, EntityRef)
        and isinstance(outer, EntityRef)
        and entities_exclude(inner.entity, outer.entity, context.fact_base)
    )


def _inside(context: Context, part: Fact, whole: Fact) -> bool:
    """Whether the place of a part surely is, or lies in, the place of the whole."""
    inner, outer = part.value, whole.value
    return (
        isinstance(inner, EntityRef)
        and isinstance(outer, EntityRef)
        and outer.entity in {inner.entity, *context.fact_base.ancestors(inner.entity)}
    )
