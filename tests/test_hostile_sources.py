"""Sources that somebody made to harm: each is read, or refused in one sentence, in a time that is bounded."""

from __future__ import annotations

import zlib
from base64 import a85encode
from collections.abc import Callable
from pathlib import Path

import pytest

from averred.api import check, load
from averred.errors import SourceError
from averred.loaders import html, pdf, unpacking, wikitext
from tests import pdf_samples

_WIKITEXT = "needs the extra averred[wikitext]"
FACTS = """
[source.notes]
path = "{path}"
[entity.fair]
name = "Fair"
[predicate.visitors]
value = "quantity"
[fact.visitors]
subject = "fair"
predicate = "visitors"
value = "2,000"
source = "notes"
quote = "2,000 visitors"
"""


@pytest.mark.parametrize("part", ["<a<", "</a<", "<!--a>", "<?a", "<!a '", "<![a", "<p a="])
def test_pages_of_tags_without_an_end_are_refused(part: str) -> None:
    """The parser would look through the rest of the page for the end of each."""
    with pytest.raises(SourceError, match="many tags or comments that do not end"):
        html.derive(part * 20_000, b"")


@pytest.mark.parametrize(
    "page, expected",
    [
        ("<p>2,000 visitors</p> <a hre", "2,000 visitors\n\n<a hre"),
        ("<![if a]>2,000 visitors<![endif]>", "2,000 visitors"),
        ("&#" + "9" * 5_000 + "; visitors", "\N{REPLACEMENT CHARACTER} visitors"),
        ("&#" + "0" * 5_000 + "50; visitors", "2 visitors"),
        ("<b>" * 5_000 + "2,000 visitors", "2,000 visitors"),
    ],
)
def test_pages_that_are_merely_wrong_are_read(page: str, expected: str) -> None:
    """A page that is cut off, an old comment, numbers beyond Unicode, deep nesting."""
    assert expected == html.derive(page, b"").text


@pytest.mark.parametrize("part", ["<!--", "{{a|", "[[a|", "{|\n|-\n", "[http://a.example ", "<ref name='a'>"])
def test_wikitext_of_what_does_not_end_is_refused(part: str) -> None:
    """Ends that come first end nothing."""
    pytest.importorskip("mwparserfromhell", reason=_WIKITEXT)
    with pytest.raises(SourceError, match="that do not end"):
        wikitext.derive("--> }} ]] |} ] </ref>" * 2_000 + part * 1_000, b"")


def test_wikitext_with_many_tags_that_need_no_end_is_read() -> None:
    """Line breaks, and references that are empty."""
    pytest.importorskip("mwparserfromhell", reason=_WIKITEXT)
    assert "2,000 visitors" in wikitext.derive("a<br>b<ref name='a'/> " * 500 + "2,000 visitors", b"").text


def bomb(size: int, *filters: str) -> bytes:
    """A PDF whose one page unpacks to so many bytes, packed by some filters, the last of them first."""
    packed = b" " * size
    for name in reversed(filters or ("FlateDecode",)):
        packed = PACKED[name](packed)
    whole = pdf_samples.pdf([(10, 10, 10, "a")])
    start, end = whole.index(b"stream\n") + len(b"stream\n"), whole.index(b"\nendstream")
    return whole[:start] + packed + whole[end:]


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "FlateDecode": zlib.compress,
    "ASCIIHexDecode": lambda raw: raw.hex(" ").encode() + b">",
    "ASCII85Decode": lambda raw: a85encode(raw, wrapcol=70) + b"~>",
}


@pytest.mark.parametrize(
    "filters",
    [
        ("FlateDecode", "FlateDecode"),
        ("FlateDecode", "FlateDecode", "FlateDecode"),
        ("ASCIIHexDecode", "FlateDecode"),
        ("ASCII85Decode", "FlateDecode"),
        ("ASCII85Decode", "FlateDecode", "ASCIIHexDecode", "FlateDecode"),
        ("FlateDecode", "ASCII85Decode", "FlateDecode"),
    ],
)
def test_a_pdf_that_is_packed_several_times_is_measured(
    monkeypatch: pytest.MonkeyPatch, filters: tuple[str, ...]
) -> None:
    """However often and in whatever letters: what comes out at last is what counts."""
    monkeypatch.setattr(unpacking, "LARGEST", 1_000_000)

    unpacking.refuse_bombs(bomb(900_000, *filters))
    with pytest.raises(SourceError, match="unpacks to more than 1,000,000 bytes"):
        unpacking.refuse_bombs(bomb(1_100_000, *filters))


