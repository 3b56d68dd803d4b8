"""Make a lock from what has been verified, and keep what nobody has looked at since."""

from __future__ import annotations

from binascii import b2a_base64
from typing import TYPE_CHECKING, Final

import attrs

from averred.anchor.tokens import token_range
from averred.lock.claims import SAID_IN, Claim, claims_of
from averred.lock.passages import read_passage
from averred.lock.records import Lock, LockedCitation, LockedSource
from averred.report import CitationResult

_NOT_EXACT: Final = frozenset(
    {"folded", "ambiguous", "missing", "invalid", "reanchor", "reanchor-critical", "orphan"}
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from averred.factbase import FactBase
    from averred.source import SourceText


def make_lock(
    fact_base: FactBase,
    sources: Mapping[str, SourceText],
    results: Mapping[str, CitationResult],
    *,
    previous: Lock | None = None,
    accept: Collection[str] = (),
    accepted: Mapping[tuple[str, tuple[str, ...]], str] | None = None,
) -> Lock:
    """The lock of a fact base: one line for every citation that is found exactly.

    What stood in the previous lock stays where the source is not at hand. Where the source has changed a
    passage, the line stays that of the old text, marked as such, until a person accepts the change.

    Args:
        fact_base: the facts.
        sources: the texts that are at hand, by source id.
        results: what was found of each citation in these texts, by key.
        previous: the lock so far.
        accept: the facts whose changed passages a person has accepted; keys of passages left out.
        accepted: the fingerprint of each accepted finding, by rule and facts.
    """
    from averred.lock.units import segmenter

    locked = {key: _locked_source(fact_base, key, source) for key, source in sorted(sources.items())}
    kept = previous.sources if previous else {}
    known = {key: source for key, source in kept.items() if key in fact_base.sources}
    keeper = _Keeper(previous, {**known, **locked}, frozenset(accept))
    citations: dict[str, LockedCitation] = {}
    for key, claim in claims_of(fact_base).items():
        source = sources.get(claim.source)
        old = previous.citations.get(key) if previous else None
        fresh = lock_line(claim, source, locked[claim.source], results.get(key)) if source else None
        line = keeper.choose(claim, old, fresh, at_hand=source is not None)
        if line:
            citations[key] = line
    named = segmenter() if locked else previous.segmenter if previous else ""
    return Lock(keeper.sources, citations, dict(accepted or {}), named)


@attrs.frozen(eq=False)
class _Keeper:
    """Decides between what was locked and what is found now."""

    previous: Lock | None
    sources: Mapping[str, LockedSource]
    accept: frozenset[str]

    def choose(
        self, claim: Claim, old: LockedCitation | None, fresh: LockedCitation | None, *, at_hand: bool
    ) -> LockedCitation | None:
        """The line of a citation; None if it has none."""
        if old is None or old.source != claim.source or claim.source not in self.sources:
            return fresh
        if not at_hand:
            return old
        verified = old.text or self._text_before(claim.source)
        changed = verified != self.sources[claim.source].text_digest and old.quote == claim.quote_digest
        is_accepted = claim.key.removesuffix(SAID_IN) in self.accept
        if changed and (fresh is None or (fresh.passage != old.passage and not is_accepted)):
            return old._replace(text=verified, units=())  # units are those of the new text
        return fresh

    def _text_before(self, source: str) -> str:
        known = self.previous.sources.get(source) if self.previous else None
        return known.text_digest if known else ""


def _locked_source(fact_base: FactBase, key: str, source: SourceText) -> LockedSource:
    from averred.lock.units import units_of

    language = fact_base.sources[key].language if key in fact_base.sources else None
    loader = f"{source.loader}/{source.loader_version}"
    units = units_of(source, language)
    return LockedSource(key, source.digest, source.text_digest, len(source.text), loader, units)


def lock_line(
    claim: Claim, source: SourceText, record: LockedSource, result: CitationResult | None
) -> LockedCitation | None:
    """The line of a citation that is found exactly, else None.

    Args:
        claim: the citation.
        source: the text in which it was looked for.
        record: what the lock holds of that text.
        result: what was found.
    """
    from averred.lock.units import touched

    if result is None or result.span is None or result.verdict in _NOT_EXACT:
        return None
    span, read = result.span, result.value_read
    passage = read_passage(source, span)
    return LockedCitation(
        claim.key,
        claim.source,
        claim.quote_digest,
        span,
        passage.digest,
        token_range(source, span),
        b2a_base64(passage.skeleton, newline=False).decode(),
        passage.critical,
        touched(record.units, span),
        claim.claim_digest(value_read=read),
        read,
    )
