"""Findings about facts that quote nothing, as the rows of a table are."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.commands import run
from tests.scale_bases import write_base

WORDS = """
[source.register]
[predicate.people]
value = "quantity"
functional = true
"""


@pytest.mark.parametrize("more", [{"value": "31"}, {"min": 31, "max": 31}], ids=["words", "bounds"])
def test_a_fact_that_quotes_nothing_is_shown_by_its_value(
    more: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There are words to point at, and nobody looks for a quote; what is quoted stands by itself."""
    row: dict[str, object] = {"subject": "town", "predicate": "people", "source": "register"}
    rows = [{"id": "a", "value": "30", **row}, {"id": "b", **more, **row}]
    write_base(tmp_path, WORDS, [*rows, {"id": "c", "value": "32", "quote": "32 people", **row}])

    assert 1 == run(["check", str(tmp_path), "--select", "contradictory"])
    shown = [line.strip("│ ").split("  ")[0] for line in capsys.readouterr().out.splitlines()]

    values = shown.index("╭─▶ register (nothing is quoted; the values)")
    quotes = shown.index("╭─▶ register (its text is not at hand; the quotes)")
    assert "30" == shown[values + 1]
    assert shown[values + 2].startswith("^^ 30 exactly")
    assert shown[values + 3].startswith("31")
    assert "32 people" == shown[quotes + 1]
