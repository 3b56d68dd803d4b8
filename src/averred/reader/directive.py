"""A browser's text directive as a quote: `#:~:text=[prefix-,]start[,end][,-suffix]`.

The syntax is that of the draft "URL Fragment Text Directives" (WICG). Only the words are taken from it; where
they stand is found by our own matcher.
"""

from __future__ import annotations

from typing import NamedTuple

from averred.structuring import Misfit

_KEY = ("cite",)


class Cited(NamedTuple):
    """The words of a directive, as the keys of a fact have them."""

    quote: str
    prefix: str | None
    suffix: str | None


def cited(directive: str) -> Cited:
    """The quote, prefix and suffix of a directive, of a link that ends in one, or of what follows `text=`.

    Raises:
        Misfit: if it is none.
    """
    from averred.anchor.quote import Quote, format_quote

    body = directive.rpartition(":~:")[2].removeprefix("#")
    if not body.startswith("text=") or "&" in body:
        raise Misfit(
            "expected one text directive", "write #:~:text=first%20words,last%20words, or a quote", key=_KEY
        )
    terms = body.removeprefix("text=").split(",")
    prefix = _decoded(terms.pop(0)[:-1]) if len(terms) > 1 and terms[0].endswith("-") else None
    suffix = _decoded(terms.pop()[1:]) if len(terms) > 1 and terms[-1].startswith("-") else None
    if len(terms) > 2:
        raise Misfit("the text directive has too many parts", "write a comma of the words as %2C", key=_KEY)
    return Cited(format_quote(Quote(*map(_decoded, terms))), prefix, suffix)


def _decoded(term: str) -> str:
    """The words of a term, whose own commas, hyphens and ampersands are percent-encoded."""
    from urllib.parse import unquote

    if "-" in term:
        raise Misfit("a hyphen inside a text directive", "write a hyphen of the words as %2D", key=_KEY)
    try:
        words = unquote(term, errors="strict")
    except UnicodeDecodeError:
        raise Misfit("the text directive is not UTF-8", "encode its words again", key=_KEY) from None
    if not words.strip():
        raise Misfit("the text directive has an empty part", "leave it out", key=_KEY)
    return words
