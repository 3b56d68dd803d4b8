"""Fact files → fact base, and a finding with file, line and column for every entry that cannot be taken."""

from __future__ import annotations

from averred.reader.folders import find_fact_bases
from averred.reader.reading import read, row_id, value_reader

__all__ = ["find_fact_bases", "read", "row_id", "value_reader"]
