"""Facts of fact files that rest on rows: what is found is the same at every size."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from averred.report import Report
from averred.scale import embedded, filling, large
from tests.engines import ENGINES
from tests.property.test_screening import _seen
from tests.scale_bases import COUNTED, KEYS, SETTINGS, WAYS, judge_everything, write_base

VOCABULARY = f"""{COUNTED}[predicate.size]
value = "quantity"
functional = true
max = 50
[predicate.date]
value = "date"
functional = true
[predicate.leads]
value = "entity"
[[constraint]]
rule = "too-few"
predicate = "size"
least = 1
subject = "ring"
"""
ROWS = [
    {"id": "r0", "subject": "club", "predicate": "size", "value": "5", **KEYS},
    {"id": "r1", "subject": "club", "predicate": "size", "value": "6", **KEYS},
    {"id": "r2", "subject": "team", "predicate": "size", "value": "7", **KEYS, "derived-from": "r0"},
    {"id": "r3", "subject": "fair", "predicate": "date", "value": "4 May 2030", **KEYS},
    {"id": "broken", "subject": "team", "predicate": "size", "value": "many a folk", **KEYS},
    {"id": "lost", "subject": "team", "predicate": "size", "value": "7", **KEYS, "derived-from": "broken"},
    {"id": "twin", "subject": "hall", "predicate": "size", "value": "7", **KEYS},
    {"id": "twin", "subject": "hall", "predicate": "size", "value": "8", **KEYS},
    {"id": "back", "subject": "club", "predicate": "size", "value": "5", **KEYS, "derived-from": "one"},
    {"id": "round", "subject": "ring", "predicate": "size", "value": "5", **KEYS, "derived-from": "back"},
    {"id": "large", "subject": "hall", "predicate": "size", "value": "70", **KEYS},
    {"id": "beside", "subject": "town", "predicate": "size", "value": "9", **KEYS, "derived-from": "one"},
    {"id": "twin-day", "subject": "ball", "predicate": "date", "value": "6 May 2030", **KEYS},
    {"id": "twin-day", "subject": "ball", "predicate": "date", "value": "4 May 2030", **KEYS},
    {"id": "r1", "subject": "club", "predicate": "size", "value": "6", **KEYS, "derived-from": "broken"},
    {"subject": "stall", "predicate": "size", "value": "7", **KEYS},
]
REST = 'source = "register"\nimplied = "told"\n'
SIZE = '[fact.one]\nsubject = "town"\npredicate = "size"\nvalue = "8"\n' + REST
DAY = '[fact.day]\nsubject = "fair"\npredicate = "date"\nvalue = "{}"\n' + REST
CASES = {
    "a row": SIZE + 'derived-from = ["r0"]\n',
    "a row that is taken too": SIZE.replace("town", "club") + 'derived-from = ["r1"]\n',
    "a row on a row": SIZE + 'derived-from = ["r2"]\n',
    "a row without an id": SIZE + 'derived-from = ["rows-ndjson-16"]\n',
    "several": SIZE + 'derived-from = ["r0", "r3", "count"]\n',
    "a row with a finding of its own": SIZE + 'derived-from = ["large"]\n',
    "nothing": SIZE + 'derived-from = ["nobody"]\n',
    "a row and nothing": SIZE + 'derived-from = ["r0", "nobody"]\n',
    "a row that cannot be taken": SIZE + 'derived-from = ["broken"]\n',
    "a row that rests on such a row": SIZE + 'derived-from = ["lost"]\n',
    "two rows of one id": SIZE + 'derived-from = ["twin"]\n',
    "a circle": SIZE + 'derived-from = ["back"]\n',
    "a longer circle": SIZE + 'derived-from = ["round"]\n',
    "the year": DAY.format("5 May") + 'year-from = "r3"\n',
    "the day": DAY.format("that day") + 'same-as = "r3"\n',
    "the day of two rows of one id": DAY.format("that day") + 'same-as = "twin-day"\n',
    "the day of a number": DAY.format("that day") + 'same-as = "r0"\n',
    "retracted because of it": SIZE + 'rank = "retracted"\nbecause = "r0"\n',
    "about what only rows name": SIZE.replace("town", "hall") + 'derived-from = ["r0"]\n',
    "a chain of both": SIZE
    + 'derived-from = ["r0"]\n'
    + SIZE.replace("one", "two")
    + 'derived-from = ["beside"]\n',
}


def _base(folder: Path, told: str) -> Report:
    """The report of judging everything, once the files are there."""
    write_base(folder, VOCABULARY + told, ROWS)
    return judge_everything(folder)


@pytest.mark.parametrize("most_read", [1, 1_000])
@pytest.mark.parametrize("told", CASES.values(), ids=CASES)
@pytest.mark.parametrize("way", WAYS)
def test_fact_files_rest_on_rows(tmp_path: Path, told: str, way: str, most_read: int) -> None:
    """The findings are those of judging everything; a fact that is not taken is said once."""
    everything = _base(tmp_path, told)
    screened = WAYS[way](large.open_large(tmp_path, SETTINGS, most_read=most_read))

    assert _seen(everything.findings) == _seen(screened.findings)
    assert len(everything.findings) == len(screened.findings)
    assert everything.checked == screened.checked


def test_what_rests_on_a_row_is_there(tmp_path: Path) -> None:
    """A fact that rests on a row is judged beside others."""
    report = _base(tmp_path, CASES["a chain of both"])

    assert ("contradictory", ("beside", "count", "one", "two")) in {
        (one.rule, one.facts) for one in report.findings
    }


def test_rows_stay_rows(tmp_path: Path) -> None:
    """A row on which a fact file rests is not taken for a fact of that file."""
    _base(tmp_path, CASES["a row on a row"])
    opened = large.open_large(tmp_path, SETTINGS)
    with closing(ENGINES["sqlite"]()) as engine:
        engine.add(filling.records(opened))
        embedded.check(opened, engine)
        ((count,),) = engine.rows("SELECT COUNT(*) FROM facts")

    assert count == len(ROWS) + len(("count", "one"))
