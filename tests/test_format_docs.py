"""The page about fact files names every key that the reader knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from averred.structuring import FactEntry, ValueTable, keys_of

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "fact-files.md"


@pytest.mark.parametrize("entry", [FactEntry, ValueTable], ids=lambda entry: entry.__name__)
def test_the_page_names_every_key(entry: type) -> None:
    """No key of a fact or of a value in braces is missing on the page."""
    page = PAGE.read_text(encoding="utf-8")
    named = {key for code in re.findall(r"`([^`\n]+)`", page) for key in re.findall(r"[a-z][a-z-]*", code)}

    assert [key for key in keys_of(entry) if key not in named] == []
