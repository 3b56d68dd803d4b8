"""Readings printed in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from averred.values import (
    Date,
    Interval,
    Ordinal,
    Quantity,
    in_words,
    read_date,
    read_ordinal,
    read_quantity,
    same_reading,
)
from averred.values.calendar import days_of_year


@pytest.mark.parametrize(
    "phrase, unit, words",
    [
        ("350,000", "person", "350,000 people"),
        ("around 200,000", "person", "about 200,000 people"),
        ("more than 9", "person", "at least 10 people"),
        ("more than 9", None, "more than 9"),
        ("dozens", "person", "at least 24 people"),
        ("5 km", None, "5 kilometres"),
        ("exactly 5 km", None, "exactly 5 kilometres"),
        ("3.1 miles", "kilometre", "at least 4.9084992 and less than 5.0694336 kilometres"),
        ("nearly 20", None, "nearly 20"),
        ("just over 20", None, "just over 20"),
        ("up to 20", None, "at most 20"),
        ("fewer than 20", None, "less than 20"),
        ("20 to 30", None, "between 20 and 30"),
        ("more than 20 and less than 35", None, "more than 20 and less than 35"),
        ("any number of people", None, "any number of people"),
        ("two thirds", None, "2/3"),
        ("-1.1250 km", None, "-1.1250 kilometres"),
        ("15%", None, "15 percent"),
        ("US$ 2 million", None, "2,000,000 USD"),
        ("5 buses", "bus", "5"),
        ("5 km", "mile", "at least 15625/5588 and less than 15625/4572 miles"),
    ],
)
def test_quantities_are_printed(phrase: str, unit: str | None, words: str) -> None:
    """As it was hedged where that says it all, else by its exact ends; and it reads back."""
    quantity = read_quantity(phrase, unit=unit)
    printed = in_words(quantity)

    assert words == printed
    assert same_reading(quantity, read_quantity(printed, unit=quantity.unit))


def test_a_quantity_that_was_made_is_printed_by_its_ends() -> None:
    """Where the hedge does not say what the ends are, the ends are printed."""
    made = Quantity(Interval(1, 2, hi_open=True), "kilometre", "", hedge="about", centre=7)
    odd = Quantity(Interval.point(Fraction(1, 3)), "square-dance", "", centre=None)
    too_long = Quantity(Interval.point(10**1200), None, "", centre=10**1200)

    assert "at least 1 and less than 2 kilometres" == in_words(made)
    assert "exactly 1/3" == in_words(odd)
    assert in_words(too_long).startswith("exactly 1,000,")


@pytest.mark.parametrize(
    "phrase, words",
    [
        ("2012-02-26", "26 February 2012"),
        ("2012-02", "February 2012"),
        ("1992", "1992"),
        ("900 AD", "900 AD"),
        ("44 BC", "44 BC"),
        ("early 1970s", "between 1 January 1970 and 31 December 1973"),
        ("before 1800", "on or before 31 December 1799"),
        ("since May 1889", "on or after 1 May 1889"),
        ("1939–45", "from 1939 to 1945"),
        ("18 to 20 April", "from 18 April to 20 April"),
        ("February 27", "27 February"),
        ("May", "May"),
        ("1 and 3 May 2001", "[2001-05-01,2001-05-03]"),
        ("[..1984,1986..]", "[..1984-12-31,1986-01-01..]"),
        ("[1984-05,1986]", "[1984-05-01..1984-05-31,1986-01-01..1986-12-31]"),
        ("1985/..", "from between 1 January 1985 and 31 December 1985 to on or after 1 January 1985"),
        ("../1985-04-12", "from on or before 12 April 1985 to 12 April 1985"),
        ("any day", "any day"),
        ("Y17E7", "between 1 January 170000000 and 31 December 170000000"),
    ],
)
def test_dates_are_printed(phrase: str, words: str) -> None:
    """By day, month or year where that says it all, else by exact days; and it reads back."""
    date = read_date(phrase)
    printed = in_words(date)

    assert words == printed
    assert same_reading(date, read_date(printed))


def test_a_date_that_was_made_is_printed_all_the_same() -> None:
    """A date that no words would give is printed by its exact days."""
    backwards = Date(days_of_year(2001), days_of_year(1999), "year", "", is_period=True)

    assert in_words(backwards).startswith("from between 1 January 2001")


@pytest.mark.parametrize(
    "number, words",
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (20, "20th"), (112, "112th"), (1001, "1,001st")],
)
def test_ordinals_are_printed(number: int, words: str) -> None:
    """With the letters that English gives them; and it reads back."""
    assert (words, number) == (in_words(Ordinal(number, "")), read_ordinal(words).number)
