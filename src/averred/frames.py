"""Tables for pandas and polars: a column a list, so that either library takes them as they are."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from averred.errors import ConfigurationError
from averred.values import Date, EntityRef, Ordinal, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.facts import Fact
    from averred.values import Interval, Number

    Columns = dict[str, list[Any]]

#: Those that are known, the one that is preferred first.
LIBRARIES: Final = ("pandas", "polars")


def to_frame(columns: Mapping[str, list[Any]], library: str | None) -> Any:  # noqa: ANN401  # of either library
    """A data frame of some columns.

    Args:
        columns: lists of the same length, by name.
        library: pandas or polars; None for the one that is installed, pandas where both are.

    Raises:
        ConfigurationError: where the library is not installed, or is none of these.
    """
    if library not in (None, *LIBRARIES):
        raise ConfigurationError(f"“{library}” makes no data frames", suggestion="pandas or polars")
    wanted = [library] if library else LIBRARIES
    found = next((name for name in wanted if name and find_spec(name)), None)
    if found is None:
        raise ConfigurationError(
            f"{' and '.join(filter(None, wanted))} cannot be imported",
            suggestion=f"pip install {library or LIBRARIES[0]}",
        )
    return import_module(found).DataFrame(columns)


def fact_columns(facts: Iterable[Fact]) -> Columns:
    """What facts say as columns (see `FactBase.to_frame`)."""
    rows = [_row(fact) for fact in facts]
    return {name: [row[name] for row in rows] for name in _NAMES}


#: What JSON calls the kinds of readings that are not called as their class is.
_KINDS: Final = {"EntityRef": "entity", "OneOf": "one-of", "NoValue": "none"}
_NAMES: Final = (
    *("fact", "subject", "part", "predicate", "value", "kind", "min", "max", "unit", "first_day", "last_day"),
    *("entity", "denied", "status", "said_by", "confidence", "source", "quote"),
)


def _row(fact: Fact) -> dict[str, object]:
    return {
        **dict.fromkeys(_NAMES),
        "fact": fact.id,
        "subject": fact.subject,
        "part": fact.part,
        "predicate": fact.predicate,
        "value": fact.written,
        **_reading(fact),
        "denied": fact.denied,
        "status": fact.scope.status,
        "said_by": fact.attribution.speaker,
        "confidence": float(fact.confidence.weight),
        "source": fact.source or None,
        "quote": fact.citation.quote if fact.citation else None,
    }


def _reading(fact: Fact) -> dict[str, object]:
    """What a value was read as; numbers are the nearest doubles, since a column has one type."""
    value = fact.value
    match value:
        case Quantity():
            found: dict[str, object] = {"unit": value.unit, **_ends(value.interval)}
        case Ordinal():
            found = {"min": float(value.number), "max": float(value.number)}
        case Date() if not value.missing_year:
            found = {"first_day": _day(value.interval.lo), "last_day": _day(value.interval.hi)}
        case EntityRef():
            found = {"entity": value.entity}
        case _:
            found = {}
    name = type(value).__name__
    return {"kind": _KINDS.get(name, name.lower()), **found}


def _ends(interval: Interval) -> dict[str, object]:
    lo, hi = interval.lo, interval.hi
    return {"min": None if lo is None else _double(lo), "max": None if hi is None else _double(hi)}


def _double(number: Number) -> float:
    """The nearest double; what is larger than any of them is infinite."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _day(number: Number | None) -> str | None:
    from averred.values.calendar import day_text

    return None if number is None else day_text(int(number))
