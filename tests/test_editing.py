"""A user's file keeps every byte but those that are meant."""

from __future__ import annotations

import tomllib

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.editing import (
    default_source,
    fact_block,
    home_of,
    insert_fact,
    put_value,
    remove_key,
    replace_value,
)
from averred.errors import ConfigurationError
from averred.facts import Origin
from tests.lock_samples import facts_of

FILE = """# facts about a fair

[defaults]
source = "fair"  # the page

# the first remark
# its second line
[fact.visitors]
subject = "fair"
quote   = \"\"\"
around 2,000
visitors\"\"\"   # a remark at the end

[fact.visitors.scope]
method = "count"

# what came later

[fact."the stage"]
quote = 'Nobody'
[[accept]]
rule = "disputed"
facts = []
reason = "so"
"""
PLACES = {"visitors": 50, "the stage": 400}
BLOCK = '[fact.new]\nquote = "x"\n'


def test_block_is_written_in_order() -> None:
    """After the last fact whose passage does not start later, its sub-tables included."""
    text = insert_fact(FILE, BLOCK, PLACES, 60)

    assert FILE.replace('method = "count"\n', f'method = "count"\n\n{BLOCK}') == text
    assert text == insert_fact(FILE, BLOCK, PLACES, 50)


def test_block_before_the_first_fact_leaves_its_remarks_with_it() -> None:
    """A passage before all others goes before the first fact and the remarks right above it."""
    assert FILE.replace("# the first", f"{BLOCK}\n# the first") == insert_fact(FILE, BLOCK, PLACES, 3)
    assert f"{BLOCK}\n#\n[fact.a]\nx = 1\n" == insert_fact("#\n[fact.a]\nx = 1\n", BLOCK, {}, 3)


def test_block_after_the_last_fact_stays_before_other_tables() -> None:
    """The accepted findings below stay below."""
    assert FILE.replace("[[accept]]", f"\n{BLOCK}[[accept]]") == insert_fact(FILE, BLOCK, PLACES, 900)


def test_files_without_facts_and_with_other_line_ends() -> None:
    """An empty file, one without a last line end, one with carriage returns."""
    assert BLOCK == insert_fact("", BLOCK, {}, 0)
    assert f"# a\n\n{BLOCK}" == insert_fact("# a", BLOCK, {}, 0)
    assert '[fact.a]\r\nx = 1\r\n\r\n[fact.new]\r\nquote = "x"\r\n' == insert_fact(
        "[fact.a]\r\nx = 1", BLOCK, {"a": 1}, 5
    )
    windows = FILE.replace("\n", "\r\n")
    assert insert_fact(FILE, BLOCK, PLACES, 60).replace("\n", "\r\n") == insert_fact(
        windows, BLOCK, PLACES, 60
    )


def test_value_is_replaced_in_its_place() -> None:
    """The remark behind it stays, and so does everything else, whatever the line ends."""
    changed = replace_value(FILE, ("fact", "visitors"), "quote", 'about "2,000"')
    windows = replace_value(FILE.replace("\n", "\r\n"), ("fact", "the stage"), "quote", "x")

    assert FILE.replace('"""\naround 2,000\nvisitors"""', '"about \\"2,000\\""') == changed
    assert FILE.replace("'Nobody'", '"x"').replace("\n", "\r\n") == windows
    with pytest.raises(ConfigurationError, match=r"there is no value in \[fact.visitors\]"):
        replace_value(FILE, ("fact", "visitors"), "value", "x")


def test_block_of_a_fact_is_aligned_and_escaped() -> None:
    """Keys without a value are left out."""
    assert '[fact.a]\nsubject = "fair"\nquote   = "a \\"b\\""\n' == fact_block(
        "a", {"subject": "fair", "prefix": None, "quote": 'a "b"'}
    )


