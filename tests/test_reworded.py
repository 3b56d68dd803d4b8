"""Sentences that have most of the rare words of a passage, in any order."""

from __future__ import annotations

from binascii import b2a_base64
from fractions import Fraction
from itertools import combinations

from averred.anchor.alignment import Alignment
from averred.anchor.tokens import critical_among, skeleton_of, tokens
from averred.lock.units import units_of
from averred.reanchor import Reanchoring
from averred.reworded import Reworded, Rewording
from averred.source import make_source
from tests.lock_samples import PAGE, facts_of, locked

ROW = "Keeper of the bridge 1714 Perrin Almeth / Odo Vess"
SENTENCE = "From 1714 on Odo Vess and Perrin Almeth each were the bridge's keeper."
FILLER = " ".join(f"Nothing was said of the weather in the {word} week." for word in ("last", "next", "same"))


def found(passage: str, text: str) -> tuple[str, Fraction] | None:
    """The sentence that is named for a passage, and the share of its words."""
    source = make_source(text)
    rewording = Rewording(source, [unit.span for unit in units_of(source)])
    one = rewording.find(skeleton(passage), critical_among(tokens(passage)))
    return (text[one.span.start : one.span.end], one.share) if isinstance(one, Reworded) else None


def skeleton(passage: str) -> str:
    """As a lock keeps it."""
    return b2a_base64(skeleton_of(passage), newline=False).decode()


def test_a_row_of_a_table_is_found_as_a_sentence() -> None:
    """Its names and numbers lead there; “of” and “the” stand elsewhere."""
    assert (SENTENCE, Fraction(7, 9)) == found(ROW, f"{PAGE} {FILLER} {SENTENCE}")


def test_another_number_counts_as_another_word() -> None:
    """A lock has the numbers in letters: one with the same hash byte is not it."""
    numbers = [str(number) for number in range(1000, 2000)]
    same = next(pair for pair in combinations(numbers, 2) if skeleton_of(pair[0]) == skeleton_of(pair[1]))
    passage = f"Keeper of the bridge {same[0]} Perrin Almeth / Odo Vess"
    text = f"{PAGE} {FILLER} Odo Vess and Perrin Almeth each were the bridge's keeper in"

    shares = [(found(passage, f"{text} {number}.") or ("", Fraction(0)))[1] for number in same]

    assert [Fraction(7, 9), Fraction(0)] == shares


def test_two_sentences_with_the_same_words_give_none() -> None:
    """The best must be clearly more likely than the second."""
    others = " ".join(f"Then {first}{second}{first} came." for first in "bdfgklmnrst" for second in "aeiou")
    again = "Odo Vess and Perrin Almeth each were keeper of the bridge since 1714."

    assert (SENTENCE, Fraction(7, 9)) == found(ROW, f"{PAGE} {SENTENCE} {others} {FILLER}")
    assert None is found(ROW, f"{PAGE} {SENTENCE} {others} {FILLER} {again}")


def test_a_few_words_in_common_give_none() -> None:
    """By chance some sentence always has some of the words; a text without sentences has none."""
    assert None is found(ROW, f"{PAGE} {FILLER} Perrin was the keeper of something else.")
    assert None is found(ROW, f"{PAGE} {FILLER}")
    assert None is found(ROW, "")


def test_of_many_sentences_with_some_of_the_words_the_one_with_most_is_found() -> None:
    """Those with most of the words are weighed, and there may be too many of the others to weigh all."""
    others = " ".join(f"The keeper Odo{'h' * (number % 7)} spoke {number} times." for number in range(80))

    assert SENTENCE == (found(ROW, f"{others} {SENTENCE} {others} {PAGE}") or ("",))[0]


def test_what_no_words_in_a_row_lead_to_is_proposed() -> None:
    """A lost citation is looked for in this way too, with the share of its words as the score."""
    line = locked(facts_of({"keepers": ROW}), f"{PAGE}\n\n{ROW}\n").citations["keepers"]
    source = make_source(f"{PAGE}\n\n{FILLER} {SENTENCE}\n")
    search = Reanchoring(source, (), lambda: [unit.span for unit in units_of(source)])
    first, again = search.propose(line), search.propose(line)

    assert first is not None
    assert first == again
    assert (SENTENCE, Fraction(7, 9)) == (source.text[first.span.start : first.span.end], first.score)
    assert (False, "") == (first.critical, first.message)
    assert None is Reanchoring(source).propose(line)


def test_a_word_counts_as_often_as_it_stands_there() -> None:
    """Three times in the passage and once in the text is one word found, and two that are not."""
    search = Reanchoring(make_source(f"{PAGE} dum di dum dum dum"))
    end = len(skeleton_of(search._source.text))
    odds = [
        search._odds(skeleton_of("dum dum dum"), Alignment(Fraction(1), end - size, end, 1))
        for size in (1, 2, 3)
    ]

    assert odds == sorted(set(odds))


def test_likeness_by_chance_is_no_proposal() -> None:
    """Two words of three are alike somewhere in any long text; beside the old neighbours that is more."""
    line = locked(facts_of({"a": "around 2,000 visitors"})).citations["a"]
    words = " ".join("".join(chr(97 + one // by % 26) for by in (1, 26, 676)) for one in range(4000))
    text = f"{words} around 3,000 visitors {words}"
    at = (line.tokens[0] - 1, 3998), (line.tokens[0] + 9, 4009)

    assert None is Reanchoring(make_source(text)).propose(line)
    near = Reanchoring(make_source(text), at).propose(line)

    assert near is not None
    assert "around 3,000 visitors" == text[near.span.start : near.span.end]
