"""A fact base that is kept and taken back is the one that was read, and is checked to the same findings."""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from averred import api, checker, compiled, reader
from averred.factbase import FactBase
from averred.reader import cache
from averred.reports import render
from averred.reports.base import Options
from averred.rules import RULES, declarable
from averred.values import DEFAULT_CONVENTIONS
from tests.effort import times
from tests.strategies import Tables, blocks_of, judged_bases, tables

WHOLE = tuple(compiled._PARTS)


def _contents(fact_base: FactBase) -> list[object]:
    return [getattr(fact_base, name) for name in WHOLE]


def _json(fact_base: FactBase) -> str:
    """The report in the format that shows everything, places included."""
    return render([checker.check(fact_base)], "json", Options())


@given(tables())
def test_what_was_read_is_what_is_kept(made: Tables) -> None:
    """Packing and unpacking gives equal records of equal types, for whatever fact files can say."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "facts.toml").write_text("\n".join(blocks_of(made)), encoding="utf-8")
        read = reader.read(Path(place), rule_keys=declarable(RULES))
        back = compiled.unpacked(compiled.packed(read))

        assert _contents(read) == _contents(back)
        assert repr(_contents(read)) == repr(_contents(back))


@given(judged_bases())
def test_what_was_made_is_what_is_kept(base: FactBase) -> None:
    """The same holds for the generated facts by which the laws of rules are tested."""
    back = compiled.unpacked(compiled.packed(base))

    assert _contents(base) == _contents(back)


START = """
[source.gazette]
title = "Gazette"
[predicate.marchers]
value = "quantity"
unit = "person"
functional = true
"""
VALUES = st.sampled_from(["400", "around 400", "500", "no number", "1/3", "10 km"])


class KeptThroughEdits(RuleBasedStateMachine):
    """Files of facts are edited, broken and removed, and what was kept of them is damaged."""

    @initialize()
    def begin(self) -> None:
        """An empty fact base, and a folder for what is kept."""
        self.folder = tempfile.TemporaryDirectory()
        top = Path(self.folder.name)
        self.base = top / "base"
        self.base.mkdir()
        (self.base / "names.toml").write_text(START, encoding="utf-8")
        self.kept = top / "kept"
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("AVERRED_CACHE_DIR", str(self.kept))
        self.patch.setattr(api, "WORTH_KEEPING", 0)

    def teardown(self) -> None:
        """Leave nothing."""
        self.patch.undo()
        self.folder.cleanup()

    @rule(name=st.sampled_from(["a", "b"]), first=VALUES, second=VALUES)
    def write(self, name: str, first: str, second: str) -> None:
        """Somebody writes two facts."""
        entries = (
            f'[fact.{name}-{number}]\nsubject = "march"\npredicate = "marchers"\nvalue = "{value}"\n'
            f'source = "gazette"\nquote = "{value} marched"\n'
            for number, value in enumerate((first, second))
        )
        text = "\n".join(["[entity.march]\nname = 'the march'\n" if name == "a" else "", *entries])
        (self.base / f"{name}.toml").write_text(text, encoding="utf-8")

    @rule(value=VALUES)
    def write_a_row(self, value: str) -> None:
        """Somebody writes a fact in another format."""
        row = {"subject": "march", "predicate": "marchers", "value": value, "source": "gazette"}
        (self.base / "rows.ndjson").write_text(json.dumps(row) + "\n", encoding="utf-8")

    @rule(name=st.sampled_from(["a.toml", "b.toml", "rows.ndjson"]))
    def remove(self, name: str) -> None:
        """Somebody removes a file."""
        (self.base / name).unlink(missing_ok=True)

    @rule(words=st.sampled_from(["= ?", "[fact", "\x00", "\n"]))
    def break_a_file(self, words: str) -> None:
        """A file is half written."""
        with (self.base / "b.toml").open("a", encoding="utf-8") as file:
            file.write(words)

    @rule(percent=st.integers(0, 100), cut=st.booleans())
    def damage(self, percent: int, *, cut: bool) -> None:
        """A byte of what is kept turns into another, or its end is lost."""
        for file in self.kept.glob("*"):
            content = file.read_bytes()
            at = len(content) * percent // 100
            file.write_bytes(content[:at] + (b"" if cut else b"?" + content[at + 1 :]))

    @invariant()
    def finds_the_same(self) -> None:
        """The report with what was kept is the report without it, byte by byte, again and again."""
        plain = _json(api.load(self.base))

        assert plain == _json(api.load(self.base, cached=True))
        assert plain == _json(api.load(self.base, cached=True))


TestKeptThroughEdits = KeptThroughEdits.TestCase
TestKeptThroughEdits.settings = settings(times(Fraction(1, 5)), stateful_step_count=10)


@given(st.binary(max_size=40))
def test_other_bytes_are_refused(data: bytes) -> None:
    """Whatever stands in the file for a fact base, reading it gives the fact base of its files."""
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVERRED_CACHE_DIR", f"{place}/kept")
        base = Path(place) / "base"
        base.mkdir()
        (base / "names.toml").write_text(START, encoding="utf-8")
        file = cache._place(base)
        assert file is not None
        file.parent.mkdir()
        file.write_bytes(data)
        read = cache.read(base, rule_keys=declarable(RULES), conventions=DEFAULT_CONVENTIONS, rows={})

        assert ["marchers"] == list(read.predicates)
