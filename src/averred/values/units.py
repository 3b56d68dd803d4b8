"""Units of measure and of money: canonical names, exact factors, and which units convert.

Months and years convert among themselves only: a month has no fixed number of days. UCUM codes are
aliases.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from averred.errors import ReadingError
from averred.values import unit_tables as tables
from averred.values.interval import Interval, Number, exact
from averred.values.unit_tables import PERSON_NOUNS


class Unit(NamedTuple):
    """A unit of measure: a value in it times `factor` plus `offset` is the value in the base unit."""

    name: str
    dimension: str
    factor: Fraction
    offset: Fraction = Fraction(0)


PERCENT = "percent"


def _plural(name: str) -> str:
    """The regular plural of an English name; of "metre per second", of its first part."""
    if name.endswith("hertz"):
        return name
    if name.endswith(("s", "x", "ch", "sh", "z")):
        return name + "es"
    if name.endswith("y") and name[-2:-1] not in tuple("aeiou"):
        return name[:-1] + "ies"
    return name + "s"


def _spellings(name: str) -> tuple[str, ...]:
    """A unit's name in both numbers and both spellings."""
    american = name.replace("metre", "meter").replace("litre", "liter")
    return name, _plural(name), american, _plural(american)


def _rows(table: str) -> list[list[str]]:
    """The rows of a table, each in its parts."""
    return [[part.strip() for part in row.split("=")] for row in table.split(";")]


def _listed(parts: list[str], place: int) -> list[str]:
    """The names at a place of a row, which may be absent or empty."""
    return [name for name in (parts[place].split(",") if len(parts) > place else ()) if name]


class Definition(NamedTuple):
    """A unit as the tables write it; it becomes a `Unit` when somebody converts."""

    dimension: str
    factor: str
    offset: str = "0"


@cache
def _measures() -> tuple[dict[str, Definition], dict[str, str], dict[str, str]]:
    """All units by name; unit names by symbol (case matters) and by lower-case name."""
    measures: dict[str, Definition] = {}
    symbols = tables.COMPOUNDS | tables.TEMPERATURE_SYMBOLS
    names = tables.TEMPERATURE_NAMES | dict.fromkeys(tables.PERCENT_NAMES, PERCENT)
    for dimension, table in tables.MEASURES.items():
        for parts in _rows(table):
            name = parts[0]
            measures[name] = Definition(dimension, parts[1])
            symbols.update(dict.fromkeys(_listed(parts, 2), name))
            for other in (name, *_listed(parts, 3)):
                names.update(dict.fromkeys(_spellings(other), name))
    for name, (factor, offset) in tables.TEMPERATURES.items():
        measures[name] = Definition("temperature", factor, offset)
        names[name.lower()] = name
    return measures, symbols, names


@cache
def _money() -> tuple[dict[str, str], dict[str, str]]:
    """Currency codes by sign or code, and by lower-case name."""
    signs: dict[str, str] = {}
    names: dict[str, str] = {}
    for parts in _rows(tables.MONEY):
        code = parts[0]
        signs.update(dict.fromkeys((code, *_listed(parts, 1)), code))
        for name in _listed(parts, 2):
            names.update(dict.fromkeys((name.lower(), _plural(name).lower()), code))
    return signs, names


def definitions() -> dict[str, Definition]:
    """The units of measure by name. They and the tables below are made when somebody asks for one."""
    return _measures()[0]


def unit_symbols() -> dict[str, str]:
    """Names of units by symbol; case matters."""
    return _measures()[1]


def unit_names() -> dict[str, str]:
    """Names of units by what they are called, in lower case."""
    return _measures()[2]


def money_symbols() -> dict[str, str]:
    """Currency codes by sign or code."""
    return _money()[0]


def money_names() -> dict[str, str]:
    """Currency codes by what they are called, in lower case."""
    return _money()[1]


@cache
def currencies() -> frozenset[str]:
    """All currency codes."""
    return frozenset(money_symbols().values())


@cache
def _defined(name: str) -> Unit:
    """The unit that the tables define under a name."""
    dimension, factor, offset = definitions()[name]
    return Unit(name, dimension, Fraction(factor), Fraction(offset))


def find_unit(name: str) -> Unit | None:
    """The unit of measure of a canonical name, also of "A per B"; None if it does not convert."""
    if name == "person":
        return None
    if name in definitions():
        return _defined(name)
    upper, per, lower = name.partition(" per ")
    if not per or upper not in definitions() or lower not in definitions():
        return None
    top, bottom = _defined(upper), _defined(lower)
    if top.offset or bottom.offset:
        return None
    dimension = (
        "speed"
        if (top.dimension, bottom.dimension) == ("length", "time")
        else f"{top.dimension}/{bottom.dimension}"
    )
    return Unit(name, dimension, top.factor / bottom.factor)


def canonical(name: str) -> str:
    """The canonical name of a unit that is written in any known way ("km", "kilometers"); else as it is."""
    lower = name.lower()
    if lower in PERSON_NOUNS:
        return "person"
    if name in unit_symbols():
        return unit_symbols()[name]
    if name in money_symbols():
        return money_symbols()[name]
    return unit_names().get(lower) or money_names().get(lower) or name


def is_count(unit: str | None) -> bool:
    """Whether a unit counts things: it is neither a measure, nor money, nor a share."""
    return unit is not None and unit != PERCENT and unit not in currencies() and find_unit(unit) is None


def convert(interval: Interval, source: str, target: str) -> Interval:
    """An interval in one unit, in another one; exact.

    Raises:
        ReadingError: if they do not measure the same.
    """
    if source == target:
        return interval
    one, other = find_unit(source), find_unit(target)
    if one is None or other is None or one.dimension != other.dimension:
        raise ReadingError(
            f"{source} does not convert to {target}",
            suggestion="give the value in a unit that does, or set the fact's unit",
        )
    shift = exact((one.offset - other.offset) / other.factor)
    return interval.scale(exact(one.factor / other.factor)).shift(shift)


def in_unit(interval: Interval, unit: str | None, target: str | None) -> Interval:
    """An interval in one unit, in another one; a number without a unit counts things, or is 0.

    Raises:
        ReadingError: if they do not measure the same, or nobody knows.
    """
    if unit is not None and target is not None:
        return convert(interval, unit, target)
    named = unit or target
    measure = find_unit(named) if named else None
    is_nothing = interval == Interval.point(0) and not (measure and measure.offset)
    if named is None or is_count(named) or is_nothing:
        return interval
    raise ReadingError(
        f"a number without a unit is not compared with {plural(named)}",
        suggestion=f'declare unit = "{named}" on the predicate',
    )


def convert_number(number: Number, source: str, target: str) -> Number:
    """A number in one unit, in another one; exact. Raises ReadingError as `convert` does."""
    low = convert(Interval.point(number), source, target).lo
    return number if low is None else low


def singular(noun: str) -> str:
    """The singular of a regular English plural ("countries" is "country")."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def plural(unit: str) -> str:
    """A unit's name as it stands after a number other than one."""
    if unit in ("person", PERCENT) or unit in currencies():
        return "people" if unit == "person" else unit
    irregular = {"foot": "feet", "century": "centuries", "millennium": "millennia", "kelvin": "kelvin"}
    first, per, rest = unit.partition(" per ")
    head, space, last = first.rpartition(" ")
    if unit.startswith("degree "):
        return unit.replace("degree", "degrees")
    return f"{head}{space}{irregular.get(last, _plural(last))}{per}{rest}"
