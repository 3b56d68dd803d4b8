"""Finds the hedge that stands before or after a number."""

from __future__ import annotations

from averred.values import hedges, units
from averred.values.tokens import Tokens
from averred.values.unit_words import unit_at

_HEDGES_BEFORE = hedges.by_last_two(hedges.BEFORE)
#: Words with which a hedge may end.
HEDGE_ENDS = frozenset(last for __, last in _HEDGES_BEFORE)
HEDGES_AHEAD = hedges.by_first(hedges.BEFORE)
HEDGES_AFTER = hedges.by_first(hedges.AFTER)


def hedge_before(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The hedge whose words end right before `i`, and where it begins (`i` itself if there is none)."""
    last = tokens.words[i - 1] if i > 0 else ""
    if last not in HEDGE_ENDS:
        return None, i
    for key in ((tokens.words[i - 2] if i > 1 else "", last), ("", last)):
        for phrase, hedge in _HEDGES_BEFORE.get(key, ()):
            begin = i - len(phrase)
            if begin >= 0 and (len(phrase) < 3 or tokens.matches(begin, phrase)):
                return (None, i) if _is_no_hedge(tokens, begin, i) else (hedge, begin)
    return None, i


#: Words after which "over five years" means more than five years, and not "in the course of".
_BEFORE_OVER = frozenset(
    [
        "for",
        "by",
        "of",
        "than",
        "after",
        "is",
        "was",
        "were",
        "are",
        "at",
        "lasted",
        "took",
        "takes",
        "spent",
        "aged",
        "just",
        "well",
        "him",
        "her",
        "them",
    ]
)


def _is_no_hedge(tokens: Tokens, begin: int, i: int) -> bool:
    """Whether words that look like a hedge are none: "<>30", "=>30", "worth $2 billion over five years"."""
    word = tokens.words[begin]
    if word in ("<", ">", "="):
        return tokens.word(begin - 1) in ("<", ">", "=")
    if word == "over" and begin == i - 1 and begin > 0 and tokens.word(begin - 1) not in _BEFORE_OVER:
        unit, __ = unit_at(tokens, i + 1)
        known = None if unit is None else units.find_unit(unit)
        return known is not None and known.dimension in ("time", "calendar")
    return False


def hedge_ahead(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The hedge whose words begin at `i`, and the token after it."""
    for phrase, hedge in HEDGES_AHEAD.get(tokens.word(i), ()):
        if tokens.matches(i, phrase):
            return hedge, i + len(phrase)
    return None, i
