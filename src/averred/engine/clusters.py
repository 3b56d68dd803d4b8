"""What relations link, cluster by cluster: the days of things, and the sums of their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.disjoint_sets import DisjointSets
from averred.engine.sql import names, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from averred.engine.protocol import Engine
    from averred.screening import Chained, Compared
    from averred.vocabulary import Predicate

    #: A subject and a predicate.
    Node = tuple[str, str]
    #: Two of them that a relation links, and the predicate of the facts that state it, if any do.
    Link = tuple[Node, Node, str]

#: The facts of each cluster.
CLUSTERED: Final = (
    "SELECT DISTINCT c.name AS unit, f.file AS file, f.line AS line, f.id AS id FROM clusters c "
    "JOIN facts f ON f.subject = c.x AND f.predicate = c.y WHERE f.retracted = 0 ORDER BY unit"
)
#: Links that are alone between their ends are left to the rule of their own relation.
_CHAINED: Final = (
    "WITH ends AS (SELECT x AS s, xp AS p FROM links UNION ALL SELECT y AS s, yp AS p FROM links), "
    "often AS (SELECT s, p FROM ends GROUP BY s, p HAVING COUNT(*) > 1) "
    "SELECT DISTINCT l.x, l.xp, l.y, l.yp, l.stated FROM links l "
    "LEFT JOIN often a ON a.s = l.x AND a.p = l.xp LEFT JOIN often b ON b.s = l.y AND b.p = l.yp "
    "WHERE a.s IS NOT NULL OR b.s IS NOT NULL"
)


def clusters(
    engine: Engine,
    chained: Chained,
    compared: Iterable[Compared],
    predicates: Mapping[str, Predicate],
) -> bool:
    """Make the table `clusters` of what has to be judged together; whether there is anything.

    Args:
        engine: has the table `facts`.
        chained: what joins relations.
        compared: the relations that are declared for rules of their own.
        predicates: by id.
    """
    queries = list(_links(compared, chained, predicates))
    if queries:
        engine.make("links", " UNION ".join(queries))
    found: list[Link] = [
        ((str(x), str(xp)), (str(y), str(yp)), str(by))
        for x, xp, y, yp, by in (engine.rows(_CHAINED) if queries else ())
    ]
    found += [(node, node, "") for node in chained.sums]
    rows = [(unit, subject, "", predicate, "") for unit, (subject, predicate) in _clusters(found)]
    engine.fill("clusters", rows)
    return bool(rows)


def _links(
    compared: Iterable[Compared], chained: Chained, predicates: Mapping[str, Predicate]
) -> Iterator[str]:
    """Queries for links between days: x and its predicate, y and its, and what states the relation."""
    dated = {name for name, one in predicates.items() if one.value == "date"}
    linked = [
        (one, terms)
        for one in compared
        if len(terms := [term for term in one.rule.condition.terms if term.predicate in dated]) > 1
    ]
    things = _things([one for one, _ in linked], {term.predicate for _, terms in linked for term in terms})
    for one, terms in linked:
        _, x, _ = one.rule.where[0]
        first, second = terms if terms[0].name == x else reversed(terms)
        ends = (first.predicate, second.predicate)
        of = next((term.predicate for term in one.rule.condition.terms if term.predicate not in dated), "")
        if of or (one.by and not one.to):
            column = "target" if of else "token"
            yield _link("subject", column, ends, of or one.by, f"({_stating(of or one.by, column)}) s")
        elif one.pairs:
            yield from (_link(quoted(a), quoted(b), ends) for a, b in one.pairs)
        else:
            yield _link("subject", quoted(one.to) if one.to else "subject", ends, source=f"({things}) t")
    for date, duration in chained.lasting:
        yield _link("subject", "subject", (date, date), duration, f"({_stating(duration, 'subject')}) s")


def _link(x: str, y: str, ends: tuple[str, str], by: str = "", source: str = "") -> str:
    """A query for links: an expression for each thing, the predicates of their days, and where from."""
    xp, yp = map(quoted, ends)
    given = f"SELECT DISTINCT {x} AS x, {xp} AS xp, {y} AS y, {yp} AS yp, {quoted(by)} AS stated"
    return f"{given} FROM {source}" if source else given


def _stating(predicate: str, column: str) -> str:
    """The facts of a predicate that name another thing."""
    return (
        f"SELECT subject, {column} FROM facts WHERE retracted = 0 "
        f"AND predicate = {quoted(predicate)} AND {column} <> ''"
    )


def _things(compared: Iterable[Compared], predicates: Iterable[str]) -> str:
    """Everything of which there may be a day, or to which something is linked."""
    named = {thing for one in compared for pair in one.pairs for thing in pair}
    queries = [
        f"SELECT subject FROM facts WHERE retracted = 0 AND predicate IN ({names(sorted(predicates))})"
    ]
    queries += [f"SELECT {quoted(thing)} AS subject" for thing in sorted(named)]
    queries += ["SELECT target AS subject FROM facts WHERE target <> ''"]
    queries += [
        f"SELECT token AS subject FROM facts WHERE predicate = {quoted(one.by)} AND token IS NOT NULL"
        for one in compared
        if one.by and not one.to
    ]
    return " UNION ".join(queries)


def _clusters(links: Iterable[Link]) -> Iterator[tuple[str, Node]]:
    """What has to be read of each cluster once, under the name of one of its subjects."""
    sets: DisjointSets[Node] = DisjointSets()
    for first, second, by in links:
        sets.join(first, second)
        if by:
            sets.join((first[0], by), second)
    for node in sets:
        yield " ".join(sets.root(node)), node
