"""Rules that compare words: names that are nearly one, quotes that are pieced together, words and bounds."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from averred.context import Context
from averred.entities import Entity
from averred.factbase import FactBase
from averred.facts import Citation, Origin
from averred.findings import Finding
from averred.report import CitationResult
from averred.rules import RULES_BY_NAME
from averred.source import make_source
from averred.spans import Place
from averred.values import Value, read_date
from tests.made import made_base, made_fact, quantity

SOURCE = """The march began at noon. The hall was full on the first evening: "Light for all", they sang -
and on the second evening nobody came! Was it the rain? It was; the bridge [...] is safe."""


def _found(rule: str, context: Context) -> list[Finding]:
    return [one for one in RULES_BY_NAME[rule].check(context) if isinstance(one, Finding)]


def _pairs(*names: str) -> list[str]:
    """Which of some names may mean one thing, as pairs of letters."""
    entities = {letter: Entity(letter, name) for letter, name in zip("abcd", names, strict=False)}
    return [one.about for one in _found("possible-duplicate", Context(FactBase(entities=entities)))]


@pytest.mark.parametrize(
    "first, second, alike",
    [
        ("Harbours", "Harbourt", True),
        ("Harbours", "Harbour", False),
        ("Harbourss", "Harbours", True),
        ("Harbours", "Xarbours", True),
        ("Harbours", "Harbxurs", True),
        ("Harbours", "Harbxuxs", False),
        ("Harbours", "Harbuors", False),
        ("Harbour", "Harboux", False),
        ("Harbour", "HARBOUR", True),
        ("Harboursxx", "Harbours", False),
        ("Harbourrs", "Harbours", True),
        ("Old Harbour", "Harbour, old", True),
        ("Old Harbour", "Harbours, old", True),
        ("Old Harbour", "OldHarbour", False),
        ("Pier 1 Harbour", "Pier 2 Harbour", False),
        ("Pier 1 Harbour", "Pier 12 Harbour", False),
        ("Pier 1 Harbour", "Pier 1 Harbours", True),
        ("Harbours 2", "Harbours", False),
        ("Straße am Hafen", "Strasse am Hafen", True),
        ("Ana", "Ana", True),
        ("Éva", "Eva", True),
        ("Éva", "Ava", False),
        ("Harbour½", "Harbourx", False),
        ("aaaaaaaa", "aaaaaaa", False),
        ("aaaaaaaaa", "aaaaaaaa", True),
    ],
)
def test_which_names_are_nearly_one(first: str, second: str, alike: bool) -> None:
    """The same words in any order, or from eight letters on one letter apart; never a digit or a space."""
    assert ["a · b"] * alike == _pairs(first, second) == _pairs(second, first)


def test_pairs_of_names_stand_in_the_order_of_their_ids() -> None:
    """Each once, though they share several keys, and whatever the order in which they were declared."""
    assert ["a · b", "a · c", "b · c"] == _pairs("Lantern March", "Lantern Marsh", "Lantern Marth")


def test_any_name_of_one_may_be_nearly_one_of_the_other() -> None:
    """Aliases count on both sides; a name is not compared with an alias of its own."""
    first, second = Entity("a", "March", aliases=("Walk", "Lantern Walk")), Entity("b", "Lantern Walks")
    third = Entity("c", "Parade", aliases=("Walkers", "Lantern Walks"))

    def found(*entities: Entity) -> list[str]:
        base = FactBase(entities={one.id: one for one in entities})
        return [one.about for one in _found("possible-duplicate", Context(base))]

    assert ["a · b", "a · c", "b · c"] == found(third, second, first)
    assert [] == found(Entity("a", "Lantern Walk", aliases=("Lantern Walks",)))


@pytest.mark.parametrize(
    "more, other, alike",
    [
        ({"kind": "club"}, {}, True),
        ({}, {"kind": "club"}, True),
        ({"kind": "club"}, {"kind": "club"}, True),
        ({"kind": "club"}, {"kind": "place"}, False),
        ({"distinct_from": ("b",)}, {}, False),
        ({}, {"distinct_from": ("a",)}, False),
        ({"part_of": ("b",)}, {}, False),
        ({}, {"part_of": ("a",)}, False),
        ({"within": ("b",)}, {}, False),
        ({"named": False}, {}, False),
        ({}, {"named": False}, False),
        ({"distinct_from": ("c",), "part_of": ("c",)}, {"within": ("c",)}, True),
    ],
)
def test_what_is_declared_to_be_two_is_two(more: dict[str, Any], other: dict[str, Any], alike: bool) -> None:
    """Of two kinds, distinct, one in the other, or without a name of its own."""
    plain = {letter: Entity(letter, "Lantern March") for letter in "ab"}
    entities = {"a": attrs.evolve(plain["a"], **more), "b": attrs.evolve(plain["b"], **other)}

    assert ["a · b"] * alike == [
        one.about for one in _found("possible-duplicate", Context(FactBase(entities=entities)))
    ]


def _stitched(quote: str, verdict: str = "missing", **more: Any) -> list[tuple[str, ...]]:
    """The pieces that a quote is said to be stitched from."""
    base = made_base(made_fact(citation=Citation("gazette", quote)))
    context = Context(base, {"one": CitationResult("one", verdict)}, {"gazette": make_source(SOURCE)})
    found = _found("stitched-quote", attrs.evolve(context, **more))
    return [tuple(line.removeprefix("in the source: ") for line in one.derivation) for one in found]


@pytest.mark.parametrize(
    "seam", [" … ", "…", "...", " ... ", " [...] ", "[…]", ". ", "; ", ": ", "! ", "? ", ", ", "— ", " – "]
)
def test_where_two_pieces_are_joined(seam: str) -> None:
    """By an ellipsis, or by the end of a clause that a space follows."""
    assert [("“The march began”", "“nobody came”")] == _stitched(f"The march began{seam}nobody came")


@pytest.mark.parametrize(
    "quote",
    [
        "The march began.nobody came",
        "The march began and nobody came",
        "The march began, nobody",
        "march, nobody came",
        "The march began, nobody sang",
        "The march began",
        "The march began at noon.",
        "The march began…",
    ],
)
def test_what_is_not_stitched(quote: str) -> None:
    """No seam, a piece of one word, a piece that is nowhere, or one piece alone."""
    assert [] == _stitched(quote)


def test_the_mark_at_the_end_is_no_piece() -> None:
    """Nor is it a part of the last one; more than two pieces are all named."""
    expected = [("“nobody came”", "“The march began”", "“the bridge”")]

    assert expected == _stitched("nobody came, The march began; the bridge. ")
    assert expected == _stitched("nobody came, The march began; the bridge?!")


@pytest.mark.parametrize("verdict", ["missing", "invalid"])
def test_a_quote_that_was_not_found_may_be_stitched(verdict: str) -> None:
    """Whether or not it can be read as one."""
    assert 1 == len(_stitched("The march began, nobody came", verdict))


@pytest.mark.parametrize(
    "verdict",
    ["exact", "moved", "folded", "ambiguous", "unlocked", "orphan", "reanchor", "reanchor-critical"],
)
def test_a_quote_that_was_found_is_not_stitched(verdict: str) -> None:
    """Nor one of which the source is not at hand, or was found in one passage when it was locked."""
    assert [] == _stitched("The march began, nobody came", verdict)


@pytest.mark.parametrize(
    "verdict, found",
    [("missing", 1), ("orphan", 1), ("reanchor", 0), ("reanchor-critical", 0), ("exact", 0), ("unlocked", 0)],
)
def test_a_quote_that_another_source_holds_is_misattributed(verdict: str, found: int) -> None:
    """The first of those that hold all of it, marks and spaces aside, but not its own source.

    Where the lock knows of it and something like it is in its source, the source has changed.
    """
    base = made_base(made_fact(citation=Citation("gazette", "The  march began … nobody came")))
    texts = {"gazette": SOURCE, "year": SOURCE, "almanac": SOURCE, "aaa": "The march began."}
    sources = {name: make_source(text) for name, text in texts.items()}
    context = Context(base, {"one": CitationResult("one", verdict)}, sources)

    assert found * ["quote of “one” is not in “gazette”, and stands in “almanac”"] == [
        one.headline for one in _found("misattributed-quote", context)
    ]


def test_without_a_text_or_a_quote_nothing_is_stitched() -> None:
    """There is nothing to look for, or nowhere."""
    uncited = made_base(made_fact(citation=None), made_fact("two"))
    missing = {name: CitationResult(name, "missing") for name in ("one", "two")}

    assert [] == _stitched("The march began, nobody came", sources={})
    assert [] == _stitched("The march began, nobody came", citations={})
    assert [] == _found(
        "stitched-quote", Context(uncited, missing, dict.fromkeys(("gazette", ""), make_source(SOURCE)))
    )


def _unlike(value: Value, written: str, **more: Any) -> list[str]:
    """What is said of a value that was given beside its words."""
    fact = attrs.evolve(made_fact(value=value, written=written, overridden=True, **more))
    return [
        line for one in _found("reading-unlike-words", Context(made_base(fact))) for line in one.derivation
    ]


@pytest.mark.parametrize(
    "value, written, own",
    [
        (quantity(1, 2), "9,000", "9,000 exactly"),
        (quantity(1, 2), "2", None),
        (quantity(1, 2), "2 to 3", None),
        (quantity(1, 2), "3 people", "3 exactly"),
        (quantity(1, 2, None), "3", "3 exactly"),
        (quantity(1, 2, None), "3 dogs", "3 exactly"),
        (quantity(1, 2), "3 dogs", None),
        (quantity(1, 2, "kilometre"), "3000 m", "at least 2.9995 and less than 3.0005 kilometres"),
        (quantity(1, 2, "kilometre"), "2000 m", None),
        (quantity(1, 2), "hardly anybody at all", None),
        (read_date("2031-05-01"), "2 May 2031", "2031-05-02"),
        (read_date("2031-05-01"), "May 2031", None),
        (read_date("2031-05-01"), "the day after", None),
    ],
)
def test_bounds_and_words_that_share_nothing(value: Value, written: str, own: str | None) -> None:
    """In the unit of the bounds; words that have no reading, or none in such a unit, are left alone."""
    said = [] if own is None else [f"the words alone are read as {own}"]

    assert said == _unlike(value, written)


def test_only_what_a_person_typed_is_compared() -> None:
    """Bounds in rows of data were read elsewhere; values without bounds have nothing to differ from."""
    row, table = Origin("data.csv", ("row", 3)), Origin("facts.toml", ("fact", "row"))

    assert [] == _unlike(quantity(1, 2), "9,000", origin=row)
    assert ["the words alone are read as 9,000 exactly"] == _unlike(quantity(1, 2), "9,000", origin=table)
    plain = made_fact(value=quantity(1, 2), written="9,000")
    assert [] == _found("reading-unlike-words", Context(made_base(plain)))


def test_the_unit_of_a_fact_is_that_of_its_bare_words() -> None:
    """Bounds that were converted stand in another unit than the one that the author gave."""
    bounds = quantity(8, 9, "kilometre")

    assert [] == _unlike(bounds, "5.2", unit="mile")
    assert ["the words alone are read as at least 5.15 and less than 5.25 kilometres"] == _unlike(
        bounds, "5.2"
    )


def test_a_card_of_a_variant_shows_how_each_quote_writes_the_name() -> None:
    """What it is declared as at its own place, the first quote that keeps to it, and each that does not."""
    origin = Origin("facts.toml", ("entity", "tela"))
    quotes = ("led by Tèla", "Tela came", None, "Tèla sang", "Tela and Tela")
    base = made_base(
        *(
            made_fact(f"f{at}", read_date("2031"), citation=Citation("gazette", quote) if quote else None)
            for at, quote in enumerate(quotes)
        ),
        entities={"tela": Entity("tela", "Tèla", origin=origin)},
    )
    (found,) = _found("spelling-variant", Context(base))

    assert [
        ("declared as “Tèla”", None),
        ("written “Tèla”", "f0"),
        ("written “Tela”", "f1"),
        ("written “Tela”", "f4"),
    ] == [(label.message, label.fact) for label in found.labels]
    assert found.place == found.labels[0].place == Place("facts.toml")
