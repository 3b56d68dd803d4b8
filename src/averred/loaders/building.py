"""Put derived text together piece by piece, with its blocks and cut points."""

from __future__ import annotations

from typing import Final

from averred.normalise import WHITE_SPACE
from averred.source import SourceText, make_source


class TextBuilder:
    """Derived text that grows: white space is collapsed, blocks stand apart by an empty line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[tuple[int, str]] = []
        self._cuts: list[int] = []
        self._waiting: str | None = "paragraph"  # the kind of the block that the next words begin
        self._space = ""  # what parts the next words from those before

    def start_block(self, kind: str = "paragraph") -> None:
        """Let the next words begin a block of this kind."""
        self._waiting = kind

    def add(self, text: str) -> None:
        """Add running text; its white space parts words, however much there is of it."""
        for character in WHITE_SPACE:
            text = text.replace(character, " ")
        for number, word in enumerate(text.split(" ")):
            if number:
                self.part(" ")
            if word:
                self._put(word)

    def part(self, space: str) -> None:
        """Part the next words from those before, by a space or (between cells) a tab."""
        self._space = "\t" if "\t" in (space, self._space) else self._space or space

    def cut(self) -> None:
        """Something is left out here."""
        if not self._cuts or self._cuts[-1] != self._length:
            self._cuts.append(self._length)

    def _put(self, word: str) -> None:
        if self._waiting is not None:
            self._append("\n\n" if self._parts else "")
            self._blocks.append((self._length, self._waiting))
            self._waiting = None
        else:
            self._append(self._space)
        self._space = ""
        self._append(word)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """What was put together so far."""
        return "".join(self._parts)

    def finish(self, raw: bytes, loader: tuple[str, str]) -> SourceText:
        """The source that was built."""
        blocks = tuple(self._blocks) or ((0, "paragraph"),)
        return make_source(self.text, raw, blocks=blocks, cuts=tuple(self._cuts), loader=loader)


RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def shifted(words: str, table: dict[int, int]) -> str | None:
    """Superscript or subscript words in characters of their own (10⁶ is not 106); None if some have none."""
    return words.translate(table) if words and all(ord(letter) in table for letter in words) else None
