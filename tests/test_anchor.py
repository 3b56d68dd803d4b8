"""A quote resolves to exactly one admissible place, or says why not."""

from __future__ import annotations

import unicodedata

import pytest

from averred.anchor import (
    Anchor,
    Cited,
    Quote,
    ambiguity,
    anchor,
    boundaries,
    cite,
    format_quote,
    parse_quote,
    quote_occurs_in,
)
from averred.errors import QuoteError
from averred.source import SourceText, make_source
from averred.spans import Span

FAIR = """= The Oxbow fair =

The fair of the guild of bakers drew around 2,000 visitors, the guild said. Some 1 500 loaves were sold at
£2.50 apiece; the temperature fell to -5 °C. Ms Ünlü didn't attend “for reasons of\u00a0health”…

== Prices ==
Loaves sold at 10² pence in the guild’s shop. The guild of bakers was content.

== Visitors ==
Participants: 1,750 bakers
"""


@pytest.fixture(scope="module")
def fair() -> SourceText:
    """A page about an invented fair."""
    return make_source(FAIR)


def found(source: SourceText, quote: str, **context: str) -> str | None:
    """The passage of a quote that must be exact."""
    anchored = anchor(quote, source, **context)
    if anchored.span is None or anchored.verdict != "exact":
        return None
    return source.text[anchored.span.start : anchored.span.end]


@pytest.mark.parametrize(
    "quote, passage",
    [
        ("around 2,000 visitors", "around 2,000 visitors"),
        ("for reasons of health", "for reasons of\u00a0health"),
        ('"for reasons of health"', "“for reasons of\u00a0health”"),
        ("guild's shop", "guild’s shop"),
        ("the guild’s", "the guild’s"),
        ("in the guild", "in the guild"),
        ("aro\u00adund  2,000\nvisitors", "around 2,000 visitors"),
        (unicodedata.normalize("NFD", "Ms Ünlü"), "Ms Ünlü"),
        ("didn't attend", "didn't attend"),
        ("Some 1 500 loaves", "Some 1 500 loaves"),
        ("drew around … guild said", "drew around 2,000 visitors, the guild said"),
        ("Ms … bakers was", FAIR[FAIR.index("Ms ") : FAIR.index(" content")]),
        ("health”...", "health”…"),
        ("1,750 bakers", "1,750 bakers"),
    ],
)
def test_quote_is_found(fair: SourceText, quote: str, passage: str) -> None:
    """Typography does not matter; the span is that of the raw words."""
    assert passage == found(fair, quote)


@pytest.mark.parametrize(
    "quote, message, suggestion",
    [
        (
            "drew around 2",
            "“drew around 2” stands only inside a longer word or number: “drew around 2,000”",
            None,
        ),
        ("000 visitors", "stands only inside a longer word or number: “2,000 visitors”", None),
        ("500 loaves", "stands only inside a longer word or number: “1 500 loaves”", None),
        ("Some 1", "stands only inside a longer word or number: “Some 1 500”", None),
        ("50 apiece", "longer word or number: “2.50 apiece”", None),
        ("sold at\n£2", "longer word or number: “sold at £2.50”", None),
        ("5 °C", "longer word or number: “-5 °C”", None),
        ("at 10", "longer word or number: “at 10²”", None),
        ("at 102 pence", "the quote has “102” where the source has “10 ²”", "“at 10² pence”"),
        ("Ünlü did", "longer word or number: “Ünlü didn't”", None),
        ("ound 2,000 vis", "longer word or number: “around 2,000 visitors”", None),
        ("health”… == Prices", "runs across a heading", None),
        (
            "around 2 000 visitors",
            "the quote has “2 000” where the source has “2,000”",
            "“around 2,000 visitors”",
        ),
        (
            "gu\u0456ld of bakers",
            "its word “gu\u0456ld” mixes Cyrillic and Latin letters",
            "“guild of bakers”",
        ),
        ("the guild, said", "the punctuation differs", "“the guild said”"),
        ("visitors, the old guild said", "the source does not have “old”", "“visitors, the guild said”"),
        ("visitors, guild said", "the source also has “the”", "“visitors, the guild said”"),
        ("zebras grazed", "not in the source, nor anything like it", None),
        ("content … apiece", "“apiece” stands before “content”, not after it", None),
        ("Some … zebras", "“zebras” is not in the source", None),
        ("zebras … Some", "“zebras” is not in the source", None),
        ("zebras … giraffes", "nor anything like it", None),
    ],
)
def test_quote_is_missing_and_says_why(
    fair: SourceText, quote: str, message: str, suggestion: str | None
) -> None:
    """No similarity is ever taken; the reason and the nearest passage are shown."""
    anchored = anchor(quote, fair)

    assert ("missing", None) == (anchored.verdict, anchored.span)
    assert message in anchored.message
    assert (suggestion or "") in (anchored.suggestion or "")
    assert bool(anchored.candidates) == bool(anchored.suggestion)


