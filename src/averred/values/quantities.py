"""The grammar of quantities: hedge, currency, number or range, scale, unit, and what follows.

It works on tokens from the number outwards: `parse_at` reads from the number to the right,
`hedge_before` looks at the words to its left. Reading a phrase and finding phrases in a running text
use the same two.
"""

from __future__ import annotations

from fractions import Fraction

from averred.values import units
from averred.values.conventions import Conventions
from averred.values.digits import Numeral
from averred.values.hedge_words import HEDGES_AFTER
from averred.values.interval import Interval, Number, exact, number_text
from averred.values.numerals import parse_numeral, parse_ratio
from averred.values.parsed import Parsed
from averred.values.smaller_units import with_half, with_smaller_unit
from averred.values.tokens import Tokens
from averred.values.unit_tables import PERSON_NOUNS
from averred.values.unit_words import NOBODY, currency_at, currency_before, named_unit, unit_at
from averred.values.vague import parse_vague

_DASHES = frozenset("-–—~")


def parse_at(
    tokens: Tokens, i: int, conventions: Conventions, *, joins_and: bool = True, ranges: bool = True
) -> Parsed | None:
    """The quantity whose currency or number begins at `i`; None if there is none.

    Args:
        tokens: the text.
        i: where it begins.
        conventions: what vague words mean.
        joins_and: see `parse_numeral`.
        ranges: "20 to 30" is a range; False reads the 20 alone.
    """
    money, start = currency_before(tokens, i)
    numeral = parse_numeral(tokens, start, joins_and=joins_and, decimal_mark=conventions.decimal_mark)
    if numeral is None:
        return _vague(tokens, start, money, conventions) or _one_or_none(tokens, i)
    numeral = parse_ratio(tokens, numeral)
    unit, end = (money, _after_money(tokens, numeral.end, money)) if money else _unit_of(tokens, numeral)
    one = Parsed(
        Interval.point(numeral.value),
        unit,
        end,
        None,
        numeral.value,
        numeral.step,
        _dollar(tokens, i, money),
        numeral,
    )
    one = with_smaller_unit(tokens, one)
    ranged = _range(tokens, one, numeral, conventions) if ranges else None
    return ranged or _tolerance(tokens, one) or _with_hedge_after(tokens, one)


def _unit_of(tokens: Tokens, numeral: Numeral) -> tuple[str | None, int]:
    """The unit after a number; also in "half an hour" and "a quarter of a mile"."""
    if numeral.is_part:
        unit, end = _of_one(tokens, numeral.end)
        return (None, numeral.end) if units.is_count(unit) else (unit, end)
    return unit_at(tokens, numeral.end)


