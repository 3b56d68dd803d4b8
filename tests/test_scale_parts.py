"""What is found in several parts of the rows is one finding, as where all rows are read at once."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from averred import reader
from averred.reader.entries import FactMaker
from averred.reader.parsing import parse
from averred.reader.positions import positions
from averred.report import Report
from averred.scale import large
from tests.property.test_screening import _seen
from tests.scale_bases import COUNTED, KEYS, SETTINGS, WAYS, judge_everything, write_base

VOCABULARY = f"""{COUNTED}[source.almanac]
title = "Almanac"
[predicate.size]
value = "quantity"
[predicate.verdict]
value = "text"
opinion = true
"""
#: A fact of a fact file for which nobody is named.
GUESS = """
[fact.guess]
subject = "town"
predicate = "size"
value = "about 9"
source = "register"
implied = "guessed"
"""
Row = dict[str, Any]


def _row(number: int, **keys: object) -> Row:
    row = {"id": f"r{number}", "subject": f"s{number % 3}", "predicate": "size", "value": "5"}
    return {**row, **KEYS, **keys}


def _reports(
    folder: Path, rows: list[Row], way: str, most_read: int, extra: str = ""
) -> tuple[Report, Report]:
    write_base(folder, VOCABULARY + extra, rows)
    return judge_everything(folder), WAYS[way](large.open_large(folder, SETTINGS, most_read=most_read))


def _cited(number: int, source: str) -> Row:
    row = _row(number, source=source, quote=f"about {number}")
    del row["derived-from"]
    return row


@pytest.mark.parametrize("most_read", [1, 3, 4, 1_000])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "rows",
    [
        [_row(number, value=f"about {number}") for number in range(10)],
        [_row(number, value=f"about {number}", subject=f"s{number // 2}") for number in range(9)],
        [_row(number, predicate="verdict", value="fine") for number in range(7)],
        [_row(number, status="expected") for number in range(7)],
        [_row(number, value=f"about {number}", **{"said-by": "?"}) for number in range(7)],
        # The first part has what rests on each other.
        [_row(number, value=f"about {number}", subject="s", **{"derived-from": "r9"}) for number in range(9)]
        + [_row(9, value="about 9", subject="s")],
        [_row(number, value=f"about {number}", **{"derived-from": "r9"}) for number in range(9)]
        + [_row(9, value="many a folk")],
        [
            _row(number, value=f"about {number}", subject="town" if number == 6 else "s")
            for number in range(7)
        ],
        [_cited(number, ["register", "almanac"][number % 2]) for number in range(9)],
    ],
    ids=[
        "apart",
        "side by side",
        "opinions",
        "expected",
        "nobody",
        "with the first part",
        "on a wrong row",
        "with a fact file",
        "no source",
    ],
)
def test_one_finding_about_facts_of_several_parts(
    tmp_path: Path, rows: list[Row], way: str, most_read: int
) -> None:
    """Estimates of nobody, and facts whose source is missing."""
    everything, screened = _reports(tmp_path, rows, way, most_read, GUESS)

    assert _seen(everything.findings) == _seen(screened.findings)
    assert [one.fingerprint for one in everything.findings] == [one.fingerprint for one in screened.findings]


@pytest.mark.parametrize("most_read", [100, 250, 10_000])
@pytest.mark.parametrize("way", WAYS)
def test_very_many_rows_are_wrong(tmp_path: Path, way: str, most_read: int) -> None:
    """The first problems of a file are shown, the others are counted; all other rows are checked."""
    wrong = [_row(n, subject=f"w{n}", value="many a folk") for n in range(1_300)]
    sound = [_row(1_300, value="about 5"), _row(1_301, value="7")]
    everything, screened = _reports(tmp_path, [*wrong, *sound], way, most_read)
    headlines = [one.headline for one in screened.findings]

    wrongs = [one.headline for one in screened.findings if one.rule == "malformed-entry"]
    if way == "apart":  # which parts are judged first is not for us to say
        assert len(wrongs) == len(set(wrongs)) == 200
    else:
        assert _seen(everything.findings) == _seen(screened.findings)
    assert "1,100 more problems in this file" in headlines
    assert any("nobody is named" in one for one in headlines)
    assert everything.checked == screened.checked == 3


def test_what_needs_rows_that_are_not_shown(tmp_path: Path) -> None:
    """The finding that counts names the entries that could not be taken because of them."""
    wrong = [_row(number, value="many a folk") for number in range(201)]
    rests = [_row(201 + number, value="about 5", **{"derived-from": "r200"}) for number in range(2)]
    everything, screened = _reports(tmp_path, [*wrong, *rests], "duckdb", 10_000)
    (card,) = (one for one in everything.findings if one.headline == "1 more problem in this file")

    assert card in screened.findings
    assert card.help == ("2 entries that need it were not read: row 202, row 203",)


@pytest.mark.parametrize("most_read", [1, 1_000])
@pytest.mark.parametrize("way", WAYS)
def test_all_that_is_wrong_with_a_row_is_said(tmp_path: Path, way: str, most_read: int) -> None:
    """Two things of one kind are two; a suggestion depends on what is read beside a row, and is no third."""
    rows = [_row(number) for number in range(4)]
    rows += [_row(4, **{"derived-from": "nobody"}, source="no-such"), _row(5, **{"derived-from": "r33"})]

    everything, screened = _reports(tmp_path, rows, way, most_read)

    said = [one.headline for one in screened.findings if one.rule == "unknown-name"]
    assert 3 == len(said)
    assert [one.about for one in everything.findings] == [one.about for one in screened.findings]


def test_fact_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts there are, fact files are parsed once, and their facts are made once."""
    parsed: list[int] = []
    made: list[str] = []
    make = FactMaker.make

    def counted(data: bytes) -> Any:
        parsed.append(len(data))
        return parse(data)

    def noted(maker: FactMaker, fact_id: str, *rest: Any) -> Any:
        made.append(fact_id)
        return make(maker, fact_id, *rest)

    monkeypatch.setattr("averred.reader.loading.parse", counted)
    monkeypatch.setattr(FactMaker, "make", noted)
    write_base(tmp_path, VOCABULARY + GUESS, [_row(n, value=f"about {n}") for n in range(10)])
    WAYS["duckdb"](large.open_large(tmp_path, SETTINGS, most_read=2))

    assert 1 == len(parsed)
    assert ["count", "guess"] == [name for name in made if name in {"count", "guess"}]


def test_what_stands_where_is_looked_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts there are, a fact file that something is wrong with is scanned once."""
    scanned: list[str] = []

    def counted(text: str) -> Any:
        scanned.append(text)
        return positions(text)

    monkeypatch.setattr("averred.reader.positions.positions", counted)
    wrong = VOCABULARY + '[entity.hill]\nn0te = "?"\n'
    write_base(tmp_path, wrong, [_row(n, value=f"about {n}") for n in range(10)])
    report = WAYS["duckdb"](large.open_large(tmp_path, SETTINGS, most_read=2))

    assert "unknown-key" in {one.rule for one in report.findings}
    assert [wrong] == scanned


def test_what_was_parsed_does_not_travel() -> None:
    """What goes to an executor of Spark holds no second copy of the fact files."""
    earlier = reader.Earlier({"names.toml": ({}, "")})

    assert reader.Earlier() == pickle.loads(pickle.dumps(earlier))  # noqa: S301 - made right here
