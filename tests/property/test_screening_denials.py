"""Groups in which something is denied: let through where it may be what another fact asserts."""

from __future__ import annotations

import tempfile
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from averred import api, checker
from averred.engine import session
from averred.engine.numbers import DENIAL, bounds_of, denial_of
from averred.engine.screens import screens
from averred.scale import embedded, filling, large
from averred.values import Interval, Quantity, Unknown
from tests.effort import times
from tests.engines import ENGINES, kept_engine
from tests.property.test_screening import VALUES, VOCABULARY, _row, _seen
from tests.scale_bases import WAYS, judge_everything, write_base
from tests.test_scale import CHOSEN

TIMES = ["2031", "May 2031", "2030", "../2031", "2031-05-04"]
ENDS = [-(10**17) - 1, 0, 1, 9.5, 10**17 + 1]
THINGS = ["march", "flood", "town", "bakers", "millers", "apprentices", "new-town"]
PREDICATES = [name for name in VALUES if name != "held"]  # a truth value is not denied


@st.composite
def denials(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows about two things, of which each second one denies something."""
    made = []
    predicate = draw(st.sampled_from(PREDICATES))
    for index in range(draw(st.integers(2, 9))):
        value = draw(st.sampled_from([*VALUES[predicate], *VALUES[draw(st.sampled_from(PREDICATES))]]))
        row: dict[str, Any] = {"id": f"r{index}", "predicate": predicate, "derived-from": ["rest"]}
        row.update(value if isinstance(value, dict) else {"value": value})
        row["subject"] = draw(st.sampled_from(["march", "town"]))
        optional: dict[str, st.SearchStrategy[Any]] = {
            "polarity": st.just("denied"),
            "during": st.sampled_from(TIMES),
            "part": st.just("bakers"),
            "said-by": st.just("the mayor"),
            "rank": st.just("retracted"),
        }
        chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=1))
        chosen |= {"polarity"} if draw(st.booleans()) else set()
        made.append(row | {key: draw(optional[key]) for key in sorted(chosen)})
    return made


@times(Fraction(3, 2))  # more bases, each on one way: a screen that is wrong is so on every way
@given(denials(), st.sampled_from([*WAYS]))
def test_what_is_denied_is_judged_wherever_it_matters(made: list[dict[str, Any]], way: str) -> None:
    """Whatever is denied beside what is asserted: the findings are those of judging everything."""
    with tempfile.TemporaryDirectory() as name:
        write_base(Path(name), VOCABULARY, made)
        opened = large.open_large(Path(name), CHOSEN)
        everything = judge_everything(Path(name))
        found = _seen(WAYS[way](opened).findings)

    assert found == _seen(everything.findings)


@st.composite
def bounded(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of a Parquet file with bounds, or with words in some, about few quantities of some things."""
    rows: list[dict[str, Any]] = []
    some = draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=7, unique=True))
    for thing in (one for one in some for _ in range(draw(st.integers(2, 8)))):
        low, high = sorted(draw(st.tuples(st.sampled_from(ENDS), st.sampled_from(ENDS))))
        words = draw(st.sampled_from(["5", "more than 3", "about 9", "no words", "2 to 7"]))
        has_bounds = draw(st.sampled_from([True, True, False]))
        predicate = draw(st.sampled_from(["marchers", "cost"]))
        row = _row(len(rows), predicate, words, subject=thing, source="gazette")
        row["min"], row["max"] = (low, high) if has_bounds else (None, None)
        row["polarity"] = draw(st.sampled_from([None, "asserted", "denied", "denied"]))
        rows.append(row | {"derived-from": "rest"})
    return rows


