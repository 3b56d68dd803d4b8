"""Whole quantities: the hedge before the number, ranges of two bounds, and the reading that results."""

from __future__ import annotations

from fractions import Fraction

from averred.errors import ReadingError
from averred.values import units
from averred.values.conventions import DEFAULT_CONVENTIONS, Conventions
from averred.values.date_words import ordinal_at
from averred.values.hedge_words import hedge_ahead, hedge_before
from averred.values.hedges import OR_EQUAL, hedged
from averred.values.interval import Interval, Number, exact
from averred.values.parsed import Parsed
from averred.values.quantities import join_range, parse_at
from averred.values.tokens import Tokens
from averred.values.value import Quantity

_UPPER = frozenset(("less-than", "at-most", "nearly"))
_LOWER = frozenset(("more-than", "at-least", "slightly-more-than"))
#: Hedges that leave one side open.
_BOUNDS = frozenset(("less-than", "at-most", "more-than", "at-least"))
_TURNS = {"more-than": "at-least", "less-than": "at-most"}


def phrase_at(
    tokens: Tokens, i: int, conventions: Conventions, *, ranges: bool = True
) -> tuple[Parsed, int] | None:
    """The quantity whose number (or currency) begins at `i`, with what stands before it.

    Args:
        tokens: the text.
        i: where the number begins.
        conventions: what vague words mean.
        ranges: "20 to 30" is a range; False reads the 20 alone.

    Returns:
        The quantity after all hedges, and the index of its first token; None if there is none.
    """
    one = _number_or_place(tokens, i, conventions, ranges=ranges)
    if one is None:
        return None
    hedge, begin = hedge_before(tokens, i)
    between = tokens.word(begin - 1) == "between"
    if between and (pair := _between(tokens, i, one, conventions)) is not None:
        one, begin = pair, begin - 1
    elif one.hedge == "range" and tokens.word(begin - 1) == "from":
        begin -= 1
    one = _equal_after(tokens, one, hedge)
    combined = _two_bounds(tokens, one, one.hedge if one.hedge in _UPPER | _LOWER else hedge, conventions)
    if combined is not None:
        return combined, begin
    return _with_outer_hedge(tokens, begin, hedge, settle(one, hedge, conventions))


def _with_outer_hedge(tokens: Tokens, begin: int, hedge: str | None, one: Parsed) -> tuple[Parsed, int]:
    """Takes in a second hedge before the first one: "up to about 500" ends where "about 500" does."""
    outer, start = hedge_before(tokens, begin) if hedge is not None else (None, begin)
    if outer is None:
        return one, begin
    low, high = one.base.lo, one.base.hi
    if one.hedge == "about" and low is not None and high is not None and outer in _BOUNDS:
        base, __ = hedged(Interval.closed(low, high), outer, DEFAULT_CONVENTIONS)
        return one._replace(base=base, hedge=outer), start
    return one, start


def _number_or_place(
    tokens: Tokens, i: int, conventions: Conventions, *, ranges: bool = True
) -> Parsed | None:
    """A quantity, or a place in a row that is compared: "higher than the tenth"."""
    one = parse_at(tokens, i, conventions, ranges=ranges)
    if one is not None or tokens.word(i) != "the":
        return one
    number, end = ordinal_at(tokens, i + 1)
    return Parsed(Interval.point(number), None, end, None, number, None) if number else None


def _between(tokens: Tokens, i: int, one: Parsed, conventions: Conventions) -> Parsed | None:
    """Such as "between 20 and 30", from the 20 on; also "between one hundred and two hundred"."""
    if tokens.word(one.end) != "and":
        shorter = parse_at(tokens, i, conventions, joins_and=False)
        if one.hedge == "range" or shorter is None or tokens.word(shorter.end) != "and":
            return None
        one = shorter
    place = one.end + 1
    __, ahead = hedge_ahead(tokens, place)
    if tokens.word(ahead) == "the":
        last = _number_or_place(tokens, ahead, conventions)
        if last is None or last.centre is None or one.centre is None or not one.centre < last.centre:
            return None
        return _ranged(one.centre, last.centre, last.end, conventions)
    return join_range(tokens, one, one.numeral, ahead, conventions)


