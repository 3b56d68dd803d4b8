"""The loaded, immutable collection of facts and of what they name."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from averred.records import first_ids
from averred.spans import Place

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from pathlib import Path

    from averred.entities import Entity, Source
    from averred.facts import Fact, LeaveOut, Origin
    from averred.findings import Acceptance, Finding
    from averred.vocabulary import Constraint, Partition, Predicate


class Locate(Protocol):
    """Where a record is written, or the value of one of its keys, or this key itself."""

    def __call__(self, origin: Origin, key: str | None, *, of_key: bool = False) -> Place:
        """The place; of the record where it has no such key."""


def _start_of_file(origin: Origin, key: str | None, *, of_key: bool = False) -> Place:
    del key, of_key
    return Place(origin.file)


@attrs.frozen(eq=False, slots=False)
class FactBase:
    """Facts, entities, predicates, sources and what is declared about them.

    Attributes:
        facts: in the order of source, then id, whatever the order of files.
        entities: by id.
        predicates: by id.
        sources: by id.
        partitions: declared disjoint parts.
        constraints: declared rules between named things.
        acceptances: known findings that are kept.
        leave_outs: passages that claim nothing.
        problems: findings of the reader: entries that could not be taken.
        has_unread: whether an entry of a fact file is among them, so that what it declares is missing.
        root: the folder that holds the fact files; None for a fact base made in memory.
        locate: gives the place of a record, or of one key of it; positions are worked out only
            when something must be shown.
        focus: the things about which it holds all that rules ask for; None for all things. In a part of
            a large fact base others are there because these need them.
    """

    facts: tuple[Fact, ...] = ()
    entities: Mapping[str, Entity] = attrs.field(factory=lambda: MappingProxyType({}))
    predicates: Mapping[str, Predicate] = attrs.field(factory=lambda: MappingProxyType({}))
    sources: Mapping[str, Source] = attrs.field(factory=lambda: MappingProxyType({}))
    partitions: tuple[Partition, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    leave_outs: tuple[LeaveOut, ...] = ()
    problems: tuple[Finding, ...] = ()
    has_unread: bool = False
    root: Path | None = None
    locate: Locate = _start_of_file
    focus: Container[str] | None = None

    def __repr__(self) -> str:
        """How much there is of everything, and the first facts by id: the whole would fill many screens."""
        parts = (
            (self.facts, "facts"),
            (self.entities, "entities"),
            (self.predicates, "predicates"),
            (self.sources, "sources"),
            (self.problems, "problems"),
        )
        counts = ", ".join(f"{len(part):,} {name}" for part, name in parts)
        return f"<FactBase: {counts}{first_ids(self.facts)}>"

    def __len__(self) -> int:
        return len(self.facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """The facts by their ids."""
        return MappingProxyType({fact.id: fact for fact in self.facts})

    def __getitem__(self, fact_id: str) -> Fact:
        return self.by_id[fact_id]

    @cached_property
    def by_predicate(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each predicate, in the order of the fact base."""
        groups: dict[str, list[Fact]] = {}
        for fact in self.facts:
            groups.setdefault(fact.predicate, []).append(fact)
        return MappingProxyType({key: tuple(group) for key, group in groups.items()})

    @cached_property
    def declared_rules(self) -> frozenset[str]:
        """The names of the rules that are declared for something, by a table or by a key of a record.

        The least and the greatest value of a predicate are a declared range.
        """
        has_range = any(one.min is not None or one.max is not None for one in self.predicates.values())
        keys = [
            ("out-of-range",) if has_range else (),
            *(one.rules for one in self.predicates.values()),
            *(one.rules for one in self.entities.values()),
        ]
        return frozenset({one.rule for one in self.constraints}.union(*keys))

    def _repr_html_(self) -> str:
        """What a notebook shows: the facts as a table."""
        from averred.display.notebook import table

        rows = [
            (fact.id, fact.subject, fact.predicate, fact.written, fact.attribution.speaker or "", fact.source)
            for fact in self.facts
        ]
        headings = ("fact", "subject", "predicate", "value", "said by", "source")
        return table(f"{len(self.facts):,} facts", headings, rows)

    def to_frame(self, library: str | None = None) -> Any:  # noqa: ANN401  # pandas or polars
        """The facts as a data frame, a row each, in the order of the fact base.

        Its columns: `fact`, `subject`, `part`, `predicate`; `value` as written; `kind` (quantity, date,
        ordinal, entity, boolean, text, quotation, one-of, unknown or none); `min`, `max` and `unit` of a
        quantity, as the nearest doubles in its canonical unit, missing where there is no end; `first_day`
        and `last_day` of a date, as ISO 8601 texts; `entity`, the id that a value names; `denied`;
        `status`; `said_by`, missing for the source itself; `confidence`; `source`; `quote`.

        Args:
            library: pandas or polars; None for the one that is installed, pandas where both are.

        Raises:
            ConfigurationError: where the library is not installed.
        """
        from averred.frames import fact_columns, to_frame

        return to_frame(fact_columns(self.facts), library)

    def is_judged(self, subject: str) -> bool:
        """Whether what is said of a thing, and what is not, is judged here."""
        return self.focus is None or subject in self.focus

    def place(self, origin: Origin | None, key: str | None = None, *, of_key: bool = False) -> Place | None:
        """Where a record, or the value of one key of it, is written; None for one made in memory.

        Args:
            origin: of the record.
            key: of the record.
            of_key: where the key itself stands.
        """
        return self.locate(origin, key, of_key=of_key) if origin else None

    def name_of(self, entity_id: str) -> str:
        """What to call an entity: its short name or its name; the id for words that are not an entity."""
        entity = self.entities.get(entity_id)
        return (entity.short or entity.name) if entity else entity_id

    def ancestors(self, entity_id: str) -> tuple[str, ...]:
        """Everything that an entity is a part of or lies within, nearest first, itself left out."""
        return ancestors(entity_id, self.entities)


def ancestors(entity_id: str, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Everything that one of some entities is a part of or lies within, nearest first, itself left out."""
    found: dict[str, None] = {}
    waiting = [entity_id]
    while waiting:
        entity = entities.get(waiting.pop(0))
        if entity:
            above = [up for up in (*entity.part_of, *entity.within) if up not in found]
            found.update(dict.fromkeys(above))
            waiting += above
    found.pop(entity_id, None)
    return tuple(found)
