"""Laws of proposals: what may be named as the place of a passage that was written anew."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from averred.anchor.tokens import critical_among, skeleton_among, token_end, token_offsets
from averred.lock.records import LockedCitation
from averred.reanchor import Reanchoring
from averred.reworded import Rewording
from averred.source import make_source
from averred.spans import Span

WORDS = [
    a + b + c for a in ("ba", "de", "gi", "lo", "mu") for b in ("k", "l", "nd") for c in ("a", "er", "is")
]
WORDS += ["1714", "2,000", "not", "May", "½"]
Sentence = Sequence[str]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14)
texts = st.lists(sentences, min_size=1, max_size=30)


def _indexed(text: Sequence[Sentence]) -> tuple[Rewording, list[Span]]:
    spans, at = [], 0
    for sentence in text:
        spans.append(Span(at, at + len(" ".join(sentence))))
        at = spans[-1].end + 2
    return Rewording(make_source(". ".join(map(" ".join, text))), spans), spans


def _line(passage: Sentence) -> LockedCitation:
    """What a lock keeps of a passage, as far as it is looked at here."""
    skeleton = b2a_base64(skeleton_among(passage), newline=False).decode()
    words, critical = Span(0, len(" ".join(passage))), critical_among(passage)
    return LockedCitation("a", "fair", "", words, "", (0, len(passage)), skeleton, critical, (), "")


def _found(index: Rewording, passage: Sentence) -> tuple[Span, float] | None:
    line = _line(passage)
    found = index.find(line.skeleton, line.critical)
    return (found.span, float(found.share)) if found else None


@given(texts, st.data())
def test_seeds_are_found_wherever_they_stand(text: list[list[str]], data: st.DataObject) -> None:
    """As if each place of the text were looked at; also at its end, and where they overlap."""
    search = Reanchoring(make_source(" ".join(map(" ".join, text))))
    skeleton = search._skeleton
    size = data.draw(st.sampled_from([1, 3]))
    at = data.draw(st.integers(0, max(0, len(skeleton) - size)))
    there, beyond = skeleton[at : at + size], (skeleton[-2:] + b"a")[:size]
    seed = data.draw(st.sampled_from([there, beyond]) | st.binary(min_size=size, max_size=size))
    assume(len(seed) == size)

    assert search._places(seed) == [
        at for at in range(len(skeleton) - size + 1) if skeleton[at : at + size] == seed
    ]


@given(texts)
def test_tokens_end_where_they_were_found_to_end(text: list[list[str]]) -> None:
    """A token is found again from where it starts."""
    words = "-5 ".join(map(" ".join, text))

    assert [(start, token_end(words, start)) for start, _ in token_offsets(words)] == token_offsets(words)


@given(texts, sentences)
def test_a_text_without_its_words_is_no_place_of_a_passage(text: list[list[str]], passage: list[str]) -> None:
    """Where no word of it stands, nothing is named: in no order, and in a row neither."""
    own = set(skeleton_among(passage))
    rest = [[word for word in sentence if not own & set(skeleton_among([word]))] for sentence in text]
    rest = [sentence for sentence in rest if sentence]
    index, _ = _indexed(rest)

    assert None is _found(index, passage)
    assert None is Reanchoring(make_source(". ".join(map(" ".join, rest)))).propose(_line(passage))


@given(texts, st.data())
def test_the_order_of_words_does_not_matter(text: list[list[str]], data: st.DataObject) -> None:
    """Neither that of a passage, nor that of the words in each sentence."""
    passage = data.draw(st.sampled_from(text))
    other = [data.draw(st.permutations(sentence)) for sentence in text]
    first = _found(_indexed(text)[0], passage)
    numbers = [word for word in passage if word in critical_among([word])]
    assume(len(numbers) < 2)  # a lock has them in order

    assert first == _found(_indexed(other)[0], data.draw(st.permutations(passage)))


@given(texts, st.data())
def test_while_a_passage_stands_nothing_less_is_named(text: list[list[str]], data: st.DataObject) -> None:
    """What is named for a sentence of the text has all of its words."""
    found = _found(_indexed(text)[0], data.draw(st.sampled_from(text)))

    assert found is None or 1.0 == found[1]


@given(texts, st.data())
def test_what_is_named_twice_is_not_named(text: list[list[str]], data: st.DataObject) -> None:
    """Of a text that stands there twice no sentence is the likelier one."""
    passage = data.draw(st.one_of(sentences, st.sampled_from(text)))

    assert None is _found(_indexed([*text, *text])[0], passage)
