"""Vague numbers: "dozens", "several hundred", "tens of thousands"."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from averred.values.digits import SCALES
from averred.values.interval import Interval, exact
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


def parse_vague(tokens: Tokens, i: int, table: Mapping[str, Interval]) -> tuple[Interval, int, str] | None:
    """The vague number that begins at `i`: what it allows, the token after it, its words; else None."""
    word = tokens.word(i)
    if word == "any" and tokens.word(i + 1) == "number":
        return Interval.everything(), i + 2, "any number"
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
    if tokens.word(after) in SCALES:
        scale = SCALES[tokens.word(after)]
        return table[name].scale(scale), after + 1, f"{name} {tokens.word(after)}"
    if tokens.word(after) in PLURALS:
        return _plural(tokens, after, table)
    return table[name], end, name


def _plural(tokens: Tokens, i: int, table: Mapping[str, Interval]) -> tuple[Interval, int, str] | None:
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
    return interval, end, words
