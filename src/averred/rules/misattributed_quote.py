"""The rule `misattributed-quote`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.anchor import parse_quote, quote_occurs_in
from averred.findings import Finding, Level
from averred.rules.base import Context, Need, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact

_NAME = "misattributed-quote"
_NOT_FOUND = frozenset({"missing", "orphan", "reanchor", "reanchor-critical"})


@rule(_NAME, Level.ERROR, needs=Need.DOUBT)
def misattributed_quote(context: Context) -> Iterable[Finding]:
    """A quote stands in another source than the one that is cited.

    What it reports:
        Quotes that are not in their source, and letter by letter in another source of the fact base.

    Why it matters:
        Somebody else is made to say it. The mistake is in the source, not in the words.

    Example:
        `source = "gazette"`, and the quoted words stand in the almanac.

    What to do:
        Name the source in which the words stand.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{failed verification}}; misattribution as a defect of quotations.
    """
    for fact in context.fact_base.facts:
        result = context.citations.get(fact.id)
        if result is None or result.verdict not in _NOT_FOUND:
            continue
        others = sorted(
            source for source, text in context.texts.items() if source != fact.source and _holds(text, fact)
        )
        if others:
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.ERROR,
                f"quote of “{fact.id}” is not in “{fact.source}”, and stands in “{others[0]}”",
                message=f"these words stand in “{others[0]}”",
                key="quote",
                advice=(f'write source = "{others[0]}"', "or quote what the named source says"),
            )


def _holds(text: str, fact: Fact) -> bool:
    """Whether a text holds the words of a quote; of a passage, its first and its last words."""
    quote = parse_quote((fact.citation.quote or "") if fact.citation else "")
    return all(quote_occurs_in(piece, text, "n1") for piece in (quote.start, quote.end) if piece)
