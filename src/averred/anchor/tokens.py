"""Words and numbers of a normalised text, and which of them may not change unnoticed."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.source import SourceText
    from averred.spans import Span

_REMEMBERED: Final = 1 << 16  # words: a language has few more, and passages repeat them
# A letter of a script without spaces by itself; a number with its groups, decimals, sign and per cent sign;
# a word with its inner apostrophes. A word that begins with a letter of ASCII comes first, since most do.
_WORD_OR_NUMBER: Final = (
    r"[a-zA-Z][^\W\d_]*(?:'[^\W\d_]+)*|"
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
    r"|(?:(?<!\w)-)?\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d+)?[%‰]?"
    r"|(?:(?<!\w)-)?\d+(?:[.,]\d+)*[%‰]?"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*|\w"
)

# Negations, hedges, number words and months. English; digits are seen in every language.
_CRITICAL: Final = """
about alleged allegedly almost although any apparently approximately around barely believed but cannot
claimed could denied deny disputed estimated every except expected false few fewer half hardly hundred
hundreds if least less many may might million millions more most must nearly neither never no nobody none nor
not nothing once only or over perhaps planned possibly probably reported reportedly rumoured rumored scarcely
several should some suspected thousand thousands twice under unless until up without would all
billion billions trillion dozen dozens couple double triple quarter third quarters thirds zero nil
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety first second fourth fifth sixth
seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth march
"""
# Those that are nothing but names of months: march is a word as well, may a hedge.
_MONTHS: Final = "january february april june july august september october november december"


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    return re.compile(_WORD_OR_NUMBER)


@lru_cache(maxsize=1)
def _critical() -> frozenset[str]:
    return frozenset(_CRITICAL.split()) | _months()


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(_MONTHS.split())


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in n1 or n2, in order."""
    return _scanner().findall(text)


def token_offsets(text: str) -> list[tuple[int, int]]:
    """Where each of them starts and ends."""
    return [found.span() for found in _scanner().finditer(text)]


def token_starts(source: SourceText) -> Sequence[int]:
    """Where the tokens of a source start in its n1; worked out once."""

    def work_out() -> Sequence[int]:  # of which a list would take five times the memory
        return array("q", (found.start() for found in _scanner().finditer(source.normalised().text)))

    return source.remembered("token starts", work_out)


def token_end(text: str, start: int) -> int:
    """Where the token ends that starts at an offset of a text in n1 or n2."""
    found = _scanner().match(text, start)
    return found.end() if found else start


def token_range(source: SourceText, span: Span) -> tuple[int, int]:
    """A passage as a range of the source's tokens: the number of its first, and of the first after it."""
    normalised, starts = source.normalised(), token_starts(source)
    low, high = normalised.normalised_offset(span.start), normalised.normalised_offset(span.end)
    return bisect_left(starts, low), bisect_left(starts, high)


@lru_cache(maxsize=_REMEMBERED)
def is_critical(token: str) -> bool:
    """Whether a change of this token changes what is said: a number, a negation, a hedge, a month."""
    lowered = token.lower()
    if lowered in _critical() or lowered.endswith("n't"):
        return True
    is_plain = lowered.isascii() and lowered.isalpha()
    return not is_plain and any(map(str.isnumeric, token))


def critical_words(text: str) -> tuple[str, ...]:
    """The critical tokens of a text in n1, in order, as they are written there."""
    return tuple([token for token in tokens(text) if is_critical(token)])


def with_capital(token: str) -> str:
    """A token of a lock, whose letters are small, as people write it: the name of a month has its capital."""
    return token.capitalize() if token in _months() else token


def critical_among(found: Iterable[str]) -> tuple[str, ...]:
    """Those of some tokens that are critical, in order, ASCII letters small."""
    return tuple([small(token) for token in found if is_critical(token)])


def skeleton_of(text: str) -> bytes:
    """One hash byte for each token of a text in n1: enough to find it again, too little to read it."""
    words = (found[0] for found in _scanner().finditer(text))  # a list would hold all of them
    return skeleton_among(words)


def skeleton_among(found: Iterable[str]) -> bytes:
    """One hash byte for each of some tokens."""
    return bytes(map(_hash_byte, found))


@lru_cache(maxsize=_REMEMBERED)
def _hash_byte(token: str) -> int:
    return crc32(small(token).encode("utf-8", "surrogatepass")) & 0xFF


def small(token: str) -> str:
    """A token with its ASCII letters small: the same in every version of Unicode."""
    return token.lower() if token.isascii() else token.translate(_ASCII_SMALL)


_ASCII_SMALL: Final = {upper: upper + 32 for upper in range(65, 91)}
