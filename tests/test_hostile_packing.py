"""PDF in parts that are packed by LZW or run lengths: measured before a library is asked to unpack them."""

from __future__ import annotations

import random
import struct
import zlib
from functools import reduce
from pathlib import Path

import pytest

from averred.errors import SourceError
from averred.loaders import pdf, unpacking
from tests import pdf_samples

NOISE = random.Random(1).randbytes(30_000)  # noqa: S311 - no secret, only what cannot be packed


def by_lzw(raw: bytes, *, early: int = 1) -> bytes:
    """Bytes packed by LZW (ISO 32000-1, 7.4.4); the table is never emptied."""
    known = {bytes([byte]): byte for byte in range(256)}
    codes, words, size = [256], b"", 258
    widths = [9]

    def put(code: int) -> None:
        codes.append(code)
        widths.append(min(12, max(9, (size - 1 + early).bit_length())) if len(codes) > 2 else 9)

    for byte in raw:
        longer = words + bytes([byte])
        if longer in known:
            words = longer
            continue
        put(known[words])
        if size < 4096:
            known[longer], size = size, size + 1
        words = bytes([byte])
    put(known[words])
    put(257)
    bits = "".join(f"{code:0{width}b}" for code, width in zip(codes, widths, strict=True))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def with_filter(packed: bytes, said: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page with such a stream."""
    whole = pdf_samples.pdf([(10, 10, 10, "a")])
    start, end = whole.index(b"stream\n"), whole.index(b"\nendstream")
    length = whole.rindex(b"<</Length", 0, start)
    head = b"<</Filter" + said + b"/Length %d>>stream\n" % len(packed)
    return whole[:length] + head + packed + whole[end:] + more


@pytest.mark.parametrize(
    "said, more",
    [
        (b"/LZWDecode", b""),
        (b"/L#5aWDecode", b""),
        (b"[/LZWDecode]", b""),
        (b"%so\n/LZWDecode/Junk(" + b"x" * 5_000 + b" obj)", b""),
        (b" 9 0 R", b"9 0 obj /L#5aWDecode endobj"),
        (b" 09 0 R", b"9 0 obj /FlateDecode endobj 9 0 obj [/LZWDecode] endobj"),
    ],
)
@pytest.mark.parametrize("early", [0, 1])
def test_lzw_is_measured(early: int, said: bytes, more: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """One code may be thousands of bytes; it is believed that it is LZW, wherever that is said."""
    monkeypatch.setattr(unpacking, "LARGEST", 100_000)

    unpacking.refuse_bombs(with_filter(by_lzw(b" " * 60_000, early=early), said, more))
    with pytest.raises(SourceError, match="unpacks to more than 100,000 bytes"):
        unpacking.refuse_bombs(with_filter(by_lzw(b" " * 100_001, early=early), said, more))


@pytest.mark.parametrize("early", [0, 1])
@pytest.mark.parametrize("raw", [b"", b"a", b"aaaa", bytes(range(256)) * 40, b"2,000 visitors " * 3_000])
def test_what_lzw_yields_is_counted_to_the_byte(raw: bytes, early: int) -> None:
    """With codes of every length, a table that is full, and strings that end in what they begin with."""
    packed = by_lzw(raw, early=early) if raw else b""

    assert len(raw) == unpacking._lzw_length(packed, early)


def test_lzw_may_begin_anew() -> None:
    """The code for that forgets the strings; one that is no string yet is the last with one byte more."""
    nine = "".join(f"{code:09b}" for code in (97, 300, 300, 256, 98, 259, 257, 99))
    packed = int(nine, 2).to_bytes(len(nine) // 8, "big")

    assert 1 + 2 + 3 + 1 + 2 == unpacking._lzw_length(packed, 1)


def test_lzw_is_not_counted_for_longer_than_need_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too much already is not read to its end."""
    monkeypatch.setattr(unpacking, "LARGEST", 1_000)

    assert 1_000 < unpacking._lzw_length(by_lzw(b" " * 50_000), 1) < 2_000


def test_pages_packed_by_lzw_or_run_lengths_are_read(tmp_path: Path) -> None:
    """As the library reads them: what is measured is what it unpacks."""
    pytest.importorskip("pypdfium2", reason="needs the extra averred[pdf]")
    words = b"BT /F 10 Tf 10 10 Td (2,000 visitors) Tj ET" + b" " * 5_000
    runs = b"".join(
        bytes([len(part) - 1]) + part for part in (words[at : at + 128] for at in range(0, 5_000, 128))
    )
    for said, packed in ((b"/LZWDecode", by_lzw(words)), (b"/RunLengthDecode", runs + b"\x80")):
        path = tmp_path / "a.pdf"
        path.write_bytes(with_filter(packed, said))

        assert "2,000 visitors" == pdf.load(path).text


@pytest.mark.parametrize(
    "said, expected",
    [
        (b" 9 0 R", True),
        (b" 5%so\n0 R", True),
        (b" (LZWDecode)", True),
        (b" 7 0 R", True),
        (b" 8 0 R", True),
        (b" 6 0 R", False),
        (b" null", False),
        (b"%so\n/FlateDecode", False),
        (b"s 9 0 R", False),
    ],
)
def test_filters_that_are_not_found_are_refused(said: bytes, *, expected: bool) -> None:
    """Where only a number is said and no such filter is there, or what is said is no filter."""
    more = b"6 0 obj /FlateDecode endobj " * 8  # each version of an object is another one
    more += b"7 0 obj /FlateDecode endobj 7 0 obj %so\n/LZWDecode endobj" + b" 8 0 obj [/Fl] endobj" * 9
    if expected:
        with pytest.raises(SourceError, match="does not say how it is packed"):
            unpacking.refuse_bombs(with_filter(b"abc", said, more))
    else:
        unpacking.refuse_bombs(with_filter(b"abc", said, more))


def _stream(packed: bytes, said: bytes = b"/FlateDecode", end: bytes = b"\nendstream ") -> bytes:
    return b"<</Filter" + said + b">>stream\n" + packed + end


def _within(inner: bytes) -> bytes:
    """A stream of Flate that unpacks to what follows it as it is, and goes on in that."""
    length = len(inner)
    return b"stream\n\x78\x9c\0" + struct.pack("<HH", length, length ^ 0xFFFF) + inner


@pytest.mark.parametrize("times", [1, 300])
def test_many_streams_one_after_the_other_are_measured(times: int) -> None:
    """However they are packed: together they are no longer than the file."""
    flate = zlib.compress(NOISE[:3_000])
    streams = (
        _stream(flate),
        _stream(by_lzw(bytes(range(256)) * 8), b"/LZWDecode"),
        _stream(flate.hex().encode() + b">", b"[/AHx/Fl]"),
        _stream(b"BT 2,000 visitors ET" * 100, b" null"),
        _stream(flate, b" 6 0 R"),
        _stream(zlib.compress(b"q")) * 50,
        _stream(flate, end=b"\nendstream of no end"),
    )

    unpacking.refuse_bombs(b"".join(streams) * times + b"6 0 obj /FlateDecode endobj")


@pytest.mark.parametrize(
    "raw",
    [
        b"<</Filter/LZWDecode>>stream\n" * 20 + by_lzw(NOISE),
        b"<</Filter/AHx>>stream\n".join([b""] * 20) + zlib.compress(bytes(range(256))).hex().encode() * 20,
        reduce(lambda inner, _: _within(inner), range(20), b"")
        + zlib.compressobj(9, zlib.DEFLATED, -15).compress(b"")
        + zlib.compress(NOISE)[2:-4],
    ],
    ids=["LZW", "letters", "Flate"],
)
def test_streams_within_streams_are_refused(raw: bytes) -> None:
    """A small file would else take hours: each of them has to be unpacked to the end of all."""
    with pytest.raises(SourceError, match="lies within another one"):
        unpacking.refuse_bombs(raw + b" endstream")


def test_names_without_an_end_are_read_once() -> None:
    """What begins within them is part of them."""
    assert 1 == len(unpacking._FILTERS.findall(b"/F [" * 100))
