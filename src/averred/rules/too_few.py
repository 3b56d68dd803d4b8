"""The rule `too-few`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import owner, property_of
from averred.facts import ACTUAL
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import count_from_one
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule, stated_level
from averred.shapes import about_of, agreement, subjects_under, things_under
from averred.values import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Few
    from averred.vocabulary import Constraint

_NAME = "too-few"
_PARAMETERS = for_predicate({"least": count_from_one}, required=("least",), short="least")


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Few]:
    from averred.screening import Few

    for constraint in declared:
        things = things_under(constraint, fact_base)
        least = int(str(constraint.parameters["least"]))
        yield Few(str(constraint.parameters["predicate"]), least, None if things is None else tuple(things))


@rule(_NAME, Level.WARNING, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.THING)
def too_few(context: Context) -> Iterable[Finding | Judgement]:
    """A thing has fewer values of a property than it must have.

    What it reports:
        Subjects whose active facts of one status, all voices together, give fewer values than `least`,
        even if every two values that may differ do. Facts about a part count for the part.

    Why it matters:
        A match with one team is half recorded.

    Example:
        `too-few = 2` on the predicate `team`, and a match with one.

    What to do:
        Add what is missing, or `except` the subject.

    Options:
        `least`: the smallest number of values. `kind`, `subject`: whom it is about; subjects that have a
        fact of the predicate, if left out. `except`, `level`.

    Where the idea comes from:
        Wikidata's multi-value constraint, SHACL `sh:minCount`.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        for subject in subjects_under(context, constraint):
            for facts in _groups(context, constraint, subject):
                yield from _judge(context, constraint, subject, facts)


def _groups(context: Context, constraint: Constraint, subject: str) -> list[list[Fact]]:
    """The facts that count together: those of one part and one status; none at all is a group too."""
    predicate = str(constraint.parameters["predicate"])
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in context.active_by_property.get((subject, predicate), ()):
        if not fact.denied and not isinstance(fact.value, NoValue):
            groups.setdefault((fact.part or "", fact.scope.status), []).append(fact)
    return [group for _, group in sorted(groups.items())] or [[]]


def _judge(
    context: Context, constraint: Constraint, subject: str, facts: Sequence[Fact]
) -> Iterator[Finding | Judgement]:
    predicate = str(constraint.parameters["predicate"])
    least = int(str(constraint.parameters["least"]))
    most, surely = _counts(context, facts)
    group = (facts[0].part, "" if facts[0].scope.status == ACTUAL else facts[0].scope.status) if facts else ()
    about = about_of(" · ".join(filter(None, (subject, predicate, *group))), constraint)
    ids = tuple(sorted(fact.id for fact in facts))
    if most >= least:
        verdict = Verdict.SATISFIED if surely >= least else Verdict.UNDETERMINED
        yield Judgement(_NAME, about, verdict, ids)
        return
    yield Judgement(_NAME, about, Verdict.VIOLATED, ids)
    entity = context.fact_base.entities.get(subject)
    title = context.fact_base.predicates[predicate].title
    of = owner(subject, facts[0].part if facts else None, context.fact_base)
    yield Finding(
        _NAME,
        stated_level(constraint, Level.WARNING),
        _headline(most, least, title, of),
        about=about,
        facts=ids,
        labels=tuple(context.label(fact) for fact in facts),
        derivation=(_counted(most, least),),
        help=("add what is missing", "or name the subject in `except`"),
        place=context.place(facts[0].origin if facts else entity.origin if entity else None),
    )


def _counts(context: Context, facts: Sequence[Fact]) -> tuple[int, int]:
    """How many different values there can be at most, and how many there surely are."""
    possible: list[Fact] = []
    certain: list[Fact] = []
    for fact in facts:
        base = context.fact_base
        if all(agreement(fact.value, o.value, base) is not Verdict.SATISFIED for o in possible):
            possible.append(fact)
        if all(agreement(fact.value, o.value, base) is Verdict.VIOLATED for o in certain):
            certain.append(fact)
    return len(possible), len(certain)


def _headline(most: int, least: int, title: str, of: str) -> str:
    """What there is beside what must be; titles have no plural that a program could know."""
    if not most:
        return f"{of} has no {title}, and must have {least}"
    values = "1 value is" if most == 1 else f"{most} values are"
    return f"{values} given for {property_of(title, of)}, and there must be {least}"


def _counted(most: int, least: int) -> str:
    """Why there are too few."""
    if not most:
        return "no fact gives one"
    values = "value" if most == 1 else "different values"
    return f"these give at most {most} {values}, and {most} is less than {least}"
