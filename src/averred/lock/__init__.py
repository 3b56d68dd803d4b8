"""The lock: what was verified about each citation, so that it can be checked without the source's text.

What a check without texts needs is here. Making a lock and comparing texts with one need more:
`averred.lock.making` and `averred.lock.comparing` are imported by their own names.
"""

from __future__ import annotations

from averred.lock.claims import Claim, claims_of, result_of
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
    "result_of",
    "verify_offline",
    "write_lock",
]
