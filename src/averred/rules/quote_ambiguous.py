"""The rule `quote-ambiguous`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("quote-ambiguous", Level.ERROR, needs=Need.DOUBT)
def quote_ambiguous(context: Context) -> Iterable[Finding]:
    r"""A quote stands in several places of its source, so nobody knows which passage is meant.

    What it reports:
        Quotes with more than one place in the source, with the words before that would settle it.

    Why it matters:
        The passages around two equal phrases may say different things.

    Example:
        `quote = "the march"`, which the source says five times.

    What to do:
        Add `prefix`, `suffix` or `section`, or make the quote longer.

    Options:
        None.

    Where the idea comes from:
        W3C Web Annotation, TextQuoteSelector: prefix and suffix.
    """
    return citation_findings(
        context, "quote-ambiguous", Level.ERROR, ("ambiguous",), "stands in more than one place"
    )
