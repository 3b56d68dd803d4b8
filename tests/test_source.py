"""Sources: bytes to text, blocks, headings, digests."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from averred.errors import SourceError
from averred.loaders import load_source
from averred.source import Section, heading_title, make_source, read_text_source, text_blocks
from averred.spans import Span

PAGE = """= The fair =

Facts
- Visitors: 3,000
- Opened by the mayor
Place: Oxbow
Held: yearly

The fair took place in May.
It lasted
two days.
== Reactions ==
Bakers: liked it, they said.
# Prices #
cheap
"""


def test_bytes_become_text_with_their_digest(tmp_path: Path) -> None:
    """The digest is that of the bytes; line ends are kept; a byte order mark is left out of the text."""
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\n\r\ntwo")

    source = load_source(path)

    assert "one\r\n\r\ntwo" == source.text
    assert "sha256-" + hashlib.sha256(path.read_bytes()).hexdigest() == source.digest
    assert "sha256-" + hashlib.sha256(b"one\r\n\r\ntwo").hexdigest() == source.text_digest
    assert (0, 7) == source.blocks
    assert () == source.cuts


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    """Nothing is replaced or guessed: the error names the byte and its offset."""
    path = tmp_path / "latin.txt"
    path.write_bytes("caf\u00e9".encode("latin-1"))

    with pytest.raises(SourceError, match=r"latin\.txt is not UTF-8: the byte 0xe9 at offset 3 .*save it as"):
        read_text_source(path)


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file and a folder are errors of the source, not of the program."""
    with pytest.raises(SourceError, match=r"there is no file none\.txt"):
        read_text_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="cannot be read"):
        read_text_source(tmp_path)


def test_blocks_of_plain_text() -> None:
    """Headings, list items, runs of key lines and paragraphs each start a block; a wrapped line does not."""
    found = [(PAGE[start:].split("\n", maxsplit=1)[0], kind) for start, kind in text_blocks(PAGE)]

    assert [
        ("= The fair =", "heading1"),
        ("Facts", "paragraph"),
        ("- Visitors: 3,000", "key"),
        ("- Opened by the mayor", "item"),
        ("The fair took place in May.", "paragraph"),
        ("== Reactions ==", "heading2"),
        ("Bakers: liked it, they said.", "key"),
        ("# Prices #", "heading1"),
        ("cheap", "paragraph"),
    ] == [(line, kind) for line, kind in found if not line.startswith(("Place", "Held"))]


def test_key_lines_follow_each_other() -> None:
    """`Key: value` lines that begin a block are blocks of their own; within a paragraph they are not."""
    text = "Place: Oxbow\nHeld: yearly\n\nIt was so.\nNote: a wrapped line\n"

    assert ((0, "key"), (13, "key"), (27, "paragraph")) == text_blocks(text)


def test_empty_text_has_one_block() -> None:
    """Blocks and sections are there even where there is nothing."""
    source = make_source("")

    assert ((0,), ("paragraph",)) == (source.blocks, source.kinds)
    assert (Section(0, 0, "", Span(0, 0)),) == source.sections()


def test_sections_hold_their_subsections() -> None:
    """A section goes to the next heading of its level or above."""
    source = make_source("lead\n\n= A =\na\n== B ==\nb\n= C =\nc\n#no heading\n== ==\n")

    assert ["", "A", "B", "C"] == [section.title for section in source.sections()]
    assert [0, 1, 2, 1] == [section.level for section in source.sections()]
    assert ["lead\n\n", "= A =\na\n== B ==\nb\n", "== B ==\nb\n"] == [
        source.text[section.span.start : section.span.end] for section in source.sections()[:3]
    ]
    assert (source.sections()[2],) == source.sections_titled(" B")
    assert source.sections() == source.sections()


def test_markdown_heading_needs_words() -> None:
    """A line of marks alone is no heading, nor is one with unequal marks."""
    assert ((0, "paragraph"),) == text_blocks("#\n== a =\n# \n====\n######## x\n#hash")


def test_digest_of_other_bytes_differs_from_that_of_the_text() -> None:
    """Where a loader derived the text, both digests are kept."""
    source = make_source("text", b"<p>text</p>", blocks=((0, "paragraph"),), cuts=(2,), loader=("x", "7"))

    assert source.digest != source.text_digest
    assert ("x", "7", (2,)) == (source.loader, source.loader_version, source.cuts)


@pytest.mark.parametrize("line", ["Arrests", "== Arrests ==", "## Arrests"])
def test_a_heading_has_its_words_with_marks_or_without(line: str) -> None:
    """A loader may hand on the words alone, as that of HTML does."""
    assert "Arrests" == heading_title(line)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("one\ntwo", "one two"),
        ("one\r\n two\u2028three", "one   two three"),
        ("one two", "one two"),
        ("12\n\n000", "12\n\n000"),
        ("a list:\n- 12\n- 000\n", "a list:\n- 12\n- 000\n"),
        ("one\ntwo\n\nthree\nfour", "one two\n\nthree four"),
    ],
)
def test_words_of_a_passage_end_no_line_but_where_a_block_does(text: str, expected: str) -> None:
    """What stands in two blocks is never read as one; every other end of a line is a space."""
    source = make_source(text)

    assert expected == source.words(Span(0, len(text)))
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            words = source.words(Span(start, end))

            assert end - start == len(words)
            assert expected[start:end].rstrip() == words.rstrip()
