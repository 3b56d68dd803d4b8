"""The JSON Schema of fact files (draft 2020-12), so that an editor can complete and check them.

It is made from the same records that the reader fills. It knows keys, types and fixed words; whether a name
exists, a quote stands in its source or words can be read is the reader's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.facts import Check
from averred.structuring.entries import ValueTable
from averred.structuring.records import RECORDS, as_written, keys_of
from averred.vocabulary import VALUE_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

_LISTS: Final = frozenset({"partition", "constraint", "accept", "leave-out"})
_ID: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_TEXT: Final[dict[str, Any]] = {"type": "string", "minLength": 1}
_MANY: Final[dict[str, Any]] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_NUMBER: Final[dict[str, Any]] = {"type": ["number", "string"]}
_BY_TYPE: Final[dict[str, dict[str, Any]]] = {
    "str": _TEXT,
    "bool": {"type": "boolean"},
    "tuple[str, ...]": _MANY,
    "Number": _NUMBER,
    "object": _NUMBER,
}
_BY_KEY: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("source", "reliability"): {"enum": list("ABCDEF")},
    ("predicate", "value"): {"enum": list(VALUE_KINDS)},
    ("predicate", "about"): _NUMBER,
    ("constraint", "level"): {"enum": ["error", "warning", "note", "mandatory", "normal", "suggestion"]},
    ("fact", "value"): {"anyOf": [{"type": ["string", "number", "boolean"]}, {"$ref": "#/$defs/value"}]},
    ("fact", "polarity"): {"enum": ["asserted", "denied"]},
    ("fact", "rank"): {"enum": ["normal", "preferred", "retracted"]},
    ("fact", "kind"): {"enum": ["spread"]},
    ("fact", "share"): {"type": ["string", "number", "object"]},
    ("fact", "confidence"): _NUMBER,
    ("fact", "scope"): {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    ("fact", "checked"): {"$ref": "#/$defs/check"},
}


def fact_file_schema(declarable: Collection[str]) -> dict[str, Any]:
    """The schema of a fact file.

    Args:
        declarable: the names of the rules that predicates and entities may declare.
    """
    tables = {name: _table(name, record, declarable) for name, record in RECORDS.items()}
    properties: dict[str, Any] = {
        name: {"type": "array", "items": table}
        if name in _LISTS
        else {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": table}
        for name, table in tables.items()
    }
    properties["defaults"] = {
        "type": "object",
        "properties": {"source": _TEXT},
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "averred fact file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {"value": _table("value", ValueTable, ()), "check": _table("check", Check, ())},
    }


def _table(name: str, record: type, declarable: Collection[str]) -> dict[str, Any]:
    """The schema of one table: the keys of its record, and the rules that it may declare."""
    fields = {as_written(field.name): field for field in attrs.fields(record)}
    properties: dict[str, Any] = {}
    for key in keys_of(record):
        written = record.__annotations__[fields[key].name].removesuffix(" | None")
        properties[key] = _BY_KEY.get((name, key)) or _BY_TYPE[written]
    if name in {"predicate", "entity"}:
        properties |= dict.fromkeys(sorted(declarable), True)
    table: dict[str, Any] = {"type": "object", "properties": properties}
    required = [key for key in keys_of(record) if fields[key].default is attrs.NOTHING]
    # What else a constraint may have is said by its rule.
    return table | {"required": required, "additionalProperties": name == "constraint"}
