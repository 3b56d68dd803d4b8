"""What would settle a quote that stands in several places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from averred.anchor.boundaries import is_boundary
from averred.anchor.verdict import Anchor
from averred.normalise import NormalisedText

_LONGEST: Final = 200  # of a prefix or suffix that is proposed, in characters
_PROPOSED: Final = 3
MOST: Final = 1_000  # of more places nothing short tells one apart
_SHOWN: Final = 100
_Fits: TypeAlias = Callable[[tuple[int, int], str], bool]


def ambiguous(normalised: NormalisedText, places: list[tuple[int, int]]) -> Anchor:
    """The verdict on a quote with several admissible places, with the context that settles the first few."""
    proposed = places[:_PROPOSED] if len(places) <= MOST else []
    settled = [settling(normalised.text, place, places, _LONGEST) for place in proposed]
    proposals = [_told(*context) for context in settled if context]
    return Anchor(
        "ambiguous",
        None,
        f"the quote stands in {len(places)} places",
        "add " + ", or ".join(proposals) if proposals else "quote more words",
        tuple(normalised.raw_span(*place) for place in places[:_SHOWN]),
    )


def settling(
    text: str, place: tuple[int, int], places: list[tuple[int, int]], longest: int
) -> tuple[str, str] | None:
    """The shortest prefix, else the shortest suffix, else both, that no other of the places has.

    Args:
        text: the normalised text.
        place: the one that is meant.
        places: all admissible places.
        longest: the most characters of a prefix or suffix.

    Returns:
        Prefix and suffix, empty where not needed; None if no context of that length settles it.
    """
    others = [other for other in places if other != place]

    def after() -> Iterator[str]:  # one at a time: all of them are as long as the square of the text
        return _after(text, place[1], longest)

    prefix, left = _shortest(
        _before(text, place[0], longest), others, lambda other, words: _preceded(text, other[0], words)
    )
    if not left:
        return prefix, ""
    suffix, rest = _shortest(after(), others, lambda other, words: _followed(text, other[1], words))
    if not rest:
        return "", suffix
    suffix, rest = _shortest(after(), left, lambda other, words: _followed(text, other[1], words))
    return None if rest else (prefix, suffix)


def _shortest(
    contexts: Iterator[str], others: list[tuple[int, int]], fits: _Fits
) -> tuple[str, list[tuple[int, int]]]:
    """The first context that fits no other place, or the longest; and the places that it fits as well."""
    words = ""
    for words in contexts:
        others = [other for other in others if fits(other, words)]
        if not others:
            break
    return words, others


def _before(text: str, start: int, longest: int) -> Iterator[str]:
    """What stands before an offset, from its last word to as much as is allowed."""
    end = start - (text[start - 1 : start] == " ")
    least = max(0, end - longest)
    for begin in range(end - 1, least - 1, -1):
        if (text[begin].isalnum() or begin == 0) and is_boundary(text, begin):
            yield text[begin:end]


def _after(text: str, end: int, longest: int) -> Iterator[str]:
    """What stands after an offset, likewise."""
    begin = end + (text[end : end + 1] == " ")
    most = min(len(text), begin + longest)
    for stop in range(begin + 1, most + 1):
        if (text[stop - 1].isalnum() or stop == len(text)) and is_boundary(text, stop):
            yield text[begin:stop]


def _preceded(text: str, start: int, prefix: str) -> bool:
    begin = start - (text[start - 1 : start] == " ") - len(prefix)
    return begin >= 0 and text.startswith(prefix, begin)


def _followed(text: str, end: int, suffix: str) -> bool:
    return text.startswith(suffix, end + (text[end : end + 1] == " "))


def _told(prefix: str, suffix: str) -> str:
    pairs = (("prefix", prefix), ("suffix", suffix))
    return " and ".join(f"{key} = {_in_quotes(words)}" for key, words in pairs if words)


def _in_quotes(words: str) -> str:
    """Words as a value in a fact file."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return f"'{words}'" if "'" not in words else f"'''{words}'''"