@pytest.mark.parametrize(
    "quote, message",
    [
        ("", "the quote has no words"),
        (" \u00ad ", "the quote has no words"),
        ("…", "the quote has no words"),
        ("… visitors", "does not begin or end with"),
        ("visitors … ", "does not begin or end with"),
        ("a … b … c", "at most one"),
    ],
)
def test_malformed_quote_is_invalid(fair: SourceText, quote: str, message: str) -> None:
    """A quote that cannot be read is a verdict here and an error of the parser."""
    anchored = anchor(quote, fair)

    assert "invalid" == anchored.verdict
    assert message in anchored.message
    with pytest.raises(QuoteError, match=message):
        parse_quote(quote)


def test_folded_quote_is_shown_not_passed(fair: SourceText) -> None:
    """A match without accents and case is never exact."""
    anchored = anchor("ms unlu DIDN'T attend", fair)

    assert "folded" == anchored.verdict
    assert anchored.span is not None
    assert "the source writes “Ms Ünlü didn't attend”" == anchored.suggestion


def test_ambiguous_quote_names_what_settles_it(fair: SourceText) -> None:
    """Each of the first places comes with the shortest context that only it has."""
    anchored = anchor("guild of bakers", fair)

    assert "ambiguous" == anchored.verdict
    assert "the quote stands in 2 places" == anchored.message
    assert 'add prefix = "the", or prefix = "The"' == anchored.suggestion
    assert ["guild of bakers"] * 2 == [fair.text[at.start : at.end] for at in anchored.candidates]
    assert "guild of bakers" == found(fair, "guild of bakers", prefix="The")
    assert "guild of bakers" == found(fair, "guild of bakers", suffix="was")
    assert "guild of bakers" == found(fair, "guild of bakers", section="Prices")


def test_range_takes_the_nearest_end_and_is_ambiguous_by_its_starts(fair: SourceText) -> None:
    """More than one start with an end is ambiguous; a later end never counts."""
    assert "of the guild" == found(fair, "of … guild", prefix="fair")
    assert "ambiguous" == anchor("guild … bakers", fair).verdict


def test_context_that_does_not_fit_is_said(fair: SourceText) -> None:
    """The words are there, but not after that prefix, before that suffix or in that section."""
    wrong = anchor("2,000 visitors", fair, prefix="about", suffix="came")
    elsewhere = anchor("2,000 visitors", fair, section="Prices")
    unknown = anchor("2,000 visitors", fair, section="Price")

    assert (
        "the quote is in the source, but not with the prefix “about” and the suffix “came”" == wrong.message
    )
    assert "the quote is in the source, but not in the section that is named" == elsewhere.message
    assert "no section of the source has the heading “Price”" == unknown.message
    assert "its headings are “The Oxbow fair”, “Prices”, “Visitors”" == unknown.suggestion
    assert "it has no headings" == anchor("x", make_source("x"), section="A").suggestion


def test_sections_of_one_title_are_all_searched() -> None:
    """Each place counts once, also where one such section lies within another."""
    source = make_source("= A =\none\n== A ==\ntwo\n= B =\none\n")

    assert "exact" == anchor("one", source, section="A").verdict
    assert "exact" == anchor("two", source, section="A").verdict
    assert "ambiguous" == anchor("one", source).verdict


def test_prefix_may_end_within_the_word_but_never_within_a_number(fair: SourceText) -> None:
    """As in a browser's directive; a number is never cut."""
    assert "itors" == found(fair, "itors", prefix="2,000 vis")
    assert "vis" == found(fair, "vis", prefix="2,000", suffix="itors")
    assert None is found(fair, "000 visitors", prefix="around 2,")
    assert None is found(fair, "around 2", suffix=",000 visitors")
    assert None is found(fair, "itors", prefix="000 vis")
    assert None is found(fair, "visitors", prefix="x" * 500)


def test_range_is_capped() -> None:
    """First and last words do not span a whole article."""
    source = make_source("first " + "word " * 1000 + "last")

    assert "“last” is not within 2000 characters after “first”" == anchor("first … last", source).message


