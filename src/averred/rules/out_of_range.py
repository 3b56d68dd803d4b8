"""The rule `out-of-range`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from averred.constraint import Holder, Inequality, Variable, judge, measured
from averred.describe import days, numbers, unit_words
from averred.errors import AverredError, ConfigurationError
from averred.findings import Finding, Judgement, Level, Verdict
from averred.kinds import amount
from averred.parameters import for_predicate
from averred.rules.base import By, Context, rule
from averred.shapes import Outcome, judge_each
from averred.values import Conventions, Date, Interval, Quantity, read_date, read_ordinal, read_quantity
from averred.vocabulary import Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Every, Outside
    from averred.values import Number, Value
    from averred.vocabulary import Predicate

_NAME = "out-of-range"
_NOW = "now"
#: An end of a range is exact: "1 kg" is not a kilogram give or take a half.
_AS_WRITTEN = Conventions(measured=False)


def _check(constraint: Constraint, fact_base: FactBase) -> None:
    """Refuses ends that cannot be read, that stand the wrong way round, or that are not there."""
    predicate = fact_base.predicates[str(constraint.parameters["predicate"])]
    ends = [_end(constraint, key, predicate, "2000-01-01") for key in ("min", "max")]
    if ends == [None, None]:
        raise ConfigurationError(f"rule “{_NAME}” needs the parameter “min”, “max” or both")
    low, high = ends
    if low is not None and high is not None and low > high and _NOW not in constraint.parameters.values():
        raise ConfigurationError(f"min of rule “{_NAME}” is greater than max")


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
        if _NOW in constraint.parameters.values() or (predicate.value == "quantity" and not predicate.unit):
            yield Every(predicate.id)  # the day, and the unit of each fact, is known to the rule alone
        else:
            low, high = (_end(constraint, key, predicate, "") for key in ("min", "max"))
            yield Outside(predicate.id, low, high)


@rule(_NAME, Level.ERROR, logical=True, parameters=_PARAMETERS, screened=_screened, judged_by=By.FACT)
def out_of_range(context: Context) -> Iterable[Finding | Judgement]:
    """A value lies outside of its range.

    What it reports:
        Quantities, ordinals and dates whose whole reading lies below `min` or above `max`; a reading that
        lies across an end is undetermined. The `min` and `max` of a predicate are such a range too.

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
        outcome = None if fact.denied else _judge(fact, predicate.min, predicate.max)
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
    predicate = context.predicate_of(fact)
    try:
        ends = [_end(constraint, key, predicate, context.today, fact.value) for key in ("min", "max")]
    except AverredError:  # another unit than the fact's, and none of the two converts
        return Outcome(Verdict.UNDETERMINED, needs=("the units would have to convert",))
    return _judge(fact, *ends)


def _judge(fact: Fact, low: Number | None, high: Number | None) -> Outcome | None:
    box = measured(fact.value, "value")
    if box is None:
        return None
    verdicts = [judge(inequality, [box]) for inequality in within(low, high)]
    words = days if isinstance(fact.value, Date) else partial(_in_unit, fact.value)
    allowed = words(Interval(low, high))
    if Verdict.VIOLATED in verdicts:
        steps = (f"“{fact.written}” is read as {words(box)}", f"allowed: {allowed}")
        return Outcome(Verdict.VIOLATED, f"“{fact.written}” lies outside of {allowed}", steps)
    if Verdict.UNDETERMINED in verdicts:
        return Outcome(Verdict.UNDETERMINED, needs=(f"the value would have to lie in {allowed}",))
    return Outcome(Verdict.SATISFIED)


def _in_unit(value: Value, interval: Interval) -> str:
    """Numbers in the unit of a value: "0 to 2.5 metres"."""
    return f"{numbers(interval)} {unit_words(value)}".rstrip()


def within(low: Number | None, high: Number | None) -> Iterator[Inequality]:
    """The rule as data: low ≤ x and x ≤ high, where they are given."""
    x = Variable(Holder("x"), "value")
    if low is not None:
        yield Inequality(((-1, x),), low)
    if high is not None:
        yield Inequality(((1, x),), -high)


def _end(
    constraint: Constraint, key: str, predicate: Predicate, today: str, beside: Value | None = None
) -> Number | None:
    """The number (or day) of an end of the range; None where it is left out.

    Raises:
        ConfigurationError: if it cannot be read as a value of the predicate, or has no single end.
    """
    words = constraint.parameters.get(key)
    if words is None:
        return None
    try:
        box = _read(str(words), predicate, today, beside)
    except AverredError as error:
        raise ConfigurationError(f"parameter “{key}” of rule “{_NAME}”: {error.message}") from error
    end = box.lo if key == "min" else box.hi
    if end is None:
        raise ConfigurationError(f"parameter “{key}” of rule “{_NAME}” has no end")
    return end


def _read(words: str, predicate: Predicate, today: str, beside: Value | None) -> Interval:
    if predicate.value == "date":
        return read_date(today if words == _NOW else words).interval
    if predicate.value == "ordinal":
        value = None if words.isdecimal() else read_ordinal(words)
        return Interval.point(int(words) if value is None else value.number)
    quantity = read_quantity(words, unit=predicate.unit, conventions=_AS_WRITTEN)
    if not isinstance(beside, Quantity) or quantity.unit == beside.unit:
        return quantity.interval
    from averred.values.units import convert

    return convert(quantity.interval, quantity.unit or "", beside.unit or "")
