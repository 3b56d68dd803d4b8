"""The rule `unwanted-row`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.declaring import place_of
from averred.errors import ConfigurationError
from averred.findings import Finding, Level
from averred.kinds import words
from averred.parameters import Parameters
from averred.query_rules import MOST_ROWS, Tables, check_query, named_in
from averred.rules.base import By, Context, rule, stated_level
from averred.screening import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.query_tables import Cell
    from averred.vocabulary import Constraint

_NAME = "unwanted-row"


def _query(value: object) -> str:
    query = words(value)
    check_query(query)
    return query


_PARAMETERS = Parameters({"name": words, "query": _query}, ("name", "query"))


def _screened(_: FactBase, declared: Sequence[Constraint]) -> Iterator[Asked]:
    """The facts that the rows of each query name."""
    yield from (Asked(str(constraint.parameters["query"])) for constraint in declared)


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS, screened=_screened, judged_by=By.QUERY)
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
    tables = context.tables or _tables_of(context.fact_base)
    try:
        for constraint in context.declared(_NAME, _PARAMETERS):
            yield from _found(context, constraint, _rows(context, tables, constraint))
    finally:
        if tables is not context.tables:
            tables.close()


def _tables_of(fact_base: FactBase) -> Tables:
    tables = Tables()
    tables.add(fact_base)
    return tables


def _found(context: Context, constraint: Constraint, rows: Sequence[Mapping[str, Cell]]) -> Iterator[Finding]:
    """A finding for each row, and one if there are more."""
    for row in rows[:MOST_ROWS]:
        facts = _facts(context, row)
        if not any(context.fact_base[fact].subject in constraint.exceptions for fact in facts):
            yield _card(context, constraint, row, facts)
    if len(rows) > MOST_ROWS:
        name = constraint.parameters["name"]
        headline = f"{name}: there are more than {MOST_ROWS} rows, and the rest is not shown"
        yield Finding(_NAME, stated_level(constraint, Level.WARNING), headline, about=f"{name} · rest")


def _rows(context: Context, tables: Tables, constraint: Constraint) -> Sequence[Mapping[str, Cell]]:
    """The rows of a query.

    Raises:
        ConfigurationError: with the place of the query, where it takes too many steps over these facts.
    """
    try:
        return tables.rows(str(constraint.parameters["query"]))
    except ConfigurationError as error:
        place = place_of(constraint, context.fact_base, "query")
        message = f"{place}the query {error.message}"
        raise ConfigurationError(message, suggestion=error.suggestion) from error


def _facts(context: Context, row: Mapping[str, Cell]) -> list[str]:
    """The facts that a row names."""
    return sorted({name for name in named_in(row) if name in context.fact_base.by_id})


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
