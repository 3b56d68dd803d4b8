"""Cuts a text into numbers, words and signs, with their places."""

from __future__ import annotations

import re
from collections.abc import Callable

#: A number with separators, a word (letters, one inner apostrophe), a name such as "B12", or one sign.
#: A space groups digits only in threes, and never after a group of more than three. Scripts without spaces
#: (kana, Han) write digits right after a word, which is no name then.
_TOKEN = re.compile(
    r"[0-9]{1,3}(?:[\u00a0\u202f\u2009 ][0-9]{3}(?![0-9]))+(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,'’][0-9]+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+|(?=[0-9])(?<![\u3040-\u30ff\u3400-\u9fff])\w+)?"
    r"|\.\.\.?|[^\s\w]|_+|\d+|\w"
)


def word_list(text: str) -> list[str]:
    """The words of a table that is written down as running text."""
    return text.split()


def phrase_list(text: str) -> list[str]:
    """The phrases of a table that is written down with semicolons, over one or more lines."""
    return [" ".join(phrase.split()) for phrase in text.split(";")]


class _Words(dict[int, str]):
    """Words by their place; an empty one before the first and after the last."""

    def __missing__(self, place: int) -> str:
        """No word stands there."""
        return ""


class Tokens:
    """The tokens of a text as parallel lists.

    Attributes:
        text: the text.
        words: the tokens in lower case.
        starts, ends: their offsets in the text.
        word: gives the token at a place in lower case; empty before the first and after the last one.
        metres: a letter m right after digits is metres, and not a million.
    """

    __slots__ = ("ends", "metres", "starts", "text", "word", "words")

    def __init__(self, text: str, begin: int = 0, end: int | None = None) -> None:
        self.text = text
        self.metres = False
        spans = [match.span() for match in _TOKEN.finditer(text, begin, len(text) if end is None else end)]
        self.words = [text[start:stop].lower() for start, stop in spans]
        # Asked for many times a number, so it is a look-up without a function of our own.
        self.word: Callable[[int], str] = _Words(enumerate(self.words)).__getitem__
        self.starts = [start for start, __ in spans]
        self.ends = [stop for __, stop in spans]

    def __len__(self) -> int:
        return len(self.words)

    def raw(self, i: int) -> str:
        """The token at `i` as it is written; empty where there is none."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Whether nothing stands between the token at `i` and the one before it."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def between(self, i: int, j: int) -> str:
        """The text from the token at `i` to the one before `j`."""
        return self.text[self.starts[i] : self.ends[j - 1]]

    def matches(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether the tokens of a phrase stand at `i`."""
        words = self.words
        return words[i : i + 1] == [phrase[0]] and words[i : i + len(phrase)] == list(phrase)
