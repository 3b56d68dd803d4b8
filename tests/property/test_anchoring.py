"""Laws of quotes and anchors."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from averred.anchor import Quote, anchor, cite, format_quote, parse_quote
from averred.anchor.boundaries import is_whole
from averred.anchor.places import ground_of
from averred.errors import QuoteError
from averred.normalise import Form, normalise_words
from averred.source import SourceText, make_source
from averred.spans import Span

_WORDS = [
    "the",
    "fair",
    "drew",
    "2,000",
    "1 500",
    "-5",
    "3.14",
    "can't",
    "Ünlü",
    "e\u0301",
    "10²",
    "“so”",
    "東京",
]
_GLUE = [
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n== so ==\n",
    "\u00a0",
    ", ",
    ". ",
    "-",
    "–",
    "…",
    "\u00ad",
    "",
    "\n- ",
]
_pieces = st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GLUE)).map("".join)
texts = st.lists(_pieces, min_size=1, max_size=12).map("".join) | st.text(min_size=1, max_size=15)
cut_points = st.lists(st.integers(0, 30), max_size=2, unique=True).map(sorted).map(tuple)


@st.composite
def sources(draw: st.DrawFn) -> SourceText:
    """Small sources with words, numbers, marks, headings and cut points in unlucky places."""
    text = draw(texts)
    return make_source(text, cuts=tuple(cut for cut in draw(cut_points) if cut < len(text)))


@st.composite
def passages(draw: st.DrawFn) -> tuple[SourceText, Span]:
    """A source and a range of it."""
    source = draw(sources())
    start = draw(st.integers(0, len(source.text) - 1))
    return source, Span(start, draw(st.integers(start + 1, len(source.text))))


@example(make_source("e\u0301 x", cuts=(1,)), "n1")
@example(make_source("東\u00ad\u200b京", cuts=(2,)), "n1")
@given(sources(), st.sampled_from(["n1", "n2"]))
def test_terms_cross_what_stands_in_the_raw_words(source: SourceText, form: Form) -> None:
    """A term crosses a barrier exactly where one stands within the raw words that are behind it."""
    ground = ground_of(source, form)
    text, raw = ground.normalised.text, sorted((*source.blocks, *source.cuts))
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if is_whole(text, start, end) and text[start] != " " != text[end - 1]:
                low, high = ground.normalised.raw_range(start, end)

                assert any(low < at < high for at in raw) == ground.crosses(start, end)


@given(passages())
def test_citation_of_any_admissible_passage_resolves_to_it(case: tuple[SourceText, Span]) -> None:
    """What is cited is found, exactly there and nowhere else."""
    source, span = case
    cited = cite(source, span)
    assume(cited is not None)
    assert cited is not None

    found = anchor(cited.quote, source, prefix=cited.prefix, suffix=cited.suffix)

    normalised = source.normalised()
    low, high = normalised.normalised_offset(span.start), normalised.normalised_offset(span.end)
    words = normalised.text[low:high]
    low, high = low + len(words) - len(words.lstrip(" ")), high - len(words) + len(words.rstrip(" "))
    assert ("exact", normalised.raw_span(low, high)) == (found.verdict, found.span)


@given(passages(), st.integers(0, 40), st.sampled_from(["", "x", "0", "-", " ", "ü", "'"]))
def test_mutated_quote_without_an_admissible_place_is_never_found(
    case: tuple[SourceText, Span], at: int, put: str
) -> None:
    """A quote reported as found has an admissible place in n1, and one without any never is."""
    source, span = case
    words = source.text[span.start : span.end]
    place = at % (len(words) + 1)
    mutant = words[:place] + put + words[place + 1 :]
    try:
        quote = parse_quote(mutant)
    except QuoteError:
        return
    wanted = normalise_words(quote.start)
    text = source.normalised().text
    whole = [
        start
        for start in range(len(text))
        if text.startswith(wanted, start) and is_whole(text, start, start + len(wanted))
    ]

    found = anchor(mutant, source)

    if not whole:
        assert "exact" != found.verdict
    if found.verdict == "exact" and quote.end is None:
        assert found.span in [source.normalised().raw_span(start, start + len(wanted)) for start in whole]


@given(st.text("a… \\\n", max_size=8), st.none() | st.text("a… \\\n", max_size=8))
def test_quotes_read_back(start: str, end: str | None) -> None:
    """parse(format(q)) = q for every quote that has words on both sides."""
    terms = [term.strip() for term in (start, end) if term is not None]
    assume(all(terms))
    quote = Quote(*terms)

    assert quote == parse_quote(format_quote(quote))


@given(sources(), st.text("a… \\1,-x", max_size=10))
def test_no_quote_raises(source: SourceText, quote: str) -> None:
    """Whatever is asked for, the answer is a verdict; only a found quote has a span."""
    found = anchor(quote, source)

    assert (found.verdict in ("exact", "folded")) == (found.span is not None)
    assert ("exact" == found.verdict) == (not found.message)
