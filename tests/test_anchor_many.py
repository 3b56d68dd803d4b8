"""Many citations in one pass give the anchors that each would get alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.anchor import anchor, many
from averred.anchor.many import Asked, anchor_many
from averred.source import make_source
from tests.property.test_anchoring import texts

PAGE = """= A fair =

The fair drew 2,000 visitors, the guild said (the guild of bakers). 彼は東京都に行った。 An a_b c_d sign.

== Later ==
The fair drew 3,000 visitors … or so; the guild said so twice.
"""
ASKED = [
    Asked("fair drew 2,000"),
    Asked("fair drew … guild said so"),
    Asked("guild of bakers"),
    Asked("the guild said"),
    Asked("The fair drew", section="Later"),
    Asked("fair", prefix="A"),
    Asked("guild said", suffix="so"),
    Asked("東京都"),
    Asked("a_b c_d"),
    Asked("_d sign"),
    Asked("= A fair"),
    Asked("so"),
    Asked("fa"),
    Asked("… broken"),
    Asked("THE FAIR DREW 3,000"),
    Asked("fair drew 2,0"),
]


def alone(asked: Asked, text: str) -> object:
    """What `anchor` says of one citation."""
    source = make_source(text)
    return anchor(asked.quote, source, prefix=asked.prefix, suffix=asked.suffix, section=asked.section)


@pytest.mark.parametrize("large", [0, many._LARGE])
def test_one_pass_gives_the_same_anchors(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exact, ambiguous, folded, missing, malformed: in order, whichever way is taken."""
    monkeypatch.setattr(many, "_LARGE", large)

    assert [alone(one, PAGE) for one in ASKED] == anchor_many(ASKED, make_source(PAGE))


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6))
def test_one_pass_and_many_searches_agree(text: str, ranges: list[tuple[int, int]]) -> None:
    """Whatever ranges of a text are asked for, the two ways agree."""
    asked = [Asked(text[start : start + length]) for start, length in ranges]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "_LARGE", -1)
        found = anchor_many(asked, make_source(text))

    assert [alone(one, text) for one in asked] == found
