"""HTML as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.anchor import anchor
from averred.errors import SourceError
from averred.loaders import load_source
from averred.loaders.html import derive
from averred.source import SourceText

PAGE = """<!doctype html><html><head><title>Not text</title><style>p {}</style></head>
<body><h1>The  fair</h1><p>About 10<sup>6</sup>&nbsp;loaves<sup class="reference"><a href="#n">[1]</a></sup>
of H<sub>2</sub>O-free <b>bread</b>, the 20<sup>th</sup> such fair<sup>[a]</sup>.<br>Really.
<script>alert("no")</script><div style="display: none">never <div>seen</div> this</div>
<p hidden>nor this<h2>Visitors</h2><ul><li>one<li hidden>two</li><li>three</ul><img hidden src="x"><hr>
<table><tr><th>Participants<td>3,000</tr><tr><td>Place</td><td>Oxbow</td></tr></table>
<sup>unclosed<p>Last<sup>2<sub>3</sub> words<template>no</template>"""


@pytest.fixture(scope="module")
def page() -> SourceText:
    """A page with what pages have."""
    return derive(PAGE, PAGE.encode())


def test_page_is_read_block_by_block(page: SourceText) -> None:
    """Headings, paragraphs, items and rows are blocks; what is not shown is not there."""
    ends = (*page.blocks[1:], len(page.text))
    blocks = [
        (kind, page.text[start:end].strip())
        for start, end, kind in zip(page.blocks, ends, page.kinds, strict=True)
    ]

    assert [
        ("heading1", "The fair"),
        ("paragraph", "About 10⁶ loaves of H₂O-free bread, the 20th such fair. Really."),
        ("heading2", "Visitors"),
        ("item", "one"),
        ("item", "three"),
        ("key", "Participants\t3,000"),
        ("key", "Place\tOxbow"),
        ("paragraph", "unclosed"),
        ("paragraph", "Last₃ words"),
    ] == blocks
    assert ("html", "4") == (page.loader, page.loader_version)


def test_superscripts_are_never_digits(page: SourceText) -> None:
    """10 to the sixth is neither 106 nor 10."""
    assert "exact" == anchor("About 10⁶ loaves", page).verdict
    assert "missing" == anchor("About 106", page).verdict
    assert "missing" == anchor("About 10", page).verdict
    assert "exact" == anchor("H₂O-free", page).verdict


def test_quotes_do_not_cross_what_was_left_out(page: SourceText) -> None:
    """A reference mark is a cut point; a range may cross it."""
    assert "missing" == anchor("loaves of H₂O-free", page).verdict
    assert "exact" == anchor("loaves … bread", page).verdict
    assert "exact" == anchor("Participants … 3,000", page).verdict
    assert "missing" == anchor("Participants 3,000", page).verdict


def test_file_is_chosen_by_its_suffix(tmp_path: Path) -> None:
    """`.html` is HTML; other bytes than UTF-8 are an error."""
    path = tmp_path / "page.HTML"
    path.write_text("<p>one<p>two", encoding="utf-8")

    assert "one\n\ntwo" == load_source(path).text
    path.write_bytes(b"<p>\xe9")
    with pytest.raises(SourceError, match="is not UTF-8"):
        load_source(path)


def test_empty_page_has_no_text() -> None:
    """Nothing shown is an empty text with one block."""
    assert ("", (0,)) == (derive("<p hidden>x", b"").text, derive("", b"").blocks)


@pytest.mark.parametrize(
    "between",
    [
        "<select><option>9</option></select>",
        "<button>9</button>",
        "<del>9</del>",
        "<s>9</s>",
        "<input value=9>",
        '<span style="display: none">9</span>',
    ],
)
def test_what_is_left_out_between_two_numbers_makes_them_no_third(between: str) -> None:
    """What one fills in, what is struck out and what is hidden says nothing, and joins nothing."""
    source = derive(f"<p>sold 58{between}12 loaves</p>", b"")

    assert "sold 58|12 loaves" == source.text


def test_the_reading_of_a_character_stands_beside_it_and_not_in_the_text() -> None:
    """Ruby annotations are left out, as are the brackets for browsers that know none."""
    source = derive("<p><ruby>\u6f22<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>\u5b57</p>", b"")

    assert "\u6f22\u5b57" == source.text
