"""How often a law is tried that needs more examples than others, or fewer: by what the profile says."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from hypothesis import settings

#: So many examples are enough for everything.
ENOUGH: Final = 1000


def times(factor: int | Fraction) -> settings:
    """Settings for a test of `factor` times the examples of the profile.

    More than 1 is for laws that few examples say something about, as long as that makes no more than 1,000;
    less than 1 is for examples that take long, or that each try several things.
    """
    usual = settings().max_examples
    tried = int(factor * usual)
    return settings(max_examples=min(tried, max(usual, ENOUGH)))
