"""What goes to the executors of Spark and comes back: the findings of judging here, row by row or at once."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.config import Settings
from averred.engine.duck import DuckEngine
from averred.errors import AverredError
from averred.exchange.ndjson import line_of
from averred.report import Report
from averred.scale import distributed, embedded, executors, filling, large
from tests.effort import times
from tests.engines import kept_apart
from tests.property.test_screening import PLANTED, VOCABULARY, _row, _seen, rows

CHOSEN = Settings(today="2031-06-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the vocabulary alone."""
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def _write(folder: Path, made: list[dict[str, Any]], name: str = "rows.ndjson") -> None:
    (folder / name).write_text("".join(map(line_of, made)), encoding="utf-8")


def _both(folder: Path, most_read: int = 1000) -> tuple[Report, Report]:
    """The reports of judging in one process, and of judging apart."""
    opened = large.open_large(folder, attrs.evolve(CHOSEN, sources=folder), most_read=most_read)
    with closing(DuckEngine()) as engine:
        filling.fill(engine, opened, range(len(opened.files)))
        here = embedded.check(opened, engine)
    with closing(kept_apart()) as apart:
        apart.measure(len(opened.files), partial(executors.measured, opened, "1GB"))
        return here, distributed.check(opened, apart)  # type: ignore[arg-type]  # it does what SparkEngine does


def _told(report: Report) -> tuple[object, ...]:
    counted = (report.skipped, report.read_in_full, report.tally, dict(report.citations))
    return _seen(report.findings), _seen(report.accepted), set(report.fact_base.by_id), counted


