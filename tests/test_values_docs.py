"""The page about readings says what the code does."""

from __future__ import annotations

from pathlib import Path

import attrs

from averred.values import DEFAULT_CONVENTIONS, HEDGES, Conventions

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "readings.md"


def _table(head: tuple[str, str], rows: dict[str, str]) -> str:
    """A table of the page."""
    lines = [
        f"| {head[0]} | {head[1]} |",
        "|---|---|",
        *(f"| {name} | {text} |" for name, text in rows.items()),
    ]
    return "\n".join(lines)


def test_the_page_lists_every_hedge() -> None:
    """The table of hedges on the page is the one in the code."""
    table = _table(("hedge", "reading"), {f"`{name}`": text for name, text in HEDGES.items()})

    assert table in PAGE.read_text(encoding="utf-8")


def test_the_page_lists_every_vague_word() -> None:
    """The table of vague words on the page is the one in the code."""
    rows = {name: str(interval) for name, interval in DEFAULT_CONVENTIONS.vague.items()}

    assert _table(("word", "allows"), rows) in PAGE.read_text(encoding="utf-8")


def test_the_page_names_every_convention() -> None:
    """No convention is without its line on the page."""
    page = PAGE.read_text(encoding="utf-8")
    missing = [field.name for field in attrs.fields(Conventions) if f"`{field.name}`" not in page]

    assert [] == missing
