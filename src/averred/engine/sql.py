"""The SQL of the screens: plain text that runs unchanged on SQLite, DuckDB and Spark.

One big aggregation makes quantities of facts; every screen is a filter or an equi-join over these. A
screen gives pairs (subject, predicate): all facts of such a pair are judged.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from averred.constraint import Linear, Q
    from averred.screening import Outside
    from averred.values import Number
    from averred.vocabulary import Predicate

MEASURES: Final = ("value", "start", "end", "year")
#: The columns of the table `facts`, with their types in SQLite and DuckDB; Spark takes them from Arrow.
COLUMNS: Final = {
    "file": "BIGINT", "line": "BIGINT", "id": "VARCHAR", "subject": "VARCHAR", "predicate": "VARCHAR",
    "part": "VARCHAR", "status": "VARCHAR", "target": "VARCHAR", "source": "VARCHAR", "speaker": "VARCHAR",
    **{f"{measure}_{end}": "DOUBLE" for measure in MEASURES for end in ("lo", "hi")},
    "token": "VARCHAR", "odd": "BIGINT", "denied": "BIGINT", "denied_lo": "DOUBLE", "denied_hi": "DOUBLE",
    "denied_token": "VARCHAR", "shared": "BIGINT", "retracted": "BIGINT", "look": "BIGINT",
    "link": "VARCHAR", "time": "VARCHAR", "via": "VARCHAR",
}  # fmt: skip
KEY: Final = ("subject", "predicate", "part", "status")
#: Sums of numbers that are not whole may be rounded; by much less than this share of them.
_SLACK: Final = "1e-12"
_WHOLE: Final = "1e12"
#: Numbers have an exponent: without one they are decimals on some engines, and 1e288 is no decimal.
_ZERO: Final = "0e0"


def is_outside(outside: Outside, table: str) -> str | None:
    """Whether a quantity or a fact lies outside of a range; None where there is no range."""
    from averred.engine.numbers import inwards

    low = inwards(outside.low, up=True, is_open=False)
    high = inwards(outside.high, up=False, is_open=False)
    tests = [] if low is None else [f"{table}.value_hi < {double(low)}"]
    tests += [] if high is None else [f"{table}.value_lo > {double(high)}"]
    if not tests:
        return None
    return f"{table}.predicate = {quoted(outside.predicate)} AND ({' OR '.join(tests)})"


#: Facts that have to be read in full, one by one: something may be wrong with them, or to be said of them.
LOOKED_AT: Final = "SELECT file, line, id FROM facts WHERE look = 1"
#: The ids that several facts have, which are in each other's way.
REPEATED: Final = "SELECT id FROM facts GROUP BY id HAVING COUNT(*) > 1"
#: What facts rest on, and the facts of these ids.
LINKS: Final = "SELECT DISTINCT link FROM facts WHERE link <> ''"
RESTED_ON: Final = "SELECT file, line, id, link FROM facts WHERE id IN (SELECT link FROM links)"
#: What is not there, and the facts that rest on it.
MISSING: Final = (
    "SELECT l.link AS link FROM links l LEFT JOIN rested_on n ON n.id = l.link WHERE n.id IS NULL"
)
LOOSE: Final = "SELECT file, line, id FROM facts WHERE link IN (SELECT link FROM missing)"
#: Facts that rest on others and that others rest on: they may rest on themselves.
CHAINED: Final = "SELECT file, line, id FROM rested_on WHERE link <> ''"


def twins(repeated: str) -> str:
    """The facts that have one of the ids of a query."""
    return f"SELECT file, line, id FROM facts WHERE id IN ({repeated})"


def with_ids(ids: Sequence[str]) -> str:
    """The rows of some facts."""
    return f"SELECT file, line, id FROM facts WHERE id IN ({names(ids)})"


def summed_parts(predicates: Sequence[str], parts: Sequence[str], least: int) -> str:
    """Subjects of which at least so many parts of a partition are counted: their sums are judged."""
    return (
        "SELECT subject, predicate FROM quantities "
        f"WHERE predicate IN ({names(predicates)}) AND part IN ({names(parts)}) "
        f"GROUP BY subject, predicate HAVING COUNT(DISTINCT part) >= {least}"
    )


def shapes(rules: Iterable[Linear]) -> list[list[Linear]]:
    """Rules that differ in nothing but the predicates of their quantities, together."""
    found: dict[object, list[Linear]] = {}
    for rule in rules:
        terms = tuple((term.name, term.measure, term.coefficient) for term in rule.condition.terms)
        found.setdefault((rule.where, rule.strict, rule.condition.constant, terms), []).append(rule)
    return list(found.values())


class Ranges:
    """The ranges that predicates declare: every quantity lies within its own, whatever is said of it."""

    def __init__(self, predicates: Mapping[str, Predicate]) -> None:
        self._predicates = predicates

    def end(self, column: str, predicates: Iterable[str], *, is_low: bool) -> str:
        """An end of a quantity, or of its range where that is narrower."""
        from averred.engine.numbers import inwards

        given = {name: self._predicates[name] for name in predicates if name in self._predicates}
        ends = {name: one.min if is_low else one.max for name, one in given.items()}
        cases = []
        for name, exact in ends.items():
            limit = inwards(exact, up=is_low, is_open=False)
            if limit is not None:
                is_narrower = f"{column} {'>' if is_low else '<'} {double(limit)}"
                own = f"CASE WHEN {is_narrower} THEN {column} ELSE {double(limit)} END"
                cases.append(f"WHEN {column.partition('.')[0]}.predicate = {quoted(name)} THEN {own}")
        return f"CASE {' '.join(cases)} ELSE {column} END" if cases else column


def linear(
    rules: Sequence[Linear],
    *,
    same_status: bool = True,
    ranges: Ranges | None = None,
    links: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Bindings of linear rules of one shape that the boxes do not satisfy.

    A row has subject and predicate of each quantity, in turn, and of the facts that state a relation.
    Relations are rows of the table `relations` (name, x, x_part, y, y_part); one of a thing with itself
    is none. The query asks for Σ c·(max lo) over positive terms > Σ |c|·(min hi) over negative ones. With
    one term of factor 1 a side nothing is computed and the comparison is exact; else sums of numbers that
    are not whole get a slack, so that rounding drops nothing.

    Args:
        rules: the rules.
        same_status: whether quantities of different status are never compared.
        ranges: what predicates declare of all values.
        links: the predicates whose facts state a relation, by its name.
    """
    rule = rules[0]
    sources, conditions, column = _body(rule)
    columns = []
    for index, term in enumerate(rule.condition.terms):
        sources.append(f"quantities q{index}")
        columns.append(f"q{index}.subject AS subject{index}, q{index}.predicate AS predicate{index}")
        subject, part = column.setdefault(term.name, (f"q{index}.subject", "''"))
        conditions += [f"q{index}.subject = {subject}", f"q{index}.part = {part}"]
        if index and same_status:
            conditions.append(f"q{index}.status = q0.status")
    for index, (relation, *_) in enumerate(rule.where):
        if relation in links:
            columns.append(f"r{index}.x AS linked{index}, {quoted(links[relation])} AS by{index}")
    conditions += [_named(rules), _condition(rules, ranges or Ranges({}))]
    return f"SELECT {', '.join(columns)} FROM {', '.join(sources)} WHERE {' AND '.join(conditions)}"