def _ranged(low: Number, high: Number, end: int, conventions: Conventions) -> Parsed:
    """A range of two places in a row."""
    base = Interval(low, high, hi_open=conventions.ranges == "half-open")
    return Parsed(base, None, end, "range", None, None)


def _equal_after(tokens: Tokens, one: Parsed, hedge: str | None) -> Parsed:
    """Such as "more than 5000 or equal to (it)": the end is included after all."""
    if hedge not in _TURNS or one.hedge is not None:
        return one
    for phrase in OR_EQUAL:
        words = tuple(phrase.split())
        end = one.end + len(words)
        if tokens.matches(one.end, words) and not (
            tokens.word(end)[:1].isdigit() or tokens.word(end) == "to"
        ):
            return one._replace(end=end, hedge=_TURNS[hedge])
    return one


def _two_bounds(tokens: Tokens, one: Parsed, hedge: str | None, conventions: Conventions) -> Parsed | None:
    """Such as "more than 20 and less than 35": both bounds at once; None if the words give one bound only."""
    if hedge not in _UPPER | _LOWER:
        return None
    i = one.end
    i += tokens.word(i) == ","
    i += tokens.word(i) in ("and", "but")
    other, start = hedge_ahead(tokens, i)
    if (
        other is None
        or i == one.end
        or (other in _UPPER) == (hedge in _UPPER)
        or other not in _UPPER | _LOWER
    ):
        return None
    second = _number_or_place(tokens, start, conventions)
    if second is None or (one.unit and second.unit and one.unit != second.unit):
        return None
    second = _equal_after(tokens, second, other)
    low, __ = hedged(one.base, hedge, conventions)
    high, __ = hedged(second.base, second.hedge if second.hedge in _UPPER | _LOWER else other, conventions)
    both = low.intersection(high)
    if both is None:
        return None
    return Parsed(both, one.unit or second.unit, second.end, "range", None, None)


def settle(one: Parsed, hedge: str | None, conventions: Conventions) -> Parsed:
    """A quantity with its hedge applied: `base` is now what the words allow."""
    if one.hedge == "vague":
        return _vague_with(one, hedge)
    chosen = one.hedge if one.hedge in _UPPER | _LOWER else hedge or one.hedge
    base, convention = hedged(one.base, chosen, conventions)
    return one._replace(
        base=base, hedge=chosen, convention="; ".join(filter(None, (convention, one.convention))) or None
    )


def known_to_half(base: Interval, step: Number) -> tuple[Interval, str]:
    """A measured number, as known to half its last written digit.

    The upper end is left out, as in rounding: 26 mm and 27 mm share no value.
    """
    half = exact(Fraction(step) / 2)
    return base.plus(
        Interval(-half, half, hi_open=True)
    ), "a measured quantity is known to half its last digit"


def _vague_with(one: Parsed, hedge: str | None) -> Parsed:
    """A vague number with a bound before it: "up to several hundred" excludes nothing."""
    low = one.base.lo
    if hedge in _UPPER:
        return one._replace(
            base=Interval.everything() if one.base.hi is None else Interval.at_most(one.base.hi)
        )
    if hedge in _LOWER and low is not None:
        return one._replace(base=Interval(low, None, lo_open=hedge != "at-least"))
    return one