def test_cut_points_part_what_the_loader_joined() -> None:
    """A term never crosses a place where something was left out; a range may."""
    source = make_source("ten to the sixth people", blocks=((0, "paragraph"),), cuts=(7,))

    assert "missing" == anchor("to the", source).verdict
    assert "the quote runs across" in anchor("to the", source).message
    assert "ten to the sixth" == found(source, "ten to … the sixth")
    assert None is found(source, "ten … to the sixth")
    assert None is found(source, "to the … people")
    beside = make_source("ten to the", blocks=((0, "paragraph"),), cuts=(6, 7))
    assert ["ten to", "the"] == [found(beside, "ten to"), found(beside, "the")]


@pytest.mark.parametrize(
    "quote, suggested",
    [
        ("ten to the", "write “ten … to the”"),
        ("to the sixth people", "write “to the … sixth people”"),
        ("ten to the sixth people", "write “ten … sixth people”"),
        ("the sixth people", "write “the … sixth people”"),
    ],
)
def test_what_runs_across_is_told_as_first_and_last_words(quote: str, suggested: str) -> None:
    """Those on both sides of all that was left out, where so written they would be found."""
    text = "of ten to the sixth people"
    source = make_source(text, blocks=((0, "paragraph"),), cuts=(7, 14))
    anchored = anchor(quote, source)
    at = text.index(quote)

    assert ("missing", suggested) == (anchored.verdict, anchored.suggestion)
    assert (Span(at, at + len(quote)),) == anchored.candidates


def test_words_that_no_range_would_find_are_not_told() -> None:
    """Another context, or nothing but a sign on one side."""
    source = make_source("ten to the -\n\nsixth", cuts=(7,))
    numbers = make_source("in 1714 15", blocks=((0, "paragraph"),), cuts=(7,))

    assert None is anchor("to the", source, prefix="nine ").suggestion
    assert "write “in 1714 … 15”" != anchor("714 15", numbers).suggestion


def test_soft_hyphens_are_not_shown() -> None:
    """A loader writes one where a line parted a word; whoever copies the words needs none."""
    anchored = anchor("1,800 visitors", make_source("It counts 1,900 visi\u00adtors."))

    assert "the nearest passage is “1,900 visitors”" == anchored.suggestion


@pytest.mark.parametrize("quote", ["東京都", "京", "に行った"])
def test_scripts_without_spaces_need_no_word_boundaries(quote: str) -> None:
    """Between two letters of such a script a quote may begin and end."""
    assert quote == found(make_source("彼は東京都に行った。"), quote)


@pytest.mark.parametrize("quote", ["grew 5", "or 7", "now .", "5 of"])
def test_signs_belong_to_their_number(quote: str) -> None:
    """A number is not parted from its per cent or per mille sign, nor from a decimal point before it."""
    assert "missing" == anchor(quote, make_source("It grew 5% or 7‰, now .5 of it.")).verdict


@pytest.mark.parametrize("quote", ["1", "2", "3", "½", "4", "3⁄4", "won 1", "7", "9/16", "26"])
def test_a_fraction_is_one_number(quote: str) -> None:
    """Neither side of a slash between digits is cited alone, nor a whole number without its half."""
    text = "It won 1/2, or 5½, or 2 1/2, or 3 3⁄4, or 4 ½, or 7 9/16 of it, on 26/2/2031."

    assert "missing" == anchor(quote, make_source(text)).verdict


@pytest.mark.parametrize("quote", ["won 1/2", "2 1/2", "4 ½", "5½", "8 and", "6", "26/2/2031", "on 3", "10"])
def test_whole_fractions_and_other_numbers_are_cited(quote: str) -> None:
    """Nor do a slash between words, a date after a number, or a space before a word join anything."""
    text = "It won 1/2 of 5½, 2 1/2 or 4 ½: 8 and/or 6/day; on 3 26/2/2031, of 10 / 11, and 12 1/200."

    assert quote == found(make_source(text), quote)


def test_mark_stays_with_its_letter() -> None:
    """A quote does not end before a combining mark of its last letter."""
    source = make_source("the x\u0301 axis")

    assert "folded" == anchor("the x", source).verdict
    assert "the x\u0301" == found(source, "the x\u0301")


def test_text_without_what_is_looked_for_costs_little() -> None:
    """A near miss is not looked for in texts without end."""
    source = make_source("word " * 4_000_001)

    assert Anchor("missing", None, "the quote is not in the source, nor anything like it") == anchor(
        "word play", source
    )


