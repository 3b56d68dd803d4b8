"""Queries of authors can read the tables of a fact base, and nothing else."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import averred
from averred import query_rules, query_tables
from averred.entities import Entity
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.query_rules import Tables, check_query
from averred.query_tables import TABLES
from averred.report import Report
from tests.made import made_base, made_fact, quantity
from tests.scale_bases import judge_everything, write_base
from tests.test_rows_without_ids import ROW, VOCABULARY
from tests.test_same_report_of_files import by_engine

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "tables.md"


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM facts",
        "INSERT INTO facts (id) VALUES ('x')",
        "CREATE TABLE t (a)",
        "DROP TABLE facts",
        "ATTACH 'other.db' AS other",
        "PRAGMA database_list",
        "VACUUM",
        "SELECT load_extension('x')",
        "SELECT random()",
        "SELECT RANDOM()",
        "SELECT datetime('now')",
        "SELECT current_timestamp",
        "SELECT zeroblob(1000000000)",
        "SELECT hex(printf('%.*c', 60000, 'a'))",
        "SELECT 'a' LIKE printf('%.*c', 1001, 'a')",
        "SELECT 1; SELECT 2",
        "SELECT nothing FROM facts",
        "nonsense",
        "BEGIN",
        "",
        "SELECT '\x00'",
    ],
)
def test_a_query_that_does_more_than_read_is_refused(query: str) -> None:
    """It cannot change, reach outside, or give another answer each time."""
    with pytest.raises(ConfigurationError, match=r"^(cannot be asked|gives no rows)"):
        check_query(query)


def test_a_query_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a number of steps, which is the same on every machine."""
    monkeypatch.setattr(query_rules, "MOST_STEPS", 100_000)

    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    with pytest.raises(ConfigurationError, match=r"^takes too many steps"):
        check_query(query)
    with closing(Tables()) as tables, pytest.raises(ConfigurationError, match=r"^takes too many steps"):
        tables.rows(query)


def test_steps_that_take_very_long_count_as_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """To compare long texts is one step; a query of such steps ends as well."""
    query = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9999) SELECT count(*) FROM n"
    )
    monkeypatch.setattr(query_rules, "thread_time", itertools.count(0.0, 0.0).__next__)
    with closing(Tables()) as tables:
        assert [{"count(*)": 9999}] == tables.rows(query)
    monkeypatch.setattr(query_rules, "thread_time", itertools.count(0.0, 1000.0).__next__)
    with closing(Tables()) as tables, pytest.raises(ConfigurationError, match=r"^takes too many steps"):
        tables.rows(query)


def test_who_interrupts_a_query_ends_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite keeps Ctrl-C to itself and says that the query failed."""
    clock = iter([0.0])

    def interrupted() -> float:
        for now in clock:
            return now
        raise KeyboardInterrupt

    monkeypatch.setattr(query_rules, "thread_time", interrupted)
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    with pytest.raises(KeyboardInterrupt):
        check_query(query)


def test_more_rows_than_the_most_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first ones are shown, and that there are more."""
    monkeypatch.setattr("averred.rules.unwanted_row.MOST_ROWS", 1)
    query = "SELECT 1 AS n, 'odd' AS message UNION SELECT 2, 'even'"

    found = _of_rows(tmp_path, query)

    assert [
        ("n: odd", "n · n 1", "warning"),
        ("n: there are more than 1 rows, and the rest is not shown", "n · rest", "warning"),
    ] == found


