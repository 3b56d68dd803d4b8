"""Laws of the formats of exchange: what is written is read back, and no cell of a spreadsheet runs."""

from __future__ import annotations

import csv
import json
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
from averred.passages import format_passages, take
from averred.reader import read
from averred.settings import Settings
from averred.values import DEFAULT_CONVENTIONS
from averred.verification import verify
from tests.strategies import Tables, blocks_of, tables

_WORDS = st.sampled_from(["one two", "two", "One", "", "a", "quote", "application/json", ":~:text=one"])
_KEYS = (
    st.sampled_from(
        (
            "target",
            "source",
            "selector",
            "type",
            "exact",
            "prefix",
            "suffix",
            "value",
            "body",
            "items",
            "first",
        )
    )
    | st.sampled_from(
        ("text", "document_id", "extractions", "extraction_text", "char_interval", "start_pos", "attributes")
    )
    | st.sampled_from(("format", "quote", "start", "subject", "predicate", "tags", "alignment_status", "id"))
)
_TYPES = st.sampled_from(["TextQuoteSelector", "TextPositionSelector", "FragmentSelector", "match_exact"])
_JSON = st.one_of(st.none(), st.booleans(), st.integers(-1, 9), st.floats(), _WORDS, _TYPES)


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=5))


def _completed(found: object) -> object:
    """The same with what makes it an annotation and a document, so that more of it is looked at."""
    if not isinstance(found, dict):
        return found
    selector = {"type": "TextQuoteSelector", "exact": "two"}
    extraction = {"extraction_text": "two", **found}
    return {
        "target": {"selector": selector, **found},
        "text": "one two",
        "extractions": [extraction],
        **found,
    }


def _facts(fact_base: FactBase) -> dict[str, Fact]:
    """The facts without where they are written."""
    return {fact.id: attrs.evolve(fact, origin=None) for fact in fact_base.facts}


@given(made=tables())
def test_every_format_gives_the_facts_back(made: Tables) -> None:
    """Facts that are written and read again, beside the same vocabulary, are the same facts.

    To make up a base takes longer than to write and read it, so each is tried in all formats.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "facts.toml").write_text("\n".join(blocks_of(made)), encoding="utf-8")
        before = read(folder)
        vocabulary = {
            kind: entries for kind, entries in made.items() if kind in {"source", "entity", "predicate"}
        }
        (folder / "facts.toml").write_text("\n".join(blocks_of(vocabulary)), encoding="utf-8")
        for suffix in sorted(exchange.FORMATS):
            file = folder / f"rows{suffix}"

            count = exchange.write_facts(before.facts, file)
            after = read(file, rows={file: exchange.entries(file)})

            assert (suffix, ()) == (suffix, after.problems)
            assert (suffix, len(before.facts)) == (suffix, count)
            assert (suffix, _facts(before)) == (suffix, _facts(after))


@pytest.mark.parametrize("kind", sorted(exchange.PASSAGES))
@given(made=tables())
def test_passages_go_out_and_come_back(kind: str, made: Tables) -> None:
    """Each fact comes back as it was, or what was left out says why, or it cites no words."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source in made["source"]:
            quotes = [fact.get("quote", "") for fact in made["fact"].values() if fact["source"] == source]
            text = "\n\n".join(quote.replace("\\…", "…") for quote in quotes)
            (folder / f"{source}.txt").write_text(text, encoding="utf-8", newline="")
        (folder / "facts.toml").write_text("\n".join(blocks_of(made)), encoding="utf-8")
        before = read(folder)
        written = format_passages(kind, before, verify(before, folder, DEFAULT_CONVENTIONS))
        names = {key: made[key] for key in ("source", "entity", "predicate")}
        (folder / "facts.toml").write_text("\n".join(blocks_of(names)), encoding="utf-8")
        (folder / "passages").write_text(written.text, encoding="utf-8", newline="")

        taken = take(folder / "passages", kind, folder, Settings(sources=folder), {})

        back = {fact.id: attrs.evolve(fact, origin=None) for fact in taken.facts}
        assert len(before.facts) == written.without + len(written.left) + written.passages
        assert len(back) == written.passages or taken.findings  # what rests on what was left out
        assert back == {name: fact for name, fact in _facts(before).items() if name in back}


@pytest.mark.parametrize("kind", sorted(exchange.PASSAGES))
@given(data=st.one_of(st.binary(max_size=200), st.recursive(_JSON, _nested, max_leaves=12).map(_completed)))
def test_whatever_a_file_of_passages_holds_is_facts_or_findings(kind: str, data: object) -> None:
    """No bytes and no JSON raise anything, and what is not taken is said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "names.toml").write_text(
            '[source.a]\npath = "a"\n[entity.x]\nname = "X"\n[predicate.p]\nvalue = "text"\n'
        )
        (folder / "a").write_text("one two")
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        (folder / "b").write_bytes(raw)

        taken = take(folder / "b", kind, folder, Settings(), {"subject": "x", "predicate": "p"})

        assert all(finding.place for finding in taken.findings)


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
