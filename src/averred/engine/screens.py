"""Which questions the screens of the rules ask of a vocabulary's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from averred.engine import asking, quantities, sql
from averred.engine.numbers import bounds_of
from averred.screening import Both, Compared, Elsewhere, Every, OfThings, Outside, Several, Shares, Summed
from averred.values import DEFAULT_CONVENTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from averred.constraint import Linear
    from averred.factbase import FactBase
    from averred.screening import Screen
    from averred.values import Conventions

T = TypeVar("T")
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
        named: such rows for the table `named`: things by what they are to a screen.
        related: SQL whose rows are relations that facts state.
        queries: SQL whose rows (subject, predicate) have to be judged.
        linked: the queries whose rows belong together over subjects.
        rows: SQL whose rows (file, line, id) are facts that are judged one by one.
        timed: whether a quantity can contradict itself if its days are not looked at: a condition.
        counted: the predicates whose different values are counted.
        conventions: how dates are read.
    """

    measures: Sequence[str]
    wanted: str
    relations: Sequence[Relation]
    named: Sequence[Relation]
    related: Sequence[str]
    queries: Sequence[str]
    linked: Sequence[str]
    rows: Sequence[str]
    timed: str
    counted: Sequence[str]
    conventions: Conventions


def screens(
    fact_base: FactBase,
    wanted: Iterable[Screen],
    conventions: Conventions = DEFAULT_CONVENTIONS,
    there: Collection[str] | None = None,
) -> Screens:
    """The questions that some screens ask.

    Args:
        fact_base: predicates and entities; its facts are not looked at.
        wanted: the screens of the rules that run.
        conventions: how dates are read.
        there: the predicates of all facts; None where nobody knows them. No row is asked what is known.
    """
    found = list(dict.fromkeys(wanted))
    compared, both = _kind(found, Compared), _kind(found, Both)
    rules = list(dict.fromkeys(one.rule for one in compared))
    links = {one.rule.where[0][0]: one.by for one in compared if one.by and not one.to}
    queries, linked = _groups(found, sql.Ranges(fact_base.predicates), rules, links)
    measures = {"value", *(term.measure for rule in rules for term in rule.condition.terms)}
    named, rows = _single(found)
    over = [term.predicate for rule in rules if not _is_of_parts(rule) for term in rule.condition.terms]
    over += [name for one in both for name in (one.predicate, one.other)]
    pairs = [(one.rule.where[0][0], x, "", y, "") for one in compared for x, y in one.pairs]
    several = _kind(found, Several)
    return Screens(
        [name for name in sql.MEASURES if name in measures],
        _wanted(several, _ranges(found), over, there),
        [*_nested_parts(fact_base), *pairs],
        named,
        [asking.stated(one.rule.where[0][0], one.by, one.to) for one in compared if one.by],
        queries,
        linked,
        rows,
        _by_day(several),
        quantities.with_several(several),
        conventions,
    )


def _kind(found: Iterable[Screen], kind: type[T]) -> list[T]:
    return [one for one in found if isinstance(one, kind)]


def _groups(
    found: Sequence[Screen], ranges: sql.Ranges, rules: Sequence[Linear], links: dict[str, str]
) -> tuple[list[str], list[str]]:
    """The queries about single subjects, and those whose rows belong together."""
    several = _kind(found, Several)
    whole = quantities.differ([one for one in several if not one.on_one_day], "quantities")
    alone = [quantities.is_denied("quantities"), f"({_by_day(several)} AND (timed = 0 OR odd = 1))", *whole]
    alone += [f"({test})" for one in _ranges(found) if (test := sql.is_outside(one, "quantities"))]
    queries = [f"SELECT subject, predicate FROM quantities WHERE {' OR '.join(alone)}"]
    queries += [sql.summed_parts(one.predicates, one.parts, one.least) for one in _kind(found, Summed)]
    queries += [asking.both(one.predicate, one.other, _tokens(one)) for one in _kind(found, Both)]
    queries += [asking.SHARED for _ in _kind(found, Shares)]
    linked = [asking.elsewhere(one.predicate) for one in _kind(found, Elsewhere)]
    for alike in sql.shapes(rules):
        query = sql.linear(alike, ranges=ranges, links=links)
        (queries if _is_of_parts(alike[0]) or _is_of_itself(alike[0]) else linked).append(query)
    return queries, linked


def _by_day(several: Iterable[Several]) -> str:
    """Whether a quantity has facts that exclude each other on a common day, if they have one."""
    tests = quantities.differ([one for one in several if one.on_one_day], "quantities")
    return f"({' OR '.join(tests)})" if tests else "(1 = 0)"


def _single(found: Sequence[Screen]) -> tuple[list[Relation], list[str]]:
    """The things that screens name, and the queries about facts that are judged one by one."""
    named = [
        ("whole", x, "", y, "") for x, y in dict.fromkeys(p for e in _kind(found, Elsewhere) for p in e.pairs)
    ]
    rows = []
    sets: dict[frozenset[str], str] = {}
    for one in _kind(found, OfThings):
        if one.things not in sets:
            sets[one.things] = f"things{len(sets)}"
            named += [(sets[one.things], thing, "", "", "") for thing in sorted(one.things)]
        rows.append(asking.of_things(one.predicate, sets[one.things], as_value=one.as_value))
    outside = [sql.is_outside(one, "facts") for one in _kind(found, Outside) if one.alone]
    tests = [f"({test})" for test in outside if test]
    tests += [f"predicate = {sql.quoted(one.predicate)}" for one in _kind(found, Every)]
    if tests:
        rows.append(f"SELECT file, line, id FROM facts WHERE retracted = 0 AND ({' OR '.join(tests)})")
    return named, rows


def _tokens(both: Both) -> list[str]:
    """What the values of the other predicate look like; nothing where one of them has no such look."""
    tokens = [bounds_of(value).token for value in both.values]
    return [] if None in tokens else [str(token) for token in tokens]


def _ranges(found: Iterable[Screen]) -> list[Outside]:
    return [one for one in _kind(found, Outside) if not one.alone]


def _is_of_parts(rule: Linear) -> bool:
    """Whether a rule relates parts of one subject alone."""
    return {name for name, _, _ in rule.where} == {"part-of"}


def _is_of_itself(rule: Linear) -> bool:
    """Whether a rule relates quantities of one thing."""
    return all(first == second for _, first, second in rule.where)


def _wanted(
    several: Sequence[Several],
    ranges: Sequence[Outside],
    over: Iterable[str],
    there: Collection[str] | None,
) -> str:
    """The quantities that can contradict themselves or their range, and all that rules over others name."""
    tests = [f"({quantities.can_contradict(several, 'q', there)})"]
    tests += [f"({test})" for one in ranges if (test := sql.is_outside(one, "q"))]
    named = sorted(set(over))
    tests += [sql.is_one_of("q.predicate", named, there)] if named else []
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
RELATIONS: Final = (DECLARED, OF, PARTS, NESTED)
