"""The rule `quote-not-found`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("quote-not-found", Level.ERROR, needs=Need.DOUBT)
def quote_not_found(context: Context) -> Iterable[Finding]:
    r"""The words that a fact cites do not stand in its source.

    What it reports:
        Quotes that are nowhere in the source, also after white space, quotation marks and dashes
        are made alike. The nearest passage is shown as a near miss and never taken.

    Why it matters:
        A quote that is nearly right is wrong: one changed digit or word changes what the source
        says.

    Example:
        `quote = "around 200 marchers"` where the source says "around 300 marchers".

    What to do:
        Compare the words with the source. If the source was edited, look at the proposal and accept
        it with `averred lock --accept ID`.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{failed verification}}.
    """
    return citation_findings(
        context,
        "quote-not-found",
        Level.ERROR,
        (
            "missing",
            "orphan",
            "reanchor",
            "reanchor-critical",
        ),
        "is not in its source",
        (
            "correct the quote to the words that stand in the source",
            "mark the fact as retracted if the source dropped the passage",
        ),
    )
