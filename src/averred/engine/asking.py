"""The SQL of single kinds of screens, beside the quantities of `sql`: which subjects, pairs and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.engine.sql import names, quoted
from averred.facts import UNNAMED_SPEAKER

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Facts that say of what share of a group they are.
SHARED: Final = "SELECT subject, predicate FROM facts WHERE shared = 1"


def stated(name: str, predicate: str, to: str) -> str:
    """The rows of a relation that the facts of a predicate state: to their value, or to one thing."""
    other, has_other = (quoted(to), "") if to else ("token", " AND token IS NOT NULL")
    return (
        f"SELECT DISTINCT {quoted(name)} AS name, subject AS x, '' AS x_part, {other} AS y, '' AS y_part "
        f"FROM facts WHERE retracted = 0 AND predicate = {quoted(predicate)}{has_other}"
    )


def unvoiced(predicates: Sequence[str]) -> str:
    """Facts that are read in full, as all of fact files are, and name nobody; where a group has several."""
    of = (
        f"FROM facts WHERE (look = 1 OR file < 0) AND speaker IN ('', {quoted(UNNAMED_SPEAKER)}) "
        f"AND predicate IN ({names(predicates)})"
    )
    group = "subject, predicate, status"
    same = " AND ".join(f"f.{name} = g.{name}" for name in group.split(", "))
    return (
        f"SELECT f.subject AS subject, f.predicate AS predicate, f.status AS status, f.file AS file, "
        f"f.line AS line FROM (SELECT {group}, file, line {of}) f "
        f"JOIN (SELECT {group} {of} GROUP BY {group} HAVING COUNT(*) > 1) g ON {same} "
        "ORDER BY subject, predicate, status"
    )


def both(predicate: str, other: str, tokens: Sequence[str]) -> str:
    """The groups of things that have facts of two predicates, the second with one of some values."""
    table, value = "quantities", ""
    if tokens:
        table = "facts"
        is_one = f"b.odd = 1 OR b.token IS NULL OR b.token IN ({names(tokens)})"
        value = f" AND b.retracted = 0 AND b.denied = 0 AND ({is_one})"
    return (
        "SELECT DISTINCT a.subject AS subject0, a.predicate AS predicate0, b.subject AS subject1, "
        f"b.predicate AS predicate1 FROM quantities a JOIN {table} b "
        "ON a.subject = b.subject AND a.part = b.part AND a.status = b.status "
        f"WHERE a.predicate = {quoted(predicate)} AND b.predicate = {quoted(other)}{value}"
    )


def elsewhere(predicate: str) -> str:
    """The groups of parts and of their wholes whose values are different entities."""
    return (
        "SELECT DISTINCT a.subject AS subject0, a.predicate AS predicate0, b.subject AS subject1, "
        "b.predicate AS predicate1 FROM named n JOIN facts a ON a.subject = n.x "
        "JOIN facts b ON b.subject = n.y AND b.status = a.status AND b.token <> a.token "
        f"WHERE n.name = 'whole' AND a.predicate = {quoted(predicate)} "
        f"AND b.predicate = {quoted(predicate)} AND a.retracted = 0 AND b.retracted = 0"
    )


def of_things(predicate: str, things: str, *, as_value: bool) -> str:
    """The facts of a predicate about things of the table `named`, or that have them as values."""
    column, odd = ("token", " OR f.odd = 1 OR f.denied = 1") if as_value else ("subject", "")
    return (
        f"SELECT f.file AS file, f.line AS line, f.id AS id FROM facts f LEFT JOIN named n "
        f"ON n.name = {quoted(things)} AND n.x = f.{column} "
        f"WHERE f.retracted = 0 AND f.predicate = {quoted(predicate)} AND (n.x IS NOT NULL{odd})"
    )
