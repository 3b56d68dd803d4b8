"""Readings and voices in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from averred.describe import days, listing, number, numbers, one, property_of
from averred.values import (
    Interval,
    Number,
)


@pytest.mark.parametrize(
    "written, words",
    [(1_350_000, "1,350,000"), (Fraction(7, 2), "3.5"), (Fraction(1, 3), "1/3"), (-12_000, "-12,000")],
)
def test_a_number_in_words(written: Number, words: str) -> None:
    """Thousands are set apart; decimals and fractions stay exact."""
    assert words == number(written)


@pytest.mark.parametrize(
    "interval, words",
    [
        (Interval.point(5), "5 exactly"),
        (Interval.everything(), "any number"),
        (Interval.at_least(5), "at least 5"),
        (Interval.less_than(5), "less than 5"),
        (Interval(5, 9), "5 to 9"),
        (Interval(5, 9, lo_open=True), "more than 5 and at most 9"),
    ],
)
def test_an_interval_in_words(interval: Interval, words: str) -> None:
    """Open, closed and missing ends are told apart."""
    assert words == numbers(interval)


@pytest.mark.parametrize(
    "interval, words",
    [
        (Interval.point(741_440), "2030-12-29"),
        (Interval(741_440, 741_443), "2030-12-29 to 2031-01-01"),
        (Interval.everything(), "any day"),
        (Interval.at_least(741_440), "2030-12-29 or later"),
        (Interval.at_most(741_440), "2030-12-29 or earlier"),
    ],
)
def test_days_in_words(interval: Interval, words: str) -> None:
    """Days are written as ISO 8601 does."""
    assert words == days(interval)


def test_a_listing() -> None:
    """Each word once, the last after "and"."""
    assert ["", "a", "a and b", "a, b and c"] == [
        listing(words) for words in ([], ["a", "a"], ["a", "b"], ["a", "b", "a", "c"])
    ]


def test_of_very_many_words_a_sentence_lists_the_first() -> None:
    """A headline stays one that can be read."""
    assert "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11" == listing(map(str, range(12)))
    assert "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 1,239 more" == listing(map(str, range(1250)))


@pytest.mark.parametrize(
    "title, words",
    [
        ("number of walkers", "the number of walkers of “the march”"),
        ("number of people who walked", "“the march” (number of people who walked)"),
        ("Which anniversary it marks", "“the march” (Which anniversary it marks)"),
    ],
)
def test_a_property_of_something(title: str, words: str) -> None:
    """A title that ends in a clause is not followed by "of"."""
    assert words == property_of(title, "“the march”")


@pytest.mark.parametrize(
    "noun, words",
    [
        ("event", "an event"),
        ("Organisation", "an Organisation"),
        ("person", "a person"),
        ("union", "a union"),
    ],
)
def test_a_noun_with_its_article(noun: str, words: str) -> None:
    """By the sound of its beginning, as far as letters tell."""
    assert words == one(noun)