def _of_one(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The unit after a part, where one of it may be named: "an hour", "of a mile", "hours"."""
    after = i + (tokens.word(i) == "of")
    if tokens.word(after) in ("a", "an"):
        unit, end = named_unit(tokens, after + 1)
        if unit is not None:
            return unit, end
    return unit_at(tokens, i)


def _one_or_none(tokens: Tokens, i: int) -> Parsed | None:
    """Such as "a month", "an hour": one of it; "no survivors": none of it; None for anything else."""
    if tokens.word(i) == "no" and tokens.word(i + 1) in NOBODY:
        noun = tokens.words[i + 1]
        counted = "person" if noun in PERSON_NOUNS else units.singular(noun)
        return Parsed(Interval.point(0), counted, i + 2, None, 0, None)
    if tokens.word(i) not in ("a", "an"):
        return None
    unit, end = named_unit(tokens, i + 1)
    return None if unit is None else with_half(tokens, Parsed(Interval.point(1), unit, end, None, 1, None))


def _dollar(tokens: Tokens, i: int, money: str | None) -> str | None:
    """The convention that a bare dollar sign rests on."""
    return "$ = US dollar" if money == "USD" and tokens.raw(i) == "$" else None


def _after_money(tokens: Tokens, i: int, money: str) -> int:
    """Skips a currency that is named twice: "US$ 2 million USD"."""
    again, end = currency_at(tokens, i)
    return end if again == money else i


def _vague(tokens: Tokens, i: int, money: str | None, conventions: Conventions) -> Parsed | None:
    """A vague number: "dozens", "several hundred", "tens of thousands"."""
    found = parse_vague(tokens, i, conventions.vague)
    if found is None:
        return None
    interval, end, words, is_part = found
    unit = money
    if unit is None and is_part:
        unit, end = _of_one(tokens, end)
    elif unit is None:
        unit, end = unit_at(
            tokens, end + (tokens.word(end) == "of" and unit_at(tokens, end + 1)[0] is not None)
        )
    low = "" if interval.lo is None else _grouped(interval.lo)
    high = " upwards" if interval.hi is None else f" to {_grouped(interval.hi)}"
    if interval == Interval.everything():
        return Parsed(interval, unit, end, "vague", None, None)
    return Parsed(interval, unit, end, "vague", None, None, f"{words} = {low}{high}")


def _grouped(number: Number) -> str:
    """A number with its thousands set apart, as findings write all others."""
    return f"{int(number):,}" if number.denominator == 1 else number_text(number)


def _with_hedge_after(tokens: Tokens, one: Parsed) -> Parsed:
    """With "or more", "or so", "-odd", "+" that stand before or after the unit."""
    word = tokens.word(one.end)
    if word not in HEDGES_AFTER:
        return one
    for phrase, hedge in HEDGES_AFTER[word]:
        end = one.end + len(phrase)
        if not tokens.matches(one.end, phrase) or not _may_follow(tokens, one.end, phrase, end):
            continue
        unit = one.unit
        if unit is None:
            unit, end = unit_at(tokens, end)
        return one._replace(hedge=hedge, end=end, unit=unit)
    return one


def _may_follow(tokens: Tokens, i: int, phrase: tuple[str, ...], end: int) -> bool:
    """Whether a phrase after a number belongs to it: not "5 or more than 6", not "5 plus 6"."""
    if phrase[0] == "-" and not (tokens.glued(i) and tokens.glued(i + 1)):
        return False
    if phrase[0] == "+" and not tokens.glued(i):
        return False
    if phrase[0] in ("max", "odd", "approximately", "exactly", "at") or phrase[-1] == "than":
        return not _begins_number(tokens, end)
    if phrase[-1] in ("over", "up", "below", "under", "above"):
        return not _begins_number(tokens, end)
    return tokens.word(end) != "than" and not (tokens.word(end) == "or" and tokens.word(end + 1) == "equal")


def _begins_number(tokens: Tokens, i: int) -> bool:
    """Whether a number, perhaps with its currency, begins at `i`."""
    return parse_numeral(tokens, currency_before(tokens, i)[1]) is not None


def _range(tokens: Tokens, first: Parsed, numeral: Numeral, conventions: Conventions) -> Parsed | None:
    """Such as "20 to 30", "5 km to 6 km", "$3.1-3.3 billion" after its first number; None if it is none."""
    place = _after_joint(tokens, first.end) or _after_or(tokens, first)
    if place == 0:
        return None
    return join_range(tokens, first, numeral, place, conventions)


def join_range(
    tokens: Tokens, first: Parsed, numeral: Numeral | None, place: int, conventions: Conventions
) -> Parsed | None:
    """The range from `first` to the number at `place`; None if it is none (3-1, 20 to 10)."""
    money, start = currency_before(tokens, place)
    second = parse_numeral(tokens, start, decimal_mark=conventions.decimal_mark)
    if second is None or (money and first.unit and money != first.unit):
        return None
    unit, end = (money, _after_money(tokens, second.end, money)) if money else unit_at(tokens, second.end)
    low = first.centre
    if low is None:
        return None
    if unit is not None and first.unit is not None and unit != first.unit:
        return None
    mantissa = exact(low)
    if (
        numeral is not None
        and numeral.scale == 1 < second.scale
        and mantissa < 1_000
        and mantissa <= second.mantissa
    ):
        low = exact(mantissa * second.scale)
    high = second.value
    if high < low < 0:
        low, high = high, low  # "-5 to -10 °C": cold is told from the warmer end
    if high <= low:
        return None
    is_half_open = conventions.ranges == "half-open" and tokens.word(place - 1) != "or"
    base = Interval(low, high, hi_open=is_half_open)
    convention = first.convention
    if is_half_open:
        convention = "ranges leave out their upper end"
    return Parsed(base, unit or first.unit, end, "range", None, None, convention)


def _after_joint(tokens: Tokens, i: int) -> int:
    """The token after "to", "through" or a dash; 0 if none of them stands at `i`."""
    word = tokens.word(i)
    if word in ("to", "through", "till", "until"):
        return i + 1
    if word in _DASHES:
        # In "3-1-2" and in telephone numbers a dash joins no range.
        second = parse_numeral(tokens, i + 1 + _is_money_ahead(tokens, i + 1))
        if second is not None and not (
            tokens.word(second.end) in _DASHES and _begins_number(tokens, second.end + 1)
        ):
            return i + 1
    return 0


def _after_or(tokens: Tokens, first: Parsed) -> int:
    """The token after the "or" of "two or three", which is as good as a range; 0 for "5000 or 6000"."""
    if tokens.word(first.end) != "or" or first.unit is not None or first.step is None:
        return 0
    second = parse_numeral(tokens, first.end + 1)
    if second is None or first.numeral is None:
        return 0
    in_words = tokens.words[first.end - 1].isalpha() and tokens.words[first.end + 1].isalpha()
    return first.end + 1 if in_words or second.mantissa - first.numeral.mantissa == 1 else 0


def _is_money_ahead(tokens: Tokens, i: int) -> int:
    """How many tokens a currency sign at `i` takes."""
    return currency_before(tokens, i)[1] - i


_TOLERANCE_STARTS = frozenset(("±", "+", "plus", "give", ","))


_TOLERANCES = (
    ("±",), ("+", "/", "-"), ("plus", "or", "minus"), ("give", "or", "take"), (",", "give", "or", "take"),
)  # fmt: skip


def _tolerance(tokens: Tokens, one: Parsed) -> Parsed | None:
    """Such as "60 ± 2", "60 kg ± 2 kg", "20 plus or minus 5", "20 give or take 5"; None if there is none."""
    if tokens.word(one.end) not in _TOLERANCE_STARTS:
        return None
    for phrase in _TOLERANCES:
        if tokens.matches(one.end, phrase):
            break
    else:
        return None
    reach = parse_numeral(tokens, one.end + len(phrase))
    if reach is None or reach.value < 0 or one.centre is None:
        return None
    unit, end = unit_at(tokens, reach.end)
    distance: Number = reach.value
    if unit == units.PERCENT and one.unit != units.PERCENT:
        distance, unit = exact(max(one.centre, -one.centre) * Fraction(distance) / 100), one.unit
    if unit is not None and one.unit is not None and unit != one.unit:
        return None
    base = Interval(exact(one.centre - distance), exact(one.centre + distance))
    return Parsed(base, one.unit or unit, end, "tolerance", one.centre, None, one.convention)
