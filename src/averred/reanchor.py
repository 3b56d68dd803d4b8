"""Where a passage that is no longer found word by word may stand now: a proposal, never a verdict of its own.

The lock keeps one hash byte a word (the skeleton). Seeds of three such bytes vote for windows of the new
text, the best windows are aligned, and the best alignment is proposed if it is good enough and clearly ahead
of the second. Where its words are no longer in a row, a sentence is proposed that has most of its rare ones
in any order (`averred.reworded`). The words that changed are shown; whether the fact still holds is for a
person to say.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from collections import Counter
from fractions import Fraction
from itertools import islice, pairwise
from math import log
from typing import TYPE_CHECKING, Final, Protocol

import attrs

from averred.anchor.alignment import Alignment, align
from averred.anchor.tokens import critical_words, skeleton_of, small, token_end, token_starts, with_capital
from averred.normalise import normalise_words
from averred.reworded import Rewording, odds_of
from averred.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from averred.source import SourceText

NEAR: Final = Fraction(6, 10)
"""The least score of a proposal between the places of its exact neighbours."""
FAR: Final = Fraction(9, 10)
"""The least score elsewhere."""
LEAD: Final = Fraction(1, 10)
"""How far the best place must be ahead of the second."""
_ODDS: Final = log(3)  # as a logarithm: the least odds against chance, at one of so many places
_WINDOWS: Final = 6
_COMMON: Final = 200  # a seed that stands in more places says nothing


class Lost(Protocol):
    """What is known of a passage without its words: a line of a lock."""

    @property
    def tokens(self) -> tuple[int, int]:
        """The range of the old text's tokens in which it stood."""

    @property
    def skeleton(self) -> str:
        """One hash byte for each of its tokens, in base64."""

    @property
    def critical(self) -> tuple[str, ...]:
        """Its numbers, negations and hedges, in order."""


@attrs.frozen
class Proposal:
    """Where a passage may stand now.

    Attributes:
        span: the proposed passage, in code points of the new text.
        score: how alike its skeleton is to the old one; of a sentence, the share of the words; 0 to 1.
        critical: whether a number, negation or hedge is not what it was.
        message: the critical words that changed, in words.
    """

    span: Span
    score: Fraction
    critical: bool
    message: str


