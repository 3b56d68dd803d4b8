"""The rule `spelling-variant`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from averred.describe import listing
from averred.exclusion import normal_form
from averred.findings import Finding, Label, Level
from averred.rules.base import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from averred.entities import Entity
    from averred.facts import Fact

_NAME = "spelling-variant"
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5


@rule(_NAME, Level.WARNING)
def spelling_variant(context: Context) -> Iterable[Finding]:
    """A source writes a declared name in two ways.

    What it reports:
        Words of a source (where its text is not at hand: of its quotes) that are a word of a declared
        name written otherwise: without its accents (Hüseyin, Huseyin), or with one letter changed in a
        capitalised word of at least five letters. Never an added ending, never capitals alone, never a
        form that is a declared name or alias.

    Why it matters:
        A search for one form misses the other, and readers may take them for two people or places.

    Example:
        "Görsel bridge" in one paragraph, "Gorsel bridge" in another.

    What to do:
        Use one form in the text; declare a form that is right in another language as an alias. A form in
        `misspellings` is found by quotes and still reported.

    Options:
        `named = false` on an entity that no source names.

    Where the idea comes from:
        Wikipedia's {{sic}}, and name matching across transliterations.
    """
    texts = _texts(context)
    named = _named(context)
    known = {word for entity in context.fact_base.entities.values() for word in _name_words(entity)}
    for source, text in sorted(texts.items()):
        candidates = {word: _folded(word) for word in sorted(set(_words(normal_form(text))) - known)}
        for name, entities in named.items():
            variants = [word for word, folded in candidates.items() if _is_variant(name, word, folded)]
            if variants:
                yield _card(context, source, name, entities, variants)


def _named(context: Context) -> dict[str, list[Entity]]:
    """The words of all declared names, each with the entities that bear it."""
    named: dict[str, list[Entity]] = {}
    for entity in context.fact_base.entities.values():
        for word in dict.fromkeys(_name_words(entity)):
            named.setdefault(word, []).append(entity)
    return named


def _texts(context: Context) -> Mapping[str, str]:
    """The text of each source, or, where it is not at hand, the words that facts quote from it."""
    texts = dict(context.texts)
    for source in context.fact_base.sources:
        if source not in texts:
            cited = [
                fact.citation for fact in context.fact_base.facts if fact.citation and fact.source == source
            ]
            words = [text for citation in cited for text in (citation.quote, citation.said_in) if text]
            texts[source] = "\n".join(words)
    return texts


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _name_words(entity: Entity) -> list[str]:
    """The words of the names that an entity may rightly be called by."""
    return _words(normal_form(" ".join((entity.name, *entity.aliases)))) if entity.named else []


def _folded(word: str) -> str:
    """A word as it is compared with its marks and capitals left aside."""
    from averred.normalise import normalise

    return word.casefold() if word.isascii() else normalise(word, "n2").text


def _is_variant(name: str, word: str, word_folded: str) -> bool:
    if word.casefold() == name.casefold():
        return False
    if word_folded == _folded(name):
        return True
    if len(word) != len(name) or len(name) < _SHORTEST or not (word[0].isupper() and name[0].isupper()):
        return False
    return sum(a != b for a, b in zip(word, name, strict=True)) == 1


def _card(
    context: Context, source: str, name: str, entities: Sequence[Entity], variants: Sequence[str]
) -> Finding:
    facts = _showing(context, source, name, variants)
    place = context.place(entities[0].origin, "name")
    return Finding(
        _NAME,
        Level.WARNING,
        f"“{name}” in “{entities[0].name}” is also written {listing(f'“{word}”' for word in variants)}",
        about=f"{source} · {name}",
        facts=tuple(sorted(fact.id for fact in facts)),
        labels=(
            Label(f"declared as “{name}”", place=place),
            *(context.label(fact, message) for fact, message in facts.items()),
        ),
        derivation=("the forms differ in marks alone, or in one letter",),
        help=("use one form in the text", "or declare a form that is right elsewhere as an alias"),
        place=place,
    )


def _showing(context: Context, source: str, name: str, variants: Sequence[str]) -> dict[Fact, str]:
    """The facts that quote a variant, and the first that quotes the declared form."""
    shown: dict[Fact, str] = {}
    for fact in context.fact_base.facts:
        words = set(_words(normal_form((fact.citation.quote if fact.citation else None) or "")))
        found = sorted(words & set(variants)) if fact.source == source else []
        if found:
            shown[fact] = f"written {listing(f'“{word}”' for word in found)}"
        elif name in words and fact.source == source and not any(name in text for text in shown.values()):
            shown[fact] = f"written “{name}”"
    return shown