def test_a_pdf_whose_parts_come_byte_by_byte_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is packed by shows after some bytes alone, however few of them come at once."""
    monkeypatch.setattr(unpacking, "LARGEST", 1_000_000)
    monkeypatch.setattr(unpacking, "_PIECE", 1)

    with pytest.raises(SourceError, match="unpacks to more than 1,000,000 bytes"):
        unpacking.refuse_bombs(bomb(1_100_000, "FlateDecode", "FlateDecode"))


def test_a_pdf_that_is_packed_very_often_is_refused() -> None:
    """Nobody needs that; so it need not be unpacked to the end."""
    unpacking.refuse_bombs(bomb(1_000, *["FlateDecode"] * 8))
    with pytest.raises(SourceError, match="is packed more than 8 times"):
        unpacking.refuse_bombs(bomb(1_000, *["FlateDecode"] * 10))


@pytest.mark.parametrize(
    "filters, expected",
    [
        (b"[/FlateDecode /LZWDecode]", True),
        (b"[/L#5aWDecode/Fl]", True),
        (b"[ /RunLengthDecode /RL ]", True),
        (b"/LZWDecode", False),
        (b"[/LZWDecode]", False),
        (b"[/FlateDecode /DCTDecode]", False),
    ],
)
def test_filters_that_cannot_be_measured_stand_alone(filters: bytes, *, expected: bool) -> None:
    """Beside another one their output would be unknown."""
    raw = b"<< /Filter " + filters + b" >>\nstream\nabc\nendstream"
    if expected:
        with pytest.raises(SourceError, match="packed several times, in a way that cannot be measured"):
            unpacking.refuse_bombs(raw)
    else:
        unpacking.refuse_bombs(raw)


@pytest.mark.parametrize(
    "body", [b"BT /F1 12 Tf (so) Tj ET", b"789c", b"<~", b"zz!!!", b"", b"\x78\x9c", b"uuuuu" * 9]
)
def test_what_is_not_packed_is_left_alone(body: bytes) -> None:
    """Operators, digits, signs: nothing comes of them."""
    unpacking.refuse_bombs(b"stream\n" + body + b"\nendstream stream\n" + body)


def test_a_pdf_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few thousand bytes may be gigabytes; what is packed otherwise, or fits, is left to the library."""
    pytest.importorskip("pypdfium2", reason="needs the extra averred[pdf]")
    path = tmp_path / "a.pdf"
    monkeypatch.setattr(unpacking, "LARGEST", 1_000_000)
    monkeypatch.setattr(unpacking, "_PIECE", 100)

    path.write_bytes(bomb(2_000_000))
    with pytest.raises(SourceError, match="a part of the PDF unpacks to more than 1,000,000 bytes"):
        pdf.load(path)
    path.write_bytes(bomb(900_000))
    assert "" == pdf.load(path).text
    path.write_bytes(pdf_samples.pdf([(10, 10, 10, "2,000 visitors")]))
    assert "2,000 visitors" == pdf.load(path).text


def test_a_pdf_that_is_cut_off_is_left_to_the_library() -> None:
    """What is left of a packed part says nothing about its size."""
    unpacking.refuse_bombs(b"stream\n" + zlib.compress(b"2,000 visitors")[:-4])


def test_a_page_of_a_pdf_with_too_many_letters_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is asked for its place."""
    pytest.importorskip("pypdfium2", reason="needs the extra averred[pdf]")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_samples.pdf([(10, 10, 10, "2,000 visitors")]))
    monkeypatch.setattr(pdf, "_MOST_ON_A_PAGE", 10)

    with pytest.raises(SourceError, match="a page of the PDF has more than 10 characters"):
        pdf.load(path)


@pytest.mark.parametrize("kind", ["link", "circle", "folder", "bytes"])
def test_a_source_that_cannot_be_read_is_one_finding(tmp_path: Path, kind: str) -> None:
    """That its facts are unchecked follows, and is not said again."""
    (tmp_path / "outside.txt").write_text("2,000 visitors")
    texts = tmp_path / "texts"
    texts.mkdir()
    (tmp_path / "facts.toml").write_text(FACTS.format(path="notes.txt"))
    notes = texts / "notes.txt"
    if kind == "folder":
        notes.mkdir()
    elif kind == "bytes":
        notes.write_bytes(b"\xff")
    else:
        notes.symlink_to(tmp_path / "outside.txt" if kind == "link" else notes)

    report = check(load(tmp_path), sources=texts)

    assert ["source-missing"] == [finding.rule for finding in report]
    assert "cannot be read" in next(iter(report)).headline