def test_near_miss_of_a_common_word_stays_cheap() -> None:
    """Words that stand everywhere are looked at in a few places only."""
    source = make_source("the tower of Babel\n\n" + "of the\n\n" * 5000)

    assert "the nearest passage is “the tower of Babel”" == anchor("the towers of Babel", source).suggestion


def test_quote_that_vanishes_in_the_folded_form_is_not_everywhere() -> None:
    """Marks alone leave nothing in n2, and nothing is found nowhere."""
    assert "missing" == anchor("\u0301", make_source("plain")).verdict
    assert "missing" == anchor("\u0301 … plain", make_source("plain")).verdict
    assert "missing" == anchor("plain … \u0301", make_source("plain")).verdict


@pytest.mark.parametrize(
    "words, passage, form, expected",
    [
        ("Armenia", "the Armenian bakers", "n1", False),
        ("Ünlü", "Ms Ünlü said", "n1", True),
        ("Unlu", "Ms Ünlü said", "n1", False),
        ("Unlu", "Ms Ünlü said", "n2", True),
        ("nlü", "Ünlü nlü", "n1", True),
        ("", "anything", "n1", False),
    ],
)
def test_words_occur_in_a_passage_as_whole_words(words: str, passage: str, form: str, expected: bool) -> None:
    """Names and texts are looked for by the same boundaries as quotes."""
    assert expected == quote_occurs_in(words, passage, "n2" if form == "n2" else "n1")


def test_quotes_with_literal_ellipses() -> None:
    """An ellipsis within words is literal; between spaces it is escaped."""
    assert Quote("wait…what") == parse_quote("wait…what")
    assert Quote("so … it", "end") == parse_quote(r"so \… it … end")
    assert r"so \… it … end" == format_quote(Quote("so … it", "end"))
    assert Quote("a\\", "b") == parse_quote("a\\ … b")
    assert "wait…what" == format_quote(Quote("wait…what"))
    assert Quote(r"C:\… x") == parse_quote(r"C:\\… x")


def test_citation_of_a_passage_carries_the_context_that_it_needs(fair: SourceText) -> None:
    """What is unique stands alone; what is not gets a prefix, a suffix or both."""
    at = FAIR.rindex("guild of bakers")
    many = make_source("so so so so")

    assert Cited("guild of bakers", "The") == cite(fair, Span(at, at + 15))
    assert Cited("1,750 bakers") == cite(fair, Span(len(FAIR) - 13, len(FAIR)))
    assert Cited("so", None, "so so so") == cite(many, Span(0, 2))
    assert Cited("so", "so so so") == cite(many, Span(9, 11))
    assert Cited("so", "so", "so so") == cite(many, Span(3, 5))
    assert None is cite(fair, Span(3, 5))
    assert None is cite(fair, Span(FAIR.index("== Prices") - 5, FAIR.index("== Prices") + 5))
    assert None is cite(many, Span(2, 3))
    assert cite(many, Span(3, 5)) == cite(many, Span(3, 5), longest=5)
    assert None is cite(many, Span(3, 5), longest=4)
    assert Cited("guild of bakers", "The") == cite(fair, Span(at, at + 15), longest=3)


def test_no_more_of_a_text_is_looked_at_than_tells_places_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word before it settles a common word, however long the text is; one of very many is not settled."""
    text = " ".join(f"stall {number} opened" for number in range(900))
    asked: list[int] = []

    def watched(words: str, at: int) -> bool:
        asked.append(at)
        return boundaries.is_boundary(words, at)

    monkeypatch.setattr(ambiguity, "is_boundary", watched)
    place = Span(text.index("opened", 9_000), text.index("opened", 9_000) + 6)

    cited = cite(make_source(text), place)
    assert cited is not None
    assert "536" == cited.prefix
    assert len(asked) < 10
    assert None is cite(make_source(f"{text} {text}"), place, longest=300)


def test_proposed_context_is_written_as_a_fact_file_wants_it() -> None:
    """Quotation marks within the words change the marks around them."""
    double = make_source('say "a" x; tell x; ask x')
    both = make_source("""it's "a" x; tell x; ask x""")

    assert """prefix = 'say "a"'""" not in (anchor("x", double).suggestion or "")
    assert """prefix = 'a"'""" in (anchor("x", double).suggestion or "")
    assert """prefix = 'a"'""" in (anchor("x", both).suggestion or "")


