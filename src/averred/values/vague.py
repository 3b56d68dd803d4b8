"""Vague numbers: "dozens", "several hundred", "tens of thousands"."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from averred.values.digits import SCALES
from averred.values.interval import Interval, exact
from averred.values.numerals import PARTS
from averred.values.tokens import Tokens

PLURALS = {
    "hundreds": 100, "thousands": 1_000, "millions": 10**6, "billions": 10**9, "trillions": 10**12,
    "dozens": 12, "scores": 20,
}  # fmt: skip
#: Words that multiply or stand alone → their name in the table of vague words.
FEW = {
    "several": "several", "numerous": "numerous", "many": "many", "countless": "countless", "few": "a few",
    "couple": "a couple", "handful": "a handful",
}  # fmt: skip
#: "a few tenths"; halves and quarters are also what is counted.
_SHARES = {word: Fraction(1, part) for word, part in PARTS.items() if word[-1] == "s" and part not in (2, 4)}


class Vague(NamedTuple):
    """A vague number.

    Attributes:
        interval: what it allows.
        end: the token after it.
        words: how a table of vague words names it.
        is_part: it counts parts, "a few tenths".
    """

    interval: Interval
    end: int
    words: str
    is_part: bool = False


def parse_vague(tokens: Tokens, i: int, table: Mapping[str, Interval]) -> Vague | None:
    """The vague number that begins at `i`; None if none does."""
    word = tokens.word(i)
    if word == "any" and tokens.word(i + 1) == "number":
        return Vague(Interval.everything(), i + 2, "any number")
    if word == "in" and tokens.word(i + 1) == "the":
        i, word = i + 2, tokens.word(i + 2)
    if word in PLURALS or word == "tens":
        return _plural(tokens, i, table)
    begin = i + 1 if word == "a" else i
    name = FEW.get(tokens.word(begin))
    if name is None or (name in ("a couple", "a handful") and begin == i) or (name == "a few" and begin == i):
        return None
    end = begin + 1
    after = end + (tokens.word(end) == "of")
    scale = SCALES.get(tokens.word(after)) or _SHARES.get(tokens.word(after))
    if scale:
        is_part = tokens.word(after) in _SHARES
        return Vague(table[name].scale(scale), after + 1, f"{name} {tokens.word(after)}", is_part)
    if tokens.word(after) in PLURALS:
        return _plural(tokens, after, table)
    return Vague(table[name], end, name)


def _plural(tokens: Tokens, i: int, table: Mapping[str, Interval]) -> Vague | None:
    """Such as "thousands", "tens of thousands", "hundreds of thousands of"."""
    word = tokens.word(i)
    interval, end, words = table.get(word), i + 1, word
    while (
        tokens.word(end) == "of"
        and tokens.word(end + 1) in PLURALS
        and tokens.word(end + 1) not in ("dozens", "scores")
    ):
        factor = PLURALS[tokens.word(end + 1)]
        interval = None if interval is None else interval.scale(exact(Fraction(factor)))
        words, end = f"{words} of {tokens.word(end + 1)}", end + 2
    if interval is None or (word == "tens" and tokens.word(end) != "of" and end == i + 1):
        return None
    return Vague(interval, end, words)
