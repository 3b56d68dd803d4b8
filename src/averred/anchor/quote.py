"""A quote as written: the words of a passage, or its first and last words joined by " … "."""

from __future__ import annotations

import re
from typing import Final

import attrs

from averred.errors import QuoteError
from averred.normalise import WHITE_SPACE, normalise_words

# An ellipsis with the backslashes right before it; escaped iff their number is odd.
_ELLIPSIS: Final = re.compile(r"(\\*)…")


@attrs.frozen
class Quote:
    """The words that a fact cites.

    Attributes:
        start: the words, or the first words of a passage.
        end: the last words of the passage; None where `start` is all of it.
    """

    start: str
    end: str | None = None


def parse_quote(words: str) -> Quote:
    r"""Read a quote: " … " parts the first words from the last, `\…` is the character itself.

    Raises:
        QuoteError: it has no words, more than one ellipsis between spaces, or begins or ends with one.
    """
    if "…" not in words:
        term = words.strip(WHITE_SPACE)
        return Quote(term) if _has_words(term) else _quote([term])
    terms = words.split(" … ")
    if len(terms) != 2 or "…" in terms[0] or "…" in terms[1]:  # else it is a range as most are written
        terms = _parted(words)
    return _quote([term.strip(WHITE_SPACE) for term in terms])


def _parted(words: str) -> list[str]:
    """The words before, between and after each ellipsis that stands alone, without the escapes of others."""
    terms, done = [""], 0
    for found in _ELLIPSIS.finditer(words):
        slashes, escaped = divmod(len(found[1]), 2)
        terms[-1] += words[done : found.start()] + "\\" * slashes
        done = found.end()
        if not slashes and not escaped and _stands_alone(words, found.start(), found.end()):
            terms.append("")
        else:
            terms[-1] += "…"
    terms[-1] += words[done:]
    return terms


def _stands_alone(words: str, start: int, end: int) -> bool:
    return (start == 0 or words[start - 1] in WHITE_SPACE) and (
        end == len(words) or words[end] in WHITE_SPACE
    )


def _quote(terms: list[str]) -> Quote:
    if len(terms) <= 2 and all(map(_has_words, terms)):
        return Quote(*terms)
    if not any(map(_has_words, terms)):
        raise QuoteError("the quote has no words")
    if len(terms) > 2:
        raise QuoteError(
            "a quote has at most one “ … ”: the first words and the last words of one passage",
            suggestion="cite two passages by two facts, or write \\\\… for an ellipsis of the source",
        )
    raise QuoteError(
        "a quote does not begin or end with “…”",
        suggestion="leave it out, or write \\\\… for an ellipsis of the source",
    )


def _has_words(term: str) -> bool:
    """Whether anything is left of a term, whose ends are bare, in n1."""
    return bool(term) and (term.isascii() or bool(normalise_words(term)))


def format_quote(quote: Quote) -> str:
    """The quote as one writes it; `parse_quote` reads it back."""
    return " … ".join(_escaped(term) for term in (quote.start, quote.end) if term is not None)


def _escaped(term: str) -> str:
    def escape(found: re.Match[str]) -> str:
        start, end = found.span()
        if found[1] or _stands_alone(term, start, end):
            return "\\" * (2 * len(found[1]) + 1) + "…"
        return "…"

    return _ELLIPSIS.sub(escape, term)
