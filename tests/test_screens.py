"""Single declarations whose screens have a way of their own, each with rows that break them in a part."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from averred import api, checker
from averred.config import Settings
from averred.engine import session
from averred.engine.screens import screens
from averred.exchange.ndjson import line_of
from averred.scale import embedded, filling, large
from tests.engines import ENGINES, SqliteEngine
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
    engine.add(filling.records(opened))

    screened = embedded.check(opened, engine)

    engine.close()
    expected = "joint-conflict" if case.startswith("by way") else rule
    assert expected in {one.rule for one in everything.findings}
    assert _seen(everything.findings) == _seen(screened.findings)


#: Rows of a thing of which two costs are one too few to be too many, and whether they have to be read.
COSTS: dict[str, tuple[list[str | dict[str, Any]], bool]] = {
    "two values, each twice": (["3", "5", "3", "5"], False),
    "three values": (["3", "5", "7"], True),
    "three on one day": ([{"value": str(n), "during": "2031"} for n in (3, 5, 7)], True),
    "two values on days": ([{"value": str(n), "during": f"203{n}"} for n in (3, 5, 3, 5)], False),
    "three that no double tells apart": (
        ["1.0000000000000000001", "1.0000000000000000002", "1.0000000000000000003"],
        True,
    ),
    "one of several": (["3", "3", {"value": {"one-of": ["5", "7"]}}], True),
    "a retracted one": (["3", "5", "3", {"value": "7", "rank": "retracted"}], False),
    "three with something in common": (["3 to 9", "4 to 9", "5 to 9"], False),
    "another status": (["3", "5", {"value": "7", "status": "planned"}], False),
}


@pytest.mark.parametrize("case", COSTS)
@pytest.mark.parametrize("engine", ENGINES)
def test_different_values_are_counted(case: str, engine: str, tmp_path: Path) -> None:
    """What may have two values is read where there may be three; what is found is the same."""
    given, are_read = COSTS[case]
    told = [one if isinstance(one, dict) else {"value": one} for one in given]
    rows = [{**_row(10 + n, "cost", "3", subject="fair"), **one} for n, one in enumerate(told)]
    declared = '[[constraint]]\nrule = "too-many"\npredicate = "cost"\nmost = 2\n'
    vocabulary = VOCABULARY.partition("[[accept]]")[0] + declared
    (tmp_path / "vocabulary.toml").write_text(vocabulary, encoding="utf-8")
    (tmp_path / "rows.ndjson").write_text("".join(map(line_of, rows)), encoding="utf-8")
    everything = checker.check(api.load(tmp_path, settings=CHOSEN), settings=CHOSEN)
    opened = large.open_large(tmp_path, CHOSEN)
    with closing(ENGINES[engine]()) as running:
        running.add(filling.records(opened))
        screened = embedded.check(opened, running)
        asked = screens(opened.vocabulary, opened.screens)
        found = session.run(running, asked)

    assert _seen(everything.findings) == _seen(screened.findings)
    assert are_read is (("fair", "cost") in {*found.alone, *found.linked, *found.some})
