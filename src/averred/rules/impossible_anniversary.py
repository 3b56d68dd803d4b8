"""The rule `impossible-anniversary`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.conflicts import Round, inequality_conflicts
from averred.constraint import Bound, Holder, Inequality, Q, Variable, ground, linear, measured
from averred.describe import numbers, owner
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import predicate_name
from averred.parameters import Parameters
from averred.rules.base import (
    Context,
    conflict_finding,
    level_in_round,
    rule,
    stated_level,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.conflicts import Conflict
    from averred.constraint import Linear
    from averred.facts import Fact
    from averred.values import Interval
    from averred.vocabulary import Constraint

_NAME = "impossible-anniversary"
_PARAMETERS = Parameters({"ordinal": predicate_name, "date": predicate_name}, ("ordinal",))


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS)
def impossible_anniversary(context: Context) -> Iterable[Finding | Judgement]:
    """The year of an event and the number of its anniversary do not give the year of the anniversary.

    What it reports:
        Facts with an ordinal and `of` ("the twentieth anniversary of the flood"), where year of the
        event + number = year of the anniversary for no choice of years.

    Why it matters:
        One of the three is wrong.

    Example:
        "the 25th anniversary of the flood of 2011", on a march that is dated 2031: 2011 + 25 = 2036.

    What to do:
        Compare the passages and correct the year or the number.

    Options:
        `ordinal`: the predicate with the number. `date`: the predicate with the dates (`date` if left
        out). `except`: subjects that it does not hold for.

    Where the idea comes from:
        Wikidata's "difference within range" constraint, and arithmetic that fact-checkers do by hand.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        ordinal = str(constraint.parameters["ordinal"])
        date = str(constraint.parameters.get("date", "date"))
        pairs: dict[tuple[Holder, Holder], list[Fact]] = {}
        for fact in context.active_by_predicate.get(ordinal, ()):
            if fact.of and not fact.denied and fact.subject not in constraint.exceptions:
                pairs.setdefault((Holder(fact.subject), Holder(fact.of)), []).append(fact)
        for (subject, event), facts in sorted(pairs.items()):
            yield from _judge(context, constraint, (ordinal, date), (subject, event), facts)


def years_add_up(ordinal: str, date: str) -> tuple[Linear, Linear]:
    """The rule as data: year of the event + number = year of the anniversary, as two inequalities."""
    event, number = Q("event", date, "year"), Q("subject", ordinal)
    anniversary = Q("subject", date, "year")
    body = [("of", "subject", "event")]
    return (
        linear((event + number).at_most(anniversary), where=body),
        linear((anniversary - number).at_most(event), where=body),
    )


def _judge(
    context: Context,
    constraint: Constraint,
    predicates: tuple[str, str],
    pair: tuple[Holder, Holder],
    ordinals: Sequence[Fact],
) -> Iterator[Finding | Judgement]:
    found: dict[Round, list[Conflict]] = {turn: [] for turn in Round}
    about = f"{pair[0].subject} · {predicates[0]} of {pair[1].subject}"
    verdicts: dict[Verdict, tuple[str, ...]] = {}
    for data in years_add_up(*predicates):
        for inequality in ground(data, {"of": [pair]}):
            bounds = _bounds(context, inequality, ordinals)
            result = inequality_conflicts(inequality, bounds, constraint.within)
            if result is not None:
                ids = tuple(sorted({b.fact.id for group in bounds.values() for b in group if b.fact}))
                verdicts[result.verdict] = ids
                for turn, conflicts in result.conflicts.items():
                    found[turn] += conflicts
    for turn, conflicts in found.items():
        if conflicts:
            yield _card(context, constraint, pair, about, turn, conflicts)
    # The years are equal iff each is at most the other: the worse verdict is that of the equality.
    for verdict in (Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.SATISFIED):
        if verdict in verdicts:
            yield Judgement(_NAME, about, verdict, verdicts[verdict])
            return


def _bounds(
    context: Context, inequality: Inequality, ordinals: Sequence[Fact]
) -> Mapping[Variable, Sequence[Bound]]:
    """As usual, but of the ordinals only those about this event."""
    bounds = dict(context.bounds_of(inequality))
    for _, variable in inequality.terms:
        if variable.predicate == ordinals[0].predicate:
            numbered = [(measured(fact.value, "value"), fact) for fact in ordinals]
            bounds[variable] = [Bound(interval, fact) for interval, fact in numbered if interval is not None]
    return bounds


def _card(
    context: Context,
    constraint: Constraint,
    pair: tuple[Holder, Holder],
    about: str,
    turn: Round,
    conflicts: Sequence[Conflict],
) -> Finding:
    subject, event = pair
    facts = context.facts_of(conflicts)
    ordinal = next(fact for fact in facts if fact.of == event.subject)
    steps = [f"“{fact.written}” ({fact.id}) is {_years(fact)}" for fact in facts]
    bases = [measured(fact.value, "year") for fact in facts if fact.subject == event.subject]
    counts = [measured(fact.value, "value") for fact in facts if fact is ordinal]
    steps += [
        f"{_plain(base)} + {_plain(count)} = {_plain(base.plus(count))}"
        for base, count in zip(bases, counts, strict=False)
        if base is not None and count is not None
    ]
    return conflict_finding(
        context,
        _NAME,
        level_in_round(stated_level(constraint, Level.ERROR), turn),
        f"{owner(subject.subject, None, context.fact_base)} cannot be the “{ordinal.written}” anniversary of "
        f"{owner(event.subject, None, context.fact_base)}: the years do not add up",
        about,
        conflicts,
        derivation=steps,
        advice=("correct the year of the event, the number, or the year of the anniversary",),
    )


def _years(fact: Fact) -> str:
    years = measured(fact.value, "year")
    number = measured(fact.value, "value")
    if years is not None:
        return f"in {_plain(years)}"
    return f"the number {_plain(number)}" if number is not None else "of no known number"


def _plain(interval: Interval) -> str:
    return numbers(interval).removesuffix(" exactly").replace(",", "")
