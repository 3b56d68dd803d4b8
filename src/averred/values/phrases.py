"""The first, narrow grammar of phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from averred.errors import AverredError, ReadingError
from averred.values import calendar
from averred.values.conventions import Conventions
from averred.values.dates import Date
from averred.values.interval import Interval, Number, exact
from averred.values.value import Ordinal, Quantity

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
_MONTHS = "january february march april may june july august september october november december".split()
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_VAGUE = r"tens of thousands|hundreds of thousands|several|a few|dozens|hundreds|thousands|millions"
_NUMBER = rf"(?:\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|(?:{'|'.join(_SMALL)})\b"
_NUM = rf"(?:{_NUMBER})(?:\s+(?:{'|'.join(_SCALES)})\b)?"
_HEDGES = {
    "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "more than": "more-than", "over": "more-than", "at least": "at-least", "less than": "less-than",
    "fewer than": "less-than", "up to": "at-most", "at most": "at-most", "nearly": "nearly", "almost": "nearly",
}  # fmt: skip
_UNITS = {
    "km": ("kilometre", Fraction(1)), "kilometres": ("kilometre", Fraction(1)),
    "mile": ("mile", Fraction(1609344, 1000000)), "miles": ("mile", Fraction(1609344, 1000000)),
    "hours": ("hour", None), "hour": ("hour", None), "people": ("person", None), "participants": ("person", None),
    "users": ("person", None), "person": ("person", None),
}  # fmt: skip
_QUANTITY = re.compile(
    rf"(?:(?:attendance |estimates )*(?:ranged )?(?:from |between ))?(?P<hedge>{'|'.join(_HEDGES)})?\s*"
    rf"(?P<currency>US\$|\$|€|£)?\s*(?:(?P<vague>{_VAGUE})|(?P<a>{_NUM})(?:\s*(?:to|and|–|-)\s*(?P<b>{_NUM}))?)"
    rf"(?:\s+(?P<unit>{'|'.join(_UNITS)})\b)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:on\s+)?(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{'|'.join(_MONTHS)})|(?P<m2>{'|'.join(_MONTHS)})\s+(?P<d2>\d{{1,2}}))"
    rf"(?:,?\s+(?P<y>\d{{4}}))?|(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<year>[12]\d{{3}})",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?P<n>\d+)(?:st|nd|rd|th)\b|(?P<w>{'|'.join(_ORDINALS)})\b", re.IGNORECASE)


def read_quantity(text: str, unit: str | None, conventions: Conventions, *, spread: bool = False) -> Quantity:
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise ReadingError(f"{text!r} is no quantity that can be read", suggestion="give { min, max, text }")
    return _quantity(match, text, unit, conventions, spread=spread)


def _quantity(match: re.Match[str], text: str, unit: str | None, conventions: Conventions, *, spread: bool) -> Quantity:
    own, factor = _UNITS.get((match["unit"] or "").lower(), (None, None))
    currency = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP"}.get(match["currency"] or "")
    own = currency or own
    centre: Number | None = None
    hedge: str | None = None
    convention: str | None = None
    if match["vague"]:
        words = match["vague"].lower()
        low = {"tens of thousands": 20_000, "hundreds of thousands": 200_000}.get(words)
        interval = Interval.at_least(low) if low else conventions.vague[words]
        hedge, convention = "vague", f"{words} = from {interval.lo}"
    elif match["b"]:
        interval = Interval.closed(_number(match["a"]), _number(match["b"]))
        hedge = "range"
    else:
        centre = _number(match["a"])
        hedge = _HEDGES.get((match["hedge"] or "").lower())
        interval, convention = _hedged(centre, hedge, factor, conventions)
    if unit is not None and own not in (None, unit):
        if unit == "kilometre" and factor:
            interval = interval.scale(factor)
        else:
            raise ReadingError(f"{text!r} does not convert to {unit}")
    unit = unit or own
    if unit == "person" and (whole := interval.whole()) is not None:
        interval = whole
    return Quantity(interval, unit, text, hedge, convention, spread, centre)


def _hedged(n: Number, hedge: str | None, factor: Fraction | None, conventions: Conventions) -> tuple[Interval, str | None]:
    reach = abs(Fraction(n) * conventions.tolerance)
    if hedge == "about":
        return Interval.closed(n - reach, n + reach), "about = ±10 %"
    if hedge == "nearly":
        return Interval(n - reach, n, False, True), "nearly = at most 10 % below"
    if hedge == "more-than":
        return Interval.more_than(n), None
    if hedge == "at-least":
        return Interval.at_least(n), None
    if hedge == "less-than":
        return Interval.less_than(n), None
    if hedge == "at-most":
        return Interval.at_most(n), None
    if factor is not None and conventions.measured:
        half = Fraction(1, 2 * n.denominator) if isinstance(n, int) else Fraction(1, 20)
        return Interval.closed(n - half, n + half), "measured = ± half the last written digit"
    return Interval.point(n), None


def _number(words: str) -> Number:
    parts = words.lower().split()
    scale = _SCALES.get(parts[-1], 1)
    digits = "".join(parts[:-1] if scale > 1 else parts).replace(",", "")
    return exact((_SMALL.index(digits) if digits in _SMALL else Fraction(exact(digits))) * scale)


def read_date(text: str, conventions: Conventions) -> Date:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ReadingError(f"{text!r} is no date that can be read", suggestion="write 2012-02-26 or 26 February 2012")
    return _date(match, text)


def _date(match: re.Match[str], text: str) -> Date:
    if match["year"]:
        days = calendar.days_of_year(int(match["year"]))
        return Date(days, days, "year", text)
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        month = _MONTHS.index((match["m1"] or match["m2"]).lower()) + 1
        day = int(match["d1"] or match["d2"])
        if match["y"] is None:
            if not calendar.is_day(2000, month, day):
                raise ReadingError(f"there is no day {text!r}")
            anything = Interval.everything()
            return Date(anything, anything, "day", text, missing_year=True, month_day=(month, day))
        year = int(match["y"])
    if not calendar.is_day(year, month, day):
        raise ReadingError(f"there is no day {text!r}")
    point = Interval.point(calendar.day_number(year, month, day))
    return Date(point, point, "day", text)


def read_ordinal(text: str) -> Ordinal:
    match = _ORDINAL.fullmatch(text.strip())
    if match is None:
        raise ReadingError(f"{text!r} is no ordinal that can be read", suggestion="write twentieth or 20th")
    return _ordinal(match, text)


def _ordinal(match: re.Match[str], text: str) -> Ordinal:
    return Ordinal(int(match["n"]) if match["n"] else _ORDINALS.index(match["w"].lower()), text)


def read_any(text: str, unit: str | None, conventions: Conventions) -> Quantity | Date | Ordinal:
    for reader in (lambda: read_date(text, conventions), lambda: read_ordinal(text)):
        try:
            return reader()
        except ReadingError:
            continue
    return read_quantity(text, unit, conventions)


def find(text: str, conventions: Conventions) -> Iterator[tuple[int, int, Quantity | Date | Ordinal]]:
    position = 0
    edge = re.compile(r"(?<![\w.,])(?=[\w$€£])")
    while start := edge.search(text, position):
        position = start.start() + 1
        for pattern in (_DAY, _ORDINAL, _QUANTITY):
            match = pattern.match(text, start.start())
            if match is None or re.match(r"\w|[.,]\d", text[match.end() :]):
                continue
            try:
                if pattern is _DAY:
                    value: Quantity | Date | Ordinal = _date(match, match[0])
                elif pattern is _ORDINAL:
                    value = _ordinal(match, match[0])
                else:
                    value = _quantity(match, match[0], None, conventions, spread=False)
            except AverredError:
                continue
            yield match.start(), match.end(), value
            position = match.end()
            break
