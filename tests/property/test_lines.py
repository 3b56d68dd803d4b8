"""Lines that the engine reads itself give the rows that Python makes of them, whatever stands in them."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.config import Settings
from averred.engine import lines, pieces, sql
from averred.exchange import chunks
from averred.scale import filling, large
from averred.scale.large import Large
from tests.engines import kept_engine

VOCABULARY = """
[source.gazette]
title = "Gazette"
[entity.town]
name = "Orvale"
[predicate.size]
value = "quantity"
unit = "person"
functional = true
[predicate.length]
value = "quantity"
[predicate.span]
value = "quantity"
unit = "metre"
[predicate.speed]
value = "quantity"
unit = "metre per second"
[predicate.heat]
value = "quantity"
unit = "degree Celsius"
[predicate.wait]
value = "quantity"
unit = "hour"
[predicate.grand]
value = "quantity"
opinion = true
[predicate.date]
value = "date"
[predicate.place]
value = "entity"
[predicate.motto]
value = "text"
[predicate.said]
value = "quotation"
[predicate.held]
value = "boolean"
[predicate.rank-in-row]
value = "ordinal"
[fact.count]
subject = "town"
predicate = "size"
value = "9"
implied = "counted"
"""

NAMES = ", ".join(sql.COLUMNS)
#: Parts of lines that are JSON, and what is no JSON, or none of every reader.
NUMBERS = (
    "0", "7", "-7", "350000", "1.5", "1.50", "-1.5", "-0", "-0.0", "0.0", "0.5", "-0.5", "1e3", "1E+2",
    "100000000000000", "999999999999999", "1000000000000000", "12345678901234567890", "0.1234567890123",
    "123456.123456789", "1234567.123456789", "12.5", "12.50", "0.0001", "-0.00012", "0.00001", "1000.0",
    "0.30000000000000004", "NaN", "Infinity", "-Infinity", "01",
    "+1", ".5", "5.", "0x10", "1_000", "9" * 400,
)  # fmt: skip
TEXTS = (
    '""', '" "', '"a"', '"town"', '"s1"', '"350,000"', '"around 200,000"', '"9 km"',
    '"dozens"', '"gazette"', '"count"', '"actual"', '"expected"', '"?"', '"the mayor"', '"Björn"',
    '"Bj\\u00f6rn"', '"市長"', '"a\\"b"', '"a\\\\"', '"\\\\\\""', '"\\/"', '"a\\nb"', '"\\u0000"',
    '"\\u001f"', '"\\u007f"', '"\x7f"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00x"', '"\\u12"', '"\\x41"',
    '"\t"', '"\x00"', '"\u200b"', '"\u00a0"', '"\u3164"', '"\u2028"', '"\ufeff"', '"May 2031"', '"2031"',
    '"2031-05-04"', '"2031-13-04"', '"soon"', '"4 May"', '"2031/2032"', '"denied"', '"retracted"', '"many"',
    '"[x]"', '"[\\"count\\"]"', '"\\u005bx"', '"null"', '"true"', '"5"', '"-"', '"A b"', '"\'"', '"a\'; --"',
    '"{}"', '":x"', '","', '"1/3"', '"0.1"', '"e\u0301"', "'a'", '"a',
)  # fmt: skip
OTHERS = (
    "null", "true", "false", "[]", '["count"]', '[ "count" ]', '["a", "b"]', '[""]', "[null]", "[[]]",
    '["a",]', "{}", '{"a": 1}', "[1]", '["\\""]', "nul", "", "undefined",
)  # fmt: skip
KEYS = (
    "id", "subject", "predicate", "value", "min", "max", "part", "of", "status", "source", "said-by", "rank",
    "polarity", "share", "during", "as-of", "derived-from", "quote", "note", "tags", "confidence",
    "checked.by", "scope.method", "scope.", "scope.A b", "scope", "checked", "unit", "kind", "truth",
    "one-of", "unknown", "min-open", "same-as", "year-from", "extractions", "subj\\u0065ct", "", "a.b",
    "note.a",
)  # fmt: skip
PREDICATES = ("size", "length", "grand", "date", "place", "motto", "said", "held", "rank-in-row", "none")
values = st.one_of(st.sampled_from(TEXTS), st.sampled_from(NUMBERS), st.sampled_from(OTHERS))
spaces = st.sampled_from(["", "", "", " ", "\t", "  ", " ", "\r"])
#: What is put into a line anywhere, or taken out of it: bytes that are no UTF-8 among them.
BYTES = (
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\x00",
    b"\r",
    b"\x0b",
    b'"',
    b"\\",
    b"{",
    b"}",
    b",",
    b" ",
    b":",
    b"",
)


#: What is plain as the value of each key, most of it.
PLAIN: dict[str, tuple[str, ...]] = {
    "id": ('"r1"', '"r2"', '"Bad Id"', '""', "5", "0", "null", '"Bj\\u00f6rn"'),
    "subject": ('"town"', '"s1"', '"town"', '"A b"', '""', '"Björn"'),
    "value": TEXTS + NUMBERS[:24],
    "unit": ('"person"', '"people"', '"m"', '"km"', '"%"', '"m²"', '"xyz"', '"°C"', '""', '" "', "null", "5"),
    "source": ('"gazette"', '"gazette"', '"none"', '""', "null"),
    "derived-from": ('"count"', '"count"', '["count"]', '[ "count" ]', '["a","b"]', '["a\\"b"]', "[]", '""'),
    "part": ('"s1"', '""', '"A b"'),
    "of": ('"town"', '""', "null"),
    "status": ('"actual"', '"expected"', '"none"', '""'),
    "said-by": ('"the mayor"', '"?"', '"town"', '"  "', '"Björn"', '"市長"', '""', '"\u200b"', '"a\\\\"'),
    "polarity": ('"denied"', '"denied"', '"asserted"', '"x"'),
    "kind": ('"spread"', '"spread"', '"x"', '""'),
    **dict.fromkeys(("truth", "unknown", "none", "min-open", "max-open"), ("true", "true", "false", "null")),
    "one-of": (
        '["9", "10"]', '["9"]', '[ "s1" ]', '["town","s1"]', '["a\\u00e9", "b"]', "[]", "null", '["9", ""]'
    ),
    "same-as": ('"count"', '""'),
    "year-from": ('"count"', '"none"'),
    "via": ('["Ada"]', '"Ada"', "[]", '"town"', '["Ada", "s1", "", "t\\u006fwn"]', '"[town]"', "5", "null"),
    "rank": ('"retracted"', '"preferred"'),
    "share": ('"many"', '""'),
    "during": ('"2031"', '"2031-05-04"', '"2031-13-04"', '"soon"', '"May 2031"', '"4 May"', '""', '"Mai"'),
    "as-of": ('"2031-05-04"', '"2031"', '""', '"0000-01-01"'),
    "quote": ('"a\\n\\"b"', '"a"', '"\\u00e9"', '""', "null"),
    "tags": ('["a", "b"]', "[]", '"a"', "null"),
    "confidence": ("0.5", "1", '"0.5"', "null", "-0.0"),
    "implied": ("false", "true", '"told"'),
    "scope.method": ('"a"', "null", "1"),
}  # fmt: skip


@st.composite
def plain(draw: st.DrawFn) -> dict[str, str]:
    """The keys of a row that may well be plain: with a value by words, by numbers, or without any."""
    usual = {"id", "subject", "value", "source", "derived-from"} - draw(
        st.sampled_from([set(), set(), {"value"}, {"id"}, {"derived-from"}, {"derived-from", "value"}])
    )
    more = draw(st.sets(st.sampled_from(sorted(PLAIN.keys() - usual)), max_size=2))
    row = {key: draw(st.sampled_from(PLAIN[key])) for key in sorted(usual | more)}
    row["predicate"] = f'"{draw(st.sampled_from(PREDICATES))}"'
    if draw(st.booleans()):  # what most data sets are: numbers, with a unit or none
        row["value"] = draw(st.sampled_from((*NUMBERS[:24], '"350,000"', '"9 km"')))
        row["predicate"] = draw(st.sampled_from(['"size"', '"length"', '"rank-in-row"', row["predicate"]]))
        row |= draw(st.sampled_from([{}, {"unit": draw(st.sampled_from(PLAIN["unit"]))}]))
    if not draw(st.integers(0, 2)):
        number = st.sampled_from(NUMBERS[:16])
        low, high = sorted([draw(number), draw(number)], key=float)
        row |= draw(
            st.sampled_from([{"min": low, "max": high}] * 3 + [{"min": high, "max": low}, {"max": low}])
        )
        row["predicate"] = draw(st.sampled_from(['"size"', '"length"', row["predicate"]]))
        row |= draw(st.sampled_from([{}, {"unit": draw(st.sampled_from(PLAIN["unit"]))}]))
    return row


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """One line: a row that may well be plain, or pairs as they come; some are damaged."""
    pairs = list(draw(plain()).items())
    gap = draw(spaces) if draw(st.booleans()) else ""
    is_clean = draw(st.integers(0, 2))
    if not is_clean:
        pairs += draw(st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=2))
        pairs = draw(st.permutations(pairs))
    line = f"{gap}{{{gap}" + f"{gap},{gap}".join(f'"{key}"{gap}:{gap}{value}' for key, value in pairs)
    data = (line + f"{gap}}}{gap}").encode("utf-8", "surrogatepass")
    if not is_clean and draw(st.booleans()):
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.sampled_from(BYTES)) + data[place + draw(st.integers(0, 2)) :]
    return data + draw(st.sampled_from([b"", b"", b"", b"\r", b" ", b"x" * (not is_clean)]))


files = st.lists(
    st.one_of(written(), written(), written(), st.sampled_from([b"", b" ", b"\xef\xbb\xbf", b"[]"]))
)


def _rows(opened: Large, *, by_engine: bool, block: int = 1 << 20) -> list[str]:
    """The table `facts`, to the bit."""
    with closing(kept_engine()) as engine:
        if by_engine:
            with mock.patch.object(pieces, "FEW", 0), mock.patch.object(chunks, "_BLOCK", block):
                filling.fill(engine, opened, range(len(opened.files)))
        else:
            engine.add(filling.records(opened))
        rows = engine.rows(f"SELECT {NAMES} FROM facts ORDER BY file, line")  # noqa: S608 - of ours
        return [repr(row) for row in rows]


def _opened(folder: Path, data: bytes, *ignored: str) -> Large:
    (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "rows.ndjson").write_bytes(data)
    return large.open_large(folder, Settings(today="2031-06-01", ignore=ignored))


def _odd(opened: Large) -> list[int]:
    """The numbers of the lines that the engine leaves to Python."""
    read = lines.Lines.read
    found: list[int] = []

    def noted(self: lines.Lines, *words: Any) -> list[int]:
        odd = read(self, *words)
        found.extend(odd)
        return odd

    with mock.patch.object(lines.Lines, "read", noted):
        _rows(opened, by_engine=True)
    return found


#: Rules that are left out: without it nobody asks what a fact rests on.
IGNORED = st.sampled_from([(), ("citation-needed",)])


@given(
    made=files,
    ends=st.sampled_from([b"\n", b"\r\n"]),
    block=st.sampled_from([1, 300, 1 << 20]),
    ignored=IGNORED,
)
def test_the_engine_reads_what_python_reads(
    made: list[bytes], ends: bytes, block: int, ignored: tuple[str, ...]
) -> None:
    """Each row of the table is the same, to the bit, in whatever pieces the file is read."""
    with tempfile.TemporaryDirectory() as folder:
        opened = _opened(Path(folder), ends.join(made), *ignored)

        assert _rows(opened, by_engine=False) == _rows(opened, by_engine=True, block=block)


ROW = b'{"id":"r","subject":"s1","predicate":"size","value":"9","source":"gazette","derived-from":"count"}'


def _with(old: bytes, new: bytes) -> bytes:
    assert old in ROW
    return ROW.replace(old, new)


@pytest.mark.parametrize(
    "line",
    [
        ROW,
        ROW.replace(b":", b"\t: ").replace(b",", b" ,  ").replace(b"{", b" { ") + b" ",
        ROW + b"\r",
        _with(b'"value":"9"', '"value":"about 9 \u2013 or so"'.encode()),
        _with(b'"value":"9"', b'"value":"9","min":9,"max":9.50'),
        _with(b'"value":"9",', b'"min":-123456.5,"max":999999999999999,'),
        _with(b'"value":"9"', b'"value":"caf\\u00e9 \\"9\\" \\/ \\\\"'),
        _with(b'"value":"9"', b'"value":null,"min":null,"max":null'),
        _with(b'"value":"9"', b'"value":"9","note":"a\\n\\u00fcb","tags":["a","b"],"confidence":0.5'),
        _with(b'"value":"9"', b'"value":"9","scope.method":"counted","checked.by":null'),
        _with(b'"count"', b'["count"]'),
        _with(b'"count"', b'[ "count" , "x" ]'),
        _with(b'"count"', b"[]"),
        _with(b'"r"', b"17"),
        _with(b'"r"', b"null"),
        _with(b'"id":"r",', b""),
        _with(b'"source"', b'"during":"2031-05-04","said-by":"the mayor","source"'),
        _with(b'"source"', b'"during":"May 2031","status":"expected","source"'),
        _with(b'"size"', b'"none"'),
        _with(b'"9"', b"9"),
        _with(b'"9"', b" -999999999999999"),
        _with(b'"9"', b"12.5"),
        _with(b'"9"', b'0.0001,"unit":"person"'),
        _with(b'"9"', b'-123456.123456789,"note":"a\\nb"'),
        _with(b'"9"', b'9,"note":"\\"value\\":5"'),
        _with(b'"size","value":"9"', b'"rank-in-row","value":9'),
        _with(b'"9"', b'"9","unit":"km"'),
        _with(b'"9"', '"9","unit":"m\u00b2"'.encode()),
        _with(b'"9"', b'"9","unit":""'),
        _with(b'"9"', b'"9","unit":null,"min":1,"max":2'),
        _with(b'"9"', b'"9","unit":"people","min":1,"max":2'),
        _with(b'"size","value":"9"', b'"length","value":"9","unit":"metre","min":1,"max":2.5'),
        _with(b'"size","value":"9"', b'"length","value":"9","unit":"xyz","min":1,"max":2'),
        _with(b'"size","value":"9"', b'"motto","value":"value","unit":"m"'),
        _with(b'"9"', b'9,"min":1,"max":2'),
        _with(b'"size","value":"9"', b'"rank-in-row","value":9.5'),
        _with(b'"size","value":"9"', b'"motto","value":9'),
        _with(b'"size","value":"9"', b'"none","value":9'),
        _with(b'"9"', b'"9","min":1,"max":2,"unit":"m"'),
        _with(b'"9"', b'"9","min":1,"max":2,"unit":" "'),
        _with(b'"9"', b'"9","min":1,"max":2,"unit":""'),
        _with(b'"size","value":"9"', b'"length","value":"9","unit":"km","min":1,"max":2'),
        _with(b'"9"', b'"9","min":1'),
        _with(b'"9"', b'"9","min":2,"max":1'),
        _with(b'"9"', b'" ","min":1,"max":2'),
        _with(b'"9"', b'"9","kind":"spread"'),
        _with(b'"9"', b'"9","during":"soon"'),
        _with(b'"size","value":"9"', b'"date","value":"9","min":1,"max":2'),
        _with(b'"9"', b'"9","min":1.5,"max":2,"min-open":true,"max-open":false,"kind":"x"'),
        _with(b'"size","value":"9"', b'"span","min":1.5,"max":2,"unit":"km"'),
        _with(b'"size","value":"9"', b'"held","truth":true'),
        _with(b'"size","value":"9"', b'"held","truth":false,"polarity":"denied"'),
        _with(b'"9"', b'"9","one-of":["9", "10"],"unknown":false,"none":null'),
        _with(b'"9"', b'"9","one-of":[ "a\\u00e9" , "10" ]'),
        _with(b'"9"', b'"9","one-of":null,"via":["Ada"]'),
        _with(b'"9"', b'"9","polarity":"denied"'),
        _with(b'"size","value":"9"', b'"date","value":"4 May","year-from":"count"'),
        _with(b'"size","value":"9"', b'"date","value":"4 May","same-as":"count","polarity":"denied"'),
    ],
)  # fmt: skip
def test_plain_lines(line: bytes, tmp_path: Path) -> None:
    """What the engine reads itself."""
    opened = _opened(tmp_path, line + b"\n" + ROW)

    assert [] == _odd(opened)
    assert _rows(opened, by_engine=False) == _rows(opened, by_engine=True)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b" \x0b",
        b"[]",
        b"{}",
        b"5",
        ROW[:-1],
        ROW + b"x",
        ROW + b"{}",
        ROW + b",",
        b"\xef\xbb\xbf" + ROW,
        _with(b'"}', b'",}'),
        _with(b'"9"', b"1000000000000000"),
        _with(b'"9"', b"12.50"),
        _with(b'"9"', b"0.00001"),
        _with(b'"9"', b"1e3"),
        _with(b'"9"', b"-0"),
        _with(b'"9"', b'9,"value":9'),
        _with(b'"9"', b'9,"min":1,"max":2,"min":1'),
        _with(b'"9"', b'"9","unit":5'),
        _with(b'"9"', b"NaN"),
        _with(b'"9"', b'"\xff"'),
        _with(b'"9"', b'"\xed\xa0\x80"'),
        _with(b'"9"', b'"\x00"'),
        _with(b'"9"', b'"\t"'),
        _with(b'"9"', b'"\x7f"'),
        _with(b'"9"', b'"\\u0000"'),
        _with(b'"9"', b'"\\u000a"'),
        _with(b'"9"', b'"\\u005b"'),
        _with(b'"9"', b'"\\n"'),
        _with(b'"9"', b'"\\x41"'),
        _with(b'"9"', b'"\\ud83d"'),
        _with(b'"9"', b'"\\ud83d\\ude00"'),
        _with(b'"9"', b'{"min":1}'),
        _with(b'"9"', b'["9"]'),
        _with(b'"9"', b'"9","value":"9"'),
        _with(b'"9"', b'"9","value":null'),
        _with(b'"9"', b'"9","note":"a","note":"b"'),
        _with(b'"9"', b'"9","note":"\\"","note":"b"'),
        _with(b'"9"', b'"9","min":1,"max":2,"min":1'),
        _with(b'"r"', b'5,"min":1,"max":2,"min":1'),
        _with(b'"9"', b'"9","min":1,"max":1e3'),
        _with(b'"9"', b'"9","min":1,"max":1000000000000000'),
        _with(b'"9"', b'"9","min":1,"max":1234567.123456789'),
        _with(b'"9"', b'"9","min":-0,"max":0'),
        _with(b'"9"', b'"9","min":-0.0,"max":0'),
        _with(b'"9"', b'"9","min":"1","max":2'),
        _with(b'"9"', b'"9","min":01,"max":2'),
        _with(b'"9"', b'"9","unknwon":"a"'),
        _with(b'"9"', b'"9","one-of":[]'),
        _with(b'"9"', b'"9","one-of":["9",1]'),
        _with(b'"9"', b'"9","one-of":["9"],"one-of":["9"]'),
        _with(b'"9"', b'"9","one-of":"9"'),
        _with(b'"9"', b'"9","truth":"true"'),
        _with(b'"9"', b'"9","truth":1'),
        _with(b'"9"', b'"9","truth":true,"truth":true'),
        _with(b'"9"', b'"9","during":2031'),
        _with(b'"9"', b'"9","tags":[]'),
        _with(b'"9"', '"9","said-by":"\u5e02\u9577"'.encode()),
        _with(b'"count"', b'"[count"'),
        _with(b'"count"', b"[null]"),
        _with(b'"r"', b"1.5"),
        _with(b'"r"', b"true"),
        _with(b'"id"', b'"\\u0069d"'),
        _with(b'"subject":"s1",', b""),
        _with(b'"size"', b"null"),
        _with(b'"9"', b'"' + b"9" * (8 << 20) + b'"'),
    ],
    ids=lambda line: repr(line[:90]),
)
def test_odd_lines(line: bytes, tmp_path: Path) -> None:
    """What is left to Python, which may take it or say what is wrong with it."""
    opened = _opened(tmp_path, ROW + b"\n" + line + b"\n" + ROW.replace(b'"r"', b'"r2"'))

    assert [2] == _odd(opened)
    assert _rows(opened, by_engine=False) == _rows(opened, by_engine=True)
