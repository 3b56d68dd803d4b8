"""The rule `hidden-characters`: which characters, and in which texts."""

from __future__ import annotations

import sys
import unicodedata

import averred
from averred.config import Settings
from averred.entities import Entity, Source
from averred.facts import Attribution, Citation
from averred.testing.strategies import WORLD
from averred.values import Text
from averred.vocabulary import Predicate
from tests.made import made_fact

HIDDEN = "\u200b"
#: Letters that show nothing, tags, and what is not assigned yet and will show nothing: of Unicode's
#: Default_Ignorable_Code_Point all but selectors, joiners and the soft hyphen.
IGNORED = (
    (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x2065, 0x2065), (0x3164, 0x3164), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF),
)  # fmt: skip
ONLY = Settings(select=frozenset({"hidden-characters"}), today="2031-01-01")


def _found(**parts: object) -> set[str]:
    """What the rule says of a base: the key and what it belongs to."""
    report = averred.check(averred.FactBase(**parts), settings=ONLY)  # type: ignore[arg-type]  # parts of any kind
    return {finding.headline.partition(" holds")[0] for finding in report.findings}


def _is_unseen(character: str) -> bool:
    """The definition in the words of Unicode: controls, and format characters that turn, join or tag text."""
    if unicodedata.category(character) == "Cc":
        return character not in "\t\n\r"
    turns = unicodedata.bidirectional(character) in {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    }
    marks = character in "\u061c\u200e\u200f\u200b\u2060\ufeff"
    return turns or marks or any(first <= ord(character) <= last for first, last in IGNORED)


def test_exactly_the_characters_that_nobody_sees_are_hidden() -> None:
    """Of all code points, those that Unicode defines as controls, and the marks that are listed."""
    everything = [chr(number) for number in range(sys.maxunicode + 1) if not 0xD800 <= number <= 0xDFFF]
    entity = Entity("all", "".join(f"ə{character}" for character in everything))

    (finding,) = averred.check(averred.FactBase(entities={"all": entity}), settings=ONLY).findings

    expected = [f"U+{ord(character):04X}" for character in everything if _is_unseen(character)]
    assert ", ".join(expected) == finding.headline.partition(": ")[2]


def test_each_group_of_hidden_characters_has_its_ends() -> None:
    """The last that is seen before, the first and the last of the group, and the first that is seen after."""
    ends = [(0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200B, 0x200B)]
    ends += [(0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x2060), (0x2065, 0x2069), (0xFEFF, 0xFEFF)]
    ends = sorted({*ends, *IGNORED} - {(0x2065, 0x2065)})
    around = [
        chr(number) for first, last in ends for number in (first - 1, first, last, last + 1) if number >= 0
    ]
    entity = Entity("all", "".join(f"ə{character}" for character in around))

    (finding,) = averred.check(averred.FactBase(entities={"all": entity}), settings=ONLY).findings

    expected = dict.fromkeys(f"U+{number:04X}" for pair in ends for number in pair)
    assert ", ".join(expected) == finding.headline.partition(": ")[2]


def test_every_text_that_an_author_wrote_is_looked_at() -> None:
    """Each key of facts, entities, predicates and sources that holds words, one finding a key."""
    cited = Citation("s", *[HIDDEN] * 5)
    said = Attribution(HIDDEN, (HIDDEN,))
    fact = made_fact(
        "f", Text(HIDDEN), written=HIDDEN, citation=cited, attribution=said, note=HIDDEN, implied=HIDDEN
    )
    words = dict.fromkeys(("name", "short", "note"), HIDDEN)

    found = _found(
        facts=(fact,),
        entities={
            "e": Entity("e", aliases=(HIDDEN,), **words),  # type: ignore[arg-type]  # all of them are words
            "m": Entity("m", "plain", misspellings=(HIDDEN,)),
        },
        predicates={"participants": Predicate("p", "text", label=HIDDEN, note=HIDDEN)},
        sources={"s": Source("s", title=HIDDEN, url=HIDDEN, note=HIDDEN)},
    )

    keys = {
        "f": "value note implied via quote said-in prefix suffix section said-by",
        "e": "name short aliases note",
        "m": "aliases",
        "p": "label note",
        "s": "title url note",
    }
    assert {f"{key} of “{name}”" for name, some in keys.items() for key in some.split()} == found


def test_a_finding_about_a_fact_names_it() -> None:
    """A text of a fact is a finding about that fact, with its place; of anything else it names none."""
    fact = made_fact("f", Text(HIDDEN), written=HIDDEN)
    base = averred.FactBase(facts=(fact,), entities={"e": Entity("e", HIDDEN)}, predicates=WORLD.predicates)

    found = {
        one.about: (one.facts, one.labels[0].fact) for one in averred.check(base, settings=ONLY).findings
    }

    assert {"f · value": (("f",), "f"), "e · name": ((), None)} == found
