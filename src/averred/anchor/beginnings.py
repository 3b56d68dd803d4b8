"""Where many citations may begin in a long text: one pass over its words for all of them.

The text is parted at everything that is neither letter, digit nor mark. But for scripts without spaces, a
passage can only begin and end where a word does (`averred.anchor.boundaries`); so the first words of a
citation are whole words of the text, and one look into a table for every word of the text finds them all.
"""

from __future__ import annotations

from itertools import compress, count, islice
from string import punctuation
from typing import TYPE_CHECKING, Final, TypeAlias

from averred.anchor.boundaries import is_separator, is_spaceless
from averred.normalise import characters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from averred.anchor.places import Terms

_WORDS: Final = 3  # that are looked up together
_PIECE: Final = 1 << 20  # code points of the text that are parted into words at once
_FEW: Final = 80  # up to so many distinct separators, one str.replace each is faster than str.translate

# The first whole words of a citation, and how many signs stand before them.
_FirstWords: TypeAlias = tuple[tuple[str, ...], int]
# A way in which it may stand in the text: its number; its prefix, a space or nothing, and its own words (all
# or the first ones); how many signs stand before the first letter or digit; where the passage begins in it;
# the place of another way with the same first words, or -1.
_Way: TypeAlias = tuple[int, str, int, int, int]


class Beginnings:
    """A table of the first words of citations, for one text in n1.

    It holds plain tuples of words and numbers alone, which the garbage collector need not follow: lists or
    records would cost half as much time again.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spaces = {ord(sign): " " for sign in _signs(text) if is_separator(sign)}
        self._sought: list[_Way] = []
        # By how many words they are looked up: the first words, and the last citation added with them.
        self._tables: list[dict[tuple[str, ...], int]] = [{} for _ in range(_WORDS)]

    def add(self, number: int, terms: Terms) -> bool:
        """Take a citation in; False where it has no whole word to be looked up by."""
        suffix = "" if terms.end is not None else terms.suffix
        if not terms.prefix and not suffix:
            key, lead = self._first_words(terms.start)
            if key:
                self._enter(key, number, terms.start, lead, 0)
            return bool(key)
        # After the prefix and before the suffix is a space or none.
        ways = {
            (self._first_words(keyed), words): None
            for words in _joined(terms.prefix, terms.start)
            for keyed in _joined(words, suffix)
        }
        return self._put(number, terms, ways)

    def _put(self, number: int, terms: Terms, ways: Collection[tuple[_FirstWords, str]]) -> bool:
        if any(not key for (key, _), _ in ways):
            return False
        for (key, lead), words in ways:
            self._enter(key, number, words, lead, len(words) - len(terms.start))
        return True

    def _enter(self, key: tuple[str, ...], number: int, words: str, lead: int, start: int) -> None:
        table = self._tables[len(key) - 1]
        last = table.get(key, -1)
        table[key] = len(self._sought)
        self._sought.append((number, words, lead, start, last))

    def _first_words(self, words: str) -> _FirstWords:
        """The first whole words of a stretch that begins and ends at boundaries, and what stands before them.

        There are none where it begins in a script without spaces, and so perhaps inside a word as it is meant
        here.
        """
        is_plain = words.replace(" ", "").isalnum()
        spaced = words if is_plain else words.translate(self._spaces)
        bare = spaced.lstrip(" ")
        whole = bare.split(" ", _WORDS)
        if len(whole) > _WORDS:
            whole.pop()
        elif not whole[-1] or is_spaceless(whole[-1][-1]):
            whole.pop()  # it may go on in the text
        return () if is_spaceless(words[0]) else tuple(whole), len(spaced) - len(bare)

    def starts(self) -> Iterator[tuple[int, list[int]]]:
        """Each citation whose first words stand somewhere, with the places, ascending.

        Some of them are no admissible places.
        """
        found: dict[int, int] = {}
        again: dict[int, set[int]] = {}  # those with more places than one
        for low, words in self._pieces():
            for length, table in enumerate(self._tables, 1):
                if table:
                    groups = zip(*(islice(words, first, None) for first in range(length)), strict=False)
                    done, offset = 0, low
                    for at in compress(count(), map(table.__contains__, groups)):
                        offset += sum(map(len, words[done:at])) + at - done
                        done = at
                        self._note(table[tuple(words[at : at + length])], offset, found, again)
        for number, start in found.items():
            yield number, sorted(again[number]) if number in again else [start]

    def _note(self, last: int, word: int, found: dict[int, int], again: dict[int, set[int]]) -> None:
        """Note where the citations would begin whose words stand where a word starts."""
        while last >= 0:
            number, words, lead, start, last = self._sought[last]
            low = word - lead
            if low >= 0 and self._text.startswith(words, low):
                start += low
                if found.setdefault(number, start) != start:
                    again.setdefault(number, {found[number]}).add(start)

    def _pieces(self) -> Iterator[tuple[int, list[str]]]:
        """Where each stretch of the text starts, with its words and the first few of the next stretch."""
        low = 0
        while low < len(self._text):
            high = end = self._space_after(low + _PIECE)
            for _ in range(_WORDS):
                end = self._space_after(end + 1)
            yield low, _spaced(self._text[low:end], self._spaces).split(" ")
            low = high + 1

    def _space_after(self, offset: int) -> int:
        at = self._text.find(" ", offset)
        return len(self._text) if at < 0 else at


def _signs(text: str) -> set[str]:
    """The distinct characters of a text beside those of ASCII, and the punctuation of ASCII.

    A control character parts no words here. Both sides are parted alike, so at worst a citation beside one is
    looked for by itself.
    """
    return {*" ", *punctuation, *(sign for sign in characters(text) if not sign.isascii())}


def _joined(before: str, after: str) -> tuple[str, ...]:
    return (before + after, f"{before} {after}") if before and after else (before or after,)


def _spaced(text: str, spaces: dict[int, str]) -> str:
    """The text with a space for each separator; few are replaced one by one, which is faster."""
    if len(spaces) > _FEW:
        return text.translate(spaces)
    for sign in spaces:
        text = text.replace(chr(sign), " ")
    return text
