"""The names that entries use for each other: what is declared, what could not be read, what is unknown."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from averred.reader.attempts import UnreadError, all_of
from averred.reader.ids import is_id
from averred.reader.nearness import NearNames
from averred.structuring import Misfit, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping

    from averred.entities import Entity
    from averred.reader.problems import Problem


class Names:
    """The ids of one kind of record ("entity", "fact", …); iterates over all of them, sorted.

    Attributes:
        kind: the kind, as messages call it.
        known: the ids of the records that were read.
        unread: the problem of each record that was not.
        elsewhere: the ids of records that are there and were left unread on purpose.
        called: the names of entities, so that a name in the place of an id gets that id as a suggestion.
        missing: what was asked for and is not there.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.known: set[str] = set()
        self.unread: dict[str, Problem] = {}
        self.elsewhere: Container[str] = ()
        self.called: EntityNames | None = None
        self.missing: set[str] = set()

    @property
    def of_rows(self) -> str:
        """The kind, where rows have names of it; else nothing."""
        return self.kind if self.kind in {"entity", "fact"} else ""

    def has(self, name: str) -> bool:
        """Whether there is a record of this id, read or not."""
        return name in self.known or name in self.unread

    def check(self, name: str, key: tuple[str | int, ...]) -> str:
        """The id again, if there is a record of that id.

        Raises:
            Misfit: if there is none.
            UnreadError: if there is one that could not be read.
        """
        if name in self.known:
            return name
        if name in self.unread:
            raise UnreadError(self.unread[name])
        if name in self.elsewhere:
            return name
        self.missing.add(name)
        article = "an" if self.kind[0] in "aeiou" else "a"
        meant = self.called.nearly(name) if self.called else ""
        raise Misfit(
            f"there is no {self.kind} {shown(name)}",
            f"declare {article} [{self.kind}.{name if is_id(name) else 'some-id'}], or correct the id",
            rule="unknown-name",
            key=key,
            word=meant or name,
            options=(meant,) if meant else self,
        )

    def check_all(self, names: Collection[str], key: str) -> None:
        """The same for a list.

        Raises:
            Misfits: for every name that is unknown.
            UnreadError: if all are known, and one could not be read.
        """
        if not self.known.issuperset(names):
            all_of(*(partial(self.check, name, (key, index)) for index, name in enumerate(names)))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self.known, *self.unread}))


class EntityNames:
    """Entities by their ids and, where the words say it exactly, by their names; iterates over both.

    Attributes:
        names: their ids.
        records: the entities that were read.
        of_rows: what kind of names these are, of which rows have some.
    """

    of_rows: Final = "name"

    def __init__(self, names: Names, entities: Mapping[str, Entity]) -> None:
        self.names = names
        self.records = entities
        self._near: NearNames | None = None

    def __iter__(self) -> Iterator[str]:
        return iter((*self.names, *sorted(self._by_name)))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The ids for each name; most rows have ids, and nobody asks."""
        found: dict[str, list[str]] = {}
        for entity in self.records.values():
            for form in {entity.name, *entity.aliases}:
                found.setdefault(form, []).append(entity.id)
        return found

    def id_or_none(self, words: str) -> str | None:
        """The entity that an id or an exact name means, if it is exactly one."""
        if words in self.names.known:
            return words
        if words in self.names.unread:
            raise UnreadError(self.names.unread[words])
        self.names.missing.add(words)  # as an id, which goes before names: rows may have it
        named = self._by_name.get(words, [])
        return named[0] if len(named) == 1 else None

    def id_of(self, words: str, key: tuple[str | int, ...]) -> str:
        """The same for words that must mean an entity.

        Raises:
            Misfit: if they mean none, or several.
        """
        found = self.id_or_none(words)
        if found:
            return found
        self._refuse_several(words, key)
        raise Misfit(
            f"no entity has the id or the exact name {shown(words)}",
            "declare it as an entity, or write its id",
            rule="unknown-name",
            key=key,
            word=words,
            options=self,
        )

    def nearly(self, words: str) -> str:
        """The id of the entity that words nearly name; empty where they name none."""
        if self._near is None:
            self._near = NearNames(
                (form, entity.id)
                for entity in self.records.values()
                if entity.origin is not None  # else it is only the name of a thing in a row
                for form in (entity.id, entity.name, *entity.aliases, *entity.misspellings)
            )
        return self._near.of(words)

    def _refuse_several(self, words: str, key: tuple[str | int, ...]) -> None:
        several = self._by_name.get(words)
        if several:
            message = f"{shown(words)} is the name of several entities: {', '.join(sorted(several))}"
            raise Misfit(message, "write the id of the one that is meant", rule="unknown-name", key=key)

    def refuse_slip(self, words: str, key: tuple[str | int, ...]) -> None:
        """Refuses free words that nearly name an entity: another voice that nobody would see.

        Raises:
            Misfit: with that entity's id.
        """
        if is_id(words) or self.id_or_none(words):
            return
        self._refuse_several(words, key)
        meant = self.nearly(words)
        if meant:
            raise Misfit(
                f"{shown(words)} is nearly the name of an entity",
                "write its id; if somebody else is meant, declare them as an entity",
                rule="unknown-name",
                key=key,
                word=meant,
                options=(meant,),
            )

    def speaker(self, words: str, key: tuple[str | int, ...]) -> str:
        """Who speaks: an entity's id where the words mean one, else the words themselves."""
        found = self.id_or_none(words)
        if found is None and is_id(words):
            raise Misfit(
                f"there is no entity {shown(words)}",
                f"declare [entity.{words}]; free words for a speaker need a space or a capital letter",
                rule="unknown-name",
                key=key,
                word=words,
                options=self.names,
            )
        return found or words


def cycles(above: Mapping[str, Collection[str]]) -> list[tuple[str, ...]]:
    """Cycles of a relation, each from its smallest member on; every name that is on one reaches one of these.

    Walks up without recursion, since a chain may be longer than Python's stack.
    """
    # What stands only below things that nothing is above of is on no circle.
    above = {name: over for name, over in above.items() if not above.keys().isdisjoint(over)}
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(above):
        waiting = {start: iter(sorted(above[start]))} if start not in done else {}
        while waiting:
            name = next(reversed(waiting))
            step = next(waiting[name], None)
            if step is None:
                del waiting[name]
                done.add(name)
            elif step in waiting:
                trail = list(waiting)
                members = trail[trail.index(step) :]
                least = members.index(min(members))
                found.add((*members[least:], *members[:least]))
            elif step not in done:
                waiting[step] = iter(sorted(above.get(step, ())))
    return sorted(found)
