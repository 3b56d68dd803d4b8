"""The quick and the thorough way to read a table are one: the same hooks, the same record."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from averred.facts import Check, Origin
from averred.structuring import RECORDS, Misfits, ValueTable, structure
from averred.structuring.records import hooks_of
from averred.structuring.thorough import misfits_of

ORIGIN = Origin("a.toml", ("fact", "a"))
MADE = {"id": "a", "origin": ORIGIN}
TABLES: list[tuple[type[Any], dict[str, Any], dict[str, Any]]] = [
    (RECORDS["source"], {"title": "A", "reliability": "B"}, MADE),
    (RECORDS["entity"], {"name": "Oakham", "aliases": ["O", "Oak"], "part-of": "b"}, MADE),
    (RECORDS["predicate"], {"value": "quantity", "about": "20 %", "min": 1, "functional": True}, MADE),
    (RECORDS["fact"], {"subject": "a", "predicate": "b", "value": 3, "scope": {"method": ["x", "y"]}}, {}),
    (RECORDS["fact"], {"subject": "a", "predicate": "b", "value": None, "quote": None, "via": "c"}, {}),
    (RECORDS["partition"], {"of": "a", "parts": ["b", "c"], "exhaustive": True}, {"origin": ORIGIN}),
    (RECORDS["constraint"], {"rule": "too-few", "except": "a", "level": "note"}, {"origin": ORIGIN}),
    (RECORDS["accept"], {"rule": "disputed", "facts": ["a"], "reason": "so"}, {"origin": ORIGIN}),
    (RECORDS["leave-out"], {"source": "a", "quote": "b", "reason": "c"}, {"origin": ORIGIN}),
    (ValueTable, {"min": 1, "max": "2 km", "min-open": False, "one-of": None}, {}),
    (Check, {"by": "A", "on": "2026-11-22", "method": None}, {}),
]


@pytest.mark.parametrize("record, table, made", TABLES)
def test_a_table_without_a_misfit_is_the_same_record_both_ways(
    record: type[attrs.AttrsInstance], table: dict[str, Any], made: dict[str, Any]
) -> None:
    """What the quick way takes, the thorough one takes for the same."""
    quick: Any = structure(record, table, made)
    found = misfits_of(record, table, made, hooks_of(record))
    thorough: Any = found.record

    assert ([], attrs.asdict(quick, recurse=False)) == (
        found.misfits,
        attrs.asdict(thorough, recurse=False),
    )


def test_every_misfit_of_a_table_is_named() -> None:
    """Keys of a wrong type, one that is missing and one that is unknown are said at once."""
    wrong = {"subjekt": "a", "predicate": " ", "value": 1, "scope": {"method": 3}, "checked": {"on": "soon"}}

    with pytest.raises(Misfits) as raised:
        structure(RECORDS["fact"], wrong)

    assert [
        ("unknown-key", ("subjekt",)),
        ("missing-key", ()),
        ("malformed-entry", ("predicate",)),
        ("missing-key", ("checked",)),
        ("malformed-entry", ("checked", "on")),
        ("malformed-entry", ("scope", "method")),
    ] == [(misfit.rule, misfit.key) for misfit in raised.value.misfits]


def test_a_record_without_its_unknown_keys_is_kept() -> None:
    """Where unknown keys are all that is wrong, the rest is a record."""
    with pytest.raises(Misfits) as raised:
        structure(RECORDS["entity"], {"name": "Oakham", "nane": "Oakham"}, MADE)

    assert raised.value.record == structure(RECORDS["entity"], {"name": "Oakham"}, MADE)
