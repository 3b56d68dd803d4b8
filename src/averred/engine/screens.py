"""Which screens the declarations of a fact base ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from averred.engine import sql
from averred.values import DEFAULT_CONVENTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.constraint import Linear
    from averred.factbase import FactBase
    from averred.values import Conventions
    from averred.vocabulary import Predicate

Relation = tuple[str, str, str, str, str]
#: The rows that hold a relation between a subject and what its fact is `of`.
OF: Final = (
    "SELECT DISTINCT 'of' AS name, subject AS x, '' AS x_part, target AS y, '' AS y_part "
    "FROM facts WHERE target <> ''"
)
#: The rows that hold a relation between a part that facts are about and its whole.
PARTS: Final = (
    "SELECT DISTINCT 'part-of' AS name, subject AS x, part AS x_part, subject AS y, '' AS y_part "
    "FROM quantities WHERE part <> ''"
)


class Screens(NamedTuple):
    """What is to be asked.

    Attributes:
        measures: what the boxes of quantities have to be known of.
        wanted: the quantities `q` that any query asks for, beside those with parts: a condition.
        relations: rows (name, x, part of x, y, part of y) that are declared, not found in facts.
        queries: SQL whose rows (subject, predicate) have to be judged.
        linked: the queries whose rows belong together over subjects.
        timed: whether a quantity can contradict itself if its days are not looked at: a condition.
        conventions: how dates are read.
    """

    measures: Sequence[str]
    wanted: str
    relations: Sequence[Relation]
    queries: Sequence[str]
    linked: Sequence[str]
    timed: str
    conventions: Conventions


def screens(
    fact_base: FactBase, linear_rules: Iterable[Linear], conventions: Conventions = DEFAULT_CONVENTIONS
) -> Screens:
    """The screens for a vocabulary.

    Args:
        fact_base: predicates, entities, partitions; its facts are not looked at.
        linear_rules: declared rules as data, for `before` and `of` relations, and for parts.
        conventions: how dates are read.
    """
    predicates = list(fact_base.predicates.values())
    additive = [one.id for one in predicates if one.value == "quantity" and one.additive]
    rules = list(linear_rules)
    limited = [one for one in predicates if one.id in additive]
    contradict = sql.can_contradict(predicates, "quantities")
    outside = _tests_of_ranges(limited, "quantities")
    alone = " OR ".join([f"({contradict} AND (timed = 0 OR odd = 1))", *outside])
    queries = [f"SELECT subject, predicate FROM quantities WHERE {alone}"]
    for partition in fact_base.partitions:
        least = 1 if partition.exhaustive else 2
        queries.append(sql.summed_parts(additive, partition.parts, min(least, len(partition.parts))))
    linked: list[str] = []
    for alike in sql.shapes(rules):
        (queries if _is_within_one(alike[0]) else linked).append(sql.linear(alike))
    linked.append("SELECT subject, predicate FROM facts WHERE shared = 1")
    measures = {"value", *(term.measure for rule in rules for term in rule.condition.terms)}
    return Screens(
        [name for name in sql.MEASURES if name in measures],
        _wanted(predicates, limited, [rule for rule in rules if not _is_within_one(rule)]),
        _nested_parts(fact_base),
        queries,
        linked,
        contradict,
        conventions,
    )


def _is_within_one(rule: Linear) -> bool:
    """Whether a rule relates parts of one subject alone."""
    return {name for name, _, _ in rule.where} == {"part-of"}


def _tests_of_ranges(limited: Sequence[Predicate], table: str) -> list[str]:
    """Conditions of quantities that are outside of their declared range."""
    ranges = [sql.is_out_of_declared_range(one, table) for one in limited]
    return [f"({test})" for test in ranges if test]


def _wanted(predicates: Sequence[Predicate], limited: Sequence[Predicate], over: Sequence[Linear]) -> str:
    """The quantities that can contradict themselves or their range, and all that rules over subjects name."""
    tests = [f"({sql.can_contradict(predicates, 'q')})", *_tests_of_ranges(limited, "q")]
    named = sorted({term.predicate for rule in over for term in rule.condition.terms})
    tests += [f"(q.predicate IN ({sql.names(named)}))"] if named else []
    return " OR ".join(tests)


def _nested_parts(fact_base: FactBase) -> list[Relation]:
    """Parts within parts, of whatever subject: joined with subjects by the query `NESTED`."""
    return [
        ("nested", entity, "", above, "")
        for entity in fact_base.entities
        for above in fact_base.ancestors(entity)
    ]


#: Parts within parts of one subject, as a relation between what facts are about.
NESTED: Final = (
    "SELECT DISTINCT 'part-of' AS name, a.subject AS x, a.part AS x_part, b.subject AS y, b.part AS y_part "
    "FROM declared n, quantities a, quantities b WHERE n.name = 'nested' AND a.part = n.x "
    "AND b.part = n.y AND a.subject = b.subject AND a.predicate = b.predicate"
)
DECLARED: Final = "SELECT name, x, x_part, y, y_part FROM declared WHERE name <> 'nested'"
#: The declared ones come first: with a constant name in the first branch pysail loses the columns.
RELATIONS: Final = f"{DECLARED} UNION ALL {OF} UNION ALL {PARTS} UNION ALL {NESTED}"
