"""What would settle a quote that stands in several places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from averred.anchor.boundaries import is_boundary
from averred.anchor.verdict import Anchor
from averred.normalise import NormalisedText

_MOST: Final = 200  # the longest prefix that is proposed, in characters
_PROPOSED: Final = 3


def ambiguous(normalised: NormalisedText, places: list[tuple[int, int]], shown: int) -> Anchor:
    """The verdict on a quote with several admissible places, with the context that settles the first few."""
    settled = [settling(normalised.text, place, places) for place in places[:_PROPOSED]]
    proposals = [f'{key} = "{words}"' for key, words in filter(None, settled)]
    return Anchor(
        "ambiguous",
        None,
        f"the quote stands in {len(places)} places",
        "add " + ", or ".join(proposals) if proposals else "quote more words",
        tuple(normalised.raw_span(*place) for place in places[:shown]),
    )


def settling(text: str, place: tuple[int, int], places: list[tuple[int, int]]) -> tuple[str, str] | None:
    """The shortest ("prefix", words), else ("suffix", words), that only this place has; None if none does."""
    others = [other for other in places if other != place]
    for prefix in _before(text, place[0]):
        if not any(_preceded(text, start, prefix) for start, _ in others):
            return "prefix", prefix
    for suffix in _after(text, place[1]):
        if not any(_followed(text, end, suffix) for _, end in others):
            return "suffix", suffix
    return None


def _before(text: str, start: int) -> Iterator[str]:
    """The words before an offset: one of them, two of them, and so on."""
    end = start - (text[start - 1 : start] == " ")
    for begin in range(end - 1, max(-1, end - _MOST), -1):
        if text[begin].isalnum() and is_boundary(text, begin):
            yield text[begin:end]


def _after(text: str, end: int) -> Iterator[str]:
    begin = end + (text[end : end + 1] == " ")
    for stop in range(begin + 1, min(len(text), begin + _MOST) + 1):
        if text[stop - 1].isalnum() and is_boundary(text, stop):
            yield text[begin:stop]


def _preceded(text: str, start: int, prefix: str) -> bool:
    begin = start - (text[start - 1 : start] == " ") - len(prefix)
    return begin >= 0 and text.startswith(prefix, begin) and is_boundary(text, begin)


def _followed(text: str, end: int, suffix: str) -> bool:
    begin = end + (text[end : end + 1] == " ")
    return text.startswith(suffix, begin) and is_boundary(text, begin + len(suffix))
