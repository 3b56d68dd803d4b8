"""What a terminal can show: its width, colours, and whether only ASCII is safe there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from averred.display import cells

_UNICODE: Mapping[str, str] = MappingProxyType(
    {
        "corner": "╭─▶",
        "bar": "│",
        "end": "╵",
        "caret": "^",
        "dots": "…",
        "dot": " · ",
        "axis": "─",
        "tick": "┼",
        "grid": "│",
        "point": "■",
        "narrow": "◆",
        "centre": "●",
        "from": "├",
        "to": "┤",
        "from-open": "(",
        "to-open": ")",
        "below": "◂",
        "above": "▸",
        "own": "─",
        "attributed": "┄",
    }
)
_ASCII: Mapping[str, str] = MappingProxyType(
    {
        "corner": "-->",
        "bar": "|",
        "end": "|",
        "caret": "^",
        "dots": "...",
        "dot": " | ",
        "axis": "-",
        "tick": "+",
        "grid": "|",
        "point": "#",
        "narrow": "*",
        "centre": "o",
        "from": "[",
        "to": "]",
        "from-open": "(",
        "to-open": ")",
        "below": "<",
        "above": ">",
        "own": "=",
        "attributed": ".",
    }
)
#: Typography of our own messages that ASCII has a plain form for; other letters are written `\\u0131`.
_PLAIN_FORMS = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "±": "+/-", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "|"}
    | {"→": "->", "≤": "<=", "≥": ">=", "×": "x", "−": "-", "\u00a0": " ", "⟨": "<", "⟩": ">"}
)
#: SGR parameters; a style says again what words and marks say already, so colour is never alone.
_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "error": "1;31",
        "warning": "1;33",
        "note": "1;36",
        "strong": "1",
        "faint": "2",
    }
)


class Terminal(NamedTuple):
    """Where text is shown.

    Attributes:
        width: cells in a line.
        color: whether styles may be written as ANSI escapes.
        ascii: whether everything must be ASCII.
    """

    width: int = 100
    color: bool = False
    ascii: bool = False

    def glyph(self, name: str) -> str:
        """The sign of that name, in the form that this terminal can show."""
        return (_ASCII if self.ascii else _UNICODE)[name]

    def show(self, text: str) -> str:
        """Any text as it may be written here: on one line, nothing hidden, ASCII where it must be."""
        text = cells.visible(text)
        if not self.ascii or text.isascii():
            return text
        return text.translate(_PLAIN_FORMS).encode("ascii", "backslashreplace").decode("ascii")

    def paint(self, text: str, style: str) -> str:
        """The text in a style, where colours are shown. It must have gone through `show` before."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color and text else text

    def clip(self, text: str, room: int) -> str:
        """The text, cut at its end where it does not fit."""
        return cells.clip(text, room, self.glyph("dots"))

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        """The text in lines of this terminal's width (see `cells.wrap`)."""
        return cells.wrap(self.show(text), self.width, first=first, rest=rest)
