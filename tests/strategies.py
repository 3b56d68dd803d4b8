"""Hypothesis strategies that several tests share: fact files and plain data. All names are invented."""

from __future__ import annotations

import string
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from averred import checker
from averred.config import Settings
from averred.describe import canonical_reading
from averred.entities import Entity
from averred.factbase import FactBase
from averred.facts import Attribution, Citation, Fact, Scope
from averred.report import Report
from averred.testing.strategies import WORLD, facts
from averred.vocabulary import Constraint, Partition
from averred.writer import toml_value

Tables = dict[str, Any]

THINGS = {
    "lantern-march": "Lantern March",
    "old-bridge": "Old Bridge",
    "orvale": "Orvale",
    "mill-quarter": "Mill Quarter",
    "river-guild": "River Guild",
    "the-walkers": "the walkers",
}
SPEAKERS = ("?", "the mayor", "R. Quill", "a baker of Orvale")
PHRASES: dict[str, tuple[object, ...]] = {
    "quantity": ("400", "around 400", "more than 1,200", "dozens", "20 to 30", 17, Decimal("2.50"), "nine"),
    "date": ("4 May 2031", "2031-05-04", "May 2031", "2031", date(2031, 5, 4), "1987~"),
    "ordinal": ("third", "20th", 12),
    "text": ("Light for all", "“curly”", "a\\b", "two\nlines"),
    "quotation": ("We walk!", 'He said "no"'),
}

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() != ""
)
"""Any words: not empty, not blank."""


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """The tables of a fact base without a fault: kind → id → entry, and lists for what has no ids."""
    sources = draw(st.sets(st.sampled_from(["gazette", "almanac", "letters-1"]), min_size=1))
    entities = draw(_entities())
    predicates = draw(_predicates())
    made: Tables = {
        "source": {name: {"title": name.title(), "path": f"{name}.txt"} for name in sorted(sources)},
        "entity": entities,
        "predicate": predicates,
        "fact": {},
    }
    for index in range(draw(st.integers(0, 6))):
        made["fact"][f"fact-{index}"] = draw(_facts(made))
    return {**made, **draw(_lists(made))}


@st.composite
def _entities(draw: st.DrawFn) -> Tables:
    ids = draw(st.lists(st.sampled_from(sorted(THINGS)), min_size=2, unique=True))
    made: Tables = {}
    for name in ids:
        entry: Tables = {"name": THINGS[name]}
        above = st.lists(st.sampled_from(sorted(made)), unique=True, max_size=2) if made else st.just([])
        for key in ("part-of", "within", "member-of", "distinct-from"):
            names = draw(above)
            entry |= {key: names[0] if len(names) == 1 else names} if names else {}
        optional = {"kind": st.sampled_from(["event", "place"]), "named": st.booleans(), "note": words}
        made[name] = entry | draw(st.fixed_dictionaries({}, optional=optional))
    return made


@st.composite
def _predicates(draw: st.DrawFn) -> Tables:
    number = st.one_of(st.integers(-5, 5), st.decimals(-5, 5, places=2))
    made: Tables = {}
    for kind in draw(st.sets(st.sampled_from([*PHRASES, "entity", "boolean"]), min_size=1)):
        entry: Tables = {"value": kind}
        optional: dict[str, st.SearchStrategy[object]] = {
            "label": words,
            "functional": st.booleans(),
            "statuses": st.just(["rehearsed"]),
            "opinion": st.booleans(),
            "scope": st.just(["method"]),
            "note": words,
        }
        if kind == "quantity":
            optional |= {
                "unit": st.sampled_from(["person", "kilometre"]),
                "about": st.just("20 %"),
                "min": number,
            }
        made[f"its-{kind}"] = entry | draw(st.fixed_dictionaries({}, optional=optional))
    return made


