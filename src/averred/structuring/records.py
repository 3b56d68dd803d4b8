"""Tables into records, by functions that cattrs generates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs
from cattrs import BaseConverter, ClassValidationError
from cattrs.gen import make_dict_structure_fn, override

from averred.entities import Entity, Source
from averred.facts import Check, LeaveOut, Origin
from averred.findings import Acceptance
from averred.structuring import hooks
from averred.structuring.entries import FactEntry
from averred.structuring.misfit import Misfit, Misfits, described, shown
from averred.values import Number
from averred.vocabulary import NO_PARAMETERS, VALUE_KINDS, Constraint, Partition, Predicate

T = TypeVar("T", bound=attrs.AttrsInstance)
Hook: TypeAlias = Callable[[Any, Any], Any]

_RENAMED: Final = {"exceptions": "except"}
_INJECTED: Final = frozenset({"id", "origin", "rules", "parameters"})
_SPECIAL: Final[Mapping[type, Mapping[str, Hook]]] = {
    Source: {"reliability": hooks.choice(*"ABCDEF")},
    Predicate: {"value": hooks.choice(*VALUE_KINDS), "about": hooks.percentage},
    Constraint: {"level": hooks.choice("error", "warning", "note", "mandatory", "normal", "suggestion")},
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


def structure(cls: type[T], data: Mapping[str, object], made: Mapping[str, object] = NO_PARAMETERS) -> T:
    """A record from a table.

    Args:
        cls: the record's class.
        data: the table, with the keys that `keys_of` names.
        made: attributes that do not stand in the table, such as `id` and `origin`.

    Raises:
        Misfits: every key that is missing, unknown or of a wrong type.
    """
    unknown = data.keys() - _allowed(cls)
    if not unknown:
        try:
            return cast("T", _function(cls, thorough=False)({**data, **made}, cls))
        except (Misfits, Misfit, KeyError):
            pass
    misfits = [_unknown_key(cls, key) for key in data if key in unknown]
    record = None
    try:
        known = {key: value for key, value in data.items() if key not in unknown}
        record = _function(cls, thorough=True)({**known, **made}, cls)
    except ClassValidationError as group:
        misfits += _flattened(group)
    raise Misfits(misfits, record)


def _unknown_key(cls: type, key: str) -> Misfit:
    keys = keys_of(cls)
    message = f"unknown key {shown(key)}"
    hint = "keys are " + ", ".join(keys)
    return Misfit(message, hint, rule="unknown-key", key=(key,), word=key, options=keys)


def _flattened(group: ClassValidationError) -> Iterator[Misfit]:
    """Each misfit of a group with the path of its key."""
    noted, _ = group.group_exceptions()
    for exception, note in noted:
        key = as_written(note.name)
        if isinstance(exception, KeyError):
            yield Misfit(f"the key {shown(key)} is missing", rule="missing-key", options=(key,))
            continue
        inner = exception.misfits if isinstance(exception, Misfits) else [cast("Misfit", exception)]
        for misfit in inner:
            misfit.key = (key, *misfit.key)
            yield misfit


@cache
def _allowed(cls: type) -> frozenset[str]:
    return frozenset(keys_of(cls))


@cache
def _converter(*, thorough: bool) -> BaseConverter:
    converter = BaseConverter(detailed_validation=thorough)
    converter.register_structure_hook(str, hooks.words)
    converter.register_structure_hook(bool, hooks.flag)
    converter.register_structure_hook(Origin, _as_it_is)
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], hooks.one_or_many)
    converter.register_structure_hook_func(lambda cls: cls in (Number, Number | None), hooks.number)
    converter.register_structure_hook_func(lambda cls: cls in (object, Mapping[str, object]), _as_it_is)
    return converter


def _as_it_is(value: object, _: object) -> object:
    return value


def _check(value: object) -> Check:
    if not isinstance(value, Mapping):
        hint = 'write checked = { by = "…", on = 2026-11-22 }'
        raise Misfit(f"expected a table, found {described(value)}", hint)
    return structure(Check, value)


@cache
def _function(cls: type[attrs.AttrsInstance], *, thorough: bool) -> Callable[[Mapping[str, Any], type], Any]:
    attrs.resolve_types(cls, localns={"Origin": Origin, "Number": Number, "Mapping": Mapping})
    special = _SPECIAL.get(cls, {})
    overrides: dict[str, Any] = {
        field.name: override(rename=as_written(field.name), struct_hook=special.get(field.name))
        for field in attrs.fields(cls)
    }
    return make_dict_structure_fn(
        cls, _converter(thorough=thorough), _cattrs_detailed_validation=thorough, **overrides
    )


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
