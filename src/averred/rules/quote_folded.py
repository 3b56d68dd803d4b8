"""The rule `quote-folded`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("quote-folded", Level.WARNING, needs=Need.DOUBT)
def quote_folded(context: Context) -> Iterable[Finding]:
    r"""A quote matches its source only when accents and capitals are left aside.

    What it reports:
        Quotes that are found in the folded form alone: Atsiz for Atsız, The for the.

    Why it matters:
        Another letter may be another name. It is shown, not passed in silence.

    Example:
        `quote = "the Gorsel bridge"` where the source has "the Görsel bridge".

    What to do:
        Copy the words of the source letter by letter.

    Options:
        None.

    Where the idea comes from:
        Unicode Standard Annex 15 and the practice of named-entity matching.
    """
    return citation_findings(
        context,
        "quote-folded",
        Level.WARNING,
        ("folded",),
        "is in its source only with other letters",
        ("copy the spelling of the source",),
    )