@given(made=rows(), most_read=st.sampled_from([1, 3, 1000]))
@times(Fraction(3, 20))
def test_judging_apart_is_judging_here(
    tmp_path_factory: pytest.TempPathFactory, made: list[dict[str, Any]], most_read: int
) -> None:
    """Whatever the rows hold, in two files, and however few of them are read at once."""
    folder = tmp_path_factory.mktemp("base")
    (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    _write(folder, made[::2])
    _write(folder, made[1::2], "more.ndjson")
    here, apart = _both(folder, most_read)

    assert "spark" == apart.engine
    assert _told(here) == _told(apart)


@pytest.mark.parametrize("most_read", [1, 1000])
def test_every_planted_conflict_is_found_apart(folder: Path, most_read: int) -> None:
    """All of them at once, most of subjects that no fact file speaks of."""
    made = [
        {**row, "id": f"p{n}-{row['id']}", "derived-from": ["rest"]}
        for n, rows in enumerate(PLANTED)
        for row in rows
    ]
    _write(folder, made)

    here, apart = _both(folder, most_read)

    assert 5 < len(apart.findings)
    assert _told(here) == _told(apart)


def test_rows_are_read_with_what_they_rest_on(folder: Path) -> None:
    """A group whose facts rest on facts that rest on others: these are read too, and judged by nobody."""
    _write(
        folder,
        [
            _row(5, "date", "4 May 2031", subject="fair", **{"derived-from": "r7"}),
            _row(6, "date", "2029", subject="fair"),
            _row(7, "date", "2031", subject="ball", **{"derived-from": "r8"}),
            _row(8, "date", "2031", subject="feast"),
            _row(9, "cost", "3", subject="feast"),
        ],
    )

    here, apart = _both(folder)

    assert "contradictory" in {one.rule for one in apart.findings}
    assert {"r5", "r6", "r7", "r8"} <= set(apart.fact_base.by_id)
    assert _told(here) == _told(apart)


def test_a_thousand_facts_of_one_group_travel_in_pieces(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read and what is found is sent on in batches; the pieces are put together again."""
    monkeypatch.setattr(executors, "_BATCH", 7)
    _write(folder, [_row(n, "cost", str(n), subject="fair", polarity="denied") for n in range(30)])
    _write(folder, [_row(n, "date", str(2000 + n), subject="fair") for n in range(30, 60)], "more.ndjson")

    here, apart = _both(folder)

    assert [] != list(apart.findings)
    assert _told(here) == _told(apart)


def test_broken_files_are_told_apart_as_here(folder: Path) -> None:
    """A line that is no JSON, a row without its keys, a page that is damaged: once each, with its row."""
    _write(folder, [_row(n, "cost", str(n), subject="fair") for n in range(3)])
    with (folder / "rows.ndjson").open("a") as file:
        file.write("{\n[]\n")
    kept = [{**_row(n, "marchers", str(n), subject="fair"), "min": n, "max": n} for n in range(30)]
    table = pa.Table.from_pylist([{**row, "derived-from": "rest"} for row in kept])
    path = folder / "rows.parquet"
    pq.write_table(table, path, row_group_size=10, compression="NONE", use_dictionary=False)
    data = bytearray(path.read_bytes())
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(bytes(data))

    for most_read in (1, 1000):
        here, apart = _both(folder, most_read)

        assert {"malformed-file", "contradictory"} <= {one.rule for one in apart.findings}
        assert _told(here) == _told(apart)


def test_a_row_of_the_table_that_is_no_entry_is_in_no_group(folder: Path) -> None:
    """A file that changed since it was measured: the row that is no longer an entry is judged as nothing."""
    _write(folder, [])
    opened = large.open_large(folder, CHOSEN)
    (folder / "rows.ndjson").write_text("[]\n")
    wanted = pa.record_batch({"unit": ["fair"], "file": [0], "line": [1], "own": [1]})
    found = list(executors.fetched(opened, iter([wanted])))

    assert 1 == sum(len(batch) for batch in found)
    assert [] == list(executors.judged_groups(opened, (), iter(found)))
    assert [] == list(executors.judged_groups(opened, (), iter([])))
    assert [] == list(executors.fetched(opened, iter([])))


def test_a_unit_in_pieces_is_refused(folder: Path) -> None:
    """Rows that do not come sorted would be judged in pieces: that is an error, and never a finding less."""
    _write(folder, [_row(n, "cost", str(n), subject=f"fair-{n % 2}") for n in range(3)])
    opened = large.open_large(folder, CHOSEN)
    wanted = pa.record_batch(
        {"unit": ["fair-0", "fair-1", "fair-0"], "file": [0] * 3, "line": [1, 2, 3], "own": [1] * 3}
    )
    found = list(executors.fetched(opened, iter([wanted])))

    with pytest.raises(AverredError, match="“fair-0” came in pieces"):
        list(executors.judged_groups(opened, (), iter(found)))


def test_citations_are_verified_in_executors(folder: Path) -> None:
    """Quotes are looked up where their rows are judged; what became of each is counted as here."""
    (folder / "more.toml").write_text('[source.book]\npath = "book.txt"\n', encoding="utf-8")
    (folder / "book.txt").write_text("Nine lamps burned. Ten lamps were out.\n", encoding="utf-8")
    quotes = ["Nine lamps burned", "Ten lamps were out", "Eleven lamps"]
    _write(
        folder,
        [
            _row(n, "motto", quote, subject="fair", source="book", quote=quote)
            for n, quote in enumerate(quotes)
        ],
    )

    for most_read in (1, 1000):
        here, apart = _both(folder, most_read)

        assert {"exact"} < {one.verdict for one in apart.citations.values()}
        assert _told(here) == _told(apart)


def test_findings_are_handed_on_as_they_come(folder: Path) -> None:
    """Who takes them gets each once, with its facts if these are of one part; the report counts them."""
    _write(folder, [_row(n, "date", str(2000 + n), subject=f"fair-{n // 2}") for n in range(6, 10)])
    opened = large.open_large(folder, CHOSEN, most_read=1)
    taken: list[Report] = []
    with closing(kept_apart()) as apart:
        apart.measure(len(opened.files), partial(executors.measured, opened, "1GB"))
        report = distributed.check(opened, apart, hand_on=taken.append)  # type: ignore[arg-type]  # as above

    found = [finding for part in taken for finding in part.findings]
    assert {"r6", "r7", "r8", "r9"} <= {name for finding in found for name in finding.facts}
    assert len(set(found)) == len(found)
    of_one_part = [(part, one) for part in taken for one in part.findings if one.rule != "source-missing"]
    assert all(name in part.fact_base.by_id for part, one in of_one_part for name in one.facts)
    assert report.tally is not None


def test_what_cannot_be_taken_is_missing(folder: Path) -> None:
    """A row that executors cannot take, and one that rests on it, do not count as what has to be there."""
    words = '[[constraint]]\nrule = "missing-statement"\npredicate = "cost"\nrequires = "date"\n'
    (folder / "constraints.toml").write_text(words, encoding="utf-8")
    rows = [_row(n, "cost", "1", subject=name) for n, name in enumerate(("fair", "ball", "feast"), 20)]
    rows += [_row(30, "date", "2031", subject="fair", n0te="?"), _row(31, "date", "2031", subject="feast")]
    rows += [_row(32, "date", "2031", subject="ball", **{"derived-from": "r30"})]
    _write(folder, rows)

    here, apart = _both(folder, 2)

    missing = [one.about.partition(" ")[0] for one in apart.findings if one.rule == "missing-statement"]
    assert ["ball", "fair", "town"] == sorted(missing)
    assert _told(here) == _told(apart)
