"""Web Annotation selectors and LangExtract's lines: claims that are verified."""

from __future__ import annotations

import json
from typing import Any

import pytest

from averred.errors import SourceError
from averred.exchange.langextract import format_document, read_extractions
from averred.exchange.web_annotation import annotation
from averred.selectors import matches, select, selectors_of
from averred.source import make_source
from averred.spans import Span

TEXT = "The fair drew 2,000 visitors.\n\nThe   fair was held in May … and the fair closed."
SOURCE = make_source(TEXT)


def test_every_place_of_a_quote_selector_is_given() -> None:
    """Overlapping places and places within words count, as the standard has it."""
    assert [Span(1, 4), Span(3, 6)] == list(matches("bananas", {"exact": "ana"}))
    assert [Span(3, 6)] == list(matches("bananas", {"exact": "ana", "suffix": "s"}))


def test_words_are_verified_and_offsets_are_claims() -> None:
    """A passage is found by its words; offsets agree or they do not."""
    quoted = {"type": "TextQuoteSelector", "exact": "2,000 visitors", "prefix": "drew ", "suffix": "."}
    right = select([quoted, {"type": "TextPositionSelector", "start": 14, "end": 28}], SOURCE)
    wrong = select([quoted, {"type": "TextPositionSelector", "start": 0, "end": 14}], SOURCE)

    assert (Span(14, 28), True) == (right.anchor.span, right.agrees)
    assert (Span(14, 28), False) == (wrong.anchor.span, wrong.agrees)
    assert None is select(quoted, SOURCE).agrees
    assert "missing" == select({**quoted, "exact": "000 visitors"}, SOURCE).anchor.verdict


def test_selectors_that_lead_to_different_passages_do_not_agree() -> None:
    """Of two selectors of one target the first says where it is, and that the other disagrees is said."""
    one = {"type": "TextQuoteSelector", "exact": "2,000 visitors"}
    other = {"type": "TextQuoteSelector", "exact": "held in May"}
    link = {"type": "FragmentSelector", "value": ":~:text=held%20in%20May"}
    position = {"type": "TextPositionSelector", "start": 14, "end": 28}

    chosen = select([one, other], SOURCE)
    assert (Span(14, 28), False) == (chosen.anchor.span, chosen.agrees)
    assert False is select([one, link, position], SOURCE).agrees
    assert None is select([one, one], SOURCE).agrees
    assert True is select([one, one, position, position], SOURCE).agrees
    assert False is select([one, position, {**position, "end": 29}], SOURCE).agrees


@pytest.mark.parametrize("given", [None, "x", 3, [], [None, "x"], {}])
def test_what_is_no_selector_selects_nothing(given: Any) -> None:
    """Whatever JSON holds where selectors belong is a verdict, not an exception."""
    chosen = select(given, SOURCE)

    assert ("invalid", None) == (chosen.anchor.verdict, chosen.agrees)


def test_context_chooses_between_places_whatever_its_white_space() -> None:
    """A prefix of spaces settles nothing; a suffix with line ends does."""
    twice = {"type": "TextQuoteSelector", "exact": "The fair", "prefix": "\n\t", "suffix": "\n was\theld"}

    assert Span(31, 41) == select(twice, SOURCE).anchor.span
    assert "ambiguous" == select({**twice, "suffix": ""}, SOURCE).anchor.verdict
    assert "ambiguous" == select({**twice, "suffix": "closed"}, SOURCE).anchor.verdict


def test_fragment_selector_is_a_text_directive() -> None:
    """Without words a text directive is looked for; offsets alone verify nothing."""
    fragment = {"type": "FragmentSelector", "value": ":~:text=held%20in%20May"}

    assert "exact" == select([fragment], SOURCE).anchor.verdict
    assert "invalid" == select([{"type": "FragmentSelector", "value": "top"}], SOURCE).anchor.verdict
    assert "invalid" == select({"type": "TextPositionSelector", "start": 0, "end": 3}, SOURCE).anchor.verdict
    assert False is select({"type": "TextPositionSelector", "start": 0, "end": 3}, SOURCE).agrees


@pytest.mark.parametrize("words", ["2,000 visitors", "May … and", "The   fair"])
def test_written_selectors_select_their_passage(words: str) -> None:
    """What is written is found again, by words and by offsets; a link only where it leads there."""
    at = TEXT.index(words)
    span = Span(at, at + len(words))

    selectors = selectors_of(span, SOURCE)
    chosen = select(selectors, SOURCE)

    assert (span, True) == (chosen.anchor.span, chosen.agrees)
    assert ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"] == [
        one["type"] for one in selectors
    ]
    assert 2 == len(selectors_of(Span(1, 5), SOURCE))