@st.composite
def _facts(draw: st.DrawFn, made: Tables) -> Tables:
    """A fact about what has been made so far."""
    predicate = draw(st.sampled_from(sorted(made["predicate"])))
    kind = made["predicate"][predicate]["value"]
    entities = st.sampled_from(sorted(made["entity"]))
    entry: Tables = {
        "subject": draw(entities),
        "predicate": predicate,
        "value": draw(_values(kind, sorted(made["entity"]))),
        "source": draw(st.sampled_from(sorted(made["source"]))),
    }
    optional: dict[str, st.SearchStrategy[object]] = {
        "quote": words,
        "said-by": st.one_of(st.sampled_from(SPEAKERS), entities),
        "of": entities,
        "share": st.sampled_from(["many", "some", 3]),
        "status": st.sampled_from(["expected", *made["predicate"][predicate].get("statuses", ["planned"])]),
        "during": st.sampled_from(["May 2031", date(2031, 5, 4)]),
        "as-of": st.just("4 May 2031"),
        "rank": st.sampled_from(["preferred", "retracted"]),
        "tags": st.lists(words, max_size=2),
        "locator": words,
        "implied": words,
        "checked": st.just({"by": "R. Quill", "on": date(2031, 6, 1)}),
    }
    parts = [name for name in sorted(made["entity"]) if entry["subject"] in _wholes(made["entity"], name)]
    if parts:
        optional["part"] = st.sampled_from(parts)
    if made["fact"]:
        earlier = st.sampled_from(sorted(made["fact"]))
        optional |= {
            "because": earlier,
            "derived-from": st.lists(earlier, min_size=1, max_size=2, unique=True),
        }
    if "scope" in made["predicate"][predicate]:
        optional["scope"] = st.just({"method": "count"})
    if kind != "boolean":
        optional["polarity"] = st.just("denied")
    entry |= draw(st.fixed_dictionaries({}, optional=optional))
    return _completed(draw, entry)


def _wholes(entities: Tables, name: str) -> set[str]:
    """What a thing is a part of, or lies within, by whatever steps; each is made before it."""
    above: set[str] = set()
    for key in ("part-of", "within"):
        names = entities[name].get(key, [])
        for one in [names] if isinstance(names, str) else names:
            above |= {one} | _wholes(entities, one)
    return above


def _completed(draw: st.DrawFn, entry: Tables) -> Tables:
    """Keys that say something only beside others."""
    if "said-by" in entry:
        entry |= draw(
            st.fixed_dictionaries({}, optional={"via": st.just(["the town crier"]), "said-in": words})
        )
    if "quote" in entry:
        entry |= draw(st.fixed_dictionaries({}, optional={"prefix": words, "section": words}))
    if draw(st.booleans()):
        marks = st.sampled_from(["likely", "C3", Decimal("0.83"), 1])
        entry |= {"confidence": draw(marks), "note": draw(words)}
    if isinstance(entry["value"], dict) and "text" not in entry["value"]:
        entry["implied"] = "it follows"
    return entry


@st.composite
def _values(draw: st.DrawFn, kind: str, entities: list[str]) -> object:
    if kind == "boolean":
        return draw(st.one_of(st.booleans(), st.just({"none": True})))
    choices: tuple[object, ...] = PHRASES.get(kind) or tuple(entities)
    plain = [choice for choice in choices if isinstance(choice, str)]
    forms = [
        st.sampled_from(choices),
        st.sampled_from([{"unknown": True}, {"none": True, "text": "nobody"}]),
        st.lists(st.sampled_from(plain), min_size=2, unique=True).map(
            lambda some: {"one-of": some, "text": "or"}
        ),
    ]
    if kind == "quantity":
        forms += [
            st.sampled_from([{"min": 3}, {"max": Decimal("4.5"), "max-open": True, "text": "under 4.5"}])
        ]
    if kind == "date":
        forms += [st.just({"min": date(2031, 5, 4), "max": "2031-06", "text": "then"})]
    return draw(st.one_of(forms))


