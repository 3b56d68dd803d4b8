"""What is hashed of a value: two readings that differ have two forms, those of older locks stay."""

from __future__ import annotations

import attrs
import pytest

from averred.describe import canonical_reading
from averred.values import Date, Interval, read_date


@pytest.mark.parametrize(
    "first,second",
    [
        ("{2031-03-14, 2031-03-20}", "{2031-03-14, 2031-03-16, 2031-03-20}"),
        ("[1667, 1668, 1672]", "[1667, 1670, 1672]"),
        ("14 March", "15 March"),
    ],
)
def test_dates_that_differ_have_different_forms(first: str, second: str) -> None:
    """Sets with equal ends are told apart by the days between."""
    assert canonical_reading(read_date(first)) != canonical_reading(read_date(second))


def test_a_period_of_vague_ends_is_no_vague_day() -> None:
    """Some day between two, and from some day to another between the same two."""
    days = Interval(10, 12)
    vague = Date(days, days, "day", "then")

    assert canonical_reading(vague) != canonical_reading(attrs.evolve(vague, is_period=True))


def test_some_days_without_a_year_end_somewhere() -> None:
    """14 March is not 14 to 16 March, whatever the year."""
    one, several = read_date("14 March"), read_date("14–16 March")

    assert canonical_reading(one) != canonical_reading(several)


@pytest.mark.parametrize(
    "words,form",
    [
        ("2031-03-14", "date [741515, 741515] [741515, 741515]"),
        ("14 March 2031 to 16 March 2031", "date [741515, 741515] [741517, 741517]"),
        ("14 March", "date --(3, 14)"),
    ],
)
def test_the_forms_of_older_locks_stay(words: str, form: str) -> None:
    """They are in digests that users have committed."""
    assert form == canonical_reading(read_date(words))
