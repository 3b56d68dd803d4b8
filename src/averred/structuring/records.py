"""Tables into records: key by key, each read by what its attribute may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from averred.entities import Entity, Source
from averred.facts import Check, LeaveOut
from averred.findings import Acceptance
from averred.structuring import hooks
from averred.structuring.entries import FactEntry
from averred.structuring.misfit import Misfit, Misfits, described
from averred.vocabulary import NO_PARAMETERS, VALUE_KINDS, Constraint, Partition, Predicate

T = TypeVar("T", bound=attrs.AttrsInstance)
Hook: TypeAlias = Callable[[Any, Any], Any]

_RENAMED: Final = {"exceptions": "except"}
_INJECTED: Final = frozenset({"id", "origin", "rules", "parameters"})
_OR_NONE: Final = " | None"
_BY_TYPE: Final[Mapping[str, Hook]] = {
    "str": hooks.words,
    "bool": hooks.flag,
    "tuple[str, ...]": hooks.one_or_many,
    "object": hooks.as_it_is,
}
"""What an attribute may hold, by its type as the class of the record writes it."""
_SPECIAL: Final[Mapping[type, Mapping[str, Hook]]] = {
    Source: {"reliability": hooks.choice(*"ABCDEF")},
    Predicate: {
        "value": hooks.choice(*VALUE_KINDS),
        "min": hooks.number,
        "max": hooks.number,
        "about": hooks.percentage,
    },
    Acceptance: {"until": hooks.day},
    Check: {"on": hooks.day},
    FactEntry: {
        "polarity": hooks.choice("asserted", "denied"),
        "rank": hooks.choice("normal", "preferred", "retracted"),
        "kind": hooks.choice("spread"),
        "during": hooks.date_words,
        "as_of": hooks.date_words,
        "share": hooks.share,
        "confidence": hooks.mark,
        "scope": hooks.scope,
        "checked": lambda value, _: _check(value),
    },
}
"""The attributes whose type alone does not say what may be written."""


def as_written(name: str) -> str:
    """The key of a file for an attribute of a record: `said_by` is written `said-by`."""
    return _RENAMED.get(name, name).replace("_", "-")


@cache
def keys_of(cls: type) -> tuple[str, ...]:
    """The keys that a table of this record may have."""
    return tuple(as_written(field.name) for field in attrs.fields(cls) if field.name not in _INJECTED)


@cache
def hooks_of(cls: type[attrs.AttrsInstance]) -> Mapping[str, tuple[str, Hook]]:
    """By key: the attribute that it fills, and what gives its value or says what is wrong with it."""
    fields = (field for field in attrs.fields(cls) if field.name not in _INJECTED)
    return {as_written(field.name): (field.name, _hook(cls, field)) for field in fields}


def _hook(cls: type, field: attrs.Attribute[Any]) -> Hook:
    special = _SPECIAL.get(cls, {}).get(field.name)
    if special:
        return special
    written = str(field.type)
    by_type = _BY_TYPE[written.removesuffix(_OR_NONE)]
    return hooks.or_none(by_type) if written.endswith(_OR_NONE) else by_type


def structure(cls: type[T], data: Mapping[str, object], made: Mapping[str, object] = NO_PARAMETERS) -> T:
    """A record from a table.

    Args:
        cls: the record's class.
        data: the table, with the keys that `keys_of` names.
        made: attributes that do not stand in the table, such as `id` and `origin`.

    Raises:
        Misfits: every key that is missing, unknown or of a wrong type.
    """
    known = hooks_of(cls)
    values = dict(made)
    try:
        for key, content in data.items():
            name, hook = known[key]
            values[name] = hook(content, None)
    except (Misfits, Misfit, KeyError):
        pass
    else:
        if _required(cls) <= values.keys():
            return cls(**values)
    from averred.structuring.thorough import misfits_of

    raise misfits_of(cls, data, made, known)


@cache
def _required(cls: type[attrs.AttrsInstance]) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING)


def _check(value: object) -> Check:
    if not isinstance(value, Mapping):
        hint = 'write checked = { by = "…", on = 2026-11-22 }'
        raise Misfit(f"expected a table, found {described(value)}", hint)
    return structure(Check, value)


RECORDS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "source": Source,
        "entity": Entity,
        "predicate": Predicate,
        "fact": FactEntry,
        "partition": Partition,
        "constraint": Constraint,
        "accept": Acceptance,
        "leave-out": LeaveOut,
    }
)
"""The record of each table of the format."""
