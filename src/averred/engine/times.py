"""Facts that say when they hold: only those that hold on a common day can contradict each other.

The box of a whole quantity tells nothing where its values change from year to year. So quantities with
times are looked at pair by pair where they are small, by one equi-join, and where they are large by a sweep
over the days, which also tells which facts of them can be in a conflict at all.
"""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left, bisect_right, insort
from datetime import date
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from averred.engine.sql import KEY
from averred.errors import AverredError
from averred.facts import Scope
from averred.scopes import sure_days
from averred.values import DEFAULT_CONVENTIONS, Conventions, read_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.engine.protocol import Engine, Keys

    #: From and to which day, least and greatest value, file and line.
    Box = tuple[float, float, float, float, int, int]

#: Stands between the words of `during` and those of `as-of`.
BETWEEN: Final = "|"
#: The most facts of a quantity that are compared pair by pair.
MOST_COMPARED: Final = 500
#: The most pairs of a large quantity that are told apart; with more of them all its facts are judged.
MOST_TOLD: Final = 200_000
_FAR: Final = 1e300
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: The number of the day that a wording names, for engines that read none by themselves.
UNREAD: Final = "CAST(NULL AS DOUBLE)"

_CONDITION: Final = "(a.since IS NULL AND b.since IS NULL) OR (a.since <= b.until AND b.since <= a.until)"
_PAIRS: Final = (
    "SELECT a.g AS g, a.file AS file, a.line AS line FROM {table} a JOIN {table} b ON a.g = b.g "
    f"WHERE a.n <= {MOST_COMPARED} AND b.n <= {MOST_COMPARED} AND ({{differ}}) AND ({_CONDITION})"
)
_WORDS: Final = "(SELECT * FROM close WHERE token IS NOT NULL)"
#: The small ones with two facts of one year that differ, or with one whose days are not all of one year:
#: no others have facts that differ on a common day.
_DIFFERING: Final = (
    f"SELECT DISTINCT g FROM (SELECT g FROM clocked WHERE n <= {MOST_COMPARED} GROUP BY g, year "
    "HAVING year IS NULL OR MAX(lo) > MIN(hi){words}) d"
)
_OR_WORDS: Final = " OR MIN(token) < MAX(token)"
_LEFT: Final = (
    "SELECT c.* FROM crowd c LEFT JOIN differing d ON d.g = c.g "
    f"WHERE c.n > {MOST_COMPARED} OR d.g IS NOT NULL"
)
#: The facts of small ones that exclude another on a common day, and whether theirs have parts. Numbers and
#: words are looked at apart: most quantities have no words, and to carry these along takes half of the time.
COMPARED: Final = (
    "SELECT DISTINCT c.subject AS subject, c.predicate AS predicate, "
    "CASE WHEN t.subject IS NULL THEN 0 ELSE 1 END AS has_parts, p.file AS file, p.line AS line FROM ("
    f"{_PAIRS.format(table='close', differ='a.lo > b.hi OR b.lo > a.hi')} UNION ALL "
    f"{_PAIRS.format(table=_WORDS, differ='a.token <> b.token')}) p JOIN crowd c ON c.g = p.g "
    "LEFT JOIN touched t ON t.subject = c.subject AND t.predicate = c.predicate"
)
#: The large ones: those whose values are words, or that have parts, are judged whole.
_WHOLE: Final = (
    "SELECT DISTINCT c.subject AS subject, c.predicate AS predicate FROM crowd c JOIN close k ON k.g = c.g "
    "LEFT JOIN touched t ON t.subject = c.subject AND t.predicate = c.predicate "
    f"WHERE c.n > {MOST_COMPARED} AND (k.token IS NOT NULL OR t.subject IS NOT NULL)"
)
#: The year of a single day.
_YEAR: Final = f"CAST(SUBSTR(REPLACE(f.time, '{BETWEEN}', ''), 1, 4) AS BIGINT)"
_IN_TURN: Final = "PARTITION BY g ORDER BY since, file, line"
#: Of the others the facts that hold on a day of another one, or at no day.
_LARGE: Final = (
    "SELECT c.subject AS subject, c.predicate AS predicate, c.g AS g, k.since AS since, k.until AS until, "
    "k.lo AS lo, k.hi AS hi, k.file AS file, k.line AS line FROM ("
    "SELECT g, since, until, lo, hi, file, line, "
    f"MAX(until) OVER ({_IN_TURN} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest, "
    f"LEAD(since) OVER ({_IN_TURN}) AS following FROM close WHERE n > {MOST_COMPARED}) k "
    "JOIN crowd c ON c.g = k.g WHERE k.since IS NULL OR k.latest >= k.since OR k.following <= k.until "
    "ORDER BY g, since"
)


