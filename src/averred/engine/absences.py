"""The SQL of what is missing: asked of the facts that surely are there, thing by thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from averred.engine.numbers import bounds_of
from averred.engine.sql import names, quoted
from averred.facts import ACTUAL
from averred.screening import Few, Lacks, OneVoice

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from averred.engine.protocol import Engine
    from averred.engine.screens import Relation
    from averred.screening import Screen
    from averred.values import Value

    #: A row of the table `facts`: id, file and line.
    Row = tuple[str, int, int]

#: Stands for every file, or every line.
ANY: Final = -9
_RESTING: Final = "SELECT f.id AS id, f.file AS file, f.line AS line FROM lost l JOIN facts f ON f.link = l.x"
_ACTIVE: Final = "SELECT f.* FROM facts f WHERE f.retracted = 0"
_TAKEN: Final = (
    "SELECT f.* FROM facts f LEFT JOIN refused r ON r.x = f.id "
    f"AND CAST(r.y AS BIGINT) IN ({ANY}, f.file) AND CAST(r.y_part AS BIGINT) IN ({ANY}, f.line) "
    "WHERE f.retracted = 0 AND r.x IS NULL"
)
#: Facts that surely say what they look like.
_SURE: Final = "odd = 0 AND denied = 0"
#: The facts of what has to be judged, thing by thing; a thing of which there are none has one empty row.
JUDGED: Final = (
    "SELECT DISTINCT w.unit AS unit, f.file AS file, f.line AS line, f.id AS id FROM wanted w "
    "LEFT JOIN facts f ON f.subject = w.subject AND f.predicate = w.predicate ORDER BY unit"
)
#: Everything that is said of the things that are judged.
_ALL: Final = (
    "SELECT DISTINCT a.subject AS unit, f.subject AS subject, f.predicate AS predicate "
    "FROM asked a JOIN facts f ON f.subject = a.subject"
)
#: Only one voice, as far as an engine knows: two names of speakers may be of one.
_ONE_VOICE: Final = (
    "SELECT DISTINCT subject FROM sound GROUP BY subject, predicate "
    "HAVING COUNT(DISTINCT CASE WHEN speaker = '' THEN source END) < 2 "
    "AND (MIN(speaker) <> '' OR MAX(speaker) = '')"
)


class Absences(NamedTuple):
    """What is to be asked.

    Attributes:
        named: rows (name, thing) for the table `things`.
        queries: SQL whose rows are things of which something may be missing.
        reads: SQL whose rows (unit, subject, predicate) are what has to be read for each of these.
    """

    named: Sequence[Relation]
    queries: Sequence[str]
    reads: Sequence[str]


def absences(wanted: Iterable[Screen]) -> Absences:
    """The questions that some screens ask about what is not there."""
    named: list[Relation] = []
    queries, reads = [], []
    for one in dict.fromkeys(wanted):
        if not isinstance(one, Few | Lacks | OneVoice):
            continue
        if isinstance(one, OneVoice):
            queries.append(_ONE_VOICE)
            reads.append(_ALL)
            continue
        things = f"things{len(named)}" if one.things is not None else ""
        named += [(things, thing, "", "", "") for thing in one.things or ()]
        queries.append(_few(one, things) if isinstance(one, Few) else _lacking(one, things))
        reads += _reads(one)
    return Absences(named, queries, list(dict.fromkeys(reads)))


def _few(few: Few, things: str) -> str:
    """Things with a group of too few values that surely differ, or without any."""
    of = f"FROM sound WHERE predicate = {quoted(few.predicate)}"
    differing = f"SELECT DISTINCT subject, part, status, token, value_lo, value_hi {of} AND {_SURE}"
    group = "subject, part, status"
    counted = f"SELECT {group}, COUNT(*) AS n FROM ({differing}) d GROUP BY {group}"
    groups = f"(SELECT DISTINCT {group} {of}) g"
    same = "c.subject = g.subject AND c.part = g.part AND c.status = g.status"
    beside = f"LEFT JOIN ({counted}) c ON {same} WHERE COALESCE(c.n, 0) < {few.least}"
    if things:
        own = f"things n LEFT JOIN {groups} ON g.subject = n.x"
        return f"SELECT DISTINCT n.x AS subject FROM {own} {beside} AND n.name = {quoted(things)}"
    return f"SELECT DISTINCT g.subject AS subject FROM {groups} {beside}"


def _lacking(lacks: Lacks, things: str) -> str:
    """Things without a fact that surely says what is required of them, or of what their facts name."""
    other = ", token" if lacks.leads_back else ""
    there = (
        f"SELECT DISTINCT subject, status{other} FROM sound "
        f"WHERE predicate = {quoted(lacks.requires)} AND {_SURE}{_one_of(lacks.values)}"
    )
    if things and not lacks.predicate:
        return (
            f"SELECT n.x AS subject FROM things n LEFT JOIN ({there}) g "
            f"ON g.subject = n.x AND g.status = {quoted(ACTUAL)} "
            f"WHERE n.name = {quoted(things)} AND g.subject IS NULL"
        )
    value = ", token" if lacks.of_value else ""
    named = " AND token IS NOT NULL" if lacks.of_value else ""
    back = " AND g.token = f.subject" if lacks.leads_back else ""
    return (
        f"SELECT DISTINCT f.subject AS subject FROM (SELECT DISTINCT subject, status{value} FROM sound "
        f"WHERE predicate = {quoted(lacks.predicate)}{named}) f LEFT JOIN ({there}) g "
        f"ON g.subject = f.{'token' if lacks.of_value else 'subject'} AND g.status = f.status{back} "
        "WHERE g.subject IS NULL"
    )


def _one_of(values: Sequence[Value]) -> str:
    """That a value is one of some; nothing surely is one of values that are no names or texts."""
    tokens = [bounds_of(value).token for value in values]
    known = [token for token in tokens if token is not None]
    return f" AND token IN ({names(known)})" if values else ""


def _reads(one: Few | Lacks) -> Iterator[str]:
    own = (one.predicate,) if isinstance(one, Few) else (one.predicate, one.requires)
    for predicate in filter(None, own):
        yield f"SELECT subject AS unit, subject, {quoted(predicate)} AS predicate FROM asked"
    if isinstance(one, Lacks) and one.of_value:
        yield (
            f"SELECT DISTINCT a.subject AS unit, f.token AS subject, {quoted(one.requires)} AS predicate "
            "FROM asked a JOIN sound f ON f.subject = a.subject "
            f"WHERE f.predicate = {quoted(one.predicate)} AND f.token IS NOT NULL"
        )


def ask(engine: Engine, asked: Absences, lost: Sequence[Row]) -> None:
    """Make the table `wanted` of what has to be judged (unit, subject, predicate).

    Args:
        engine: has the table `facts`.
        asked: what is asked.
        lost: the rows that are not taken; `ANY` for the file and line of all of an id.
    """
    engine.fill("things", asked.named)
    engine.fill("refused", [("", name, "", str(file), str(line)) for name, file, line in lost])
    engine.define("sound", _TAKEN if lost else _ACTIVE)
    engine.make("asked", " UNION ".join(asked.queries))
    engine.make("wanted", " UNION ".join(asked.reads))


def resting_on(engine: Engine, refused: Iterable[str], later: Container[tuple[int, int]]) -> set[str]:
    """The ids of facts that rest on facts which were not taken, and so are not taken either.

    Args:
        engine: has the table `facts`.
        refused: the ids of facts that were not taken.
        later: the files and lines of rows whose id an earlier row has.
    """
    found: set[str] = set()
    new = known = set(refused)
    while new:
        engine.fill("lost", [("", name, "", "", "") for name in sorted(new)])
        rows = engine.rows(_RESTING)
        new = {str(name) for name, file, line in rows if (file, line) not in later} - found - known
        found |= new
    return found
