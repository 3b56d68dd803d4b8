"""Digests, named after what made them."""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib import import_module
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_JSON = json.JSONEncoder(ensure_ascii=False)


def digest_of(raw: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes, after its name: `sha256-…`."""
    return f"sha256-{sha256_hex(raw)}"


def sha256_hex(raw: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    return str(_sha256()(raw).hexdigest())


@cache
def _sha256() -> Callable[[bytes], Any]:
    """The lean module first, as the standard library's own `random` does: hashlib loads OpenSSL, 3 ms."""
    try:
        found = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        found = import_module("hashlib")
    function: Callable[[bytes], Any] = found.sha256
    return function


def short_digest(parts: object) -> str:
    """The first 128 bits of the digest of some JSON: too many to be met by chance or by trying."""
    return f"sha256-{json_digest(parts)}"[:39]


def json_digest(parts: object) -> str:
    """The hexadecimal SHA-256 of some JSON."""
    return sha256_hex(json_text(parts).encode("utf-8", "surrogatepass"))


def json_text(parts: object) -> str:
    """Something as JSON in one line, every letter as it is; `json.dumps` would make a writer each time."""
    if isinstance(parts, list):
        try:
            return f"[{', '.join(map(encode_basestring, parts))}]"
        except TypeError:
            pass  # it is no list of words, which takes no writer at all
    return _JSON.encode(parts)
