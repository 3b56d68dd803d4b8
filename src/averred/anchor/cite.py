"""From a passage to the citation that finds it again."""

from __future__ import annotations

import attrs

from averred.anchor.ambiguity import MOST, settling
from averred.anchor.boundaries import is_whole
from averred.anchor.places import Terms, ground_of, places
from averred.anchor.quote import Quote, format_quote
from averred.normalise import WHITE_SPACE
from averred.source import SourceText
from averred.spans import Span


@attrs.frozen
class Cited:
    """What to write so that one passage, and no other, is cited.

    Attributes:
        quote: the words, as written in a fact file.
        prefix: words right before it, where the quote alone is not unique.
        suffix: words right after it.
    """

    quote: str
    prefix: str | None = None
    suffix: str | None = None


def cite(source: SourceText, span: Span, longest: int | None = None) -> Cited | None:
    """The citation of a passage; None where it cuts a word or a number, or runs across two blocks.

    Args:
        source: the text.
        span: the passage in the raw text; white space at its ends does not matter.
        longest: the most characters of a prefix or suffix; None is given back where that settles nothing,
            or too many places would have to be compared. Without it, as many as it takes.
    """
    place = admissible_place(source, span)
    if place is None:
        return None
    normalised = source.normalised("n1")
    words = normalised.text[slice(*place)]
    raw = source.text[slice(*attrs.astuple(normalised.raw_span(*place)))]
    quote = format_quote(Quote(_on_one_line(raw)))
    everywhere = list(places(Terms(words, None, "", ""), source, "n1"))
    if len(everywhere) == 1:
        return Cited(quote)
    if longest is not None and len(everywhere) > MOST:
        return None
    context = settling(normalised.text, place, everywhere, longest or len(normalised.text))
    if context is None and longest is not None:
        return None
    prefix, suffix = context or ("", "")
    return Cited(quote, prefix or None, suffix or None)


def _on_one_line(raw: str) -> str:
    spaced = "".join(" " if character in WHITE_SPACE else character for character in raw)
    return " ".join(filter(None, spaced.split(" ")))


def admissible_place(source: SourceText, span: Span) -> tuple[int, int] | None:
    """The offsets in n1 of a passage that may be cited as one term, else None."""
    ground = ground_of(source, "n1")
    normalised = ground.normalised
    start, end = (normalised.normalised_offset(offset) for offset in (span.start, span.end))
    words = normalised.text[start:end]
    start, end = start + len(words) - len(words.lstrip(" ")), end - len(words) + len(words.rstrip(" "))
    if start >= end or not is_whole(normalised.text, start, end) or ground.crosses(start, end):
        return None
    return start, end
