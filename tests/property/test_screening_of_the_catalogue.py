"""Law 8 for every rule about the world: what its screen lets through is judged as everything is."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date as day
from fractions import Fraction
from functools import partial, reduce
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import api, checker, exchange
from averred.config import Settings
from averred.engine.columns import ASIDE
from averred.exchange.ndjson import line_of
from averred.factbase import FactBase
from averred.facts import Fact
from averred.report import Report
from averred.rules import RULES_BY_NAME
from averred.scale import embedded, filling, large
from averred.values import Date, EntityRef, OneOf, Quantity, Value
from averred.writer import format_fact_base
from tests.catalogue import SHAPES, base_for
from tests.effort import times
from tests.engines import ENGINES
from tests.property.test_screening import _seen
from tests.renaming import joined, renamed

#: What no law of the rules about the world is tried on, with a rule whose bases will do.
OTHERS = {
    "single-source": "contradictory", "unused-entity": "part-elsewhere", "unused-predicate": "too-few",
}  # fmt: skip
SCREENED = sorted(SHAPES.keys() | OTHERS)
#: The share of bases in which some rows are wrong.
SPOILT = 0.3
#: For laws that are tried on a few bases at once, four on average.
a_few_bases_each = times(Fraction(1, 4))
Row = dict[str, Any]
chance = Random
chances = st.integers(0, 2**64).map(chance)


def _settings(rule: str) -> Settings:
    """A rule alone, or every rule about the world."""
    if not rule:
        return Settings(select=frozenset(SHAPES) | {"sources-conflict", "disputed"}, today="2031-05-01")
    names = frozenset({rule, *(found.name for found in RULES_BY_NAME.values() if found.raised_by == rule)})
    return Settings(select=names, today="2031-05-01")


def _words(value: Value) -> str:
    """Words that are read as a value like this one."""
    if isinstance(value, Quantity):
        box = value.interval
        ends = [str(end) for end in (box.lo, box.hi) if end is not None]
        return f"{ends[0]}.0 km" if value.unit == "kilometre" else f"{ends[0]} days"
    if isinstance(value, Date):
        first, last = (day.fromordinal(int(str(end))) for end in (value.interval.lo, value.interval.hi))
        return f"{first}" if first == last else f"{first}/{last}"
    return value.entity if isinstance(value, EntityRef) else value.text


def readable(fact: Fact) -> Fact:
    """A fact whose words say its value."""
    value, scope = fact.value, fact.scope
    if isinstance(value, OneOf):
        options = tuple(attrs.evolve(one, text=_words(one)) for one in value.alternatives)
        value = attrs.evolve(value, alternatives=options)
    during, as_of = (date and attrs.evolve(date, text=_words(date)) for date in (scope.during, scope.as_of))
    is_box = isinstance(value, Quantity) and not (value.interval.is_point and value.interval.lo == 2)
    return attrs.evolve(
        fact,
        value=value,
        written="" if is_box else _words(value),
        overridden=is_box,
        scope=attrs.evolve(scope, during=during, as_of=as_of),
    )


def write(
    base: FactBase, folder: Path, in_rows: int, *, plain: bool, spoil: Callable[[Row], Row] = lambda row: row
) -> None:
    """A fact base as a fact file with some of its facts, and the others as rows.

    Args:
        base: the fact base.
        folder: where to.
        in_rows: how many facts are rows.
        plain: whether these say nothing for which each has to be read in full.
        spoil: changes plain rows.
    """
    every = [readable(fact) for fact in base.facts]
    rows, facts = every[:in_rows], every[in_rows:]
    told = '\n[fact.told]\nsubject = "march"\npredicate = "saying"\nvalue = "x"\nderived-from = []\n'
    words = format_fact_base(attrs.evolve(base, facts=tuple(facts)))
    (folder / "vocabulary.toml").write_text(words + told, "utf-8")
    exchange.write_facts(rows, folder / "rows.ndjson")
    if plain:
        lines = map(json.loads, (folder / "rows.ndjson").read_text("utf-8").splitlines())
        kept = [{key: value for key, value in row.items() if key not in ASIDE} for row in lines]
        rests = [{"derived-from": "told"}, {"derived-from": "told"}, {}]  # one in three on nothing
        written = "".join(line_of(spoil(row | rests[number % 3])) for number, row in enumerate(kept))
        (folder / "rows.ndjson").write_text(written, "utf-8")


def spoilt(drawn: Random, row: Row) -> Row:
    """A row that perhaps is not taken, or for which another is not."""
    wrong = {"id": "fact-0", "n0te": "?", "source": "nowhere", "derived-from": "nobody"}
    links = {"derived-from": f"fact-{drawn.randint(0, 3)}"}
    return row | drawn.choice([{}, {}, {}, links, links, dict([drawn.choice([*wrong.items()])])])


def every_way(
    folder: Path, rule: str, most_read: int = 1000, engines: Iterable[str] = ENGINES
) -> tuple[Report, list[tuple[str, Report]]]:
    """The report of judging everything, and those of judging what the screens let through, each engine's."""
    chosen = _settings(rule)
    everything = checker.check(api.load(folder, settings=chosen), settings=chosen)
    opened = large.open_large(folder, chosen, most_read=most_read)
    records = list(filling.records(opened))
    screened = []
    for name in engines:
        with closing(ENGINES[name]()) as engine:
            engine.add(records)
            screened.append((name, embedded.check(opened, engine)))
    return everything, screened


