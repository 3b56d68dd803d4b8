"""Laws of readings: print and read back, widen and narrow, and no text does harm."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from averred.errors import ReadingError
from averred.values import (
    DEFAULT_CONVENTIONS,
    Date,
    Interval,
    Ordinal,
    Quantity,
    Reading,
    find_readings,
    in_words,
    read,
    read_date,
    read_ordinal,
    read_quantity,
    same_reading,
    units,
)
from averred.values.calendar import day_number, is_day, year_month_day

WORDS = [
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "more",
    "than",
    "at",
    "least",
    "between",
    "and",
    "to",
    "from",
    "or",
    "less",
    "so",
    "up",
    "dozens",
    "several",
    "hundred",
    "thousand",
    "million",
    "half",
    "a",
    "an",
    "the",
    "quarter",
    "third",
    "two",
    "one",
    "in",
    "five",
    "twenty",
    "three",
    "km",
    "kg",
    "°C",
    "%",
    "percent",
    "US$",
    "$",
    "€",
    "people",
    "participants",
    "miles",
    "1,200",
    "200",
    "000",
    "2.5m",
    "3",
    "1/2",
    "½",
    "10^6",
    "×",
    "–",
    "-",
    "±",
    "early",
    "mid",
    "late",
    "end",
    "of",
    "1970s",
    "16th",
    "century",
    "BC",
    "AD",
    "May",
    "February",
    "Sept.",
    "spring",
    "winter",
    "8",
    "2008",
    "1985-04-XX",
    "/",
    "..",
    "[1667,1760-12]",
    "~",
    "?",
    "Y17E7",
    "(",
    ")",
    "(Julian)",
    "first",
    "second",
    "before",
    "after",
    "since",
    "until",
    "by",
    "(3.3",
    "lb)",
    ",",
    ".",
    ":",
    "3-1",
    "minus",
    "0",
    "1.234",
    "200.000",
    "99999999",
    "£",
    "km/h",
    "per",
    "hour",
    "ft",
    "6",
    "in",
    "any",
    "number",
    "day",
    "or",
    "more",
    "+",
    "odd",
    "20th",
    "no.",
    "Route",
]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
wild = (
    st.text(max_size=60)
    | phrases
    | st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=12).map("".join)
)
wanted_units = st.none() | st.sampled_from(
    ["person", "kilometre", "USD", "percent", "degree Celsius", "GBP", "cow"]
)
ends = st.integers(-(10**12), 10**12) | st.fractions(-1000, 1000, max_denominator=1000)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any quantity with one of our units."""
    low, high = draw(st.none() | ends), draw(st.none() | ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    opens = (False, False) if low == high else (draw(st.booleans()), draw(st.booleans()))
    unit = draw(
        st.none()
        | st.sampled_from([*units.definitions(), *sorted(units.currencies()), "percent", "person", "arrest"])
    )
    interval = Interval(low, high, *opens)
    if units.is_count(unit):
        whole = interval.whole()
        interval = Interval.point(1) if whole is None else whole
    return Quantity(interval, unit, "")


@given(quantities())
def test_a_quantity_is_printed_and_read_back(quantity: Quantity) -> None:
    """Whatever its ends and its unit, the words of a quantity read back to it."""
    words = in_words(quantity)
    again = read_quantity(words, unit=quantity.unit)

    assert (quantity.interval, quantity.unit) == (again.interval, again.unit), words


@st.composite
def dates(draw: st.DrawFn) -> Date:
    """A date or a period, with vague and with open ends."""
    low, high = sorted(draw(st.tuples(st.integers(-900_000, 900_000), st.integers(-900_000, 900_000))))
    start = Interval(draw(st.sampled_from([None, low])), draw(st.sampled_from([low, high])))
    if draw(st.booleans()):
        return Date(start, start, "day", "")
    end = Interval(high, draw(st.sampled_from([None, high, high + 400])))
    return Date(start, end, "day", "", is_period=True)


@given(dates())
def test_a_date_is_printed_and_read_back(date: Date) -> None:
    """Whatever its corners, the words of a date read back to it."""
    assert same_reading(date, read_date(in_words(date))), in_words(date)


@given(st.integers(1, 999_999_999))
def test_an_ordinal_is_printed_and_read_back(number: int) -> None:
    """Every place in a row reads back."""
    assert number == read_ordinal(in_words(Ordinal(number, ""))).number


@given(wild, wanted_units)
@example(".75mS", "degree Celsius")
@example("521.5dS", "USD")
@example("-02E755", "person")
def test_no_words_raise_anything_but_a_refusal(text: str, unit: str | None) -> None:
    """Any text has a reading, which prints and reads back, or is refused with the documented error."""
    readers: tuple[Callable[[], Reading], ...] = (
        lambda: read_quantity(text, unit=unit),
        lambda: read_date(text),
        lambda: read_ordinal(text),
        lambda: read(text),
    )
    for reader in readers:
        try:
            value: Reading = reader()
        except ReadingError:
            continue
        assert same_reading(value, _again(value)), in_words(value)


def _again(value: Reading) -> Reading:
    """A reading from its own words."""
    words = in_words(value)
    if isinstance(value, Quantity):
        return read_quantity(words, unit=value.unit)
    return read_date(words) if isinstance(value, Date) else read_ordinal(words)


@given(wild)
def test_finding_never_raises_and_stays_in_the_text(text: str) -> None:
    """Any text can be searched; spans lie in it, do not overlap, and hold the words of their reading."""
    end = 0
    for found in find_readings(text):
        assert text[found.span.start : found.span.end] == found.value.text or found.restates is not None
        if found.restates is None:
            assert end <= found.span.start < found.span.end <= len(text)
            end = found.span.end


@given(
    st.integers(0, 10**9),
    st.sampled_from(["about", "around", "nearly", "just over"]),
    st.fractions(0, 1),
    st.fractions(0, 1),
)
def test_a_wider_tolerance_allows_no_less(number: int, hedge: str, one: Fraction, other: Fraction) -> None:
    """Widening a convention never takes a value away."""
    narrow, wide = sorted((one, other))
    small, large = (
        read_quantity(f"{hedge} {number:,}", conventions=DEFAULT_CONVENTIONS.with_tolerance(share)).interval
        for share in (narrow, wide)
    )

    assert large.encloses(small) or narrow == 0


@given(
    st.integers(1, 10**9),
    st.sampled_from(["about", "nearly", "more than", "at least", "fewer than", "up to"]),
)
def test_counting_only_leaves_out_what_is_not_whole(number: int, hedge: str) -> None:
    """Whole counts narrow a reading, and lose no whole number."""
    free = attrs.evolve(DEFAULT_CONVENTIONS, whole_counts=False)
    loose = read_quantity(f"{hedge} {number:,} people", conventions=free).interval
    tight = read_quantity(f"{hedge} {number:,} people").interval

    assert loose.encloses(tight)
    whole = loose.whole()
    assert tight == (loose if whole is None else whole)


_UNITS = sorted(filter(None, map(units.find_unit, units.definitions())))


@st.composite
def convertible(draw: st.DrawFn) -> tuple[str, str]:
    """Two units that measure the same."""
    one = draw(st.sampled_from(_UNITS))
    return one.name, draw(st.sampled_from([unit.name for unit in _UNITS if unit.dimension == one.dimension]))


@given(convertible(), ends)
def test_conversion_can_be_undone(pair: tuple[str, str], number: int | Fraction) -> None:
    """A value converted and converted back is exactly what it was."""
    one, other = pair

    assert number == units.convert_number(units.convert_number(number, one, other), other, one)


@given(st.integers(-5_000_000, 5_000_000))
def test_days_and_their_numbers_are_one_to_one(number: int) -> None:
    """Every number is one day that exists, and the day has that number."""
    day = year_month_day(number)

    assert is_day(*day)
    assert number == day_number(*day)


@given(st.lists(phrases, max_size=6), st.lists(phrases, max_size=6))
def test_lines_are_read_apart(first: list[str], second: list[str]) -> None:
    """What is found in two lines together is what is found in each."""
    above, below = ". ".join(first), ". ".join(second)
    together = [found.value for found in find_readings(f"{above}\n{below}")]

    assert [found.value for text in (above, below) for found in find_readings(text)] == together
