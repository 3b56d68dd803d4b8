"""Rows that are written alike: what they have in common is looked up once, and nothing is read otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import reader
from averred.exchange.base import entry_of
from averred.facts import Origin
from averred.reader import Elsewhere, entries
from averred.reader.entries import FactMaker
from averred.structuring import Misfit, Misfits
from tests.strategies import blocks_of, tables

#: What the rows may name, and things that go wrong with it.
VOCABULARY = """
[source.register]
title = "Register"
[source.outside]
title = "Outside"
path = "../outside.txt"
[entity.orvale]
name = "Orvale"
aliases = ["the town"]
[entity.harbour]
name = "Old Harbour"
part-of = "orvale"
[entity.mill]
name = "Old Harbour"
[predicate.size]
value = "quantity"
unit = "person"
scope = ["method"]
statuses = ["rumoured"]
[predicate.length]
value = "quantity"
unit = "metre"
[predicate.founded]
value = "date"
[predicate.owner]
value = "entity"
[predicate.motto]
value = "text"
[predicate.place]
value = "ordinal"
[predicate.open]
value = "boolean"
[predicate.said]
value = "quotation"
[fact.count]
subject = "orvale"
predicate = "size"
value = "9"
source = "register"
implied = "counted"
[fact.broken]
subject = "orvale"
predicate = "size"
value = "no number of anything"
source = "register"
"""
_ODD: list[Any] = [
    "", " ", "ä\u200b", "\u0000", "x" * 70, 0, 1, True, False, -3, 10**500, 2.5, float("inf"), float("nan"),
    Decimal("1.50"), Decimal("NaN"), date(2012, 2, 26), datetime(2012, 2, 26, 1),  # noqa: DTZ001 - so TOML has it
    b"\xff", [], [1], ["a", "b"],
    [["a"]], {}, {"a": ["b"]}, None,
]  # fmt: skip
_WORDS: dict[str, list[Any]] = {
    "predicate": ["size", "length", "founded", "owner", "motto", "place", "open", "said", "no-such"],
    "value": [
        "350", "0350", "1,200", "around 200", "20 to 30", "3 km", "26 February 2012", "February", "orvale",
        "Old Harbour", "the town", "no-such", "third", "yes", "nothing at all", 350, Decimal("3.5"),
    ],
    "min": [1, 2, "3", "3.5", 2.5, 9, "2012-02-26", "nine", Decimal("1e3")],
    "max": [1, 2, "3", 2.5, 9, "2012-02-27", date(2012, 2, 28)],
    "min-open": [True, False], "max-open": [True, "true"], "unknown": [True, False], "none": [True],
    "one-of": [["1", "2"], ["1"], "1"], "truth": [True, False, "true"],
    "source": ["register", "outside", "no-such"], "quote": ["a quote", "another quote", "claimed it"],
    "cite": ["#:~:text=first%20words", "no directive"], "prefix": ["before"], "suffix": ["after"],
    "section": ["History"], "said-by": ["orvale", "?", "A Speaker", "no-such", "Old Harbour"],
    "via": [["orvale"], "A Paper", ["no-such", "?"]], "said-in": ["the mayor claimed"],
    "confidence": ["likely", "B2", 0.83, "0.83", "2", "sure"], "note": ["because", "so it is"],
    "part": ["harbour", "mill", "orvale", "no-such"], "of": ["mill", "no-such"],
    "during": ["2012", "May 2012", "no day"], "as-of": ["2012-05-01", "2013"],
    "status": ["actual", "planned", "rumoured", "no-such"], "scope.method": ["counted", ["b", "a"]],
    "scope.other": ["x"], "polarity": ["denied", "asserted", "no-such"],
    "rank": ["preferred", "retracted", "no-such"], "unit": ["person", "km", "metre", "parsnip"],
    "tags": [["a"], "b"], "locator": ["p. 3"], "implied": ["since"],
    "derived-from": ["count", "broken", ["count", "r1"], "r2", "no-such"], "kind": ["spread", "no-such"],
    "share": ["most", "30 %", 30, "no share"], "year-from": ["count", "r1"], "same-as": ["r1", "r2"],
    "because": ["count", "no-such"], "checked.by": ["me"], "checked.on": ["2026-11-22", "today"],
    "nonsense": ["x"],
}  # fmt: skip
_ROW_KEYS = sorted(_WORDS)


@st.composite
def _rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows with a few keys in common, good and bad, and a few in which they differ."""
    more = draw(st.lists(st.sampled_from(_ROW_KEYS), max_size=1))
    differing = draw(st.lists(st.sampled_from(_ROW_KEYS), max_size=2))
    form = {key: draw(st.sampled_from(_WORDS[key])) for key in more}
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        row = {
            "id": draw(st.sampled_from([None, None, None, "r1", "r2", "r3", "No Id"])),
            "subject": draw(st.sampled_from(["orvale", "harbour", "a-thing", "thing-2"])),
            "predicate": "size",
            "value": draw(st.sampled_from(["350", "1,200"])),
            "source": "register",
            **form,
        }
        for key in (key for key in differing if draw(st.booleans())):
            row[key] = draw(st.sampled_from(_WORDS[key]) | st.sampled_from(_ODD))
        rows.append(
            {key: row[key] for key in draw(st.permutations(list(row)))} if draw(st.booleans()) else row
        )
    return rows