def test_as_many_rows_as_the_most_are_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is left out, and nothing is said of it; a row without a message is said itself."""
    monkeypatch.setattr("averred.rules.unwanted_row.MOST_ROWS", 2)

    found = _of_rows(tmp_path, "SELECT 1 AS n UNION SELECT 2")

    assert [("n: n 1", "n · n 1", "warning"), ("n: n 2", "n · n 2", "warning")] == found


def _of_rows(folder: Path, query: str) -> list[tuple[str, str, str]]:
    declared = f'[[constraint]]\nrule = "unwanted-row"\nname = "n"\nquery = "{query}"\n'
    (folder / "facts.toml").write_text(f'[entity.march]\nname = "March"\n{declared}', encoding="utf-8")
    report = averred.check(averred.load(folder))
    return sorted((one.headline, one.about, one.level.value) for one in report if one.rule == "unwanted-row")


def test_numbers_are_whole_up_to_64_bits_and_else_the_nearest(tmp_path: Path) -> None:
    """A number beyond every binary fraction is not there."""
    values = ["3", "0.5", "9" * 30]
    facts = "".join(
        f'[fact.f{at}]\nsource = "s"\nsubject = "march"\npredicate = "n"\nvalue = "{value}"\n'
        for at, value in enumerate(values)
    )
    (tmp_path / "facts.toml").write_text(
        f'[source.s]\n[entity.march]\nname = "March"\n[predicate.n]\nvalue = "quantity"\n{facts}',
        encoding="utf-8",
    )
    with closing(Tables()) as tables:
        tables.add(averred.load(tmp_path))
        rows = tables.rows("SELECT low FROM facts ORDER BY id")

    assert [3, 0.5, float("9" * 30)] == [row["low"] for row in rows]
    assert query_tables._cell(Fraction(10**400, 3)) is None


def test_the_page_of_the_tables_names_every_column() -> None:
    """What is documented is what there is, in the same words."""
    rows = set(re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert {(column, words) for columns in TABLES.values() for column, words in columns.items()} == rows


def test_what_is_declared_can_be_asked_for_before_there_are_facts() -> None:
    """Things without facts are things all the same."""
    base = FactBase(entities={"fair": Entity("fair", "Fair")})
    with closing(Tables()) as tables:
        tables.add(base)
        assert [{"id": "fair"}] == tables.rows("SELECT id FROM entities")


def _counts(count: int) -> FactBase:
    facts = [made_fact(f"f{at}", quantity(at, at), subject=f"s{at // 3}") for at in range(count)]
    return made_base(*facts)


def test_the_order_in_which_facts_come_changes_nothing(tmp_path: Path) -> None:
    """Rows without an order of their own, and which of too many are shown; in memory and on disk."""
    base = _counts(20)
    parts = [attrs.evolve(base, facts=base.facts[start::3]) for start in (2, 0, 1)]
    found = []
    for folder, some in ((None, [base]), (tmp_path, parts)):
        with closing(Tables(folder)) as tables:
            for one in some:
                tables.add(one)
            every = (f"SELECT * FROM {table}" for table in TABLES)  # noqa: S608 - our own names
            found.append([tables.rows(query) for query in every])

    assert found[0] == found[1]
    assert 20 == len(found[0][0])


def test_a_query_may_take_more_steps_over_more_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what can be asked of a few can be asked of very many."""
    monkeypatch.setattr(query_rules, "MOST_STEPS", 0)
    monkeypatch.setattr(query_rules, "_STEPS_AT_A_TIME", 10)
    queries = (
        "SELECT id FROM facts WHERE low <> high",
        "SELECT a.id FROM facts a JOIN facts b ON a.id = b.id AND a.subject = b.subject AND a.low < b.low",
        "SELECT a.id FROM facts a JOIN facts b ON a.subject = b.subject AND a.low < b.low - 9",
        "SELECT id FROM facts f WHERE NOT EXISTS (SELECT 1 FROM facts g WHERE g.id = f.id)",
    )
    for count in (50, 500):
        with closing(Tables()) as tables:
            tables.add(_counts(count))
            assert [[]] * 4 == [tables.rows(query) for query in queries]


SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'once', count(*) FROM n"


def test_a_query_that_takes_too_long_does_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came of it is known; it is said each time."""
    monkeypatch.setattr(query_rules, "MOST_STEPS", 99_000)
    with closing(Tables()) as tables:
        for _ in range(2):
            with pytest.raises(ConfigurationError, match=r"^takes too many steps"):
                tables.rows(SLOW)
            with pytest.raises(ConfigurationError, match=r"^takes too many steps"):
                check_query(SLOW)
            monkeypatch.setattr(query_rules, "_ask", None)


@pytest.mark.parametrize("judge", [judge_everything, by_engine])
def test_a_check_asks_a_query_of_no_facts_and_of_all(
    judge: Callable[[Path], Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once each: whether it can be asked, and what it gives."""
    query = "SELECT id AS fact FROM facts"
    declared = f'[[constraint]]\nrule = "unwanted-row"\nname = "any"\nquery = "{query}"\n'
    write_base(tmp_path, VOCABULARY + declared, [{"id": "a", **ROW, "value": "5"}])
    asked: list[str] = []
    ask = query_rules._ask

    def counted(connection: sqlite3.Connection, query: str, steps: int) -> Any:
        asked.append(query)
        return ask(connection, query, steps)

    monkeypatch.setattr(query_rules, "_ask", counted)
    query_rules._refused.cache_clear()
    report = judge(tmp_path)

    assert {("a",), ("count",)} == {one.facts for one in report.findings if one.rule == "unwanted-row"}
    assert [query, query] == asked


def test_a_query_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it gave is known; nothing can be added after the first one."""
    with closing(Tables()) as tables:
        tables.add(_counts(3))
        first = tables.rows("SELECT id FROM facts")
        monkeypatch.setattr(query_rules, "_ask", None)

        assert first is tables.rows("SELECT id FROM facts")
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            tables.add(_counts(4))
