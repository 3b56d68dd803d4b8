"""The two forms in which words are compared, each with a map back to the raw text.

n1 (strict; the only form that is ever hashed, and frozen under the name that a lock has for it): canonical
composition (NFC, Unicode Standard Annex 15); default-ignorable code points dropped (soft hyphen, zero-width
and bidirectional marks); a run of white space is one space; curly quotes and apostrophes straight; hyphens
and dashes one; `…` three dots. Case, accents, superscripts and guillemets stay: 10² is not 102.

n2 (for locating only): n1 without diacritical marks, ligatures resolved, ı and İ as i, casefolded.

`normalise_words` is the definition; `normalise` computes the same text with a map of offsets and is fast on
long texts: characters that map one to one are replaced at once, and only the few irregular places (marks,
ignorables, runs of spaces, characters that become several) are looked at one by one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from averred.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection

Form: TypeAlias = Literal["n1", "n2"]

# Unicode's White_Space property; `str.isspace` also accepts four control characters that are none.
WHITE_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
_IGNORABLE_RANGES: Final = (  # Default_Ignorable_Code_Point (Unicode 15.1, DerivedCoreProperties)
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
# Starters that canonical composition may join to what stands before them (NFC_Quick_Check=Maybe, class 0).
_JOINING_STARTERS: Final = (
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
)
_STRICT: Final = {
    **dict.fromkeys(map(ord, WHITE_SPACE), " "),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"),
    0x2026: "...",
}
_FOLDED: Final = {ord("ı"): "i", ord("æ"): "ae", ord("œ"): "oe", ord("ĳ"): "ij"}
# Combining classes of nukta, kana voicing and virama: they make another letter, not an accented one.
_LETTER_MAKING: Final = (0, 7, 8, 9)
_SHORT: Final = 32  # characters: a longer run is stripped off at once
_LONG: Final = 100_000  # characters: of a shorter text it costs little to look at each
_FEW: Final = 80  # up to so many distinct characters, one str.replace each is faster than str.translate


@lru_cache(4_096)
def is_ignorable(character: str) -> bool:
    """Whether a character shows nothing by itself (Unicode's Default_Ignorable_Code_Point)."""
    code = ord(character)
    return code >= 0xAD and any(low <= code <= high for low, high in _IGNORABLE_RANGES)


def is_joining(character: str) -> bool:
    """Whether canonical composition may change a character together with the one before it."""
    return character >= "\u0300" and (
        unicodedata.combining(character) != 0
        or "\u1161" <= character <= "\u1175"
        or "\u11a8" <= character <= "\u11c2"
        or character in _JOINING_STARTERS
    )


def normalise_words(words: str, form: Form = "n1") -> str:
    """A text in form n1 or n2, white space at its ends removed."""
    if form == "n1" and words.isascii() and words.isprintable() and "  " not in words:
        return words.strip(" ")  # as most words are
    return normalised(words, form).strip(" ")


def normalised(text: str, form: Form = "n1") -> str:
    """A text in form n1 or n2 with a space kept at either end: that of `normalise`, without its map."""
    return _collapse(_mapped(text, form))


def _collapse(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _mapped(words: str, form: Form) -> str:
    """Everything but the collapsing of white space."""
    if words.isascii():
        strict = words if words.isprintable() else words.translate(_STRICT)
        return strict.lower() if form == "n2" else strict
    for character in filter(is_ignorable, set(words)):
        words = words.replace(character, "")
    strict = unicodedata.normalize("NFC", words)
    for code in _STRICT.keys() & set(map(ord, strict)):  # of which none gives another one
        strict = strict.replace(chr(code), _STRICT[code])
    return _folded(strict) if form == "n2" else strict


def _folded(strict: str) -> str:
    bare = _without_marks(strict).translate(_FOLDED).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFC", _without_marks(bare))


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.combining(c) in _LETTER_MAKING)


class NormalisedText(NamedTuple):
    """A text in one form, with the map of its offsets to those of the raw text.

    Between two pieces the map is one to one; a piece is a place where it is not. All four columns have one
    entry a piece, ascending.

    Attributes:
        text: the normalised text.
        form: `n1` or `n2`.
        starts: where each piece starts in `text`, in code points.
        ends: where it ends in `text`; the same as its start where the piece was dropped.
        raw_starts: where it starts in the raw text.
        raw_ends: where it ends there.
    """

    text: str
    form: Form
    starts: list[int]
    ends: list[int]
    raw_starts: list[int]
    raw_ends: list[int]

    def raw_span(self, start: int, end: int) -> Span:
        """The raw code points behind `text[start:end]`: as few as hold all of it.

        A piece that the range only touches in part is taken whole; what was dropped at the ends is left out.
        """
        return Span(*self.raw_range(start, end))

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """Where these code points start and end."""
        first = bisect_right(self.starts, start) - 1
        done = self.ends[first] if first >= 0 else 0
        shift = self.raw_ends[first] - done if first >= 0 else 0
        low = start + shift if start >= done else self.raw_starts[first]
        if end <= start:
            return low, low
        following = first + 1
        if start >= done and (following == len(self.starts) or end <= self.starts[following]):
            return low, end + shift  # nothing else begins in it, as almost always
        last = bisect_right(self.starts, end - 1) - 1
        beyond = end - self.ends[last]
        return low, self.raw_ends[last] + max(0, beyond)

    def barrier(self, raw: int) -> float:
        """Where a place that no term may cross stands in `text`: between two offsets if inside of a piece.

        A term takes a piece whole, so it crosses whatever stands in the middle of one.
        """
        piece = bisect_right(self.raw_starts, raw) - 1
        if piece >= 0 and self.raw_starts[piece] < raw < self.raw_ends[piece]:
            return self.starts[piece] + 0.5 * (self.starts[piece] < self.ends[piece])
        return self.normalised_offset(raw)

    def normalised_offset(self, raw: int) -> int:
        """Where a raw offset stands in `text`; an offset inside a piece is where that piece starts."""
        piece = bisect_right(self.raw_starts, raw) - 1
        if piece < 0:
            return raw
        if raw < self.raw_ends[piece]:
            return self.starts[piece]
        return self.ends[piece] + raw - self.raw_ends[piece]


def normalise(text: str, form: Form = "n1") -> NormalisedText:
    """A text in form n1 or n2 with its map; unlike `normalise_words` it keeps a space at either end."""
    kinds = _kinds(text, form)
    body = _replace_all(text, kinds.replaced)
    columns: tuple[list[int], ...] = ([], [], [], [])
    parts: list[str] = []
    done = length = 0
    for place in _irregular_places(body, kinds):
        if place < done:
            continue
        start, end = _piece(text, place, done, kinds)
        piece = _collapse(_mapped(text[start:end], form))
        parts += (body[done:start], piece)
        at = length + start - done
        length = at + len(piece)
        for column, offset in zip(columns, (at, length, start, end), strict=True):
            column.append(offset)
        done = end
    parts.append(body[done:])
    return NormalisedText("".join(parts), form, *columns)


class _Kinds(NamedTuple):
    """The distinct characters of one text by what normalising does with them.

    `vanishing` holds the ignorables and, in n2, the marks that leave nothing behind.
    """

    replaced: dict[str, str]
    irregular: list[str]
    spaces: set[str]
    vanishing: set[str]
    joining: set[str]
    clinging: set[str]


def characters(text: str) -> set[str]:
    """The distinct characters of a text; of a long one all of ASCII, whether they are there or not.

    Nearly all of a text is ASCII, and to look at every character of it costs five times as much.
    """
    if len(text) < _LONG:
        return set(text)
    return {*map(chr, range(128)), *re.sub("[\x00-\x7f]+", "", text)}


def _kinds(text: str, form: Form) -> _Kinds:
    distinct = characters(text)
    ignorable = {c for c in distinct if is_ignorable(c)}
    joining = {c for c in distinct - ignorable if is_joining(c)}
    mapped = {c: _mapped(c, form) for c in distinct}
    return _Kinds(
        {c: to for c, to in mapped.items() if len(to) == 1 and to != c and c not in joining},
        sorted(ignorable | joining | {c for c, to in mapped.items() if len(to) != 1}),
        distinct.intersection(WHITE_SPACE),
        {c for c, to in mapped.items() if not to},
        joining,
        ignorable | joining,
    )


def _replace_all(text: str, replaced: dict[str, str]) -> str:
    """All replacements at once: no character is replaced twice."""
    if len(replaced) > _FEW or not set(replaced.values()).isdisjoint(replaced):
        return text.translate({ord(c): to for c, to in replaced.items()})
    for character, to in replaced.items():
        text = text.replace(character, to)
    return text


def _irregular_places(body: str, kinds: _Kinds) -> list[int]:
    """Where each irregular character stands; of a run that is one piece anyway, where it begins."""
    places: list[int] = []
    for what in ("  ", *kinds.irregular):
        run = what if what == "  " or what in kinds.clinging else ""
        place = body.find(what)
        while place >= 0:
            places.append(place)
            place = body.find(what, _run_end(body, place + len(what), run))
    places.sort()
    return places


def _piece(text: str, place: int, done: int, kinds: _Kinds) -> tuple[int, int]:
    """The range around an irregular place that has to be normalised as one, none of it before `done`."""
    blank = kinds.spaces | kinds.vanishing
    if text[place] in kinds.spaces:
        return _spread(text, place, done, blank)
    if text[place] not in kinds.clinging:
        return place, _spread(text, place, place, kinds.clinging)[1]
    start, end = _spread(text, place, done, kinds.clinging)
    has_base = start > done and text[start - 1] not in kinds.spaces
    if not kinds.joining.isdisjoint(text[start:end]) and (
        has_base or not kinds.vanishing.issuperset(text[start:end])
    ):
        return start - has_base, end
    beside_space = (start > done and not has_base) or text[end : end + 1] in kinds.spaces
    return _spread(text, place, done, blank) if beside_space else (start, end)


def _spread(text: str, place: int, least: int, members: set[str]) -> tuple[int, int]:
    start, end = place, place + 1
    while start > least and text[start - 1] in members:
        start -= 1
    return start, _run_end(text, end, members)


def _run_end(text: str, start: int, members: Collection[str]) -> int:
    """Where a run of some characters ends that may begin here; a long one is not looked at one by one."""
    end, near = start, min(len(text), start + _SHORT)
    while end < near and text[end] in members:
        end += 1
    size = _SHORT
    while end == near < len(text):
        piece = text[end : end + size]
        end += len(piece) - len(piece.lstrip("".join(members)))
        size, near = min(2 * size, _LONG), near + len(piece)
    return end
