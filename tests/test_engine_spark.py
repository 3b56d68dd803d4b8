"""The screens on Spark: the same suspects as on SQLite. Needs the extra `spark`, and Java."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from averred import large, scale
from averred.config import Settings
from averred.engine.spark import SparkEngine
from averred.exchange.ndjson import line_of
from tests.engines import SqliteEngine
from tests.property.test_screening import PLANTED, VALUES, VOCABULARY, _row, _seen


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A real local Spark."""
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark: the extra spark")
    if shutil.which("java") is None:
        pytest.skip("a local Spark needs Java")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    started = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield started
    started.stop()


def _rows() -> list[dict[str, Any]]:
    """The planted conflicts, each about a subject of its own, and some hundred rows at random."""
    chosen = random.Random(7)  # noqa: S311 - the same rows each time
    made: list[dict[str, Any]] = []
    for rows in PLANTED:
        made += [{**row, "id": f"p{len(made) + n}", "derived-from": ["rest"]} for n, row in enumerate(rows)]
    for number in range(300):
        predicate = chosen.choice(sorted(VALUES))
        value = chosen.choice([one for one in VALUES[predicate] if isinstance(one, str)] or ["x"])
        made.append(
            _row(number, predicate, value, subject=chosen.choice(["march", "flood", "town", "new-town"]))
        )
    return made


@pytest.mark.filterwarnings("ignore")
def test_spark_finds_what_sqlite_finds(session: Any, tmp_path: Path) -> None:
    """The same SQL gives the same suspects, and so the same findings."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "rows.ndjson").write_text("".join(map(line_of, _rows())), encoding="utf-8")
    opened = large.open_large(tmp_path, Settings(today="2031-06-01"))
    reports = []
    for engine in (SqliteEngine(), SparkEngine(session)):
        engine.add(scale.records(opened))
        reports.append(scale.check(opened, engine))
        engine.close()

    assert "spark" == reports[1].engine
    assert 5 < len(reports[0].findings)
    assert _seen(reports[0].findings) == _seen(reports[1].findings)


def test_without_a_session_of_the_user_there_is_a_local_one(session: Any) -> None:
    """The session that runs already is taken."""
    from averred.engine import spark

    found = spark._local_session()

    assert found.version == session.version
