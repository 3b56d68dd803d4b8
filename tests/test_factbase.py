"""A fact base made in memory: where things are written, and what lies above what."""

from __future__ import annotations

from fractions import Fraction

import attrs

from averred.conflicts import shrink
from averred.entities import Entity
from averred.factbase import FactBase
from averred.facts import Attribution, Confidence, Fact, Origin
from averred.spans import Place
from averred.values import Text
from averred.writer import format_entity


def test_without_a_reader_a_place_is_the_start_of_its_file() -> None:
    """Nobody has positions of a fact base that was made in memory."""
    assert FactBase().place(Origin("facts.toml", ("fact", "a")), "value") == Place("facts.toml", 1, 1)
    assert FactBase().place(None) is None


def test_what_is_not_declared_has_nothing_above_it() -> None:
    """A part of something that nobody declared ends there; an unknown thing is a part of nothing."""
    base = FactBase(entities={"parade": Entity("parade", "the parade", part_of=("march",))})

    assert base.ancestors("parade") == ("march",)
    assert base.ancestors("nobody") == ()


def test_a_long_name_may_have_a_short_one() -> None:
    """Findings call a thing by its short name; quotes and names of the source keep the long one."""
    hall = Entity("hall", "the great hall of the weavers of Oldmere", short="the hall")
    base = FactBase(entities={"hall": hall, "yard": Entity("yard", "the yard")})

    assert ["the hall", "the yard", "?"] == [base.name_of(name) for name in ("hall", "yard", "?")]
    assert ("the great hall of the weavers of Oldmere",) == hall.names
    assert 'short = "the hall"' in format_entity(hall)


def test_a_conflict_is_shrunk_to_what_is_needed() -> None:
    """What can be left out is left out, the last facts first."""
    certain = Confidence(Fraction(1, 2), None, "")
    fact = Fact("a", "fair", "motto", Text("Light"), "Light", None, Attribution(), certain)
    facts = [attrs.evolve(fact, id=name) for name in "abcd"]
    needed = shrink(facts, lambda rest: {"a", "c"} <= {one.id for one in rest})

    assert [one.id for one in needed] == ["a", "c"]
