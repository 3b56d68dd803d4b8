"""Values that several things have: the SQL of what only one thing can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.engine.numbers import ANYTHING
from averred.engine.sql import double, quoted

if TYPE_CHECKING:
    from averred.engine.protocol import Engine

_SHARED: Final = "status, token, value_lo, value_hi"


def sharing(engine: Engine, predicate: str) -> str:
    """The query for facts of a predicate whose value several things have, value by value.

    A value that depends on other facts (the year of another date) is known once it has been read in full:
    then every fact may have it, and all of them are one unit.

    Args:
        engine: has the table `facts`.
        predicate: the predicate.
    """
    facts = f"FROM facts f WHERE f.retracted = 0 AND f.predicate = {quoted(predicate)}"
    later = f"SELECT COUNT(*) {facts} AND f.odd = 1 AND f.value_lo = {double(ANYTHING[0])}"
    ((count,),) = engine.rows(later)
    if count:
        return f"SELECT 1 AS unit, f.file AS file, f.line AS line, f.id AS id {facts}"
    engine.make(
        "shared_values",
        f"SELECT ROW_NUMBER() OVER (ORDER BY {_SHARED}) AS unit, {_SHARED} FROM ("
        f"SELECT {_SHARED} {facts} AND (f.token IS NOT NULL OR f.value_lo >= f.value_hi) "
        f"GROUP BY {_SHARED} HAVING MIN(f.subject) < MAX(f.subject)) s",
    )
    of = "SELECT s.unit AS unit, f.file AS file, f.line AS line, f.id AS id FROM shared_values s JOIN facts f"
    rest = f"AND f.status = s.status WHERE f.retracted = 0 AND f.predicate = {quoted(predicate)}"
    return (
        f"{of} ON f.token = s.token {rest} UNION ALL "
        f"{of} ON f.value_lo = s.value_lo AND f.value_hi = s.value_hi {rest} AND f.token IS NULL "
        "ORDER BY unit"
    )
