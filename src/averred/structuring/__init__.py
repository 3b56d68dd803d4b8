"""Untrusted data into typed records: every key of the wrong type is named, all of them at once.

The one package that imports cattrs. A table of a fact file becomes a record key by key; where a key is a
misfit, cattrs reads the table again by the same hooks, and names all of them. What words *mean* (readings,
names of other records) is the reader's work.
"""

from __future__ import annotations

from averred.structuring.entries import FactEntry, ValueTable
from averred.structuring.hooks import LARGEST_DIGITS, digits, number, plain
from averred.structuring.misfit import Misfit, Misfits, described, shown
from averred.structuring.records import RECORDS, as_written, keys_of, structure

__all__ = [
    "LARGEST_DIGITS",
    "RECORDS",
    "FactEntry",
    "Misfit",
    "Misfits",
    "ValueTable",
    "as_written",
    "described",
    "digits",
    "keys_of",
    "number",
    "plain",
    "shown",
    "structure",
]
