"""A law of `spelling-variant`: however small the pieces of a text, its words are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.rules import spelling_variant

TEXTS = st.lists(st.sampled_from(["fair", "naïve", "Ünlü", "x", " ", "  ", "\n", "2", "-"]), max_size=20)


@given(TEXTS.map("".join), st.integers(1, 6))
def test_words_are_those_of_the_whole_text(text: str, piece: int) -> None:
    """No word is cut in two, and none is left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling_variant, "_PIECE", piece)
        assert set(spelling_variant._words(text)) == spelling_variant._distinct(text)
