"""Two things that must be contemporary: all ordered pairs of periods over four days."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import averred
from averred.findings import Verdict

DAYS = ("2031-03-01", "2031-03-02", "2031-03-03", "2031-03-04")
PERIODS = [(start, end) for start in range(4) for end in range(start, 4)]
PREFACE = """
[source.gazette]
[entity.a]
name = "A"
[entity.b]
name = "B"
[predicate.first-day]
value = "date"
[predicate.last-day]
value = "date"
[[constraint]]
rule = "no-overlap"
first = "a"
second = "b"
start = "first-day"
end = "last-day"
"""


def _day(name: str, subject: str, predicate: str, day: int) -> str:
    keys = f'subject = "{subject}"\npredicate = "{predicate}"\nvalue = "{DAYS[day]}"\n'
    return f'[fact.{name}]\nsource = "gazette"\n{keys}'


@pytest.mark.parametrize("a,b", list(product(PERIODS, PERIODS)))
def test_periods_exclude_each_other_iff_one_is_before_the_other(
    a: tuple[int, int], b: tuple[int, int], tmp_path: Path
) -> None:
    """Before and after are violated; the eleven other relations of Allen, touching included, are fine."""
    facts = [
        _day("a-first", "a", "first-day", a[0]),
        _day("a-last", "a", "last-day", a[1]),
        _day("b-first", "b", "first-day", b[0]),
        _day("b-last", "b", "last-day", b[1]),
    ]
    (tmp_path / "facts.toml").write_text(PREFACE + "".join(facts), encoding="utf-8")
    expected = Verdict.VIOLATED if a[1] < b[0] or b[1] < a[0] else Verdict.SATISFIED

    report = averred.check(averred.load(tmp_path))
    verdicts = [judgement.verdict for judgement in report.judgements if judgement.rule == "no-overlap"]

    assert [expected] == verdicts
