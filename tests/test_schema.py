"""The JSON Schema of fact files agrees with the reader."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from averred.commands import run
from averred.rules import RULES, declarable
from averred.schema import fact_file_schema
from averred.structuring.records import RECORDS, keys_of
from tests.strategies import Tables, tables

jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema")
PROJECT = Path(__file__).parent.parent
SCHEMA = fact_file_schema(declarable(RULES))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = sorted([*PROJECT.glob("facts/**/*.toml"), *PROJECT.glob("docs/tutorial/**/*.toml")])


def _plain(data: Any) -> Any:
    """TOML as JSON: a day is a string there."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data if isinstance(data, str | int | float | bool) else str(data)


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
    data = _plain(tomllib.loads(path.read_text(encoding="utf-8")))

    assert [] == [error.message for error in VALIDATOR.iter_errors(data)]


@given(tables())
def test_what_the_reader_accepts_is_valid(made: Tables) -> None:
    """Generated fact files that the reader accepts have no mistake by the schema."""
    assert [] == [error.message for error in VALIDATOR.iter_errors(_plain(made))]


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
    assert not VALIDATOR.is_valid(_plain(tomllib.loads(text)))


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
