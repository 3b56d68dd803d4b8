"""Rules about values as data: one linear inequality over quantities, and its one evaluator.

The form is a linear denial constraint: Σ cᵢ·qᵢ + b ≤ 0 must hold wherever the body does. A quantity is
known by its facts, each an interval; the facts at hand violate the inequality iff the least value of the
left side is above 0, or is 0 and an end that was used is open (for a strict inequality: is 0 or more).
The terms of one inequality must be distinct quantities, since their boxes are taken to be independent.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import attrs

from averred.findings import Verdict
from averred.records import Record
from averred.values import Date, Interval, OneOf, Ordinal, Quantity, exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.facts import Fact
    from averred.values import Number, Value

#: What of a value enters an inequality: the number itself, the day on which a date begins or ends, or
#: the (astronomical) year in which it lies, or these days as slots of the calendar (`calendar_slot`).
MEASURES = ("value", "start", "end", "year", "calendar-start", "calendar-end")


class Holder(NamedTuple):
    """What has a quantity: a subject, or a part of it.

    Attributes:
        subject: an entity's id.
        part: the part's entity id; empty for the whole.
    """

    subject: str
    part: str = ""


class Variable(NamedTuple):
    """A quantity: one measure of one predicate of one holder."""

    holder: Holder
    predicate: str
    measure: str = "value"


@attrs.frozen(eq=False, repr=False)
class Q(Record):
    """A quantity of a rule: a coefficient, a variable of the rule's body, a predicate, a measure."""

    name: str
    predicate: str
    measure: str = "value"
    coefficient: Number = 1

    def __mul__(self, factor: Number) -> Q:
        return attrs.evolve(self, coefficient=self.coefficient * factor)

    __rmul__ = __mul__

    def __add__(self, other: Q | LinearSum | Number) -> LinearSum:
        return LinearSum((self,)) + other

    def __sub__(self, other: Q | LinearSum | Number) -> LinearSum:
        return LinearSum((self,)) - other

    def at_most(self, other: Q | LinearSum) -> LinearSum:
        """The condition that this is at most `other`."""
        return LinearSum((self,)) - other


@attrs.frozen(eq=False, repr=False)
class LinearSum(Record):
    """Σ cᵢ·qᵢ + b. As a condition it means "at most 0".

    Attributes:
        terms: the quantities with their coefficients.
        constant: b.
    """

    terms: tuple[Q, ...]
    constant: Number = 0

    def __add__(self, other: Q | LinearSum | Number) -> LinearSum:
        if isinstance(other, LinearSum):
            return LinearSum(self.terms + other.terms, self.constant + other.constant)
        if isinstance(other, Q):
            return LinearSum((*self.terms, other), self.constant)
        return LinearSum(self.terms, self.constant + other)

    def __sub__(self, other: Q | LinearSum | Number) -> LinearSum:
        if isinstance(other, LinearSum):
            return self + LinearSum(tuple(term * -1 for term in other.terms), -other.constant)
        return self + other * -1

    def at_most(self, other: Q | LinearSum) -> LinearSum:
        """The condition that this is at most `other`."""
        return self - other


class Linear(NamedTuple):
    """A rule as data: a condition on quantities, for every binding of its body.

    Attributes:
        condition: must be at most 0 (below 0 if strict).
        where: the body: relations between the variables, as (relation, variable, variable).
        strict: the condition must be below 0.
    """

    condition: LinearSum
    where: tuple[tuple[str, str, str], ...] = ()
    strict: bool = False


def linear(
    condition: LinearSum, *, where: Sequence[tuple[str, str, str]] = (), strict: bool = False
) -> Linear:
    """A rule about values: `linear(Q("x", "start").at_most(Q("y", "start")), where=[("before", "x", "y")])`.

    Raises:
        ValueError: if two terms are the same quantity, for which the evaluator would be wrong.
    """
    distinct = {(term.name, term.predicate, term.measure) for term in condition.terms}
    if len(distinct) < len(condition.terms):
        raise ValueError("the terms of a linear rule must be distinct quantities: add their coefficients")
    return Linear(condition, tuple(where), strict)


class Inequality(NamedTuple):
    """A linear rule for one binding: Σ cᵢ·xᵢ + b ≤ 0 over distinct variables.

    Attributes:
        terms: coefficient and variable.
        constant: b.
        strict: below 0 instead of at most 0.
    """

    terms: tuple[tuple[Number, Variable], ...]
    constant: Number = 0
    strict: bool = False


