"""The JSON Schema of fact files (draft 2020-12), so that an editor can complete, explain and check them.

It is made from the same records that the reader fills. It knows keys, types, fixed words and which keys say
something together; whether a name exists, a quote stands in its source or words can be read is the reader's
to say. It refuses nothing that the reader accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.facts import Check
from averred.schema.forms import BY_KEY, BY_TYPE, ID, TEXT, TOGETHER
from averred.schema.words import KEYS, TABLES
from averred.structuring.entries import ValueTable
from averred.structuring.records import RECORDS, as_written, keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTS: Final = frozenset({"partition", "constraint", "accept", "leave-out"})


def fact_file_schema(declarable: Mapping[str, str]) -> dict[str, Any]:
    """The schema of a fact file.

    Args:
        declarable: the rules that predicates and entities may declare: what each reports, by its name.
    """
    tables = {name: _table(name, record, declarable) for name, record in RECORDS.items()}
    properties: dict[str, Any] = {
        name: {"type": "array", "items": table, "description": TABLES[name]}
        if name in _LISTS
        else {
            "type": "object",
            "propertyNames": {"pattern": ID},
            "additionalProperties": table,
            "description": TABLES[name],
        }
        for name, table in tables.items()
    }
    properties["defaults"] = {
        "type": "object",
        "description": TABLES["defaults"],
        "properties": {"source": {"description": KEYS["defaults"]["source"], **TEXT}},
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "averred fact file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {"value": _table("value", ValueTable, {}), "check": _table("check", Check, {})},
    }


def _table(name: str, record: type, declarable: Mapping[str, str]) -> dict[str, Any]:
    """The schema of one table: the keys of its record, and the rules that it may declare."""
    fields = {as_written(field.name): field for field in attrs.fields(record)}
    properties: dict[str, Any] = {}
    for key in keys_of(record):
        written = record.__annotations__[fields[key].name].removesuffix(" | None")
        properties[key] = {"description": KEYS[name][key], **(BY_KEY.get((name, key)) or BY_TYPE[written])}
    if name in {"predicate", "entity"}:
        properties |= {rule: {"description": declarable[rule]} for rule in sorted(declarable)}
    return {
        "type": "object",
        "description": TABLES[name],
        "properties": properties,
        "required": [key for key in keys_of(record) if fields[key].default is attrs.NOTHING],
        # What else a constraint may have is said by its rule.
        "additionalProperties": name == "constraint",
        **TOGETHER.get(name, {}),
    }
