"""A fact base made in memory: where things are written, and what lies above what."""

from __future__ import annotations

from averred.entities import Entity
from averred.factbase import FactBase
from averred.facts import Origin
from averred.spans import Place
from averred.writer import format_entity
from tests.made import made_base, made_fact


def test_a_fact_base_made_in_memory_has_the_start_of_its_files_as_places() -> None:
    """Without a reader the file is known and the line is not; a record without origin has no place."""
    origin = Origin("facts.toml", ("fact", "one"))
    base = made_base(made_fact())

    assert Place("facts.toml") == base.place(origin)
    assert base.place(None) is None
    assert "one" == base["one"].id
    assert (1, ["one"]) == (len(base), [fact.id for fact in base])
    assert {"participants": (base["one"],)} == base.by_predicate


def test_what_a_thing_is_a_part_of() -> None:
    """Nearest first, each once, whatever ways lead there; an entity that is not declared lies in nothing."""
    entities = {
        "a": Entity("a", "a", part_of=("b", "c")),
        "b": Entity("b", "b", within=("d",)),
        "c": Entity("c", "c", within=("d",)),
        "d": Entity("d", "d", part_of=("gone",)),
    }
    base = FactBase(entities=entities)

    assert ("b", "c", "d", "gone") == base.ancestors("a")
    assert () == base.ancestors("nowhere")


def test_a_long_name_may_have_a_short_one() -> None:
    """Findings call a thing by its short name; quotes and names of the source keep the long one."""
    hall = Entity("hall", "the great hall of the weavers of Oldmere", short="the hall")
    base = FactBase(entities={"hall": hall, "yard": Entity("yard", "the yard")})

    assert ["the hall", "the yard", "?"] == [base.name_of(name) for name in ("hall", "yard", "?")]
    assert ("the great hall of the weavers of Oldmere",) == hall.names
    assert 'short = "the hall"' in format_entity(hall)