def quantity(
    one: Parsed, text: str, target: str | None, conventions: Conventions, *, spread: bool = False
) -> Quantity:
    """The typed value of a settled quantity, in the unit `target` if one is wanted.

    Raises:
        ReadingError: if its unit does not convert.
    """
    interval, unit, centre = one.base, one.unit, one.centre
    notes = [one.convention]
    name = None if target is None else units.canonical(target)
    if unit == "pound" and (_means(unit, name) or (name is None and _is_large(centre))):
        unit = "GBP"
        notes.append("pounds = pounds sterling")
    if conventions.measured and one.hedge is None and one.step is not None and _is_measured(unit, name):
        interval, note = known_to_half(interval, one.step)
        notes.append(note)
    if name is not None:
        interval, centre, unit = in_unit(interval, centre, unit, name, text, is_part=one.step is None)
    if units.is_count(unit) and conventions.whole_counts and (whole := interval.whole()) is not None:
        interval = whole
    convention = "; ".join(filter(None, notes)) or None
    return Quantity(interval, unit, text, one.hedge, convention, spread, centre)


def _is_large(centre: Number | None) -> bool:
    """Whether so many pounds are money rather than mass."""
    return centre is not None and max(centre, -centre) >= 100_000


def _is_measured(unit: str | None, target: str | None) -> bool:
    """Whether a number in this unit, or in the one that is wanted, is a measurement."""
    name = unit or target
    return name is not None and units.find_unit(name) is not None


def in_unit(
    interval: Interval, centre: Number | None, unit: str | None, name: str, text: str, *, is_part: bool
) -> tuple[Interval, Number | None, str]:
    """A quantity in another unit, with its centre.

    Raises:
        ReadingError: if the unit does not convert to the target.
    """
    if unit == name or _means(unit, name):
        return interval, centre, name
    if unit is None:
        if name == units.PERCENT and is_part and centre is not None and -1 < centre < 1:
            return interval.scale(100), exact(centre * 100), name
        return interval, centre, name
    if units.is_count(unit) and units.plural(unit) == units.plural(name):
        return interval, centre, name
    if units.is_count(unit) or units.is_count(name):
        raise ReadingError(
            f"{text!r} counts {units.plural(unit)}, not {units.plural(name)}",
            suggestion=f"write the number alone if they are {units.plural(name)}, or set the fact's unit",
        )
    converted = units.convert(interval, unit, name)
    return converted, None if centre is None else units.convert_number(centre, unit, name), name


_MEANINGS = frozenset((("pound", "GBP"), ("degree", "degree Celsius"), ("degree", "degree Fahrenheit")))


def _means(unit: str | None, name: str | None) -> bool:
    """Whether an ambiguous unit stands for the one that is wanted: pounds for money, degrees for Celsius."""
    return (unit, name) in _MEANINGS


def says_again(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities are the same, in different units as far as they are rounded (within 4 %)."""
    if first.unit is None or second.unit is None or first.unit == second.unit:
        return first.interval == second.interval
    one, other = units.find_unit(first.unit), units.find_unit(second.unit)
    if one is None or other is None or one.dimension != other.dimension:
        return False
    interval = units.convert(second.interval, second.unit, first.unit)
    size = first.interval.lo if first.interval.lo is not None else first.interval.hi
    return first.interval.gap_to(interval) * 25 <= max(size or 0, -(size or 0))


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities mean the same although their units are not written alike.

    A bare number takes the other's unit, with all that follows from it (counts are whole, measures
    are known to half their last digit).
    """
    if units.is_count(a.unit) or units.is_count(b.unit):
        if all(unit is None or units.is_count(unit) for unit in (a.unit, b.unit)):
            return _whole(a.interval) == _whole(b.interval)
        return False
    for bare, other in ((a, b), (b, a)):
        if bare.unit is None and other.unit is not None:
            return bare.interval == other.interval or (
                bare.centre == other.centre is not None and bare.hedge == other.hedge
            )
    return a.interval == b.interval and (_means(a.unit, b.unit) or _means(b.unit, a.unit))


def _whole(interval: Interval) -> Interval:
    """Tightened to whole numbers, where there are any."""
    whole = interval.whole()
    return interval if whole is None else whole
