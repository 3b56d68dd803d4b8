"""Laws of the formats of exchange: what is written is read back, and no cell of a spreadsheet runs."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from averred import exchange
from averred.exchange.csv import _guarded, _unguarded
from averred.factbase import FactBase
from averred.facts import Fact
from averred.reader import read
from tests.strategies import Tables, blocks_of, tables


def _facts(fact_base: FactBase) -> dict[str, Fact]:
    """The facts without where they are written."""
    return {fact.id: attrs.evolve(fact, origin=None) for fact in fact_base.facts}


@pytest.mark.parametrize("suffix", sorted(exchange.FORMATS))
@given(made=tables())
def test_every_format_gives_the_facts_back(suffix: str, made: Tables) -> None:
    """Facts that are written and read again, beside the same vocabulary, are the same facts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "facts.toml").write_text("\n".join(blocks_of(made)), encoding="utf-8")
        before = read(folder)
        vocabulary = {
            kind: entries for kind, entries in made.items() if kind in {"source", "entity", "predicate"}
        }
        (folder / "facts.toml").write_text("\n".join(blocks_of(vocabulary)), encoding="utf-8")
        file = folder / f"rows{suffix}"

        count = exchange.write_facts(before.facts, file)
        after = read(file, rows={file: exchange.entries(file)})

        assert () == after.problems
        assert count == len(before.facts)
        assert _facts(before) == _facts(after)


@given(st.one_of(st.text(), st.from_regex(r"'*[=+\-@\t\r\n＝]?.*", fullmatch=True)))
@example("=1+1")
@example("'=1+1")
@example("'tis")
@example(" =1+1")
@example("' @x")
@example("-5")
@example("-5+2")
def test_no_cell_is_a_formula_and_nothing_is_lost(words: str) -> None:
    """A guarded cell never begins as a formula does (but for plain numbers), and gives its words back."""
    cell = _guarded(words)

    assert words == _unguarded(cell)
    begins = {cell[:1], cell.lstrip()[:1]} & {*"=+-@\t\r\n＝＋－＠"}
    assert cell == words if _is_number(cell) else not begins


def _is_number(cell: str) -> bool:
    digits = cell.removeprefix("-").replace(".", "", 1)
    return cell[-1:].isdigit() and digits.isascii() and digits.isdigit()


@given(st.binary(max_size=200), st.sampled_from(sorted(exchange.FORMATS)))
def test_no_bytes_raise(data: bytes, suffix: str) -> None:
    """Whatever a file holds is rows and findings, never an exception."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / f"rows{suffix}"
        file.write_bytes(data)

        found = read(file, rows={file: exchange.entries(file)})

        assert () == found.facts


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=3))
def test_csv_of_any_cells_is_read(cells: list[str]) -> None:
    """Cells of any characters come back as they were."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "rows.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(
                [[f"k{n}" for n in range(len(cells))], [_guarded(cell) for cell in cells]]
            )

        rows = [row for _, row in exchange.read_rows(file)]

        assert [{f"k{n}": cell for n, cell in enumerate(cells) if cell}] == rows or not any(cells)
