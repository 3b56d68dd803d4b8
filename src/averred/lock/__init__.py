"""The lock: what was verified about each citation, so that it can be checked without the source's text.

What a check needs is here; making a lock needs more, and `averred.lock.making` is imported by its own name.
"""

from __future__ import annotations

from averred.lock.claims import Claim, claims_of
from averred.lock.comparing import verify_full
from averred.lock.file import format_lock, parse_lock, read_lock, write_lock
from averred.lock.offline import verify_offline
from averred.lock.records import Lock, LockedCitation, LockedSource, Unit

__all__ = [
    "Claim",
    "Lock",
    "LockedCitation",
    "LockedSource",
    "Unit",
    "claims_of",
    "format_lock",
    "parse_lock",
    "read_lock",
    "verify_full",
    "verify_offline",
    "write_lock",
]