@st.composite
def _lists(draw: st.DrawFn, made: Tables) -> Tables:
    """Partitions, constraints, acceptances, passages that claim nothing."""
    entities, facts = sorted(made["entity"]), sorted(made["fact"])
    source = st.sampled_from(sorted(made["source"]))
    partition = {"of": entities[0], "parts": ["others", "spare"]}
    made["entity"]["spare"] = {"name": "the rest", "part-of": entities[0]}
    made["entity"]["others"] = {"name": "the others", "within": entities[0]}
    constraint = st.fixed_dictionaries(
        {"rule": st.sampled_from(["wrong-order", "impossible-anniversary"])},
        optional={
            "before": st.sampled_from(entities),
            "level": st.just("note"),
            "bound": plain_data(),
            "within": st.just([]),
        },
    )
    passage = st.fixed_dictionaries({"source": source, "quote": words, "reason": words})
    lists: Tables = {
        "partition": draw(st.sampled_from([[], [partition], [{**partition, "exhaustive": True}]])),
        "constraint": draw(st.lists(constraint, max_size=2)),
        "leave-out": draw(st.lists(passage, max_size=2)),
    }
    if facts:
        acceptance = {
            "rule": "disputed",
            "facts": facts[:2],
            "reason": "on purpose",
            "until": date(2032, 1, 1),
        }
        lists["accept"] = draw(st.sampled_from([[], [acceptance]]))
    return lists


def plain_data() -> st.SearchStrategy[object]:
    """Any value that TOML can hold, finite numbers only."""
    scalars = st.one_of(
        st.booleans(), st.integers(), st.text(max_size=8), st.dates(), st.times(), st.datetimes(),
        st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000),
    )  # fmt: skip
    keys = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=4)
    return st.recursive(
        scalars,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
        max_leaves=6,
    )


def blocks_of(made: Tables) -> list[str]:
    """Each entry of some tables as a block of TOML of its own."""
    blocks = []
    for kind, content in made.items():
        if isinstance(content, dict):
            blocks += [_block(f"[{kind}.{name}]", entry) for name, entry in content.items()]
        else:
            blocks += [_block(f"[[{kind}]]", entry) for entry in content]
    return blocks


def _block(header: str, entry: Tables) -> str:
    lines = [f"{toml_key(key)} = {toml_value(value)}" for key, value in entry.items()]
    return "\n".join([header, *lines]) + "\n"


def toml_key(key: str) -> str:
    """A key, in quotes where it must be."""
    bare = string.ascii_letters + string.digits + "-_"
    return key if key and all(character in bare for character in key) else toml_value(key)


# ---- fact bases for the laws of findings

LAW_WORLD = attrs.evolve(
    WORLD,
    entities={
        **WORLD.entities,
        "young": Entity("young", "the young drummers", kind="group", part_of=("drummers",)),
        "crowd": Entity("crowd", "the crowd", kind="group", part_of=("march",)),
        "clowns": Entity("clowns", "the clowns", kind="group", part_of=("crowd",)),
        "flute": Entity("flute", "the flute players", kind="group", part_of=("crowd",)),
    },
    partitions=(
        Partition("march", ("drummers", "dancers"), exhaustive=True),
        Partition("crowd", ("clowns", "flute"), exhaustive=True),
    ),
    constraints=(
        Constraint("wrong-order", {"before": "march", "after": "parade"}),
        Constraint("impossible-anniversary", {"ordinal": "anniversary"}),
    ),
)
LOGICAL = frozenset(
    {
        "contradictory",
        "sources-conflict",
        "disputed",
        "part-exceeds-whole",
        "wrong-order",
        "impossible-anniversary",
    }
)
FoundConflict = tuple[str, str, frozenset[str]]
# Subject, predicate, part ("" for the whole, "*" for any), what it relates to ("" for anything).
Slot = tuple[str, str, str, str]
_CROWDS: list[Slot] = [
    ("march", "participants", part, "")
    for part in ("", "drummers", "dancers", "young", "crowd", "clowns", "flute")
]
_DAYS: list[Slot] = [("march", "date", "", ""), ("parade", "date", "", "")]
_TIMES: list[Slot] = [("parade", "anniversary", "*", "march"), ("parade", "anniversary", "*", "hill")]
_OTHERS: list[Slot] = [("march", name, "*", "") for name in ("length", "motto", "permitted", "place")]
# What a base is surely about, and what else it may be about.
_FAMILIES = (
    (_CROWDS[:2], _CROWDS),
    (_CROWDS[:3], _CROWDS[:4]),
    (_CROWDS[5:], _CROWDS[4:]),
    ([_CROWDS[0], *_CROWDS[5:]], _CROWDS),
    ([*_CROWDS[:1]] * 3, _CROWDS[:2]),
    (_DAYS, _DAYS),
    ([*_DAYS, _TIMES[0]], [*_DAYS, *_TIMES]),
    *(([slot, slot], [slot, _CROWDS[0]]) for slot in _OTHERS),
)


