"""Whether values of one property can all hold: the joint verdict of readings.

Quantities and dates are intervals of which one property has one value, so they can all hold iff they
share a value. Entities, texts and truth values are compared as semantics.md says.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from averred.alike import alike, in_base_unit
from averred.convex import common_of, intervals_of, reading_of
from averred.findings import Verdict
from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    IntervalSet,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
    exact,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.factbase import FactBase
    from averred.values import Number, Value
    from averred.vocabulary import Predicate

#: How many combinations of alternatives are tried before the answer is "undetermined".
MOST_COMBINATIONS = 10_000


def can_all_hold(values: Sequence[Value], predicate: Predicate, fact_base: FactBase) -> Verdict:
    """Whether one property can have all these values at once.

    Returns:
        VIOLATED if no choice of precise values makes them one, SATISFIED if every choice does,
        UNDETERMINED otherwise.
    """
    if (convex := intervals_of(values)) is not None:
        return _convex_verdict(convex)
    values = alike(values)
    known = [options_of(value) for value in values if not isinstance(value, Unknown)]
    if known and all(
        isinstance(option, Quantity | Date | Ordinal) for options in known for option in options
    ):
        return _if_all_known(_intervals_verdict(known), len(known) == len(values))
    alternatives = [options_of(value) for value in values]
    if prod(map(len, alternatives)) > MOST_COMBINATIONS:
        return Verdict.UNDETERMINED
    verdicts = {_precise_verdict(choice, predicate, fact_base) for choice in product(*alternatives)}
    return verdicts.pop() if len(verdicts) == 1 else Verdict.UNDETERMINED


def _convex_verdict(intervals: Sequence[Interval]) -> Verdict:
    """Whether intervals share a number: what `_intervals_verdict` says, for what is most common, quickly."""
    first = intervals[0]
    if common_of(intervals) is None:
        return Verdict.VIOLATED
    same_point = first.is_point and all(interval == first for interval in intervals)
    return Verdict.SATISFIED if same_point else Verdict.UNDETERMINED


def _if_all_known(verdict: Verdict, all_known: bool) -> Verdict:  # noqa: FBT001 - a plain condition
    """The verdict of the known values; beside an unknown one nothing is certain to agree."""
    return verdict if all_known or verdict is not Verdict.SATISFIED else Verdict.UNDETERMINED


def _precise_verdict(values: Sequence[Value], predicate: Predicate, fact_base: FactBase) -> Verdict:
    """The verdict where no value is a list of alternatives."""
    absent = [isinstance(value, NoValue) for value in values]
    if any(absent):
        return Verdict.SATISFIED if all(absent) else Verdict.VIOLATED
    known = [value for value in values if not isinstance(value, Unknown)]
    if len({type(value) for value in known}) > 1 or not known:
        return Verdict.UNDETERMINED
    return _if_all_known(_verdict_of_kind(known, predicate, fact_base), len(known) == len(values))


def _verdict_of_kind(values: Sequence[Value], predicate: Predicate, fact_base: FactBase) -> Verdict:
    """The verdict of known values of one type."""
    first = values[0]
    if isinstance(first, Quantity | Date | Ordinal):
        return _intervals_verdict([(value,) for value in values])
    if isinstance(first, EntityRef):
        return _entities_verdict(
            [value.entity for value in values if isinstance(value, EntityRef)], fact_base
        )
    if isinstance(first, Boolean):
        return _equal_or(Verdict.VIOLATED, {value.value for value in values if isinstance(value, Boolean)})
    otherwise = Verdict.VIOLATED if predicate.exact else Verdict.UNDETERMINED
    return _equal_or(
        otherwise, {normal_form(value.text) for value in values if isinstance(value, Text | Quotation)}
    )


def _equal_or(otherwise: Verdict, distinct: set[bool] | set[str]) -> Verdict:
    return Verdict.SATISFIED if len(distinct) == 1 else otherwise


def normal_form(text: str) -> str:
    """A text as texts are compared: in the strict normal form of citations.md."""
    if text.isascii() and "'" not in text and "  " not in text and "\n" not in text:
        return text
    from averred.normalise import normalised

    return normalised(text)


def _intervals_verdict(values: Sequence[Sequence[Value]]) -> Verdict:
    """The verdict of numbers or days, each as its alternatives."""
    options = [option for some in values for option in some]
    units = {option.unit for option in options if isinstance(option, Quantity)}
    if len(units) > 1 or len({type(option) for option in options}) > 1:
        return Verdict.UNDETERMINED
    if any(isinstance(option, Date) and option.missing_year for option in options) and _no_year_fits(values):
        return Verdict.VIOLATED
    sets = [union_of(some) for some in values]
    known = [found for found in sets if found is not None]
    common = known[0] if known else None
    for other in known[1:]:
        common = common.intersection(other) if common is not None else None
    if known and common is None:
        return Verdict.VIOLATED
    same_point = common is not None and common.hull.is_point and all(found == common for found in sets)
    return Verdict.SATISFIED if same_point else Verdict.UNDETERMINED


def _no_year_fits(values: Sequence[Sequence[Value]]) -> bool:
    """Whether days of which some lack their year are different days of the year: 26 and 27 February."""
    dates = [some[0] for some in values if len(some) == 1]
    slots = [date.days_of_year for date in dates if isinstance(date, Date)]
    known = [days for days in slots if days is not None]
    return bool(known) and max(first for first, _ in known) > min(last for _, last in known)


def options_of(value: Value) -> tuple[Value, ...]:
    """The alternatives of a value; the value itself where it is no list."""
    return value.alternatives if isinstance(value, OneOf) else (value,)


def union_of(options: Sequence[Value]) -> IntervalSet | None:
    """The numbers (or days) that some of several values allows; None if one of them is none."""
    readings = [reading_of(option) for option in options]
    parts = [part for reading in readings if reading is not None for part in reading.parts]
    return None if None in readings else IntervalSet.of(*parts)


class Precise(NamedTuple):
    """A value that is one thing alone: what all values that surely agree with it have in common.

    Attributes:
        line: values of one line that are not equal surely are two.
        point: the number, the day, the words or the entity.
    """

    line: tuple[object, ...]
    point: object


def precise(value: Value) -> Precise | None:
    """What a value surely is, where a text is its words; None for one that may be several things."""
    options = {_precise_one(option) for option in options_of(value)}
    return options.pop() if len(options) == 1 else None


def _precise_one(value: Value) -> Precise | None:
    if isinstance(value, Text | Quotation):
        return Precise((type(value),), normal_form(value.text))
    if isinstance(value, EntityRef):
        return Precise((EntityRef, value.entity), value.entity)
    if isinstance(value, Boolean):
        return Precise((Boolean,), value.value)
    reading = reading_of(value)
    if reading is None or not reading.hull.is_point:
        return None
    if isinstance(value, Quantity):
        plain = in_base_unit(value)
        return Precise((Quantity, plain.unit), plain.interval.lo)
    return Precise((type(value), None), reading.hull.lo)


def _entities_verdict(ids: Sequence[str], fact_base: FactBase) -> Verdict:
    distinct = sorted(set(ids))
    if len(distinct) == 1:
        return Verdict.SATISFIED
    pairs = [(a, b) for i, a in enumerate(distinct) for b in distinct[i + 1 :]]
    if any(entities_exclude(a, b, fact_base) for a, b in pairs):
        return Verdict.VIOLATED
    return Verdict.UNDETERMINED


def entities_exclude(a: str, b: str, fact_base: FactBase) -> bool:
    """Whether two entities are surely not the same thing.

    They are not if declared distinct, or if they are of the same kind with neither a part of, nor
    within, the other.
    """
    first, second = fact_base.entities.get(a), fact_base.entities.get(b)
    if a == b or first is None or second is None:
        return False
    if b in first.distinct_from or a in second.distinct_from:
        return True
    if first.kind is None or first.kind != second.kind:
        return False
    return b not in fact_base.ancestors(a) and a not in fact_base.ancestors(b)


def tolerance_to_agree(a: Value, b: Value) -> Number | None:
    """The tolerance of "about" at which two quantities would share a value.

    Returns:
        A share of the number, such as 3/4 for ±75 %; None where neither rests on that convention.
    """
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return None
    if a.hedge is None and b.hedge is None:
        return None
    first, second = _centre_of_about(a), _centre_of_about(b)
    if first is not None and second is not None:
        return exact(abs(first - second) / (abs(first) + abs(second)))
    if first is not None:
        return exact(Interval.point(exact(first)).gap_to(b.interval) / abs(first))
    if second is not None:
        return exact(Interval.point(exact(second)).gap_to(a.interval) / abs(second))
    return None


def _centre_of_about(quantity: Quantity) -> Fraction | None:
    """The number that "about" stands before, unless it is 0, of which every share is 0."""
    return Fraction(quantity.centre) if quantity.hedge == "about" and quantity.centre else None