#: What 15 digits do not hold, between what they hold.
LARGE = [
    {**_row(0, "cost", "5", source="gazette"), "min": 10**17, "max": 10**17, "polarity": None},
    {**_row(1, "cost", "5", source="gazette"), "min": 10**17 - 1, "max": 10**17 + 1, "polarity": "denied"},
]


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.decimal128(20, 1)])
@times(Fraction(1, 4))  # each example has a few groups: the engine takes as long for one
@example(made=[{**row, "derived-from": "rest"} for row in LARGE])
@given(made=bounded())
def test_a_parquet_may_deny_bounds(kind: Any, made: list[dict[str, Any]]) -> None:
    """What DuckDB reads for itself is what Python reads row by row, and gives the same findings."""
    with tempfile.TemporaryDirectory() as name, closing(kept_engine()) as engine:
        folder = Path(name)
        (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
        columns = {key: [row[key] for row in made] for key in made[0]}
        for end in ("min", "max"):
            numbers = [None if number is None else Decimal(str(number)) for number in columns[end]]
            columns[end] = pa.array(numbers, pa.decimal128(20, 1)).cast(kind, safe=False)
        table = pa.table(columns)
        pq.write_table(table, folder / "rows.parquet")
        everything = checker.check(api.load(folder, settings=CHOSEN), settings=CHOSEN)
        opened = large.open_large(folder, CHOSEN)
        filling.fill(engine, opened, [0])

        assert _seen(everything.findings) == _seen(embedded.check(opened, engine).findings)


#: What is asserted, what is denied, and whether it may be the same.
CASES: list[tuple[str, Any, Any, bool]] = [
    ("marchers", "400", "450", False),
    ("marchers", "400", "400", True),
    ("marchers", "300 to 500", "400", False),  # what is asserted has to lie inside, but no box can know that
    ("marchers", "400", "more than 400", False),
    ("marchers", "450", "more than 400", True),
    ("marchers", "more than 400", "450", False),
    ("marchers", "more than 450", "more than 400", True),
    ("cost", "1", "2", False),
    ("date", "2031", "2030", False),
    ("date", "4 May 2031", "2031", True),
    ("date", "4 May", "2031", True),  # nobody knows its year yet
    ("place", "town", "march", False),
    ("place", "town", "town", True),
    ("motto", "Light for all", "no", False),
    ("anniversary", "twentieth", "3rd", False),
    ("anniversary", "twentieth", "20th", True),
    ("cost", {"none": True}, {"none": True}, True),  # what is no interval is judged
    ("cost", "400", {"one-of": ["400", "900"], "value": "or"}, True),
]


@pytest.mark.parametrize("name, case", [*product(ENGINES, CASES)])
def test_a_denial_lets_through_what_it_may_meet(name: str, case: tuple[str, Any, Any, bool]) -> None:
    """A group is judged where what is asserted may lie inside of what is denied."""
    predicate, asserted, denied, matters = case
    rows = [_row(0, predicate, "some"), _row(1, predicate, "some", polarity="denied")]
    for row, value in zip(rows, (asserted, denied), strict=True):
        del row["value"]
        row.update(value if isinstance(value, dict) else {"value": value})
    rows += [_row(2, "marchers", "7", subject="flood", polarity="denied")]  # nothing is asserted beside it
    with tempfile.TemporaryDirectory() as folder, closing(ENGINES[name]()) as engine:
        write_base(Path(folder), VOCABULARY, rows)
        opened = large.open_large(Path(folder), CHOSEN)
        engine.add(filling.records(opened))
        found = session.run(engine, screens(opened.vocabulary, opened.screens))

    assert ({("march", predicate)} if matters else set()) == found.alone | found.linked


def test_what_cannot_be_compared_is_a_denial_of_anything() -> None:
    """Of such values nothing is known that tells a group from others."""
    everything = Quantity(Interval(None, None), None, "some")

    assert DENIAL == denial_of(Unknown("unknown"))
    assert (0, 1, -1e300, 1e300) == denial_of(everything)[9:13]


ENDS_OF_DOUBLES = st.sampled_from([10**15, 2**53, 10**17]).flatmap(lambda end: st.integers(end - 2, end + 2))


@example([10**17 - 1, 10**17, 10**17, 10**17 + 1])
@given(st.lists(ENDS_OF_DOUBLES | st.integers(-2, 2) | st.fractions(), min_size=4, max_size=4))
def test_what_lies_inside_does_so_for_doubles(numbers: list[Any]) -> None:
    """What is denied is rounded away from what is asserted, whose ends are rounded towards each other."""
    least, low, high, most = sorted(numbers)
    known = bounds_of(Quantity(Interval(low, high), None, "some"))
    denied = denial_of(Quantity(Interval(least, most), None, "some"))

    assert known.value_lo is not None
    assert denied.denied_lo is not None
    assert denied.denied_lo <= known.value_lo
    assert known.value_hi is not None
    assert denied.denied_hi is not None
    assert denied.denied_hi >= known.value_hi
