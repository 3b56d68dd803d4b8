"""What relations link, cluster by cluster: the days of things, and the sums of their parts."""

from __future__ import annotations

import math
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.disjoint_sets import DisjointSets
from averred.engine.differences import Difference, box_of, can_be_kept
from averred.engine.sql import double, names, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from averred.constraint import Q
    from averred.engine.protocol import Engine
    from averred.screening import Chained, Compared
    from averred.vocabulary import Predicate

    #: A subject and a predicate.
    Node = tuple[str, str]

#: The facts of each cluster.
CLUSTERED: Final = (
    "SELECT DISTINCT c.name AS unit, f.file AS file, f.line AS line, f.id AS id FROM clusters c "
    "JOIN facts f ON f.subject = c.x AND f.predicate = c.y WHERE f.retracted = 0 ORDER BY unit"
)
#: Links that are alone between their ends are left to the rule of their own relation.
_CHAINED: Final = (
    "WITH plain AS (SELECT DISTINCT x, xp, y, yp, stated FROM links), "
    "ends AS (SELECT x AS s, xp AS p FROM plain UNION ALL SELECT y AS s, yp AS p FROM plain), "
    "often AS (SELECT s, p FROM ends GROUP BY s, p HAVING COUNT(*) > 1) "
    "SELECT DISTINCT l.x, l.xp, l.y, l.yp, l.stated, l.sign, l.most FROM links l "
    "LEFT JOIN often a ON a.s = l.x AND a.p = l.xp LEFT JOIN often b ON b.s = l.y AND b.p = l.yp "
    "WHERE a.s IS NOT NULL OR b.s IS NOT NULL"
)
#: Between which days each thing of a cluster begins, and ends.
_BOXES: Final = (
    "SELECT c.name AS unit, c.x AS x, c.y AS y, MAX(f.start_lo) AS begins_lo, MIN(f.start_hi) AS begins_hi, "
    "MAX(f.end_lo) AS ends_lo, MIN(f.end_hi) AS ends_hi FROM clusters c "
    "LEFT JOIN facts f ON f.subject = c.x AND f.predicate = c.y AND f.retracted = 0 "
    "GROUP BY c.name, c.x, c.y ORDER BY unit"
)


class Link(NamedTuple):
    """Two days that a relation links.

    Attributes:
        first: a subject and a predicate.
        second: another.
        by: the predicate of the facts that state the relation; empty where it is declared.
        sign: 1 where the first is at most so many days after the second, -1 where the second is after the
            first, 0 where no number of days says what the relation asks.
        most: how many days.
    """

    first: Node
    second: Node
    by: str = ""
    sign: int = 0
    most: float = 0.0


def clusters(
    engine: Engine,
    chained: Chained,
    compared: Iterable[Compared],
    predicates: Mapping[str, Predicate],
) -> bool:
    """Make the table `clusters` of what has to be judged together; whether there is anything.

    A cluster of which some choice of days keeps every relation is not judged.

    Args:
        engine: has the table `facts`.
        chained: what joins relations.
        compared: the relations that are declared for rules of their own.
        predicates: by id.
    """
    queries = list(_links(compared, chained, predicates))
    if queries:
        engine.make("links", " UNION ".join(queries))
    found = [
        Link((str(x), str(xp)), (str(y), str(yp)), str(by), int(str(sign)), float(str(most)))
        for x, xp, y, yp, by, sign, most in (engine.rows(_CHAINED) if queries else ())
    ]
    found += [Link(node, node) for node in chained.sums]
    units = _clusters(found)
    engine.fill("clusters", [(unit, *_row(node)) for node, unit in units.items()])
    innocent = _that_hold(engine, units, found) if units else set()
    guilty = [(unit, *_row(node)) for node, unit in units.items() if unit not in innocent]
    engine.fill("clusters", guilty)
    return bool(guilty)


def _row(node: Node) -> tuple[str, str, str, str]:
    return node[0], "", node[1], ""


def _that_hold(engine: Engine, units: Mapping[Node, str], links: Iterable[Link]) -> set[str]:
    """The clusters whose relations some choice of days keeps."""
    own: dict[str, list[Link]] = {}
    for link in links:
        own.setdefault(units[link.first], []).append(link)
    holding: set[str] = set()
    for unit, rows in groupby(engine.rows(_BOXES), key=itemgetter(0)):
        places: dict[Node, int] = {}
        boxes: list[tuple[float, float]] = []
        for _, subject, predicate, *ends in rows:
            places[str(subject), str(predicate)] = len(boxes)
            boxes.append(box_of(ends))
        if all(link.sign for link in own[str(unit)]) and can_be_kept(
            boxes, [_difference(link, places) for link in own[str(unit)]]
        ):
            holding.add(str(unit))
    return holding


def _difference(link: Link, places: Mapping[Node, int]) -> Difference:
    first, second = places[link.first], places[link.second]
    later, earlier = (first, second) if link.sign > 0 else (second, first)
    return Difference(later, earlier, link.most)


def _links(
    compared: Iterable[Compared], chained: Chained, predicates: Mapping[str, Predicate]
) -> Iterator[str]:
    """Queries for links between days: x and its predicate, y and its, what states the relation, how far."""
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
        far = _far(one, first)
        if of or (one.by and not one.to):
            column = "target" if of else "token"
            source = f"({_stating(of or one.by, column)}) s"
            yield _link("subject", column, ends, far, of or one.by, source)
        elif one.pairs:
            yield from (_link(quoted(a), quoted(b), ends, far) for a, b in one.pairs)
        else:
            other = quoted(one.to) if one.to else "subject"
            yield _link("subject", other, ends, far, source=f"({things}) t")
    for date, duration in chained.lasting:
        source = f"({_stating(duration, 'subject')}) s"
        yield _link("subject", "subject", (date, date), _NO_DAYS, duration, source)


def _far(compared: Compared, first: Q) -> tuple[int, int]:
    """How far apart the two days of a relation may be, as `Link` has it.

    Whatever keeps the condition of a screen keeps the rule as well, or the screen would drop what is guilty.
    """
    condition = compared.rule.condition
    is_difference = (
        len(condition.terms) == len(_SIGNS)
        and {term.coefficient for term in condition.terms} == _SIGNS
        and {term.measure for term in condition.terms} <= _ENDS
    )
    return (int(first.coefficient), math.floor(-condition.constant)) if is_difference else _NO_DAYS


_SIGNS: Final = {1, -1}
_ENDS: Final = {"start", "end"}
_NO_DAYS: Final = (0, 0)


def _link(x: str, y: str, ends: tuple[str, str], far: tuple[int, int], by: str = "", source: str = "") -> str:
    """A query for links.

    Args:
        x: an expression for a thing.
        y: an expression for another.
        ends: the predicates of their days.
        far: how far apart these may be, as `Link` has it.
        by: the predicate of the facts that state the relation.
        source: where the expressions are from.
    """
    sign, most = far
    xp, yp = map(quoted, ends)
    given = f"SELECT DISTINCT {x} AS x, {xp} AS xp, {y} AS y, {yp} AS yp, {quoted(by)} AS stated"
    given = f"{given}, {sign} AS sign, {double(float(most))} AS most"
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


def _clusters(links: Iterable[Link]) -> dict[Node, str]:
    """What has to be read of each cluster once, under the name of one of its subjects."""
    sets: DisjointSets[Node] = DisjointSets()
    for link in links:
        sets.join(link.first, link.second)
        if link.by:
            sets.join((link.first[0], link.by), link.second)
    return {node: " ".join(sets.root(node)) for node in sets}