def test_places_that_nothing_short_settles_ask_for_more_words() -> None:
    """Where 200 characters on each side are the same no context is proposed."""
    same = "la " * 200
    source = make_source(f"{same} x {same} x {same} x {same}")

    assert "quote more words" == anchor("x", source).suggestion
    assert "quote more words" == anchor("so", make_source("so " * 1001)).suggestion


def test_what_is_no_quote_is_not_proposed() -> None:
    """A near passage that runs over a heading is not shown, for a quote of it is not found."""
    over = make_source("Bakers sold forty loaves\n\n== After the fair ==\n\nNobody came at night.")
    power = make_source("The field is 12 km² wide.")
    dots = make_source("They said … and left the old bridge.")

    across = anchor("sold forty loaves After the fair Somebody came", over)
    assert "missing" == across.verdict
    assert (None, ()) == (across.suggestion, across.candidates)
    assert "the nearest passage is “The field is 12 km²”" == anchor("The field is 13 km", power).suggestion
    assert "the nearest passage is “left the old bridge”" == anchor("left the old bridges", dots).suggestion


def test_comma_that_became_a_range_is_named() -> None:
    """Where a raw comma of a directive made a range, the words with their comma are proposed."""
    source = make_source("They came on foot, around 200,000 strong, and left at seven … or so, late.")
    number, words = anchor("around 200 … 000 strong", source), anchor("around 200,000 … 000 strong", source)

    assert ("missing", "missing") == (number.verdict, words.verdict)
    assert number.suggestion is not None
    assert number.suggestion.startswith("write “around 200,000 strong”; in `cite` a raw comma makes a range")
    assert words.suggestion is None


@pytest.mark.parametrize(
    "quote, shown",
    [
        ("the bands", None),
        ("the guild thanked all bands of the valley", None),
        ("nine bands", None),
        ("9 bands", "14 bands"),
        ("14 drummers", None),
        ("14 bands drummed on the bridge", "14 bands played on the bridge"),
        ("bandss", None),
    ],
)
def test_near_miss_is_shown_where_enough_of_the_quote_stands(quote: str, shown: str | None) -> None:
    """One word in common is nothing like a quote, unless it differs in its number alone."""
    source = make_source("So 14 bands played on the bridge, and some said that it shook.")
    found = anchor(quote, source)

    assert "missing" == found.verdict
    assert (shown is None) == (found.message == "the quote is not in the source, nor anything like it")
    assert (f"the nearest passage is “{shown}”" if shown else None) == found.suggestion


@pytest.mark.parametrize(
    "quote, shown",
    [
        ("2,200,000", "2 200 000"),
        ("2'200'000", "2 200 000"),
        ("14.000", "14,000"),
        ("15,000", "15000"),
        ("14.00", None),
        ("2,300,000", None),
    ],
)
def test_a_number_alone_that_is_grouped_in_another_way_is_shown(quote: str, shown: str | None) -> None:
    """It is not in the source, and it is something like what is there."""
    found = anchor(quote, make_source("Of 2\u202f200\u202f000 people 14,000 came, then 15000."))

    assert "missing" == found.verdict
    assert (shown is None) == (found.message == "the quote is not in the source, nor anything like it")
    assert (f"the nearest passage is “{shown}”" if shown else None) == found.suggestion


@pytest.mark.parametrize(
    "written", ["The lanterns ... river.", "The lanterns...river.", "The lanterns…river."]
)
def test_dots_that_were_meant_as_an_ellipsis_are_said(written: str) -> None:
    """Three dots, or an ellipsis without spaces, are words of the source; a range that was meant is shown."""
    source = make_source("The lanterns were lit by the river.")
    found = anchor(written, source)

    assert "missing" == found.verdict
    assert "the dots in the quote are not read as “ … ”" == found.message
    assert "write “The lanterns … river.”" == found.suggestion


@pytest.mark.parametrize("written", ["The lamps ... river.", "... river.", "The ... were ... river."])
def test_dots_that_are_no_range_are_not_explained_away(written: str) -> None:
    """Where the first and last words make no passage, or there is no pair of them, nothing is advised."""
    found = anchor(written, make_source("The lanterns were lit by the river."))

    assert "missing" == found.verdict
    assert "dots" not in found.message


def test_dots_of_the_source_are_its_own() -> None:
    """A quote with the source's own three dots is found as it stands."""
    assert "exact" == anchor("lit ... by", make_source("The lanterns were lit ... by the river.")).verdict
