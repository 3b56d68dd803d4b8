"""Rows in full, with the rows that these rest on, round by round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from averred import exchange, reader
from averred.engine import mentions, sql
from averred.engine.rows import links_of
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from averred.engine.protocol import Engine
    from averred.factbase import FactBase
    from averred.structuring import Misfit

#: The number of a file and a line of it.
Place: TypeAlias = tuple[int, int]
#: What a reader takes: the line, the id where the row has one, and its entry or why there is none.
Row: TypeAlias = "tuple[int, str | None, Mapping[str, Any] | Misfit]"
_MOST_NAMES: Final = 1_000


def entries_at(files: Sequence[Path], places: Iterable[Place]) -> Iterator[tuple[Place, Row]]:
    """The rows at some places."""
    lines: dict[int, set[int]] = {}
    for index, line in places:
        lines.setdefault(index, set()).add(line)
    for index in sorted(lines):
        for row in exchange.entries(files[index], lines[index]):
            yield (index, row[0]), row


def with_what_they_rest_on(
    places: set[Place],
    known: set[str],
    entries: Callable[[set[Place]], Iterable[tuple[Place, Row]]],
    named: Callable[[set[str]], set[Place]],
    name_of: Callable[[Place, Row], str],
) -> Iterator[Mapping[Place, Row]]:
    """Some rows, then those that they rest on, then those that these rest on; each once.

    Args:
        places: of the rows.
        known: the ids of facts that are not looked for.
        entries: reads rows.
        named: the places of facts with some ids.
        name_of: the id of the fact in a row.
    """
    known, done = set(known), set(places)
    while places:
        found = dict(entries(places))
        yield found
        wanted = links_of(entry for *_, entry in found.values()) - known
        if not wanted:
            return
        known |= {name_of(place, row) for place, row in found.items()}
        places = named(wanted - known) - done
        done |= places


def name_in(row_ids: Sequence[str], place: Place, row: Row) -> str:
    """The id of the fact in a row; of one without, what those of each file begin with, and the line."""
    line, name, _ = row
    return name or f"{row_ids[place[0]]}{line}"


def places_of(engine: Engine, names: Iterable[str]) -> Iterator[tuple[Place, str]]:
    """The places of the rows whose facts have these ids."""
    wanted = sorted(names)
    for start in range(0, len(wanted), _MOST_NAMES):
        for file, line, name in engine.rows(sql.with_ids(wanted[start : start + _MOST_NAMES])):
            if int(str(file)) >= 0:
                yield (int(str(file)), int(str(line))), str(name)


def named_by_rows(
    engine: Engine, files: Sequence[Path], vocabulary: FactBase, words: frozenset[str]
) -> set[str]:
    """Those of some ids that rows have for a thing."""
    of_things = [name for name, one in vocabulary.predicates.items() if one.value == "entity"]
    found = set(mentions.named(engine, words, of_things))
    if found < words:
        places = ((int(str(file)), int(str(line))) for file, line in engine.rows(mentions.hidden(of_things)))
        for _, (*_, entry) in entries_at(files, list(places)):
            if isinstance(entry, Mapping):
                found.update(words.intersection(reader.things_in(entry, vocabulary.predicates)))
    return found


def speakers(engine: Engine, vocabulary: FactBase) -> frozenset[str]:
    """The ids of things that rows have for who says or relays something, and that no fact file declares."""
    words = [str(word) for (word,) in engine.rows("SELECT DISTINCT speaker FROM facts WHERE speaker <> ''")]
    for (relays,) in engine.rows("SELECT DISTINCT via FROM facts WHERE via <> ''"):
        words += str(relays).split()
    return frozenset(word for word in words if reader.is_id(word) and word not in vocabulary.entities)


@undisturbed()
def rested_on(
    engine: Engine, files: Sequence[Path], row_ids: Sequence[str], names: Iterable[str], known: set[str]
) -> dict[Place, Row]:
    """The rows of facts with these ids, and those that they rest on; of several with one id the first.

    Args:
        engine: has the table `facts`.
        files: the files of rows.
        row_ids: what the ids of rows without one begin with, file by file.
        names: ids of facts.
        known: ids of facts that are not looked for.
    """

    def named(some: Iterable[str]) -> set[Place]:
        firsts: dict[str, Place] = {}
        for place, name in places_of(engine, some):
            firsts[name] = min(firsts.get(name, place), place)
        return set(firsts.values())

    rounds = with_what_they_rest_on(
        named(names),
        known,
        lambda places: entries_at(files, places),
        named,
        lambda place, row: name_in(row_ids, place, row),
    )
    return {place: row for found in rounds for place, row in found.items()}