class Timed(NamedTuple):
    """What is to be judged of quantities with times.

    Attributes:
        whole: pairs of subject and predicate of which all facts are judged.
        some: others, with the rows of those of their facts that can be in a conflict.
    """

    whole: Keys
    some: Mapping[tuple[str, str], set[tuple[int, int]]]


def crowd(condition: str, number: str) -> str:
    """The quantities with times that can contradict themselves if their days are not looked at, numbered."""
    return (
        f"SELECT {number} AS g, subject, predicate, part, status, n FROM quantities "
        f"WHERE timed = 1 AND odd = 0 AND {condition}"
    )


def is_crowded(condition: str) -> str:
    """Whether there is any of these: a row if so."""
    return f"SELECT n FROM quantities WHERE timed = 1 AND odd = 0 AND {condition} LIMIT 1"


def wordings(day: str, table: str = "facts") -> str:
    """The wordings of times but for single days, of which there may be millions; `day` as in `clocked`."""
    return f"SELECT DISTINCT f.time AS time FROM {table} f WHERE f.time <> '' AND {day} IS NULL"


def clocked(day: str, crowd: str, same: Mapping[str, str] = MappingProxyType({})) -> str:
    """The facts of quantities that have times, with their days.

    The `year` of a fact is that of all its days; 0 where it has no time, NULL where it has days of several.

    Args:
        day: the one that `f.time` names, or NULL.
        crowd: the table of these quantities.
        same: columns of `facts` that have one value in all rows.
    """
    is_of = " AND ".join(f"f.{name} = c.{name}" for name in KEY if name not in same)
    year = f"CASE WHEN {day} IS NULL THEN CAST(NULLIF(t.x_part, '') AS BIGINT) ELSE {_YEAR} END"
    return (
        "SELECT c.g AS g, c.n AS n, f.file AS file, f.line AS line, f.value_lo AS lo, f.value_hi AS hi, "
        f"f.token AS token, COALESCE({day}, CAST(t.x AS DOUBLE)) AS since, "
        f"COALESCE({day}, CAST(t.y AS DOUBLE)) AS until, "
        f"CAST(CASE WHEN f.time = '' THEN 0 ELSE {year} END AS BIGINT) AS year "
        f"FROM facts f JOIN {crowd} c ON {is_of} LEFT JOIN times t ON t.name = f.time "
        "WHERE f.retracted = 0 AND f.denied = 0"
    )


def words_of(during: object, as_of: object) -> str:
    """The wording of a time, as the column `time` has it; empty where there is none."""
    given = [str(words) if words else "" for words in (during, as_of)]
    return BETWEEN.join(given) if any(given) else ""


def days_of(wording: str, conventions: Conventions = DEFAULT_CONVENTIONS) -> tuple[float, float] | None:
    """The days between which a fact with this time can meet another; None where the words are no date.

    Where it surely holds at some days it meets others on these alone, else (`as-of` a month) only what
    holds on all its days.
    """
    during, _, as_of = wording.partition(BETWEEN)
    if _DAY.fullmatch(during or as_of) and (not during or not as_of):
        return _one_day(during or as_of)
    try:
        dates = [read_date(words, conventions=conventions) if words else None for words in (during, as_of)]
    except AverredError:
        return None
    days = sure_days(Scope(during=dates[0], as_of=dates[1]))
    if days is None:
        days = next(one.interval for one in dates if one is not None)
    low = -_FAR if days.lo is None else float(days.lo)
    return low, _FAR if days.hi is None else float(days.hi)


def _one_day(iso: str) -> tuple[float, float] | None:
    """A day, of which there may be millions, without the reader of phrases; Python numbers days alike."""
    try:
        day = float(date.fromisoformat(iso).toordinal())
    except ValueError:
        return None
    return day, day


def year_of(since: float, until: float) -> int | None:
    """The year of all days from one to another; None where there are several, or one that no calendar has."""
    if not 1 <= min(since, until) <= max(since, until) <= date.max.toordinal():
        return None
    first, last = (date.fromordinal(int(day)).year for day in (since, until))
    return first if first == last else None