@st.composite
def judged_bases(draw: st.DrawFn, *, max_facts: int = 5, world: FactBase = LAW_WORLD) -> FactBase:
    """Small fact bases whose facts have much to do with each other: a property or two of a thing or two."""
    surely, perhaps = draw(st.sampled_from(_FAMILIES))
    more = draw(st.lists(st.sampled_from(perhaps), max_size=max_facts - len(surely)))
    plain = draw(st.sets(st.sampled_from(["voice", "scope", "kind"])))
    made = [draw(_slot_facts(world, slot, plain)) for slot in [*surely, *more]]
    named = [attrs.evolve(fact, id=f"fact-{number}") for number, fact in enumerate(made)]
    return attrs.evolve(world, facts=tuple(named))


@st.composite
def _slot_facts(draw: st.DrawFn, world: FactBase, slot: Slot, plain: set[str]) -> Fact:
    """A fact about a certain quantity; plain in some respects, so that more facts exclude each other."""
    subject, predicate, part, of = slot
    fact = draw(facts(world, subjects=[subject], predicates=[predicate]))
    fact = attrs.evolve(fact, part=fact.part if part == "*" else part or None, of=of or fact.of)
    if "voice" in plain:
        fact = attrs.evolve(fact, citation=Citation("gazette"), attribution=Attribution())
    if "scope" in plain:
        fact = attrs.evolve(fact, scope=Scope())
    if "kind" in plain:
        fact = attrs.evolve(fact, denied=False, rank="normal")
    return fact


def with_facts(base: FactBase, some: Iterable[Fact]) -> FactBase:
    """The same world with other facts."""
    return attrs.evolve(base, facts=tuple(some))


def judged(base: FactBase) -> Report:
    """What the rules about values say of a fact base."""
    return checker.check(base, settings=Settings(select=LOGICAL, today="2031-05-01"))


def reported(base: FactBase) -> set[FoundConflict]:
    """The conflicts that are reported, each with its rule, its level and the ids of its facts."""
    return {
        (finding.rule, finding.level.value, frozenset(conflict))
        for finding in judged(base)
        for conflict in finding.conflicts
    }


def told(base: FactBase) -> str:
    """The facts of a base in few words, for the note of a failing example."""
    return "\n".join(
        f"{fact.id}: {'not ' if fact.denied else ''}{fact.subject} {fact.predicate}"
        f" {canonical_reading(fact.value)}"
        f" part={fact.part} of={fact.of} {fact.voice} {fact.scope} {fact.rank}"
        for fact in base.facts
    )


class Told:
    """The same, put into words only where an example fails."""

    def __init__(self, base: FactBase) -> None:
        self.base = base

    def __repr__(self) -> str:
        return told(self.base)
