"""What was found in a text at hand, compared with what was locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.lock.passages import read_passage
from averred.source import on_one_line
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.lock.claims import Claim
    from averred.lock.records import Lock, LockedCitation
    from averred.reanchor import Reanchoring
    from averred.report import CitationResult
    from averred.source import SourceText
    from averred.spans import Span

_SHOWN: Final = 60  # characters of a passage that tells where another one stood


def verify_full(
    lock: Lock,
    claims: Mapping[str, Claim],
    sources: Mapping[str, SourceText],
    results: Mapping[str, CitationResult],
) -> dict[str, CitationResult]:
    """What was found in the texts at hand, compared with what was locked.

    Adds the verdicts `moved`, `drift`, `drift-critical`, `reanchor`, `reanchor-critical`, `orphan` and
    `lock-corrupt` where the lock has a line about a citation; leaves the others as they are.

    Args:
        lock: the lock.
        claims: the citations, by key.
        sources: the texts at hand, by source id.
        results: what was found of each citation in them, by key.
    """
    judge = _Judge(lock, claims, sources, results)
    with undisturbed():
        return {key: judge.verdict(key, result) for key, result in results.items()}


@attrs.frozen(eq=False)
class _Judge:
    lock: Lock
    claims: Mapping[str, Claim]
    sources: Mapping[str, SourceText]
    results: Mapping[str, CitationResult]
    searches: dict[str, Reanchoring] = attrs.field(factory=dict, init=False)

    def verdict(self, key: str, result: CitationResult) -> CitationResult:
        line = self.lock.citations.get(key)
        claim = self.claims.get(key)
        if line is None or claim is None or not self._is_about(line, claim):
            return result
        unchanged = self._text_of(line) == self.sources[claim.source].text_digest
        if result.verdict == "exact" and result.span is not None:
            judged = self._compared if unchanged else self._moved_or_drifted
            return judged(line, result, result.span)
        return result if unchanged or result.verdict != "missing" else self._lost(line, result)

    def _is_about(self, line: LockedCitation, claim: Claim) -> bool:
        """Whether a line is about this very citation in a text at hand."""
        same = line.source == claim.source and line.quote == claim.quote_digest
        return same and claim.source in self.sources and claim.source in self.lock.sources

    def _text_of(self, line: LockedCitation) -> str:
        return line.text or self.lock.sources[line.source].text_digest

    def _compared(self, line: LockedCitation, result: CitationResult, span: Span) -> CitationResult:
        """On an unchanged text place and words must be those of the lock."""
        passage = read_passage(self.sources[line.source], span)
        if line.span != span:
            what = "place"
        elif line.passage != passage.digest:
            what = "digest"
        elif line.critical != passage.critical:
            what = "list of its numbers, negations and hedges"
        else:
            return result
        return attrs.evolve(
            result,
            verdict="lock-corrupt",
            message=f"the source is unchanged, but the lock has another {what}",
        )

    def _moved_or_drifted(self, line: LockedCitation, result: CitationResult, span: Span) -> CitationResult:
        passage = read_passage(self.sources[line.source], span)
        if line.passage == passage.digest:
            return result if line.span == span else attrs.evolve(result, verdict="moved")
        from averred.reanchor import told

        if passage.critical == line.critical:
            why = "its first and last words are there, other words between them have changed"
            return attrs.evolve(result, verdict="drift", message=why)
        message = told(line.critical, self.sources[line.source], span)
        return attrs.evolve(result, verdict="drift-critical", message=message)

    def _lost(self, line: LockedCitation, result: CitationResult) -> CitationResult:
        proposal = self._search(line.source).propose(line)
        if proposal is None:
            told = filter(None, (result.suggestion, self._neighbours(line)))
            why = "the passage is gone"
            return attrs.evolve(result, verdict="orphan", message=why, suggestion="; ".join(told) or None)
        span = proposal.span
        words = on_one_line(self.sources[line.source].text[span.start : span.end])
        percent = round(100 * proposal.score)
        why = f"the passage has changed{': ' if proposal.message else ''}{proposal.message}"
        return attrs.evolve(
            result,
            verdict="reanchor-critical" if proposal.critical else "reanchor",
            message=why,
            suggestion=f"it may now be “{words}” ({percent} % of its words are the same)",
        )

    def _neighbours(self, line: LockedCitation) -> str | None:
        """Between which passages it stood, of those that other facts cite and that are still there."""
        text = self.sources[line.source].text
        others = sorted(
            (other.tokens[0], text[result.span.start : result.span.end])
            for key, result in self.results.items()
            if (other := self.lock.citations.get(key)) and other.source == line.source and result.span
        )
        before = [words for start, words in others if start < line.tokens[0]][-1:]
        after = [words for start, words in others if start > line.tokens[0]][:1]
        told = [f"after “{_short(words)}”" for words in before] + [
            f"before “{_short(words)}”" for words in after
        ]
        return f"it stood {' and '.join(told)}" if told else None

    def _search(self, source: str) -> Reanchoring:
        """The index of a changed text, with the places of the citations that were found again."""
        if source not in self.searches:
            from averred.lock.units import units_of
            from averred.reanchor import Reanchoring

            text = self.sources[source]
            self.searches[source] = Reanchoring(
                text, self._placed(source), lambda: [unit.span for unit in units_of(text)]
            )
        return self.searches[source]

    def _placed(self, source: str) -> list[tuple[int, int]]:
        from bisect import bisect_left

        from averred.anchor.tokens import token_starts

        starts = token_starts(self.sources[source])
        normalised = self.sources[source].normalised()
        placed = []
        for key, result in self.results.items():
            line = self.lock.citations.get(key)
            if line and line.source == source and result.verdict == "exact" and result.span:
                placed.append(
                    (line.tokens[0], bisect_left(starts, normalised.normalised_offset(result.span.start)))
                )
        return placed


def _short(words: str) -> str:
    """The first words of a passage."""
    line = on_one_line(words)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0] or line[:_SHOWN]} …"
