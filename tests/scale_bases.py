"""Fact files beside rows, and the ways in which what is found there is found at scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

from averred import api, checker
from averred.config import Settings
from averred.engine import duck
from averred.exchange.ndjson import line_of
from averred.report import Report
from averred.scale import distributed, embedded, executors, filling, large
from tests.engines import ENGINES, kept_apart, kept_executor

SETTINGS = Settings(today="2031-06-01")
#: A source, a thing, and a fact from which others are derived: sizes have to be declared beside them.
COUNTED = """
[source.register]
title = "Register"
[entity.town]
name = "Orvale"
[fact.count]
subject = "town"
predicate = "size"
value = "9"
source = "register"
implied = "counted"
"""
#: Nothing may be said of a row with these alone, so that none is read for itself.
KEYS = {"source": "register", "derived-from": "count"}


def write_base(folder: Path, facts: str, rows: Iterable[dict[str, Any]]) -> None:
    """A fact file beside a file of rows."""
    (folder / "vocabulary.toml").write_text(facts, encoding="utf-8")
    (folder / "rows.ndjson").write_text("".join(map(line_of, rows)), encoding="utf-8")


def judge_everything(folder: Path) -> Report:
    """The report where every fact becomes an object."""
    return checker.check(api.load(folder, settings=SETTINGS), settings=SETTINGS)


def _embedded(name: str) -> Callable[[large.Large], Report]:
    def run(opened: large.Large) -> Report:
        with closing(ENGINES[name]()) as engine:
            engine.add(filling.records(opened))
            return embedded.check(opened, engine)

    return run


def _apart(opened: large.Large) -> Report:
    is_started = mock.patch.object(duck, "DuckEngine", return_value=kept_executor())
    with is_started, closing(kept_apart()) as engine:
        engine.measure(len(opened.files), lambda batches: executors.measured(opened, "1GB", batches))
        return distributed.check(opened, engine)  # type: ignore[arg-type]  # it does what SparkEngine does


#: Engine by engine, and with parts that are judged apart.
WAYS = {**{name: _embedded(name) for name in ENGINES}, "apart": _apart}
