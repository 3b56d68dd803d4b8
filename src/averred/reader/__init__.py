"""Fact files → fact base, and a finding with file, line and column for every entry that cannot be taken."""

from __future__ import annotations

from averred.reader.collecting import TABLES, things_in
from averred.reader.elsewhere import Earlier, Elsewhere
from averred.reader.folders import find_fact_bases, find_row_files, is_row_file, other_tables
from averred.reader.ids import is_id, row_ids
from averred.reader.loading import display_name
from averred.reader.reading import read, value_reader
from averred.reader.telling import MOST_OPTIONS, Options, Telling

__all__ = [
    "MOST_OPTIONS",
    "TABLES",
    "Earlier",
    "Elsewhere",
    "Options",
    "Telling",
    "display_name",
    "find_fact_bases",
    "find_row_files",
    "is_id",
    "is_row_file",
    "other_tables",
    "read",
    "row_ids",
    "things_in",
    "value_reader",
]
