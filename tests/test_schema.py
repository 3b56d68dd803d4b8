"""The JSON Schema of fact files agrees with the reader."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from averred.commands import run
from averred.commands.schema import schema_text
from averred.schema.words import KEYS
from averred.structuring.records import RECORDS, keys_of
from tests.strategies import Tables, tables

jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema")
PROJECT = Path(__file__).parent.parent
SCHEMA = json.loads(schema_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = sorted([*PROJECT.glob("facts/**/*.toml"), *PROJECT.glob("docs/tutorial/**/*.toml")])


def plain(data: Any) -> Any:
    """TOML as JSON: a day is a string there, and what is no number is nothing."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    if isinstance(data, float | Decimal):
        return float(data) if math.isfinite(data) else None
    return data if isinstance(data, str | int | bool) else str(data)


def test_the_schema_is_a_schema() -> None:
    """It is valid by the schema of schemas."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert "properties" in SCHEMA


def test_the_schema_knows_the_keys_of_the_reader() -> None:
    """Every table and every key of the reader is in the schema, and no other."""
    assert {*RECORDS, "defaults"} == set(SCHEMA["properties"])
    fact = SCHEMA["properties"]["fact"]["additionalProperties"]
    record: type = RECORDS["fact"]
    assert set(keys_of(record)) == set(fact["properties"])
    assert ["subject", "predicate", "value"] == fact["required"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_our_own_fact_files_are_valid(path: Path) -> None:
    """The fact files of this project have no mistake by the schema."""
    data = plain(tomllib.loads(path.read_text(encoding="utf-8")))

    assert [] == [error.message for error in VALIDATOR.iter_errors(data)]


@given(tables())
def test_what_the_reader_accepts_is_valid(made: Tables) -> None:
    """Generated fact files that the reader accepts have no mistake by the schema."""
    assert [] == [error.message for error in VALIDATOR.iter_errors(plain(made))]


@pytest.mark.parametrize(
    "text",
    [
        "[fact.x]\nsubject = 'a'\npredicate = 'b'\n",
        "[fact.x]\nsubject = 'a'\npredicate = 'b'\nvalue = 'c'\nsaidby = 'd'\n",
        "[fact.x]\nsubject = 'a'\npredicate = 'b'\nvalue = 'c'\nrank = 'best'\n",
        "[fact.x]\nsubject = 'a'\npredicate = 'b'\nvalue = { mim = 1 }\n",
        "[fact.X]\nsubject = 'a'\npredicate = 'b'\nvalue = 'c'\n",
        "[[fact]]\nsubject = 'a'\n",
        "[predicate.x]\nvalue = 'number'\n",
        "[predicate.x]\nvalue = 'text'\nfunctionl = true\n",
        "[defaults]\nsubject = 'a'\n",
        "[facts.x]\n",
        "[source.x]\nreliability = 'G'\n",
    ],
)
def test_what_the_reader_refuses_is_no_valid_file(text: str) -> None:
    """Typing mistakes that the reader reports are mistakes by the schema too."""
    assert not VALIDATOR.is_valid(plain(tomllib.loads(text)))


def test_every_key_is_described() -> None:
    """An editor can say of every table and every key what it means."""
    bare = [path for path, table in _tables(SCHEMA) if "description" not in table] + [
        f"{path}.{key}"
        for path, table in _tables(SCHEMA)
        for key, form in table["properties"].items()
        if len(form["description"]) < 5
    ]

    assert [] == bare


def _tables(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every table of the schema that lists its keys and is no file."""
    for name, table in [*schema["properties"].items(), *schema["$defs"].items()]:
        yield f"{path}{name}", table.get("additionalProperties") or table.get("items") or table


def test_the_page_says_the_same_of_a_key() -> None:
    """The page about fact files and the schema describe a key in the same words."""
    page = (PROJECT / "docs" / "reference" / "fact-files.md").read_text(encoding="utf-8")
    said = {}
    for kind, section in re.findall(r"^## `\[(\w+)\.ID\]`\n(.*?)(?=^## )", page, re.MULTILINE | re.DOTALL):
        rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", section, re.MULTILINE)
        said[kind] = dict(rows)

    assert {"source", "entity", "predicate", "fact"} == set(said)
    assert {kind: {key: KEYS[kind][key] for key in rows} for kind, rows in said.items()} == said


def test_the_schema_of_the_package_is_current() -> None:
    """The file that an editor may be pointed at is the schema of this version.

    After a change: averred schema > src/averred/fact-file.schema.json
    """
    shipped = files("averred").joinpath("fact-file.schema.json").read_text(encoding="utf-8")

    assert json.dumps(SCHEMA, indent=2) + "\n" == shipped


def test_the_schema_is_printed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """`averred schema` prints it."""
    assert 0 == run(["schema"])
    assert SCHEMA == json.loads(capsysbinary.readouterr().out)
