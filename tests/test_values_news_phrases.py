"""Phrases of news sentences: bounds about bounds, two or three, nobody, and digits that are no quantity."""

from __future__ import annotations

import pytest

from averred import Quantity, find_readings, read
from averred.errors import ReadingError
from averred.values import DEFAULT_CONVENTIONS, Date
from averred.values.calendar import calendar_slot, day_number, days_between
from averred.values.conventions import Conventions
from averred.values.wording import read_quantity

READ = [
    ("up to about 500 people", "(…, 550] person at-most"),
    ("at least about 40", "[36, …) - at-least"),
    ("more than around 50", "(45, …) - more-than"),
    ("just about 50", "[45, 55] - about"),
    ("two or three hundred cars", "[200, 300] car range"),
    ("five or six people", "[5, 6] person range"),
    ("2 or 3", "[2, 3] - range"),
    ("two to three hundred", "[200, 300] - range"),
    ("-5 to -10 °C", "[-10, -5] degree Celsius range"),
    ("an hour and a half", "[1.5, 1.5] hour -"),
    ("two days and a half", "[2.5, 2.5] day -"),
    ("two-and-a-half hours", "[2.5, 2.5] hour -"),
    ("one in every five", "[0.2, 0.2] - -"),
    ("one out of every five", "[0.2, 0.2] - -"),
    ("no survivors", "[0, 0] person -"),
    ("no injuries", "[0, 0] injury -"),
    ("$3.2 bn", "[3200000000, 3200000000] USD -"),
    ("5 mrd", "[5000000000, 5000000000] - -"),
    ("a record 5,000", "[5000, 5000] - -"),
    ("30,000-strong", "[30000, 30000] - -"),
    ("25%", "[25, 25] percent -"),
]


def _shown(value: Quantity) -> str:
    """A quantity in one line."""
    return f"{value.interval} {value.unit or '-'} {value.hedge or '-'}"


@pytest.mark.parametrize("phrase, expected", READ)
def test_a_phrase_of_the_news_is_read(phrase: str, expected: str) -> None:
    """What newspapers write has the reading that the words mean."""
    value = read(phrase)
    assert isinstance(value, Quantity)

    assert expected == _shown(value)


def test_a_year_that_is_uncertain_stays_a_date() -> None:
    """Only short numbers before a per cent sign are percentages; four digits are a year of ISO 8601-2."""
    value = read("2012%")

    assert isinstance(value, Date)


def test_or_includes_both_ends_under_any_convention() -> None:
    """The end of "two or three" is included even where ranges leave out their upper end."""
    value = read_quantity("two or three", conventions=Conventions(ranges="half-open"))

    assert "[2, 3] - range" == _shown(value)


FOUND = [
    ("It cost $3.2 bn, and two or three hundred jobs.", ["$3.2 bn", "two or three hundred jobs"]),
    ("Prices of 5000 or 6000 were asked.", ["5000", "6000"]),
    ("It lost 1/2 or 3/4 of it.", ["1/2", "3/4"]),
    ("An hour and a half of talks led nowhere.", ["An hour and a half"]),
    ("A day of rest, a month and a day.", []),
    ("He left within a week.", ["a week"]),
    ("Twenty - three of them with five young people.", ["Twenty", "three", "five young people"]),
    ("A month later it was over; a year and a quarter passed.", ["A month", "a year and a quarter"]),
    ("No survivors were found and no reason was given.", ["No survivors"]),
    ("Scores were injured. The scores were level.", ["Scores"]),
    ("Scores more are missing.", ["Scores"]),
    ("Call +44 20 7946 0123 or 555-0199.", []),
    ("The price rose by +5 points, he said + 5 times.", ["5 points", "5"]),
    ("See pages 112–118 and pp. 12-14 and Figs 3-5.", []),
    ("He lived at 12-14 Baker Street.", []),
    ("The law 4/2008, the attacks of 9/11, service 24/7, a 50/50 chance, 3/4/2012.", []),
    ("We met at half past ten, at quarter to five, at 12 noon.", []),
    ("The Group of Seven met; Four of them left.", ["Four"]),
    ("Give him two hundred and a half.", ["two hundred and a half"]),
]


@pytest.mark.parametrize("text, expected", FOUND)
def test_running_text_of_the_news(text: str, expected: list[str]) -> None:
    """Quantities are found with all their words; telephone numbers, pages, shares of names are not."""
    actual = [text[found.span.start : found.span.end] for found in find_readings(text)]

    assert expected == actual


def test_the_second_hedge_keeps_the_convention_of_the_first() -> None:
    """A bound of "about 500" still rests on what "about" means, and says so."""
    value = read_quantity("up to about 500", conventions=DEFAULT_CONVENTIONS)

    assert "about = ±10 %" == value.convention


def test_digits_with_spaces_around_the_dashes_are_no_date() -> None:
    """Only digits and dashes that touch are a day of ISO 8601."""
    with pytest.raises(ReadingError):
        read("2012 - 02 - 26", "date")


def test_slots_of_the_calendar_keep_the_order_of_days() -> None:
    """A leap day and a year is between 28 February and 1 March, and n years are always as many slots."""
    leap, before, after = (
        calendar_slot(day_number(*day)) for day in ((2012, 2, 29), (2013, 2, 28), (2013, 3, 1))
    )
    year = calendar_slot(day_number(2013, 1, 1)) - calendar_slot(day_number(2012, 1, 1))

    assert before < leap + year < after
    assert 10 * year == calendar_slot(day_number(2022, 1, 1)) - calendar_slot(day_number(2012, 1, 1))


@pytest.mark.parametrize(
    "text, first, last",
    [("AD 79", 79, 79), ("AD 1", 1, 1), ("CE 800", 800, 800), ("3 BC to AD 14", -2, 14)],
)
def test_a_year_of_our_era_may_be_short(text: str, first: int, last: int) -> None:
    """After "AD" one or two digits are a year too, alone and as the end of a period."""
    value = read(text)
    assert isinstance(value, Date)

    assert days_between((first, 1, 1), (last, 12, 31)) == value.interval


@pytest.mark.parametrize("text", ["AD 0", "ad 79", "AD " + "9" * 121, "AD ٧٩"])
def test_what_follows_an_era_may_be_no_year(text: str) -> None:
    """There is no year 0, a sign in small letters is none, and absurd years are refused."""
    with pytest.raises(ReadingError):
        read(text, "date")
