"""Finding quantities and dates in running text: every row is a text and what stands in it."""

from __future__ import annotations

import pytest

from averred.values import Date, Ordinal, Quantity, find_readings
from averred.values.calendar import day_text

FOUND: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "The bridge carries up to 30,000 vehicles a day.",
        [
            ("up to 30,000 vehicles", "(…, 30000] vehicle at-most"),
        ],
    ),
    (
        "Revenue rose from $50,000 to $75,000.",
        [
            ("$50,000", "[50000, 50000] USD -"),
            ("$75,000", "[75000, 75000] USD -"),
        ],
    ),
    (
        "Gold rose $12.40 to $1,912 an ounce.",
        [
            ("$12.40", "[12.4, 12.4] USD -"),
            ("$1,912", "[1912, 1912] USD -"),
        ],
    ),
    (
        "Estimates ranged from 20,000 to 100,000.",
        [
            ("from 20,000 to 100,000", "[20000, 100000] - range"),
        ],
    ),
    (
        "The strike began at 10:30 and ended at 9.30 a.m. on 4 May 2001.",
        [
            ("4 May 2001", "2001-05-04..2001-05-04"),
        ],
    ),
    (
        "Call 0800 555 0199 or +1-222-2222-2222.",
        [],
    ),
    (
        "Version 2.4.1 runs on a Boreal 737 at 221 Orchard Road, Apartment 4B.",
        [],
    ),
    (
        "The home side won 3-1, see page 7 and note [12].",
        [],
    ),
    (
        "No one left; one of them stayed, and one day one man came.",
        [
            ("one man", "[1, 1] person -"),
        ],
    ),
    (
        "Half of them lost half an hour, a third of the time.",
        [
            ("Half", "[0.5, 0.5] - -"),
            ("half an hour", "[0.5, 0.5] hour -"),
            ("a third", "[1/3, 1/3] - -"),
        ],
    ),
    (
        "The third act, the second half and the 14th.",
        [
            ("third", "#3"),
            ("second", "#2"),
            ("14th", "#14"),
        ],
    ),
    (
        "He ranks higher than the tenth.",
        [
            ("higher than the tenth", "(10, …) - more-than"),
        ],
    ),
    (
        "In 2009 students came; 2000 students stayed, more than 1900 left in 1950.",
        [
            ("2009", "2009-01-01..2009-12-31"),
            ("2000 students", "[2000, 2000] person -"),
            ("more than 1900", "(1900, …) - more-than"),
            ("1950", "1950-01-01..1950-12-31"),
        ],
    ),
    (
        "In the first half of 2023 and early 1970s.",
        [
            ("first half of 2023", "2023-01-01..2023-06-30"),
            ("early 1970s", "1970-01-01..1973-12-31"),
        ],
    ),
    (
        "They met on February 27, in May 1889, from 1818 to 1825, since 1904.",
        [
            ("February 27", "(2, 27)"),
            ("May 1889", "1889-05-01..1889-05-31"),
            ("1818 to 1825", "1818-01-01..1825-12-31"),
            ("1818 to 1825", "1818-01-01..1818-12-31 again"),
            ("1818 to 1825", "1825-01-01..1825-12-31 again"),
            ("from 1818 to 1825", "1818-01-01..1825-12-31 again"),
            ("1904", "1904-01-01..1904-12-31"),
            ("since 1904", "1904-01-01..… again"),
        ],
    ),
    (
        "The fort stood until 1911 and was lost between 1640 and 1645.",
        [
            ("1911", "1911-01-01..1911-12-31"),
            ("until 1911", "…..1911-12-31 again"),
            ("between 1640 and 1645", "1640-01-01..1645-12-31"),
        ],
    ),
    (
        "A deal worth $2 billion over five years; it lasted over five years.",
        [
            ("$2 billion", "[2000000000, 2000000000] USD -"),
            ("five years", "[4.5, 5.5) year -"),
            ("over five years", "(5, …) year more-than"),
        ],
    ),
    (
        "It weighs 1.5 kg (3.3 lb) and runs 5 km (5 miles).",
        [
            ("1.5 kg", "[1.45, 1.55) kilogram -"),
            ("3.3 lb", "[3.25, 3.35) pound - again"),
            ("5 km", "[4.5, 5.5) kilometre -"),
            ("5 miles", "[4.5, 5.5) mile -"),
        ],
    ),
    (
        "It is 1,000 metres (3,300 ft) high.",
        [
            ("1,000 metres", "[999.5, 1000.5) metre -"),
            ("3,300 ft", "[3299.5, 3300.5) foot - again"),
        ],
    ),
    (
        "x>10 and y<-20 but =>30 and <>40.",
        [
            (">10", "(10, …) - more-than"),
            ("<-20", "(…, -20) - less-than"),
            ("30", "[30, 30] - -"),
            ("40", "[40, 40] - -"),
        ],
    ),
    (
        "Temperatures fell to -12 °C, minus 5 and (-3).",
        [
            ("-12 °C", "[-12.5, -11.5) degree Celsius -"),
            ("minus 5", "[-5, -5] - -"),
            ("-3", "[-3, -3] - -"),
        ],
    ),
    (
        "A couple of hundred people; the couple left; a couple argued; a handful of men.",
        [
            ("A couple of hundred people", "[200, 300] person vague"),
            ("a handful of men", "[2, …) person vague"),
        ],
    ),
    (
        "Tens of thousands fled, the thousands who stayed, test scores of two.",
        [
            ("Tens of thousands", "[20000, …) - vague"),
            ("scores", "[40, …) - vague"),
            ("two", "[2, 2] - -"),
        ],
    ),
    (
        "About a month, more than a year, a day.",
        [
            ("About a month", "[0.9, 1.1] month about"),
            ("more than a year", "(1, …) year more-than"),
        ],
    ),
    (
        "The COVID-19 ward had 0.5 beds per 1,000.",
        [
            ("0.5 beds", "[0.5, 0.5] bed -"),
        ],
    ),
    (
        "He paid US$ 2 million, 75 million USD, £2.5m, 5 dollars, .5 euros and U.S.$5.",
        [
            ("US$ 2 million", "[2000000, 2000000] USD -"),
            ("75 million USD", "[75000000, 75000000] USD -"),
            ("£2.5m", "[2500000, 2500000] GBP -"),
            ("5 dollars", "[5, 5] USD -"),
            (".5 euros", "[0.5, 0.5] EUR -"),
            ("U.S.$5", "[5, 5] USD -"),
        ],
    ),
    (
        "It happened in the spring of 1848, in winter, and on 2012-02-26.",
        [
            ("spring of 1848", "1848-03-01..1848-05-31"),
            ("2012-02-26", "2012-02-26..2012-02-26"),
        ],
    ),
    (
        "Between 60 and 80 people, between one hundred and two hundred cars.",
        [
            ("Between 60 and 80 people", "[60, 80] person range"),
            ("between one hundred and two hundred cars", "[100, 200] car range"),
        ],
    ),
    (
        "It measures 60 × 80 cm, is 10m tall, costs 3m.",
        [
            ("60", "[60, 60] - -"),
            ("80 cm", "[79.5, 80.5) centimetre -"),
            ("10m", "[9.5, 10.5) metre -"),
            ("3m", "[3000000, 3000000] - -"),
        ],
    ),
    (
        "1.234 is not clear. 200.000 neither.",
        [],
    ),
    (
        "The 19th-century pier and the 1980s; mid-1980s.",
        [
            ("19th-century", "1801-01-01..1900-12-31"),
            ("1980s", "1980-01-01..1989-12-31"),
            ("mid-1980s", "1983-01-01..1986-12-31"),
        ],
    ),
    (
        "On 12–14 June and 1 and 2 February 2001.",
        [
            ("12–14 June", "(6, 12)(6, 14)"),
            ("12–14 June", "(6, 12) again"),
            ("12–14 June", "(6, 14) again"),
            ("1 and 2 February 2001", "2001-02-01..2001-02-02"),
            ("1 and 2 February 2001", "2001-02-01..2001-02-01 again"),
            ("1 and 2 February 2001", "2001-02-02..2001-02-02 again"),
        ],
    ),
    (
        "10^6 bacteria, 1.5 × 10^6, 10⁶, 1.5e6, ½ cup, 2½ cups.",
        [
            ("10^6", "[1000000, 1000000] - -"),
            ("1.5 × 10^6", "[1500000, 1500000] - -"),
            ("10⁶", "[1000000, 1000000] - -"),
            ("1.5e6", "[1500000, 1500000] - -"),
            ("½", "[0.5, 0.5] - -"),
            ("2½ cups", "[2.5, 2.5] cup -"),
        ],
    ),
    (
        "20 ± 5 and 60-odd and 500+ and 20 or more.",
        [
            ("20 ± 5", "[15, 25] - tolerance"),
            ("60-odd", "[54, 66] - about"),
            ("500+", "[500, …) - at-least"),
            ("20 or more", "[20, …) - at-least"),
        ],
    ),
    (
        "In 44 BC and AD 900, or c. 1320.",
        [
            ("44 BC", "-0043-01-01..-0043-12-31"),
            ("AD 900", "0900-01-01..0900-12-31"),
            ("c. 1320", "1315-01-01..1325-12-31"),
        ],
    ),
    (
        "The 366th regiment of 12 men, 27-nation bloc, a 45-year-old.",
        [
            ("366th", "#366"),
            ("12 men", "[12, 12] person -"),
            ("27", "[27, 27] - -"),
            ("45-year", "[44.5, 45.5) year -"),
        ],
    ),
    (
        "Order no. 5 of vol. 3, p. 12.",
        [],
    ),
    (
        "Two in five voters, seven in ten; 3 in 10 days.",
        [
            ("Two in five", "[0.4, 0.4] - -"),
            ("seven in ten", "[0.7, 0.7] - -"),
            ("3", "[3, 3] - -"),
            ("10 days", "[9.5, 10.5) day -"),
        ],
    ),
    (
        "It closed before 1800 and after 9 March 2012.",
        [
            ("before 1800", "…..1799-12-31"),
            ("after 9 March 2012", "2012-03-10..…"),
        ],
    ),
    (
        "Gate 7, Bus 5, section 3 km.",
        [
            ("3 km", "[2.5, 3.5) kilometre -"),
        ],
    ),
    (
        "Sunday, 6 May 2019 was cold.",
        [
            ("Sunday, 6 May 2019", "2019-05-06..2019-05-06"),
        ],
    ),
    (
        "A price of 5000 or 6000.",
        [
            ("5000", "[5000, 5000] - -"),
            ("6000", "[6000, 6000] - -"),
        ],
    ),
    (
        "$5 to 7",
        [
            ("$5 to 7", "[5, 7] USD range"),
        ],
    ),
    (
        "Nil, zero, none.",
        [
            ("Nil", "[0, 0] - -"),
            ("zero", "[0, 0] - -"),
        ],
    ),
    (
        "It fell by 20 to 30 percent.",
        [
            ("20 to 30 percent", "[20, 30] percent range"),
        ],
    ),
    (
        "He was 34, she 35.",
        [
            ("34", "[34, 34] - -"),
            ("35", "[35, 35] - -"),
        ],
    ),
    (
        "The 1950s and 1950's style. A '90s song.",
        [
            ("1950s", "1950-01-01..1959-12-31"),
            ("1950", "1950-01-01..1950-12-31"),
            ("90s", "[89.5, 90.5) second -"),
        ],
    ),
    (
        "He won 12 of 15.",
        [
            ("12", "[12, 12] - -"),
            ("15", "[15, 15] - -"),
        ],
    ),
    (
        "about",
        [],
    ),
    (
        "5 or",
        [
            ("5", "[5, 5] - -"),
        ],
    ),
    (
        "The war of 300 to 200 BC began at 7 pm.",
        [
            ("300 to 200 BC", "-0299-01-01..-0199-12-31"),
            ("300 to 200 BC", "-0299-01-01..-0299-12-31 again"),
            ("300 to 200 BC", "-0199-01-01..-0199-12-31 again"),
        ],
    ),
    (
        "It ran from 5 May.",
        [
            ("5 May", "(5, 5)"),
        ],
    ),
    (
        "It took a split second, nine (9) days, 10 metres per second.",
        [
            ("nine", "[9, 9] - -"),
            ("9", "[9, 9] - - again"),
            ("10 metres per second", "[9.5, 10.5) metre per second -"),
        ],
    ),
    (
        "Six crew, 12 in number.",
        [
            ("Six crew", "[6, 6] person -"),
            ("12", "[12, 12] - -"),
        ],
    ),
    # Scripts without spaces: the signs beside digits are words, or multiply.
    ("300人", [("300", "[300, 300] - -")]),
    ("参加者は300人以上", [("300", "[300, 300] - -")]),
    ("3万人以上が参加した", []),
    ("ab300", []),
]


