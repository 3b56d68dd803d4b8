"""Two texts of one source: which facts are exact, moved, changed, gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.anchor import anchor
from averred.lock import claims_of, result_of
from averred.lock.comparing import verify_full
from averred.lock.making import make_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.factbase import FactBase
    from averred.lock import Claim
    from averred.report import CitationResult
    from averred.source import SourceText


def drift(fact_base: FactBase, source: str, old: SourceText, new: SourceText) -> dict[str, CitationResult]:
    """What became of every citation of a source between two of its texts, by key.

    A quote that is not exactly in the old text is judged by the new one alone. The verdicts are those of a
    check with a lock: `exact`, `moved`, `drift`, `drift-critical`, `reanchor`, `reanchor-critical`, `orphan`,
    `ambiguous`, `folded`, and `missing` or `invalid` where the quote was not in the old text either.

    Args:
        fact_base: the facts.
        source: the id of the source.
        old: the text that the facts were written from.
        new: the text as it is now.
    """
    claims = {key: claim for key, claim in claims_of(fact_base).items() if claim.source == source}
    lock = make_lock(fact_base, {source: old}, found_in(old, claims))
    return verify_full(lock, claims, {source: new}, found_in(new, claims))


def found_in(source: SourceText, claims: Mapping[str, Claim]) -> dict[str, CitationResult]:
    """What becomes of each claim in a text; whether its value is read there is not asked."""
    return {key: _found(source, claim) for key, claim in claims.items()}


def _found(source: SourceText, claim: Claim) -> CitationResult:
    found = anchor(claim.quote, source, prefix=claim.prefix, suffix=claim.suffix, section=claim.section)
    return result_of(claim.key, found, source)
