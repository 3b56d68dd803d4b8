"""The JSON Schema and the reader, compared: by cases, by the broken files, by generated changes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.findings import Level
from averred.reader import read
from averred.structuring.records import RECORDS, keys_of
from tests.property.test_reading_laws import read_files
from tests.strategies import Tables, blocks_of, tables

pytest.importorskip("jsonschema", reason="needs jsonschema")
from tests.test_schema import PROJECT, VALIDATOR, plain  # which needs it as well

SOUND = """\
[source.gazette]
path = "gazette.txt"

[entity.march]
name = "Lantern March"

[entity.band]
name = "the band"
part-of = "march"

[predicate.walkers]
value = "quantity"

[predicate.begun]
value = "date"

[predicate.sung]
value = "boolean"

[fact.first]
subject = "march"
predicate = "walkers"
value = "around 400"
source = "gazette"
quote = "around 400 people walked"
"""
BEGUN = """
[fact.second]
subject = "march"
predicate = "begun"
value = "4 May 2031"
"""
WALKERS = """
[fact.second]
subject = "march"
predicate = "walkers"
"""
ACCEPT = "\n[[accept]]\nrule = 'disputed'\nreason = 'Known.'\n"
#: What is written after the sound file, and with what in its place the reader takes it, or refuses it.
WRITTEN: dict[str, tuple[str, list[str], list[str]]] = {
    "confidence": (
        BEGUN + "confidence = {}\nnote = 'Heard it.'\n",
        ["0", "0.83", "1", "'C3'", "'likely'"],
        ["2", "-1", "nan", "inf", "'0.5'", "'sure'", "'G1'", "'C7'", "true", "''"],
    ),
    "note of a confidence": (BEGUN + "confidence = 0.5\n{}\n", ["note = 'Heard it.'"], ["", "note = ' '"]),
    "facts of an acceptance": (
        ACCEPT + "facts = {}\n",
        ["'first'", "['first']"],
        ["[]", "['']", "1", "true"],
    ),
    "until": (
        ACCEPT + "facts = 'first'\nuntil = {}\n",
        ["2031-05-04", "'2031-05-04'"],
        ["'soon'", "'2031-5-4'", "'2031-13-01'", "'4 May 2031'", "2031", "''"],
    ),
    "on": (
        BEGUN + "checked = {{ by = 'Ilse', on = {} }}\n",
        ["2031-05-04", "'2031-05-04'"],
        ["'today'", "2031"],
    ),
    "min": (
        "\n[predicate.x]\nvalue = 'quantity'\nmin = {}\n",
        ["0", "-1.5"],
        ["'a'", "'1'", "nan", "-inf", "true"],
    ),
    "about": (
        "\n[predicate.x]\nvalue = 'quantity'\nabout = {}\n",
        ["0.1", "'20 %'", "'2.5%'"],
        ["'20'", "'some %'", "-1", "11", "'%'", "nan"],
    ),
    "keys of quantities alone": (
        "\n[predicate.x]\nvalue = 'date'\n{}\n",
        ["functional = true"],
        ["unit = 'person'", "min = 1", "max = 1", "about = 0.1"],
    ),
    "scope of a predicate": (
        "\n[predicate.x]\nvalue = 'date'\nscope = {}\n",
        ["'method'", "['method', 'who']", "[]"],
        ["'part'", "['method', 'as-of']", "1", "['']"],
    ),
    "path": (
        "\n[source.x]\npath = {}\n",
        ["'x.txt'", "'a/b..c/x.txt'", "'..x'"],
        ["'../x'", "'a/../x'", "'/x'", "'C:x'", "'a/..'", "'a\\b'", "''", "' '"],
    ),
    "who said it": (
        BEGUN + "{}\n",
        [
            "said-by = 'march'\nvia = 'band'\nsource = 'gazette'\nsaid-in = 'the march'",
            "via = []",
            "said-by = '?'",
        ],
        ["via = 'band'", "via = ['band']", "said-in = 'the march'"],
    ),
    "words of a quote": (
        BEGUN + "source = 'gazette'\n{}\n",
        [
            "quote = 'a'\nprefix = 'b'\nsuffix = 'c'\nsection = 'd'",
            "cite = '#:~:text=first%20words'\nsection = 'd'",
        ],
        [
            "prefix = 'b'",
            "suffix = 'b'",
            "section = 'b'",
            "quote = 'a'\ncite = '#:~:text=first%20words'",
            "cite = '#:~:text=first%20words'\nprefix = 'b'",
            "cite = '#:~:text=first%20words'\nsuffix = 'b'",
        ],
    ),
    "another day": (
        BEGUN.replace("4 May 2031", "the same day") + "{}\nimplied = 'It is.'\n",
        ["same-as = 'third'"],
        ["same-as = 'third'\nyear-from = 'third'"],
    ),
    "value": (
        WALKERS + "value = {}\n",
        [
            "'around 400'",
            "400",
            "2.5",
            "{{ min = 1, text = 'one' }}",
            "{{ max = 1, max-open = true, text = 'one' }}",
            "{{ min = 1, max = 2, unit = 'person', text = 'one' }}",
            "{{ unknown = true }}",
            "{{ none = true }}",
            "{{ one-of = ['1', '2'] }}",
            "{{ min = 1 }}\nimplied = 'It is.'",
            "{{ min = 1 }}\nderived-from = 'first'",
        ],
        [
            "' '",
            "nan",
            "[]",
            "{{}}",
            "{{ min = 1 }}",
            "{{ min = 1, text = '' }}",
            "{{ min = 1, unknown = true, text = 'a' }}",
            "{{ unknown = false }}",
            "{{ none = false }}",
            "{{ text = 'a' }}",
            "{{ one-of = ['1'] }}",
            "{{ one-of = '1' }}",
            "{{ unknown = true, none = true }}",
            "{{ unknown = true, unit = 'person' }}",
            "{{ unknown = true, min-open = true }}",
            "{{ min = 1, max-open = true, text = 'a' }}",
            "{{ min = nan, text = 'a' }}",
            "{{ mim = 1, text = 'a' }}",
        ],
    ),
    "parts": (
        "\n[entity.choir]\nname = 'the choir'\nwithin = 'march'\n[[partition]]\nof = 'march'\nparts = {}\n",
        ["['band', 'choir']"],
        ["'band'", "['band']", "['band', 'band']", "[]"],
    ),
    "share": (BEGUN + "share = {}\n", ["'many'", "3", "'30 %'"], ["0.5", "true", "''"]),
    "status": (BEGUN + "status = {}\n", ["'planned'"], ["true", "''"]),
    "further scope": (
        BEGUN.replace("begun", "counted") + "scope = {}\n",
        ["{{ method = 'by hand' }}", "{{ method = ['by hand', 'twice'] }}"],
        ["'by hand'", "{{ method = 1 }}", "{{ method = true }}", "{{ method = '' }}"],
    ),
    "truth value": (
        "\n[predicate.x]\nvalue = 'date'\nexact = {}\n",
        ["true", "false"],
        ["'true'", "1", "[]", "{{ a = 1 }}"],
    ),
    "id": ("\n[source.{}]\ntitle = 'x'\n", ["a", "a-1", "-a--b-"], ["A", "a_b"]),
}
COUNTED = "\n[predicate.counted]\nvalue = 'date'\nscope = 'method'\n"
THIRD = "\n[fact.third]\nsubject = 'march'\npredicate = 'begun'\nvalue = '4 May 2031'\n"


def _written() -> Iterator[Any]:
    for name, (frame, right, wrong) in WRITTEN.items():
        for sound, written in [*((True, each) for each in right), *((False, each) for each in wrong)]:
            text = SOUND + COUNTED + THIRD + frame.format(written.replace("{{", "{").replace("}}", "}"))
            yield pytest.param(text, sound, id=f"{name}: {written}")


@pytest.mark.parametrize("text, sound", list(_written()))
def test_the_schema_and_the_reader_say_the_same(text: str, *, sound: bool, tmp_path: Path) -> None:
    """What the reader refuses for what is written there alone the schema refuses, and nothing else."""
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    refused = [problem.headline for problem in read(tmp_path).problems if problem.level is Level.ERROR]
    errors = [error.message for error in VALIDATOR.iter_errors(plain(tomllib.loads(text)))]

    assert (sound, sound) == (not refused, not errors), (refused, errors)


@given(tables(), st.data())
def test_no_change_makes_the_schema_stricter_than_the_reader(made: Tables, data: st.DataObject) -> None:
    """A generated file with one key changed has no mistake by the schema where the reader finds none."""
    kind = data.draw(st.sampled_from(sorted(kind for kind in made if made[kind])))
    entries = list(made[kind].values()) if isinstance(made[kind], dict) else made[kind]
    entry = data.draw(st.sampled_from(entries))
    record: type = RECORDS[kind]
    key = data.draw(st.sampled_from(keys_of(record)))
    odd = st.sampled_from([True, 0, 1, 2, Decimal("0.5"), "x", "1", "20 %", "C3", [], ["x"], {"none": True}])
    entry[key] = data.draw(odd)

    refused = read_files({"all.toml": "\n".join(blocks_of(made))}).problems

    assert refused or VALIDATOR.is_valid(plain(made)), (kind, key, entry)


#: Their mistakes need other entries, the kind of a predicate, the reading of words, or the folder.
ONLY_THE_READER_CAN_SAY = {
    "40-unknown-names",
    "41-unknown-speaker",
    "42-speaker-nearly-an-id",
    "43-unknown-entities",
    "44-entity-value",
    "45-duplicate-id-over-files",
    "48-cyclic-parts",
    "49-circle-of-facts",
    "57-unreadable-quantity",
    "58-unreadable-date",
    "59-date-with-time",
    "60-date-as-number",
    "61-unreadable-scope-dates",
    "65-yes-for-true",
    "66-truth-value-for-a-quantity",
    "72-value-upside-down",
    "76-bounds-for-words",
    "77-bounds-of-days",
    "78-unit-that-does-not-convert",
    "80-bounds-that-do-not-convert",
    "82-malformed-directives",
    "83-more-malformed-directives",
    "87-quote-without-source",
    "88-spread-of-a-date",
    "89-year-for-a-number",
    "91-undeclared-scope-key",
    "94-statuses-and-shares",
    "95-part-of-something-else",
    "96-speaker-nearly-a-name",
    "98-defaults-with-an-unknown-source",
    "a0-day-outside-of-its-time",
    "a1-names-for-ids",
    "a2-unit-beside-words-with-another",
}


def test_the_schema_refuses_the_broken_files_that_it_can() -> None:
    """Each broken file that is TOML is refused, but where more than its keys and types is wrong."""
    accepted = set()
    for folder in sorted((PROJECT / "tests" / "broken").iterdir()):
        try:
            read_files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.rglob("*.toml")]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            continue
        if all(VALIDATOR.is_valid(plain(each)) for each in read_files):
            accepted.add(folder.name)

    assert accepted == ONLY_THE_READER_CAN_SAY
