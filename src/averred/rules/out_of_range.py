"""The rule `out-of-range`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from averred.constraint import judge, measured
from averred.describe import days, in_unit, number, unit_words
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import amount
from averred.parameters import for_predicate
from averred.ranges import NOW, Ends, end_of, ends_of, ends_together, own_ends, within
from averred.rules.base import By, Context, rule
from averred.shapes import Outcome, judge_each
from averred.values import Date, Interval
from averred.values.calendar import day_text
from averred.vocabulary import Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Every, Outside
    from averred.values import Value
    from averred.vocabulary import Predicate

_NAME = "out-of-range"


def _check(constraint: Constraint, fact_base: FactBase) -> None:
    """Refuses ends that cannot be read, that stand the wrong way round, or that are not there."""
    predicate = fact_base.predicates[str(constraint.parameters["predicate"])]
    low, high = ends_together(constraint, predicate, "2000-01-01")
    if (low, high) == (None, None):
        raise ConfigurationError(
            f"rule “{_NAME}” needs the parameter “min”, “max” or both", suggestion="such as max = 100"
        )
    if low is not None and high is not None and low > high and NOW not in constraint.parameters.values():
        raise ConfigurationError(
            f"min of rule “{_NAME}” is greater than max", suggestion="exchange the two", key="min"
        )


_PARAMETERS = for_predicate(
    {"min": amount, "max": amount}, about=("quantity", "date", "ordinal"), check=_check
)


def _screened(fact_base: FactBase, declared: Sequence[Constraint]) -> Iterator[Every | Outside]:
    from averred.screening import Every, Outside

    for predicate in fact_base.predicates.values():
        if predicate.min is not None or predicate.max is not None:
            yield Outside(predicate.id, predicate.min, predicate.max)
    for constraint in declared:
        predicate = fact_base.predicates[str(constraint.parameters["predicate"])]
        if NOW in constraint.parameters.values() or (predicate.value == "quantity" and not predicate.unit):
            yield Every(predicate.id)  # the day, and the unit of each fact, is known to the rule alone
        else:
            low, high = (end_of(constraint, key, predicate, "") for key in ("min", "max"))
            yield Outside(predicate.id, low, high)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.FACT)
def out_of_range(context: Context) -> Iterable[Finding | Judgement]:
    """A value lies outside of its range.

    What it reports:
        Quantities, ordinals and dates whose whole reading lies below `min` or above `max`; a reading that
        lies across an end is undetermined. The `min` and `max` of a predicate are such a range too. A number
        without a unit is compared with bare numbers and with what is counted: `range-in-another-unit` says
        where it is compared with nothing.

    Why it matters:
        A height of 30 metres or a birth in the future is mistyped, or has the wrong unit.

    Example:
        `out-of-range = { min = 0, max = "2.5 m" }` on the predicate, and a fact that says "17 m".

    What to do:
        Compare the value and its unit with the passage.

    Options:
        `min`, `max`: numbers, or words with a unit ("1 kg", "1960"); `max = "now"` is the day of the check.
        One of them may be left out. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's range constraint, which looks at the middle of a value with bounds; SHACL
        `sh:minInclusive` and `sh:maxInclusive`.
    """
    advice = ("compare the value and its unit with the passage", "or widen the range")
    yield from judge_each(context, _NAME, Level.ERROR, _PARAMETERS, _judge_declared, advice)
    for predicate in context.fact_base.predicates.values():
        if predicate.min is not None or predicate.max is not None:
            yield from _judge_predicate(context, predicate)


def _judge_predicate(context: Context, predicate: Predicate) -> Iterator[Finding | Judgement]:
    """The range that the predicate's own `min` and `max` are."""
    from averred.cards import conflict_finding

    for fact in context.active_by_predicate.get(predicate.id, ()):
        outcome = None if fact.denied else _judge(fact, own_ends(predicate, [fact.value]))
        if outcome is not None:
            yield Judgement(_NAME, fact.id, outcome.verdict, (fact.id,), outcome.needs)
        if outcome is not None and outcome.verdict is Verdict.VIOLATED:
            yield conflict_finding(
                context,
                _NAME,
                Level.ERROR,
                outcome.headline,
                fact.id,
                [(fact,)],
                derivation=outcome.derivation,
                advice=("compare the value with the passage", "or change min or max of the predicate"),
            )


def _judge_declared(context: Context, fact: Fact, constraint: Constraint) -> Outcome | None:
    return _judge(fact, ends_of(constraint, context.predicate_of(fact), context.today, fact.value))


def _judge(fact: Fact, ends: Ends) -> Outcome | None:
    box = measured(fact.value, "value")
    if box is None:
        return None
    verdicts = [judge(inequality, [box]) for inequality in within(ends.low, ends.high)]
    words = days if isinstance(fact.value, Date) else partial(_in_unit, fact.value)
    allowed = words(Interval(ends.low, ends.high))
    if Verdict.VIOLATED in verdicts:
        steps = (
            f"“{fact.written}” is read as {words(box)}",
            f"allowed: {allowed}",
            f"all of it is {_beyond(fact.value, ends, verdicts)}",
        )
        return Outcome(Verdict.VIOLATED, f"“{fact.written}” lies outside of {allowed}", steps)
    if not ends.is_whole:
        return Outcome(Verdict.UNDETERMINED, needs=("the units would have to convert",))
    if Verdict.UNDETERMINED in verdicts:
        return Outcome(Verdict.UNDETERMINED, needs=(f"the value would have to lie in {allowed}",))
    return Outcome(Verdict.SATISFIED)


def _beyond(value: Value, ends: Ends, verdicts: Sequence[Verdict]) -> str:
    """Which end a value is beyond: "above 2.5 metres"."""
    is_below = ends.low is not None and verdicts[0] is Verdict.VIOLATED
    end = ends.low if is_below else ends.high
    words = day_text(int(end or 0)) if isinstance(value, Date) else f"{number(end or 0)} {unit_words(value)}"
    return f"{'below' if is_below else 'above'} {words}".rstrip()


def _in_unit(value: Value, interval: Interval) -> str:
    """Numbers in the unit of a value: "0 to 2.5 metres"."""
    return in_unit(interval, unit_words(value))
