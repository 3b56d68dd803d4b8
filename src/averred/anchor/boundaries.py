"""Where a cited term may begin and end: never inside a word, never inside a number.

Browsers leave the question to their word breakers, which disagree ("around 200" in "around 200,000"); these
rules are averred's own and deterministic. All functions work on text in n1 or n2, where white space is single
spaces, dashes are "-" and apostrophes are "'".
"""

from __future__ import annotations

import unicodedata
from typing import Final

# Scripts written without spaces between words: between two of their letters a term may begin or end.
_SPACELESS: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x19E0, 0x19FF), (0x3040, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
_ASIDE: Final = frozenset(' .,;:!?"()')  # part of no word; beside a letter of no number
_INSIDE: Final = ".,'/⁄"  # between two digits they are part of a number; the last one is the fraction slash


def is_boundary(text: str, offset: int) -> bool:
    """Whether a term may begin or end at this offset."""
    sides = text[offset - 1 : offset + 1] if offset else ""
    if sides[:1].isalpha() if sides[1:] in _ASIDE else sides[:1] in _ASIDE and sides[1:].isalpha():
        return True  # a space or such a sign beside a letter, as almost always
    return not inside_word(text, offset) and not inside_number(text, offset)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` may be a term: bounded at both ends, and without space at them."""
    return is_boundary(text, start) and is_boundary(text, end)


def inside_word(text: str, offset: int) -> bool:
    """Whether two characters of one word stand on both sides of an offset."""
    if offset <= 0 or offset >= len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if _is_mark(after) and before != " ":
        return True  # a mark belongs to what it stands on
    if "'" in (before, after):
        apostrophe = offset if after == "'" else offset - 1
        contraction = text[apostrophe - 1 : apostrophe + 2] == "n't"
        return contraction and not text[apostrophe + 2 : apostrophe + 3].isalnum()
    if not (before.isalnum() or _is_mark(before)) or not after.isalnum():
        return False
    return not (is_spaceless(before) and is_spaceless(after))


def inside_number(text: str, offset: int) -> bool:
    """Whether an offset stands inside a number: `200,|000`, `200| 000`, `3|.1`, `1|/2`, `1| ½`, `-|5`."""
    if offset <= 0 or offset >= len(text):
        return False
    if text[offset - 1].isdigit():
        return _continues_number(text, offset)
    return (text[offset].isdigit() or _is_vulgar(text[offset])) and _begins_late(text, offset)


def _continues_number(text: str, offset: int) -> bool:
    """Whether the number whose digit stands before this offset goes on after it."""
    after, further = text[offset], text[offset + 1 : offset + 2]
    if after == " ":
        is_group = _is_group(text, offset + 1) and _ends_group(text, offset)
        return is_group or _is_fraction(text, offset + 1)
    return after.isdigit() or after in "%‰" or (after in _INSIDE and further.isdigit())


def _begins_late(text: str, offset: int) -> bool:
    """Whether the number whose digit stands after this offset, behind no digit, begins before it."""
    before, further = text[offset - 1], text[offset - 2] if offset > 1 else " "
    if before == " ":
        is_group = _is_group(text, offset) and _ends_group(text, offset - 1)
        return is_group or (further.isdigit() and _is_fraction(text, offset))
    if before == "-":
        return not further.isalnum()
    return before in _INSIDE and (further.isdigit() or (before == "." and further == " "))


def _is_group(text: str, start: int) -> bool:
    """Whether exactly three digits start here."""
    return (
        text[start : start + 3].isdigit()
        and len(text) >= start + 3
        and not text[start + 3 : start + 4].isdigit()
    )


def _is_fraction(text: str, start: int) -> bool:
    """Whether a fraction such as 1/2 or ½ stands here; three numbers with slashes are a date."""
    rest = text[start : start + 6]
    if _is_vulgar(rest[:1]):
        return True
    slash = "/" if "/" in rest else "⁄"
    above, found, below = rest.partition(slash)
    digits = len(below) - len(below.lstrip("0123456789"))
    return bool(found) and above.isdecimal() and 0 < digits < 3 and below[digits : digits + 1] != slash


def _is_vulgar(character: str) -> bool:
    """Whether a character is a fraction by itself, such as ½."""
    return character >= "¼" and unicodedata.decomposition(character).startswith("<fraction>")


def _ends_group(text: str, end: int) -> bool:
    """Whether one to three digits end here, so that a group of three can follow."""
    start = end
    while start > 0 and end - start < 4 and text[start - 1].isdigit():
        start -= 1
    return 1 <= end - start <= 3


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.category(character)[0] == "M"


def is_separator(character: str) -> bool:
    """Whether a character is part of no word: neither letter, digit nor mark."""
    return not character.isalnum() and not _is_mark(character)


def is_spaceless(character: str) -> bool:
    """Whether a character is of a script that is written without spaces between words."""
    code = ord(character)
    return code >= 0x0E00 and any(low <= code <= high for low, high in _SPACELESS)
