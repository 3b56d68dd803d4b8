"""Units that our own tables do not have, by pint (`pip install 'averred[units]'`); exact or refused.

pint is asked only where a phrase could not be read otherwise, and only for how a unit converts into one of
ours: so whether it is installed never changes a reading, it only adds some.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from averred.errors import ReadingError
from averred.values import units
from averred.values.interval import Number, exact

#: Our dimension → the base unit of its table, as pint writes it.
_BASES = {
    "length": "metre", "area": "metre**2", "volume": "litre", "mass": "kilogram", "time": "second",
    "temperature": "kelvin", "energy": "joule", "power": "watt", "pressure": "pascal", "force": "newton",
    "electric potential": "volt", "electric current": "ampere", "information": "byte",
    "speed": "metre/second",
}  # fmt: skip
#: A number and the last one to three words.
_NAMED = re.compile(r"(.*?[^\W_])\s+([A-Za-z]{2,30}(?: [A-Za-z]{2,30}){0,2})\s*")
_GLUED = re.compile(r"(?<=[0-9])(?=[A-Za-z]{2,30}\s*\Z)")
#: A factor of more digits comes from a rounded constant, such as pi.
_MOST_DIGITS = 25
#: Defined by the US survey foot in pint, where the international foot may be meant.
_SURVEY = 3937


def splits(text: str) -> list[tuple[str, str]]:
    """The ways to part a phrase into how many and a unit of one to three words, the longest unit first."""
    found = _NAMED.fullmatch(_GLUED.sub(" ", text))
    if found is None:
        return []
    words = found[2].split()
    return [(" ".join((found[1], *words[:at])), "_".join(words[at:])) for at in range(len(words))]


def factor(name: str, target: str) -> Number | None:
    """How many of our unit `target` one of another unit is; None where pint does not know it.

    Units of our own tables are not asked for: pint would make 365.25 days of a year.

    Raises:
        ReadingError: if its factor is not exact.
        ImportError: if pint is not installed.
    """
    ours = units.find_unit(target)
    own = units.find_unit(units.canonical(name.replace("_", " ")))
    if ours is None or ours.dimension not in _BASES or ours.offset or own is not None:
        return None
    registry = _registry()
    if not registry.parse_unit_name(name):
        return None
    base = _BASES[ours.dimension]
    zero, one = registry.Quantity(Fraction(0), name), registry.Quantity(Fraction(1), name)
    if zero.dimensionality != registry.Quantity(Fraction(1), base).dimensionality:
        return None
    size = one.to(base).magnitude
    if zero.to(base).magnitude != 0 or not isinstance(size, Fraction) or not _is_exact(size):
        raise ReadingError(
            f"{name.replace('_', ' ')} has no exact factor to {target}",
            suggestion=f"give the value in {target}",
        )
    return exact(size / ours.factor)


def _is_exact(size: Fraction) -> bool:
    """Whether a factor is a definition, and neither a rounded constant nor in survey feet."""
    longest = max(len(str(size.numerator).rstrip("0")), len(str(size.denominator).rstrip("0")))
    return longest <= _MOST_DIGITS and size.denominator % _SURVEY != 0


@cache
def _registry() -> Any:  # noqa: ANN401  # pint is optional, so its types are not there to be named
    """The registry of pint, with exact numbers; it takes a third of a second to make.

    Raises:
        ImportError: if pint is not installed.
    """
    return import_module("pint").UnitRegistry(non_int_type=Fraction)
