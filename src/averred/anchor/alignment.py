"""Where in a window of tokens a cited sequence of tokens best fits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction

import attrs


@attrs.frozen
class Alignment:
    """A stretch of a sequence that resembles another sequence.

    Attributes:
        score: twice the tokens in common by the sum of both lengths, 0 to 1 (Dice's coefficient over a
            match that keeps the order), of the stretch from the first to the last token in common.
        start: where the stretch starts, as an index into the searched sequence; it has room for the cited
            tokens that were not found at its ends.
        end: where it ends.
        common: how many tokens they have in common.
    """

    score: Fraction
    start: int
    end: int
    common: int


def align(wanted: Sequence[Hashable], window: Sequence[Hashable], offset: int = 0) -> Alignment | None:
    """The stretch of a window that is most like the wanted sequence; None if they share nothing.

    Args:
        wanted: the cited tokens.
        window: tokens of the source.
        offset: what to add to indexes of the window.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, wanted, window, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    best: Alignment | None = None
    for first, opening in enumerate(blocks):
        common = 0
        for closing in blocks[first:]:
            common += closing.size
            end = closing.b + closing.size
            score = Fraction(2 * common, len(wanted) + end - opening.b)
            if best is None or score > best.score:
                head, tail = opening.a, len(wanted) - closing.a - closing.size
                best = _widened(Alignment(score, opening.b, end, common), head, tail, len(window))
    if best is None:
        return None
    return Alignment(best.score, best.start + offset, best.end + offset, best.common)


def _widened(tight: Alignment, head: int, tail: int, length: int) -> Alignment:
    """With room for the first and last cited words, which may stand here in other words."""
    if 2 * (head + tail) > tight.end - tight.start + head + tail:
        return tight
    return Alignment(tight.score, max(0, tight.start - head), min(length, tight.end + tail), tight.common)


def changed(
    old: Sequence[str], new: Sequence[str], *, alike: Callable[[str], str] = str
) -> list[tuple[str, str]]:
    """What was written and what stands there now, for every stretch of words that differs.

    Args:
        old: the words that were written.
        new: the words that stand there now.
        alike: what of a word is compared.
    """
    from difflib import SequenceMatcher

    before, after = list(map(alike, old)), list(map(alike, new))
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in codes if tag != "equal"]
