"""The lock: what was verified about each citation, so that it can be checked without the source's text."""

from __future__ import annotations

from averred.lock.claims import Claim, claims_of
from averred.lock.file import format_lock, parse_lock, read_lock, write_lock
from averred.lock.making import make_lock
from averred.lock.records import Lock, LockedCitation, LockedSource, Unit
from averred.lock.verifying import verify_full, verify_offline

__all__ = [
    "Claim",
    "Lock",
    "LockedCitation",
    "LockedSource",
    "Unit",
    "claims_of",
    "format_lock",
    "make_lock",
    "parse_lock",
    "read_lock",
    "verify_full",
    "verify_offline",
    "write_lock",
]