def test_annotation_has_the_shape_of_the_standard() -> None:
    """Context, body, target with its selectors."""
    written = annotation("urn:averred:fact:a", "2,000", Span(14, 28), SOURCE, "https://a.example/fair")

    assert "http://www.w3.org/ns/anno.jsonld" == written["@context"]
    assert ("urn:averred:fact:a", "Annotation") == (written["id"], written["type"])
    assert "2,000" == written["body"]["value"]
    assert "https://a.example/fair" == written["target"]["source"]
    assert ":~:text=2%2C000%20visitors" == written["target"]["selector"][2]["value"]


def extraction(words: str, interval: object = None, **more: object) -> dict[str, object]:
    """An extraction as LangExtract writes it."""
    return {"extraction_class": "visitors", "extraction_text": words, "char_interval": interval, **more}


def test_intervals_of_extractions_are_verified() -> None:
    """Right, wrong, fuzzy, impossible and absent intervals; words that are not there."""
    extractions = [
        extraction("2,000 visitors", {"start_pos": 14, "end_pos": 28}, alignment_status="match_exact"),
        extraction("2,000 visitors", {"start_pos": 0, "end_pos": 14}),
        extraction("about 2,000", {"start_pos": 9, "end_pos": 19}, alignment_status="match_fuzzy"),
        extraction("The fair", {"start_pos": 31, "end_pos": 41}, attributes={"a": "b", "n": 3}),
        extraction("000 visitors", {"start_pos": 16, "end_pos": 28}),
        extraction("May … and", {"start_pos": 50, "end_pos": 9}),
        extraction("The fair"),
    ]
    line = json.dumps({"document_id": "d", "text": TEXT, "extractions": extractions})

    found = list(read_extractions([line, "\n"]))

    assert [
        ("exact", True),
        ("exact", False),
        ("missing", False),
        ("exact", True),
        ("missing", False),
        ("exact", False),
        ("ambiguous", None),
    ] == [(one.anchor.verdict, one.agrees) for one in found]
    assert ("d", "visitors", "match_fuzzy") == (found[2].document, found[2].kind, found[2].status)
    assert {"a": "b", "n": "3"} == found[3].attributes
    assert [Span(14, 28), None] == [found[0].claimed, found[5].claimed]


@pytest.mark.parametrize(
    "interval, status, expected",
    [
        ({"start_pos": 14, "end_pos": 99_999}, None, False),
        ({"start_pos": "a", "end_pos": "b"}, None, False),
        ({"start_pos": 14}, None, False),
        ({"start_pos": None, "end_pos": None}, None, None),
        ({"start_pos": 14, "end_pos": 28}, "weird", False),
        ({"start_pos": 14, "end_pos": 28}, ["match_exact"], False),
        ({"start_pos": 14, "end_pos": 28}, "match_lesser", True),
        (None, "weird", False),
    ],
)
def test_claims_that_cannot_be_do_not_agree(interval: object, status: object, expected: bool | None) -> None:
    """What is no interval of the text, and a status that LangExtract does not have, agree with nothing."""
    given = extraction("2,000 visitors", interval, alignment_status=status)
    [found] = read_extractions([json.dumps({"text": TEXT, "extractions": [given]})])

    assert ("exact", expected) == (found.anchor.verdict, found.agrees)


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        "{}",
        '{"text": "a", "extractions": 3}',
        "[" * 100_000,
    ],
)
def test_lines_that_are_no_documents_are_refused(line: str) -> None:
    """The error names the line."""
    with pytest.raises(SourceError, match="line 2 is no document of LangExtract"):
        list(read_extractions(['{"text": "a", "extractions": null}', line]))


@pytest.mark.parametrize(
    "extraction",
    [
        "{}",
        "3",
        '{"extraction_text": null}',
        '{"extraction_text": "a", "char_interval": [1]}',
        '{"extraction_text": "a", "attributes": "x"}',
    ],
)
def test_extractions_that_are_none_are_refused(extraction: str) -> None:
    """The error names the line and which of its extractions it is."""
    line = f'{{"text": "a", "extractions": [{{"extraction_text": "a"}}, {extraction}]}}'
    with pytest.raises(SourceError, match="line 2: extraction 2 of the document has no text, or"):
        list(read_extractions(["", line]))


def test_documents_are_written_and_read_back() -> None:
    """What is written is verified as exact at its interval."""
    line = format_document("d", SOURCE, [("visitors", Span(14, 28), {"value": "2,000"})])

    (found,) = read_extractions([line])

    assert ("exact", True, "2,000 visitors") == (found.anchor.verdict, found.agrees, found.words)
    assert {"value": "2,000"} == found.attributes
