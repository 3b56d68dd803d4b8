"""Checks of what is declared: sources, entities, predicates, and the tables without ids."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from averred.reader.attempts import all_of
from averred.structuring import Misfit, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from averred.entities import Entity, Source
    from averred.facts import LeaveOut
    from averred.findings import Acceptance
    from averred.reader.names import Names
    from averred.vocabulary import Constraint, Partition, Predicate

_ABOVE: Final = ("part_of", "within", "member_of", "distinct_from")
_OWN_SCOPE: Final = frozenset({"part", "status", "during", "as-of"})


def check_source(source: Source, root: Path) -> None:
    """Refuses a path that leads out of the folder of sources."""
    if source.path is None:
        return
    path = source.path
    climbs = ".." in PurePosixPath(path).parts or ".." in PureWindowsPath(path).parts
    hint = "write a path below the folder of sources, with forward slashes"
    if "\0" in path or "\\" in path:
        raise Misfit(f"{shown(path)} is no path", hint, key=("path",))
    if climbs or PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive:
        raise Misfit(
            f"{shown(path)} leads out of the folder of sources", hint, rule="path-outside", key=("path",)
        )
    if _is_link_outside(root / path, root):
        raise Misfit(
            f"{shown(path)} is a link that leads out of the folder", hint, rule="path-outside", key=("path",)
        )


def _is_link_outside(path: Path, root: Path) -> bool:
    """Whether a path is a link that leaves a folder; one that goes round in a circle does."""
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # a circle, in Python before 3.13
        return True
    except OSError:  # no file can have such a name; whoever opens it says so
        return False


def check_entity(entity: Entity, names: Names) -> None:
    """Refuses relations to entities that are not there."""
    named = ((key, getattr(entity, key)) for key in _ABOVE)
    all_of(*(partial(names.check_all, others, key.replace("_", "-")) for key, others in named if others))


def relations(entity: Entity) -> tuple[str, ...]:
    """Every entity that it names."""
    return (*entity.part_of, *entity.within, *entity.member_of, *entity.distinct_from)


def above(entities: Mapping[str, Entity]) -> Mapping[str, tuple[str, ...]]:
    """What each entity is a part of, lies in or belongs to."""
    return {key: (*entity.part_of, *entity.within, *entity.member_of) for key, entity in entities.items()}


def check_predicate(predicate: Predicate) -> None:
    """Refuses combinations that say nothing."""
    given = (
        ("unit", predicate.unit),
        ("min", predicate.min),
        ("max", predicate.max),
        ("about", predicate.about),
    )
    for key, value in given:
        if value is not None and predicate.value != "quantity":
            raise Misfit(f"values of kind {predicate.value} have no {key}", "leave it out", key=(key,))
    if predicate.min is not None and predicate.max is not None and predicate.min > predicate.max:
        raise Misfit("min is greater than max", "exchange the two", key=("min",))
    for index, key in enumerate(predicate.scope):
        if key in _OWN_SCOPE:
            raise Misfit(f"every fact has the scope key {key} already", "leave it out", key=("scope", index))


def check_partition(partition: Partition, names: Mapping[str, Names]) -> None:
    """Refuses parts that are not there, that stand twice, or that are the whole."""
    entities = names["entity"]
    all_of(
        partial(entities.check, partition.of, ("of",)),
        partial(entities.check_all, partition.parts, "parts"),
        partial(_check_parts, partition),
        partial(_check_children, partition, entities),
    )


def _check_children(partition: Partition, names: Names) -> None:
    """Refuses parts that nothing declares to be parts of the whole: they would be summed to another's."""
    records = names.called.records if names.called else {}
    all_of(*(partial(_check_child, each, partition.of, records) for each in enumerate(partition.parts)))


def _check_child(each: tuple[int, str], whole: str, records: Mapping[str, Entity]) -> None:
    index, part = each
    if part in records and whole in records and whole not in _wholes(records[part]):
        raise Misfit(
            f"{shown(part)} is not declared to be a part of {shown(whole)}",
            f"write part-of = {whole!r} under [entity.{part}]; parts of parts are not summed",
            key=("parts", index),
        )


def _wholes(entity: Entity) -> tuple[str, ...]:
    """What an entity may be counted as a part of: itself too, of which the message is another one."""
    return (entity.id, *entity.part_of, *entity.within)


def _check_parts(partition: Partition) -> None:
    if len(partition.parts) < 2:
        raise Misfit("a partition has at least two parts", "name the disjoint parts", key=("parts",))
    for index, part in enumerate(partition.parts):
        if part == partition.of:
            raise Misfit(
                f"the whole {shown(part)} is a part of itself",
                "leave it out",
                rule="cyclic-parts",
                key=("parts", index),
            )
        if part in partition.parts[:index]:
            raise Misfit(f"the part {shown(part)} stands twice", "leave it out once", key=("parts", index))


def check_constraint(_constraint: Constraint, _names: Mapping[str, Names]) -> None:
    """Refuses nothing: whatever a declaration says is the rule's own business (`averred.parameters`)."""


def check_acceptance(acceptance: Acceptance, names: Mapping[str, Names]) -> None:
    """Refuses facts that are not there."""
    names["fact"].check_all(acceptance.facts, "facts")
    if not acceptance.facts:
        raise Misfit("no fact is named", "name the facts of the finding", key=("facts",))


def check_leave_out(leave_out: LeaveOut, names: Mapping[str, Names]) -> None:
    """Refuses a source that is not there."""
    names["source"].check(leave_out.source, ("source",))


LISTED_CHECKS: Final[Mapping[str, Callable[[Any, Mapping[str, Names]], None]]] = {
    "partition": check_partition,
    "constraint": check_constraint,
    "accept": check_acceptance,
    "leave-out": check_leave_out,
}
"""The check of each table without ids."""
