"""All that is wrong with a table, by a function that cattrs generates.

It reads each key by the same hook as the quick way (`averred.structuring.records`), which stops at the first
misfit. Most tables have none, so cattrs is imported when one has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias, cast

import attrs
from cattrs import BaseConverter, ClassValidationError
from cattrs.gen import make_dict_structure_fn_from_attrs, override

from averred.structuring.hooks import as_it_is
from averred.structuring.misfit import Misfit, Misfits, shown

_Hooks: TypeAlias = Mapping[str, tuple[str, Callable[[Any, Any], Any]]]
_CONVERTER: Final = BaseConverter(detailed_validation=True)


def misfits_of(
    cls: type[attrs.AttrsInstance],
    data: Mapping[str, object],
    made: Mapping[str, object],
    hooks: _Hooks,
) -> Misfits:
    """Every key of a table that is missing, unknown or of a wrong type.

    Args:
        cls: the record's class.
        data: the table.
        made: attributes that do not stand in it.
        hooks: by key, the attribute that it fills and what reads it.

    Returns:
        What is wrong, with the record where unknown keys are all of it.
    """
    misfits = [_unknown_key(tuple(hooks), key) for key in data if key not in hooks]
    record = None
    try:
        known = {key: value for key, value in data.items() if key in hooks}
        record = _function(cls, tuple(hooks.items()))({**known, **made}, cls)
    except ClassValidationError as group:
        names = {attribute: key for key, (attribute, _) in hooks.items()}
        misfits += _flattened(group, names)
    return Misfits(misfits, record)


def _unknown_key(keys: tuple[str, ...], key: str) -> Misfit:
    message = f"unknown key {shown(key)}"
    hint = "keys are " + ", ".join(keys)
    return Misfit(message, hint, rule="unknown-key", key=(key,), word=key, options=keys)


def _flattened(group: ClassValidationError, names: Mapping[str, str]) -> Iterator[Misfit]:
    """Each misfit of a group with the path of its key."""
    noted, _ = group.group_exceptions()
    for exception, note in noted:
        key = names[note.name]
        if isinstance(exception, KeyError):
            yield Misfit(f"the key {shown(key)} is missing", rule="missing-key", options=(key,))
            continue
        inner = exception.misfits if isinstance(exception, Misfits) else [cast("Misfit", exception)]
        for misfit in inner:
            misfit.key = (key, *misfit.key)
            yield misfit


@cache
def _function(
    cls: type[attrs.AttrsInstance], hooks: tuple[tuple[str, tuple[str, Callable[[Any, Any], Any]]], ...]
) -> Callable[[Mapping[str, Any], type], Any]:
    read = {name: (key, hook) for key, (name, hook) in hooks}
    fields = list(attrs.fields(cls))
    overrides: dict[str, Any] = {}
    for field in fields:  # what is made is taken as it is
        key, hook = read.get(field.name, (field.name, as_it_is))
        overrides[field.name] = override(rename=key, struct_hook=hook)
    return make_dict_structure_fn_from_attrs(
        fields, cls, _CONVERTER, _cattrs_detailed_validation=True, **overrides
    )
