"""The rule `misattributed-quote`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.anchor import parse_quote, stands_in
from averred.findings import Finding, Level
from averred.rules.base import Context, Need, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "misattributed-quote"
#: Not `reanchor`: there the lock knows that the named source had the words, and they have changed since.
_NOT_FOUND = frozenset({"missing", "orphan"})


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
        quote = parse_quote((fact.citation.quote or "") if fact.citation else "")
        sources = ((name, source) for name, source in sorted(context.sources.items()) if name != fact.source)
        others = [name for name, source in sources if stands_in(quote, source)]
        if others:
            found = fact_finding(
                context,
                fact,
                _NAME,
                Level.ERROR,
                f"quote of “{fact.id}” is not in “{fact.source}”, and stands in “{others[0]}”",
                message=f"these words stand in “{others[0]}”",
                key="quote",
                advice=(f'write source = "{others[0]}"', "or quote what the named source says"),
            )
            yield attrs.evolve(found, instead_of=("quote-not-found",))
