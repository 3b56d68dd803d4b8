"""Proposals for passages that a changed text no longer has word by word."""

from __future__ import annotations

from fractions import Fraction

from averred.anchor.alignment import Alignment, align, changed
from averred.anchor.tokens import critical_words, is_critical, skeleton_of, tokens
from averred.reanchor import Reanchoring, told
from averred.source import make_source
from averred.spans import Span
from tests.lock_samples import PAGE, QUOTES, facts_of, locked

LOCK = locked(facts_of(QUOTES))


def proposed(text: str, key: str, placed: tuple[tuple[int, int], ...] = ()) -> str | None:
    """The words that are proposed for a citation."""
    source = make_source(text)
    found = Reanchoring(source, placed).propose(LOCK.citations[key])
    return source.text[found.span.start : found.span.end] if found else None


def test_reworded_passage_is_proposed() -> None:
    """The words around the change lead to it."""
    text = PAGE.replace("opened the fair and did", "opened the fair at last and did")

    assert "The mayor of Oxbow opened the fair at last and did not stay for the dance" == proposed(
        text, "mayor"
    )


def test_far_from_its_neighbours_a_proposal_needs_more() -> None:
    """Between exact neighbours six tenths will do; elsewhere nine tenths."""
    text = PAGE.replace("the prices were too high for", "prices have been high for all of")
    start = LOCK.citations["prices"].tokens[0]
    before = (start - 5, start - 5)
    passage = "The guild of millers said that prices have been high for all of the families of the valley"

    assert passage == proposed(text, "prices", (before, (start + 30, start + 30)))
    assert None is proposed(text, "prices", (before, (start + 30, start - 4)))
    assert None is proposed(text, "prices", (before, (start + 30, start - 9)))
    assert passage == proposed(text, "prices", (before,))


def test_two_places_that_are_alike_give_no_proposal() -> None:
    """The best must be clearly ahead of the second."""
    sentence = "The mayor of Oxbow opened the fair and did not stay for the dance"

    assert None is proposed(f"{sentence} at all. Then again: {sentence} at noon.", "mayor")


def test_nothing_alike_gives_no_proposal() -> None:
    """Other words, no words, and words that stand everywhere propose nothing."""
    assert None is proposed("Something else entirely is written here.", "mayor")
    assert None is proposed("", "mayor")
    assert None is proposed("visitors " * 400, "visitors")


def test_one_index_serves_many_citations() -> None:
    """Passages are looked for one after the other, each in few windows only."""
    text = (
        PAGE.replace("opened the", "closed the").replace("too high", "too low")
        + "fair millers of the valley\n\n" * 60
    )
    search = Reanchoring(make_source(text))

    found = [search.propose(LOCK.citations[key]) for key in ("mayor", "prices", "mayor")]

    assert found[0] == found[2]
    assert all(proposal and proposal.score > Fraction(9, 10) for proposal in found)
    assert ["", ""] == [proposal.message for proposal in found[:2] if proposal]


def test_alignment_has_room_for_words_that_changed_at_its_ends() -> None:
    """The score is that of the words in common; the stretch is as long as what was cited."""
    found = align(["a", "b", "c", "d"], ["x", "y", "b", "c", "z"])

    assert Alignment(Fraction(2, 3), 1, 5, 2) == found
    assert None is align(["a"], ["b"])
    assert Alignment(Fraction(2, 7), 10, 11, 1) == align(["a", "b", "c", "d", "e", "f"], ["f"], 10)


def test_of_two_stretches_the_more_alike_is_taken() -> None:
    """A stray word in common far away does not stretch the passage."""
    assert Alignment(Fraction(6, 7), 7, 11, 3) == align(list("abcd"), list("axxxxxxxbcd"))


def test_differences_are_told_in_words() -> None:
    """What was added, what is gone, what became something else."""
    assert [("b", "x"), ("", "d")] == changed(["a", "b", "c"], ["a", "x", "c", "d"])
    assert "“not” was added" == _told((), "It did not rain.")
    assert "“two” became “three”; “not” is gone" == _told(("two", "may", "not"), "Three may come.".lower())


def test_words_that_changed_are_told_as_they_are_written() -> None:
    """A lock keeps them small; in the text “may” and “march” can be months, the others are nothing else."""
    assert "“December” became “January”" == _told(("20", "december"), "On 20 January.")
    assert "“January” became “May”" == _told(("20", "january"), "On 20 May.")
    assert "“two” became “Three”" == _told(("two", "may"), "Three may come.")
    assert "" == _told(("two", "december"), "Two, in December.")


def _told(old: tuple[str, ...], text: str) -> str:
    return told(old, make_source(text), Span(0, len(text)))


def test_tokens_are_words_numbers_and_single_letters_of_scripts_without_spaces() -> None:
    """Groups, decimals, signs and per cent belong to a number; apostrophes to a word."""
    text = "He didn't pay 1 500.50, -5% or 3.14 in 2012 300 for 東京 x² snake_case"

    assert ["He", "didn't", "pay", "1 500.50", "-5%", "or", "3.14", "in"] == tokens(text)[:8]
    assert ["2012", "300", "for", "東", "京", "x²", "snake", "_", "case"] == tokens(text)[8:]


def test_critical_tokens_are_numbers_negations_hedges_and_months() -> None:
    """In order, as they are written."""
    found = critical_words("Nearly DIDN'T go 三 ½ May 200,000")

    assert ("Nearly", "DIDN'T", "三", "½", "May", "200,000") == found
    assert not is_critical("Oxbow")


def test_skeleton_is_one_byte_a_token() -> None:
    """Equal words have equal bytes, whatever the case of ASCII letters."""
    skeleton = skeleton_of("The fair, the FAIR")

    assert 4 == len(skeleton)
    assert skeleton[:2] == skeleton[2:]
