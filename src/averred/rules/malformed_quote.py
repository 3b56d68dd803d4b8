"""The rule `malformed-quote`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, citation_findings, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@rule("malformed-quote", Level.ERROR, needs=Need.DOUBT)
def malformed_quote(context: Context) -> Iterable[Finding]:
    r"""A quote or a text directive is written in a way that has no meaning.

    What it reports:
        Quotes that are empty, that have more than one ellipsis or one at an end, and directives
        that browsers would refuse.

    Why it matters:
        A quote that cannot be read cannot be checked.

    Example:
        `quote = " … of the march"`: the first words are missing.

    What to do:
        Write words of the source, or first and last words with " … " between them.

    Options:
        None.

    Where the idea comes from:
        WICG Scroll to Text Fragment: what a directive is.
    """
    return citation_findings(
        context, "malformed-quote", Level.ERROR, ("invalid",), "cannot be read as a quote"
    )
