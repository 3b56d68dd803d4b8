"""PDF: columns, hyphens, superscripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from averred.anchor import anchor
from averred.errors import SourceError
from averred.loaders import load_source
from averred.loaders.building import TextBuilder
from averred.loaders.pdf import _add_block
from averred.source import SourceText
from tests.pdf_samples import Placed, pdf

pytest.importorskip("pypdfium2", reason="needs the extra averred[pdf]")


def lines(left: float, bottom: float, *words: str) -> list[Placed]:
    """Lines of ten points, one below the other."""
    return [(left, bottom - 12 * number, 10, line) for number, line in enumerate(words)]


PAGES = (
    [
        (20, 270, 16, "The Oxbow fair"),
        *lines(
            20,
            240,
            "The fair drew around 2,000 vis-",
            "itors on the first day. A well-known",
            "baker came in 2011-",
            "2012.",
        ),
        *lines(20, 160, "After a gap", "it goes on; a well-", "known miller too."),
        *lines(210, 240, "Right column", "has 10"),
        (240.2, 232, 6, "12"),
        *lines(250, 228, "loaves."),
        *lines(20, 60, "Bread"),
        *lines(140, 60, "3,000"),
        *lines(20, 40, " "),
    ],
    lines(20, 270, "Second page."),
    lines(20, 270, "  "),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> SourceText:
    """Two pages with what such files have."""
    path = tmp_path_factory.mktemp("pdf") / "fair.pdf"
    path.write_bytes(pdf(*PAGES))
    return load_source(path)


def test_columns_gaps_sizes_and_pages_start_blocks(page: SourceText) -> None:
    """Lines of one block are joined; others are not."""
    ends = (*page.blocks[1:], len(page.text))

    assert [
        "The Oxbow fair",
        "The fair drew around 2,000 vis\u00aditors on the first day. A well-known baker came in 2011-2012.",
        "After a gap it goes on; a well-known miller too.",
        "Right column has 10¹² loaves.",
        "Bread",
        "3,000",
        "Second page.",
    ] == [page.text[start:end].strip() for start, end in zip(page.blocks, ends, strict=True)]
    assert ("pdf", "4") == (page.loader, page.loader_version)


@pytest.mark.parametrize(
    "quote, verdict",
    [
        ("around 2,000 visitors on the first day", "exact"),
        ("well-known miller", "exact"),
        ("2011-2012", "exact"),
        ("has 10¹² loaves", "exact"),
        ("has 1012 loaves", "missing"),
        ("has 10", "missing"),
        ("2012. After", "missing"),
        ("too. Right", "missing"),
        ("Bread 3,000", "missing"),
        ("Bread … Second", "exact"),
    ],
)
def test_quotes_of_a_pdf(page: SourceText, quote: str, verdict: str) -> None:
    """Words are whole across lines; blocks are not crossed."""
    assert verdict == anchor(quote, page).verdict


def test_what_is_no_pdf_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken files and a missing extra say what is wrong."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")

    with pytest.raises(SourceError, match=r"broken.pdf cannot be read as PDF"):
        load_source(path)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SourceError, match=r"pip install 'averred\[pdf\]'"):
        load_source(path)


def test_columns_that_come_in_turn_are_read_one_by_one(tmp_path: Path) -> None:
    """Words that a line parted go on in their column; numbers of two lines and cells stay apart."""
    left = [
        "The well-known fair of Oxbow drew vis-",
        "itors in 2012",
        "350 or more came, and a well-",
        "known man",
    ]
    right = [
        "On the right another story starts",
        "with dogs of the year 2011",
        "44 came and ran about",
        "the town",
    ]
    both = [
        (side, 250 - 12 * row, 10, words)
        for row, pair in enumerate(zip(left, right, strict=True))
        for side, words in zip((20, 230), pair, strict=True)
    ]
    cells = [
        (20, 150, 10, "Year"),
        (90, 150, 10, "Visitors"),
        (20, 138, 10, "20"),
        (90, 138, 10, "500"),
        (20, 126, 10, "12"),
        (90, 126, 10, "600"),
    ]
    path = tmp_path / "turns.pdf"
    path.write_bytes(pdf([*both, *cells]))
    source = load_source(path)

    for words in (
        "fair of Oxbow drew visitors in",
        "dogs of the year 2011",
        "right another story starts with dogs",
    ):
        assert "exact" == anchor(words, source).verdict
    for words in ("vis- On", "2011 44", "2012 350", "20 12", "500 600", "Visitors 500", "20 500", "drew On"):
        assert "missing" == anchor(words, source).verdict


def test_no_words_are_left_out_after_a_wide_space(tmp_path: Path) -> None:
    """A line under both halves of a line with a wide space runs on from neither."""
    path = tmp_path / "wide.pdf"
    halves = [(20, 250, 10, "Some of them came to the fair of Oxbow"), (225, 250, 10, "not men")]
    path.write_bytes(pdf([*halves, (20, 238, 10, "but bakers and their guild of bakers, who came from Elm")]))
    source = load_source(path)

    assert "missing" == anchor("Oxbow but bakers", source).verdict
    assert "exact" == anchor("Oxbow … but bakers", source).verdict


def test_words_on_one_line_go_on(tmp_path: Path) -> None:
    """What is written after an exponent on its line belongs to it."""
    path = tmp_path / "line.pdf"
    path.write_bytes(
        pdf([(20, 250, 10, "Loaves numbered 10"), (104, 254, 6, "6"), (109, 250, 10, "in all.")])
    )

    assert "exact" == anchor("numbered 10⁶ in all", load_source(path)).verdict


@pytest.mark.parametrize(
    "lines_of_a_block, expected",
    [
        (["drew vis-", "itors"], "drew vis\u00aditors"),
        (["a well-known man, well-", "known"], "a well-known man, well-known"),
        (["in 2012", "350 men"], "in 2012 | 350 men"),
        (["in 2011-", "2012 "], "in 2011-2012"),
        (["in 2012", "men"], "in 2012 men"),
    ],
)
def test_lines_of_a_block_are_joined(lines_of_a_block: list[str], expected: str) -> None:
    """A word is whole again, a range of numbers stays one, and two numbers stay two."""
    built = TextBuilder()
    _add_block(built, lines_of_a_block, " ".join(lines_of_a_block))

    assert expected == built.text
