"""Whether a passage says a value: what has no words, words that cannot be read, denials."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.evidence import says_value
from averred.reader import read
from averred.values import (
    Text,
)
from tests.made import made_base, made_fact


@pytest.mark.parametrize(
    "words, passage, expected",
    [
        ("no … such … quote", "no such quote", False),
        ("first … last", "the first and the last", True),
    ],
)
def test_a_text_stands_in_a_passage_as_a_quote_would(words: str, passage: str, expected: bool) -> None:
    """First and last words are enough; what is no quote stands nowhere."""
    fact = made_fact(value=Text(words), predicate="motto")

    assert expected is says_value(fact, passage, made_base(fact))


HEAD = """
[source.almanac]
[entity.fair]
name = "Fair"
[predicate.size]
value = "quantity"
unit = "metre"
[predicate.open]
value = "boolean"
[predicate.motto]
value = "text"
[fact.a]
source = "almanac"
subject = "fair"
quote = "the fair"
"""


@pytest.mark.parametrize(
    "entry,passage,expected",
    [
        ('predicate = "size"\nvalue = "10m"', "a field of 10m in all", True),
        ('predicate = "size"\nvalue = "3.1 miles"', "over a way of 3.1 miles", True),
        ('predicate = "size"\nvalue = "3.1 miles"', "over a way of 4.1 miles", False),
        ('predicate = "size"\nvalue = { min = 4, text = "a good stretch" }', "a good stretch of road", True),
        ('predicate = "size"\nvalue = { unknown = true }', "of unknown length", None),
        ('predicate = "open"\nvalue = true', "it was open", None),
        ('predicate = "motto"\nvalue = "Light … all"', "Light and song for all", True),
        ('predicate = "motto"\nvalue = "Light"\npolarity = "denied"', "the motto was not Light", True),
        ('predicate = "motto"\nvalue = "Light"\npolarity = "denied"', "the motto was Light", False),
        ('predicate = "motto"\nvalue = "a … b … c"', "a and b and c", False),
        ('predicate = "motto"\nvalue = "Light"\nimplied = "it hangs above the gate"', "the gate", None),
    ],
)
def test_a_passage_says_a_value(tmp_path: Path, entry: str, passage: str, expected: bool | None) -> None:
    """Words of the passage mean the value, or stand in it; where that is no question, the answer is None."""
    (tmp_path / "facts.toml").write_text(HEAD + entry, encoding="utf-8")
    base = read(tmp_path)

    assert base.problems == ()
    assert says_value(base["a"], passage, base) is expected
