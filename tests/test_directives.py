"""Text directives in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.directives import Directive, anchor_directive, deep_link, format_directive, parse_directive
from averred.errors import QuoteError
from averred.source import make_source
from averred.spans import Span

TEXT = """The fair drew around 2,000 visitors, the guild said. A well-known baker sold bread … and cake.

The fair was held twice: once in May, once in August; it was, all said, well-known far beyond the valley.
""" + " ".join(f"Then stall number {number} opened." for number in range(40))
SOURCE = make_source(TEXT)
words = st.text("ab, -&…%#\\é", min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("text=around%202%2C000", Directive("around 2,000")),
        ("#:~:text=The-,fair,visitors,-the", Directive("fair", "visitors", "The", "the")),
        ("https://a.example/x#sec:~:foo&text=well%2Dknown", Directive("well-known")),
        ("https://a.example/#:~:text=a,b", Directive("a", "b")),
        ("text=a-,b", Directive("b", None, "a")),
        ("text=a,-b", Directive("a", None, None, "b")),
    ],
)
def test_directive_is_read(text: str, expected: Directive) -> None:
    """Prefix, start, end and suffix, percent-decoded."""
    assert expected == parse_directive(text)


@pytest.mark.parametrize(
    "text, message",
    [
        ("https://a.example/#top", "no text directive"),
        ("text=a&text=b", "more than one text directive"),
        ("text=well-known", "the raw hyphen in “well-known”"),
        ("text=a-", "the raw hyphen"),
        ("text=-a", "the raw hyphen"),
        ("text=a,b,c", "at most one start and one end"),
        ("text=", "a part without words"),
        ("text=a,,-b", "a part without words"),
        ("text=%ff", "is not UTF-8"),
    ],
)
def test_malformed_directive_is_refused(text: str, message: str) -> None:
    """As an error of the parser, and as a verdict where it is looked for."""
    with pytest.raises(QuoteError, match=message):
        parse_directive(text)
    assert "invalid" == anchor_directive(text, SOURCE).verdict


@given(words, st.none() | words, st.none() | words, st.none() | words)
def test_directives_read_back(start: str, end: str | None, prefix: str | None, suffix: str | None) -> None:
    """parse(format(d)) = d, alone and in a link."""
    directive = Directive(start, end, prefix, suffix)
    text = format_directive(directive)

    assert directive == parse_directive(text)
    assert directive == parse_directive(f"https://a.example/page#:~:{text}")


def test_directive_leads_where_averred_says() -> None:
    """The words, their context, and a hint for a raw comma."""
    found = anchor_directive("#:~:text=around%202%2C000%20visitors", SOURCE)
    raw = anchor_directive("text=around 2,000 visitors", SOURCE)
    absent = anchor_directive("text=around 2,500 visitors", SOURCE)
    ambiguous = anchor_directive("text=The%20fair", SOURCE)

    assert Span(14, 35) == found.span
    assert ("missing", "a raw comma makes a range; within the words it is written %2C") == (
        raw.verdict,
        raw.suggestion,
    )
    assert "missing" == absent.verdict
    assert "raw comma" not in (absent.suggestion or "")
    assert "ambiguous" == ambiguous.verdict


@pytest.mark.parametrize(
    "passage, fragment",
    [
        ("around 2,000 visitors", "around%202%2C000%20visitors"),
        ("bread … and", "bread%20%E2%80%A6%20and"),
        ("well-known", "A-,well%2Dknown"),
    ],
)
def test_deep_link_leads_to_its_passage(passage: str, fragment: str) -> None:
    """A link is given only if our own rules land on exactly this passage."""
    at = TEXT.index(passage)

    link = deep_link("https://a.example/p#top:~:old", Span(at, at + len(passage)), SOURCE)

    assert f"https://a.example/p#top:~:text={fragment}" == link


def test_long_passages_are_linked_by_first_and_last_words() -> None:
    """Three words a side, or as many as are unique; a passage over blocks likewise."""
    start = TEXT.index("Then stall number 3 ")
    end = TEXT.index("Then stall number 30")
    across = Span(TEXT.index("the guild"), TEXT.index("twice") + 5)

    link = deep_link("https://a.example", Span(start, end - 1), SOURCE)

    assert "https://a.example#:~:text=Then%20stall%20number%203,stall%20number%2029%20opened." == link
    assert "https://a.example#:~:text=the%20guild%20said.,was%20held%20twice" == deep_link(
        "https://a.example", across, SOURCE
    )
    assert None is deep_link("https://a.example", Span(1, 5), SOURCE)
    assert None is deep_link("https://a.example", Span(5, 2800), make_source("so " * 1000))
