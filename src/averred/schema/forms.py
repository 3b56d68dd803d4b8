"""What may be written for a key of a fact file, and which keys say something only beside others, or alone."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from averred.facts import STATUSES
from averred.structuring.hooks import CONFIDENCE_WORDS
from averred.vocabulary import VALUE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = dict[str, Any]

ID: Final = "^[a-z0-9-]+$"
TEXT: Final[Form] = {"type": "string", "pattern": r"\S"}
_TEXTS: Final[Form] = {"type": "array", "items": TEXT}
_MANY: Final[Form] = {"anyOf": [TEXT, _TEXTS]}
_NUMBER: Final[Form] = {"type": "number"}
_END: Final[Form] = {"anyOf": [_NUMBER, TEXT]}
# A date of TOML is a string of JSON.
_DAY: Final[Form] = {
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "format": "date",
}
# Every fact has these scope keys already.
_SCOPE_KEY: Final[Form] = TEXT | {"not": {"enum": ["as-of", "during", "part", "status"]}}
_ALWAYS: Final[Form] = {"enum": [True]}
# No root, no drive, no step upwards, no backslash.
_BELOW: Final = r"^(?!/)(?![A-Za-z]:)(?!(.*/)?\.\.(/|$))[^\\\u0000]*[^\s\\\u0000][^\\\u0000]*$"

BY_TYPE: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "str": TEXT,
        "bool": {"type": "boolean"},
        "tuple[str, ...]": _MANY,
        "Number": _NUMBER,
    }
)
"""What a key may hold, by the type of its attribute."""

BY_KEY: Final[Mapping[tuple[str, str], Form]] = MappingProxyType(
    {
        ("source", "path"): {"type": "string", "pattern": _BELOW},
        ("source", "reliability"): {"enum": list("ABCDEF")},
        ("predicate", "value"): {"enum": list(VALUE_KINDS)},
        ("predicate", "about"): {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 10},
                {"type": "string", "pattern": r"^[^%]*[0-9][^%]*%\s*$"},
            ]
        },
        ("predicate", "scope"): {"anyOf": [_SCOPE_KEY, {"type": "array", "items": _SCOPE_KEY}]},
        ("constraint", "level"): {"enum": ["error", "warning", "note", "mandatory", "normal", "suggestion"]},
        ("partition", "parts"): _TEXTS | {"minItems": 2, "uniqueItems": True},
        ("accept", "facts"): {"anyOf": [TEXT, _TEXTS | {"minItems": 1}]},
        ("accept", "until"): _DAY,
        ("check", "on"): _DAY,
        ("value", "min"): _END,
        ("value", "max"): _END,
        ("value", "unknown"): _ALWAYS,
        ("value", "none"): _ALWAYS,
        ("value", "one-of"): _TEXTS | {"minItems": 2},
        ("fact", "value"): {"anyOf": [TEXT, {"type": ["number", "boolean"]}, {"$ref": "#/$defs/value"}]},
        # A predicate may declare further words for the status; the enum is what an editor completes.
        ("fact", "status"): {"anyOf": [{"enum": list(STATUSES)}, TEXT]},
        ("fact", "polarity"): {"enum": ["asserted", "denied"]},
        ("fact", "rank"): {"enum": ["normal", "preferred", "retracted"]},
        ("fact", "kind"): {"enum": ["spread"]},
        ("fact", "share"): {"anyOf": [{"type": "integer"}, TEXT]},
        ("fact", "confidence"): {
            "anyOf": [
                {"enum": list(CONFIDENCE_WORDS)},
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": "^[A-F][1-6]$"},
            ]
        },
        ("fact", "scope"): {"type": "object", "additionalProperties": _MANY},
        ("fact", "checked"): {"$ref": "#/$defs/check"},
    }
)
"""What a key may hold whose type alone does not say it, by table and key."""


def _any_of(*keys: str) -> Form:
    """At least one of some keys is there."""
    return {"anyOf": [{"required": [key]} for key in keys]}


def _not_both(key: str, other: str) -> Form:
    return {"not": {"required": [key, other]}}


_NEEDS_QUOTE: Final = _any_of("quote", "cite")
_OF_QUANTITIES: Final[Form] = {"properties": {"value": {"const": "quantity"}}}
_BARE_BOUNDS: Final[Form] = {"type": "object", **_any_of("min", "max"), "not": {"required": ["text"]}}
_WITH_UNIT: Final[Form] = {"type": "object", "required": ["unit"]}

TOGETHER: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "predicate": {"dependentSchemas": dict.fromkeys(("unit", "min", "max", "about"), _OF_QUANTITIES)},
        "value": {
            "oneOf": [
                _any_of("min", "max"),
                *({"required": [form]} for form in ("unknown", "none", "one-of")),
            ],
            "dependentRequired": {"min-open": ["min"], "max-open": ["max"]},
            "dependentSchemas": {"unit": _any_of("min", "max")},
        },
        "fact": {
            "dependentRequired": {"said-in": ["said-by"], "confidence": ["note"]},
            "dependentSchemas": {
                "prefix": _NEEDS_QUOTE,
                "suffix": _NEEDS_QUOTE,
                "section": _NEEDS_QUOTE,
                # An empty list of those who relayed it is as good as none.
                "via": {"anyOf": [{"required": ["said-by"]}, {"properties": {"via": {"const": []}}}]},
                "same-as": {"properties": {"value": {"type": "string"}}},
            },
            "allOf": [
                _not_both("cite", "quote"),
                _not_both("cite", "prefix"),
                _not_both("cite", "suffix"),
                _not_both("year-from", "same-as"),
                # The unit stands in the value or beside it.
                {"not": {"required": ["unit", "value"], "properties": {"value": _WITH_UNIT}}},
                {
                    "if": {"required": ["value"], "properties": {"value": _BARE_BOUNDS}},
                    "then": _any_of("derived-from", "implied"),
                },
            ],
        },
    }
)
"""What holds for the keys of a table together, by table; the reader says the same with its reasons."""
