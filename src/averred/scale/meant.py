"""What words that name nothing may have been meant for, among the names that all rows have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from averred import reader
from averred.engine import mentions, sql
from averred.reader import MOST_OPTIONS, Options
from averred.scale.fetching import entries_at, named_by_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from averred.engine.protocol import Engine
    from averred.scale.large import Large

#: The ids of facts in rows. Of a row whose subject is no text it is not known whether it is an entry at all.
_IDS: Final = "SELECT id AS x FROM facts WHERE file >= 0 AND subject <> ''"
_DOUBTFUL: Final = "SELECT file, line, id FROM facts WHERE file >= 0 AND subject = ''"


def options(large: Large, engine: Engine, kind: str, words: Collection[str]) -> Options:
    """The names of a kind that there are; where they are very many, those of some words that are names.

    Args:
        large: the fact base.
        engine: has the table `facts`.
        kind: "fact", "entity", or "name" for what entities are called as well.
        words: what is asked for.
    """
    declared = large.names[kind]
    names, doubtful = (_IDS, _DOUBTFUL) if kind == "fact" else _things(large)
    few = f"SELECT DISTINCT x FROM ({names}) names LIMIT {MOST_OPTIONS + 1}"  # noqa: S608 - ids, quoted
    found = {str(name) for (name,) in engine.rows(few)}
    if len(found) <= MOST_OPTIONS:
        found |= set(_in_doubt(large, engine, kind, doubtful))
        if kind != "fact":
            found = {name for name in found if reader.is_id(name)}
        return Options(found | declared)
    some = frozenset(words)
    if kind == "fact":
        known = {name for _, _, name in _entries(large, engine, sql.with_ids(sorted(some)))}
    else:
        known = named_by_rows(engine, large.files, large.vocabulary, some)
    return Options(known | (some & declared), is_all=False)


def _things(large: Large) -> tuple[str, str]:
    """The questions for the things that rows name, and for rows that may name others."""
    of_things = [name for name, one in large.vocabulary.predicates.items() if one.value == "entity"]
    return mentions.every(of_things), mentions.hidden(of_things)


def _in_doubt(large: Large, engine: Engine, kind: str, doubtful: str) -> Iterator[str]:
    """The names in rows of which the table does not know all."""
    if kind == "fact":
        yield from (name for _, _, name in _entries(large, engine, doubtful))
        return
    places = [(int(str(file)), int(str(line))) for file, line in engine.rows(doubtful)]
    for _, (*_, entry) in entries_at(large.files, places):
        if isinstance(entry, Mapping):
            yield from reader.things_in(entry, large.vocabulary.predicates)


def _entries(large: Large, engine: Engine, query: str) -> Iterable[tuple[int, int, str]]:
    """The rows of a query (file, line, id) that are entries, and no lines that cannot be read."""
    names = {(int(str(file)), int(str(line))): str(name) for file, line, name in engine.rows(query)}
    read = entries_at(large.files, (place for place in names if place[0] >= 0))
    return [(*place, names[place]) for place, (*_, entry) in read if isinstance(entry, Mapping)]
