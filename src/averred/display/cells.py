"""Text as a terminal shows it: cells, windows, wrapping, and nothing hidden.

Widths follow Unicode's East Asian Width (UAX #11): wide and fullwidth characters take two cells, marks
and joiners none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

#: Invisible, and part of how words are properly written: the zero-width (non-)joiner.
_JOINERS = "\u200c\u200d"
#: Invisible, and part of how emoji and ideographs are: variation selectors.
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
#: What shows nothing though Python calls it printable or unassigned: fillers and the like (of Unicode's
#: Default_Ignorable_Code_Point).
_FILLERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)


@cache
def _maybe_unseen() -> re.Pattern[str]:
    """Whatever of these there is: a quick look, which most texts pass."""
    return re.compile(f"[{_FILLERS}{_VARIANTS}{_JOINERS}]")


@cache
def _unseen() -> re.Pattern[str]:
    """Fillers; and joiners and selectors where nothing stands that they could belong to."""
    return re.compile(
        f"[{_FILLERS}]"
        rf"|[{_VARIANTS}](?<![^\0-\x7f{_JOINERS}{_VARIANTS}].)(?!\u20e3)"
        rf"|[{_JOINERS}](?<![^\0-\x7f{_JOINERS}].)",
        re.DOTALL,
    )


def fillers_in(text: str) -> frozenset[str]:
    """What of a text shows nothing though Python calls it printable: fillers, and joiners of nothing."""
    if text.isascii() or not _maybe_unseen().search(text):
        return frozenset()
    return frozenset(_unseen().findall(text))


def visible(text: str) -> str:
    """The text on one line with everything that a reader could not see written out.

    Control, bidirectional and other invisible characters become `⟨U+202E⟩`, so that no text from a fact
    or a source can move the cursor, colour the screen, or turn the reading order around. Line breaks
    and tabs become spaces.
    """
    if not text.isascii() and _maybe_unseen().search(text):
        text = _unseen().sub(lambda found: _number(found[0]), text)
    if text.isprintable():
        return text
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return text if text.isprintable() else "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if character.isprintable() or character in _JOINERS or _is_harmless(character):
        return character
    return _number(character)


def _number(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def _is_harmless(character: str) -> bool:
    """Spaces, private use and unassigned characters: Python calls them unprintable, but they show.

    Noncharacters (U+FFFE and the like), which no document may hold, are not among them.
    """
    from unicodedata import category

    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    return category(character) in {"Zs", "Co", "Cn"} and not is_noncharacter


def width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_character_width(character) - 1 for character in text if character >= "\u0300")


@cache
def _character_width(character: str) -> int:
    if character < "\u0300":
        return 1
    from unicodedata import category, east_asian_width

    if category(character) in {"Mn", "Me"} or character in _JOINERS:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def head(text: str, cells: int) -> str:
    """The longest beginning of the text that fits."""
    if width(text) <= cells:
        return text
    used = 0
    for index, character in enumerate(text):
        used += _character_width(character)
        if used > cells:
            return text[:index]
    raise AssertionError  # pragma: no cover - a text that is too wide has a character that no longer fits


def tail(text: str, cells: int) -> str:
    """The longest end of the text that fits, never beginning with a mark that belongs to what was cut."""
    if width(text) <= cells:
        return text
    start, used = len(text), 0
    while used + _character_width(text[start - 1]) <= cells:
        start -= 1
        used += _character_width(text[start])
    while start < len(text) and _character_width(text[start]) == 0:
        start += 1
    return text[start:]


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text, cut at its end where it does not fit, with an ellipsis that says so."""
    if width(text) <= cells:
        return text
    return head(text, max(cells - width(ellipsis), 0)) + head(ellipsis, cells)


def pad(text: str, cells: int) -> str:
    """The text with spaces after it, so that it takes at least so many cells."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int, *, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `cells`, broken at spaces; `first` opens the first line and `rest` all others.

    A word that is wider than a line is broken where the line ends. A number and its per cent sign stay
    together.
    """
    lines: list[str] = []
    line, used, prefix, is_empty = first, width(first), first, True
    for word in re.split(" (?![%‰])", text) if "%" in text or "‰" in text else text.split(" "):
        needed = width(word)
        if not is_empty and used + 1 + needed > cells:
            lines.append(line)
            line, used, prefix, is_empty = rest, width(rest), rest, True
        line += word if is_empty else f" {word}"
        used += needed if is_empty else needed + 1
        is_empty = False
        while used > cells and len(line) > len(prefix) + 1:
            piece = head(line, cells)
            piece = piece if len(piece) > len(prefix) else line[: len(prefix) + 1]
            lines.append(piece)
            line, prefix = rest + line[len(piece) :], rest
            used = width(line)
    return [*lines, line]


class Window(NamedTuple):
    """A line in three parts: the words before a passage, the passage, and those after it."""

    before: str
    marked: str
    after: str


def window(line: Window, cells: int, *, ellipsis: str = "… ", beside: int = 0) -> Window:
    """What fits of a line around the passage that matters.

    The passage itself comes first; what room it leaves goes to the words around it, two thirds of it to
    those before; an ellipsis stands where the line was cut. A passage that is wider than the room keeps
    both of its ends.

    Args:
        line: the whole line, in its three parts.
        cells: the room.
        ellipsis: what stands where the line was cut.
        beside: how many cells are wanted from the end of the passage on, for a message under the line.
    """
    before, marked, after = line
    if width(before) + width(marked) + width(after) <= cells:
        return line
    dots = ellipsis.strip()
    room = cells - width(marked)
    if room < 2 * width(ellipsis):
        return Window("", _without_middle(marked, cells, f" {dots} "), "")
    ahead = max(room * 2 // 3, room - width(after))
    if room - beside >= room // 4:
        ahead = min(ahead, room - beside)
    if width(before) > ahead:
        before = ellipsis + _whole_words_at_end(before, ahead - width(ellipsis))
    behind = room - width(before)
    if width(after) > behind:
        after = _whole_words_at_start(after, behind - width(ellipsis)) + f" {dots}"
    return Window(before, marked, after)


def _without_middle(text: str, cells: int, dots: str) -> str:
    room = max(cells - width(dots), 2)
    if width(text) <= cells:
        return text
    return head(text, room - room // 2) + dots + tail(text, room // 2)


def _whole_words_at_end(text: str, cells: int) -> str:
    """The last words that fit; letters where there is no space to tell words."""
    piece = tail(text, cells)
    if text.removesuffix(piece).endswith(" "):
        return piece
    _, space, rest = piece.partition(" ")
    return rest if space else piece


def _whole_words_at_start(text: str, cells: int) -> str:
    """The first words that fit; letters where there is no space to tell words."""
    piece = head(text, cells)
    if text.removeprefix(piece).startswith(" "):
        return piece
    start, space, _ = piece.rpartition(" ")
    return start if space else piece