def _shown(value: Quantity | Date | Ordinal) -> str:
    """A reading as the table has it."""
    if isinstance(value, Ordinal):
        return f"#{value.number}"
    if isinstance(value, Date):
        if value.missing_year:
            return f"{value.month_day}{value.last_month_day or ''}"
        low, high = value.interval.lo, value.interval.hi
        return f"{'…' if low is None else day_text(int(low))}..{'…' if high is None else day_text(int(high))}"
    return f"{value.interval} {value.unit or '-'} {value.hedge or '-'}"


@pytest.mark.parametrize("text, expected", FOUND)
def test_what_stands_in_a_text_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Every quantity, date and ordinal of a sentence is found with its words and reading; no name is."""
    actual = [
        (text[found.span.start : found.span.end], _shown(found.value) + (" again" if found.restates else ""))
        for found in find_readings(text)
    ]

    assert expected == actual


def test_the_words_of_a_reading_are_those_at_its_span() -> None:
    """What is found keeps the very words that stand at its place, also deep in a long text."""
    text = (
        "Nothing here. " * 3000
        + "Some 200 people came on 4 May 2001.\n"
        + "And so on " * 5000
        + "nearly 40 km."
    )
    expected = ["Some 200 people", "4 May 2001", "nearly 40 km"]

    assert expected == [text[found.span.start : found.span.end] for found in find_readings(text)]
    assert expected == [found.value.text for found in find_readings(text)]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "x" * 50_000, "1" * 50_000, "(" * 50_000, "12 " * 20_000, "1-" * 20_000]
)
def test_strange_texts_are_read_to_their_end(text: str) -> None:
    """Texts without a word, without a space or of one sign alone do no harm."""
    spans = [found.span for found in find_readings(text)]

    assert sorted(spans) == spans


def test_a_phrase_does_not_cross_a_line() -> None:
    """What stands in two lines is two things."""
    assert ["about 20", "people 30"[7:]] == [
        found.value.text for found in find_readings("about 20\npeople 30")
    ]
