"""What belongs to a fact base and is not read now, because its rows are very many."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from averred.reader.ids import is_id

if TYPE_CHECKING:
    from averred.facts import Fact
    from averred.reader.collecting import Collector
    from averred.reader.problems import Unshown


@attrs.frozen
class Earlier:
    """What the same run has read of fact files before: they are read once, however often rows are.

    Attributes:
        files: the tables and the text of each file, by the name that findings show. Here the reader puts
            what it parses; what is sent to another process is parsed anew there.
        facts: facts that could be taken. Nothing that is read beside them may change any.
    """

    files: dict[str, tuple[Mapping[str, Any], str]] = attrs.field(factory=dict)
    facts: Mapping[str, Fact] = MappingProxyType({})

    def __reduce__(self) -> tuple[type[Earlier], tuple[()]]:
        """Without anything: it would travel with every task."""
        return type(self), ()


@attrs.frozen
class Elsewhere:
    """What is there and is not read now.

    Attributes:
        facts: the ids of facts; acceptances may name them.
        things: ids that rows name; each that nothing declares is an entity of that id.
        undeclared: here the reader puts ids that stand in the place of an entity and that nothing declares.
        lacking: here it puts ids of facts that others rest on, and that nothing declares.
        unshown: here it puts, file by file, the problems of rows beyond those that are shown; None where
            all rows are read, and a finding says how many there are.
        earlier: what was read of the fact files before.
    """

    facts: Container[str] = ()
    things: Collection[str] = ()
    undeclared: set[str] = attrs.field(factory=set)
    lacking: set[str] = attrs.field(factory=set)
    unshown: dict[str, Unshown] | None = None
    earlier: Earlier = attrs.field(factory=Earlier)


def undeclared(collector: Collector) -> Iterator[str]:
    """Ids that stand where an entity belongs, or in what a rule is told, and that no record has."""
    told: list[object] = [[found.parameters, found.exceptions] for found in collector.listed["constraint"]]
    told += [record.rules for kind in ("predicate", "entity") for record in collector.named[kind].values()]
    entities = collector.names["entity"]
    for word in entities.missing.union(_words(told)) - collector.named["predicate"].keys():
        if is_id(word) and not entities.has(word):
            yield word


def _words(told: object) -> Iterator[str]:
    """Every text in parameters of rules."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping | list | tuple):
        for one in told.values() if isinstance(told, Mapping) else told:
            yield from _words(one)
