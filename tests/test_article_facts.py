"""What holds of the fact base about the rally article: of its files alone, and beside the article's text.

The plain reading of quotes here is on purpose not averred's own: two ways of looking must agree.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "facts" / "istanbul-rally-2012"
FACT_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
LONGEST_RUN = 15

Record = dict[str, Any]


def _tables(kind: str) -> dict[str, Record]:
    """All tables of one kind over the files of the fact base, by id."""
    found: dict[str, Record] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        found.update(tomllib.loads(file.read_text(encoding="utf-8")).get(kind, {}))
    return found


FACTS = _tables("fact")
ENTITIES = _tables("entity")
PREDICATES = _tables("predicate")
LEAVE_OUTS = [
    entry
    for file in sorted(FOLDER.glob("*.toml"))
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("leave-out", [])
]


def _plain(text: str) -> str:
    """White space as one space, quotation marks straight."""
    return " ".join(text.translate(STRAIGHT).split())


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text without cutting into a word or a number."""
    before = r"(?<!\w)(?<!\d[ ,.])" if words[0].isdigit() else r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]


def _passages(quote: str, text: str) -> list[tuple[int, int]]:
    """The passages of a quote: each start of a range takes its nearest end."""
    first, _, last = _plain(quote).partition(" … ")
    starts = _places(first, text)
    if not last:
        return starts
    ends = _places(last, text)
    return [
        (start, min(end for at, end in ends if at >= until))
        for start, until in starts
        if any(at >= until for at, _ in ends)
    ]


def _claiming_units(article: str) -> list[tuple[int, int]]:
    """Sentences, list items and infobox lines of the plain article; headings claim nothing."""
    plain, units, at = _plain(article), [], 0
    for line in map(_plain, article.splitlines()):
        if not line or line.startswith("="):
            continue
        for sentence in re.split(r"(?<=[.!?])[\"']?\s+(?=[A-Z])", line):
            at = plain.index(sentence, at)
            units.append((at, at + len(sentence)))
    return units


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of words that is too long to repeat."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + LONGEST_RUN + 1]) for at in range(len(words) - LONGEST_RUN)}


def _speakers(fact: Record) -> list[str]:
    """Who says it and who passed it on."""
    speaker = fact.get("said-by", "?")
    return [*([] if speaker == "?" else [speaker]), *fact.get("via", [])]


def test_there_are_enough_facts() -> None:
    """The article makes more than a hundred claims."""
    assert len(FACTS) >= 100


def test_no_id_stands_in_two_files() -> None:
    """Ids are unique over the whole folder, for each kind of record."""
    written = Counter(
        (kind, record)
        for file in FOLDER.glob("*.toml")
        for kind in ("fact", "entity", "predicate", "source")
        for record in tomllib.loads(file.read_text(encoding="utf-8")).get(kind, {})
    )

    assert [] == [record for record, times in written.items() if times > 1]


def test_ids_of_facts_describe_what_they_claim() -> None:
    """An id is made of words, and is neither a number nor a numbered word."""
    poor = [
        name for name in FACTS if not FACT_ID.fullmatch(name) or re.fullmatch(r"(fact|claim)?-?\d+", name)
    ]

    assert [] == poor


def test_only_declared_speakers_speak() -> None:
    """Whoever says or relays something is an entity, or not named at all."""
    unknown = {speaker for fact in FACTS.values() for speaker in _speakers(fact)} - ENTITIES.keys()

    assert set() == unknown


def test_nothing_is_graded_or_accepted() -> None:
    """Confidence follows the conventions, and no contradiction of the article is put away."""
    graded = [name for name, fact in FACTS.items() if "confidence" in fact]
    accepting = [
        file.name for file in FOLDER.glob("*.toml") if "[[accept]]" in file.read_text(encoding="utf-8")
    ]

    assert ([], []) == (graded, accepting)


def test_every_entity_and_predicate_is_used() -> None:
    """Nothing is declared that no fact, entity or partition names."""
    named = {value for fact in FACTS.values() for value in fact.values() if isinstance(value, str)}
    named |= {speaker for fact in FACTS.values() for speaker in _speakers(fact)}
    named |= {
        str(entity[key])
        for entity in ENTITIES.values()
        for key in ("part-of", "within", "member-of")
        if key in entity
    }

    assert set() == (ENTITIES.keys() | PREDICATES.keys()) - named


@pytest.mark.parametrize("name", FACTS)
def test_quote_stands_once_in_the_article(name: str, article_text: str) -> None:
    """A quote and the words that name its speaker each mean one passage of the article."""
    fact = FACTS[name]
    quotes = [fact["quote"], *([fact["said-in"]] if "said-in" in fact else [])]

    assert [1] * len(quotes) == [len(_passages(quote, _plain(article_text))) for quote in quotes]


def _value_words(fact: Record) -> list[str]:
    """The words of which one must stand in the passage of a fact."""
    value = fact["value"]
    if isinstance(value, dict):
        return [value["text"]]
    if PREDICATES[fact["predicate"]]["value"] != "entity":
        return [value]
    entity = ENTITIES[value]
    return [entity["name"], *entity.get("aliases", [])]


def test_value_stands_in_its_quote(article_text: str) -> None:
    """The passage of each fact holds its value or the ends of it; one name differs by its diacritics."""
    plain = _plain(article_text)
    absent = []
    for name, fact in FACTS.items():
        [(start, end)] = _passages(fact["quote"], plain)
        if not any(_passages(words, plain[start:end]) for words in _value_words(fact)):
            absent.append(name)

    assert ["attended-by-mutlu-infobox"] == absent


def test_every_sentence_that_claims_something_has_a_fact(article_text: str) -> None:
    """No sentence, list item or infobox line is without a fact, but for those left out with a reason."""
    plain = _plain(article_text)
    quotes = [record["quote"] for record in (*FACTS.values(), *LEAVE_OUTS)]
    cited = [passage for quote in quotes for passage in _passages(quote, plain)]
    bare = [
        plain[start:end]
        for start, end in _claiming_units(article_text)
        if not any(begin < end and until > start for begin, until in cited)
    ]

    assert [] == bare


def test_what_is_left_out_is_not_cited(article_text: str) -> None:
    """A passage that claims nothing stands once in the article and is no fact's passage."""
    plain = _plain(article_text)
    left_out = [passage for entry in LEAVE_OUTS for passage in _passages(entry["quote"], plain)]
    cited = [passage for fact in FACTS.values() for passage in _passages(fact["quote"], plain)]

    assert len(LEAVE_OUTS) == len(left_out)
    assert [] == [
        (start, end)
        for start, end in left_out
        if any(begin < end and until > start for begin, until in cited)
    ]


def test_no_long_run_of_the_article_is_repeated(article_text: str) -> None:
    """No file, and no value with its quote, holds sixteen words of the article in a row."""
    files = [file.read_text(encoding="utf-8") for file in FOLDER.iterdir()]
    together = [f"{fact['value']} {fact['quote']}" for fact in FACTS.values()]
    repeated = [run for text in (*files, *together) for run in _runs(text) & _runs(article_text)]

    assert [] == repeated