def is_silent(wording: str, conventions: Conventions = DEFAULT_CONVENTIONS) -> bool:
    """Whether no rule about one fact has anything to say of such a time."""
    plain = wording.isascii() and wording.isprintable()
    has_both = wording.strip(BETWEEN).count(BETWEEN) > 0  # the day may lie outside of the time
    return not wording or (plain and not has_both and days_of(wording, conventions) is not None)


def timed(
    engine: Engine, condition: str, conventions: Conventions, same: Mapping[str, str] = MappingProxyType({})
) -> Timed:
    """What of the quantities with times has to be judged.

    Args:
        engine: has the tables `facts`, `quantities` and `touched`.
        condition: whether one can contradict itself if its days are not looked at.
        conventions: how dates are read.
        same: columns of `facts` that have one value in all rows.
    """
    if not any(True for _ in engine.rows(is_crowded(condition))):
        return Timed(set(), {})
    _compare(engine, condition, conventions, same)
    whole = {(str(subject), str(predicate)) for subject, predicate in engine.rows(_WHOLE)}
    some: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for subject, predicate, has_parts, *row in engine.rows(COMPARED):
        if has_parts:
            whole.add((str(subject), str(predicate)))
        else:
            some.setdefault((str(subject), str(predicate)), set()).add((int(str(row[0])), int(str(row[1]))))
    for key, boxes in _large(engine.rows(_LARGE)):
        rows = told_apart(boxes)
        if rows is None:
            whole.add(key)
        else:
            some.setdefault(key, set()).update(rows)
    return Timed(whole, {key: rows for key, rows in some.items() if rows and key not in whole})


def _compare(engine: Engine, condition: str, conventions: Conventions, same: Mapping[str, str]) -> None:
    """Make the table `close` of the facts, with their days, of all quantities in which two may differ on one.

    Most quantities differ from year to year alone: these are never held at once, nor compared in pairs.
    """
    day = engine.day_of("f.time")
    days = {words: days_of(words, conventions) or (-_FAR, _FAR) for words in sorted(engine.wordings())}
    years = {wording: year_of(*both) for wording, both in days.items()}
    engine.fill(
        "times",
        [(words, repr(low), str(years[words] or ""), repr(high), "") for words, (low, high) in days.items()],
    )
    engine.make("crowd", crowd(condition, engine.number(", ".join(KEY))))
    engine.define("clocked", clocked(day, "crowd", same))
    engine.make("differing", _DIFFERING.format(words="" if "token" in same else _OR_WORDS))
    engine.make("apart", _LEFT)
    engine.make("close", clocked(day, "apart", same))


def _large(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[tuple[str, str], list[Box]]]:
    """The facts of each large quantity. What says no time meets only its like: after all days."""
    for (subject, predicate, _), group in groupby(rows, key=itemgetter(0, 1, 2)):
        boxes = [
            (
                math.inf if since is None else since,
                math.inf if until is None else until,
                -math.inf if low is None else low,
                math.inf if high is None else high,
                file,
                line,
            )
            for *_, since, until, low, high, file, line in group
        ]
        yield (subject, predicate), boxes


def told_apart(boxes: Sequence[Box]) -> set[tuple[int, int]] | None:
    """The rows of those that exclude another on a common day; None where very many do."""
    lows: list[tuple[float, int]] = []
    highs: list[tuple[float, int]] = []
    ends: list[tuple[float, int]] = []
    found: set[int] = set()
    count, last = 0, -math.inf
    for place in sorted(range(len(boxes)), key=lambda place: boxes[place][0]):
        since, until, low, high, *_ = boxes[place]
        if last < since:  # nothing holds any longer: so it is where there is one fact a day
            lows, highs, ends = [], [], []
        while ends and ends[0][0] < since:
            _, gone = heapq.heappop(ends)
            lows.pop(bisect_left(lows, (boxes[gone][2], gone)))
            highs.pop(bisect_left(highs, (boxes[gone][3], gone)))
        apart = [other for _, other in highs[: bisect_left(highs, (low, -1))]]
        apart += [other for _, other in lows[bisect_right(lows, (high, len(boxes))) :]]
        if apart:
            count += len(apart)
            found.update(apart, (place,))
        if count > MOST_TOLD:
            return None
        insort(lows, (low, place))
        insort(highs, (high, place))
        heapq.heappush(ends, (until, place))
        last = max(last, until)
    return {boxes[place][4:] for place in found}
