"""Reading whole phrases as quantities: every row is a phrase, the unit asked for, and what it means."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from averred.errors import ReadingError
from averred.values import (
    DEFAULT_CONVENTIONS,
    Date,
    Interval,
    Ordinal,
    Quantity,
    read,
    read_ordinal,
    read_quantity,
    same_reading,
)

#: Phrase, unit asked for, "interval unit hedge" (- for none).
READINGS: list[tuple[str, str | None, str]] = [
    ("350,000", "person", "[350000, 350000] person -"),
    ("around 200,000", "person", "[180000, 220000] person about"),
    ("more than 180,000", "person", "[180001, …) person more-than"),
    ("200 000", "person", "[200000, 200000] person -"),
    ("20,000 to 100,000", "person", "[20000, 100000] person range"),
    ("ranged from 20,000 to 100,000", "person", "[20000, 100000] person range"),
    ("tens of thousands", "person", "[20000, …) person vague"),
    ("hundreds of thousands", None, "[200000, …) - vague"),
    ("tens of millions of people", None, "[20000000, …) person vague"),
    ("millions", None, "[2000000, …) - vague"),
    ("thousands of people", None, "[2000, …) person vague"),
    ("dozens", "person", "[24, …) person vague"),
    ("around 1 million", "person", "[900000, 1100000] person about"),
    ("more than 143,500 users", None, "[143501, …) person more-than"),
    ("more than 9 people", None, "[10, …) person more-than"),
    ("nine people", None, "[9, 9] person -"),
    ("nine", None, "[9, 9] - -"),
    ("about US$ 2 million", None, "[1800000, 2200000] USD about"),
    ("US$2m", None, "[2000000, 2000000] USD -"),
    ("$3.1-3.3 billion", None, "[3100000000, 3300000000] USD range"),
    ("between $3.1 billion and $3.3 billion", None, "[3100000000, 3300000000] USD range"),
    ("2 to 3 million", None, "[2000000, 3000000] - range"),
    ("2 million to 3 million people", None, "[2000000, 3000000] person range"),
    ("€1.78", None, "[1.78, 1.78] EUR -"),
    ("12 pounds", "GBP", "[12, 12] GBP -"),
    ("half a million pounds", None, "[500000, 500000] GBP -"),
    ("USD 75 million", None, "[75000000, 75000000] USD -"),
    ("75 million USD", None, "[75000000, 75000000] USD -"),
    ("U.S.$5", None, "[5, 5] USD -"),
    ("Rs 500", None, "[500, 500] INR -"),
    ("A$5", None, "[5, 5] AUD -"),
    ("5 km", "kilometre", "[4.5, 5.5) kilometre -"),
    ("3.1 miles", "kilometre", "[4.9084992, 5.0694336) kilometre -"),
    ("5 miles", "kilometre", "[7.242048, 8.851392) kilometre -"),
    ("5 km", None, "[4.5, 5.5) kilometre -"),
    ("26.5 mm", None, "[26.45, 26.55) millimetre -"),
    ("27 mm", None, "[26.5, 27.5) millimetre -"),
    ("5 to 6 km", None, "[5, 6] kilometre range"),
    ("5 km to 6 km", None, "[5, 6] kilometre range"),
    ("6 ft 8 in", None, "[6.625, 161/24) foot -"),
    ("6 ft 9 in", None, "[161/24, 163/24) foot -"),
    ("four hours and ten minutes", None, "[499/120, 4.175) hour -"),
    ("60 kg ± 2 kg", None, "[58, 62] kilogram tolerance"),
    ("20 ± 5", None, "[15, 25] - tolerance"),
    ("20 plus or minus 5", None, "[15, 25] - tolerance"),
    ("20 +/- 5", None, "[15, 25] - tolerance"),
    ("200, give or take 20", None, "[180, 220] - tolerance"),
    ("60 kg ± 5%", None, "[57, 63] kilogram tolerance"),
    ("100 °F", "degree Celsius", "[37.5, 685/18) degree Celsius -"),
    ("38 degrees", "degree Celsius", "[37.5, 38.5) degree Celsius -"),
    ("-12 °C", None, "[-12.5, -11.5) degree Celsius -"),
    ("120 km/h", None, "[119.5, 120.5) kilometre per hour -"),
    ("3,100 people per square kilometre", None, "[3100, 3100] person per square kilometre -"),
    ("30 m/s", None, "[29.5, 30.5) metre per second -"),
    ("several hours", "hour", "[3, …) hour vague"),
    ("several", "person", "[3, …) person vague"),
    ("several hundred", None, "[300, …) - vague"),
    ("several hundred soldiers", None, "[300, …) person vague"),
    ("a few", None, "[2, …) - vague"),
    ("a few dozen", None, "[24, …) - vague"),
    ("a couple of hundred", None, "[200, 300] - vague"),
    ("a couple of hundred people", None, "[200, 300] person vague"),
    ("a couple", None, "[2, 3] - vague"),
    ("a handful of people", None, "[2, …) person vague"),
    ("in the tens of thousands", None, "[20000, …) - vague"),
    ("any number of people", None, "(…, …) person vague"),
    ("up to several hundred", None, "(…, …) - vague"),
    ("at least several hundred", None, "[300, …) - vague"),
    ("more than a couple of hundred", None, "(200, …) - vague"),
    ("up to a couple of hundred", None, "(…, 300] - vague"),
    ("three quarters", None, "[0.75, 0.75] - -"),
    ("a quarter", None, "[0.25, 0.25] - -"),
    ("two-thirds", None, "[2/3, 2/3] - -"),
    ("a third", None, "[1/3, 1/3] - -"),
    ("half", None, "[0.5, 0.5] - -"),
    ("half of them", None, "[0.5, 0.5] - -"),
    ("half an hour", None, "[0.5, 0.5] hour -"),
    ("a quarter of a mile", None, "[0.25, 0.25] mile -"),
    ("half a dozen", None, "[6, 6] - -"),
    ("half a million", None, "[500000, 500000] - -"),
    ("quarter of a million", None, "[250000, 250000] - -"),
    ("two and a half million", None, "[2500000, 2500000] - -"),
    ("a million and a half", None, "[1500000, 1500000] - -"),
    ("one in five", None, "[0.2, 0.2] - -"),
    ("2 out of 5", None, "[0.4, 0.4] - -"),
    ("fewer than one in four", None, "(…, 0.25) - less-than"),
    ("two thirds", "percent", "[200/3, 200/3] percent -"),
    ("15%", None, "[15, 15] percent -"),
    ("15% to 20%", None, "[15, 20] percent range"),
    ("40 per cent", None, "[40, 40] percent -"),
    ("0.3 percentage points", None, "[0.25, 0.35) percentage point -"),
    ("25 basis points", None, "[24.5, 25.5) basis point -"),
    ("2.5m", None, "[2500000, 2500000] - -"),
    ("5k", None, "[5000, 5000] - -"),
    ("1.2bn", None, "[1200000000, 1200000000] - -"),
    ("8m tall", None, "[7.5, 8.5) metre -"),
    ("10m", None, "[10000000, 10000000] - -"),
    ("nil", None, "[0, 0] - -"),
    ("none", None, "[0, 0] - -"),
    ("zero", None, "[0, 0] - -"),
    ("twenty-three", None, "[23, 23] - -"),
    ("one hundred and two", None, "[102, 102] - -"),
    ("one thousand and five hundred", None, "[1500, 1500] - -"),
    ("three thousand nine hundred and sixty five", None, "[3965, 3965] - -"),
    ("two point five million", None, "[2500000, 2500000] - -"),
    ("minus 5", None, "[-5, -5] - -"),
    ("-5", None, "[-5, -5] - -"),
    ("negative ten", None, "[-10, -10] - -"),
    ("1.5e6", None, "[1500000, 1500000] - -"),
    ("1.5e-3", None, "[0.0015, 0.0015] - -"),
    ("10^6", None, "[1000000, 1000000] - -"),
    ("10⁶", None, "[1000000, 1000000] - -"),
    ("1.5 × 10^6", None, "[1500000, 1500000] - -"),
    ("1.5 x 10⁻⁶", None, "[0.0000015, 0.0000015] - -"),
    ("1/2", None, "[0.5, 0.5] - -"),
    ("3 1/2", None, "[3.5, 3.5] - -"),
    ("2½", None, "[2.5, 2.5] - -"),
    ("½", None, "[0.5, 0.5] - -"),
    (".5", None, "[0.5, 0.5] - -"),
    ("1,5", None, "[1.5, 1.5] - -"),
    ("1.234.567", None, "[1234567, 1234567] - -"),
    ("1'000'000", None, "[1000000, 1000000] - -"),
    ("0.123", None, "[0.123, 0.123] - -"),
    ("1234.567", None, "[1234.567, 1234.567] - -"),
    ("1,234.567", None, "[1234.567, 1234.567] - -"),
    ("1.234 million", None, "[1234000, 1234000] - -"),
    ("between 20 and 30", None, "[20, 30] - range"),
    ("from 20 to 30", None, "[20, 30] - range"),
    ("20–30", None, "[20, 30] - range"),
    ("20 - 30", None, "[20, 30] - range"),
    ("20 through 30", None, "[20, 30] - range"),
    ("between one hundred and two hundred", None, "[100, 200] - range"),
    ("between 1/3 and 1/2", None, "[1/3, 0.5] - range"),
    ("between the tenth and the fifteenth", None, "[10, 15] - range"),
    ("higher than the tenth but lower than the fifteenth", None, "(10, 15) - range"),
    ("more than 20 and less than 35", None, "(20, 35) - range"),
    ("at least 20 and at most 35", None, "[20, 35] - range"),
    ("more than 20, less than 35", None, "(20, 35) - range"),
    ("more than 5000 or equal to", None, "[5000, …) - at-least"),
    ("less than or equal to 100", None, "(…, 100] - at-most"),
    ("greater than or equal to 100", None, "[100, …) - at-least"),
    ("equal to or less than 30", None, "(…, 30] - at-most"),
    ("> 10", None, "(10, …) - more-than"),
    (">= 10", None, "[10, …) - at-least"),
    ("<= -30", None, "(…, -30] - at-most"),
    ("up to 20", None, "(…, 20] - at-most"),
    ("at least 20", None, "[20, …) - at-least"),
    ("no more than 20", None, "(…, 20] - at-most"),
    ("no less than 20", None, "[20, …) - at-least"),
    ("fewer than 20", None, "(…, 20) - less-than"),
    ("over 20", None, "(20, …) - more-than"),
    ("under 20", None, "(…, 20) - less-than"),
    ("nearly 20", None, "[18, 20) - nearly"),
    ("almost 20", None, "[18, 20) - nearly"),
    ("just under 20", None, "[18, 20) - nearly"),
    ("just over 20", None, "(20, 22] - slightly-more-than"),
    ("just over 400,000", "GBP", "(400000, 440000] GBP slightly-more-than"),
    ("some 200", None, "[180, 220] - about"),
    ("about 120 km/h", None, "[108, 132] kilometre per hour about"),
    ("some 15,000 to 20,000 people", None, "[13500, 22000] person about"),
    ("20 or more", None, "[20, …) - at-least"),
    ("20 or fewer", None, "(…, 20] - at-most"),
    ("20 or so", None, "[18, 22] - about"),
    ("60-odd", None, "[54, 66] - about"),
    ("50+", None, "[50, …) - at-least"),
    ("100 at least", None, "[100, …) - at-least"),
    ("100 at most", None, "(…, 100] - at-most"),
    ("a total of 18", None, "[18, 18] - exactly"),
    ("only 38", None, "[38, 38] - exactly"),
    ("as many as 5,000", None, "(…, 5000] - at-most"),
    ("as few as 5", None, "[5, …) - at-least"),
    ("an estimated 300", None, "[270, 330] - about"),
    ("nine arrests", None, "[9, 9] arrest -"),
    ("nine brown cows", None, "[9, 9] cow -"),
    ("nine brown cows", "cow", "[9, 9] cow -"),
    ("a month", None, "[1, 1] month -"),
    ("nearly a month", None, "[0.9, 1) month nearly"),
    ("more than a year", None, "(1, …) year more-than"),
    ("a dozen", "person", "[12, 12] person -"),
    ("1.5 kg (3.3 lb)", None, "[1.45, 1.55) kilogram -"),
    ("1,333 km (828 mi)", None, "[1332.5, 1333.5) kilometre -"),
    ("5 km (about 3 miles)", None, "[4.5, 5.5) kilometre -"),
    ("10-year", None, "[9.5, 10.5) year -"),
    ("45-year-old", None, "[44.5, 45.5) year -"),
    ("2 dozen", None, "[24, 24] - -"),
    ("two hundred thousand", None, "[200000, 200000] - -"),
    ("a hundred and five thousand", None, "[105000, 105000] - -"),
    ("nineteen hundred", None, "[1900, 1900] - -"),
    ("forty-two", None, "[42, 42] - -"),
    ("5 of them in total", None, "[5, 5] - -"),
    ("on 5", None, "[5, 5] - -"),
    ("6 to 8 years", None, "[6, 8] year range"),
    ("5-6 years", None, "[5, 6] year range"),
    ("exactly 5 km", None, "[5, 5] kilometre exactly"),
    ("1 kg", None, "[0.5, 1.5) kilogram -"),
    ("30 cm", "metre", "[0.295, 0.305) metre -"),
    ("2 weeks", "day", "[10.5, 17.5) day -"),
    ("18 months", "year", "[35/24, 37/24) year -"),
    ("500 MWh", "joule", "[1798200000000, 1801800000000) joule -"),
    ("36", "nonsense", "[36, 36] nonsense -"),
    ("3", "percent", "[3, 3] percent -"),
    ("1/3", "percent", "[100/3, 100/3] percent -"),
    ("half", "percent", "[50, 50] percent -"),
    ("20 to 30 km", "mile", "[156250/12573, 78125/4191] mile range"),
    ("5 m/s", "kilometre per hour", "[16.2, 19.8) kilometre per hour -"),
    ("about -10", None, "[-11, -9] - about"),
    ("nearly 0", None, "[0, 0] - nearly"),
    ("two million five hundred thousand", None, "[2500000, 2500000] - -"),
    ("nine million and a quarter", None, "[9250000, 9250000] - -"),
    ("10m", "metre", "[9.5, 10.5) metre -"),
    ("two thirds of the members", None, "[2/3, 2/3] - -"),
    ("12 pounds", None, "[11.5, 12.5) pound -"),
    ("150,000 pounds", None, "[150000, 150000] GBP -"),
    ("12 pounds", "kilogram", "[5.216312255, 5.669904625) kilogram -"),
    ("4B", None, "[4000000000, 4000000000] - -"),
    ("a few tenths", None, "[0.2, …) - vague"),
    ("a few tenths of a percent", None, "[0.2, …) percent vague"),
    ("a few hundredths of a second", "second", "[0.02, …) second vague"),
    ("several quarters", None, "[3, …) quarter vague"),
    ("2000s", None, "[1999.5, 2000.5) second -"),
    ("3-million people", None, "[3000000, 3000000] person -"),
    ("half a thousand million", None, "[500000000, 500000000] - -"),
    ("five thousand million", None, "[5000000000, 5000000000] - -"),
    ("two hundred hundred", None, "[20000, 20000] - -"),
    ("5 km or more", None, "[5, …) kilometre at-least"),
    ("5 or over", None, "[5, …) - at-least"),
    ("nine (9)", None, "[9, 9] - -"),
    ("six crew", None, "[6, 6] person -"),
    ("several thousands", None, "[2000, …) - vague"),
    ("tens of people", None, "[20, …) person vague"),
    ("$ several million", None, "[3000000, …) USD vague"),
    ("US$ dozens", None, "[24, …) USD vague"),
    ("8 cm³", None, "[7.5, 8.5) cubic centimetre -"),
    ("3 m²", None, "[2.5, 3.5) square metre -"),
    ("5 %", None, "[5, 5] percent -"),
    ("5 in", None, "[4.5, 5.5) inch -"),
    ("5in", None, "[4.5, 5.5) inch -"),
    ("7 B", None, "[6.5, 7.5) byte -"),
    ("5 bar", None, "[4.5, 5.5) bar -"),
    ("1 h", None, "[0.5, 1.5) hour -"),
    ("40 °", None, "[39.5, 40.5) degree -"),
    ("3.5 m/s", None, "[3.45, 3.55) metre per second -"),
    ("any number", None, "(…, …) - vague"),
    ("hundreds of dozens", None, "[200, …) dozen vague"),
    ("RMB 5", None, "[5, 5] CNY -"),
    ("€5 EUR", None, "[5, 5] EUR -"),
    ("$5 to $7", None, "[5, 7] USD range"),
    ("5m", None, "[5000000, 5000000] - -"),
    ("5m", "GBP", "[5000000, 5000000] GBP -"),
    ("5m/s", None, "[4.5, 5.5) metre per second -"),
    ("10m²", None, "[9.5, 10.5) square metre -"),
    ("12b", None, "[12000000000, 12000000000] - -"),
]
REFUSED: list[tuple[str, str | None]] = [
    ("1.234", None),
    ("200.000", None),
    ("1,23,456", None),
    ("30 to 20", None),
    ("less than 20 and more than 35", None),
    ("<> 30", None),
    ("20 or more than 30", None),
    ("20 plus", None),
    ("nine arrests", "person"),
    ("5 cats", "person"),
    ("5 kmm", None),
    ("5 km", "person"),
    ("5 km", "kilogram"),
    ("5 USD", "EUR"),
    ("5 km (5 miles)", None),
    ("5 km (or so)", None),
    ("5 km 3", None),
    ("abc", None),
    ("three cheers for", None),
    ("1 year", "day"),
    ("more than half people", None),
    ("8 million 500", None),
    ("1e999999", None),
    ("٣", None),
    ("5⁴", None),
    ("1 in 1", None),
    ("one in five days", None),
    ("3 in 2009", None),
    ("20 of the members", None),
    ("5 of cats", None),
    ("two thousand five million", None),
    ("minus minus 5", None),
    ("- 5", None),
    ("1/0", None),
    ("5 1/x", None),
    ("60 - odd", None),
    ("5 or over 6", None),
    ("between dozens and hundreds", None),
    ("between dozens and 100", None),
    ("5 km to 6 miles", None),
    ("60 kg ± 2 km", None),
    ("between 20 or 30", None),
    ("between the tenth and the fifth", None),
    ("more than 5 km and less than 6 miles", None),
    ("9 (10)", None),
    ("5 km (3 kg)", None),
    ("tens", None),
    ("2 x 10", None),
    ("2 x 10^", None),
    ("10^x", None),
    ("5 +", None),
    ("9 a", None),
    ("5 to", None),
    ("5 a", None),
    ("20 plus or minus x", None),
    ("20 ± -5", None),
    ("5 per hour", None),
    ("5 km per cow", None),
    ("half an apple", None),
    ("half a", None),
    ("6 ft 8", None),
    ("6 ft 8 kg", None),
    ("5 years, 3 cows", None),
    ("Rs.", None),
    ("kr 5", None),
    ("US 5", None),
    ("U.S. 5", None),
    ("€5 USD", None),
    ("$5 to €6", None),
    ("12 b/s", None),
]


def _shown(quantity: Quantity) -> str:
    """A quantity as the table has it."""
    return f"{quantity.interval} {quantity.unit or '-'} {quantity.hedge or '-'}"


@pytest.mark.parametrize("phrase, unit, expected", READINGS)
def test_a_phrase_has_its_reading(phrase: str, unit: str | None, expected: str) -> None:
    """A phrase is read as the numbers that it allows, its unit and its hedge, and keeps its words."""
    actual = read_quantity(phrase, unit=unit)

    assert (expected, phrase) == (_shown(actual), actual.text)


@pytest.mark.parametrize("phrase, unit", REFUSED)
def test_what_is_no_quantity_is_refused(phrase: str, unit: str | None) -> None:
    """What is no quantity, is ambiguous, or has another unit is refused with a suggestion."""
    with pytest.raises(ReadingError) as refusal:
        read_quantity(phrase, unit=unit)

    assert refusal.value.suggestion


@pytest.mark.parametrize("phrase", ["", "   ", "x" * 2000])
def test_empty_and_endless_phrases_are_refused(phrase: str) -> None:
    """An empty value and a whole chapter are no phrases, of any kind."""
    for kind in ("quantity", "date", "ordinal", None):
        with pytest.raises(ReadingError):
            read(phrase, kind)


def test_a_reading_says_on_which_convention_it_rests() -> None:
    """Hedges, vague words, measures and bare signs of money print what was assumed; plain counts nothing."""
    phrases = ["about 200", "nearly 20", "just over 20", "dozens", "thousands", "a couple", "5 km", "$5", "1"]
    expected = [
        "about = ±10 %",
        "nearly = at most 10 % below",
        "just over = at most 10 % above",
        "dozens = 24 upwards",
        "thousands = 2,000 upwards",
        "a couple = 2 to 3",
        "a measured quantity is known to half its last digit",
        "$ = US dollar",
        None,
    ]

    assert expected == [read_quantity(phrase).convention for phrase in phrases]
    vague = attrs.evolve(DEFAULT_CONVENTIONS, vague={"several": Interval.closed(Fraction(5, 2), 1_000)})
    assert "several = 2.5 to 1,000" == read_quantity("several", conventions=vague).convention


def test_conventions_can_be_changed() -> None:
    """Tolerance, measures, ranges, whole counts, vague words and the decimal mark are the user's choice."""
    wide = DEFAULT_CONVENTIONS.with_tolerance(Fraction(3, 4))
    exact_measures = attrs.evolve(DEFAULT_CONVENTIONS, measured=False)
    half_open = attrs.evolve(DEFAULT_CONVENTIONS, ranges="half-open")
    continuous = attrs.evolve(DEFAULT_CONVENTIONS, whole_counts=False)
    english = attrs.evolve(DEFAULT_CONVENTIONS, decimal_mark=".")
    german = attrs.evolve(DEFAULT_CONVENTIONS, decimal_mark=",")
    few = attrs.evolve(DEFAULT_CONVENTIONS, vague={**DEFAULT_CONVENTIONS.vague, "dozens": Interval(36, 120)})

    assert [
        "[50000, 350000]",
        "[5, 5]",
        "[20, 30)",
        "(9, …)",
        "[1.234, 1.234]",
        "[1234, 1234]",
        "[36, 120]",
        "[10, 15)",
        "[1.5, 1.5]",
        "[1234.5, 1234.5]",
    ] == [
        str(read_quantity(phrase, conventions=conventions).interval)
        for phrase, conventions in (
            ("around 200,000", wide),
            ("5 km", exact_measures),
            ("20 to 30", half_open),
            ("more than 9 people", continuous),
            ("1.234", english),
            ("1.234", german),
            ("dozens", few),
            ("between the tenth and the fifteenth", half_open),
            ("1,5", german),
            ("1.234,5", german),
        )
    ]
    assert read_quantity("20 to 30", conventions=half_open).convention == "ranges leave out their upper end"


