"""The rule `stitched-quote`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from averred.anchor import Quote, stands_in
from averred.findings import Finding, Level
from averred.normalise import normalise_words
from averred.rules.base import Context, Need, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.source import SourceText

_NAME = "stitched-quote"
#: Not what the lock knows to have stood there in one: that was not stitched, the source has changed.
_NOT_FOUND = frozenset({"missing", "invalid"})
#: Where somebody who joins two passages leaves a seam: an ellipsis, or the end of a clause.
_SEAM = r"\s*(?:\[?(?:…|\.\.\.)\]?|[.;:!?,—–](?=\s))\s*"
_FEWEST_WORDS = 2


@rule(_NAME, Level.ERROR, needs=Need.DOUBT)
def stitched_quote(context: Context) -> Iterable[Finding]:
    """All pieces of a quote stand in the source, and never together.

    What it reports:
        Quotes that are not in their source, while each of their clauses, of two words or more, is: pieces
        from several places, or in another order, made to look like one passage.

    Why it matters:
        Two true sentences put together can say what the source never said.

    Example:
        The quote "the hall was full, nobody came", where the source says the one of the first evening and
        the other of the second.

    What to do:
        Cite each passage by a fact of its own.

    Options:
        None.

    Where the idea comes from:
        Quotation ethics of newsrooms: no splicing of quotes.
    """
    for fact in context.fact_base.facts:
        result = context.citations.get(fact.id)
        source = context.sources.get(fact.source)
        words = fact.citation.quote if fact.citation else None
        if result is None or result.verdict not in _NOT_FOUND or source is None or words is None:
            continue
        pieces = [piece for piece in re.split(_SEAM, words.rstrip(" .;:!?,")) if piece]
        whole = all(len(piece.split()) >= _FEWEST_WORDS for piece in pieces)
        apart = len(pieces) > 1 and whole and all(stands_in(Quote(piece), source) for piece in pieces)
        if apart and not _stand_in_a_row(words, source):
            found = fact_finding(
                context,
                fact,
                _NAME,
                Level.ERROR,
                f"quote of “{fact.id}” is stitched together: each piece is in its source, never all together",
                message="no passage says this in one",
                key="quote",
                derivation=tuple(f"in the source: “{piece}”" for piece in pieces),
                advice=("cite each passage by a fact of its own",),
            )
            yield attrs.evolve(found, instead_of=("quote-not-found", "malformed-quote"))


def _stand_in_a_row(words: str, source: SourceText) -> bool:
    """Whether a text has the words of a quote one after another, whatever stands between them."""
    others = source.remembered("words alone", lambda: _words_alone(source.normalised().text))
    return _words_alone(normalise_words(words)) in others


def _words_alone(normalised: str) -> str:
    """The words of a text with one space around each."""
    words = " ".join(re.findall(r"\w+", normalised))
    return f" {words} "
