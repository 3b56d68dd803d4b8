"""Blocks of TOML: what they look like, and that odd values read back to themselves."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from averred.errors import AverredError
from averred.facts import Attribution, Check, Citation, Confidence, Fact, Scope
from averred.reader import read
from averred.values import Boolean, Interval, Quantity, Text, read_date
from averred.writer import format_entity, format_fact, format_fact_base, toml_value

FACT = Fact(
    id="lede",
    subject="march",
    predicate="walkers",
    value=Quantity(Interval.point(400), "person", "around 400"),
    written="around 400",
    citation=Citation("gazette", 'the "400"', "a", "b", "c", "she said"),
    attribution=Attribution("the mayor", ("a baker",)),
    confidence=Confidence(Fraction(83, 100), "0.83", "the author says 0.83"),
)


def test_block_of_a_fact() -> None:
    """A block has the fact's keys in a fixed order and nothing that goes without saying."""
    fact = attrs.evolve(
        FACT,
        denied=True,
        rank="preferred",
        note="two\nlines",
        scope=Scope("expected", read_date("May 2031"), read_date("2031-05-04"), (("my key", "count"),)),
        checked=Check("R. Quill", "2031-06-01"),
        tags=("a", "b"),
    )

    assert """\
[fact.lede]
subject = "march"
predicate = "walkers"
value = "around 400"
polarity = "denied"
status = "expected"
during = "May 2031"
as-of = "2031-05-04"
scope = { "my key" = "count" }
source = "gazette"
quote = "the \\"400\\""
prefix = "a"
suffix = "b"
section = "c"
said-by = "the mayor"
via = ["a baker"]
said-in = "she said"
rank = "preferred"
confidence = 0.83
tags = ["a", "b"]
note = "two\\nlines"
checked = { by = "R. Quill", on = 2031-06-01 }
""" == format_fact(fact)


def test_default_source_is_not_repeated() -> None:
    """Where the file gives the source for all facts, a block need not."""
    fact = attrs.evolve(
        FACT,
        citation=Citation("gazette"),
        attribution=Attribution(),
        confidence=attrs.evolve(FACT.confidence, written=None),
    )

    assert format_fact(fact).replace('source = "gazette"\n', "") == format_fact(
        fact, default_source="gazette"
    )
    assert "source" in format_fact(fact, default_source="almanac")
    assert "source" not in format_fact(attrs.evolve(fact, citation=None))


@pytest.mark.parametrize(
    "value, written",
    [
        (True, "true"),
        (-3, "-3"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 8), "-0.125"),
        (Decimal("1E+5"), "1E+5"),
        ('a\\"\x7f\x00\té', '"a\\\\\\"\\u007f\\u0000\\té"'),
        (date(2031, 5, 4), "2031-05-04"),
        (datetime(2031, 5, 4, 19, 30), "2031-05-04T19:30:00"),  # noqa: DTZ001 - a local time on purpose
        ({}, "{}"),
        ({"a b": (1, "x")}, '{ "a b" = [1, "x"] }'),
    ],
)
def test_plain_data(value: object, written: str) -> None:
    """Plain data is written on one line and means the same to `tomllib`."""
    assert written == toml_value(value)
    assert tomllib.loads(f"a = {written}")["a"] in (value, [1, "x"], {"a b": [1, "x"]}, float(100_000))


@pytest.mark.parametrize("value", [Fraction(1, 3), None, object()])
def test_what_toml_cannot_hold(value: object) -> None:
    """What TOML has no way to write is refused, not bent."""
    with pytest.raises(AverredError):
        toml_value(value)


def test_long_decimals() -> None:
    """A decimal fraction is written with all of its digits."""
    assert f"0.{'0' * 59}1" == toml_value(Fraction(1, 10**60))


DECLARATIONS = """\
[entity.march]
name = "Lantern March"
missing-statement = ["date"]
[predicate.length]
value = "quantity"
unit = "kilometre"
[predicate.lamps]
value = "quantity"
[predicate.permitted]
value = "boolean"
[predicate.date]
value = "date"
"""


@pytest.mark.parametrize(
    "predicate, value",
    [
        ("length", 'value = { min = 1, max = 3, min-open = true, unit = "mile", text = "x" }'),
        ("length", 'value = { max = 2.5, text = "x" }\nunit = "mile"\nkind = "spread"'),
        ("length", 'value = "3 or so"\nunit = "mile"'),
        ("lamps", 'value = { min = 1, text = "x" }\nunit = "dozen"'),
        ("lamps", 'value = { max = 1, text = "x" }'),
        ("permitted", "value = false"),
        ("date", 'value = { min = 2031-05-04, text = "then" }'),
        ("date", 'value = { max = "May 2031", text = "then" }\nshare = "many"'),
    ],
)
def test_odd_values_read_back(predicate: str, value: str, tmp_path: Path) -> None:
    """Units, open ends and missing ends survive being written and read."""
    text = f'{DECLARATIONS}[fact.it]\nsubject = "march"\npredicate = "{predicate}"\n{value}\n'
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    rules = frozenset({"missing-statement"})
    base = read(tmp_path, rule_keys=rules)
    assert () == base.problems
    (tmp_path / "x.toml").write_text(format_fact_base(base), encoding="utf-8")
    again = read(tmp_path, rule_keys=rules)

    assert attrs.evolve(base["it"], origin=None) == attrs.evolve(again["it"], origin=None)
    assert format_entity(base.entities["march"]) == format_entity(again.entities["march"])


def test_facts_made_in_memory() -> None:
    """A fact made in memory is written by its words where its value has no bounds to write."""
    odd = attrs.evolve(FACT, value=Text("x"), overridden=True, written="x")
    truth = attrs.evolve(FACT, value=Boolean(value=False, text="false"), written="false")

    assert 'value = "x"' in format_fact(odd)
    assert "value = false" in format_fact(truth)
