"""Facts that say when they hold, under an engine: only those of a common day are read and judged."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import closing
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from averred import api, checker
from averred.engine import quantities, sql, times
from averred.engine.duck import DuckEngine
from averred.exchange.ndjson import line_of as exchange_line
from averred.scale import embedded, filling, large
from averred.values import DEFAULT_CONVENTIONS
from tests.engines import ENGINES, kept_engine
from tests.property.test_screening import VOCABULARY, _every_way, _row, _seen
from tests.test_scale import CHOSEN, _both


def _fact(number: int, value: str, predicate: str = "marchers", **keys: str) -> dict[str, Any]:
    return _row(number, predicate, value, source="gazette", **keys)


def _daily(count: int, predicate: str = "marchers") -> list[dict[str, Any]]:
    """Facts of one quantity, one a day, each with a value of its own."""
    first = date(1990, 1, 1).toordinal()
    days = (date.fromordinal(first + n).isoformat() for n in range(count))
    return [_fact(n, str(1000 + n), predicate, during=day) for n, day in enumerate(days)]


#: The facts of the fact file, and those that an acceptance is about, are always read.
ALWAYS = 4
CASES = {
    "they agree": (_daily(501), 0),
    "one day twice": ([*_daily(501), _fact(501, "9", during="1990-02-01")], 2),
    "one day three times": ([*_daily(501), *(_fact(n, str(n), during="1990-02-01") for n in (501, 502))], 3),
    "lasts": ([*_daily(501), _fact(501, "9", during="1990")], 366),
    "begins before": ([*_daily(501), _fact(501, "9", during="1988 to 1990-01-02")], 3),
    "at no day": ([*_daily(501), _fact(501, "9"), _fact(502, "8"), _fact(503, "8")], 3),
    "parts": ([*_daily(501), _fact(501, "9", part="bakers")], 1000),
    "words": ([*_daily(501, "motto"), _fact(501, "9", "motto", during="1990-02-01")], 1000),
    "few": ([*_daily(20), _fact(20, "9", during="1990-01-03")], 2),
    "few with parts": ([*_daily(20), _fact(20, "9", part="bakers"), _fact(21, "8", during="1990-01-03")], 30),
    "no such day": ([*_daily(20), _fact(20, "9", during="1990-01-99")], 30),
    "no date": ([*_daily(20), _fact(20, "9", during="soon")], 30),
}


@pytest.mark.parametrize("case", CASES)
def test_of_many_times_only_what_can_conflict_is_read(case: str) -> None:
    """Of a quantity whose values change from day to day, the facts that share a day and differ are judged."""
    rows, most = CASES[case]

    expected, every_screened = _every_way(rows, 10_000)

    for screened in every_screened:
        assert _seen(expected.findings) == _seen(screened.findings)
        assert ALWAYS + most >= len(screened.fact_base.facts)


def test_where_very_many_exclude_each_other_all_facts_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more pairs than are told apart, the facts of the whole quantity are read."""
    rows = [*_daily(501), *(_fact(n, str(n), during="1990-02-01") for n in (501, 502, 503))]
    _, (few, _) = _every_way(rows, 10_000)
    monkeypatch.setattr(times, "MOST_TOLD", 3)

    expected, (screened, _) = _every_way(rows, 10_000)

    assert _seen(expected.findings) == _seen(screened.findings) == _seen(few.findings)
    assert len(few.fact_base.facts) < 20
    assert len(screened.fact_base.facts) > 504


