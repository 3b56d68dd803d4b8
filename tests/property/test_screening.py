"""Law 8: judging what the screens let through gives the findings of judging everything, on every engine."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import api, checker
from averred.config import Settings
from averred.engine.numbers import inwards
from averred.exchange.ndjson import line_of
from averred.findings import Finding
from averred.report import Report
from averred.scale import embedded, filling, large
from averred.values import Interval
from tests.engines import ENGINES

VOCABULARY = """
[source.gazette]
title = "Gazette"
[source.almanac]
title = "Almanac"
[entity.march]
name = "Lantern March"
kind = "event"
[entity.flood]
name = "The Flood"
kind = "event"
[entity.town]
name = "Orvale"
kind = "place"
[entity.bakers]
name = "the bakers"
part-of = "march"
[entity.apprentices]
name = "the apprentices"
part-of = "bakers"
[entity.millers]
name = "the millers"
part-of = "march"
[predicate.marchers]
value = "quantity"
unit = "person"
functional = true
min = 0
[predicate.length]
value = "quantity"
unit = "kilometre"
max = 9.5
functional = true
[predicate.cost]
value = "quantity"
[predicate.date]
value = "date"
functional = true
[predicate.place]
value = "entity"
functional = true
[predicate.motto]
value = "text"
functional = true
exact = true
[predicate.held]
value = "boolean"
functional = true
[predicate.anniversary]
value = "ordinal"
[[partition]]
of = "march"
parts = ["bakers", "millers"]
exhaustive = true
[[constraint]]
rule = "wrong-order"
before = "flood"
after = "march"
[[constraint]]
rule = "impossible-anniversary"
ordinal = "anniversary"
[[constraint]]
rule = "impossible-anniversary"
ordinal = "anniversary"
same-day = true
[fact.told]
subject = "march"
predicate = "marchers"
value = "around 400"
implied = "it is told"
derived-from = []
[fact.rest]
subject = "town"
predicate = "cost"
value = "1"
source = "gazette"
quote = "one"
[[accept]]
rule = "contradictory"
facts = ["r0", "r1"]
reason = "known"
"""
NUMBERS = ("400", "around 400", "450", "more than 400", "1,200", "dozens", "300 to 500", "0.1", "3.3", "1/3")
VALUES: dict[str, tuple[Any, ...]] = {
    "marchers": (*NUMBERS, {"unknown": True}, {"none": True}, {"one-of": ["400", "900"], "value": "or"}),
    "length": (
        "9 km",
        "6 miles",
        "9.5",
        "10 km",
        "9.50000000000000001",
        {"min": "9.1", "max": "9.3", "value": "x"},
    ),
    "cost": ("1", "2", "3 kg"),
    "date": ("2031", "May 2031", "4 May 2031", "5 May 2031", "{2029, 2031}", "2011", "4 May", "1990s"),
    "place": ("town", "Orvale", "march", "flood", "new-town"),
    "motto": ("Light for all", "Light  for all", "no"),
    "held": ({"truth": True}, {"truth": False}),
    "anniversary": ("twentieth", "20th", "3rd"),
}


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of facts about few things, so that many of them compete; some are wrong."""
    made = []
    for index in range(draw(st.integers(0, 14))):
        predicate = draw(st.sampled_from([*VALUES, "marchers", "date", "marchers"]))
        value = draw(st.sampled_from(VALUES[predicate]))
        row: dict[str, Any] = {
            "id": f"r{index}",
            "subject": draw(st.sampled_from(["march", "flood", "town", "new-town"])),
            "predicate": predicate,
            **(value if isinstance(value, dict) else {"value": value}),
        }
        optional: dict[str, st.SearchStrategy[Any]] = {
            "derived-from": st.sampled_from([["rest"], ["rest"], ["r0"], ["r3", "rest"], ["nobody"]]),
            "part": st.sampled_from(["bakers", "apprentices", "millers"]),
            "status": st.sampled_from(["actual", "expected"]),
            "source": st.sampled_from(["gazette", "almanac", "no-such"]),
            "said-by": st.sampled_from(["the mayor", "?", "march"]),
            "polarity": st.just("denied"),
            "rank": st.just("retracted"),
            "during": st.sampled_from(["2031", "May 2031", "2030", "2031/2031", "../2031", "soon", "4 May"]),
            "as-of": st.sampled_from(["2031", "2031-05-04", "2031-05-05", 7]),
            "share": st.sampled_from(["many", "some"]),
            "of": st.just("flood"),
            "quote": st.just("words"),
            "year-from": st.just("r1"),
            "id": st.just("r1"),
            "unit": st.sampled_from(["person", "metre"]),
            "n0te": st.just("a"),
            "tags": st.just(3),
        }
        chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=2)) | {"derived-from"}
        if predicate == "anniversary":
            chosen = (chosen | {"of"}) - {"id"}
        made.append(row | {key: draw(optional[key]) for key in sorted(chosen)})
    return made


def _row(number: int, predicate: str, value: str, **keys: str) -> dict[str, Any]:
    made = {"id": f"r{number}", "subject": "march", "predicate": predicate, "value": value}
    return {**made, "derived-from": ["rest"], **keys}


