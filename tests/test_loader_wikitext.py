"""Wikitext: no number is lost, and none is made up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from averred.anchor import anchor
from averred.errors import SourceError
from averred.loaders import load_source
from averred.loaders.wikitext import derive
from averred.source import SourceText

pytest.importorskip("mwparserfromhell", reason="needs the extra averred[wikitext]")

PAGE = """{{Short description|A fair}}
{{Infobox event
| title = The Oxbow fair
| image =
| participants = {{nowrap|200,000}}<ref name="x">{{cite web|title=no}}</ref>
}}
'''The fair''' drew {{formatnum:3000}} and {{nobr|about&nbsp;200,000}} [[visitor|visitors]],
over {{convert|5|to|7.5|km|mi}} of road at 10<sup>6</sup> steps and 10{{sup|3}} carts<ref>y</ref>,
{{val|1.5|ul=m}}
deep{{citation needed|date=May 2012}}.
H{{sub|2}}O<sub>x</sub> for {{US$|2 million}}{{snd}}{{circa|1890}}
{{lang|tr|Hepimiz}} in {{start date|2012|2|26|df=y}}.<!-- no -->

Second [[File:x.jpg|thumb|a caption]] paragraph
[http://a.example the site] [http://b.example] http://c.example {{{arg}}}<sup>[1]</sup>

== Visitors ==
* one
* ''two'' {{e|6}} {{10^|-2}}
After the list {{as of|2012}}<br>so {{sup|th}} {{e|n x}} {{lang|tr}} {{cvt|3}} {{mdash}}
{{ubl|first|second}}
{| class="wikitable"
! Year !! Count
|-
| 2011 || 3,000
|}
<div>boxed {{quote|text=said so}} {{start date and age|2001|1|2}}</div>
"""


@pytest.fixture(scope="module")
def page() -> SourceText:
    """A page with what pages have."""
    return derive(PAGE, PAGE.encode())


def blocks(source: SourceText) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    ends = (*source.blocks[1:], len(source.text))
    return [
        (kind, source.text[start:end].strip())
        for start, end, kind in zip(source.blocks, ends, source.kinds, strict=True)
    ]


def test_page_says_what_its_readers_see(page: SourceText) -> None:
    """Templates that format give their text; links their words; lists, rows and infobox lines are blocks."""
    assert [
        ("key", "title: The Oxbow fair"),
        ("key", "participants: 200,000"),
        (
            "paragraph",
            (
                "The fair drew 3000 and about 200,000 visitors, over 5 to 7.5 km of road at 10⁶ steps and"
                " 10³ carts, 1.5 m deep. H₂Ox for US$2 million – c. 1890 Hepimiz in 2012-02-26."
            ),
        ),
        ("paragraph", "Second paragraph the site http://c.example"),
        ("heading2", "Visitors"),
        ("item", "one"),
        ("item", "two ×10⁶ 10⁻²"),
        ("paragraph", "After the list 2012 so th 3 —"),
        ("item", "first"),
        ("item", "second"),
        ("key", "Year\tCount"),
        ("key", "2011\t|\t3,000"),
        ("paragraph", "boxed said so 2001-01-02"),
    ] == blocks(page)
    assert ("wikitext", "5") == (page.loader, page.loader_version)


@pytest.mark.parametrize(
    "quote, verdict",
    [
        ("about 200,000 visitors", "exact"),
        ("participants: 200,000", "exact"),
        ("at 10⁶ steps", "exact"),
        ("at 106 steps", "missing"),
        ("at 10", "missing"),
        ("5 to 7.5 km", "exact"),
        ("7.5 km of road", "missing"),
        ("10³ carts", "exact"),
        ("carts, 1.5 m", "missing"),
        ("1.5 m deep.", "missing"),
        ("one two", "missing"),
    ],
)
def test_quotes_of_a_page(page: SourceText, quote: str, verdict: str) -> None:
    """Numbers are whole; what was left out is not crossed."""
    assert verdict == anchor(quote, page).verdict


def test_file_is_chosen_by_its_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.wikitext` is wikitext; without the extra the error says what to install."""
    path = tmp_path / "page.wikitext"
    path.write_text("'''bold'''", encoding="utf-8")

    assert "bold" == load_source(path).text
    monkeypatch.setitem(sys.modules, "mwparserfromhell", None)
    with pytest.raises(SourceError, match=r"pip install 'averred\[wikitext\]'"):
        load_source(path)