def _named(rules: Sequence[Linear]) -> str:
    """Which predicates the quantities of rules of one shape may have."""
    found = dict.fromkeys(tuple(term.predicate for term in rule.condition.terms) for rule in rules)
    if all(len(set(one)) == 1 for one in found):
        same = [f"q{index}.predicate = q0.predicate" for index in range(1, len(rules[0].condition.terms))]
        return " AND ".join([f"q0.predicate IN ({names(one[0] for one in found)})", *same])
    either = (
        " AND ".join(f"q{index}.predicate = {quoted(name)}" for index, name in enumerate(one))
        for one in found
    )
    return f"({' OR '.join(f'({one})' for one in either)})"


def _body(rule: Linear) -> tuple[list[str], list[str], dict[str, tuple[str, str]]]:
    """The relations of the body, how they are joined, and where each variable stands."""
    sources, conditions = [], []
    column: dict[str, tuple[str, str]] = {}
    for index, (relation, first, second) in enumerate(rule.where):
        if first == second:
            continue
        sources.append(f"relations r{index}")
        conditions.append(f"r{index}.name = {quoted(relation)}")
        for variable, side in ((first, "x"), (second, "y")):
            here = (f"r{index}.{side}", f"r{index}.{side}_part")
            if variable in column:
                conditions += [f"{a} = {b}" for a, b in zip(here, column[variable], strict=True)]
            column.setdefault(variable, here)
    return sources, conditions, column


