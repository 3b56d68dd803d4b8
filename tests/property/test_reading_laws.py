"""Laws of the reader: what is written is what is read, whatever the order; nothing that is read raises."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from averred import factbase
from averred.reader import read
from averred.writer import format_fact_base, toml_value
from tests.strategies import Tables, blocks_of, plain_data, tables, toml_key

OUR_TABLES = (
    "source",
    "entity",
    "predicate",
    "fact",
    "partition",
    "constraint",
    "accept",
    "leave-out",
    "defaults",
)
OUR_KEYS = (
    "name",
    "subject",
    "predicate",
    "value",
    "source",
    "quote",
    "said-by",
    "via",
    "checked",
    "scope",
    "part-of",
    "within",
    "facts",
    "reason",
    "rule",
    "min",
    "max",
    "text",
    "unknown",
    "one-of",
    "confidence",
    "note",
    "path",
    "derived-from",
    "year-from",
    "same-as",
    "of",
    "parts",
    "during",
    "unit",
    "a",
    "b",
)


def read_files(files: Mapping[str, str | bytes]) -> factbase.FactBase:
    """The fact base of some files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (Path(folder) / name).write_bytes(data)
        return read(Path(folder), display_root=Path(folder))


def without_places(records: Iterable[Any]) -> list[Any]:
    """Records without where they are written."""
    return [attrs.evolve(record, origin=None) for record in records]


def content(base: factbase.FactBase) -> dict[str, list[Any]]:
    """Everything of a fact base but places."""
    return {
        "facts": without_places(base.facts),
        "entities": without_places(base.entities.values()),
        "predicates": without_places(base.predicates.values()),
        "sources": without_places(base.sources.values()),
        "partitions": without_places(base.partitions),
        "constraints": without_places(base.constraints),
        "acceptances": without_places(base.acceptances),
        "leave-outs": without_places(base.leave_outs),
    }


@given(tables())
def test_generated_fact_bases_have_no_fault(made: Tables) -> None:
    """The shared strategy makes only what the reader takes, all of it."""
    base = read_files({"all.toml": "\n".join(blocks_of(made))})

    assert ((), len(made["fact"])) == (base.problems, len(base))


@given(tables())
def test_what_is_written_reads_back(made: Tables) -> None:
    """Reading what the writer makes of a fact base gives the same fact base (law 10)."""
    base = read_files({"all.toml": "\n".join(blocks_of(made))})

    assert content(base) == content(read_files({"again.toml": format_fact_base(base)}))


@given(tables(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_order_of_files_and_tables_changes_nothing(made: Tables, random: Any, count: int) -> None:
    """The same entries in any order, in any number of files, are the same fact base (law 2)."""
    blocks = blocks_of(made)
    base = read_files({"all.toml": "\n".join(blocks)})
    random.shuffle(blocks)
    files = {f"{random.randrange(1000):03}{n}.toml": "\n".join(blocks[n::count]) for n in range(count)}

    assert content(base) == content(read_files(files))


def assert_sound(base: factbase.FactBase, files: Mapping[str, str | bytes]) -> None:
    """Every problem has a place that is in its file, and says something in one line."""
    for problem in base.problems:
        assert problem.place is not None
        text = files[problem.place.path]
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        lines = data.decode("utf-8-sig", "replace").split("\n")

        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert problem.headline.isprintable()


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf[fact.x]\r\nvalue = \xff")
@example(b"\xff\xfe[\x00f\x00")
@example(b"a\r\n\r\x00")
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the bytes of a file, reading it gives a fact base and says what is wrong."""
    files: dict[str, str | bytes] = {"x.toml": data}

    assert_sound(read_files(files), files)


@given(tables(), st.data())
def test_no_mutilated_file_raises(made: Tables, data: st.DataObject) -> None:
    """A file in which a piece is cut out, doubled or replaced never raises, and never points past its end."""
    text = "\n".join(blocks_of(made))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    piece = data.draw(
        st.sampled_from(["", "\r", '"', "]", "[", "=", "{", ",", "#", "“", "\x00", "\n", "\t", "'''"])
    )
    files: dict[str, str | bytes] = {"x.toml": text[:start] + piece + text[end:]}

    assert_sound(read_files(files), files)


shapes = st.dictionaries(
    st.one_of(st.sampled_from(OUR_TABLES), st.text(max_size=3)),
    st.one_of(
        plain_data(),
        st.dictionaries(
            st.sampled_from(["a", "b", "c"]),
            st.dictionaries(
                st.sampled_from(OUR_KEYS),
                st.one_of(plain_data(), st.sampled_from(["a", "b", "quantity", "entity", ["a"], ["b", "a"]])),
            ),
        ),
        st.lists(st.dictionaries(st.sampled_from(OUR_KEYS), plain_data()), max_size=3),
    ),
)


@given(shapes)
def test_no_shape_raises(shape: dict[str, Any]) -> None:
    """Valid TOML of any shape, also with our own tables and keys in wrong places, never raises."""
    files: dict[str, str | bytes] = {
        "x.toml": "".join(f"{toml_key(key)} = {toml_value(value)}\n" for key, value in shape.items())
    }

    assert_sound(read_files(files), files)
