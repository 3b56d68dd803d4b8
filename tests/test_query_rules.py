"""Queries of authors can read the tables of a fact base, and nothing else."""

from __future__ import annotations

import re
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

import averred
from averred import query_rules
from averred.entities import Entity
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.query_rules import TABLES, check_query, open_tables, rows_of

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
    with pytest.raises(ConfigurationError, match=r"^the query takes too many steps"):
        list(rows_of(open_tables(), query))


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
    with closing(open_tables(averred.load(tmp_path))) as connection:
        rows = list(rows_of(connection, "SELECT low FROM facts ORDER BY id"))

    assert [3, 0.5, float("9" * 30)] == [row["low"] for row in rows]
    assert query_rules._cell(Fraction(10**400, 3)) is None


def test_the_page_of_the_tables_names_every_column() -> None:
    """What is documented is what there is, in the same words."""
    rows = set(re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert {(column, words) for columns in TABLES.values() for column, words in columns.items()} == rows


def test_what_is_declared_can_be_asked_for_before_there_are_facts() -> None:
    """Things without facts are things all the same."""
    base = FactBase(entities={"fair": Entity("fair", "Fair")})
    with closing(open_tables(base)) as connection:
        assert [{"id": "fair"}] == list(rows_of(connection, "SELECT id FROM entities"))
