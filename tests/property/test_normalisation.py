"""Laws of the two forms of a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import normalise as module
from averred.normalise import Form, normalise, normalise_words

# What composition, dropping and collapsing can do to each other, beside any text at all.
_MARKS = (
    "a|b |  |\n|\u00a0|e\u0301|\u0301|\u0327|\u00ad|\u200b|\u034f|’|…|–|1,|\u1100|\u1161|\u11a8|가|\u0958"
    "|İ|ı|ﬁ|ß|\u0345|\u3099|か|\u09c7|\u09be|\u0344|\U0001133e|ΐ|ς|Σ|Ệ|ẞ|ŉ|ǰ|𝔸|\u0d57"
)
_PIECES = st.sampled_from(_MARKS.split("|"))
nasty_texts = st.lists(_PIECES, max_size=10).map("".join) | st.text(max_size=20)
forms = st.sampled_from(["n1", "n2"])


@given(nasty_texts, forms)
def test_a_form_of_a_form_is_itself(text: str, form: Form) -> None:
    """Normalising twice is normalising once."""
    once = normalise_words(text, form)

    assert once == normalise_words(once, form)


@given(nasty_texts, forms)
def test_canonically_equivalent_texts_have_one_form(text: str, form: Form) -> None:
    """n(NFD s) = n(NFC s) = n(s)."""
    composed = normalise_words(unicodedata.normalize("NFC", text), form)
    decomposed = normalise_words(unicodedata.normalize("NFD", text), form)

    assert normalise_words(text, form) == composed == decomposed


@given(nasty_texts, forms)
def test_the_fast_way_is_the_definition(text: str, form: Form) -> None:
    """The text with a map is the text that the definition gives."""
    assert normalise_words(text, form) == normalise(text, form).text.strip(" ")


@given(nasty_texts, forms)
def test_long_texts_are_normalised_as_short_ones(text: str, form: Form) -> None:
    """Whether every character was looked at first, or all of ASCII was taken to be there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LONG", 0)
        found = normalise(text, form)
        assert set(text) <= module.characters(text)

    assert normalise(text, form) == found


@given(st.lists(st.tuples(_PIECES, st.sampled_from([1, 2, 5, 9])), max_size=6), forms)
def test_long_runs_are_one_piece(runs: list[tuple[str, int]], form: Form) -> None:
    """However long a run is, and in how many bites it is taken, the text and its map are the same."""
    text = "".join(piece * count for piece, count in runs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SHORT", 1)
        patch.setattr(module, "_LONG", 2)
        found = normalise(text, form)

    assert normalise(text, form) == found
    assert normalise_words(text, form) == found.text.strip(" ")


@given(nasty_texts, forms, st.data())
def test_the_map_round_trips(text: str, form: Form, data: st.DataObject) -> None:
    """The raw text behind a range normalises to something that holds the range, and starts where it says."""
    normalised = normalise(text, form)
    end = data.draw(st.integers(0, len(normalised.text)))
    start = data.draw(st.integers(0, end))

    span = normalised.raw_span(start, end)

    assert normalised.text[start:end].strip(" ") in normalise(text[span.start : span.end], form).text
    assert 0 <= span.start <= span.end <= len(text)
    if start < end:
        first = normalised.normalised_offset(span.start)
        assert first <= start
        assert normalised.raw_span(first, end) == span


@given(nasty_texts, forms)
def test_raw_spans_keep_their_order(text: str, form: Form) -> None:
    """What stands earlier in the form stands no later in the text."""
    normalised = normalise(text, form)
    spans = [normalised.raw_span(at, at + 1) for at in range(len(normalised.text))]

    assert spans == sorted(spans)


@given(nasty_texts)
def test_equal_strict_forms_have_equal_folded_forms(text: str) -> None:
    """n2 is a function of n1: n2(n1 s) = n2(s)."""
    assert normalise_words(text, "n2") == normalise_words(normalise_words(text, "n1"), "n2")