def test_a_parquet_says_when_in_words_or_as_days(tmp_path: Path) -> None:
    """Times are screened as they stand: words, days as such, words that are no time; nothing is lost."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    rows = [
        _bounded(0, "march", 100, during="2031"),
        _bounded(1, "march", 300, during="2030"),
        _bounded(2, "town", 300, during="4 May"),
        _bounded(3, "town", 5, during="soon"),
        _bounded(4, "flood", 5, during="2031"),
        _bounded(5, "flood", 6, during="May 2031"),
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    days = [_bounded(n, "town", n, **{"as-of": date(2031, 5, 1)}) for n in (6, 7)]
    pq.write_table(pa.Table.from_pylist(days), tmp_path / "days.parquet")
    everything = checker.check(api.load(tmp_path, settings=CHOSEN), settings=CHOSEN)

    screened = embedded.check_path(tmp_path, CHOSEN)

    assert "contradictory" in {one.rule for one in screened.findings}
    assert _seen(everything.findings) == _seen(screened.findings)


def _bounded(number: int, subject: str, value: int, **keys: Any) -> dict[str, Any]:
    row: dict[str, Any] = _row(number, "marchers", f"some {number}", source="gazette", subject=subject)
    return {**row, "derived-from": "rest", "min": value, "max": value, **keys}


def test_what_no_longer_holds_excludes_nothing() -> None:
    """In the order of their beginnings, facts that are over are left behind, and those that last are not."""
    boxes: list[times.Box] = [
        (1, 9, 5, 5, 0, 0),  # lasts
        (2, 3, 5, 5, 0, 1),  # is over when the next one begins
        (4, 9, 7, 7, 0, 2),
    ]

    assert {(0, 0), (0, 2)} == times.told_apart(boxes)


WORDINGS = (
    "2031-03-04", "2031-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2031-13-01", "2031-03-4",
    "2031-03", "2031/03/04", "soon", "２031-03-04", "|2031-03-04", "2031-03-04|",
)  # fmt: skip


@pytest.mark.parametrize("key", ["during", "as-of"])
def test_a_parquet_is_looked_at_for_the_times_that_python_looks_at(tmp_path: Path, key: str) -> None:
    """Which wordings of times a rule may have something to say of does not depend on who reads them."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    keys = {"value": "5", "min": 5, "max": 5, "source": "gazette", "derived-from": "rest", "during": None}
    row = {"subject": "town", "predicate": "cost", **keys}
    rows = [{**row, "id": f"r{n}", key: words} for n, words in enumerate(WORDINGS)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    opened = large.open_large(tmp_path, CHOSEN)
    with closing(DuckEngine()) as engine, closing(DuckEngine()) as slow:
        filling.fill(engine, opened, [0])
        slow.add(filling.records(opened))
        looks = [list(one.rows("SELECT id, look FROM facts ORDER BY id")) for one in (engine, slow)]

    assert looks[0] == looks[1]
    assert {0, 1} == {look for _, look in looks[0]}


@given(
    st.dates()
    | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)
    | st.text("|-01239", max_size=11)
)
def test_an_engine_numbers_days_as_python_does(day: date | str) -> None:
    """A day in full has the number that Python gives it, whoever reads it; the rest is left to Python."""
    wordings = [f"{day}|", f"|{day}", f"{day}|{day}", str(day)]
    with closing(kept_engine()) as engine:
        query = f"SELECT {engine.day_of('w')} FROM (SELECT unnest({wordings}) AS w)"  # noqa: S608 - ours
        found = [number for (number,) in engine.rows(query)]

    for wording, number in zip(wordings, found, strict=True):
        assert number is None or (number, number) == times.days_of(wording)
    if isinstance(day, date):
        assert [float(day.toordinal())] * 2 == found[:2]


#: Times of one year, of several, of days that lie in them or between them, none, and one that is none.
TIMES = (
    "", "2030|", "2031|", "May 2031|", "2031-05-04|", "|2031-05-04", "2030-12-31|", "2030 to 2031|",
    "../2031|", "soon|",
)  # fmt: skip
Clocked = tuple[str, str, int, int, str]
CLOCKED = st.tuples(
    st.sampled_from("st"),
    st.sampled_from(["", "bakers"]),
    st.integers(0, 2),
    st.integers(0, 1),
    st.sampled_from(TIMES),
)


def _excludes(one: Clocked, other: Clocked) -> bool:
    """Whether two facts of one quantity differ on a day that both may hold on."""
    (*key, low, size, time), (*other_key, other_low, other_size, other_time) = one, other
    if key != other_key or not (low > other_low + other_size or other_low > low + size):
        return False
    if not time or not other_time:
        return time == other_time
    days, other_days = (times.days_of(words) or (-math.inf, math.inf) for words in (time, other_time))
    return days[0] <= other_days[1] and other_days[0] <= days[1]


