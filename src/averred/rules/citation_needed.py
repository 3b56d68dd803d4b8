"""The rule `citation-needed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("citation-needed", Level.ERROR)
def citation_needed(context: Context) -> Iterable[Finding]:
    """A fact rests on nothing: it has neither a quote nor facts that it is derived from.

    What it reports:
        Facts without `quote` (or `cite`) and without `derived-from`.

    Why it matters:
        A claim without a passage cannot be checked by anybody else.

    Example:
        `[fact.start] subject = "march" predicate = "date" value = "14 March 2031"` and no quote.

    What to do:
        Add the words of the source as `quote`, or name the facts that it follows from in `derived-from`.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{citation needed}} and Wikidata's "citation needed" constraint.
    """
    for fact in context.fact_base.facts:
        if not fact.derived_from and (fact.citation is None or fact.citation.quote is None):
            yield fact_finding(
                context,
                fact,
                "citation-needed",
                Level.ERROR,
                f"“{fact.id}” cites nothing",
                key="subject",
                advice=(
                    "add the words of the source as quote",
                    "name the facts it follows from in derived-from",
                ),
            )
