"""What vague words mean: every convention in one table, each of them changeable.

A reading says on which convention it rests, and every finding that depends on it prints that.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

import attrs

from averred.records import Record
from averred.values.interval import Interval, Number, exact

#: Canonical name of each hedge → what it makes of the number `n` that it stands before (or after).
HEDGES: Mapping[str, str] = MappingProxyType(
    {
        "about": "n ± the tolerance: about, around, some, roughly, approximately, or so, circa, ~",
        "nearly": "below n, by at most the tolerance: nearly, almost, just under, close to, not quite",
        "slightly-more-than": "above n, by at most the tolerance: just over, slightly more than",
        "more-than": "above n: more than, over, above, in excess of, upwards of, greater than",
        "at-least": "n and above: at least, no fewer than, not less than, a minimum of, n or more, n+",
        "less-than": "below n: less than, fewer than, under, below",
        "at-most": "n and below: at most, up to, no more than, not more than, a maximum of, n or less",
        "exactly": "n itself: exactly, precisely, a total of, only, just",
        "tolerance": "n ± the number that is given: 20 ± 5, 20 plus or minus 5, give or take 5",
        "range": "from the one to the other: 20 to 30, between 20 and 30, 20–30",
        "vague": "what the table of vague words says: dozens, several, tens of thousands",
    }
)

#: Vague words → the numbers that they allow (Interval ends as the table in the docs shows them).
VAGUE_WORDS: Mapping[str, Interval] = MappingProxyType(
    {
        "a couple": Interval.closed(2, 3),
        "a few": Interval.at_least(2),
        "a handful": Interval.at_least(2),
        "several": Interval.at_least(3),
        "numerous": Interval.at_least(3),
        "many": Interval.at_least(3),
        "countless": Interval.at_least(3),
        "tens": Interval.at_least(20),
        "dozens": Interval.at_least(24),
        "scores": Interval.at_least(40),
        "hundreds": Interval.at_least(200),
        "thousands": Interval.at_least(2_000),
        "millions": Interval.at_least(2_000_000),
        "billions": Interval.at_least(2_000_000_000),
        "trillions": Interval.at_least(2_000_000_000_000),
    }
)


_NONE_OF_THEIR_OWN: Mapping[str, Conventions] = MappingProxyType({})


@attrs.frozen(eq=False, repr=False)
class Conventions(Record):
    """How the words of a source are turned into precise values.

    Attributes:
        tolerance: "about n" is n ± this share of n; also how far "nearly" and "just over" reach.
        measured: a measured quantity (5 km) is known to half its last written digit; if False it is
            exact as written.
        whole_counts: counts are whole, so "more than 9 people" begins at 10.
        ranges: the upper end of "20 to 30" is included ("closed") or left out ("half-open").
        vague: what "dozens", "several" and the like allow.
        about_years: "about 1970" is so many years earlier or later.
        about_days: "about 8 May 2008" is so many days earlier or later.
        early, middle, late: which shares of a period "early", "mid" and "late" mean, from and to.
        decimal_mark: "." or ",": which one ends the whole number in "1.234"; None refuses what is ambiguous.
        seasons: how the season codes of ISO 8601-2 (2001-21) are counted, which has no months for them:
            "quarters" as its reference implementation does (21 is January to March), "meteorological"
            (21 is March to May). Seasons in words are always meteorological.
        century_start: the first year of "the 1st century" (1; 0 where 1900 counts as the 20th century).
        by_predicate: the conventions of predicates that have their own, by the predicate's id.
    """

    tolerance: Fraction = Fraction(1, 10)
    measured: bool = True
    whole_counts: bool = True
    ranges: Literal["closed", "half-open"] = "closed"
    vague: Mapping[str, Interval] = attrs.field(default=VAGUE_WORDS, hash=False)
    about_years: int = 5
    about_days: int = 3
    early: tuple[Fraction, Fraction] = (Fraction(0), Fraction(2, 5))
    middle: tuple[Fraction, Fraction] = (Fraction(3, 10), Fraction(7, 10))
    late: tuple[Fraction, Fraction] = (Fraction(3, 5), Fraction(1))
    century_start: int = 1
    decimal_mark: Literal[".", ","] | None = None
    seasons: Literal["quarters", "meteorological"] = "quarters"

    by_predicate: Mapping[str, Conventions] = attrs.field(default=_NONE_OF_THEIR_OWN, hash=False)

    def of(self, predicate: str, about: Number | None = None) -> Conventions:
        """The conventions for one predicate, with the tolerance of "about" that it declares itself."""
        own = self.by_predicate.get(predicate, self)
        return own if about is None else own.with_tolerance(about)

    def with_tolerance(self, tolerance: Number) -> Conventions:
        """The same conventions with another tolerance of "about" (`Fraction(3, 4)` is ±75 %)."""
        return attrs.evolve(self, tolerance=Fraction(exact(tolerance)))


DEFAULT_CONVENTIONS = Conventions()
