"""Records show themselves as attrs would show them."""

from __future__ import annotations

import operator

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.facts import Origin
from averred.records import record_repr
from averred.spans import Place, Span
from averred.values import Text, Unknown


def test_a_record_is_shown_as_python_would_write_it() -> None:
    """What a debugger shows makes the same record again."""
    place = Place("facts.toml", 3)

    assert "Place(path='facts.toml', line=3, column=1)" == repr(place)
    assert place == eval(repr(place))  # noqa: S307  # our own text


def test_the_shared_form_is_that_of_attrs() -> None:
    """Only the time to make it differs."""
    own = attrs.make_class("Origin", ["file", "table"], frozen=True)

    origin = Origin("facts.toml", ("fact", "visitors"))

    assert repr(own("facts.toml", ("fact", "visitors"))) == repr(origin) == record_repr(origin)


@given(st.lists(st.builds(Span, st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=4))
def test_records_are_equal_and_ordered_as_those_of_attrs(spans: list[Span]) -> None:
    """Equality, hash and order are by the fields in their order."""
    own = attrs.make_class("Span", ["start", "end"], frozen=True, order=True)
    same = [own(span.start, span.end) for span in spans]
    pairs = [(0, 1), (1, 0), (0, 0)]

    assert [(s.start, s.end) for s in sorted(same)] == [(s.start, s.end) for s in sorted(spans)]
    assert len(set(same)) == len(set(spans))
    for compare in (operator.eq, operator.lt, operator.le, operator.gt, operator.ge):
        assert [compare(same[i], same[j]) for i, j in pairs] == [
            compare(spans[i], spans[j]) for i, j in pairs
        ]


def test_records_of_two_classes_are_never_equal() -> None:
    """Equal fields of different classes mean different things, and have no order."""
    assert Text("none") != Unknown("none")
    assert 2 == len({Text("none"), Unknown("none")})
    with pytest.raises(TypeError):
        assert Span(0, 1) < (0, 1)
