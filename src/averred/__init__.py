"""averred: a linter for facts.

It keeps each claim of a source as a typed fact with its quote, and flags the facts that cannot all hold.
It judges consistency, never truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from averred.api import check, load
    from averred.config import Settings
    from averred.entities import Entity, Source
    from averred.errors import AverredError, ConfigurationError, ReadingError
    from averred.factbase import FactBase
    from averred.facts import Attribution, Citation, Confidence, Fact, Scope, Voice
    from averred.findings import Acceptance, Finding, Judgement, Label, Level, Verdict
    from averred.report import CitationResult, Report
    from averred.values import (
        Boolean,
        Conventions,
        Date,
        EntityRef,
        Interval,
        IntervalSet,
        NoValue,
        OneOf,
        Ordinal,
        Quantity,
        Quotation,
        Text,
        Unknown,
        Value,
        find_readings,
        read,
    )
    from averred.vocabulary import Constraint, Partition, Predicate

#: Where each public name is defined. They are imported when first used, so that `import averred` is light.
_HOMES = {
    "averred.api": ("check", "load"),
    "averred.config": ("Settings",),
    "averred.entities": ("Entity", "Source"),
    "averred.errors": ("AverredError", "ConfigurationError", "ReadingError"),
    "averred.factbase": ("FactBase",),
    "averred.facts": ("Attribution", "Citation", "Confidence", "Fact", "Scope", "Voice"),
    "averred.findings": ("Acceptance", "Finding", "Judgement", "Label", "Level", "Verdict"),
    "averred.report": ("CitationResult", "Report"),
    "averred.values": (
        "Boolean",
        "Conventions",
        "Date",
        "EntityRef",
        "Interval",
        "IntervalSet",
        "NoValue",
        "OneOf",
        "Ordinal",
        "Quantity",
        "Quotation",
        "Text",
        "Unknown",
        "Value",
        "find_readings",
        "read",
    ),
    "averred.vocabulary": ("Constraint", "Partition", "Predicate"),
}

__all__ = [
    "Acceptance",
    "Attribution",
    "AverredError",
    "Boolean",
    "Citation",
    "CitationResult",
    "Confidence",
    "ConfigurationError",
    "Constraint",
    "Conventions",
    "Date",
    "Entity",
    "EntityRef",
    "Fact",
    "FactBase",
    "Finding",
    "Interval",
    "IntervalSet",
    "Judgement",
    "Label",
    "Level",
    "NoValue",
    "OneOf",
    "Ordinal",
    "Partition",
    "Predicate",
    "Quantity",
    "Quotation",
    "ReadingError",
    "Report",
    "Scope",
    "Settings",
    "Source",
    "Text",
    "Unknown",
    "Value",
    "Verdict",
    "Voice",
    "check",
    "find_readings",
    "load",
    "read",
]


def __getattr__(name: str) -> object:
    """Import a public name from where it is defined."""
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            found = getattr(import_module(module), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'averred' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
