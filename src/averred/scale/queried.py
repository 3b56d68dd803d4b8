"""Queries of authors over a large fact base: all facts are read once, part by part, into tables on disk."""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from averred import reader
from averred.errors import ConfigurationError
from averred.query_rules import MOST_ROWS, Tables, named_in
from averred.rules import RULES
from averred.rules.base import By
from averred.scale.fetching import places_of
from averred.scale.large import is_row, judging
from averred.scale.parts import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from averred.factbase import FactBase
    from averred.scale.parts import Loader, Rows

_OTHERS: Final = frozenset(rule.name for rule in RULES) - judging(By.QUERY)
_ROWS: Final = "SELECT file, line, id FROM facts WHERE file >= 0 ORDER BY file, line"


def queried(loader: Loader, queries: Collection[str]) -> Iterator[Part]:
    """The facts that rows of queries name, beside the tables in which these rows were found."""
    with _tables(loader) as tables:
        names: set[str] = set()
        for query in queries:
            with suppress(ConfigurationError):  # the rule says it, with the place of the query
                names.update(name for row in tables.rows(query)[:MOST_ROWS] for name in named_in(row))
        rows = {place for place, _ in places_of(loader.engine, filter(reader.is_id, names))}
        settings = loader.large.settings
        yield Part(
            _of(loader.load(rows - loader.later), names),
            attrs.evolve(settings, ignore=settings.ignore | _OTHERS),
            tables=tables,
        )


@contextmanager
def _tables(loader: Loader) -> Iterator[Tables]:
    """Tables of all facts that can be taken, as long as somebody asks them."""
    from tempfile import TemporaryDirectory

    spill = loader.large.spill
    with TemporaryDirectory(prefix="averred-", dir=spill) as folder, closing(Tables(Path(folder))) as tables:
        for fact_base in _everything(loader):
            tables.add(fact_base)
        loader.say("asking queries")
        yield tables


def _everything(loader: Loader) -> Iterator[FactBase]:
    """All facts: those of the fact files, then those of rows, some at a time; and the things of all rows."""
    base = loader.load(set())
    yield _of(base, {fact.id for fact in base.facts if not is_row(fact)})
    names: set[str] = set()
    rows: Rows = set()
    for done, (file, line, name) in enumerate(loader.engine.rows(_ROWS), start=1):
        names.add(str(name))
        rows.add((int(str(file)), int(str(line))))
        if len(rows) == loader.large.most_read:
            loader.say("reading all facts for queries", done)
            yield _of(loader.load(rows - loader.later), names)
            names, rows = set(), set()
    yield _of(loader.load(rows - loader.later), names)
    yield _of(loader.load(loader.later), ())


def _of(fact_base: FactBase, names: Collection[str]) -> FactBase:
    """A part of a fact base with some of its facts, and no acceptance: these are applied in the end."""
    facts = tuple(fact for fact in fact_base.facts if fact.id in names)
    return attrs.evolve(fact_base, facts=facts, acceptances=())