def _condition(rules: Sequence[Linear], ranges: Ranges) -> str:
    """That the least value of the left side is above 0 (strict: at least 0)."""
    rule = rules[0]
    sides: tuple[list[str], list[str]] = ([], [])
    for index, term in enumerate(rule.condition.terms):
        predicates = dict.fromkeys(one.condition.terms[index].predicate for one in rules)
        sides[term.coefficient < 0].append(_term(index, term, ranges, predicates))
    left, right = sides
    constant = rule.condition.constant
    if constant:
        (left if constant > 0 else right).append(size(constant))
    compare = ">=" if rule.strict else ">"
    plain = len(left) <= 1 and len(right) <= 1 and all(t.coefficient in {1, -1} for t in rule.condition.terms)
    total = {side: " + ".join(terms) or _ZERO for side, terms in (("left", left), ("right", right))}
    if plain:
        return f"{total['left']} {compare} {total['right']}"
    return f"{total['left']} {compare} {total['right']} - {_slack([*left, *right])}"


def _slack(terms: Sequence[str]) -> str:
    """0 where every term is a whole number that is added exactly, else a little of their size."""
    whole = " AND ".join(f"ABS({term}) < {_WHOLE} AND ROUND({term}) = {term}" for term in terms)
    size = " + ".join(f"ABS({term})" for term in terms)
    return f"CASE WHEN {whole} THEN {_ZERO} ELSE {_SLACK} * ({size}) END"


def _term(index: int, term: Q, ranges: Ranges, predicates: Iterable[str]) -> str:
    is_low = term.coefficient > 0
    column = f"q{index}.{term.measure}_{'lo' if is_low else 'hi'}"
    if term.measure == "value":
        column = ranges.end(column, predicates, is_low=is_low)
    return column if term.coefficient in {1, -1} else f"({size(term.coefficient)} * {column})"


def size(exact: Number) -> str:
    """A constant of a rule as a double, without its sign."""
    return double(abs(float(exact)))


def double(number: float) -> str:
    """A double as a literal that no engine takes for a decimal."""
    text = repr(number)
    return text if "e" in text else f"{text}e0"


def quoted(text: str) -> str:
    """Text as a literal. Ids have no quotation marks; whatever else comes is doubled."""
    return "'" + text.replace("'", "''") + "'"


def column(name: str) -> str:
    """The name of a column, with quotation marks doubled: nobody trusts what a file calls its columns."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def is_one_of(column: str, ids: Iterable[str], there: Collection[str] | None = None) -> str:
    """Whether a column has one of some ids, as a condition.

    Args:
        column: the column.
        ids: the ids.
        there: all that the column has; None where nobody knows. What is known is not asked of each row.
    """
    some = [name for name in ids if there is None or name in there]
    if not some:
        return "(1 = 0)"
    return "(1 = 1)" if there is not None and set(there) <= set(some) else f"{column} IN ({names(some)})"


def names(ids: Iterable[str]) -> str:
    """Ids for `IN (…)`, which may not be empty."""
    return ", ".join(quoted(name) for name in ids) or "''"