#: One conflict of each rule that has a screen, so that each screen is needed.
PLANTED = (
    [_row(0, "cost", "5", part="bakers"), _row(1, "cost", "3")],
    [_row(0, "cost", "5", part="apprentices"), _row(1, "cost", "3", part="bakers")],
    [_row(0, "cost", "5", part="bakers"), _row(1, "cost", "4", part="millers"), _row(2, "cost", "8")],
    [_row(0, "cost", "1", part="bakers"), _row(1, "cost", "4", part="millers"), _row(2, "cost", "8")],
    [_row(0, "length", "10 km", part="bakers")],
    [_row(0, "date", "2033", subject="flood"), _row(1, "date", "2031")],
    [
        _row(0, "date", "2009", subject="flood"),
        _row(1, "date", "2031"),
        _row(2, "anniversary", "20th", of="flood"),
    ],
    [
        _row(0, "date", "2013", subject="flood"),
        _row(1, "date", "2031"),
        _row(2, "anniversary", "20th", of="flood"),
    ],
    [
        _row(0, "date", "2011-02-26", subject="flood"),
        _row(1, "date", "2031-02-25"),
        _row(2, "anniversary", "20th", of="flood"),
    ],
    [
        _row(0, "date", "2011-02-26", subject="flood"),
        _row(1, "date", "2031-02-27"),
        _row(2, "anniversary", "20th", of="flood"),
    ],
    [_row(0, "motto", "a", share="many"), _row(1, "motto", "a", share="some", subject="town")],
    [_row(0, "motto", "a"), _row(1, "motto", "b")],
    [_row(0, "motto", "a", during="2031"), _row(1, "motto", "b", during="2031"), _row(2, "motto", "c")],
    [
        _row(0, "cost", "3", during="2031"),
        _row(1, "marchers", "400", during="2031"),
        _row(2, "marchers", "500", **{"as-of": "May 2031"}),
        _row(3, "marchers", "600", during="2030"),
    ],
    [_row(0, "cost", "3"), _row(1, "cost", "3", polarity="denied")],
    [_row(0, "cost", "3", **{"derived-from": "r1"}), _row(1, "cost", "3", **{"derived-from": "r0"})],
    [
        _row(0, "date", "4 May", **{"year-from": "r1"}),
        _row(1, "date", "2031", subject="town"),
        _row(2, "date", "2030"),
    ],
)


@pytest.mark.parametrize("made", PLANTED)
def test_every_screen_lets_its_conflict_through(made: list[dict[str, Any]]) -> None:
    """A base with one conflict of a kind gives it, on either way."""
    expected, every_screened = _every_way(made, 1000)
    without, _ = _every_way([], 1000, engines=())

    known = _seen(without.findings)
    assert [one for one in _seen((*expected.findings, *expected.accepted)) if one not in known]
    for screened in every_screened:
        assert _seen(expected.findings) == _seen(screened.findings)


def _every_way(
    made: list[dict[str, Any]], most_read: int, engines: Iterable[str] = ENGINES
) -> tuple[Report, list[Report]]:
    """The report of judging everything, and those of judging what the screens let through."""
    chosen = Settings(today="2031-06-01")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
        (base / "rows.ndjson").write_text("".join(map(line_of, made)) + ("{\n" if len(made) > 5 else ""))
        everything = checker.check(api.load(base, settings=chosen), settings=chosen)
        opened = large.open_large(base, chosen, most_read=most_read)
        return everything, [_screened(opened, name) for name in engines]


def _screened(opened: large.Large, name: str) -> Report:
    with closing(ENGINES[name]()) as engine:
        engine.add(filling.records(opened))
        return embedded.check(opened, engine)


def _seen(findings: tuple[Finding, ...]) -> set[tuple[object, ...]]:
    """What a finding says, but for what depends on how many facts were read: a suggestion."""
    return {
        (
            one.id,
            one.rule,
            one.level,
            one.headline.partition("; did you")[0],
            one.facts,
            one.conflicts,
            one.derivation,
        )
        for one in findings
    }


@given(made=rows(), most_read=st.sampled_from([1, 3, 1000]))
def test_screen_then_judge_is_judging_everything(made: list[dict[str, Any]], most_read: int) -> None:
    """Whatever the rows hold, and however few of them are read at once, the findings are the same."""
    everything, every_screened = _every_way(made, most_read)

    expected = _seen(everything.findings)
    for screened in every_screened:
        assert (screened.engine, expected) == (screened.engine, _seen(screened.findings))
        assert _seen(everything.accepted) == _seen(screened.accepted)
        assert everything.checked == screened.checked
    assert list(ENGINES) == [screened.engine for screened in every_screened]


numbers = st.one_of(
    st.integers(-(10**20), 10**20),
    st.integers(-5, 5),
    st.fractions(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(Fraction),
)


@given(numbers, numbers, st.booleans(), st.booleans())
def test_no_order_is_lost_to_rounding(low: Any, high: Any, low_open: bool, high_open: bool) -> None:
    """Where a lower end excludes an upper end exactly, it does so for the doubles that stand for them."""
    above = Interval(low, None, lo_open=low_open).is_below(Interval(None, high)) or not Interval(
        low, None, lo_open=low_open
    ).intersects(Interval(None, high, hi_open=high_open))
    a, b = inwards(low, up=True, is_open=low_open), inwards(high, up=False, is_open=high_open)

    assert a is not None
    assert b is not None
    assert a > b or not above


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5))
def test_equal_exact_values_pass_no_screen(number: Any) -> None:
    """A decimal of at most 15 digits is one double from above and from below."""
    exact = Fraction(number)

    assert inwards(exact, up=True, is_open=False) == inwards(exact, up=False, is_open=False)
    assert math.isfinite(inwards(exact, up=True, is_open=True) or 0.0)
