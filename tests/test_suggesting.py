"""What is proposed for a new fact."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from averred.anchor import Anchor, Cited
from averred.source import SourceText, make_source
from averred.spans import Span
from averred.suggesting import Suggestion, shortest_citation, suggest
from averred.vocabulary import Predicate
from tests.lock_samples import PAGE, QUOTES, facts_of

PREDICATES = (
    Predicate("visitors", "quantity", unit="visitor"),
    Predicate("count", "quantity"),
    Predicate("price", "quantity", unit="crown"),
    Predicate("opened", "text"),
    Predicate("held", "date"),
)
FACTS = attrs.evolve(
    facts_of(QUOTES), predicates=MappingProxyType({predicate.id: predicate for predicate in PREDICATES})
)


def suggested(words: str, *texts: str) -> list[Suggestion]:
    """The suggestions for words in some pages."""
    sources = {f"page-{number}": make_source(text) for number, text in enumerate(texts)}
    return [found for found in suggest(words, FACTS, sources) if isinstance(found, Suggestion)]


def test_number_is_proposed_with_its_hedge_and_the_predicates_that_fit() -> None:
    """The value is the whole reading; the quote is long enough to hold it."""
    (found,) = suggested("on the first day", PAGE)
    (hedged,) = suggested("Some 1 500", PAGE)

    assert (Cited("on the first day"), "first") == (found.cited, found.value)
    assert (Cited("Some 1 500 loaves"), "Some 1 500 loaves") == (hedged.cited, hedged.value)
    assert ("count", "price", "visitors") == hedged.predicates
    assert () == found.predicates


def test_subjects_are_those_of_the_same_source() -> None:
    """The subject that facts of the source have most often is named first."""
    more = (attrs.evolve(FACTS.facts[0], id="more", subject="stage"), *FACTS.facts)
    (found,) = suggest("The mayor", attrs.evolve(FACTS, facts=more), {"fair": make_source(PAGE)})

    assert isinstance(found, Suggestion)
    assert ("fair", "stage") == found.subjects


def test_words_are_proposed_for_predicates_that_take_words() -> None:
    """Where no number or day is read the value is all of the words; a range is kept as it was given."""
    (found,) = suggested("The mayor of Oxbow opened the fair", PAGE)
    (range_,) = suggested("The guild of millers … valley", PAGE)

    assert ("The mayor of Oxbow opened the fair", ("opened",)) == (found.value, found.predicates)
    assert Cited("The guild of millers … valley") == range_.cited


def test_values_stand_on_one_line_without_soft_hyphens() -> None:
    """What parts lines and words in a file is no part of a value."""
    (words,) = suggested("The mayor opened the fair", "The may\u00ador opened the fair.")
    (number,) = suggested("Some 1 500 loaves", "Some 1 500\nloaves were sold.")

    assert "The mayor opened the fair" == words.value
    assert "Some 1 500 loaves" == number.value


def test_every_place_is_proposed_with_the_shortest_unique_quote() -> None:
    """Of words that stand twice each place gets the fewest words more."""
    first, second = suggested("guild of", PAGE.replace("The fair of the bakers", "The guild of bakers"))

    assert Cited("guild of bakers") == first.cited
    assert Cited("guild of millers") == second.cited


def test_words_that_are_nowhere_give_the_reason_for_each_source() -> None:
    """The near miss of every source is handed on."""
    found = suggest("around 3,000 visitors", FACTS, {"a": make_source(PAGE), "b": make_source("else")})

    assert ["missing", "missing"] == [one.verdict for one in found if isinstance(one, Anchor)]


def test_new_fact_gets_an_id_that_is_free() -> None:
    """The predicate's name, with a number where it is taken."""
    (found,) = suggested("The mayor", PAGE)

    assert "visitors-2" == found.fact_id("visitors", FACTS)
    assert "opened-by" == found.fact_id("opened by", FACTS)
    assert "fact" == found.fact_id("¿", FACTS)


def citation(text: str, start: int, end: int) -> Cited:
    """The shortest citation of a range."""
    source: SourceText = make_source(text)
    return shortest_citation(source, Span(start, end))


def test_passage_that_few_words_do_not_settle_gets_its_context() -> None:
    """After eight words more a prefix or suffix is proposed; for a passage over blocks, its ends."""
    same = "la " * 30
    text = f"{same}x {same}x {same}"
    at = text.index("x")
    across = "One two.\n\nThree four. One two.\n\nThree five."

    assert Cited("x", None, same + "x") == citation(text, at, at + 1)
    assert Cited("One two. Three four. … One two. Three five.") == citation(across, 0, len(across))
    assert Cited("One two. … One two.") == citation("One two.\n\nOne two.\n\nOne two.\n\nOne two.", 0, 18)
    assert Cited("One … Three.") == citation("One two.\n\nThree.", 0, 16)
