"""Text directives of browsers (`#:~:text=[prefix-,]start[,end][,-suffix]`), read and written.

The syntax is that of the WICG's "URL Fragment Text Directives". Where such a link lands is decided by
averred's own matcher, since browsers disagree with each other; what a directive asks for is turned into a
quote with a prefix and a suffix, and back.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote_to_bytes

import attrs

from averred.anchor import Anchor, Quote, anchor, cite, format_quote, parse_quote
from averred.anchor.places import Terms, places, terms_of
from averred.errors import QuoteError
from averred.spans import Span

if TYPE_CHECKING:
    from averred.anchor.cite import Cited
    from averred.source import SourceText

MARK: Final = ":~:"
_TEXT: Final = "text="
_OF_THE_WEB: Final = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_PARTS_OF_ADDRESSES: Final = "%/:?#[]@!$&'()*+,;="


@attrs.frozen
class Directive:
    """What a text directive asks for, decoded.

    Attributes:
        start: the words, or the first words of a range.
        end: the last words of a range.
        prefix: what stands right before.
        suffix: what stands right after.
    """

    start: str
    end: str | None = None
    prefix: str | None = None
    suffix: str | None = None

    @property
    def quote(self) -> str:
        """Its words as a quote in a fact file."""
        return format_quote(Quote(self.start, self.end))


def parse_directive(text: str) -> Directive:
    """Read a directive: a link, its fragment, or `text=…`.

    Raises:
        QuoteError: there is none, more than one, or it is malformed.
    """
    directives = text.rpartition(MARK)[2].split("&")
    found = [one for one in directives if one.startswith(_TEXT)]
    if len(found) != 1:
        raise QuoteError(f"this has {'more than one' if found else 'no'} text directive")
    return _directive(found[0].removeprefix(_TEXT).split(","))


def _directive(terms: list[str]) -> Directive:
    prefix = suffix = None
    if len(terms) > 1 and terms[0].endswith("-"):
        prefix = _decoded(terms.pop(0)[:-1])
    if len(terms) > 1 and terms[-1].startswith("-"):
        suffix = _decoded(terms.pop()[1:])
    if len(terms) > 2:
        raise QuoteError(
            "a text directive has at most one start and one end",
            suggestion="a comma within the words is written %2C",
        )
    words = [_decoded(term) for term in terms]
    return Directive(words[0], words[1] if len(words) > 1 else None, prefix, suffix)


def _decoded(term: str) -> str:
    if "-" in term:
        raise QuoteError(
            f"the raw hyphen in “{term}” makes no sense here",
            suggestion="a hyphen within the words is written %2D",
        )
    try:
        words = unquote_to_bytes(term).decode("utf-8")
    except UnicodeDecodeError:
        raise QuoteError(f"“{term}” is not UTF-8 once it is decoded") from None
    if not words.strip():
        raise QuoteError("a text directive has a part without words")
    return words


def format_directive(directive: Directive) -> str:
    """The directive as `text=…`; `parse_directive` reads it back."""
    terms = [
        f"{_encoded(directive.prefix)}-" if directive.prefix else None,
        _encoded(directive.start),
        _encoded(directive.end) if directive.end else None,
        f"-{_encoded(directive.suffix)}" if directive.suffix else None,
    ]
    return _TEXT + ",".join(term for term in terms if term)


def _encoded(words: str) -> str:
    return percent_encoded(words, safe="").replace("-", "%2D")


def anchor_directive(text: str, source: SourceText) -> Anchor:
    """Where a directive leads in a source, by averred's own rules; a bad one is a verdict."""
    try:
        directive = parse_directive(text)
    except QuoteError as error:
        return Anchor("invalid", None, error.message, error.suggestion)
    found = anchor(directive.quote, source, prefix=directive.prefix, suffix=directive.suffix)
    joined = f"{directive.start},{directive.end}"
    if found.verdict == "missing" and directive.end and anchor(joined, source).verdict == "exact":
        hint = "a raw comma makes a range; within the words it is written %2C"
        return attrs.evolve(found, suggestion=hint)
    return found


def web_address(url: str) -> str | None:
    """An address that a page may link to, in ASCII; None for what is no address of the web.

    Only `http` and `https` lead to a page; other schemes may act (`javascript:`).
    """
    if not _OF_THE_WEB.match(url) or not url.isprintable() or " " in url:
        return None
    return percent_encoded(url, safe=_PARTS_OF_ADDRESSES)


def deep_link(
    url: str, span: Span, source: SourceText, *, longest: int = 300, cited: Cited | None = None
) -> str | None:
    """A link to a passage; None where no directive leads to exactly this passage by averred's own rules.

    Args:
        url: where the source can be read; its own fragment is kept.
        span: the passage.
        source: the text.
        longest: a longer passage is given by its first and last words, and no context is longer.
        cited: a citation that was found to lead to this passage; nothing is searched for again then.
    """
    is_long = span.end - span.start > longest
    directive = _of_citation(cited, span, source, is_long=is_long) if cited else None
    if directive is None:
        directive = _of_range(span, source) if is_long else _of_term(span, source, longest)
        if directive is None or anchor_directive(format_directive(directive), source).span != span:
            return None
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment.partition(MARK)[0]}{MARK}{format_directive(directive)}"


def _of_citation(cited: Cited, span: Span, source: SourceText, *, is_long: bool) -> Directive | None:
    """A citation in the words of its source, whose quotation marks and dashes may be others.

    None where these are not the same words in n1, by which the citation was found; or it is too long.
    """
    asked = parse_quote(cited.quote)
    if is_long and asked.end is None:
        return None
    wanted = terms_of(asked, cited.prefix, cited.suffix, "n1")
    found = _in_words_of(source, span, wanted)
    return found if terms_of(parse_quote(found.quote), found.prefix, found.suffix, "n1") == wanted else None


def _in_words_of(source: SourceText, span: Span, terms: Terms) -> Directive:
    """What stands in a source where the terms of a passage stand in its n1."""
    normalised = source.normalised("n1")
    text = normalised.text
    start, end = (normalised.normalised_offset(offset) for offset in (span.start, span.end))
    before = start - (text[start - 1 : start] == " ")
    after = end + (text[end : end + 1] == " ")

    def words(low: int, high: int) -> str:
        raw = normalised.raw_span(max(low, 0), high)
        return " ".join(source.text[raw.start : raw.end].split())

    return Directive(
        words(start, start + len(terms.start)),
        None if terms.end is None else words(end - len(terms.end), end),
        words(before - len(terms.prefix), before) or None,
        words(after, after + len(terms.suffix)) or None,
    )


def _of_term(span: Span, source: SourceText, longest: int) -> Directive | None:
    cited = cite(source, span, longest)
    if cited is None:
        return _of_range(span, source)
    words = parse_quote(cited.quote)
    return Directive(words.start, words.end, cited.prefix, cited.suffix)


def _of_range(span: Span, source: SourceText) -> Directive | None:
    """The first and last words of a passage, as many as make it unique."""
    words = source.text[span.start : span.end].split()
    most = min(len(words) // 2, 12)
    for count in range(min(3, most), most + 1):
        directive = Directive(" ".join(words[:count]), " ".join(words[-count:]))
        if count and _is_unique(directive, source):
            return directive
    return None


def _is_unique(directive: Directive, source: SourceText) -> bool:
    terms = terms_of(parse_quote(directive.quote), None, None, "n1")
    return len(list(islice(places(terms, source, "n1"), 2))) == 1
