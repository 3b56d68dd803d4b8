"""Single declarations whose screens have a way of their own, each with rows that break them in a part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from averred import api, checker
from averred.config import Settings
from averred.exchange.ndjson import line_of
from averred.scale import embedded, large
from tests.engines import SqliteEngine
from tests.property.test_screening import VOCABULARY, _row, _seen

CHOSEN = Settings(today="2031-06-01")
NESTED = """
[entity.masters]
name = "the masters"
part-of = "bakers"
[[partition]]
of = "bakers"
parts = ["apprentices", "masters"]
exhaustive = true
"""
CASES: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "one is too many": (
        "too-many", 'predicate = "cost"\nmost = 0',
        [_row(10, "cost", "3", subject="fair"), _row(11, "length", "5 km", subject="fair")],
    ),
    "a number that excludes": (
        "mutually-exclusive", 'predicate = "cost"\nwith = "marchers"\nvalues = "400"',
        [_row(10, "cost", "3", subject="fair"), _row(11, "marchers", "400", subject="fair"),
         _row(12, "cost", "3", subject="ball"), _row(13, "marchers", "500", subject="ball")],
    ),
    "later than today": (
        "out-of-range", 'predicate = "date"\nmax = "now"',
        [_row(10, "date", "2040", subject="fair"), _row(11, "date", "2030", subject="ball")],
    ),
    "each in its own unit": (
        "out-of-range", 'predicate = "cost"\nmax = "2 kg"',
        [_row(10, "cost", "3000 g", subject="fair"), _row(11, "cost", "1 kg", subject="ball")],
    ),
    "one day, of which one has its year elsewhere": (
        "not-unique", 'predicate = "date"',
        [_row(10, "date", "4 May", subject="fair", **{"year-from": "r11"}),
         _row(11, "date", "2030", subject="feast"), _row(12, "date", "2030-05-04", subject="ball")],
    ),
    "far from another thing": (
        "difference-out-of-range",
        'predicate = "date"\nfrom = "date"\nfrom-subject = "flood"\nmin = 2\nmax = 3\nunit = "year"',
        [_row(10, "date", "2031", subject="fair"), _row(11, "date", "2001", subject="flood"),
         _row(12, "date", "2004", subject="ball")],
    ),
    "no such number": (
        "missing-statement", 'predicate = "cost"\nrequires = "marchers"\nvalues = "400"',
        [_row(10, "cost", "3", subject="fair"), _row(11, "marchers", "500", subject="fair"),
         _row(12, "cost", "3", subject="ball"), _row(13, "marchers", "400", subject="ball")],
    ),
    "a difference beyond a declared range": (
        "difference-out-of-range", 'predicate = "marchers"\nfrom = "crowd"\nmin = 10',
        [_row(10, "marchers", "5", subject="fair"), _row(11, "crowd", "at most 9", subject="fair")],
    ),
    "parts of parts": (
        "joint-conflict", 'date = "date"\nduration = "length"',
        [_row(10, "marchers", "5"), _row(11, "marchers", "3", part="apprentices"),
         _row(12, "marchers", "1", part="masters"), _row(13, "marchers", "3", part="millers")],
    ),
    "by way of a thing without a date": (
        "difference-out-of-range",
        'predicate = "date"\nfrom = "date"\nfrom-subject = "march"\nkind = "place"\nmin = 0',
        [_row(10, "date", "2031", subject="flood"), _row(11, "date", "2020", subject="town")],
    ),
}  # fmt: skip
CROWD = '[predicate.crowd]\nvalue = "quantity"\nunit = "person"\nmin = 0\n'


@pytest.mark.parametrize("case", CASES)
def test_a_screen_lets_it_through(case: str, tmp_path: Path) -> None:
    """The rule finds what is wrong, and the same as where everything is judged."""
    rule, words, rows = CASES[case]
    declared = f'[[constraint]]\nrule = "{rule}"\n{words}\n'
    vocabulary = VOCABULARY.partition("[[accept]]")[0] + NESTED + CROWD + declared
    (tmp_path / "vocabulary.toml").write_text(vocabulary, encoding="utf-8")
    (tmp_path / "rows.ndjson").write_text("".join(map(line_of, rows)), encoding="utf-8")
    everything = checker.check(api.load(tmp_path, settings=CHOSEN), settings=CHOSEN)
    opened = large.open_large(tmp_path, CHOSEN)
    engine = SqliteEngine()
    engine.add(embedded.records(opened))

    screened = embedded.check(opened, engine)

    engine.close()
    expected = "joint-conflict" if case.startswith("by way") else rule
    assert expected in {one.rule for one in everything.findings}
    assert _seen(everything.findings) == _seen(screened.findings)