@contextmanager
def _each_by_itself() -> Iterator[None]:
    """Whatever facts have in common is looked up for each of them anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FactMaker, "_alike", FactMaker._common)
        yield


def _told(folder: Path, rows: list[dict[str, Any]]) -> str:
    """Everything that is read, and everything that is said of it."""
    entered = [(number, *entry_of(row)) for number, row in enumerate(rows, 1)]
    elsewhere = Elsewhere()
    found = reader.read(
        folder, display_root=folder, rows={folder / "rows.ndjson": entered}, elsewhere=elsewhere
    )
    asked = sorted(elsewhere.undeclared), sorted(elsewhere.lacking)
    return "\n".join(map(repr, (*found.facts, *found.problems, *found.entities.values(), *asked)))


@given(_rows(), st.sampled_from([1, 2, entries.MOST_ALIKE]))
def test_rows_are_read_as_each_by_itself(rows: list[dict[str, Any]], most: int) -> None:
    """However many ways to write a fact are remembered."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries, "MOST_ALIKE", most)
        folder = Path(name)
        (folder / "vocabulary.toml").write_text(VOCABULARY)
        with _each_by_itself():
            alone = _told(folder, rows)
        assert alone == _told(folder, rows)


@given(tables())
def test_facts_of_a_fact_file_are_read_as_each_by_itself(made: Any) -> None:
    """What somebody typed is looked up in the same way."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "facts.toml").write_text("\n".join(blocks_of(made)), encoding="utf-8")
        with _each_by_itself():
            alone = _told(folder, [])
        assert alone == _told(folder, [])


@pytest.mark.parametrize("key", _ROW_KEYS)
def test_rows_that_differ_in_one_key_are_read_as_each_by_itself(key: str, tmp_path: Path) -> None:
    """In either order: what the first leaves is not taken for the second."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY)
    for predicate in ("size", "founded", "owner", "open"):
        value = "yes" if predicate == "open" else "2012"
        row = {"subject": "orvale", "predicate": predicate, "value": value, "source": "register"}
        rows = [row, *({**row, key: value} for value in (*_WORDS[key], *_ODD))]
        for each in (rows, rows[::-1]):
            with _each_by_itself():
                alone = _told(tmp_path, each)
            assert alone == _told(tmp_path, each)


def test_each_file_has_its_own_source(tmp_path: Path) -> None:
    """Facts that are written alike in two files rest on what each file says, or on nothing."""
    fact = '[fact.{0}]\nsubject = "orvale"\npredicate = "size"\nvalue = "9"\nimplied = "so"\n'
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY + '[source.other]\ntitle = "Other"\n')
    for name, default in (("a", 'source = "register"'), ("b", 'source = "other"'), ("c", 'source = "none"')):
        (tmp_path / f"{name}.toml").write_text(f"[defaults]\n{default}\n{fact.format(name)}")
    (tmp_path / "d.toml").write_text(fact.format("d"))
    found = reader.read(tmp_path)
    assert {"a": "register", "b": "other", "d": ""} == {
        fact.id: fact.source for fact in found.facts if len(fact.id) == 1
    }


def test_what_somebody_typed_is_taken_for_a_slip_beside_a_row(tmp_path: Path) -> None:
    """A speaker that is nearly an entity is refused in a fact file, and is free words in a row."""
    row = {"id": "a", "subject": "orvale", "predicate": "size", "value": "9", "source": "register"}
    spoken = (
        'subject = "orvale"\npredicate = "size"\nvalue = "9"\nsource = "register"\nsaid-by = "Old Harbuor"\n'
    )
    (tmp_path / "vocabulary.toml").write_text(
        VOCABULARY.replace('name = "Old Harbour"\n[p', 'name = "Mill"\n[p')
    )
    (tmp_path / "typed.toml").write_text(f"[fact.b]\n{spoken}")
    entered = [(1, *entry_of({**row, "said-by": "Old Harbuor"}))]
    found = reader.read(tmp_path, rows={tmp_path / "rows.ndjson": entered})
    assert "Old Harbuor" in {fact.attribution.speaker for fact in found.facts if fact.id == "a"}
    assert "b" not in {fact.id for fact in found.facts}


@given(_rows())
def test_what_is_wrong_is_found_where_and_only_where_a_fact_fails(rows: list[dict[str, Any]]) -> None:
    """A fact is given up at the first thing that is wrong; then all of it is looked for."""
    make = FactMaker._fact
    outcomes: list[tuple[bool, bool]] = []

    def noted(maker: FactMaker, name: str, entry: Any, source: Any, origin: Origin, *, typed: bool) -> Any:
        failure = maker._failure(entry, source, typed=typed)
        wrong = not isinstance(failure, Misfits) or bool(failure.misfits)
        try:
            found = make(maker, name, entry, source, origin, typed=typed)
        except (Misfit, Misfits, reader.attempts.UnreadError):
            outcomes.append((True, wrong))
            raise
        outcomes.append((False, wrong))
        return found

    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        (folder / "vocabulary.toml").write_text(VOCABULARY)
        patch.setattr(FactMaker, "_fact", noted)
        _told(folder, rows)
    assert all(failed == wrong for failed, wrong in outcomes)


def test_what_facts_have_in_common_is_looked_up_once(tmp_path: Path) -> None:
    """Whatever they are about, whatever they say and quote."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY)
    rows = [
        {
            "subject": f"thing-{n}",
            "predicate": "size",
            "value": str(n),
            "source": "register",
            "quote": f"so {n}",
        }
        for n in range(50)
    ]
    looked_up: list[str] = []
    common = FactMaker._common

    def noted(maker: FactMaker, entry: Any, *rest: Any, **more: Any) -> Any:
        looked_up.append(entry.predicate)
        return common(maker, entry, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FactMaker, "_common", noted)
        _told(tmp_path, rows)
    assert len(looked_up) == 2  # for the facts of the file, and for the rows
