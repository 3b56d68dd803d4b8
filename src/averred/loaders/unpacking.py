"""How much the streams of a PDF unpack to, found out before a library is asked to unpack them.

A few thousand bytes may be gigabytes, and a stream may be packed several times (ISO 32000-1, 7.4: the filters
of a stream may be an array). What comes out is looked at again, whatever the file says of its filters: their
names may be written in other ways, or stand elsewhere.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import a2b_hex
from typing import Final

from averred.errors import SourceError

LARGEST: Final = 200_000_000  # bytes that a few packed ones may become
_PIECE: Final = 65_536
_HEAD: Final = 128  # bytes by which it is known how something is packed
_MOST_TIMES: Final = 8
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_WHITE: Final = b" \t\r\n\f\0"
# Filters whose output cannot be known from its first bytes; beside another one nothing can be measured.
_UNMEASURED: Final = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_FILTERS: Final = re.compile(rb"/F(?:ilter)?\s*\[([^\]]*)\]")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_DICTIONARY: Final = 2_000  # bytes before a stream in which its filters stand


def refuse_bombs(raw: bytes) -> None:
    """Refuse a PDF a stream of which becomes far too large.

    Raises:
        SourceError: it does, or it is packed so that nothing short of unpacking would tell.
    """
    done = 0
    for found in _STREAM.finditer(raw):
        _refuse_unmeasured(raw[max(done, found.start() - _DICTIONARY) : found.start()])
        done = found.end()
        packed = _inflated(raw, done)
        if packed is None:
            end = raw.find(b"endstream", done)
            packed = _decoded(raw[done : end if end >= 0 else len(raw)])
        for _ in range(_MOST_TIMES):
            packed = _inflated(packed) or _decoded(packed) if packed else None
        if packed:
            raise _refused(f"is packed more than {_MOST_TIMES} times")


def _refuse_unmeasured(dictionary: bytes) -> None:
    plain = _ESCAPED.sub(lambda found: a2b_hex(found[1]), dictionary)
    for filters in _FILTERS.findall(plain):
        if filters.count(b"/") > 1 and _UNMEASURED.search(filters):
            raise _refused("is packed several times, in a way that cannot be measured")


def _refused(why: str) -> SourceError:
    return SourceError(f"a part of the PDF {why}", suggestion="save it as text and cite that")


def _inflated(raw: bytes, start: int = 0) -> bytes | None:
    """What Flate yields, if that is packed again, else nothing; None for what Flate cannot unpack."""
    inflater, size = zlib.decompressobj(), 0
    head, kept = b"", list[bytes]()
    for at in range(start, len(raw), _PIECE):
        try:
            piece = inflater.decompress(raw[at : at + _PIECE])
        except zlib.error:
            break  # packed in another way, or not at all
        size += len(piece)
        if size > LARGEST:
            raise _refused(f"unpacks to more than {LARGEST:,} bytes")
        head = head if len(head) >= _HEAD else head + piece
        if len(head) < _HEAD or _is_packed(head):
            kept.append(piece)
        if inflater.eof:
            break
    return (b"".join(kept) if _is_packed(head) else b"") if size else None


def _decoded(raw: bytes) -> bytes | None:
    """What stands in letters and digits for bytes that are packed; None where nothing does."""
    for decode in (_from_hex, _from_ascii85):
        if _is_deflated(decode(raw[:_HEAD])):
            return decode(raw)
    return None


def _is_packed(piece: bytes) -> bool:
    return _is_deflated(piece) or _decoded(piece) is not None


def _is_deflated(piece: bytes) -> bool:
    """Whether bytes begin as those that Flate packed (RFC 1950, 2.2)."""
    return len(piece) > 1 and piece[0] & 15 == 8 and (piece[0] << 8 | piece[1]) % 31 == 0


def _from_hex(raw: bytes) -> bytes:
    digits = re.match(rb"[0-9A-Fa-f]*", raw.translate(None, _WHITE))
    found = digits[0] if digits else b""
    return a2b_hex(found[: len(found) // 2 * 2])


def _from_ascii85(raw: bytes) -> bytes:
    signs = re.match(rb"(?:<~)?([!-uz]*)", raw.translate(None, _WHITE))
    found = signs[1] if signs else b""
    try:
        return a85decode(found[: len(found) // 5 * 5] if b"z" not in found else found)
    except ValueError:
        return b""
