"""How much the streams of a PDF unpack to, found out before a library is asked to unpack them.

A few thousand bytes may be gigabytes, and a stream may be packed several times (ISO 32000-1, 7.4: the filters
of a stream may be an array). What comes out is looked at again, whatever the file says of its filters: their
names may be written in other ways, or stand elsewhere. LZW alone has to be believed: any bytes are LZW. So
filters of which only a number is said are looked up, and refused where they are not found. RunLength needs no
look: the library stops at 20 MB of it.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import a2b_hex
from typing import TYPE_CHECKING, Final

from averred.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST: Final = 200_000_000  # bytes that a few packed ones may become
_PIECE: Final = 65_536
_HEAD: Final = 128  # bytes by which it is known how something is packed
_MOST_TIMES: Final = 8
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_WHITE: Final = b" \t\r\n\f\0"
# Filters whose output cannot be known from its first bytes; beside another one nothing can be measured.
_UNMEASURED: Final = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_LZW: Final = re.compile(rb"/LZW(?:Decode)?\b")
_FILTERS: Final = re.compile(rb"/F(?:ilter)?\s*\[([^\]]*)\]")
# What follows the key, past comments, where it is neither a name nor an array of names.
_ELSEWHERE: Final = re.compile(
    rb"/Filter(?![\w.+-])(?:\s|%[^\r\n]*)*+(?![/\[]|null\b)(?:(\d+)\s+(\d+)\s+R\b)?"
)
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
# Codes of LZW (ISO 32000-1, 7.4.4): bytes, these two, and strings.
_CLEAR, _END, _STRINGS = 256, 257, 258
_MOST_CODES: Final = 4_096


def refuse_bombs(raw: bytes) -> None:
    """Refuse a PDF a stream of which becomes far too large.

    Raises:
        SourceError: it does, or it is packed so that nothing short of unpacking would tell.
    """
    done = 0
    for found in _STREAM.finditer(raw):
        said = _said_before(raw, done, found.start())
        _refuse_unmeasured(said)
        done = found.end()
        end = raw.find(b"endstream", done)
        body = slice(done, end if end >= 0 else len(raw))
        if _LZW.search(said):
            _refuse_long_lzw(raw[body])
        packed = _inflated(raw, done)
        if packed is None:
            packed = _decoded(raw[body])
        for _ in range(_MOST_TIMES):
            packed = _inflated(packed) or _decoded(packed) if packed else None
        if packed:
            raise _refused(f"is packed more than {_MOST_TIMES} times")


def _said_before(raw: bytes, start: int, end: int) -> bytes:
    """What stands before a stream, its dictionary among it, with names and filters as they are meant."""

    def looked_up(found: re.Match[bytes]) -> bytes:
        number, generation = (digits and digits.lstrip(b"0") for digits in found.groups())
        objects = rb"(?<!\d)0*%b\s+0*%b\s+obj\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+)"
        there = re.findall(objects % (number, generation), raw) if number is not None else []
        if not there:
            raise _refused("does not say how it is packed")
        return b" ".join(b"/Filter" + _plain(filters) for filters in there)

    return _ELSEWHERE.sub(looked_up, _plain(raw[start:end]))


def _plain(names: bytes) -> bytes:
    """Names without the numbers that may stand for their letters."""
    return _ESCAPED.sub(lambda found: a2b_hex(found[1]), names)


def _refuse_unmeasured(dictionary: bytes) -> None:
    for filters in _FILTERS.findall(dictionary):
        if filters.count(b"/") > 1 and _UNMEASURED.search(filters):
            raise _refused("is packed several times, in a way that cannot be measured")


def _refuse_long_lzw(packed: bytes) -> None:
    """Both ways in which codes may grow are tried: which one it is may stand elsewhere."""
    if any(_lzw_length(packed, early) > LARGEST for early in (0, 1)):
        raise _refused(f"unpacks to more than {LARGEST:,} bytes")


def _lzw_length(packed: bytes, early: int) -> int:
    """How many bytes LZW yields, or some number above the largest; only lengths are kept, and no bytes.

    Args:
        packed: the codes.
        early: how many codes before it has to be the next ones are one bit longer.
    """
    total, before, lengths = 0, 0, list[int]()
    for code in _codes(packed, early, lengths):
        if code == _END or total > LARGEST:
            break
        if code == _CLEAR:
            before = 0
            lengths.clear()
            continue
        known = code - _STRINGS < len(lengths)
        length = 1 if code < _CLEAR else lengths[code - _STRINGS] if known else before + 1
        total += length
        if before and len(lengths) < _MOST_CODES - _STRINGS:
            lengths.append(before + 1)
        before = length
    return total


def _codes(packed: bytes, early: int, strings: Sequence[int]) -> Iterator[int]:
    """The codes, of 9 to 12 bits: as many as the strings that are known by then need."""
    bits = held = 0
    for byte in packed:
        bits, held = bits << 8 | byte, held + 8
        width = min(12, max(9, (len(strings) + _STRINGS + early).bit_length()))
        if held >= width:
            held -= width
            yield bits >> held
            bits &= (1 << held) - 1


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