def test_a_spread_is_kept() -> None:
    """Several estimates given as a range are marked as such."""
    assert read_quantity("ranged from 20,000 to 100,000", unit="person", spread=True).spread


def test_the_number_that_was_written_is_kept_in_the_unit_of_the_reading() -> None:
    """The centre is converted with the interval, so that both are in one unit."""
    quantity = read_quantity("about 2 km", unit="metre")

    assert (2000, Interval(1800, 2200)) == (quantity.centre, quantity.interval)


@pytest.mark.parametrize(
    "words, number",
    [
        ("twentieth", 20),
        ("20th", 20),
        ("the 3rd", 3),
        ("twenty-first", 21),
        ("1,001st", 1001),
        ("hundredth", 100),
        ("two hundredth", 200),
        ("first", 1),
    ],
)
def test_ordinals_are_read(words: str, number: int) -> None:
    """A place in a row is read in words and in digits."""
    assert Ordinal(number, words) == read_ordinal(words)


@pytest.mark.parametrize(
    "words", ["zeroth", "20", "twenty-tenth", "twentieth anniversary", "th", "12345678901th"]
)
def test_what_is_no_ordinal_is_refused(words: str) -> None:
    """Anything but a place in a row is refused."""
    with pytest.raises(ReadingError):
        read_ordinal(words)


