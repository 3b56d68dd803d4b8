"""Laws of loaders: no number gains or loses a digit, and no passage runs over a cell, an item or a column."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.anchor import anchor
from averred.loaders.html import derive as html
from averred.loaders.wikitext import derive as wikitext
from averred.source import SourceText
from tests.pdf_samples import pdf

NUMBERS = st.lists(st.integers(0, 10**6).map(str), min_size=2, max_size=4)
BETWEEN = {
    "html br": ("<p>", "<br>", "</p>"),
    "html spaced br": ("<p>", " <br/> ", "</p>"),
    "html cells": ("<table><tr><td>", "</td><td>", "</td></tr></table>"),
    "html rows": ("<table><tr><td>", "</td></tr><tr><th>", "</td></tr></table>"),
    "html items": ("<ul><li>", "<li>", "</ul>"),
    "wiki br": ("", "<br />", ""),
    "wiki infobox br": ("{{infobox x|cost=", "<br>", "}}"),
    "wiki cells": ("{|\n|-\n| ", " || ", "\n|}"),
    "wiki rows": ("{|\n|-\n| ", "\n|-\n| ", "\n|}"),
    "wiki plain list": ("{{plainlist|\n* ", "\n* ", "\n}}"),
    "wiki nested list": ("{{infobox x|cost={{nowrap|{{ubl|", "|", "}}}}}}"),
    "wiki note": ("", "{{fact}}", ""),
    "wiki ref": ("", "<ref>x</ref>", ""),
}


@pytest.mark.parametrize("kind", BETWEEN)
@given(numbers=NUMBERS)
def test_numbers_stay_apart(kind: str, numbers: list[str]) -> None:
    """The numbers of cells, items and lines are those of the page, and no quote holds two of them."""
    pytest.importorskip("mwparserfromhell", reason="needs the extra averred[wikitext]")
    opening, between, closing = BETWEEN[kind]
    derive = html if kind.startswith("html") else wikitext
    source = derive(opening + between.join(numbers) + closing, b"")

    assert numbers == re.findall(r"\d+", source.text)
    for first, second in pairwise(numbers):
        assert "exact" != anchor(f"{first} {second}", source).verdict
        assert "exact" != anchor(f"{first}{second}", source).verdict or first + second in numbers


@st.composite
def interleaved(draw: st.DrawFn) -> list[str]:
    """Which column, left or right, comes next in the file."""
    return draw(st.permutations(["left"] * 4 + ["right"] * 4))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples are written."""
    return tmp_path_factory.mktemp("columns")


def columns(path: Path, order: list[str], gutter: int) -> SourceText:
    """A page of two columns whose lines are written in this order."""
    pytest.importorskip("pypdfium2", reason="needs the extra averred[pdf]")
    from averred.loaders.pdf import load

    rows = {"left": 0, "right": 0}
    page = []
    for side in order:
        row = rows[side]
        words = f"{side}{row}a of many loaves and {side}{row}b"
        page.append((20.0 if side == "left" else 170.0 + gutter, 250.0 - 12 * row, 10.0, words))
        rows[side] += 1
    path.write_bytes(pdf(page))
    return load(path)


@given(order=interleaved(), gutter=st.sampled_from([10, 15, 25, 40]))
def test_no_passage_runs_from_column_to_column(folder: Path, order: list[str], gutter: int) -> None:
    """However a file goes across its columns, nothing of one column follows upon words of the other."""
    source = columns(folder / "columns.pdf", order, gutter)
    ends = (*source.blocks[1:], len(source.text))
    blocks = [source.text[start:end] for start, end in zip(source.blocks, ends, strict=True)]

    assert 8 == len(re.findall(r"(?:left|right)\db", source.text))
    for block in blocks:
        assert not ("left" in block and "right" in block)


def test_columns_line_by_line_are_read_column_by_column(folder: Path) -> None:
    """Lines that come from the left and the right in turn are gathered."""
    source = columns(folder / "turns.pdf", ["left", "right"] * 4, 25)

    assert "exact" == anchor("loaves and left0b left1a of many loaves", source).verdict
    assert "exact" == anchor("loaves and right2b right3a of many", source).verdict
