"""Put derived text together piece by piece, with its blocks and cut points."""

from __future__ import annotations

import re
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
        self._mark = (-1, "")  # where a raised mark was left out last, and what it held
        self._waiting: str | None = "paragraph"  # the kind of the block that the next words begin
        self._space = ""  # what parts the next words from those before
        self._broken = False  # whether a number before ends here, whatever follows
        self._sealed = False  # whether what is left out here may be part of a number

    def start_block(self, kind: str = "paragraph") -> None:
        """Let the next words begin a block of this kind."""
        self._waiting = kind
        self._sealed = False

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
        self._sealed = False

    def break_off(self, space: str = "") -> None:
        """Let no passage run on from the words before: a cell, a line or what stands at a note begins."""
        if self._waiting is None:
            self.cut()
            self._broken = True
        if space:
            self.part(space)

    def leave_out(self) -> None:
        """Something is left out here that may be part of a number that it touches: that cannot be cited."""
        self.cut()
        if self.glued[-1:].isdigit():
            self._append(SEAL)
        self._sealed = True

    def stand_off(self) -> None:
        """Let what follows be no further digit of a number before: the 1/2 of 12 1/2."""
        if self.glued[-1:].isdigit():
            self.part(" ")

    def cut(self) -> None:
        """Something is left out here."""
        if not self._cuts or self._cuts[-1] != self._length:
            self._cuts.append(self._length)

    def _put(self, word: str) -> None:
        if self._waiting is not None:
            self._append("\n\n" if self._parts else "")
            self._blocks.append((self._length, self._waiting))
            self._waiting = None
        elif self._broken and self._parts[-1][-1:].isdigit() and self._begins_number(word):
            self._append(f"{self._space}|{self._space}")
        else:
            self._append(self._space)
        if self._sealed and _NUMBER.match(word):
            self._append(SEAL)
        self._space, self._broken, self._sealed = "", False, False
        self._append(word)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _begins_number(self, word: str) -> bool:
        """Whether a word would make another number of the one before it."""
        return word[0].isnumeric() or bool(self._space and _NUMBER.match(word))

    @property
    def glued(self) -> str:
        """The end of what the next words would follow at once; empty where something parts them."""
        if self._waiting is not None or self._space:
            return ""
        return "".join(self._parts[-_NEAR:]).replace("\t", " ").rsplit(" ", 1)[-1]

    def add_raised(self, words: str) -> None:
        """Add a superscript as what it is: an exponent, an ending, or a mark that is left out."""
        read = raised(self.glued, words)
        if read is None:
            self.break_off()
            self._mark = (self._length, words.strip())
        elif read == SEAL:
            self.leave_out()
        else:
            self.add(read)

    def add_lowered(self, words: str) -> None:
        """Add a subscript; after a raised number and a slash it is the lower part of a fraction."""
        at, above = self._mark
        is_after = self._cuts[-1:] == [at] and at == self._length - 1 and self._parts[-1] in _SLASHES
        if is_after and above.isdecimal() and words.strip().isdecimal():
            self._cuts.pop()
            slash = self._parts.pop()
            self._length = at
            self._append(above.translate(RAISED) + slash)
        self.add(lowered(self.glued, words))

    @property
    def is_plain(self) -> bool:
        """Whether it is running text of one block in which nothing was left out."""
        return len(self._blocks) < 2 and not self._cuts

    @property
    def text(self) -> str:
        """What was put together so far."""
        return "".join(self._parts)

    def finish(self, raw: bytes, loader: tuple[str, str]) -> SourceText:
        """The source that was built."""
        blocks = tuple(self._blocks) or ((0, "paragraph"),)
        return make_source(self.text, raw, blocks=blocks, cuts=tuple(self._cuts), loader=loader)


SEAL: Final = "\u20e0"
"""A sign that stands where a number goes on in a way that is not known, so that no quote ends there."""
_NUMBER: Final = re.compile(r"[.,+−-]?\d")
_SLASHES: Final = ("/", "⁄")

RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
UNRAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_NEAR: Final = 12  # pieces of text that are looked at before a superscript
_POWER: Final = re.compile(r"[+−-]?\d+[.,]\d+")
_RAISED_POINT: Final = "ꞏ"  # a letter by its properties, so that no quote ends before it
_SUM: Final = re.compile(r"[+−-]?\d*[a-z](?:[+−-]\d+)?|\d+[+−×*]\d+")
_MARK: Final = re.compile(r"\s*[\[(†‡*§¶].*|.*\]\s*|[a-z]", re.DOTALL)
_EXPONENT: Final = re.compile(r"[+−-]?\d{1,4}|[ni]")
_SMALL_NUMBER: Final = re.compile(r"(?:.*[^\d.,'])?\d{1,2}")
_SHORT_WORD: Final = re.compile(r"(?:.*[^\w])?[^\W\d_]{1,2}|(?:.*[^\w])?(?:mol|lb|yd)")
_ORDINAL: Final = re.compile(r"(?:.*[^\d.,'])?\d{1,3}")


def raised(before: str, words: str) -> str | None:
    """What a superscript reads as; None where it is a mark, as of a footnote, and no part of the text.

    `SEAL` stands for an exponent that has no characters of its own.

    Footnotes are set as exponents are. It is an exponent with a sign; after a number of one or two digits
    (10⁶, but nobody writes 10 to the first); after a word of one or two letters or a unit, if it is 2 or 3
    (km²); and where nothing stands before it. After any other number or word it is a mark: a number never
    gains a digit.

    Args:
        before: what it follows at once; empty where something parts them.
        words: what it holds.
    """
    bare = words.strip()
    if _EXPONENT.fullmatch(bare):
        return bare.translate(RAISED) if _is_exponent(before, bare) else None
    is_letter = _MARK.fullmatch(bare) and bare.isalpha()
    if is_letter and (not before or _ORDINAL.fullmatch(before) or _SHORT_WORD.fullmatch(before)):
        return words  # as in 1ª, Dʳ and nº
    if _POWER.fullmatch(bare) and _SMALL_NUMBER.fullmatch(before):
        return bare.translate(RAISED).replace(".", _RAISED_POINT).replace(",", _RAISED_POINT)
    has_digits = any(map(str.isdigit, bare))
    if has_digits and _SUM.fullmatch(bare) and _SMALL_NUMBER.fullmatch(before):
        return SEAL  # an exponent such as 2n or n+1
    if _MARK.fullmatch(bare) or (has_digits and (before or not any(map(str.isalpha, bare)))):
        return None
    return words


def _is_exponent(before: str, words: str) -> bool:
    if not before or words.isalpha() or not words[0].isdigit():
        return True
    if _SMALL_NUMBER.fullmatch(before):
        return words not in ("0", "1")
    return bool(_SHORT_WORD.fullmatch(before)) and words in ("2", "3")


def lowered(before: str, words: str) -> str:
    """What a subscript reads as: its digits never become digits of the number before it."""
    return words.translate(LOWERED) if before[-1:].isdigit() or shifted(words, LOWERED) else words


def shifted(words: str, table: dict[int, int]) -> str | None:
    """Superscript or subscript words in characters of their own (10⁶ is not 106); None if some have none."""
    return words.translate(table) if words and all(ord(letter) in table for letter in words) else None
