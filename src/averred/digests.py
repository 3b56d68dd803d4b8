"""Digests, named after what made them."""

from __future__ import annotations

import json


def digest_of(raw: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes, after its name: `sha256-…`."""
    import hashlib  # 3 ms that a run without sources and without a lock never needs

    return "sha256-" + hashlib.sha256(raw).hexdigest()


def short_digest(parts: object) -> str:
    """The first 128 bits of the digest of some JSON: too many to be met by chance or by trying."""
    return digest_of(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass"))[:39]
