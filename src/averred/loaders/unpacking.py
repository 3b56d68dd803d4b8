"""How much the streams of a PDF unpack to, found out before a library is asked to unpack them.

A few thousand bytes may be gigabytes, and a stream may be packed several times (ISO 32000-1, 7.4: the filters
of a stream may be an array). What comes out is looked at again, whatever the file says of its filters: their
names may be written in other ways, or stand elsewhere. LZW alone has to be believed: any bytes are LZW. So
filters of which only a number is said are looked up, and refused where they are not found. RunLength needs no
look: the library stops at 20 MB of it.

Whatever the file holds, the time that this takes grows as its size: streams within streams are refused.
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
_PIECE: Final = 1_024  # what is unpacked of it is lost where it turns out not to be packed
_HEAD: Final = 128  # bytes by which it is known how something is packed
_MOST_TIMES: Final = 8
_MOST_UPDATES: Final = 8  # of an object that says how a stream is packed
_TOGETHER: Final = 2  # times the file: streams stand one after the other, so they are no longer than it
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_WHITE: Final = b" \t\r\n\f\0"
# Filters whose output cannot be known from its first bytes; beside another one nothing can be measured.
_UNMEASURED: Final = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_LZW: Final = re.compile(rb"/LZW(?:Decode)?\b")
_FILTERS: Final = re.compile(rb"/F(?:ilter)?\s*\[([^\]]*)")
_OBJECT: Final = re.compile(rb"(?<!\d)(\d+)\s+(\d+)\s+obj")
_NAMES: Final = re.compile(rb"\s*(\[[^\]]{0,300}\]|/[^\s/<>\[\]()]{1,300})")
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
    done = end = 0
    objects, room = _Objects(raw), _Room(_TOGETHER * len(raw) + 1)
    for found in _STREAM.finditer(raw):
        said = _said_before(raw, done, found.start(), objects)
        _refuse_unmeasured(said)
        done = found.end()
        if end < done:
            end = raw.find(b"endstream", done)
            end = len(raw) if end < 0 else end
        if _LZW.search(said):
            room.take(end - done)
            _refuse_long_lzw(raw[done:end])
        packed = _inflated(raw, done, end, room)
        if packed is None:
            packed = _decoded(raw, done, end, room)
        for _ in range(_MOST_TIMES):
            packed = _inflated(packed) or _decoded(packed) if packed else None
        if packed:
            raise _refused(f"is packed more than {_MOST_TIMES} times")


class _Room:
    """How many bytes of streams may still be looked at."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, size: int) -> None:
        """Take so many of them.

        Raises:
            SourceError: there are not so many.
        """
        self._left -= size
        if self._left < 0:
            raise _refused("lies within another one")


class _Objects:
    """Where each object of a PDF stands, found out once, where one says how a stream is packed."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._starts: dict[tuple[bytes, bytes], list[int]] = {}

    def filters(self, number: bytes, generation: bytes) -> list[bytes]:
        """The names that an object holds, in each of its versions.

        Raises:
            SourceError: there is none, or one that is no name and no array, or far too many.
        """
        if not self._starts:
            for found in _OBJECT.finditer(self._raw):
                self._starts.setdefault(_key(*found.groups()), []).append(found.end())
        starts = self._starts.get(_key(number, generation), [])
        names = [_NAMES.match(self._raw, at) for at in starts[:_MOST_UPDATES]]
        known = [found[1] for found in names if found]
        if not known or len(known) < len(starts):
            raise _refused("does not say how it is packed")
        return known


def _key(number: bytes, generation: bytes) -> tuple[bytes, bytes]:
    return number.lstrip(b"0"), generation.lstrip(b"0")


def _said_before(raw: bytes, start: int, end: int, objects: _Objects) -> bytes:
    """What stands before a stream, its dictionary among it, with names and filters as they are meant."""

    def looked_up(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            raise _refused("does not say how it is packed")
        return b" ".join(b"/Filter" + _plain(names) for names in objects.filters(found[1], found[2]))

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


def _inflated(raw: bytes, start: int = 0, end: int = 0, room: _Room | None = None) -> bytes | None:
    """What Flate yields, if that is packed again, else nothing; None for what Flate cannot unpack."""
    inflater, size = zlib.decompressobj(), 0
    head, kept = b"", list[bytes]()
    room = room or _Room(len(raw))
    for at in range(start, len(raw), _PIECE):
        given = raw[at : at + _PIECE]
        try:
            piece = inflater.decompress(given)
        except zlib.error:
            room.take(max(0, min(len(given), end - at)))
            break  # packed in another way, or not at all
        room.take(len(given) - len(inflater.unused_data))
        size += len(piece)
        if size > LARGEST:
            raise _refused(f"unpacks to more than {LARGEST:,} bytes")
        head = head if len(head) >= _HEAD else head + piece
        if len(head) < _HEAD or _is_packed(head):
            kept.append(piece)
        if inflater.eof:
            break
    return (b"".join(kept) if _is_packed(head) else b"") if size else None


def _decoded(raw: bytes, start: int = 0, end: int | None = None, room: _Room | None = None) -> bytes | None:
    """What stands in letters and digits for bytes that are packed; None where nothing does."""
    last = len(raw) if end is None else end
    for decode in (_from_hex, _from_ascii85):
        if _is_deflated(decode(raw[start : min(start + _HEAD, last)])):
            (room or _Room(last)).take(last - start)
            return decode(raw[start:last])
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
