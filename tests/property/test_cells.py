"""Records of CSV that the engine reads itself give the rows that Python makes of them, whatever they hold."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.config import Settings
from averred.engine import cells, pieces
from averred.exchange import csv as csv_files
from averred.scale import embedded, filling, large
from averred.scale.large import Large
from tests.engines import kept_engine
from tests.property.test_lines import IGNORED, NAMES, PREDICATES, VOCABULARY
from tests.scale_bases import SETTINGS, judge_everything

USUAL = {"subject": "town", "predicate": "size", "value": "9", "source": "gazette", "derived-from": "count"}
NUMBERS = ("", "1", "-7", "2.5", "1.50", "007", "-0", "1e3", "NaN", "1/3", "999999999999999", "9" * 400, " 2")
#: What may stand under each key.
CELLS: dict[str, tuple[str, ...]] = {
    "id": ("r1", "r2", "", "Bad Id", "5"),
    "subject": ("town", "town", "s1", "", "A b", "'town", "'=x", "a\nb", "a\r\nb", "\x00", "Björn"),
    "predicate": (*PREDICATES, "span", "size", "size", ""),
    "value": (
        "9",
        "9 km",
        "around 200",
        "",
        " ",
        '"',
        'a "b" c',
        "a,b",
        "a;b",
        "-5",
        "'-5 to 3",
        "true",
        "市長",
    ),
    "unit": ("", "km", "m", "person", " ", "xyz", "%"),
    "min": NUMBERS,
    "max": NUMBERS,
    "source": ("gazette", "", "none"),
    "derived-from": ("count", "", '["count"]', '["a", "b"]', "[]", "[", '["\\u00e9"]', "[1]", "[x"),
    "said-by": ("", "the mayor", "town", "Björn", "市長", "?"),
    "polarity": ("", "denied", "asserted", "x"),
    "kind": ("", "spread", "x"),
    **dict.fromkeys(("truth", "unknown", "none", "max-open"), ("", "", "true", "False", "TRUE", "yes", "1")),
    "one-of": ("", '["9", "10"]', '["9"]', "[]", "9", "[9]", '["town","count"]', '["9",]', '[ "1" , "2" ]'),
    "tags": ("", "a", '["a", "b"]', "[]", "[1]"),
    "via": ("", "Ada", '["Ada"]', "[]", "town", '["Ada", "s1", "town"]', "[town]", "town s1", "5"),
    "during": ("", "2031", "2031-05-04", "soon"),
    "scope.method": ("", "counted"),
    "quote": ("", "a\n b", "'=x"),
    "confidence": ("", "0.5"),
    "same-as": ("", "count"),
    "colour": ("", "", "red"),
    "": ("", "", "x"),
}


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file with some columns, records of any length, and now and then damage."""
    names = [*USUAL, *draw(st.lists(st.sampled_from(sorted(CELLS)), max_size=5, unique=True))]
    if draw(st.integers(0, 5)):
        names = list(dict.fromkeys(names))
    names = draw(st.permutations(names))
    records = []
    for _ in range(draw(st.integers(0, 12))):
        changed = draw(st.sets(st.sampled_from(sorted(USUAL)), max_size=1))
        record = [
            USUAL[name] if name in USUAL and name not in changed else draw(st.sampled_from(CELLS[name]))
            for name in names
        ]
        if not draw(st.integers(0, 7)):
            record = draw(st.sampled_from([record[:2], [*record, ""], [*record, "x"], [""] * 3, []]))
        records.append(record)
    out = io.StringIO()
    options = {
        "lineterminator": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        "delimiter": draw(st.sampled_from([",", ",", ",", ";", "\t"])),
    }
    csv.writer(out, **options).writerows([names, *records])  # type: ignore[arg-type]  # csv takes any of these
    data = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"])) + out.getvalue().encode()
    if not draw(st.integers(0, 4)):
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.sampled_from([b'"', b"\xff", b"\n", b"x", b"'", b","])) + data[place:]
    return data


def _opened(folder: Path, data: bytes, *ignored: str) -> Large:
    (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "rows.csv").write_bytes(data)
    return large.open_large(folder / "rows.csv", Settings(today="2031-06-01", ignore=ignored))


