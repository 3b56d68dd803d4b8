"""The rule `quote-moved`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("quote-moved", Level.NOTE, needs=Need.DOUBT)
def quote_moved(context: Context) -> Iterable[Finding]:
    r"""The passage of a fact is unchanged and stands elsewhere in the source.

    What it reports:
        Passages with the locked words at other offsets.

    Why it matters:
        Nothing is wrong; the source was edited before the passage.

    Example:
        A paragraph was added at the top of the article.

    What to do:
        Run `averred lock`.

    Options:
        None.

    Where the idea comes from:
        Robust anchoring as in Hypothesis and Apache Annotator.
    """
    return citation_findings(
        context,
        "quote-moved",
        Level.NOTE,
        ("moved",),
        "stands at another place than when it was locked",
        ("run averred lock to note the new place",),
    )
