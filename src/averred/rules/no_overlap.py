"""The rule `no-overlap`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts.arithmetic import too_late, violated_by
from averred.constraint import Holder, Q, ground, linear
from averred.describe import days, owner, said
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Level
from averred.inequalities import judge_together
from averred.kinds import entity_name, predicate_name
from averred.parameters import COMMON, Parameters
from averred.rules.base import Context, rule
from averred.shapes import about_of, cards_in_rounds, facts_under
from averred.values import Date, EntityRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.constraint import Linear
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Compared
    from averred.vocabulary import Constraint

_NAME = "no-overlap"


def _check(constraint: Constraint, fact_base: FactBase) -> None:
    given = constraint.parameters.keys()
    if ("predicate" in given) == ({"first", "second"} <= given):
        raise ConfigurationError(
            f"rule “{_NAME}” needs a predicate, or “first” and “second”",
            suggestion="give the one or the other",
        )
    if "first" in given and constraint.parameters["first"] == constraint.parameters["second"]:
        raise ConfigurationError(
            f"rule “{_NAME}” names one thing twice, and it overlaps with itself",
            suggestion="name another",
            key="second",
        )
    if ("period" in given) == ({"start", "end"} <= given):
        raise ConfigurationError(
            f"rule “{_NAME}” needs “period”, or “start” and “end”", suggestion="give the one or the other"
        )
    predicate = fact_base.predicates.get(str(constraint.parameters.get("predicate", "")))
    if predicate is not None and predicate.value != "entity":
        raise ConfigurationError(
            f"rule “{_NAME}” is about values of kind entity",
            suggestion="name a predicate with such values",
            key="predicate",
        )


_PARAMETERS = Parameters(
    {
        **COMMON,
        "first": entity_name,
        "second": entity_name,
        "start": predicate_name,
        "end": predicate_name,
        "period": predicate_name,
    },
    short="period",
    competing=True,
    check=_check,
)


def _screened(_fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Compared]:
    from averred.screening import Compared

    for constraint in declared:
        given = {key: str(value) for key, value in constraint.parameters.items()}
        for data in contemporary(constraint):
            if "predicate" in given:
                body = ((f"beside {given['predicate']}", "x", "y"),)
                yield Compared(data._replace(where=body), by=given["predicate"])
            else:
                yield Compared(data, ((given["first"], given["second"]),))


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened)
def no_overlap(context: Context) -> Iterable[Finding | Judgement]:
    """Two things that must have existed at one time cannot have.

    What it reports:
        A subject and its value, or two things that are named, of which one surely ended before the other
        began. That one ends on the day on which the other begins is fine.

    Why it matters:
        Nobody is a pupil of somebody who died a century before.

    Example:
        `no-overlap = { start = "birth", end = "death" }` on the predicate `pupil-of`; the teacher dies in
        1900, and the pupil is born in 1950.

    What to do:
        Compare the dates of the two, and whether it is the right person.

    Options:
        `start`, `end`: the predicates with the first and the last day; or `period`: one predicate with
        both. `first`, `second`: two things that are named, where no predicate links them. `within`,
        `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's contemporary constraint; Allen's relations before and after (1983).
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        if "predicate" in constraint.parameters:
            for fact in facts_under(context, constraint):
                if isinstance(fact.value, EntityRef):
                    yield from _judge(context, constraint, fact.subject, fact.value.entity, fact)
        else:
            first, second = str(constraint.parameters["first"]), str(constraint.parameters["second"])
            yield from _judge(context, constraint, first, second)


def contemporary(constraint: Constraint) -> tuple[Linear, Linear]:
    """The rule as data: each of the two begins at the latest when the other ends."""
    period = constraint.parameters.get("period")
    start, end = (str(period or constraint.parameters.get(key)) for key in ("start", "end"))
    body = [("beside", "x", "y")]
    return (
        linear(Q("x", start, "start").at_most(Q("y", end, "end")), where=body),
        linear(Q("y", start, "start").at_most(Q("x", end, "end")), where=body),
    )


def _judge(
    context: Context, constraint: Constraint, first: str, second: str, link: Fact | None = None
) -> Iterator[Finding | Judgement]:
    if {first, second} & set(constraint.exceptions):
        return
    pair = (Holder(first), Holder(second))
    inequalities = [found for data in contemporary(constraint) for found in ground(data, {"beside": [pair]})]
    judged = judge_together(context, inequalities, constraint.within, link)
    if judged.verdict is None:
        return
    about = about_of(f"{first} · {second}", constraint)
    yield Judgement(_NAME, about, judged.verdict, judged.facts)
    base = context.fact_base
    yield from cards_in_rounds(
        context,
        constraint,
        Level.ERROR,
        about,
        judged.conflicts,
        lambda _: f"{owner(first, None, base)} and {owner(second, None, base)} did not exist at one time",
        derivation=lambda facts: _steps(facts, context),
        working=lambda conflict: (
            too_late(*one) for one in violated_by(conflict, inequalities, context.bounds_of)
        ),
        advice=("compare the dates of the two", "or correct who is meant"),
    )


def _steps(facts: Sequence[Fact], context: Context) -> Iterator[str]:
    """What the dates are read as, and what the two have to do with each other."""
    base = context.fact_base
    for fact in facts:
        if isinstance(fact.value, Date):
            yield f"“{fact.written}” ({fact.id}) is {days(fact.value.interval)}"
        else:
            title = context.predicate_of(fact).title
            yield f"{owner(fact.subject, None, base)}, {title}: {said(fact, base)} ({fact.id})"
