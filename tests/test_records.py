"""Records show themselves as attrs would show them."""

from __future__ import annotations

import attrs

from averred.facts import Origin
from averred.records import record_repr
from averred.spans import Place


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