class Reanchoring:
    """The skeleton of a new text with an index of its seeds, for any number of lost citations."""

    def __init__(
        self,
        source: SourceText,
        placed: Iterable[tuple[int, int]] = (),
        sentences: Callable[[], Sequence[Span]] = tuple,
    ) -> None:
        """Index a text.

        Args:
            source: the new text.
            placed: for citations that were found again, where their tokens started in the old text and
                start in the new one.
            sentences: gives the sentences, headings and items of the new text, where they are asked for.
        """
        self._source = source
        self._normalised = source.normalised()
        self._starts = token_starts(source)
        self._skeleton = skeleton_of(self._normalised.text)
        self._counts = Counter(self._skeleton)
        self._placed = sorted(placed)
        self._sentences = sentences
        self._known_pairs: list[array[int]] = []
        self._rewording: Rewording | None = None

    def propose(self, lost: Lost) -> Proposal | None:
        """The best place for a lost citation; None if none is good enough or none is clearly best."""
        return self._in_order(lost) or self._in_any_order(lost)

    def _in_order(self, lost: Lost) -> Proposal | None:
        wanted = a2b_base64(lost.skeleton)
        low, high = self._between(lost.tokens[0])
        found = self._aligned(wanted)
        if not found:
            return None
        best = found[0]
        nearby = low <= best.start < high
        if best.score < (NEAR if nearby else FAR):
            return None
        if self._odds(wanted, best) < log(high - low if nearby else len(self._skeleton)) + _ODDS:
            return None
        if len(found) > 1 and best.score - found[1].score < LEAD:
            return None
        end = token_end(self._normalised.text, self._starts[best.end - 1])
        span = self._normalised.raw_span(self._starts[best.start], end)
        return self._proposal(span, best.score, lost)

    def _in_any_order(self, lost: Lost) -> Proposal | None:
        if self._rewording is None:
            self._rewording = Rewording(self._source, self._sentences())
        found = self._rewording.find(lost.skeleton, lost.critical)
        return self._proposal(found.span, found.share, lost) if found else None

    def _odds(self, wanted: bytes, found: Alignment) -> float:
        """The logarithm of the odds that a stretch resembles a passage for another reason than chance."""
        here = Counter(self._skeleton[found.start : found.end])
        return odds_of(
            (self._counts[byte] / len(self._skeleton), number < here[byte])
            for byte, times in Counter(wanted).items()
            for number in range(times)
        )

    def _between(self, token: int) -> tuple[int, int]:
        """Where the exact neighbours of an old place stand now: the range in which it is near."""
        from bisect import bisect_left

        at = bisect_left(self._placed, (token, -1))
        low = self._placed[at - 1][1] if at else 0
        high = self._placed[at][1] if at < len(self._placed) else len(self._skeleton)
        return (low, high) if low < high else (0, 0)

    def _aligned(self, wanted: bytes) -> list[Alignment]:
        """Alignments in the windows with most seeds, best first, none overlapping a better one."""
        width = max(4, len(wanted) // 4)
        reach = len(wanted) // 2 + 3
        windows = [
            (max(0, start - reach), start + 2 * width + len(wanted) + reach)
            for start in self._windows(wanted, width)
        ]
        aligned = (align(wanted, self._skeleton[low:high], low) for low, high in windows)
        found = [one for one in aligned if one]
        found.sort(key=lambda one: (-one.score, one.start))
        apart: list[Alignment] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in apart):
                apart.append(one)
        return apart

    def _windows(self, wanted: bytes, width: int) -> list[int]:
        size = 3 if len(wanted) > 4 else 1  # short passages have no three words that stayed
        votes: Counter[int] = Counter()
        for at in range(len(wanted) - size + 1):
            for place in self._places(wanted[at : at + size]):
                bucket = (place - at) // width
                votes[bucket] += 1
                votes[bucket - 1] += 1
        chosen: list[int] = []
        for bucket, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
            if all(abs(bucket - other) > 1 for other in chosen):
                chosen.append(bucket)
            if len(chosen) == _WINDOWS:
                break
        return [max(0, bucket * width) for bucket in chosen]

    def _places(self, seed: bytes) -> list[int]:
        """Where a seed of one byte or three stands; nothing where it stands in too many places."""
        if len(seed) == 1:
            found = _each(self._skeleton, seed)
        else:
            third, rest = seed[2], self._skeleton
            pairs = self._pairs()[seed[0] << 8 | seed[1]]
            found = (at for at in pairs if at + 2 < len(rest) and rest[at + 2] == third)
        places = list(islice(found, _COMMON + 1))
        return places if len(places) <= _COMMON else []

    def _pairs(self) -> Sequence[Sequence[int]]:
        """Where each pair of bytes stands: four bytes a word, where a list for each seed would take forty."""
        if not self._known_pairs:
            self._known_pairs = [array("I") for _ in range(1 << 16)]
            for at, (first, second) in enumerate(pairwise(self._skeleton)):
                self._known_pairs[first << 8 | second].append(at)
        return self._known_pairs

    def _proposal(self, span: Span, score: Fraction, lost: Lost) -> Proposal:
        message = told(lost.critical, self._source, span)
        return Proposal(span, score, bool(message), message)


def _each(skeleton: bytes, byte: bytes) -> Iterator[int]:
    at = skeleton.find(byte)
    while at >= 0:
        yield at
        at = skeleton.find(byte, at + 1)


def told(old: Sequence[str], source: SourceText, span: Span) -> str:
    """In words: which numbers, negations, hedges and months of a lock's passage are others in a text.

    Args:
        old: those of the lock, with small letters.
        source: the text.
        span: where the passage stands in it now.
    """
    from averred.anchor.alignment import changed

    new = critical_words(normalise_words(source.text[span.start : span.end]))
    words = []
    for before, after in changed(list(map(with_capital, old)), new, alike=small):
        if not before:
            words.append(f"“{after}” was added")
        elif not after:
            words.append(f"“{before}” is gone")
        else:
            words.append(f"“{before}” became “{after}”")
    return "; ".join(words)
