"""Where a passage that was written anew may stand: the sentence that has most of its rare words.

A row of a table that became a sentence has no three of its words in a row, and still names and numbers.
Which sentence has them is weighed as odds: each word of the passage that stands in it counts for as much as
it is rare in the text, each that does not counts against it, and so does each other sentence that had the
same chance. A sentence is named only if the odds are clear, against chance and against the next one.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from collections import Counter
from fractions import Fraction
from itertools import islice
from math import log
from typing import TYPE_CHECKING, Final

import attrs

from averred.anchor.tokens import critical_among, skeleton_among, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.source import SourceText
    from averred.spans import Span

    Word = int | str  # its hash byte; itself where it is critical, for these stand in the lock

_KEPT: Final = 0.6
"""The share of its words that a passage keeps when it is changed."""
_CLEAR: Final = log(100)
"""The least odds of the best sentence, as a logarithm: against chance, and against the second."""
_WEIGHED: Final = 24  # sentences with most of its words; the others are not looked at
_USUAL: Final = 20  # words of a sentence: a word that most of such sentences have says nothing


@attrs.frozen
class Reworded:
    """A sentence that may be a passage in other words.

    Attributes:
        span: the sentence, in code points of the text.
        share: how many of the passage's different words stand in it, of all of them.
    """

    span: Span
    share: Fraction


class Rewording:
    """The words of each sentence of a text, for any number of passages."""

    def __init__(self, source: SourceText, sentences: Sequence[Span]) -> None:
        """Index a text.

        Args:
            source: the text.
            sentences: its sentences, headings and items, in order.
        """
        self._source = source
        self._sentences = sentences
        self._counts: Counter[Word] = Counter()
        self._lengths = array("q")
        self._length = 0
        self._holders = [bytearray(len(sentences) // 8 + 1) for _ in range(256)]
        for number, sentence in enumerate(sentences):
            words = self._words(sentence)
            hashed = skeleton_among(words)
            self._counts.update((*hashed, *critical_among(words)))
            self._lengths.append(len(words))
            self._length += len(words)
            for byte in set(hashed):
                self._holders[byte][number >> 3] |= 1 << (number & 7)
        self._bits: dict[int, int] = {}

    def find(self, skeleton: str, critical: Sequence[str]) -> Reworded | None:
        """The sentence that most likely is a passage in other words; None if none clearly is.

        Args:
            skeleton: one hash byte for each word of the passage, in base64.
            critical: its numbers, negations, hedges and months, in order.
        """
        hashed = a2b_base64(skeleton)
        wanted = frozenset(_with_critical(hashed, critical))
        weighed = sorted(
            ((self._weigh(wanted, number), number) for number in self._likely(frozenset(hashed))),
            key=lambda one: (-one[0], one[1]),
        )
        odds = [*(odds for odds, _ in weighed[:2]), 0.0, 0.0]
        if odds[0] < log(len(self._sentences) or 1) + _CLEAR or odds[0] - odds[1] < _CLEAR:
            return None
        best = weighed[0][1]
        there = sum(self._stands_in(best, word) for word in wanted)
        return Reworded(self._sentences[best], Fraction(there, len(wanted)))

    def _weigh(self, wanted: frozenset[Word], sentence: int) -> float:
        """The logarithm of the odds that a sentence is the passage and not another one."""
        length = self._lengths[sentence]
        return odds_of((self._chance(word, length), self._stands_in(sentence, word)) for word in wanted)

    def _stands_in(self, sentence: int, word: Word) -> bool:
        byte = word if isinstance(word, int) else skeleton_among((word,))[0]
        if not self._holders[byte][sentence >> 3] >> (sentence & 7) & 1:
            return False
        return word == byte or word in critical_among(self._words(self._sentences[sentence]))

    def _chance(self, word: Word, length: int) -> float:
        """That a word stands among so many others of the text."""
        return float(1 - (1 - (self._counts[word] + 0.5) / (self._length + 1)) ** length)

    def _words(self, sentence: Span) -> list[str]:
        normalised = self._source.normalised()
        low = normalised.normalised_offset(sentence.start)
        return tokens(normalised.text[low : normalised.normalised_offset(sentence.end)])

    def _likely(self, hashed: Iterable[int]) -> list[int]:
        """The numbers of the sentences that have most of these words.

        Sentences are bits of one number, and counts are added in columns: a few steps for all of them.
        """
        columns: list[int] = []
        for byte in hashed:
            carried = self._having(byte) if self._chance(byte, _USUAL) < _KEPT else 0
            for place, column in enumerate(columns):
                columns[place], carried = column ^ carried, column & carried
            columns += [carried] if carried else []
        likely: list[int] = []
        for count in range(2 ** len(columns) - 1, 0, -1):
            same = -1
            for place, column in enumerate(columns):
                same &= column if count >> place & 1 else ~column
            likely += islice(_places_of(same), _WEIGHED)
            if len(likely) >= _WEIGHED:
                break
        return likely[:_WEIGHED]

    def _having(self, byte: int) -> int:
        if byte not in self._bits:
            self._bits[byte] = int.from_bytes(self._holders[byte], "little")
        return self._bits[byte]


def odds_of(words: Iterable[tuple[float, bool]]) -> float:
    """The logarithm of the odds that words stand somewhere because a passage does, and not by chance.

    Args:
        words: for each word of the passage the chance that it stands there anyway, and whether it does.
    """
    return sum(
        log(_KEPT / chance) if stands else log((1 - _KEPT) / (1 - chance))
        for chance, stands in words
        if chance < _KEPT  # else it says nothing
    )


def _with_critical(hashed: bytes, critical: Sequence[str]) -> Iterator[Word]:
    """The words of a passage: what the lock has in letters as itself, of others the hash byte."""
    waiting = list(reversed(critical))
    for byte in hashed:
        if waiting and skeleton_among(waiting[-1:])[0] == byte:
            yield waiting.pop()
        else:
            yield byte


def _places_of(bits: int) -> Iterator[int]:
    """Which bits are set, from the lowest."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