def _rows(opened: Large, *, by_engine: bool) -> tuple[list[str], list[int]]:
    """The table `facts`, to the bit, and which rows were left to Python."""
    odd: list[int] = []
    read = cells.Cells.read

    def noted(self: cells.Cells, *words: Any) -> list[int]:
        found = read(self, *words)
        odd.extend(found)
        return found

    with closing(kept_engine()) as engine:
        if by_engine:
            with mock.patch.object(pieces, "FEW", 0), mock.patch.object(cells.Cells, "read", noted):
                filling.fill(engine, opened, [0])
        else:
            engine.add(filling.records(opened))
        rows = engine.rows(f"SELECT {NAMES} FROM facts ORDER BY file, line")  # noqa: S608 - of ours
        return [repr(row) for row in rows], odd


@given(data=files(), size=st.sampled_from([1, 3, 20_000]), ignored=IGNORED)
def test_the_engine_reads_what_python_reads(data: bytes, size: int, ignored: tuple[str, ...]) -> None:
    """Each row of the table is the same, to the bit, in whatever pieces the file is read."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(csv_files, "_AT_ONCE", size):
        opened = _opened(Path(folder), data, *ignored)

        assert _rows(opened, by_engine=False)[0] == _rows(opened, by_engine=True)[0]


def _text(*records: dict[str, str]) -> bytes:
    names = list(dict.fromkeys(key for record in records for key in record))
    out = io.StringIO()
    csv.writer(out).writerows([names, *([record.get(name, "") for name in names] for record in records)])
    return out.getvalue().encode()


PLAIN: tuple[dict[str, str], ...] = (
    {},
    {"value": "a\nb, “c”"},
    {"value": "", "min": "-1.5", "max": "2.50"},
    {"min": "1", "max": "2", "unit": "km"},
    {"predicate": "held", "value": "", "truth": "TRUE"},
    {"one-of": '["9", "10"]'},
    {"derived-from": '["count"]', "tags": '["a"]', "via": "Ada"},
    {"polarity": "denied", "kind": "spread", "said-by": "the mayor"},
)
ODD = (
    {"subject": ""},
    {"value": "'=x"},
    {"min": "007", "max": "8"},
    {"min": "1e3"},
    {"truth": "yes"},
    {"one-of": "9"},
    {"one-of": "[9]"},
    {"tags": "[]"},
    {"derived-from": "[1]"},
    {"said-by": "市長"},
    {"colour": "red"},
)


@pytest.mark.parametrize("more, is_odd", [*((one, False) for one in PLAIN), *((one, True) for one in ODD)])
def test_which_records_are_plain(more: dict[str, str], is_odd: bool, tmp_path: Path) -> None:
    """What the engine reads itself, beside records that it reads."""
    opened = _opened(tmp_path, _text(USUAL, {**USUAL, **more}, USUAL))
    expected, _ = _rows(opened, by_engine=False)

    assert (expected, [3] * is_odd) == _rows(opened, by_engine=True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"subject,value\ntown,9\n",
        b"subject,predicate,value,,\ntown,size,9,,\n",
        ",".join(["subject", "predicate", *(f"scope.k{n}" for n in range(200))]).encode() + b"\ntown,size\n",
    ],
    ids=["nothing", "no predicate", "two columns without a key", "very many keys"],
)
def test_headers_that_python_reads(data: bytes, tmp_path: Path) -> None:
    """Where a header is not plain no record is."""
    opened = _opened(tmp_path, data)
    expected, _ = _rows(opened, by_engine=False)

    assert (expected, [2] * bool(data)) == _rows(opened, by_engine=True)


@pytest.mark.parametrize("few", [0, pieces.FEW])
def test_the_report_is_the_same(few: int, tmp_path: Path) -> None:
    """With conflicts, records that do not fit, and an end that cannot be read; whichever way it is read."""
    rows = [{**USUAL, "id": f"r{n}", "subject": f"s{n // 2}", "value": str(n % 7)} for n in range(40)]
    data = _text(*rows) + b"town,size,9,gazette,count,r90,x\n\n" + b"town,size,8\n" + b'town,"a"b\n'
    _opened(tmp_path, data)
    path = tmp_path / "rows.csv"
    with mock.patch.object(pieces, "FEW", few):
        screened = embedded.check_path(path, SETTINGS)
    everything = judge_everything(path)

    assert [(str(one.place), one.id, one.headline) for one in everything.findings] == [
        (str(one.place), one.id, one.headline) for one in screened.findings
    ]
    assert {"contradictory", "malformed-file"} <= {one.rule for one in screened.findings}
    assert everything.checked == screened.checked


def test_lists_are_written_as_they_are_read() -> None:
    """The cells of lists above are what a list is written as."""
    assert json.dumps(["9", "10"]) == PLAIN[5]["one-of"]