def test_new_fact_goes_where_the_facts_of_its_source_are() -> None:
    """The file with its likes, else with most of them; facts that are in no file have none."""
    facts = facts_of({"a": "visitors", "b": "mayor", "c": "guild", "d": "stage"})
    files = ["one.toml", "two.toml", "two.toml", "three.toml"]
    placed = [
        attrs.evolve(fact, origin=Origin(file, ("fact", fact.id)), predicate=predicate, subject=subject)
        for fact, file, predicate, subject in zip(
            facts.facts,
            files,
            ["says", "opens", "sells", "says"],
            ["fair", "fair", "fair", "guild"],
            strict=True,
        )
    ]
    base = attrs.evolve(facts, facts=tuple(placed))

    assert "two.toml" == home_of("fair", base)
    assert "two.toml" == home_of("fair", base, "guild", "burns")
    assert "one.toml" == home_of("fair", base, "fair", "says")
    assert "three.toml" == home_of("fair", base, "guild", "says")
    with pytest.raises(ConfigurationError, match="no fact file tells of the source fair"):
        home_of("fair", facts)


def test_source_that_a_file_gives_for_all_facts() -> None:
    """It is found whatever the line ends and the mark at the start."""
    assert "fair" == default_source("\ufeff" + FILE.replace("\n", "\r\n"))
    assert default_source("") is None


@given(
    st.integers(0, 1000),
    st.sampled_from(["\n", "\r\n"]),
    st.dictionaries(st.sampled_from(["visitors", "the stage"]), st.integers(0, 1000)),
)
def test_what_was_there_is_still_there(place: int, line_end: str, places: dict[str, int]) -> None:
    """Taking the new block out again gives the old bytes; the file has one fact more and nothing less."""
    old = FILE.replace("\n", line_end)
    block = BLOCK.replace("\n", line_end)

    new = insert_fact(old, BLOCK, places, place)

    assert old in {new.replace(line_end + block, "", 1), new.replace(block + line_end, "", 1)}
    before, after = tomllib.loads(old.replace("\r\n", "\n")), tomllib.loads(new.replace("\r\n", "\n"))
    assert {"quote": "x"} == after["fact"].pop("new")
    assert before == after


ACCEPT = '[[accept]]\nrule = "disputed"\nreason = "so"'
BRACES = "accept = [\n  {%s},\n]\n"


@pytest.mark.parametrize(
    "text, longer",
    [
        (ACCEPT, f"{ACCEPT}\nuntil  = true"),
        (f"{ACCEPT}  # why\nfacts=[]\n", f"{ACCEPT}  # why\nuntil  = true\nfacts=[]\n"),
        ('[[accept]]\nreason="so"\n', '[[accept]]\nreason="so"\nuntil = true\n'),
        (BRACES % 'reason = "so", facts = []', BRACES % 'reason = "so", until = true, facts = []'),
        (BRACES % 'reason = "so" ', BRACES % 'reason = "so", until = true '),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_key_comes_and_goes(text: str, longer: str, line_end: str) -> None:
    """A new key stands behind another one, as a line or in the same braces, and can be taken away again."""
    old, new = text.replace("\n", line_end), longer.replace("\n", line_end)
    table = ("accept", 0)

    assert new == put_value(old, table, "until", value=True, after="reason")
    assert new.replace("true", "1") == put_value(new, table, "until", 1, after="reason")
    assert old.rstrip() == remove_key(new, table, "until").rstrip()
    assert old == remove_key(old, table, "until")


def test_the_first_key_in_braces_goes_with_its_comma() -> None:
    """In braces, the comma after the first key goes with it; that of a single one is not there."""
    assert BRACES % "a = 1" == remove_key(BRACES % "until = 2, a = 1", ("accept", 0), "until")
    assert BRACES % "" == remove_key(BRACES % "until = 2", ("accept", 0), "until")


def test_a_new_key_needs_the_one_before_it() -> None:
    """Where the key that it is to follow is missing, nothing is guessed."""
    with pytest.raises(ConfigurationError, match=r"there is no note in \[accept.0\]"):
        put_value(ACCEPT, ("accept", 0), "until", 1, after="note")
