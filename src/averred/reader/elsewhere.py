"""What belongs to a fact base and is not read now, because its rows are very many."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from averred.reader.ids import is_id
from averred.reader.names import EntityNames

if TYPE_CHECKING:
    from averred.facts import Fact
    from averred.reader.collecting import Collector
    from averred.reader.positions import Positions
    from averred.reader.telling import Telling


@attrs.frozen
class Earlier:
    """What the same run has read of fact files before: they are read once, however often rows are.

    Attributes:
        files: the tables and the text of each file, by the name that findings show. Here the reader puts
            what it parses; what is sent to another process is parsed anew there.
        scanned: what stands where in those files, once somebody asked.
        facts: facts that could be taken. Nothing that is read beside them may change any.
    """

    files: dict[str, tuple[Mapping[str, Any], str]] = attrs.field(factory=dict)
    scanned: dict[str, Positions] = attrs.field(factory=dict)
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
        telling: here it puts what is wrong, since other parts may have more to say of it; None where all
            rows are read, and the fact base has the findings.
        names: here it puts, if not None, the ids of the entities and facts that there are, read or not, and
            as "name" also what entities are called.
        earlier: what was read of the fact files before.
    """

    facts: Container[str] = ()
    things: Collection[str] = ()
    undeclared: set[str] = attrs.field(factory=set)
    lacking: set[str] = attrs.field(factory=set)
    telling: Telling | None = None
    names: dict[str, frozenset[str]] | None = None
    earlier: Earlier = attrs.field(factory=Earlier)


def note(collector: Collector, elsewhere: Elsewhere) -> None:
    """Put down what was asked for and is not there, and the names that are there."""
    elsewhere.undeclared.update(_undeclared(collector))
    elsewhere.lacking.update(collector.names["fact"].missing)
    if elsewhere.names is not None:
        elsewhere.names.update(_names_in(collector))


def _undeclared(collector: Collector) -> Iterator[str]:
    """Ids that stand where an entity belongs, or in what a rule is told, and that no record has."""
    told: list[object] = [[found.parameters, found.exceptions] for found in collector.listed["constraint"]]
    told += [record.rules for kind in ("predicate", "entity") for record in collector.named[kind].values()]
    entities = collector.names["entity"]
    for word in entities.missing.union(_words(told)) - collector.named["predicate"].keys():
        if is_id(word) and not entities.has(word):
            yield word


def _names_in(collector: Collector) -> Mapping[str, frozenset[str]]:
    """What rows may have meant: the ids of things and facts, read or not, and what entities are called."""
    names = collector.names
    called = EntityNames(names["entity"], collector.named["entity"])
    return {"name": frozenset(called), **{kind: frozenset(names[kind]) for kind in ("entity", "fact")}}


def _words(told: object) -> Iterator[str]:
    """Every text in parameters of rules."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping | list | tuple):
        for one in told.values() if isinstance(told, Mapping) else told:
            yield from _words(one)
