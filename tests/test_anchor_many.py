"""Many citations in one pass give the anchors that each would get alone."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averred.anchor import anchor, beginnings, many
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


@st.composite
def askings(draw: st.DrawFn) -> tuple[str, list[Asked]]:
    """A text and citations of any ranges of it, some by their ends, with what stands around them."""
    text = draw(texts)
    asked = []
    for _ in range(draw(st.integers(1, 6))):
        offsets = sorted(draw(st.integers(0, len(text))) for _ in range(6))
        before, start, end_of_first, last, end, after = (text[:at] for at in offsets)
        words = text[len(start) : len(end)]
        ends = f"{text[len(start) : len(end_of_first)]} … {text[len(last) : len(end)]}"
        asked.append(
            Asked(
                draw(st.sampled_from([words, words, ends])),
                draw(st.sampled_from([None, text[len(before) : len(start)]])),
                draw(st.sampled_from([None, text[len(end) : len(after)]])),
                draw(st.sampled_from([None, None, "so", "thus"])),
            )
        )
    return text, asked


@given(askings(), st.sampled_from([1, 9, 1 << 20]))
@settings(max_examples=400)
def test_one_pass_and_many_searches_agree(case: tuple[str, list[Asked]], piece: int) -> None:
    """Whatever ranges of a text are asked for, with whatever around them, the two ways agree."""
    text, asked = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "_LARGE", -1)
        patch.setattr(beginnings, "_PIECE", piece)
        found = anchor_many(asked, make_source(text))

    assert [alone(one, text) for one in asked] == found


TEXTS = {
    "sign at the end of the words": ("He said “so”then.", Asked("said “so”")),
    "spaceless script goes on": ("to Tokyo 東京都, then", Asked("to Tokyo 東京")),
    "prefix and first words are one word": ("the guildhall stood", Asked("hall stood", prefix="the guild")),
    "suffix ends the word": ("of visitors came", Asked("of visit", suffix="ors came")),
    "twice, once behind more of the prefix": (
        "a b c d e. a b c de.",
        Asked("e", prefix="a b c d"),
    ),
    "twice, once inside a run of a spaceless script": (
        "東京 one two, 彼は東京 one two",
        Asked("東京 one two"),
    ),
    "many kinds of signs": ("".join(map(chr, range(0x2190, 0x21FF))) + "one two", Asked("⇾one two")),
    "over the end of a piece": ("one two three four five six", Asked("three four five")),
}


@pytest.mark.parametrize("name", TEXTS)
def test_first_words_are_looked_up_as_they_may_stand(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a word ends is decided by the text, the prefix and the suffix together."""
    text, asked = TEXTS[name]
    monkeypatch.setattr(many, "_LARGE", -1)
    monkeypatch.setattr(beginnings, "_PIECE", 3)
    source = make_source(text)

    found = dict(many._in_one_pass([asked], source))

    assert alone(asked, text) == found.get(0, alone(asked, text))
    if name.startswith("twice"):
        assert {} == found
    else:
        assert "exact" == found[0].verdict


def test_collector_runs_on_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The garbage collector is as it was, running or not."""
    monkeypatch.setattr(many, "_LARGE", -1)
    states = []
    for start in (gc.enable, gc.disable):
        start()
        anchor_many(ASKED, make_source(PAGE))
        states.append(gc.isenabled())
    gc.enable()

    assert [True, False] == states