@pytest.mark.parametrize("name", ENGINES)
@example([("s", "", 0, 0, "2030 to 2031|"), ("s", "", 2, 0, "2031|")])
@example([("s", "", 0, 0, "2031-05-04|"), ("s", "", 2, 0, "May 2031|")])
@given(st.lists(CLOCKED, min_size=2, max_size=8))
def test_facts_that_differ_on_a_common_day_are_told(name: str, facts: list[Clocked]) -> None:
    """Two of one quantity that exclude each other are both let through; no fact is that excludes none."""
    with closing(ENGINES[name]()) as engine:
        engine.add(_clocked(line, *fact) for line, fact in enumerate(facts))
        engine.make("touched", "SELECT subject, predicate FROM facts WHERE 1 = 0")
        engine.make("quantities", quantities.quantities(["value"], "1 = 1", engine.uniform()))
        found = times.timed(engine, "1 = 1", DEFAULT_CONVENTIONS, engine.uniform())

    together = [
        row
        for pair in combinations(enumerate(facts), 2)
        if _excludes(pair[0][1], pair[1][1]) and any(_is_timed(facts, fact) for _, fact in pair)
        for row in pair
    ]
    assert not found.whole
    assert {(0, line) for line, _ in together} == {row for rows in found.some.values() for row in rows}


def _is_timed(facts: list[Clocked], fact: Clocked) -> bool:
    """Whether the quantity of a fact has any time; the box of others tells all of it."""
    return any(one[:2] == fact[:2] and one[-1] for one in facts)


def _clocked(line: int, subject: str, part: str, low: int, size: int, time: str) -> tuple[object, ...]:
    """A row of the table `facts`."""
    given = dict.fromkeys(sql.COLUMNS) | dict.fromkeys(
        ("odd", "denied", "shared", "retracted", "look", "file"), 0
    )
    texts = {
        "id": f"f{line}",
        "subject": subject,
        "predicate": "p",
        "part": part,
        "status": "actual",
        "time": time,
    }
    return tuple(
        (given | texts | {"line": line, "value_lo": float(low), "value_hi": float(low + size)}).values()
    )


@given(st.integers(-9, 4 * 10**6), st.integers(-3, 800))
def test_the_year_of_days_is_that_of_each(since: int, length: int) -> None:
    """Days have a year where all of them have the same one; what no calendar has, has none."""
    until = since + length
    inside = [day for day in (since, until) if 1 <= day <= date.max.toordinal()]
    years = {date.fromordinal(day).year for day in inside}

    assert times.year_of(since, until) == (years.pop() if len(inside) == 2 and len(years) == 1 else None)


def test_wordings_are_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file they are known since it was read; whatever is asked of the engine is asked once."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    years = {"source": "gazette", "derived-from": "rest", "unit": None, "min": None, "max": None}
    rows = [
        {**_fact(n, str(n), subject=f"s{n % 3}", during=during), **years}
        for n, during in enumerate(("2031", "2031-03-04", "2030 to 2032", "2033", "", "2031"), 20)
    ]
    table = pa.Table.from_pylist([{**row, "during": row["during"] or None} for row in rows])
    pq.write_table(table, tmp_path / "rows.parquet")
    (tmp_path / "rows.ndjson").write_text(exchange_line(_fact(90, "5", subject="s0", during="2034")))
    asked: list[str] = []
    rows_of = DuckEngine.rows

    def noted(self: DuckEngine, query: str) -> Any:
        asked.append(query)
        return rows_of(self, query)

    monkeypatch.setattr(DuckEngine, "rows", noted)
    opened = large.open_large(tmp_path, CHOSEN)
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, range(2))
        found = engine.wordings()
    asked.clear()
    everything, screened = _both(tmp_path)

    assert {"2031|", "2030 to 2032|", "2033|", "2034|"} == set(found)
    assert _seen(everything.findings) == _seen(screened.findings)
    assert [] == [query for query, count in Counter(asked).items() if count > 1]
    assert not [query for query in asked if "DISTINCT f.time" in query and "FROM facts" in query]
