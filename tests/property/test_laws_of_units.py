"""Law 7 for every rule that looks at numbers or days: other units and calendars change no verdict."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import attrs
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import averred
from averred.findings import Level
from averred.values import Date, OneOf, Quantity
from averred.values.calendar import MONTH_NAMES, day_number, year_month_day
from averred.writer import format_fact_base
from tests.catalogue import EMPTY, SHAPES, base_for, judged_by
from tests.property.test_laws_of_the_catalogue import LISTS_SOME
from tests.property.test_screening_of_the_catalogue import readable
from tests.strategies import Told, with_facts

if TYPE_CHECKING:
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.report import Report
    from averred.values import Value

#: By how many days the Julian calendar is behind in the years that are drawn.
BEHIND: Final = 13
UNITS: Final = {"kilometre": "metre", "day": "hour"}
chances = st.integers(0, 2**64).map(Random)


def _measured(rule: str) -> bool:
    """Whether a rule is tried on facts with numbers or days."""
    shape = SHAPES[rule]
    kinds = {EMPTY.predicates[slot[1]].value for slot in (*shape.surely, *shape.perhaps)}
    return not kinds.isdisjoint({"quantity", "date"})


MEASURED: Final = sorted(filter(_measured, SHAPES))


def _given(fact: Fact, chance: Random | None) -> Fact:
    """A fact as it is written: in units and days as they are, or by chance in others."""
    keys = EMPTY.predicates[fact.predicate].scope
    plain = readable(_within(fact, keys))
    if isinstance(fact.value, Quantity):
        other = chance is not None and fact.value.unit in UNITS and chance.random() < 0.8
        unit = UNITS[str(fact.value.unit)] if other else fact.value.unit
        return attrs.evolve(plain, written=str(fact.value.interval), overridden=True, unit=unit)
    if chance is not None and chance.random() < 0.8:
        return attrs.evolve(plain, written=_julian(fact.value) or plain.written)
    return plain


def _within(fact: Fact, keys: tuple[str, ...]) -> Fact:
    """A fact with no scope keys but those of its predicate."""
    kept = tuple((key, value) for key, value in fact.scope.keys if key in keys)
    return attrs.evolve(fact, scope=attrs.evolve(fact.scope, keys=kept))


def _julian(value: Value) -> str | None:
    """A day in the Julian calendar; None for what is not one day."""
    if not isinstance(value, Date) or value.is_period or not value.interval.is_point:
        return None
    day = int(value.interval.lo or 0)
    year, month, number = year_month_day(day - BEHIND)
    assert day_number(year, month, number, "julian") == day
    return f"{number} {MONTH_NAMES[month]} {year} (Julian)"


def _read(base: FactBase, chance: Random | None) -> FactBase:
    """The same facts from a file, in which they may be in other units and another calendar."""
    written = with_facts(base, [_given(fact, chance) for fact in base.facts])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "facts.toml").write_text(format_fact_base(written), encoding="utf-8")
        return averred.load(Path(folder))


def _judged(report: Report, *, lists_some: bool) -> set[tuple[object, ...]]:
    """The verdicts and the findings; of conflicts that are not all listed, how grave they are."""
    verdicts: set[tuple[object, ...]] = {
        (one.rule, one.about, one.verdict, one.facts) for one in report.judgements
    }
    found = [(one.rule, one.level, one.about, one.conflicts or one.facts) for one in report]
    return verdicts.union(one[:3] if lists_some else one for one in found)


@pytest.mark.parametrize("rule", MEASURED)
@given(chances)
def test_units_and_calendars_change_nothing(rule: str, chance: Random) -> None:
    """Law 7: numbers in metres or hours and Julian days are judged as kilometres and Gregorian days are."""
    base = base_for(rule, chance)
    note(Told(base))
    plain, other = _read(base, None), _read(base, chance)

    assert {fact.id for fact in base.facts if not isinstance(fact.value, OneOf)} <= plain.by_id.keys()
    assert plain.by_id.keys() == other.by_id.keys()
    plainly, otherwise = (
        _judged(judged_by(rule, one), lists_some=rule in LISTS_SOME) for one in (plain, other)
    )
    assert plainly == otherwise


#: A rule about the number in the words: 1.5 kilometres are 1,500 metres, and these are whole.
ABOUT_WORDS: Final = "not-an-integer"


@pytest.mark.parametrize("rule", [rule for rule in MEASURED if rule != ABOUT_WORDS])
@given(chances)
def test_units_change_nothing_where_none_is_declared(rule: str, chance: Random) -> None:
    """Law 7: nor does it matter whether a predicate says in which unit its numbers are compared."""
    base = base_for(rule, chance)
    note(Told(base))
    open_ = {name: attrs.evolve(one, unit=None) for name, one in base.predicates.items()}
    bare = attrs.evolve(base, predicates=open_)
    plain, other = _read(bare, None), _read(bare, chance)

    assert plain.by_id.keys() == other.by_id.keys()
    plainly, otherwise = (
        {_without_reading(one) for one in _judged(judged_by(rule, base), lists_some=rule in LISTS_SOME)}
        for base in (plain, other)
    )
    assert plainly == otherwise


def _without_reading(judged: tuple[object, ...]) -> tuple[object, ...]:
    """What was judged, but for the words of a value that several things share: they have a unit."""
    is_card = judged[0] == "not-unique" and isinstance(judged[1], Level)
    return tuple(str(one).rpartition(" · ")[0] if is_card and i == 2 else one for i, one in enumerate(judged))


def test_the_other_units_are_other_words() -> None:
    """Of the drawn facts some are in metres, some in hours, and some are Julian days."""
    seen = ""
    for seed in range(40):
        for rule in ("out-of-range", "joint-conflict"):
            chance = Random(seed)  # noqa: S311 - the same facts each time
            facts = [_given(fact, chance) for fact in base_for(rule, chance).facts]
            seen += format_fact_base(with_facts(EMPTY, facts))

    assert all(f'unit = "{unit}"' in seen for unit in UNITS.values())
    assert "(Julian)" in seen


def test_only_rules_about_words_and_things_are_left_out() -> None:
    """Whatever looks at a number or a day is tried."""
    left_out = SHAPES.keys() - set(MEASURED)

    assert {
        "excluded-value",
        "missing-inverse",
        "missing-object-statement",
        "missing-symmetric",
        "part-elsewhere",
        "value-not-allowed",
        "weaker-elsewhere",
        "wrong-value-type",
    } == left_out