def test_without_a_kind_the_words_say_what_they_are() -> None:
    """Date, ordinal and quantity are told apart; a bare number is a year only where it looks like one."""
    expected = [Date, Date, Ordinal, Quantity, Quantity, Quantity, Quantity]

    assert expected == [
        type(read(words))
        for words in ("8 May 2008", "1992", "20th", "36", "5000", "around 200", "500 people")
    ]


def test_an_unknown_kind_is_refused() -> None:
    """A kind that does not exist is named in the error."""
    with pytest.raises(ReadingError, match="colour"):
        read("red", "colour")  # type: ignore[arg-type]  # what a caller without types may do


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("nine", "nine people", True),
        ("nine people", "9 arrests", True),
        ("more than 9", "more than 9 people", True),
        ("nine", "ten people", False),
        ("nine people", "9 km", False),
        ("5", "5 km", True),
        ("about 5", "5 km", False),
        ("about 5", "about 5 km", True),
        ("up to 5", "up to 5 km", True),
        ("dozens", "dozens of miles", True),
        ("5 km", "5 miles", False),
        ("12 pounds", "£12", False),
        ("about 12 pounds", "about £12", True),
        ("about £12", "about 12 pounds", True),
        ("half of them", "0.5", True),
        ("more than half", "more than 1/2 mile", True),
        ("0.5 people", "0.5", True),
        ("20 to 30", "20–30 people", True),
    ],
)
def test_readings_mean_the_same_whatever_counts_are_called(one: str, other: str, *, expected: bool) -> None:
    """A bare number takes the other's unit; counts agree by their number; measures need their unit."""
    assert expected is same_reading(read_quantity(one), read_quantity(other))


def test_readings_of_different_kinds_never_mean_the_same() -> None:
    """A year is no number of things, and a place in a row is neither."""
    year, number, place = read("1992"), read_quantity("1992"), read_ordinal("1992nd")

    assert not same_reading(year, number)
    assert not same_reading(number, place)
    assert same_reading(place, read_ordinal("1,992nd"))


def test_a_number_of_endless_decimals_is_refused() -> None:
    """Words that go on and on are no number."""
    with pytest.raises(ReadingError):
        read_quantity("one point" + " one" * 240)
