"""Numbers as people read them, and round ones for an axis. Exact: no binary floats."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Number: TypeAlias = int | Fraction


def grouped(number: Number) -> str:
    """A number with separated thousands: `200,000`, `-3.5`, `1/3`.

    A fraction without an end in decimals is written as one; decimals are never rounded.
    """
    if isinstance(number, int):
        return f"{number:,}"
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > 12:
        return f"{number.numerator:,}/{number.denominator:,}"
    if places == 0:
        return f"{number.numerator:,}"
    whole, decimals = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{whole:,}.{decimals:0{places}d}"


def round_steps(lo: Number, hi: Number, about: int = 4) -> list[Number]:
    """Round numbers between two ends, in steps of 1, 2 or 5 times a power of ten.

    Args:
        lo: the lower end.
        hi: the upper end; above the lower one.
        about: how many there should be at most.
    """
    step = _round_step(Fraction(hi - lo) / about)
    first = -(-lo // step)
    steps = [step * index for index in range(int(first), int(hi // step) + 1)]
    return [number.numerator if number.denominator == 1 else number for number in steps]


def round_ticks(lo: Number, hi: Number, size_of: Callable[[Number], int], room: int) -> list[Number]:
    """As many round numbers between two ends as have room for their labels; at most five or six.

    Args:
        lo: the lower end.
        hi: the upper end; above the lower one.
        size_of: how much room the label of a number takes, with the space around it.
        room: how much there is.
    """
    for about in (5, 4, 3, 2, 1):
        ticks = round_steps(lo, hi, about)
        if sum(map(size_of, ticks)) <= room:
            return ticks
    return []


def _round_step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = Fraction(1)
    while power < least:
        power *= 10
    while power / 10 >= least:
        power /= 10
    return next(power / part for part in (5, 2, 1) if power / part >= least)
