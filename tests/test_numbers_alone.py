"""A number alone is read without the grammar of phrases, and means what the grammar makes of it."""

from __future__ import annotations

import string
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.errors import ReadingError
from averred.values import DEFAULT_CONVENTIONS, Conventions, phrases

_groups = st.text(string.digits, min_size=1, max_size=4)
#: Numbers with marks that group digits or begin decimals, and some that are no number alone.
_numbers = st.one_of(
    st.integers(0, 10**30).map(str),
    st.decimals(0, 10**9, allow_nan=False, places=3).map(str),
    st.lists(_groups, min_size=1, max_size=4).flatmap(
        lambda groups: st.sampled_from([",", ".", "'", "’", " ", "\u00a0", ",."]).map(
            lambda mark: mark.join(groups)
        )
    ),
    st.builds(
        "{}{}{}".format, _groups, st.sampled_from([",", "."]), st.text(string.digits + ",.", max_size=5)
    ),
    st.sampled_from(
        ["0", "00", "1" * 200, "1" * 201, "1" * 1001, "", "٣", "½", "²", "1٣", "1.", ".5", " 7", "-7"]
    ),
)
_units = st.sampled_from(
    [None, "person", "metre", "km", "percent", "%", "USD", "GBP", "pound", "goals", "°C"]
)
_conventions = st.builds(
    lambda mark, measured, whole, ranges: attrs.evolve(
        DEFAULT_CONVENTIONS, decimal_mark=mark, measured=measured, whole_counts=whole, ranges=ranges
    ),
    st.sampled_from([None, ".", ","]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["closed", "half-open"]),
)


def _read(way: object, *given: object, spread: bool) -> str:
    """What a way of reading gives, or why it gives nothing."""
    try:
        return repr(way(*given, spread=spread))  # type: ignore[operator]
    except ReadingError as error:
        return f"{error.message} {error.suggestion}"


@given(_numbers, _units, _conventions, st.booleans())
def test_a_number_alone_is_read_as_by_the_grammar(
    text: str, unit: str | None, conventions: Conventions, spread: bool
) -> None:
    """Whatever its marks mean, in any unit and under any conventions."""
    quick = _read(phrases._in_our_units, text, unit, conventions, spread=spread)
    assert quick == _read(phrases._in_words, text, unit, conventions, spread=spread)


@pytest.mark.parametrize(
    "text, value",
    [
        ("350", 350),
        ("1,200", 1_200),
        ("0.50", Fraction(1, 2)),
        ("1.234", None),
        ("1,2,3", None),
        ("١٢", None),
    ],
)
def test_what_is_a_number_alone(text: str, value: object) -> None:
    """What is ambiguous is left to the grammar, which says why."""
    found = phrases._number_alone(text, DEFAULT_CONVENTIONS)
    assert value == (found and found.centre)
