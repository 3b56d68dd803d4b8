"""The rule `value-not-in-quote`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import FOUND, Context, Need, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "value-not-in-quote"


@rule(_NAME, Level.ERROR, needs=Need.DOUBT)
def value_not_in_quote(context: Context) -> Iterable[Finding]:
    """The quote stands in the source, but it does not say the value.

    What it reports:
        Quantities, dates and ordinals that no words of the passage mean; entities of which no name
        stands in it; texts and quotations that are not in it word by word; denied facts whose passage
        holds no negation. Off-line the lock says whether the value was read in the passage.

    Why it matters:
        A quote that says something else vouches for nothing.

    Example:
        `value = "200"` with `quote = "around 200 marchers"`: "around" was lost.

    What to do:
        Write the value in the words of the passage; choose the passage that says it; or say in
        `implied` why it follows though it is not spelt out.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{failed verification}}.
    """
    for fact in context.fact_base.facts:
        result = context.citations.get(fact.id)
        if result is None or fact.implied:
            continue
        if result.value_read is False and result.verdict in {*FOUND, "locked"}:
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.ERROR,
                f"the passage of “{fact.id}” does not say “{fact.written}”",
                message=f"read as something else than “{fact.written}”",
                advice=(
                    "write the value in the words of the passage",
                    "cite the passage that says it",
                    "say in `implied` why it follows",
                ),
            )
