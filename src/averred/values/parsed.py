"""A quantity on its way from words to a reading."""

from __future__ import annotations

from typing import NamedTuple

from averred.values.digits import Numeral
from averred.values.interval import Interval, Number


class Parsed(NamedTuple):
    """A quantity before its hedge: the precise numbers, the unit, and where it ends.

    Attributes:
        base: the number or range as written.
        unit: canonical unit, None for a bare number.
        end: the index of the token after it.
        hedge: of the range or of the words after the number; None if there is none.
        centre: the number, None for a range or a vague word.
        step: one in its last written digit, None where it is not known.
        convention: what was assumed so far.
        numeral: the number as written, for the range that it may begin.
    """

    base: Interval
    unit: str | None
    end: int
    hedge: str | None
    centre: Number | None
    step: Number | None
    convention: str | None = None
    numeral: Numeral | None = None
