"""The things that facts name: entities and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.records import Record
from averred.vocabulary import NO_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.facts import Origin


@attrs.frozen(eq=False, repr=False)
class Entity(Record):
    """A person, place, event, group or other thing.

    Attributes:
        id: unique over the fact base.
        name: what the source calls it; for a thing that no source names, a description.
        short: how findings and reports call it, where its name is long ("the rally").
        aliases: other names of it, other languages included.
        misspellings: forms that stand in a source and are wrong: found, and still reported.
        kind: person, place, event, group, organisation, … (free words).
        part_of: the things that it is a part of.
        within: the places that it lies in.
        member_of: the groups that it belongs to.
        distinct_from: things that it is surely not.
        named: False for a thing that the source does not name; no name rule looks at it.
        rules: parameters of rules that are declared on the entity, by rule name.
        note: a remark of the author.
        origin: where it is written.
    """

    id: str
    name: str
    short: str | None = None
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    kind: str | None = None
    part_of: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()
    named: bool = True
    rules: Mapping[str, object] = attrs.field(default=NO_PARAMETERS, hash=False)
    note: str | None = None
    origin: Origin | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every form by which a passage may name it, the name first."""
        return (self.name, *self.aliases, *self.misspellings)


@attrs.frozen(eq=False, repr=False)
class Source(Record):
    """A text that is cited.

    Attributes:
        id: unique over the fact base.
        title: its title.
        url: where it can be read.
        path: its file, relative to the folder of sources; None for a source known by its lock alone.
        language: a BCP 47 tag.
        reliability: an Admiralty grade, A to F.
        note: a remark of the author.
        origin: where it is written.
    """

    id: str
    title: str | None = None
    url: str | None = None
    path: str | None = None
    language: str | None = None
    reliability: str | None = None
    note: str | None = None
    origin: Origin | None = None