def side_by_side(bases: list[FactBase]) -> FactBase:
    """Fact bases in one world, each about entities of its own."""
    apart = [_with_names_of_its_own(number, base) for number, base in enumerate(bases)]
    whole = reduce(joined, apart)
    constraints = {repr(found): found for found in whole.constraints}
    return attrs.evolve(whole, constraints=tuple(constraints.values()))


def _with_names_of_its_own(number: int, base: FactBase) -> FactBase:
    own = {*base.entities, *base.by_id}
    other, _ = renamed(base, lambda name: f"{name}-{number}" if name in own else name)
    entities = {
        name: attrs.evolve(found, name=f"{found.name} {number}") for name, found in other.entities.items()
    }
    return attrs.evolve(other, entities=entities)


@pytest.mark.parametrize("rule", SCREENED)
@given(
    st.lists(chances, min_size=1, max_size=7),
    st.integers(0, 50),
    st.booleans(),
    st.sampled_from([1, 8, 1000]),
    st.sampled_from([*ENGINES]),
)
@a_few_bases_each
def test_what_a_screen_lets_through_is_all(
    rule: str, drawn: list[Random], in_rows: int, plain: bool, most_read: int, engine: str
) -> None:
    """Law 8: however the facts of a base are spread over fact files and rows, the rule finds the same.

    An engine takes as long for one base as for several. Each example is tried on one engine: what a rule asks
    is the same on all of them, and what they make of it is a question for all rules together.
    """
    with tempfile.TemporaryDirectory() as folder:
        base = side_by_side([base_for(OTHERS.get(rule, rule), one, max_facts=8) for one in drawn])
        spoil = partial(spoilt, drawn[0]) if drawn[0].random() < SPOILT else dict
        write(base, Path(folder), in_rows, plain=plain, spoil=spoil)

        everything, ((_, screened),) = every_way(Path(folder), rule, most_read, [engine])

    assert _seen(everything.findings) == _seen(screened.findings)


@given(chances, st.lists(st.sampled_from(sorted(SHAPES)), min_size=2, max_size=4), st.sampled_from([1, 1000]))
def test_no_rule_parts_what_another_needs(drawn: Random, rules: list[str], most_read: int) -> None:
    """Rules that are declared together, and let the same subjects through, find what they find."""
    bases = [base_for(rule, drawn, max_facts=6) for rule in rules]
    facts = [
        attrs.evolve(fact, id=f"of-{number}-{fact.id}")
        for number, one in enumerate(bases)
        for fact in one.facts
    ]
    constraints = {repr(found): found for one in bases for found in one.constraints}
    base = attrs.evolve(bases[0], facts=tuple(facts), constraints=tuple(constraints.values()))
    with tempfile.TemporaryDirectory() as folder:
        write(base, Path(folder), drawn.randint(0, len(facts)), plain=True)

        everything, screened = every_way(Path(folder), "", most_read)

    for name, report in screened:
        assert (name, _seen(everything.findings)) == (name, _seen(report.findings))


@pytest.mark.parametrize("rule", [one for one in SCREENED if RULES_BY_NAME[one].screened])
def test_without_its_screen_a_rule_finds_less(rule: str, tmp_path: Path) -> None:
    """Each screen is needed: where it asks nothing, a conflict in rows is not found."""
    found = RULES_BY_NAME[rule]
    screen = found.screened
    object.__setattr__(found, "screened", lambda *_: ())
    try:
        for seed in range(200):
            write(base_for(OTHERS.get(rule, rule), chance(seed)), tmp_path, 99, plain=True)
            everything, ((_, screened),) = every_way(tmp_path, rule, engines=["sqlite"])
            if _seen(everything.findings) != _seen(screened.findings):
                return
    finally:
        object.__setattr__(found, "screened", screen)
    pytest.fail("it finds the same")
