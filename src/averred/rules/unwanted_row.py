"""The rule `unwanted-row`."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from averred.declaring import place_of
from averred.errors import ConfigurationError
from averred.findings import Finding, Level
from averred.kinds import words
from averred.parameters import Parameters
from averred.query_rules import MOST_ROWS, check_query, open_tables, rows_of
from averred.rules.base import Context, rule, stated_level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from sqlite3 import Connection

    from averred.query_rules import Cell
    from averred.vocabulary import Constraint

_NAME = "unwanted-row"


def _query(value: object) -> str:
    query = words(value)
    check_query(query)
    return query


_PARAMETERS = Parameters({"name": words, "query": _query}, ("name", "query"))


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def unwanted_row(context: Context) -> Iterable[Finding]:
    """A query of the author's own gives a row, and should give none.

    What it reports:
        Each row of a declared query: no rows, no findings. Columns whose names begin with `fact` hold ids of
        facts, `message` is the headline.

    Why it matters:
        What a rule of the catalogue cannot say is often one line of SQL.

    Example:
        `[[constraint]] rule = "unwanted-row" name = "round numbers" query = "SELECT id AS fact FROM facts
        WHERE low % 1000 = 0"`.

    What to do:
        What the message of the query says.

    Options:
        `name`: what the query looks for. `query`: one SELECT over the tables of the reference; it can read
        these and nothing else. `level`; `except` names subjects, of whose facts rows are left out.

    Where the idea comes from:
        Tests of dbt, where each row is a failure.
    """
    with closing(open_tables(context.fact_base)) as connection:
        for constraint in context.declared(_NAME, _PARAMETERS):
            rows = _rows(context, connection, constraint)
            for row in rows[:MOST_ROWS]:
                facts = _facts(context, row)
                if not any(context.fact_base[fact].subject in constraint.exceptions for fact in facts):
                    yield _card(context, constraint, row, facts)
            if len(rows) > MOST_ROWS:
                name = constraint.parameters["name"]
                headline = f"{name}: there are more than {MOST_ROWS} rows, and the rest is not shown"
                yield Finding(
                    _NAME, stated_level(constraint, Level.WARNING), headline, about=f"{name} · rest"
                )


def _rows(context: Context, connection: Connection, constraint: Constraint) -> list[Mapping[str, Cell]]:
    """The rows of a query.

    Raises:
        ConfigurationError: with the place of the query, where it takes too many steps over these facts.
    """
    try:
        return list(rows_of(connection, str(constraint.parameters["query"])))
    except ConfigurationError as error:
        place = place_of(constraint, context.fact_base, "query")
        raise ConfigurationError(f"{place}{error.message}", suggestion=error.suggestion) from error


def _facts(context: Context, row: Mapping[str, object]) -> list[str]:
    """The facts that a row names."""
    return sorted(
        {
            str(value)
            for column, value in row.items()
            if column.startswith("fact") and value in context.fact_base.by_id
        }
    )


def _card(context: Context, constraint: Constraint, row: Mapping[str, object], facts: list[str]) -> Finding:
    shown = ", ".join(f"{column} {value}" for column, value in row.items() if column != "message")
    name = str(constraint.parameters["name"])
    labels = tuple(context.label(context.fact_base[fact]) for fact in facts)
    return Finding(
        _NAME,
        stated_level(constraint, Level.WARNING),
        f"{name}: {row.get('message') or shown}",
        about=f"{name} · {shown}",
        facts=tuple(facts),
        labels=labels,
        derivation=(f"a row of the query “{name}”: {shown}",),
        place=labels[0].place if labels else context.place(constraint.origin, "query"),
    )