def ground(rule: Linear, relations: Mapping[str, Iterable[tuple[Holder, Holder]]]) -> Iterator[Inequality]:
    """The inequalities of a rule, one for each binding of its body, in a stable order.

    The terms of an inequality are distinct quantities: a binding that makes two of them one is left out.
    """
    pairs = {name: sorted(set(found)) for name, found in relations.items()}
    for binding in _bindings(rule.where, pairs, {}):
        terms = tuple(
            (term.coefficient, Variable(binding[term.name], term.predicate, term.measure))
            for term in rule.condition.terms
        )
        if len({variable for _, variable in terms}) == len(terms):
            yield Inequality(terms, rule.condition.constant, rule.strict)


def _bindings(
    body: Sequence[tuple[str, str, str]],
    relations: Mapping[str, Sequence[tuple[Holder, Holder]]],
    bound: Mapping[str, Holder],
) -> Iterator[Mapping[str, Holder]]:
    if not body:
        yield bound
        return
    (relation, first, second), *rest = body
    for a, b in relations.get(relation, ()):
        if bound.get(first, a) == a and bound.get(second, b) == b:
            yield from _bindings(rest, relations, {**bound, first: a, second: b})


def measured(value: Value, measure: str) -> Interval | None:
    """The numbers that a value allows for a measure; None where it allows any or has none."""
    if isinstance(value, OneOf):
        return _hull([measured(option, measure) for option in value.alternatives])
    if isinstance(value, Date):
        return None if value.missing_year else _date_measure(value, measure)
    if measure != "value":
        return None
    if isinstance(value, Quantity):
        return value.interval
    return Interval.point(value.number) if isinstance(value, Ordinal) else None


def _hull(intervals: Sequence[Interval | None]) -> Interval | None:
    """The hull of the alternatives, which may leave undetermined what exact work would decide."""
    hull = intervals[0]
    for interval in intervals[1:]:
        hull = hull.hull(interval) if hull is not None and interval is not None else None
    return hull


def _date_measure(date: Date, measure: str) -> Interval:
    if measure == "year":
        from averred.values.calendar import year_month_day

        span = date.interval
        first = None if span.lo is None else year_month_day(int(span.lo))[0]
        last = None if span.hi is None else year_month_day(int(span.hi))[0]
        return Interval(first, last)
    if measure.startswith("calendar-"):
        return _calendar(date.start if measure == "calendar-start" else date.end)
    return {"start": date.start, "end": date.end}.get(measure, date.interval)


def _calendar(span: Interval) -> Interval:
    """Days as slots of the calendar, in which a year is always as long as the next."""
    from averred.values.calendar import calendar_slot

    low = None if span.lo is None else calendar_slot(int(span.lo))
    high = None if span.hi is None else calendar_slot(int(span.hi))
    return Interval(low, high)


class Bound(NamedTuple):
    """One interval that bounds a quantity, and the fact that says so.

    Attributes:
        interval: the numbers allowed.
        fact: the fact; None for a bound that is declared (a count is at least 0).
    """

    interval: Interval
    fact: Fact | None = None


def extent(inequality: Inequality, boxes: Sequence[Interval]) -> Interval:
    """The values of the left side, each variable free in its own box (in the order of the terms)."""
    total = Interval.point(inequality.constant)
    for (coefficient, _), box in zip(inequality.terms, boxes, strict=True):
        total = total.plus(box.scale(coefficient))
    return total


def judge(inequality: Inequality, boxes: Sequence[Interval]) -> Verdict:
    """The verdict of one inequality over one box for each of its terms."""
    left, strict = extent(inequality, boxes), inequality.strict
    if left.lo is not None and (left.lo > 0 or (left.lo == 0 and (strict or left.lo_open))):
        return Verdict.VIOLATED
    if left.hi is not None and (left.hi < 0 or (left.hi == 0 and (left.hi_open or not strict))):
        return Verdict.SATISFIED
    return Verdict.UNDETERMINED


def room_for(inequality: Inequality, boxes: Sequence[Interval], index: int) -> Interval:
    """The values that the variable at `index` must have for the inequality to be possible.

    From Σ c·x + b ≤ 0: c·x is at most minus the least value of the rest.
    """
    others = [box if place != index else Interval.point(0) for place, box in enumerate(boxes)]
    rest = extent(inequality, others)
    coefficient = inequality.terms[index][0]
    if rest.lo is None:
        return Interval.everything()
    end = exact(Fraction(-rest.lo) / Fraction(coefficient))
    open_end = rest.lo_open or inequality.strict
    if coefficient > 0:
        return Interval(None, end, hi_open=open_end)
    return Interval(end, None, lo_open=open_end)


def intersect(intervals: Iterable[Interval]) -> Interval | None:
    """The box of several intervals; None if nothing is in all of them."""
    box: Interval | None = Interval.everything()
    for interval in intervals:
        box = box.intersection(interval) if box is not None else None
    return box
