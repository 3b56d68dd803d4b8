"""The rule `unit-not-allowed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing
from averred.findings import Finding, Level
from averred.kinds import names
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import judge_records
from averred.values import Quantity, read_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint


def _units(value: object) -> tuple[str, ...]:
    from averred.values.units import canonical

    return tuple(canonical(name) for name in names(value))


_NAME = "unit-not-allowed"
_NONE = "none"
_PARAMETERS = for_predicate({"units": _units}, required=("units",), short="units", about=("quantity",))


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def unit_not_allowed(context: Context) -> Iterable[Finding]:
    """A quantity is written in a unit that is not allowed.

    What it reports:
        Facts, retracted ones too, whose words have another unit than the listed ones. Values are compared
        in the predicate's unit whatever they are written in; this rule is about the words.

    Why it matters:
        A house style wants kilometres, or a source that always writes feet suddenly writes metres.

    Example:
        `unit-not-allowed = ["km", "m"]` on the predicate, and a fact that says "3 miles".

    What to do:
        Look whether the unit is a mistake; else add it to the list.

    Options:
        `units`: those that are allowed, by any of their names; "none" for a number without a unit.
        `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's allowed-units constraint.
    """
    return judge_records(
        context,
        _NAME,
        Level.WARNING,
        _PARAMETERS,
        _judge,
        advice=("write the value in a unit that is allowed", "or allow the unit"),
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> str | None:
    if not isinstance(fact.value, Quantity):
        return None
    allowed = constraint.parameters["units"]
    unit = _written_unit(context, fact, fact.value)
    if not isinstance(allowed, tuple) or unit in allowed:
        return None
    words = "has no unit" if unit == _NONE else f"is written in the unit {unit}"
    return f"“{fact.written}” {words}; allowed: {listing(allowed, 'or')}"


def _written_unit(context: Context, fact: Fact, value: Quantity) -> str:
    """The unit of the words themselves, else the one that the author gave, else "none"."""
    from averred.values.units import canonical

    if fact.overridden:
        return value.unit or _NONE
    found = read_quantity(value.text, conventions=context.conventions.of(fact.predicate)).unit
    return found or canonical(fact.unit or _NONE)
