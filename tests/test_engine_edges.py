"""Edges of the way past one machine: opinions, a package that is missing, bounds in Parquet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from averred.engine import sql
from averred.engine.rows import Measurer
from averred.errors import ConfigurationError
from averred.values import read_quantity
from averred.vocabulary import Predicate

if TYPE_CHECKING:
    from pathlib import Path

_LOOK = list(sql.COLUMNS).index("look")


def test_a_fact_of_an_opinion_is_looked_at() -> None:
    """Where a rule about one fact may have something to say, the fact is no plain one."""
    known = {name: Predicate(name, "quantity", opinion=name == "grand") for name in ("size", "grand")}
    measurer = Measurer(known, ["list"], lambda _: read_quantity("5"))
    row = {"subject": "town", "value": "5", "source": "list", "derived-from": "count"}
    look = [measurer.record(0, 1, "row", {**row, "predicate": name})[_LOOK] for name in known]

    assert [0, 1] == look
    assert [tuple(known.values())] == list(measurer.alike)


def test_spark_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error says what to install."""
    from averred.engine.local_spark import local_session

    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ConfigurationError, match="Spark needs another package"):
        local_session()


def test_bounds_are_decimals_in_parquet(tmp_path: Path) -> None:
    """Bounds that were given as numbers come back as the same numbers, those that do not fit as text."""
    pytest.importorskip("pyarrow", reason="needs pyarrow: the extra duckdb")
    from averred import exchange
    from averred.reader import read

    (tmp_path / "facts.toml").write_text(
        '[source.almanac]\n[entity.fair]\nname = "Fair"\n[predicate.size]\nvalue = "quantity"\n'
        + "".join(
            f'[fact.{name}]\nsource = "almanac"\nsubject = "fair"\npredicate = "size"\nquote = "so"\n'
            f'value = {{ min = {low}, max = {high}, min-open = true, text = "so" }}\n'
            for name, low, high in (("a", 3, "4.5"), ("b", 1, 10**40))
        ),
        encoding="utf-8",
    )
    base = read(tmp_path)
    assert base.problems == ()
    for facts in ([base["a"]], [base["a"], base["b"]]):
        path = tmp_path / "out.parquet"
        exchange.write_facts(facts, path)
        found = list(exchange.read_rows(path))

        assert len(found) == len(facts)
